"""What is given before a script begins, beside who is signed in and what is down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.model.procedure import Actor, Kind, State, draft

_TAKE_OUT = text(
    "WITH gone AS (DELETE FROM directory_entries WHERE address = :address RETURNING *)"
    " INSERT INTO directory_gone SELECT * FROM gone"
)


@asynccontextmanager
async def unpublished(engine: AsyncEngine, addresses: Sequence[str]) -> AsyncIterator[None]:
    """Have addresses depublished: asked for by their holders with Balise, sent, and in the directory no more while this lasts."""
    for address in addresses:
        await _asked_for(engine, address)
    async with engine.begin() as db:
        await db.execute(text("DROP TABLE IF EXISTS directory_gone"))
        await db.execute(text("CREATE TABLE directory_gone AS SELECT * FROM directory_entries WHERE false"))
        for address in addresses:
            await db.execute(_TAKE_OUT, {"address": address})
    try:
        yield
    finally:
        async with engine.begin() as db:
            await db.execute(text("INSERT INTO directory_entries SELECT * FROM directory_gone"))
            await db.execute(text("DROP TABLE directory_gone"))


async def _asked_for(engine: AsyncEngine, address: str) -> None:
    """Keep the request of a dépublication as it is once its letter has left."""
    now = datetime.now(UTC)
    async with engine.connect() as db:
        found = await db.execute(
            text("SELECT rpps, given, family FROM directory_entries WHERE address = :address"), {"address": address}
        )
        holder, given, family = found.one()
    asked = draft(Kind.UNPUBLISH, "", now, holder, f"{given} {family}").edited(address, kept="none", auto_reply="-")
    sent = asked.moved(State.CONFIRMED, Actor.PRACTITIONER, now).moved(State.SENT, Actor.WORKER, now)
    async with PostgresStore(engine).begin() as work:
        await work.procedures.add(sent)
