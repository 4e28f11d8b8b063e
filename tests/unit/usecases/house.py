"""A house of use cases over the fakes, and the people who live in its directory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from balise.adapters.books.texts import load_texts
from balise.model.conversation import Author, Channel, Conversation, Draft, Message, Reply
from balise.model.identity import Person, SignIn
from balise.model.mailbox import Mailbox, MailboxKind, Professional, Structure
from balise.model.operator import Ability, Contact, Operator
from balise.model.procedure import Letter, Procedure, Way
from balise.ports import Texts
from balise.usecases.conversation.answer_pending import AnswerPending
from balise.usecases.conversation.open import OpenConversation
from balise.usecases.conversation.post_message import PostMessage
from balise.usecases.desk.queue import AgentQueue
from balise.usecases.drafts.expire import ExpireDrafts
from balise.usecases.procedures.ask_operator import AskOperator
from balise.usecases.procedures.declare_done import DeclareDone
from balise.usecases.procedures.deliver import Deliver
from balise.usecases.procedures.follow import AbandonDrafts, CancelProcedure, FollowProcedures
from balise.usecases.procedures.forget import ForgetProcedures
from balise.usecases.procedures.move import MoveProcedure
from balise.usecases.procedures.notify_by_email import NotifyByEmail, StopNews
from balise.usecases.procedures.remind import RemindOperators
from balise.usecases.procedures.sending import ByEmail, ByFhirMss
from balise.usecases.procedures.verify import VerifyProcedures
from balise.usecases.support.open_ticket import OpenTicket
from balise.usecases.unpublish.confirm import ConfirmUnpublish
from balise.usecases.unpublish.desk import UnpublishDesk
from balise.usecases.unpublish.fill import FillUnpublish
from balise.usecases.unpublish.open import OpenUnpublish
from tests.fakes.bell import FakeBell
from tests.fakes.books import FakeOperators
from tests.fakes.box_office import FakeBoxOffice
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import FakeDialogue
from tests.fakes.directory import FakeDirectory
from tests.fakes.postman import FakePostman
from tests.fakes.store import FakeStore

SUPPORT = "support@esante.test"
AS_OF = date(2026, 3, 1)
EXPIRES = timedelta(days=30)
KEPT = timedelta(days=365)
DELAY = 10
TEXTS = load_texts(Path(__file__).parents[3] / "data" / "texts.yml", support=SUPPORT)

_HELP = (Contact("aide@operateur.test", "email", "s", "2026-01-01"),)
MAILIZ = Operator("mailiz", "Capgemini", "Mailiz", _HELP, frozenset({Ability.REQUEST_BY_EMAIL}))
SILENT = Operator("silent", "Sans Contact")

HOSPITAL = Structure("CENTRE HOSPITALIER DE VALMONT", "999000001", city="VALMONT")
OLD = Mailbox("c.lemoine@medecin.mailiz.test", MailboxKind.PER)
AT_HOSPITAL = Mailbox("c.lemoine@ch-valmont.silent.test", MailboxKind.PER, HOSPITAL)
ELSEWHERE = Mailbox("c.lemoine@labo.unknown.test", MailboxKind.PER, Structure("LABO DES TILLEULS", city="BRUMES"))
SECRETARIAT = Mailbox("secretariat@ch-valmont.silent.test", MailboxKind.ORG, HOSPITAL)

CAMILLE = Person("10999999991", "Lemoine", "Camille")
"""She has two boxes: one of Mailiz, one at the hospital."""
SACHA = Person("10999999992", "Trois", "Sacha")
"""They have three boxes."""
NOOR = Person("10999999993", "Une", "Noor")
"""She has one box."""
NOBODY = Person("10999999994", "Sans", "Boîte")
"""The directory publishes nothing personal for them."""


def in_directory(person: Person, *boxes: Mailbox) -> Professional:
    """Return a person as the directory shows them."""
    return Professional(person.rpps, person.family, person.given, profession="Médecin", mailboxes=boxes)


def owned(box: Mailbox, name: str) -> Mailbox:
    """Return the same box, under somebody's name."""
    return Mailbox(box.address.replace("c.lemoine", name), box.kind, box.structure)


S_OLD, S_HOSPITAL, S_LABO = (owned(box, "s.trois") for box in (OLD, AT_HOSPITAL, ELSEWHERE))
"""Sacha's three boxes."""


