"""Hand over to a person: what is missing, what will be sent, consent, and a ticket like any other procedure."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.cleanup import done
from balise.model.conversation import Conversation, Message, Step
from balise.model.designation import find_address
from balise.model.form import Taken, check_sendable, shown_in, step_of
from balise.model.letter import hanging, one_line, quoted
from balise.model.moment import in_france
from balise.model.procedure import Actor, Kind, Letter, Procedure, State
from balise.model.reply import NOWHERE
from balise.model.ticket import HERE, Asked, contact_in, edit_in, says_something
from balise.model.wording import means_no, means_yes
from balise.ports import Clock, OperatorBook, Store, Texts, Work
from balise.usecases.drafts.own import own_draft
from balise.usecases.procedures.again import again
from balise.usecases.procedures.notify_by_email import is_bal
from balise.usecases.procedures.theirs import theirs


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as it stands, and what would be sent with it: `lines` is the length of the transcript."""

    procedure: Procedure
    who: str
    lines: int

    @property
    def contact(self) -> str:
        """How the person can be reached, empty when they left nothing."""
        contact = self.procedure.detail("contact")
        return "" if contact == HERE else contact

    @property
    def missing(self) -> Asked:
        """The next thing to ask."""
        if not self.procedure.detail("need"):
            return Asked.NEED
        return Asked.CONFIRMED if self.procedure.detail("contact") else Asked.CONTACT

    @property
    def step(self) -> Step:
        """Where that stands among all there is to ask."""
        return step_of(self.missing)


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Fill a ticket answer by answer, then send it."""

    store: Store
    texts: Texts
    operators: OperatorBook
    clock: Clock
    support: str

    async def fill(self, conversation_id: str, asked: Asked | None, text: str) -> tuple[TicketView, Taken]:
        """Return (the ticket as it now stands, what became of the answer); the draft is made at the first call."""
        return await again(lambda: self._fill(conversation_id, asked, text))

    async def _fill(self, conversation_id: str, asked: Asked | None, text: str) -> tuple[TicketView, Taken]:
        async with self.store.begin() as work:
            conversation, found = await own_draft(work, Kind.TICKET, conversation_id, self.clock())
            here, known = shown_in(found, conversation_id)
            # Changed elsewhere, it is not what this answer is about: ask again.
            changed, taken = _take(here, asked if known else None, text)
            if changed.detail("contact") != here.detail("contact"):
                changed = changed.edited(notify=self._notify(changed))
            changed = found if changed == found else await work.procedures.save(changed)
            view = await self._view(work, conversation, changed)
        return view, taken

    async def send(self, conversation_id: str) -> TicketView:
        """
        Send the ticket, with consent: the letter to the support desk waits in the outbox.

        Raises:
            Conflict: the ticket is not complete, or was taken up in another conversation.

        """
        async with self.store.begin() as work:
            conversation, found = await own_draft(work, Kind.TICKET, conversation_id, self.clock())
            view = await self._view(work, conversation, found)
            check_sendable(found, conversation_id, view.missing)
            saved = await work.procedures.save(found.moved(State.CONFIRMED, Actor.PRACTITIONER, self.clock()))
            await work.outbox.add(await self._letter(work, view))
        return TicketView(saved, view.who, view.lines)

    def _notify(self, ticket: Procedure) -> str | None:
        """Return `NOWHERE` when the contact is a BAL: the support desk writes to it, the news cannot."""
        address = find_address(ticket.detail("contact"))
        return NOWHERE if address and is_bal(self.operators, address) else None

    async def _view(self, work: Work, conversation: Conversation, procedure: Procedure) -> TicketView:
        person = conversation.sign_in.person if conversation.sign_in else None
        who = (
            self.texts.line("ticket_who", name=one_line(person.full_name), rpps=person.rpps)
            if person
            else self.texts.line("ticket_nobody")
        )
        return TicketView(procedure, who, len((await work.conversations.transcript(conversation.id)).messages))

    async def _letter(self, work: Work, view: TicketView) -> Letter:
        procedure = view.procedure
        messages = (await work.conversations.transcript(procedure.conversation)).messages
        tried = [p for p in await theirs(work, procedure.conversation) if p.reference != procedure.reference]
        body = self.texts.line(
            "letter_ticket_body",
            reference=procedure.reference,
            who=view.who,
            contact=one_line(view.contact) or self.texts.line("ticket_no_contact"),
            need=quoted(procedure.detail("need")),
            tried="\n".join(self._tried(p) for p in tried) or self.texts.line("ticket_nothing_tried"),
            transcript=quoted("\n".join(self._said(m) for m in messages)),
        )
        subject = self.texts.line("letter_ticket_subject", reference=procedure.reference)
        return Letter(procedure.key("request"), procedure.reference, self.support, subject, body, State.SENT)

    def _tried(self, procedure: Procedure) -> str:
        values = {"reference": procedure.reference, "address": procedure.address or "—"}
        kind, state = self.texts.line(f"kind_{procedure.kind}"), self.texts.line(f"state_{procedure.state}")
        tried = self.texts.line("ticket_tried", kind=kind, state=state, **values)
        steps = ", ".join(self.texts.line(f"step_{step}") for step in done(procedure))
        return self.texts.line("ticket_tried_steps", tried=tried, steps=steps) if steps else tried

    def _said(self, message: Message) -> str:
        line = self.texts.line
        author = line("shown_agent", name=message.speaker) if message.speaker else line(f"author_{message.author}")
        return line("ticket_said", at=f"{in_france(message.at):%d/%m/%Y %H:%M}", author=author, text=hanging(message.text))


def _take(ticket: Procedure, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
    match asked:
        case Asked.NEED if says_something(text):
            return ticket.edited(need=text.strip()), Taken.TAKEN
        case Asked.CONTACT if contact := contact_in(text):
            return ticket.edited(contact=contact), Taken.TAKEN
        case Asked.CONFIRMED if field := edit_in(text):
            return ticket.edited(**{field.removeprefix("ticket_"): None}), Taken.TAKEN
        case Asked.CONFIRMED if means_yes(text):
            return ticket, Taken.CONFIRMED
        case Asked.CONFIRMED if means_no(text):
            return ticket, Taken.DECLINED
        case None:
            return ticket, Taken.TAKEN
    return ticket, Taken.NOT_AN_ANSWER
