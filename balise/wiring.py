"""The one place where ports meet their adapters."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import httpx

from balise.adapters.books.operators import load_operators
from balise.adapters.books.sheets import load_guides
from balise.adapters.books.texts import load_texts
from balise.adapters.dialogue.rasa_rest import RasaDialogue
from balise.adapters.directories.extraction.fictional import PERSONAS
from balise.adapters.directories.extraction.importer import import_extraction
from balise.adapters.directories.extraction.index import ExtractionDirectory
from balise.adapters.directories.fhir.client import FhirDirectory
from balise.adapters.directories.merged import MergedDirectory
from balise.adapters.identity.oidc.client import OidcProvider
from balise.adapters.mail.imap import ImapReplies, ImapServer
from balise.adapters.mail.sink import MailSink
from balise.adapters.mail.smtp import SmtpPostman, SmtpServer
from balise.adapters.operators.fhir_mss import FhirMss
from balise.adapters.store.bell import PostgresBell
from balise.adapters.store.engine import open_engine, plain_url
from balise.adapters.store.outbox import DELIVER_TASK
from balise.adapters.store.store import PostgresStore
from balise.errors import Invalid
from balise.model.identity import Person
from balise.ports import Bell, Directory, GuideBook, OperatorBook, Postman, Probe, Texts
from balise.settings import Settings
from balise.usecases.agent_queue import AgentQueue
from balise.usecases.answer_pending import AnswerPending
from balise.usecases.ask_operator import AskOperator
from balise.usecases.confirm_unpublish import ConfirmUnpublish
from balise.usecases.delegation import DelegationDesk
from balise.usecases.delegations import Delegations, delegations
from balise.usecases.deliver import Deliver
from balise.usecases.expire_drafts import ExpireDrafts
from balise.usecases.fill_unpublish import FillUnpublish
from balise.usecases.find_people import FindPeople
from balise.usecases.follow_procedures import AbandonDrafts, CancelProcedure, FollowProcedures
from balise.usecases.forget_procedures import ForgetProcedures
from balise.usecases.list_boxes import ListBoxes
from balise.usecases.move_procedure import MoveProcedure
from balise.usecases.open_conversation import CheckToken, OpenConversation
from balise.usecases.open_ticket import OpenTicket
from balise.usecases.open_unpublish import OpenUnpublish
from balise.usecases.post_message import PostMessage
from balise.usecases.read_transcript import ReadTranscript
from balise.usecases.sign_in import FinishSignIn, InviteSignIn, StartSignIn
from balise.usecases.take_replies import TakeReplies
from balise.usecases.unpublish import UnpublishDesk


def now() -> datetime:
    """Return the present time (the `Clock` port)."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Books:
    """What is known by heart: sentences, guides, operators."""

    texts: Texts
    guides: GuideBook
    operators: OperatorBook


def read_books(settings: Settings) -> Books:
    """Read the books. Raises Invalid when one is wrong."""
    return Books(
        load_texts(settings.data / "texts.yml", support=settings.support_email),
        load_guides(settings.data / "sheets.yml"),
        load_operators(settings.data / "operators.yml"),
    )


