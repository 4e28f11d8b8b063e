"""What the desk shows to whom: every question goes through the role of who asks."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.agent import Account, Agent, Role
from balise.model.conversation import Transcript
from balise.model.procedure import Procedure
from balise.ports import Store
from balise.usecases.desk.queue import AgentQueue
from balise.usecases.desk.read_conversation import ReadConversation
from balise.usecases.drafts.complete import CompleteDraft


@dataclass(frozen=True, slots=True)
class AgentDesk:
    """Each raises Refused (`role`) for somebody who may not."""

    store: Store
    queue: AgentQueue
    drafts: CompleteDraft
    read: ReadConversation

    async def waiting(self, agent: Agent) -> list[Procedure]:
        """Return what waits for an agent, the longest wait first."""
        agent.require(Role.AGENT)
        return await self.queue()

    async def unfinished(self, agent: Agent) -> list[Procedure]:
        """Return what waits for its holder: the drafts, the last touched first."""
        agent.require(Role.AGENT)
        return [draft for draft, _ in await self.drafts.drafts()]

    async def procedure(self, agent: Agent, reference: str) -> Procedure:
        """Return a procedure, whoever's it is. Raises NotFound."""
        agent.require(Role.AGENT)
        async with self.store.begin() as work:
            return await work.procedures.get(reference)

    async def conversation(self, agent: Agent, conversation_id: str, why: str) -> Transcript:
        """Return a transcript; the reading is signed, noted, told to its holder. Raises NotFound, Invalid without a reason."""
        agent.require(Role.AGENT)
        return await self.read(conversation_id, agent.signature, why)

    async def accounts(self, agent: Agent) -> list[Account]:
        """Return the local accounts, by name."""
        agent.require(Role.ADMIN)
        async with self.store.begin() as work:
            return await work.agents.all()
