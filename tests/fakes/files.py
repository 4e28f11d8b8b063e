"""Papers handed over, in memory."""

from __future__ import annotations

import secrets
from dataclasses import replace

from balise.errors import NotFound, PermanentFailure
from balise.model.paper import Paper
from tests.fakes.unit_of_work import KeptPaper, Unit


class FakeFiles:
    """The `Files` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def keep(self, conversation_id: str, paper: Paper) -> str:
        if self._unit.talks.get(conversation_id) is None:
            raise PermanentFailure("a file of no conversation")
        bare = replace(paper, picture=None)
        same = (kept.id for kept in self._unit.files.all() if (kept.conversation, kept.paper) == (conversation_id, bare))
        file_id = next(same, "") or secrets.token_urlsafe(16)
        self._unit.files.put(file_id, KeptPaper(file_id, conversation_id, bare))
        return file_id

    async def get(self, conversation_id: str, file_id: str) -> Paper:
        kept = self._unit.files.get(file_id)
        if kept is None or kept.conversation != conversation_id:
            raise NotFound("file")
        return kept.paper