class Wiring:
    """
    Builds the use cases over the real adapters. Nothing connects before a use case is called.

    Raises:
        Invalid: `database_url` when there is none; or naming the book that is wrong.

    """

    def __init__(self, settings: Settings, pool: int = 10) -> None:
        if settings.database_url is None:
            raise Invalid("database_url", "BALISE_DATABASE_URL is not set")
        self.settings = settings
        self.books = read_books(settings)
        self.url = plain_url(settings.database_url.get_secret_value())
        self.deliver_task = DELIVER_TASK
        self.engine = open_engine(self.url, pool)
        self._http = httpx.AsyncClient()
        self.store = PostgresStore(self.engine)
        self.dialogue = RasaDialogue(self._http, settings.rasa_url, settings.rasa_token.get_secret_value())

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()
        await self.engine.dispose()

    def bell(self) -> PostgresBell:
        """Hear transcripts grow; an async context manager."""
        return PostgresBell(self.url)

    def probes(self) -> dict[str, Probe]:
        """Ask each dependency how it is."""
        return {"database": self.store.probe, "rasa": self.dialogue.probe, "actions": self._probe_actions}

    def demo_people(self) -> list[Person]:
        """The fictional practitioners one may be in the demo."""
        return [Person(p.rpps, p.family, p.given) for p in PERSONAS]

    @property
    def texts(self) -> Texts:
        """The sentences outside the dialogue."""
        return self.books.texts

    def directory(self) -> Directory:
        """The extraction first; the API as second source when a key is set."""
        extraction = ExtractionDirectory(self.engine)
        key = self.settings.directory_fhir_key
        if key is None:
            return extraction
        return MergedDirectory(extraction, FhirDirectory(self._http, self.settings.directory_fhir_url, key.get_secret_value()))

    @cached_property
    def fhir_mss(self) -> FhirMss | None:
        """
        The API FHIR MSS (`Unpublisher`, `BoxDeleter`, `PreferredBoxSetter`); None unless an endpoint is set.

        One for all: it keeps what the API says it can do.
        """
        settings = self.settings
        if not settings.fhir_mss_url or settings.fhir_mss_key is None:
            return None
        return FhirMss(self._http, settings.fhir_mss_url, settings.fhir_mss_key.get_secret_value())

    async def import_extraction(self, file: Path, progress: Callable[[int], None]) -> int:
        """Replace the local directory by an extraction's file; return its rows. Raises Invalid, and keeps the old one."""
        return await import_extraction(self.engine, file, progress=progress)

    def open_conversation(self) -> OpenConversation:
        """Open a conversation."""
        return OpenConversation(self.store, self.texts, now)

    def check_token(self) -> CheckToken:
        """Let the holder of a conversation in."""
        return CheckToken(self.store)

    def post_message(self) -> PostMessage:
        """Keep what a practitioner says."""
        return PostMessage(self.store, self.texts)

    def answer_pending(self) -> AnswerPending:
        """Have the dialogue answer."""
        return AnswerPending(self.store, self.dialogue, self.texts)

    def read_transcript(self, bell: Bell) -> ReadTranscript:
        """Read what is new."""
        return ReadTranscript(self.store, bell)

    def invite_sign_in(self) -> InviteSignIn:
        """Make a sign-in link."""
        return InviteSignIn(self.store, now, self.settings.base_url)

    def start_sign_in(self) -> StartSignIn:
        """Send the browser to the identity provider."""
        return StartSignIn(self.store, self._provider, now, self._callback)

    def finish_sign_in(self) -> FinishSignIn:
        """Take the browser back."""
        return FinishSignIn(self.store, self._provider, self.texts, now, self._callback)

    def list_boxes(self) -> ListBoxes:
        """Identify boxes."""
        return ListBoxes(self.store, self.directory(), self.books.operators)

    def find_people(self) -> FindPeople:
        """Search the directory."""
        return FindPeople(self.directory())

    def unpublish_desk(self) -> UnpublishDesk:
        """What the steps of a dépublication share."""
        return UnpublishDesk(self.directory(), self.books.operators, self.settings.support_email)

    def open_unpublish(self) -> OpenUnpublish:
        """Start or take up a dépublication."""
        return OpenUnpublish(self.store, self.unpublish_desk(), now)

    def fill_unpublish(self) -> FillUnpublish:
        """Take an answer."""
        return FillUnpublish(self.store, self.unpublish_desk(), self.texts)

    def confirm_unpublish(self) -> ConfirmUnpublish:
        """Send the request."""
        return ConfirmUnpublish(self.store, self.unpublish_desk(), self.texts, AskOperator(self.texts, now))

    def delegations(self) -> Delegations:
        """Entrust boxes, show to whom, and end it."""
        desk = DelegationDesk(self.directory(), self.books.operators, self.settings.support_email)
        return delegations(self.store, desk, self.texts, now, timedelta(days=self.settings.warn_delegation_days))

    def follow_procedures(self) -> FollowProcedures:
        """Say where requests are."""
        return FollowProcedures(self.store)

    def cancel_procedure(self) -> CancelProcedure:
        """Cancel a request."""
        return CancelProcedure(self.store, self.texts, now, self.settings.support_email)

    def abandon_drafts(self) -> AbandonDrafts:
        """Close the drafts of a conversation."""
        return AbandonDrafts(self.store, now)

    def open_ticket(self) -> OpenTicket:
        """Hand over to a person."""
        return OpenTicket(self.store, self.texts, now, self.settings.support_email)

    def deliver(self) -> Deliver:
        """Send what waits in the outbox."""
        return Deliver(self.store, self._postman(), self.texts, now, self.settings.delivery_tries)

    def move_procedure(self) -> MoveProcedure:
        """Follow news from outside."""
        return MoveProcedure(self.store, now)

    def agent_queue(self) -> AgentQueue:
        """What waits for an agent."""
        return AgentQueue(self.store, now)

    def expire_drafts(self) -> ExpireDrafts:
        """Close what was left unfinished."""
        return ExpireDrafts(self.store, now, timedelta(days=self.settings.expire_drafts_days))

    def forget_procedures(self) -> ForgetProcedures:
        """Drop what is personal in what is long over."""
        return ForgetProcedures(self.store, now, timedelta(days=self.settings.keep_procedures_days))

    def take_replies(self) -> TakeReplies | None:
        """Take the answers to letters; None when no mailbox is set."""
        settings = self.settings
        if not settings.imap_host or settings.imap_password is None:
            return None
        password = settings.imap_password.get_secret_value()
        where = (settings.imap_host, settings.imap_port, settings.imap_user, password, settings.imap_folder)
        replies = ImapReplies(ImapServer(*where, starttls=settings.imap_port == 143), settings.mail_from)
        return TakeReplies(self.store, replies, self.move_procedure(), self.texts, now, settings.support_email)

    async def _probe_actions(self) -> str:
        try:
            answer = await self._http.get(f"{self.settings.actions_url}/health", timeout=3)
        except httpx.HTTPError:
            return "unreachable"
        return "ok" if answer.is_success else "not_ready"

    @property
    def _callback(self) -> str:
        return f"{self.settings.base_url}/auth/callback"

    def _postman(self) -> Postman:
        settings = self.settings
        if not settings.smtp_host:
            return MailSink(settings.outbox, settings.mail_from, now)
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
        server = SmtpServer(settings.smtp_host, settings.smtp_port, settings.smtp_user, password)
        return SmtpPostman(server, settings.mail_from, now)

    @cached_property
    def _provider(self) -> OidcProvider:
        """One for all: it keeps the provider's metadata and keys."""
        settings = self.settings
        client = settings.oidc_client
        return OidcProvider(
            self._http,
            discovery_url=client.discovery,
            client_id=client.id,
            client_secret=client.secret,
            scope=settings.oidc_scope,
            acr_values=settings.oidc_acr,
        )


@asynccontextmanager
async def wired(settings: Settings, pool: int = 10) -> AsyncIterator[Wiring]:
    """Open what the use cases need, and close it after. Raises Invalid, as `Wiring` does."""
    wiring = Wiring(settings, pool)
    try:
        yield wiring
    finally:
        await wiring.close()
