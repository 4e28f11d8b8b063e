"""Put what a practitioner says in the transcript, for the dialogue to answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.errors import Invalid
from balise.model.conversation import MAX_TEXT, Author, Draft, Reply
from balise.model.guard import Sighting, seen
from balise.model.wording import is_whole, means_yes, readable
from balise.ports import Store, Texts, Work


@dataclass(frozen=True, slots=True)
class PostMessage:
    """
    Keep a text or a pressed button, to be answered in order.

    What looks like a patient's data or a secret is refused before it is stored: the transcript shows that something was
    removed and why, in general terms, never what. The dialogue is told nothing: a question that was asked still stands.
    """

    store: Store
    texts: Texts

    async def __call__(
        self, conversation_id: str, text: str | None = None, button: str | None = None, key: str | None = None
    ) -> int:
        """
        Return the message's seq; a repeated `key` returns the first one's and does nothing.

        Raises:
            Invalid: `empty`, `too_long`, `invalid` for what is no text, `one_of_two` unless exactly one of text and button is
                given, or `stale_button` when a yes is pressed that was asked before something else was said: it could answer
                another question.
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
                return await self._keep(work, conversation_id, said)
            text = _checked(text or "")
            if sightings := seen(text):
                removed = Draft(Author.PRACTITIONER, self.texts.say("removed"), idempotency_key=key)
                kept = await work.conversations.append(conversation_id, removed)
                refusal = Draft(Author.ASSISTANT, self._refusal(sightings), idempotency_key=f"balise:refused:{kept.seq}")
                await work.conversations.append(conversation_id, refusal)
                return kept.seq
            said = Draft(Author.PRACTITIONER, Reply(text), handled=False, idempotency_key=key)
            return await self._keep(work, conversation_id, said)

    async def _keep(self, work: Work, conversation_id: str, said: Draft) -> int:
        """Keep what is said for the dialogue; where the channel is suspended, answer so at once instead."""
        channel = (await work.conversations.get(conversation_id)).channel
        if channel not in await work.switches.off():
            return (await work.conversations.append(conversation_id, said)).seq
        kept = await work.conversations.append(conversation_id, replace(said, handled=True))
        told = Draft(Author.ASSISTANT, self.texts.say("suspended"), idempotency_key=f"balise:suspended:{kept.seq}")
        await work.conversations.append(conversation_id, told)
        return kept.seq

    def _refusal(self, sightings: frozenset[Sighting]) -> Reply:
        """Say what was seen, in general terms, and where it belongs."""
        what = ", ".join(self.texts.line(f"sighting_{sighting}") for sighting in Sighting if sighting in sightings)
        where = [self.texts.line("refused_patient_data")] if sightings - {Sighting.SECRET} else []
        where += [self.texts.line("refused_secret")] if Sighting.SECRET in sightings else []
        return self.texts.say("message_refused", what=what, where="\n".join(where))


def _agrees(payload: str) -> bool:
    return payload == "/affirmer" or means_yes(payload)


def _checked(text: str) -> str:
    text = readable(text).strip()
    if not is_whole(text):
        raise Invalid("invalid")
    if not text:
        raise Invalid("empty")
    if len(text) > MAX_TEXT:
        raise Invalid("too_long")
    return text
