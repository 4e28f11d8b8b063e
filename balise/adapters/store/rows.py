"""From rows to conversations and messages, and back. Pure, but for the ids of buttons."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from balise.model.conversation import Author, Button, Channel, Conversation, Draft, File, Message, Reply, Step, Understanding
from balise.model.identity import Person, PracticeSituation, SignIn
from balise.model.opinion import Opinion
from balise.model.paper import Picture
from balise.model.sheet import Link


def to_conversation(row: RowMapping) -> Conversation:
    """Return the conversation of a row, which says what time it is (`present`): a sign-in that holds no more is left out."""
    sign_in = _to_sign_in(row) if row["rpps"] is not None else None
    return Conversation(
        id=row["id"],
        channel=Channel(row["channel"]),
        token_hash=row["token_hash"],
        created_at=row["created_at"],
        dialogue=row["dialogue"],
        sign_in=sign_in if sign_in and sign_in.holds(row["present"]) else None,
        handled_by=Author(row["handled_by"]),
        browser_hash=row["browser_hash"],
    )


def _to_sign_in(row: RowMapping) -> SignIn:
    situations = tuple(PracticeSituation(**situation) for situation in row["situations"])
    person = Person(row["rpps"], row["family"], row["given"], situations)
    return SignIn(person, row["signed_in_at"], row["signed_in_until"], row["sign_in_hint"])


def to_row(conversation_id: str, seq: int, at: datetime, draft: Draft) -> dict[str, Any]:
    """Return the row of a message that enters a transcript."""
    reply, understanding = draft.reply, draft.understanding
    return {
        "conversation": conversation_id,
        "seq": seq,
        "at": at,
        "author": draft.author,
        "text": reply.text,
        "buttons": [{"id": b.id or secrets.token_urlsafe(9), "title": b.title, "payload": b.payload} for b in reply.buttons],
        "links": [asdict(link) for link in reply.links],
        "files": [asdict(file) for file in reply.files],
        "source": reply.source,
        "sign_in": reply.sign_in,
        "speaker": draft.speaker,
        "step": asdict(reply.step) if reply.step else None,
        "payload": draft.payload,
        "handled": draft.handled,
        "idempotency_key": draft.idempotency_key,
        "intent": understanding.intent if understanding else None,
        "confidence": understanding.confidence if understanding else None,
    }


def to_message(row: RowMapping) -> Message:
    """Return the message of a row."""
    reply = Reply(
        text=row["text"],
        buttons=tuple(Button(**button) for button in row["buttons"]),
        links=tuple(Link(**link) for link in row["links"]),
        files=tuple(map(_to_file, row["files"])),
        source=row["source"],
        sign_in=row["sign_in"],
        step=Step(**row["step"]) if row["step"] else None,
    )
    understood = Understanding(row["intent"], row["confidence"]) if row["intent"] is not None else None
    return Message(
        conversation=row["conversation"],
        seq=row["seq"],
        at=row["at"],
        author=Author(row["author"]),
        reply=reply,
        payload=row["payload"],
        handled=row["handled"],
        understanding=understood,
        speaker=row["speaker"],
        opinion=Opinion(row["helpful"], row["reason"]) if row["helpful"] is not None else None,
    )


def _to_file(kept: dict[str, Any]) -> File:
    picture = kept.get("picture")
    if picture:
        picture = Picture(picture["width"], picture["height"], tuple((label, value) for label, value in picture["table"]))
    return File(**{**kept, "picture": picture})
