"""From the field's nouns to the lines people read, with the words of data/texts.yml."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from balise.model.letter import one_line
from balise.model.mailbox import Findings, Listing, Mailbox, Organization, Professional
from balise.model.moment import in_france
from balise.model.operator import Operator
from balise.model.procedure import Procedure, State, Way
from balise.model.unpublish import UnpublishedBox
from balise.ports import Texts
from balise.usecases.drafts.box_desk import BoxView
from balise.usecases.mailboxes.list_boxes import BoxList


class Rendering:
    """Turns what use cases return into text. `way` says how the request of a draft leaves."""

    def __init__(self, texts: Texts, way: Callable[[BoxView], Way]) -> None:
        self._line, self._way = texts.line, way

    def day(self, day: date | datetime) -> str:
        """Return 03/11/2026, the day it is in France for a moment."""
        day = in_france(day) if isinstance(day, datetime) else day
        return f"{day:%d/%m/%Y}"

    def freshness(self, found: Listing | Findings) -> str:
        """Say how old the directory's file is, and whether a source was missing."""
        dated = self._line("as_of", date=self.day(found.as_of)) if found.as_of else self._line("as_of_unknown")
        return dated + (self._line("partial") if found.partial else "")

    def boxes(self, found: BoxList) -> str:
        """Return each box, numbered, in three lines: its address, its type and structure, its operator and how to reach it."""
        return "\n".join(
            line
            for n, (box, operators) in enumerate(zip(found.boxes, found.operators, strict=True), start=1)
            for line in (*self._choice(n, box, ()), self._operator(operators))
        )

    def choices(self, boxes: Sequence[Mailbox], operators: Sequence[Sequence[Operator]]) -> str:
        """Return each box, numbered, in two lines: its address, then what it is. To choose from."""
        return "\n".join(
            line
            for n, (box, of) in enumerate(zip(boxes, operators, strict=True), start=1)
            for line in self._choice(n, box, (self.operator_names(of),))
        )

    def about(self, box: Mailbox, operators: Sequence[Operator]) -> str:
        """Say what a box is: type, structure, operator."""
        return ", ".join((*self._what(box), self.operator_names(operators)))

    def place(self, box: Mailbox) -> str:
        """Say where a box is used."""
        if box.structure is None:
            return self._line("box_place_none")
        return ", ".join(part for part in (box.structure.name, box.service, box.structure.city) if part)

    def operator_names(self, operators: Sequence[Operator]) -> str:
        """Name the operators, or say that none is known."""
        return self._line("or").join(o.label for o in operators) or self._line("operator_unknown")

    def by_api(self, view: BoxView) -> bool:
        """Say whether a request goes by the API, and not by letter."""
        return self._way(view) is Way.FHIR_MSS

    def recipient(self, view: BoxView) -> str:
        """Say where a request goes: the API, the operator, or the support desk and why."""
        key = "recipient_operator" if view.recipient_operator else "recipient_support"
        key = "recipient_fhir_mss" if self.by_api(view) else key
        return self._line(key, operator=self.operator_names(view.operators), email=view.recipient)

    def sent_to(self, view: BoxView) -> str:
        """Say where a request has gone, in short: the API, or an address."""
        return self.recipient(view) if self.by_api(view) else view.recipient

    def goes_to_support(self, view: BoxView) -> bool:
        """Say whether a request goes to the support desk, for want of anybody else."""
        return not self.by_api(view) and not view.recipient_operator

    def auto_reply(self, view: BoxView, text: str) -> str:
        """Return the auto-reply that is asked for, and say when it does not go with the rest; or that there is none."""
        if not text:
            return self._line("letter_no_auto_reply")
        return self._line("auto_reply_not_by_fhir_mss", auto_reply=text) if self.by_api(view) else text

    def to_copy(self, asked: Procedure, auto_reply: str) -> str:
        """Return what somebody may write themselves to whoever provides their box, to have it depublished."""
        words = {"reference": asked.reference, "address": asked.address, "rpps": asked.holder, "holder": asked.holder_name}
        lines = [self._line("unpublish_to_copy", **words)]
        if auto_reply:
            lines.append(self._line("unpublish_to_copy_auto_reply", auto_reply=one_line(auto_reply)))
        return "\n".join([*lines, self._line("unpublish_to_copy_end", **words)])

    def contacts(self, operator: Operator) -> str:
        """List the ways to reach an operator, one line a medium; or say that its boxes are not professionals'."""
        if not operator.professional:
            return self._line("operator_not_professional")
        by_medium: dict[str, list[str]] = {}
        for contact in operator.contacts:
            by_medium.setdefault(contact.medium, []).append(contact.value)
        lines = [
            self._line("contact_line", medium=self._line(f"medium_{medium}"), values=self._line("or").join(values))
            for medium, values in by_medium.items()
        ]
        return "\n".join(lines) or self._line("no_contact")

    def several(self, operators: Sequence[Operator]) -> str:
        """List operators, each with its contacts; when none is known, say so once."""
        lines = [
            line
            for operator in operators
            for line in (
                self._line("box_detail", detail=operator.label),
                *([self.contacts(operator)] if operator.contacts else ()),
            )
        ]
        reachable = any(operator.contacts for operator in operators)
        return "\n".join(lines if reachable else [*lines, self._line("no_contact_several")])

    def provenance(self, operators: Sequence[Operator]) -> str:
        """Say where the contacts of operators were read, and when."""
        read = {(c.source, self.day(date.fromisoformat(c.date))): None for o in operators for c in o.contacts}
        return " · ".join(f"{source}, {day}" for source, day in read) or self._line("operator_source")

    def found(self, findings: Findings) -> str:
        """Return one numbered line a person or structure found."""
        people = len(findings.professionals)
        lines = [self._person(n, p) for n, p in enumerate(findings.professionals, start=1)]
        lines += [self._organization(n, o) for n, o in enumerate(findings.organizations, start=people + 1)]
        return "\n".join(lines)

    def trade(self, person: Professional) -> str:
        """Say what somebody practises."""
        return person.skill or person.profession

    def boxes_of(self, mailboxes: Sequence[Mailbox]) -> str:
        """Return one line a box of somebody else, or say that none was found."""
        lines = [
            self._line("found_box", address=b.address, kind=self._line(f"kind_{b.kind}"), place=self.place(b)) for b in mailboxes
        ]
        return "\n".join(lines) or self._line("no_box")

    def procedure(self, procedure: Procedure) -> str:
        """Return a procedure in one line: reference, kind, state, date of its last move."""
        about = self._line("procedure_about", address=procedure.address) if procedure.address else ""
        last = procedure.history[-1].at if procedure.history else procedure.created_at
        return self._line(
            "procedure_line",
            reference=procedure.reference,
            kind=self._line(f"kind_{procedure.kind}"),
            about=about,
            state=self._line(f"state_{procedure.state}"),
            date=self.day(last),
        )

    def draft(self, procedure: Procedure) -> str:
        """Return what was begun and not finished in one line: kind, box, since when."""
        about = self._line("procedure_about", address=procedure.address) if procedure.address else ""
        kind, since = self._line(f"kind_{procedure.kind}"), self.day(procedure.created_at)
        return self._line("draft_line", reference=procedure.reference, kind=kind, about=about, date=since)

    def _what(self, box: Mailbox) -> tuple[str, ...]:
        """Say what a box is: type and structure; of one that was depublished, by which request."""
        if not isinstance(box, UnpublishedBox):
            return self._kind(box), self.place(box)
        asked = box.request.reached_at(State.CONFIRMED) or box.request.created_at
        return (self._line("box_unpublished", reference=box.request.reference, date=self.day(asked)),)

    def _kind(self, box: Mailbox) -> str:
        return self._line("box_kind", kind=self._line(f"kind_{box.kind}"))

    def _choice(self, n: int, box: Mailbox, more: Sequence[str]) -> tuple[str, str]:
        about = ", ".join((*self._what(box), *more))
        return self._line("box_line", n=str(n), address=box.address), self._line("box_detail", detail=about)

    def _operator(self, operators: Sequence[Operator]) -> str:
        if not operators:
            return self._line("box_detail", detail=self._line("box_operator_unknown"))
        if not operators[0].professional:
            return self._line("box_detail", detail=self._line("operator_not_professional"))
        contact = next((c.value for o in operators for c in o.contacts), None)
        key = "box_operator" if contact else "box_operator_no_contact"
        names = self.operator_names(operators)
        return self._line("box_detail", detail=self._line(key, operator=names, contact=contact or ""))

    def _person(self, n: int, person: Professional) -> str:
        city = self._line("person_city", city=person.city) if person.city else ""
        return self._line("person_line", n=str(n), name=person.full_name, trade=self.trade(person), city=city)

    def _organization(self, n: int, found: Organization) -> str:
        city = self._line("person_city", city=found.structure.city) if found.structure.city else ""
        return self._line("organization_line", n=str(n), name=found.structure.name, city=city)
