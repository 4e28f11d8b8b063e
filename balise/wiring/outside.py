"""The adapters, built from the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import httpx

from balise.adapters.dialogue.rasa_rest import RasaDialogue
from balise.adapters.directories.extraction.fictional import PERSONAS
from balise.adapters.directories.extraction.importer import FOLLOW_UP_TASK, import_extraction
from balise.adapters.directories.extraction.index import ExtractionDirectory
from balise.adapters.directories.fhir.client import FhirDirectory
from balise.adapters.directories.merged import MergedDirectory
from balise.adapters.identity.oidc.client import Client, OidcProvider
from balise.adapters.mail.sink import MailSink
from balise.adapters.mail.smtp import SmtpPostman, SmtpServer
from balise.adapters.operators.fhir_mss import FhirMss
from balise.adapters.papers.papers import load_papers
from balise.adapters.store.bell import PostgresBell
from balise.adapters.store.engine import open_engine, plain_url
from balise.adapters.store.erasure import ERASE_TASK
from balise.adapters.store.outbox import DELIVER_TASK
from balise.adapters.store.store import PostgresStore
from balise.errors import Invalid
from balise.model.identity import Person
from balise.ports import Directory, Papers, Postman, Probe, Texts
from balise.settings import Settings
from balise.wiring.books import now, read_books


class Outside:
    """
    Holds the real adapters. Nothing connects before one is called.

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
        self.follow_up_task = FOLLOW_UP_TASK
        self.erase_task = ERASE_TASK
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
        return [Person(p.rpps, p.family, p.given, p.situations) for p in PERSONAS]

    @property
    def texts(self) -> Texts:
        """The sentences outside the dialogue."""
        return self.books.texts

    def directory(self) -> Directory:
        """The extraction first; the API as second source when a key is set."""
        extraction = self.directory_file()
        key = self.settings.directory_fhir_key
        if key is None:
            return extraction
        return MergedDirectory(extraction, FhirDirectory(self._http, self.settings.directory_fhir_url, key.get_secret_value()))

    def directory_file(self) -> ExtractionDirectory:
        """The extraction alone, which is also a `DirectoryFile`."""
        return ExtractionDirectory(self.engine)

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
            return self._mail_sink
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
        server = SmtpServer(settings.smtp_host, settings.smtp_port, settings.smtp_user, password)
        return SmtpPostman(server, settings.mail_from, now)

    @property
    def _mail_sink(self) -> MailSink:
        return MailSink(self.settings.outbox, self.settings.mail_from, now)

    @cached_property
    def _papers(self) -> Papers:
        """One for all: opening the press reads its fonts."""
        return load_papers(self.settings.data / "papers.yml", self.texts, self.settings.support_email)

    @cached_property
    def _provider(self) -> OidcProvider:
        """One for all: it keeps the provider's metadata and keys."""
        settings, known = self.settings, self.settings.oidc_client
        client = Client(
            id=known.id,
            secret=known.secret,
            scope=settings.oidc_scope,
            acr=settings.oidc_acr.strip(),
            max_age=settings.sign_in_minutes * 60,
            https_only=not settings.demo_identities,
        )
        return OidcProvider(self._http, known.where, client, now)
