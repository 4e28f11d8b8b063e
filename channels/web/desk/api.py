"""The HTTP interface of the desk: reading, by whoever's session allows it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.security import APIKeyCookie

from balise.errors import NotFound
from balise.model.reference import REFERENCE_PATTERN
from balise.usecases.desk.read_conversation import LONGEST_WHY
from channels.web.desk.session import TheAgent, from_our_pages
from channels.web.desk.shapes import (
    AccountBody,
    AgentBody,
    ProcedureBody,
    ReadBody,
    SummaryBody,
    to_account,
    to_agent,
    to_procedure,
    to_read,
    to_summary,
)
from channels.web.routes import TheGateway
from channels.web.shapes import OPAQUE, ErrorBody

_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorBody} for code in (400, 401, 403, 404, 413, 415, 422, 429, 431, 503)
}

_cookie = APIKeyCookie(
    name="__Host-balise-desk", scheme_name="DeskCookie", auto_error=False, description="An agent's session, given at /desk/login"
)
"""For the description only: `TheAgent` reads it, under the name that it has in the demo too."""

router = APIRouter(prefix="/api/desk", responses=_ERRORS, tags=["desk"], dependencies=[Depends(from_our_pages), Depends(_cookie)])


@router.get("/me")
async def read_me(agent: TheAgent) -> AgentBody:
    """Read who is signed in."""
    return to_agent(agent)


@router.get("/procedures")
async def read_procedures(
    agent: TheAgent, gateway: TheGateway, waiting: Literal["agent", "holder"] = "agent"
) -> list[SummaryBody]:
    """Read what waits: for an `agent`, the longest first; for its `holder` (drafts), the last touched first."""
    desk = gateway.wiring.agent_desk()
    found = await (desk.waiting(agent) if waiting == "agent" else desk.unfinished(agent))
    return [to_summary(procedure) for procedure in found]


@router.get("/procedures/{reference}")
async def read_procedure(reference: str, agent: TheAgent, gateway: TheGateway) -> ProcedureBody:
    """Read a procedure."""
    if re.fullmatch(REFERENCE_PATTERN, reference) is None:
        raise NotFound("procedure")
    return to_procedure(await gateway.wiring.agent_desk().procedure(agent, reference))


@router.get("/conversations/{id}")
async def read_conversation(
    id: str,  # noqa: A002 - the interface names it so
    agent: TheAgent,
    gateway: TheGateway,
    because: Annotated[str, Query(min_length=1, max_length=LONGEST_WHY)],
) -> ReadBody:
    """Read a conversation. That it was read, by whom and why is noted, and its holder is told."""
    if re.fullmatch(OPAQUE, id) is None:
        raise NotFound("conversation")
    return to_read(await gateway.wiring.agent_desk().conversation(agent, id, because))


@router.get("/agents")
async def read_agents(agent: TheAgent, gateway: TheGateway) -> list[AccountBody]:
    """Read the local accounts."""
    return [to_account(account) for account in await gateway.wiring.agent_desk().accounts(agent)]
