"""Plays a script at a door and checks what comes of it."""

from __future__ import annotations

import asyncio
import email
import email.policy
import io
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import reduce
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
from icalendar import Calendar
from psycopg.errors import LockNotAvailable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.model.reference import REFERENCE_PATTERN
from tests.dialogue.doors import Answer, Door, Handed
from tests.dialogue.recognition import response_of
from tests.dialogue.script import Script, Step

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()

PATIENCE = 15.0
"""Seconds an effect may take: the worker sends letters in the background."""

_TABLES = (
    "procedure_history, outbox, procedures, files, tickets, telegram_chats, messages, conversations, erasures, procrastinate_jobs"
)


async def fresh_start(engine: AsyncEngine, outbox: Path) -> None:
    """Empty the tables and the mail sink, once whatever the previous script left running lets go of them."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not await _emptied(engine):
        assert asyncio.get_running_loop().time() < deadline, "les tables restent occupées"
        await asyncio.sleep(0.05)
    for letter in outbox.glob("*.eml"):
        letter.unlink()


async def _emptied(engine: AsyncEngine) -> bool:
    """Empty the tables, or give up at once if one is in use: waiting with some of the locks held would deadlock."""
    try:
        async with engine.begin() as db:
            await db.execute(text(f"LOCK TABLE {_TABLES} IN ACCESS EXCLUSIVE MODE NOWAIT"))
            # The history refuses to be emptied, but for a superuser who asks.
            await db.execute(text("SET LOCAL session_replication_role = replica"))
            await db.execute(text(f"TRUNCATE {_TABLES} CASCADE"))
    except OperationalError as failure:
        if isinstance(failure.orig, LockNotAvailable):
            return False
        raise
    return True


async def set_directory(db: AsyncConnection, *, down: bool) -> None:
    """Take the directory's table away, or bring it back."""
    names = ("directory_entries", "directory_entries_away")
    present, wanted = names if down else reversed(names)
    await db.execute(text(f"ALTER TABLE IF EXISTS {present} RENAME TO {wanted}"))


@dataclass(slots=True)
class Play:
    """A script being played. `references` are those Balise has given, in the order they were heard."""

    script: Script
    door: Door
    engine: AsyncEngine
    last: Answer
    references: list[str] = field(default_factory=list)

    async def to_the_end(self) -> None:
        """Play every step, checking each answer; whatever was taken down is brought back."""
        await self._take_down(self.script.down)
        try:
            if self.script.signed_in:
                await self.door.sign_in(self.script.signed_in)
            for number, step in enumerate(self.script.steps, start=1):
                await self._play(number, self._filled(step))
        finally:
            await self._take_down(())

    async def _play(self, number: int, step: Step) -> None:
        if step.down is not None:
            await self._take_down(step.down)
        if step.too_old:
            await self._end_sign_ins()
        self.last = await self._do(step)
        said = "\n".join(heard.text for heard in self.last.heard)
        self.references += [r for r in re.findall(rf"\b{REFERENCE_PATTERN}\b", said) if r not in self.references]
        check(step, self.last, f"{self.script.path.name}, tour {number} : {step.says or step.presses or 'connexion'}")

    async def _do(self, step: Step) -> Answer:
        if step.arrives:
            return self.door.greeting
        if step.signs_in:
            return await self.door.sign_in(step.signs_in)
        if step.presses:
            shown = [title for heard in self.last.heard for title in heard.buttons]
            assert step.presses in shown, f"no such button: {step.presses} in {shown}"
        return await self.door.say(step.presses or step.says)

    def _filled(self, step: Step) -> Step:
        """Return the step with `{référence}`, the latest one heard, and `{référence 1}`, the first, put in words."""
        known = {f"{{référence {n}}}": reference for n, reference in enumerate(self.references, start=1)}
        if self.references:
            known["{référence}"] = self.references[-1]

        def filled(words: str) -> str:
            named = reduce(lambda text, name: text.replace(name, known[name]), known, words)
            return re.sub(r"\{il y a (\d+) jours\}", lambda match: days_ago(int(match[1])), named)

        return replace(
            step,
            says=filled(step.says),
            presses=filled(step.presses),
            contains=tuple(map(filled, step.contains)),
            lacks=tuple(map(filled, step.lacks)),
            buttons=tuple(map(filled, step.buttons)),
            files=None if step.files is None else tuple(tuple(map(filled, words)) for words in step.files),
        )

    async def _end_sign_ins(self) -> None:
        """Have every sign-in be over, as if its time had passed."""
        async with self.engine.begin() as db:
            await db.execute(text("UPDATE conversations SET signed_in_until = now()"))

    async def _take_down(self, names: tuple[str, ...]) -> None:
        async with self.engine.begin() as db:
            await set_directory(db, down="annuaire" in names)


