"""Delivering transcripts to chats: whatever was written, by whom and in which process it may be, in order, each once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import structlog
from telegram import Bot, LinkPreviewOptions
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from balise.errors import BaliseError, NotFound
from balise.model.conversation import Message
from balise.model.paper import Paper
from balise.model.sheet import Link
from balise.ports import Bell, Store, Texts
from balise.usecases.identity.sign_in import InviteSignIn
from channels.telegram_bot.mapping import Outgoing, to_outgoing, with_written_links

AT_ONCE = 20
"""Chats served together; Telegram takes thirty messages a second from a bot."""

_LOOK_EVERY = 15.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
_PATIENCE = 5.0

# Messengers open links to preview them; a sign-in link is for the practitioner alone.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


def pause_after(error: Exception, failures: int) -> float:
    """Return the seconds to wait after a failure: what Telegram asks, or longer and longer."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after  # a number today, a timedelta in the library's next version
        return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0**failures)


class _Left(Exception):
    """Leave a delivery where it is: the chat goes on in another conversation, or the door closes."""


class Deliverer:
    """
    Serves the chats that lag behind their transcript, each in a task of its own.

    What is delivered is recorded message by message. A message whose sending had no clear end (a broken connection, a
    killed process) is sent again: rather twice than never. There is one deliverer a bot, as Telegram allows one poller.
    """

    def __init__(self, bot: Bot, store: Store, bell: Bell, texts: Texts, invite: InviteSignIn) -> None:
        self._bot, self._store, self._bell, self._texts, self._invite = bot, store, bell, texts, invite
        self._look = asyncio.Event()
        self._closing = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}

    def look(self) -> None:
        """Look now for chats that lag."""
        self._look.set()

    async def run(self) -> None:
        """Deliver until cancelled; call `finish` then."""
        listening = asyncio.create_task(self._listen())
        try:
            while True:
                self._look.clear()
                await self._serve_lagging()
                await self._look.wait()
        finally:
            listening.cancel()

    async def finish(self) -> None:
        """Let the messages being sent be recorded, a few seconds at most; start no other."""
        self._closing.set()
        serving = list(self._busy.values())
        if serving:
            _, late = await asyncio.wait(serving, timeout=_PATIENCE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            # A bell can miss a ring while its connection is broken: look from time to time.
            await self._bell.wait(None, _LOOK_EVERY)
            self.look()

    async def _serve_lagging(self) -> None:
        # A chat being served now is left alone: by the time its lag is read it may have caught up.
        served = set(self._busy)
        try:
            async with self._store.begin() as work:
                lagging = await work.chats.undelivered()
        except BaliseError as error:
            log.warning("telegram_delivery_failed", error=type(error).__name__)
            asyncio.get_running_loop().call_later(_FIRST_PAUSE, self.look)
            return
        for chat, conversation_id, since in lagging:
            if chat not in served and len(self._busy) < AT_ONCE:
                self._busy[chat] = asyncio.create_task(self._serve(chat, conversation_id, since))

    async def _serve(self, chat: int, conversation_id: str, since: int) -> None:
        try:
            async with self._store.begin() as work:
                transcript = await work.conversations.transcript(conversation_id, since)
            for message in transcript.messages:
                await self._deliver(chat, message, transcript.messages[-1].seq)
        except _Left:
            pass
        except Exception as error:  # noqa: BLE001 - a bug met in one chat must not stop the others
            log.warning("telegram_delivery_failed", error=type(error).__name__)
            await self._pause(_FIRST_PAUSE)
        finally:
            del self._busy[chat]
            # More may have been written meanwhile.
            self.look()

    async def _deliver(self, chat: int, message: Message, newest: int) -> None:
        if self._closing.is_set():
            raise _Left
        seq = message.seq
        # Read before anything is sent: a database out of reach must not have the text sent twice.
        papers, shown = await self._papers(message), await self._with_link(message)
        saying = [partial(self._send, chat, outgoing) for outgoing in to_outgoing(shown, self._texts)]
        handing = [partial(self._hand_over, chat, paper) for paper in papers]
        try:
            for sending in (*saying, *handing):
                await self._unless_refused(message, sending)
        except (Forbidden, ChatMigrated):
            # The practitioner has blocked the bot: they will read on, from now, when they come back.
            log.info("telegram_chat_closed", conversation_id=message.conversation)
            seq = newest
        await self._record(chat, message.conversation, seq)
        if seq != message.seq:
            raise _Left

    async def _papers(self, message: Message) -> list[Paper]:
        """Return the files of a message; one that is no longer kept is left out."""
        papers = []
        for file in message.reply.files:
            try:
                async with self._store.begin() as work:
                    papers.append(await work.files.get(message.conversation, file.id))
            except NotFound:
                log.warning("telegram_file_gone", conversation_id=message.conversation, seq=message.seq)
        return papers

    async def _with_link(self, message: Message) -> Message:
        """Return the message with the link that it offers to sign in by, if any; its title ends with the code to type there."""
        reply = message.reply
        if not reply.sign_in:
            return message
        async with self._store.begin() as work:
            conversation = await work.conversations.get(message.conversation)
        invitation = await self._invite(conversation)
        title = self._texts.line("sign_in_with_code", title=reply.sign_in, code=invitation.code)
        return replace(message, reply=replace(reply, links=(*reply.links, Link(title, invitation.url))))

    async def _unless_refused(self, message: Message, sending: Callable[[], Awaitable[None]]) -> None:
        """Send a piece of a message; one that Telegram refuses holds back none of the others."""
        try:
            await sending()
        except BadRequest:
            log.warning("telegram_refused_message", conversation_id=message.conversation, seq=message.seq)

    async def _send(self, chat: int, outgoing: Outgoing) -> None:
        """Send a text; when its links are refused as buttons, with its links written."""
        try:
            await self._until_received(partial(self._say, chat, outgoing))
        except BadRequest:
            if not outgoing.links:
                raise
            await self._until_received(partial(self._say, chat, with_written_links(outgoing, self._texts)))

    async def _say(self, chat: int, outgoing: Outgoing) -> None:
        await self._bot.send_message(chat, outgoing.text, reply_markup=outgoing.keyboard, link_preview_options=_NO_PREVIEW)

    async def _hand_over(self, chat: int, paper: Paper) -> None:
        await self._until_received(
            partial(self._bot.send_document, chat, paper.content, caption=paper.title, filename=paper.name)
        )

    async def _until_received(self, sending: Callable[[], Awaitable[object]]) -> None:
        """Send until it is received. Raises Forbidden, ChatMigrated or BadRequest when trying again will not help."""
        failures = 0
        while True:
            try:
                await sending()
            except (Forbidden, ChatMigrated, BadRequest):
                raise
            except TelegramError as error:
                log.warning("telegram_unreachable", error=type(error).__name__)
                if await self._pause(pause_after(error, failures)):
                    raise _Left from error
                failures += 1
            else:
                return

    async def _record(self, chat: int, conversation_id: str, seq: int) -> None:
        async with self._store.begin() as work:
            await work.chats.delivered(chat, seq)
            # Read after writing, when nobody can bind the chat any more; leaving undoes the writing.
            if await work.chats.conversation_of(chat) != conversation_id:
                raise _Left

    async def _pause(self, seconds: float) -> bool:
        """Wait; return True as soon as the door closes."""
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True
