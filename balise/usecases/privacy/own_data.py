"""All that is kept of whoever holds a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.delegation import lasts
from balise.model.identity import Person
from balise.model.period import end_of
from balise.model.procedure import Procedure, State
from balise.ports import Work
from balise.usecases.procedures.theirs import theirs


@dataclass(frozen=True, slots=True)
class OwnData:
    """
    Somebody's conversations, this one first, and their procedures, newest first.

    `person` is None when nobody is signed in: only what hangs on this conversation is then theirs.
    """

    person: Person | None
    conversations: tuple[str, ...]
    procedures: tuple[Procedure, ...]

    @property
    def under_way(self) -> tuple[Procedure, ...]:
        """The procedures that somebody, or Balise itself, still has to do something about; drafts are not."""
        return tuple(filter(_under_way, self.procedures))


async def own_data(work: Work, conversation_id: str) -> OwnData:
    """Find it. Raises NotFound for an unknown conversation."""
    sign_in = (await work.conversations.get(conversation_id)).sign_in
    found = {procedure.reference: procedure for procedure in await theirs(work, conversation_id)}
    if sign_in is None:
        return OwnData(None, (conversation_id,), tuple(found.values()))
    rpps = sign_in.person.rpps
    others = [one for one in await work.conversations.signed_in_as(rpps) if one != conversation_id]
    for other in others:
        found |= {p.reference: p for p in await work.procedures.owned(other, rpps)}
    newest_first = sorted(found.values(), key=lambda procedure: procedure.created_at, reverse=True)
    return OwnData(sign_in.person, (conversation_id, *others), tuple(newest_first))


def _under_way(procedure: Procedure) -> bool:
    """A delegation that has a last day is: Balise asks for its end then. One without any is the holder's own affair."""
    asked = procedure.open and procedure.state is not State.DRAFT
    return asked or procedure.needs_agent is not None or (lasts(procedure) and end_of(procedure) is not None)
