"""Put what a practitioner says in the transcript, for the dialogue to answer."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Invalid
from balise.model.conversation import MAX_TEXT, Author, Draft, Reply
from balise.model.guard import holds_nir
from balise.model.wording import means_yes
from balise.ports import Store, Texts


@dataclass(frozen=True, slots=True)
class PostMessage:
    """
    Keep a text or a pressed button, to be answered in order.

    What looks like a social security number is refused before it is stored: the transcript shows that something was
    removed, and why, never what.
    """

    store: Store
    texts: Texts

    async def __call__(
        self, conversation_id: str, text: str | None = None, button: str | None = None, key: str | None = None
    ) -> int:
        """
        Return the message's seq; a repeated `key` returns the first one's and does nothing.

        Raises:
            Invalid: `empty`, `too_long`, `one_of_two` unless exactly one of text and button is given, or `stale_button`
                when a yes is pressed that was asked before something else was said: it could answer another question.
            NotFound: no such conversation, or no such button in it.

        """
        if (text is None) == (button is None):
            raise Invalid("one_of_two")
        async with self.store.begin() as work:
            if button is not None:
                pressed = await work.conversations.pressed(conversation_id, button, key)
                if not pressed.current and _agrees(pressed.button.payload):
                    raise Invalid("stale_button")
                said = Draft(
                    Author.PRACTITIONER, Reply(pressed.button.title), pressed.button.payload, handled=False, idempotency_key=key
                )
                return (await work.conversations.append(conversation_id, said)).seq
            text = _checked(text or "")
            if holds_nir(text):
                removed = Draft(Author.PRACTITIONER, self.texts.say("removed"), idempotency_key=key)
                kept = await work.conversations.append(conversation_id, removed)
                await work.conversations.append(
                    conversation_id,
                    Draft(Author.ASSISTANT, self.texts.say("nir_refused"), idempotency_key=f"balise:nir:{kept.seq}"),
                )
                return kept.seq
            said = Draft(Author.PRACTITIONER, Reply(text), handled=False, idempotency_key=key)
            return (await work.conversations.append(conversation_id, said)).seq


def _agrees(payload: str) -> bool:
    return payload == "/affirmer" or means_yes(payload)


def _checked(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise Invalid("empty")
    if len(text) > MAX_TEXT:
        raise Invalid("too_long")
    return text
