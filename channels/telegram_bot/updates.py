"""What comes from Telegram: kept in the transcript, then answered. The transcript is the only way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from telegram import Bot, CallbackQuery, Chat, Message, Update
from telegram.constants import ChatType, MessageAttachmentType
from telegram.error import BadRequest, TelegramError

from balise.errors import Invalid, NotFound, TemporaryFailure
from balise.model.conversation import Author, Channel, Draft, Reply
from balise.model.guard import seen
from balise.model.wording import readable
from channels.answering import Answering
from channels.rates import Rates
from channels.telegram_bot.use_cases import TelegramUseCases

KINDS = ("message", "edited_message", "callback_query")
"""The updates to ask Telegram for."""

_SPOKEN = frozenset({MessageAttachmentType.VOICE, MessageAttachmentType.AUDIO, MessageAttachmentType.VIDEO_NOTE})
_DOCUMENTS = frozenset(
    {
        MessageAttachmentType.PHOTO,
        MessageAttachmentType.DOCUMENT,
        MessageAttachmentType.VIDEO,
        MessageAttachmentType.ANIMATION,
    }
)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Updates:
    """Takes updates one at a time, in order. `look` has the deliverer look for what there is to deliver."""

    bot: Bot
    use_cases: TelegramUseCases
    answering: Answering
    look: Callable[[], None]
    rates: Rates = field(default_factory=Rates)

    async def take(self, update: Update) -> None:
        """
        Keep an update and have it answered. One that comes back does nothing twice.

        Raises:
            TemporaryFailure: when it could not be kept: bring it back later.

        """
        try:
            await self._take(update)
        except TemporaryFailure:
            raise
        except Exception as error:  # noqa: BLE001 - one bad update must not stop those that follow
            log.error("telegram_update_failed", update=update.update_id, error=type(error).__name__)

    async def _take(self, update: Update) -> None:
        chat, message, query = update.effective_chat, update.message, update.callback_query
        # What was edited has been answered: it is only read again for what must not stay in the chat.
        written = message or update.edited_message
        if chat is None:
            return
        if chat.type != ChatType.PRIVATE:
            await self._leave(chat)
        elif query is not None:
            await self._keep(chat.id, update.update_id, button=query.data or "")
            await self._release(query)
        elif written is not None and seen(readable(said := written.text or written.caption or "")):
            await self._keep(chat.id, update.update_id, text=said)
            await self._delete(chat.id, written, update.update_id)
        elif message is not None and message.text and _is_start(message.text):
            await self._conversation(chat.id, message.date)
            self.look()
        elif message is not None and message.text:
            await self._keep(chat.id, update.update_id, text=message.text)
        elif message is not None and (refusal := _refusal(message)):
            await self._tell(await self._conversation(chat.id), refusal, _key(update.update_id))

    async def _keep(self, chat: int, update_id: int, text: str | None = None, button: str | None = None) -> None:
        conversation_id = await self._conversation(chat)
        if await self.rates.wait(self.use_cases.rate_writes, "write", str(chat)):
            # Told once a minute: answering each would be as much work as hearing it.
            if not await self.rates.wait("1/minute", "told", str(chat)):
                await self._tell(conversation_id, "telegram_too_many", _key(update_id))
            return
        try:
            await self.use_cases.post_message(conversation_id, text, button, _key(update_id))
        except Invalid as error:
            await self._tell(conversation_id, f"error_{error.reason}", _key(update_id))
        except NotFound:
            await self._tell(conversation_id, "telegram_button_gone", _key(update_id))
        else:
            self.answering.soon(conversation_id)

    async def _delete(self, chat: int, written: Message, update_id: int) -> None:
        """
        Delete from the chat a message that was refused; when that cannot be done, ask the person to.

        What Telegram no longer finds, as when an update comes back, is deleted.
        """
        try:
            await self.bot.delete_message(chat, written.message_id)
        except TelegramError as error:
            if isinstance(error, BadRequest) and "not found" in error.message.lower():
                return
            log.warning("telegram_message_not_deleted", error=type(error).__name__)
            await self._tell(await self._conversation(chat), "telegram_delete_yourself", f"{_key(update_id)}:undeleted")

    async def _conversation(self, chat: int, started: datetime | None = None) -> str:
        """Return the chat's conversation; a new one for a chat that has none, or since asked to start."""
        async with self.use_cases.store.begin() as work:
            current = await work.chats.conversation_of(chat)
            opened = (await work.conversations.get(current)).created_at if current else None
        # A start older than the conversation has already been obeyed: it comes back, or was said twice.
        if current is not None and opened is not None and (started is None or started <= opened):
            return current
        conversation, _ = await self.use_cases.open_conversation(Channel.TELEGRAM)
        async with self.use_cases.store.begin() as work:
            await work.chats.bind(chat, conversation.id)
        if current is not None and await self.use_cases.unfinished.carry(current, conversation.id):
            await self._greet(conversation.id)
        return conversation.id

    async def _greet(self, conversation_id: str) -> None:
        """Have the dialogue say hello: it offers what was left unfinished before the start."""
        said = Draft(Author.PRACTITIONER, Reply("/start"), payload="/saluer", handled=False)
        async with self.use_cases.store.begin() as work:
            await work.conversations.append(conversation_id, said)
        self.answering.soon(conversation_id)

    async def _tell(self, conversation_id: str, text: str, key: str) -> None:
        """Answer in the transcript, without the dialogue."""
        told = Draft(Author.ASSISTANT, Reply(self.use_cases.texts.line(text)), idempotency_key=key)
        async with self.use_cases.store.begin() as work:
            await work.conversations.append(conversation_id, told)

    async def _release(self, query: CallbackQuery) -> None:
        """Tell Telegram that the press was received: its button stops spinning."""
        try:
            await self.bot.answer_callback_query(query.id)
        except TelegramError as error:
            log.info("telegram_press_not_released", error=type(error).__name__)

    async def _leave(self, group: Chat) -> None:
        """Say that Balise speaks with one person at a time, and leave, so as to read nothing more there."""
        try:
            await self.bot.send_message(group.id, self.use_cases.texts.line("telegram_no_group"))
            await self.bot.leave_chat(group.id)
        except TelegramError as error:
            log.info("telegram_group_not_left", error=type(error).__name__)


def _key(update_id: int) -> str:
    return f"telegram:{update_id}"


def _is_start(text: str) -> bool:
    return text.split(maxsplit=1)[:1] == ["/start"]


def _refusal(message: Message) -> str | None:
    """Return the key of the sentence that refuses an attachment; None when there is none (a pinned message…)."""
    if message.effective_attachment is None:
        return None
    kinds = {kind for kind in MessageAttachmentType if getattr(message, kind, None)}
    if kinds & _DOCUMENTS:
        return "telegram_no_document"
    return "telegram_no_voice" if kinds & _SPOKEN else "telegram_text_only"