def check(step: Step, answer: Answer, where: str) -> None:
    """Compare one answer with what the step expects."""
    said = plain("\n".join(heard.text for heard in answer.heard))
    story = f"{where}\n--- répondu ---\n{said}\n---"
    if step.intent and answer.intent is not None:
        assert step.intent == answer.intent, f"intention {answer.intent}\n{story}"
    if step.responses is not None:
        assert list(step.responses) == [response_of(heard.text) for heard in answer.heard], story
    for words in step.contains:
        assert words in said, f"manque : {words}\n{story}"
    for words in step.lacks:
        assert words not in said, f"de trop : {words}\n{story}"
    titles = [plain(title) for heard in answer.heard for title in heard.buttons]
    assert set(step.buttons) <= set(titles), f"boutons {titles}\n{story}"
    if step.source:
        sources = [plain(heard.source) for heard in answer.heard]
        assert any(step.source in source for source in sources), f"sources {sources}\n{story}"
    assert answer.heard, f"rien n'est répondu\n{story}"
    if step.step:
        assert step.step == answer.heard[-1].step, f"étape {answer.heard[-1].step}\n{story}"
    if step.files is not None:
        _check_files(step.files, answer, story)


def _check_files(expected: tuple[tuple[str, ...], ...], answer: Answer, story: str) -> None:
    """Compare the files handed over with the words of each; each holds a reference or an address that was said with it."""
    files = [file for heard in answer.heard for file in heard.files]
    told = [plain(f"{file.title} {file.name}") for file in files]
    said = set(re.findall(rf"{REFERENCE_PATTERN}|[\w.-]+@[\w.-]+\w", "\n".join(heard.text for heard in answer.heard)))
    assert len(expected) == len(files), f"fichiers {told}\n{story}"
    for words, title, file in zip(expected, told, files, strict=True):
        assert all(word in title for word in words), f"fichier {title}, attendu {words}\n{story}"
        held = "".join(_read(file).split())
        assert any(word in held for word in said) or _is_picture(file), f"fichier {title} : rien de {said}\n{story}"


def _read(file: Handed) -> str:
    """Return the words of a file; one that is not what its name says fails."""
    if file.name.endswith(".pdf"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.content)).pages)
    if file.name.endswith(".ics"):
        (event,) = Calendar.from_ical(file.content).events
        return str(event["description"])
    return "" if _is_picture(file) else file.content.decode()


def _is_picture(file: Handed) -> bool:
    return file.name.endswith(".png") and file.content.startswith(b"\x89PNG")


def days_ago(days: int) -> str:
    """Return a day of the recent past as people write it, without its year."""
    day = datetime.now(ZoneInfo("Europe/Paris")) - timedelta(days=days)
    return f"{day.day} {_MONTHS[day.month - 1]}"


def plain(text: str) -> str:
    """Return a text with ordinary spaces, as scripts are written."""
    return text.replace("\u00a0", " ")


async def check_effects(script: Script, engine: AsyncEngine, outbox: Path) -> None:
    """Compare the database and the mail sink with what the script expects, waiting for the worker."""
    store = PostgresStore(engine)
    if script.procedures is not None:
        await _until(lambda: _procedures(store), script.procedures, script)
    if script.letters is not None:
        await _until(lambda: _letters(outbox), script.letters, script)
    kept = await _transcript(engine)
    for words in script.kept:
        assert words in kept, f"{script.path.name} : pas dans la transcription : {words}"
    for words in script.never_kept:
        assert words not in kept, f"{script.path.name} : dans la transcription : {words}"


async def _until(read: Callable[[], Awaitable[list[dict[str, str]]]], expected: list[dict[str, Any]], script: Script) -> None:
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not _fits(expected, found := await read()):
        assert asyncio.get_running_loop().time() < deadline, f"{script.path.name}\nattendu : {expected}\ntrouvé : {found}"
        await asyncio.sleep(0.1)


def _fits(expected: list[dict[str, Any]], found: list[dict[str, str]]) -> bool:
    return len(expected) == len(found) and all(map(_alike, expected, found))


def _alike(expected: dict[str, Any], found: dict[str, str]) -> bool:
    return all(_holds(found.get(key, ""), wanted) for key, wanted in expected.items())


def _holds(found: str, wanted: str | list[str]) -> bool:
    return all(words in found for words in wanted) if isinstance(wanted, list) else str(wanted) == found


async def _procedures(store: PostgresStore) -> list[dict[str, str]]:
    """Return what was begun, oldest first, drafts given up left out."""
    async with store.begin() as work:
        found = await work.procedures.all()
    return [
        {
            "nature": str(p.kind),
            "état": str(p.state),
            "adresse": p.address,
            "titulaire": p.holder,
            "parcours": " ".join(move.after for move in p.history),
            **p.details,
        }
        for p in reversed(found)
    ]


async def _transcript(engine: AsyncEngine) -> str:
    """Return every message kept, as its whole row: nothing may hide in a column that is not shown."""
    async with engine.connect() as db:
        rows = await db.scalars(text("SELECT CAST(messages AS text) FROM messages ORDER BY seq"))
    return plain("\n".join(map(str, rows)))


async def _letters(outbox: Path) -> list[dict[str, str]]:
    """Return the letters sent, oldest first."""
    paths = sorted(outbox.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    letters = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
    return [{"à": str(m["To"]), "objet": str(m["Subject"]), "contient": _body(m)} for m in letters]


def _body(message: EmailMessage | Any) -> str:
    """Return the words of a letter: its plain text, whatever else it holds."""
    return plain(str(message.get_body(("plain",)).get_content()))
