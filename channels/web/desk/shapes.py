"""What the desk's interface answers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from balise.model.agent import Account, Agent, Role
from balise.model.conversation import Transcript
from balise.model.procedure import Actor, Evidence, Kind, Procedure, State
from channels.web.shapes import MessageBody, to_message


class AgentBody(BaseModel):
    """The agent who asks."""

    subject: str
    name: str
    roles: list[Role]


class AccountBody(BaseModel):
    """A local account, without its secrets."""

    name: str
    roles: list[Role]
    closed: bool


class HandOverBody(BaseModel):
    """Since when an agent is waited for, and why, in one word of ours."""

    at: datetime
    why: str


class SummaryBody(BaseModel):
    """A procedure in a list."""

    reference: str
    kind: Kind
    state: State
    created_at: datetime
    holder_name: str
    needs_agent: HandOverBody | None


class MoveBody(BaseModel):
    """A line of its history."""

    at: datetime
    by: Actor
    before: State | None
    after: State
    why: str


class ProofBody(BaseModel):
    """When and by what it was verified as done."""

    at: datetime
    by: Evidence
    what: str


class ProcedureBody(SummaryBody):
    """A whole procedure."""

    holder: str
    conversation: str
    address: str
    details: dict[str, str]
    history: list[MoveBody]
    proof: ProofBody | None


class ReadBody(BaseModel):
    """A conversation, as it was before its holder was told of this reading."""

    messages: list[MessageBody]


def to_agent(agent: Agent) -> AgentBody:
    """Show an agent."""
    return AgentBody(subject=agent.subject, name=agent.name, roles=sorted(agent.roles))


def to_account(account: Account) -> AccountBody:
    """Show an account."""
    return AccountBody(name=account.name, roles=sorted(account.roles), closed=account.closed)


def to_summary(procedure: Procedure) -> SummaryBody:
    """Show a procedure in a list."""
    return SummaryBody.model_validate(procedure, from_attributes=True)


def to_procedure(procedure: Procedure) -> ProcedureBody:
    """Show a procedure."""
    return ProcedureBody.model_validate(procedure, from_attributes=True)


def to_read(transcript: Transcript) -> ReadBody:
    """Show a transcript. Its files stay where they are: they open for the conversation's holder only."""
    return ReadBody(messages=[to_message(message) for message in transcript.messages])
