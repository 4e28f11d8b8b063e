"""What the steps of an auto-reply share: the draft, the boxes around it, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from balise.model.auto_reply import Asked, lasts_for_good
from balise.model.conversation import Step
from balise.model.form import step_of
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.period import end_of, start_of
from balise.model.procedure import Kind, Procedure, State
from balise.model.unpublish import UnpublishedBox, gone, requested
from balise.ports import Texts, Work
from balise.usecases.drafts.box_desk import BoxDesk, BoxView

NO_BOX_LEFT = "none"
"""The value of `kept` when there is no other box to redirect to, and the person knows it."""


@dataclass(frozen=True, slots=True)
class AutoReplyView(BoxView):
    """The draft of an auto-reply and what surrounds it: `box` is the one that answers by itself."""

    @property
    def others(self) -> tuple[Mailbox, ...]:
        """The boxes one may be redirected to: those published, and to stay so."""
        return tuple(b for b in self.boxes if b.address != self.procedure.address and is_to_stay(b))

    @property
    def kept(self) -> str:
        """The address people are redirected to; empty when there is none, or none chosen."""
        kept = self.procedure.detail("kept")
        return "" if kept == NO_BOX_LEFT else kept

    @property
    def for_good(self) -> bool:
        """Whether it is to stay, on a box used no longer."""
        return lasts_for_good(self.procedure)

    @property
    def still_published(self) -> bool:
        """Whether the box is published, without any dépublication under way."""
        return self.box is not None and is_to_stay(self.box)

    @property
    def missing(self) -> Asked:
        """The next thing to ask."""
        if self.box is None:
            return Asked.BOX
        if not self.procedure.detail("end"):
            return Asked.PERIOD
        if self.for_good and not self.procedure.detail("kept"):
            return Asked.REDIRECTION
        return Asked.CONFIRMED if self.procedure.detail("auto_reply") else Asked.TEXT

    @property
    def step(self) -> Step:
        """Where that stands: an absence redirects nowhere."""
        return step_of(self.missing, () if self.for_good else (Asked.REDIRECTION,))


@dataclass(frozen=True, slots=True)
class AutoReplyDesk(BoxDesk[AutoReplyView]):
    """Reads the auto-reply of the person who holds a conversation, with the boxes around it."""

    async def boxes(self, work: Work, person: Person) -> tuple[Mailbox, ...]:
        """Return the personal boxes, published then depublished with Balise, those already deleted left out."""
        theirs = await work.procedures.of_holder(person.rpps)
        unpublished = requested(theirs)
        deleted = {a for a, p in requested(theirs, Kind.DELETE_BOX).items() if p.state is State.DONE}
        shown = await self.every_box(person.rpps)
        addresses = {box.address for box in shown} | deleted
        leaving = (_leaving(box, unpublished.get(box.address)) for box in shown)
        return *leaving, *(gone(request) for address, request in unpublished.items() if address not in addresses)

    def view(self, procedure: Procedure, boxes: tuple[Mailbox, ...]) -> AutoReplyView:
        """Return the draft with what surrounds it."""
        return AutoReplyView(procedure, boxes, *self.route(procedure.address))


def is_to_stay(box: Mailbox) -> bool:
    """Say whether a box is published, and nobody has asked that it no longer be."""
    return not isinstance(box, UnpublishedBox)


def _leaving(box: Mailbox, request: Procedure | None) -> Mailbox:
    """Return a published box, with the request by which it is being depublished, if any."""
    if request is None or not request.open:
        return box
    return UnpublishedBox(box.address, box.kind, box.structure, box.service, box.sources, request=request)


@dataclass(frozen=True, slots=True)
class AutoReplyWords:
    """Says an auto-reply, the same way in a letter and in the conversation."""

    texts: Texts

    def proposed(self, view: AutoReplyView) -> str:
        """Return the words Balise proposes: for an absence, nothing but its days."""
        if view.for_good:
            return proposed_auto_reply(self.texts, view.kept)
        start, end = self._days(view.procedure)
        key = "auto_reply_proposed_day" if start == end else "auto_reply_proposed_absence"
        return self.texts.line(key, start=start, end=end)

    def duration(self, procedure: Procedure) -> str:
        """Say from when to when."""
        start, end = self._days(procedure)
        if lasts_for_good(procedure):
            return self.texts.line("auto_reply_for_good", start=start)
        return self.texts.line("duration_one_day" if start == end else "duration_range", start=start, end=end)

    def _days(self, procedure: Procedure) -> tuple[str, str]:
        return _said(start_of(procedure)), _said(end_of(procedure))


def _said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def proposed_auto_reply(texts: Texts, kept: str) -> str:
    """Return the words proposed for a box used no longer: they redirect to the box that stays, if any (sheet « Identifier »)."""
    return texts.line("auto_reply_proposed" if kept else "auto_reply_proposed_alone", kept=kept)
