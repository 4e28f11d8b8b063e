"""Give a person what is kept of them, to read and to take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from balise.model.conversation import File, Message
from balise.model.letter import hanging
from balise.model.moment import in_france
from balise.model.paper import Paper
from balise.model.procedure import Letter, Procedure
from balise.model.register import Register
from balise.ports import Clock, Store, Texts, Work
from balise.usecases.privacy.own_data import own_data


@dataclass(frozen=True, slots=True)
class ExportPerson:
    """Write two files, kept in the conversation like any paper: JSON for programs, the same in French sentences."""

    store: Store
    register: Register
    texts: Texts
    clock: Clock
    contact: str

    async def __call__(self, conversation_id: str) -> tuple[File, ...]:
        """Return the files, for the answer that is about to be said. Raises NotFound for an unknown conversation."""
        now = self.clock()
        async with self.store.begin() as work:
            held = await self._gathered(work, conversation_id, now)
            papers = [
                self._paper("json", "application/json", json.dumps(held, ensure_ascii=False, indent=2), now),
                self._paper("txt", "text/plain", "\n".join(map(hanging, self._lines(held))), now),
            ]
            ids = [await work.files.keep(conversation_id, paper) for paper in papers]
        return tuple(File(file_id, p.name, p.title, p.media_type, len(p.content)) for file_id, p in zip(ids, papers, strict=True))

    async def _gathered(self, work: Work, conversation_id: str, now: datetime) -> dict[str, Any]:
        theirs = await own_data(work, conversation_id)
        person = theirs.person
        return {
            "exported_at": now.isoformat(),
            "contact": self.contact,
            "person": person
            and {"rpps": person.rpps, "name": person.full_name, "situations": list(map(_plain, person.situations))},
            "conversations": [await _conversation(work, one) for one in theirs.conversations],
            "procedures": [await _procedure(work, procedure) for procedure in theirs.procedures],
            "kept": [
                {"what": e.title, "holds": e.holds, "why": e.why, "ground": e.ground, "until": e.kept}
                for e in self.register.entries
            ],
        }

    def _paper(self, extension: str, media_type: str, content: str, now: datetime) -> Paper:
        name = f"mes-donnees-balise-{in_france(now):%Y-%m-%d}.{extension}"
        return Paper(name, media_type, content.encode(), self.texts.line(f"export_title_{extension}"))

    def _lines(self, held: Mapping[str, Any]) -> Iterator[str]:
        """Yield the readable file, line by line."""
        line, person = self.texts.line, held["person"]
        yield line("export_head", date=_day(held["exported_at"]), contact=held["contact"])
        yield line("export_person", name=person["name"], rpps=person["rpps"]) if person else line("export_nobody")
        for talk in held["conversations"]:
            yield line("export_conversation", date=_day(talk["opened_at"]), channel=talk["channel"])
            for m in talk["messages"]:
                author = line("shown_agent", name=m["speaker"]) if m["speaker"] else line(f"author_{m['author']}")
                yield line("export_message", at=_day(m["at"]), author=author, said=m["text"])
                if m["opinion"]:
                    verdict = line(f"opinion_{'yes' if m['opinion']['helpful'] else 'no'}")
                    yield line("export_opinion", verdict=verdict, reason=m["opinion"]["reason"]).rstrip()
            yield from (line("export_access", at=_day(a["at"]), by=a["by"], why=a["why"]) for a in talk["accesses"])
        for asked in held["procedures"]:
            about = " ".join(filter(None, [asked["address"], *(f"{name} : {value}" for name, value in asked["details"].items())]))
            kind, state = line(f"kind_{asked['kind']}"), line(f"state_{asked['state']}")
            yield line("export_procedure", reference=asked["reference"], kind=kind, state=state, about=about)
            yield from (line("export_letter", to=w["to"], subject=w["subject"], body=w["body"]) for w in asked["letters"])
        yield line("export_register")
        yield from (line("register_line", title=entry["what"], kept=entry["until"]) for entry in held["kept"])


async def _conversation(work: Work, conversation_id: str) -> dict[str, Any]:
    conversation = await work.conversations.get(conversation_id)
    transcript = await work.conversations.transcript(conversation_id)
    return {
        "id": conversation.id,
        "channel": str(conversation.channel),
        "opened_at": conversation.created_at.isoformat(),
        "telegram_chat": await work.chats.chat_of(conversation_id),
        "messages": list(map(_message, transcript.messages)),
        "accesses": [
            {"at": access.at.isoformat(), "by": access.by, "why": access.why}
            for access in await work.accesses.of(conversation_id)
        ],
    }


def _message(message: Message) -> dict[str, Any]:
    understood, opinion = message.understanding, message.opinion
    return {
        "at": message.at.isoformat(),
        "author": str(message.author),
        "speaker": message.speaker,
        "text": message.text,
        "files": [file.name for file in message.reply.files],
        "opinion": opinion and {"helpful": opinion.helpful, "reason": opinion.reason},
        "understood": understood and {"intent": understood.intent, "confidence": understood.confidence},
    }


async def _procedure(work: Work, procedure: Procedure) -> dict[str, Any]:
    return {
        "reference": procedure.reference,
        "kind": str(procedure.kind),
        "state": str(procedure.state),
        "address": procedure.address,
        "holder": procedure.holder,
        "details": dict(procedure.details),
        "history": [{"at": move.at.isoformat(), "by": str(move.by), "state": str(move.after)} for move in procedure.history],
        "letters": list(map(_letter, await work.outbox.of(procedure.reference))),
    }


def _letter(letter: Letter) -> dict[str, str]:
    return {"to": letter.recipient, "subject": letter.subject, "body": letter.body}


def _plain(situation: Any) -> dict[str, str]:
    return {name: getattr(situation, name) for name in situation.__slots__}


def _day(at: str) -> str:
    return f"{in_france(datetime.fromisoformat(at)):%d/%m/%Y %H:%M}"
