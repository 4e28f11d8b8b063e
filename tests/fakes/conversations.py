"""Conversations and transcripts in memory."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from balise.errors import NotFound
from balise.model.conversation import Author, Conversation, Draft, Message, Pressed, Transcript, Understanding
from balise.model.identity import SignIn
from tests.fakes.unit_of_work import Line, Talk, Unit


class FakeConversations:
    """The `Conversations` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, conversation: Conversation) -> None:
        self._unit.talks.put(conversation.id, Talk(conversation, conversation.created_at))

    async def get(self, conversation_id: str) -> Conversation:
        conversation = self._talk(conversation_id).conversation
        holds = conversation.sign_in is not None and conversation.sign_in.holds(self._unit.now())
        return conversation if holds else replace(conversation, sign_in=None)

    async def held(self, conversation_id: str, token_hash: str) -> Conversation:
        conversation = await self.get(conversation_id)
        if conversation.token_hash != token_hash:
            raise NotFound("conversation")
        return conversation

    async def append(self, conversation_id: str, draft: Draft) -> Message:
        await self._unit.lock("talk", conversation_id)
        talk = self._talk(conversation_id)
        if draft.idempotency_key is not None:
            for line in self._lines(conversation_id):
                if line.key == draft.idempotency_key:
                    return line.message
        talk = replace(talk, last_seq=talk.last_seq + 1, last_at=self._unit.now())
        buttons = tuple(replace(b, id=b.id or secrets.token_urlsafe(9)) for b in draft.reply.buttons)
        reply = replace(draft.reply, buttons=buttons)
        written = (draft.author, reply, draft.payload, draft.handled, draft.understanding, draft.speaker)
        message = Message(conversation_id, talk.last_seq, talk.last_at, *written)
        self._unit.talks.put(conversation_id, talk)
        self._put(message, draft.idempotency_key)
        return message

    async def transcript(self, conversation_id: str, since: int = 0) -> Transcript:
        conversation = await self.get(conversation_id)
        every = [line.message for line in self._lines(conversation_id)]
        messages = tuple(message for message in every if message.seq > since)
        waits = await self.next_pending(conversation_id) is not None
        spoke = [message.speaker for message in every if message.author is Author.AGENT]
        speaker = spoke[-1] if spoke and conversation.handled_by is Author.AGENT else ""
        return Transcript(messages, waits, conversation.handled_by, conversation.sign_in, speaker)

    async def next_pending(self, conversation_id: str) -> Message | None:
        return next((line.message for line in self._lines(conversation_id) if not line.message.handled), None)

    async def mark_handled(self, message: Message, understanding: Understanding | None) -> None:
        line = self._unit.lines.get((message.conversation, message.seq))
        if line is not None:
            understood = understanding or line.message.understanding
            self._put(replace(line.message, handled=True, understanding=understood), line.key)

    async def message(self, conversation_id: str, seq: int) -> Message:
        line = self._unit.lines.get((conversation_id, seq))
        if line is None:
            raise NotFound("message")
        return line.message

    async def pressed(self, conversation_id: str, button_id: str, key: str | None = None) -> Pressed:
        lines = list(self._lines(conversation_id))
        for position, line in enumerate(lines):
            for button in line.message.reply.buttons:
                if button.id == button_id:
                    since = [other for other in lines[position + 1 :] if key is None or other.key != key]
                    return Pressed(button, all(other.message.author is not Author.PRACTITIONER for other in since))
        raise NotFound("button")

    async def hold(self, conversation_id: str) -> None:
        await self._unit.lock("hold", conversation_id)

    async def renew_token(self, conversation_id: str, former_hash: str, renewed_hash: str) -> None:
        await self._unit.lock("talk", conversation_id)
        conversation = await self.held(conversation_id, former_hash)
        talk = self._talk(conversation_id)
        renewed = replace(talk.conversation, token_hash=renewed_hash)
        self._unit.talks.put(conversation.id, replace(talk, conversation=renewed))

    async def set_sign_in(self, conversation_id: str, sign_in: SignIn | None) -> None:
        await self._unit.lock("talk", conversation_id)
        if talk := self._unit.talks.get(conversation_id):
            self._unit.talks.put(conversation_id, replace(talk, conversation=replace(talk.conversation, sign_in=sign_in)))

    async def signed_in_as(self, rpps: str) -> list[str]:
        talks = (talk.conversation for talk in self._unit.talks.all())
        return [one.id for one in talks if one.sign_in is not None and one.sign_in.person.rpps == rpps]

    async def set_dialogue(self, conversation_id: str, dialogue: str) -> None:
        await self._unit.lock("talk", conversation_id)
        if talk := self._unit.talks.get(conversation_id):
            self._unit.talks.put(conversation_id, replace(talk, conversation=replace(talk.conversation, dialogue=dialogue)))

    async def with_pending(self) -> list[str]:
        waiting = (line.message.conversation for line in self._unit.lines.all() if not line.message.handled)
        return list(dict.fromkeys(waiting))

    async def forget_before(self, limit: datetime) -> int:
        old = {talk.conversation.id for talk in self._unit.talks.all() if talk.last_at < limit}
        self._unit.forget(old)
        return len(old)

    def _talk(self, conversation_id: str) -> Talk:
        talk = self._unit.talks.get(conversation_id)
        if talk is None:
            raise NotFound("conversation")
        return talk

    def _lines(self, conversation_id: str) -> list[Line]:
        return [line for line in self._unit.lines.all() if line.message.conversation == conversation_id]

    def _put(self, message: Message, key: str | None) -> None:
        self._unit.lines.put((message.conversation, message.seq), Line(message, key))
        self._unit.rung.add(message.conversation)
