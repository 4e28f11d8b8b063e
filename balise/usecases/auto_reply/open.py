"""Start an auto-reply, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import NotFound, Refused
from balise.model.auto_reply import halves
from balise.model.moment import in_france
from balise.model.period import without_days
from balise.model.procedure import Kind
from balise.ports import Clock, Store
from balise.usecases.auto_reply.desk import AutoReplyDesk, AutoReplyView
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class OpenAutoReply:
    """Return the person's draft, making one when there is none."""

    store: Store
    desk: AutoReplyDesk
    clock: Clock

    async def __call__(self, conversation_id: str, text: str) -> tuple[AutoReplyView, bool]:
        """
        Return (the draft and what surrounds it, whether it had been begun earlier).

        Raises:
            NotSignedIn: the person must prove who they are first.
            NotFound: the directory publishes no personal box for them, and Balise had none depublished.
            Refused: `not_holder` when `text` names a box that is not theirs; where it redirects to is anybody's.

        """
        return await again(lambda: self._open(conversation_id, text))

    async def _open(self, conversation_id: str, text: str) -> tuple[AutoReplyView, bool]:
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            boxes = await self.desk.boxes(work, person)
            if not boxes:
                raise NotFound("boxes")
            about, _ = halves(text)
            if self.desk.designated(without_days(about, in_france(self.clock()).date()), boxes).foreign:
                raise Refused("not_holder")
            found = await self.desk.taken_up(work, Kind.AUTO_REPLY, conversation_id, person, self.clock())
        return self.desk.view(found, boxes), bool(found.address or found.details)
