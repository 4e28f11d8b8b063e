"""The use cases of the worker and of agents: what goes on while nobody looks."""

from __future__ import annotations

from datetime import timedelta

from balise.adapters.mail.imap import ImapReplies, ImapServer
from balise.model.procedure import Way
from balise.usecases.administration.note_settings import NoteSettings
from balise.usecases.desk.queue import AgentQueue
from balise.usecases.drafts.complete import CompleteDraft
from balise.usecases.drafts.expire import ExpireDrafts
from balise.usecases.privacy.verbs import Privacy
from balise.usecases.procedures.deliver import Deliver
from balise.usecases.procedures.move import MoveProcedure
from balise.usecases.procedures.remind import RemindOperators
from balise.usecases.procedures.sending import ByEmail, ByFhirMss, Sending
from balise.usecases.procedures.take_replies import TakeReplies
from balise.usecases.procedures.verify import VerifyProcedures
from balise.wiring.books import now
from balise.wiring.outside import Outside
from balise.wiring.seals import seals


class Chores(Outside):
    """Does what time, the post and the directory ask for."""

    def deliver(self) -> Deliver:
        """Send what waits in the outbox."""
        ways: dict[Way, Sending] = {Way.EMAIL: ByEmail(self._postman())}
        if self.fhir_mss is not None:
            ways[Way.FHIR_MSS] = ByFhirMss(self.fhir_mss)
        return Deliver(self.store, ways, self.texts, now, self.settings.delivery_tries)

    def move_procedure(self) -> MoveProcedure:
        """Follow news from outside."""
        return MoveProcedure(self.store, now)

    def verify_procedures(self) -> VerifyProcedures:
        """Prove what the directory shows to be done."""
        directory, file = self.directory(), self.directory_file()
        return VerifyProcedures(self.store, directory, file, self.books.operators, self.move_procedure(), self.texts, now)

    def remind_operators(self) -> RemindOperators:
        """Remind those who do not answer, then have an agent take over."""
        settings = self.settings
        return RemindOperators(self.store, self.texts, now, settings.support_email, settings.operator_delay_days)

    def agent_queue(self) -> AgentQueue:
        """What waits for an agent."""
        return AgentQueue(self.store, now)

    def complete_draft(self) -> CompleteDraft:
        """Let an agent help with a draft."""
        return CompleteDraft(self.store, self.directory(), self.texts, now)

    def expire_drafts(self) -> ExpireDrafts:
        """Close what was left unfinished."""
        return ExpireDrafts(self.store, now, timedelta(days=self.settings.expire_drafts_days))

    def note_settings(self) -> NoteSettings:
        """Tell when what was set."""
        return NoteSettings(self.store, now, seals(self.settings))

    def privacy(self) -> Privacy:
        """What lets people see and end what is kept of them."""
        sink = None if self.settings.smtp_host else self._mail_sink
        return Privacy.over(self.books.register, self.store, self.texts, now, self.settings.support_email, sink)

    def take_replies(self) -> TakeReplies | None:
        """Take the answers to letters; None when no mailbox is set."""
        settings = self.settings
        if not settings.imap_host or settings.imap_password is None:
            return None
        password = settings.imap_password.get_secret_value()
        where = (settings.imap_host, settings.imap_port, settings.imap_user, password, settings.imap_folder)
        replies = ImapReplies(ImapServer(*where, starttls=settings.imap_port == 143), settings.mail_from)
        return TakeReplies(self.store, replies, self.move_procedure(), self.texts, now, settings.support_email)
