"""Say hello, and offer again what was left unfinished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from actions.base import Events, TopicAction
from actions.rendering import Rendering
from actions.turn import Turn
from balise.model.conversation import Button
from balise.model.procedure import Kind, Procedure
from balise.ports import Texts
from balise.usecases.drafts.unfinished import Unfinished

RESUMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.UNPUBLISH: "/depublier_bal",
        Kind.AUTO_REPLY: "/reponse_automatique",
        Kind.DELETE_BOX: "/supprimer_bal",
        Kind.DELEGATION: "/deleguer_bal",
        Kind.PREFERRED_BOX: "/choisir_bal",
        Kind.CLEANUP: "/nettoyer",
        Kind.TICKET: "/parler_humain",
    }
)
"""What goes on with a draft of each kind; the button's title is the text `resume_<kind>`."""


class UnfinishedAnswers:
    """Names what was begun and not finished, with what goes on with it."""

    def __init__(self, unfinished: Unfinished, rendering: Rendering, texts: Texts) -> None:
        self._unfinished, self._rendering, self._texts = unfinished, rendering, texts

    async def say(self, turn: Turn, response: str) -> bool:
        """Say a response that lists the drafts; False when there is none to go on with, or another form is open."""
        drafts = await self._unfinished(turn.conversation) if not turn.form else []
        if drafts:
            lines = "\n".join(map(self._rendering.draft, drafts))
            turn.say(response, drafts=lines, buttons=[*self._resuming(drafts), *self._abandoning(drafts)])
        return bool(drafts)

    async def resuming(self, conversation_id: str) -> list[Button]:
        """Return the buttons that go on with what was left."""
        return self._resuming(await self._unfinished(conversation_id))

    def _resuming(self, drafts: Sequence[Procedure]) -> list[Button]:
        kinds = dict.fromkeys(p.kind for p in drafts)
        return [Button(self._texts.line(f"resume_{kind}"), RESUMES[kind]) for kind in kinds]

    def _abandoning(self, drafts: Sequence[Procedure]) -> list[Button]:
        """Return the button that gives the only draft up; of several, nobody would know which."""
        if len(drafts) > 1:
            return []
        return [Button(self._texts.line("abandon_draft"), self._texts.line("cancel_button", reference=drafts[0].reference))]


class ActionGreet(TopicAction):
    """Says hello; who left something unfinished is offered to go on with it."""

    action_name = "action_greet"
    says = frozenset({"utter_saluer", "utter_saluer_unfinished"})

    def __init__(self, unfinished: UnfinishedAnswers) -> None:
        self._unfinished = unfinished

    async def act(self, turn: Turn) -> Events:
        """Say hello."""
        if not await self._unfinished.say(turn, "utter_saluer_unfinished"):
            turn.say("utter_saluer")
        return []