@dataclass
class House:
    """Every use case that a test may want, over the same fakes."""

    clock: FakeClock = field(default_factory=FakeClock)
    bell: FakeBell = field(default_factory=FakeBell)
    dialogue: FakeDialogue = field(default_factory=FakeDialogue)
    postman: FakePostman = field(default_factory=FakePostman)
    office: FakeBoxOffice = field(default_factory=FakeBoxOffice)
    texts: Texts = TEXTS
    store: Any = None
    tries: int = 20

    def __post_init__(self) -> None:
        """Furnish the house. The store is one in memory unless another is given."""
        self.store = self.store or FakeStore(self.clock, self.bell)
        self.operators = FakeOperators({"mailiz.test": (MAILIZ,), "silent.test": (SILENT,)})
        self.directory = FakeDirectory(
            [
                in_directory(CAMILLE, OLD, AT_HOSPITAL),
                in_directory(SACHA, *(owned(box, "s.trois") for box in (OLD, AT_HOSPITAL, ELSEWHERE))),
                in_directory(NOOR, owned(OLD, "n.une")),
                in_directory(NOBODY, SECRETARIAT),
            ],
            as_of=AS_OF,
        )
        self.desk = UnpublishDesk(self.directory, self.operators, SUPPORT)
        self.open = OpenConversation(self.store, self.texts, self.clock)
        self.post = PostMessage(self.store, self.texts)
        self.answer = AnswerPending(self.store, self.dialogue, self.texts)
        self.open_unpublish = OpenUnpublish(self.store, self.desk, self.clock)
        self.fill_unpublish = FillUnpublish(self.store, self.desk, self.texts)
        self.confirm_unpublish = ConfirmUnpublish(self.store, self.desk, AskOperator(self.texts, self.clock), self.texts)
        self.follow = FollowProcedures(self.store)
        self.cancel = CancelProcedure(self.store, self.texts, self.clock, SUPPORT)
        self.abandon = AbandonDrafts(self.store, self.clock)
        self.ticket = OpenTicket(self.store, self.texts, self.operators, self.clock, SUPPORT)
        ways = {Way.EMAIL: ByEmail(self.postman), Way.FHIR_MSS: ByFhirMss(self.office)}
        self.deliver = Deliver(self.store, ways, self.texts, self.clock, self.tries)
        self.move = MoveProcedure(self.store, self.clock)
        self.verify = VerifyProcedures(
            self.store, self.directory, self.directory, self.operators, self.move, self.texts, self.clock
        )
        self.remind = RemindOperators(self.store, self.texts, self.clock, SUPPORT, DELAY)
        self.declare = DeclareDone(self.store, self.move, self.clock)
        self.notify = NotifyByEmail(self.store, self.operators)
        self.stop_news = StopNews(self.store)
        self.agents = AgentQueue(self.store, self.clock)
        self.expire = ExpireDrafts(self.store, self.clock, EXPIRES)
        self.forget = ForgetProcedures(self.store, self.clock, KEPT)

    async def conversation(self, person: Person | None = None) -> str:
        """Open a conversation, held by a person when one is given."""
        opened, _ = await self.open(Channel.WEB)
        if person is not None:
            async with self.store.begin() as work:
                await work.conversations.set_sign_in(opened.id, self.proof(person))
        return opened.id

    async def kept(self, conversation_id: str) -> Conversation:
        """Return a conversation as it is kept now."""
        async with self.store.begin() as work:
            return await work.conversations.get(conversation_id)

    def proof(self, person: Person) -> SignIn:
        """Return a sign-in that outlasts the test."""
        return SignIn(person, self.clock(), self.clock() + timedelta(days=3650))

    async def messages(self, conversation_id: str) -> tuple[Message, ...]:
        """Return the transcript, without the welcome."""
        async with self.store.begin() as work:
            return (await work.conversations.transcript(conversation_id, since=1)).messages

    async def said(self, conversation_id: str) -> list[tuple[Author, str]]:
        """Return who said what since the welcome."""
        return [(message.author, message.text) for message in await self.messages(conversation_id)]

    async def shows(self, conversation_id: str, reply: Reply) -> Message:
        """Have the assistant say something."""
        async with self.store.begin() as work:
            return await work.conversations.append(conversation_id, Draft(Author.ASSISTANT, reply))

    async def procedure(self, reference: str) -> Procedure:
        """Return a procedure as it is kept."""
        async with self.store.begin() as work:
            return await work.procedures.get(reference)

    async def procedures(self) -> list[Procedure]:
        """Return every procedure that is kept."""
        async with self.store.begin() as work:
            return await work.procedures.all()

    async def letters(self) -> list[Letter]:
        """Return the letters that wait."""
        async with self.store.begin() as work:
            waiting = [await work.outbox.take(key) for key in await work.outbox.due(self.clock())]
        return [letter for letter in waiting if letter is not None]

    async def filled(self, conversation_id: str, text: str = "celle de Mailiz") -> Procedure:
        """Open a dépublication and answer everything but the confirmation."""
        await self.open_unpublish(conversation_id, text)
        view, _ = await self.fill_unpublish(conversation_id, None, text)
        draft = view.procedure
        async with self.store.begin() as work:
            kept = draft.detail("kept") or "none"
            return await work.procedures.save(draft.edited(kept=kept, auto_reply="-"))

    async def confirmed(self, conversation_id: str, text: str = "celle de Mailiz") -> Procedure:
        """Carry a dépublication to its confirmation."""
        await self.filled(conversation_id, text)
        return (await self.confirm_unpublish(conversation_id)).procedure

    async def sent(self, conversation_id: str) -> Procedure:
        """Carry a dépublication until its letter has left."""
        reference = (await self.confirmed(conversation_id)).reference
        await self.deliver()
        return await self.procedure(reference)
