"""Plays a script at a door and checks what comes of it."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from balise.adapters.store.store import PostgresStore
from tests.dialogue.doors import Answer, Door
from tests.dialogue.recognition import response_of
from tests.dialogue.script import Script, Step

PATIENCE = 15.0
"""Seconds an effect may take: the worker sends letters in the background."""

_TABLES = "procedure_history, outbox, procedures, tickets, telegram_chats, messages, conversations, procrastinate_jobs"


async def fresh_start(engine: AsyncEngine, outbox: Path) -> None:
    """Empty the tables and the mail sink. The history refuses it, but for a superuser who asks."""
    async with engine.begin() as db:
        await db.execute(text("SET LOCAL session_replication_role = replica"))
        await db.execute(text(f"TRUNCATE {_TABLES} CASCADE"))
    for letter in outbox.glob("*.eml"):
        letter.unlink()


async def set_directory(db: AsyncConnection, *, down: bool) -> None:
    """Take the directory's table away, or bring it back."""
    names = ("directory_entries", "directory_entries_away")
    present, wanted = names if down else reversed(names)
    await db.execute(text(f"ALTER TABLE IF EXISTS {present} RENAME TO {wanted}"))


async def play(script: Script, door: Door) -> None:
    """Play every step, checking each answer."""
    last: Answer | None = None
    if script.signed_in:
        await door.sign_in(script.signed_in, None)
    for number, step in enumerate(script.steps, start=1):
        last = await _do(step, door, last)
        check(step, last, f"{script.path.name}, tour {number} : {step.says or step.presses or 'connexion'}")


async def _do(step: Step, door: Door, last: Answer | None) -> Answer:
    if step.signs_in:
        links = [url for heard in (last.heard if last else ()) for url in heard.links if "/auth/login" in url]
        return await door.sign_in(step.signs_in, links[-1] if links else None)
    if step.presses:
        shown = [title for heard in (last.heard if last else ()) for title in heard.buttons]
        assert step.presses in shown, f"no such button: {step.presses} in {shown}"
    return await door.say(step.presses or step.says)


def check(step: Step, answer: Answer, where: str) -> None:
    """Compare one answer with what the step expects."""
    said = "\n".join(heard.text for heard in answer.heard).replace("\u00a0", " ")
    story = f"{where}\n--- répondu ---\n{said}\n---"
    if step.intent and answer.intent is not None:
        assert step.intent == answer.intent, f"intention {answer.intent}\n{story}"
    if step.responses is not None:
        assert list(step.responses) == [response_of(heard.text) for heard in answer.heard], story
    for words in step.contains:
        assert words in said, f"manque : {words}\n{story}"
    for words in step.lacks:
        assert words not in said, f"de trop : {words}\n{story}"
    titles = [title for heard in answer.heard for title in heard.buttons]
    assert set(step.buttons) <= set(titles), f"boutons {titles}\n{story}"
    if step.source:
        sources = [heard.source.replace("\u00a0", " ") for heard in answer.heard]
        assert any(step.source in source for source in sources), f"sources {sources}\n{story}"
    assert answer.heard, f"rien n'est répondu\n{story}"


async def check_effects(script: Script, store: PostgresStore, outbox: Path) -> None:
    """Compare the database and the mail sink with what the script expects, waiting for the worker."""
    if script.procedures is not None:
        await _until(lambda: _procedures(store), script.procedures, script)
    if script.letters is not None:
        await _until(lambda: _letters(outbox), script.letters, script)


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


async def _letters(outbox: Path) -> list[dict[str, str]]:
    """Return the letters sent, oldest first."""
    paths = sorted(outbox.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    letters = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
    return [{"à": str(m["To"]), "objet": str(m["Subject"]), "contient": _body(m)} for m in letters]


def _body(message: EmailMessage | Any) -> str:
    return str(message.get_content()).replace("\u00a0", " ")
