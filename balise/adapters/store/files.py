"""Papers handed over, in PostgreSQL."""

from __future__ import annotations

import secrets

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import files
from balise.errors import NotFound
from balise.model.paper import Paper


class PostgresFiles:
    """The `Files` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def keep(self, conversation_id: str, paper: Paper) -> str:
        kept = {"name": paper.name, "title": paper.title, "media_type": paper.media_type, "content": paper.content}
        same = (files.c[name] == value for name, value in kept.items())
        if known := await self._db.scalar(select(files.c.id).where(files.c.conversation == conversation_id, *same).limit(1)):
            return str(known)
        file_id = secrets.token_urlsafe(16)
        await self._db.execute(insert(files).values(conversation=conversation_id, id=file_id, **kept))
        return file_id

    async def get(self, conversation_id: str, file_id: str) -> Paper:
        columns = (files.c.name, files.c.media_type, files.c.content, files.c.title)
        theirs = (files.c.conversation == conversation_id) & (files.c.id == file_id)
        row = (await self._db.execute(select(*columns).where(theirs))).mappings().first()
        if row is None:
            raise NotFound("file")
        return Paper(**row)
