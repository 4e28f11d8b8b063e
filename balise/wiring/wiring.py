"""The use cases of practitioners: their boxes and their procedures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from balise.settings import Settings
from balise.usecases.auto_reply.desk import AutoReplyDesk
from balise.usecases.auto_reply.verbs import AutoReplies, auto_replies
from balise.usecases.cleanup.guide import GuideCleanup
from balise.usecases.correspondents.find_people import FindPeople
from balise.usecases.delegation.desk import DelegationDesk
from balise.usecases.delegation.verbs import Delegations, delegations
from balise.usecases.deletion.desk import DeletionDesk
from balise.usecases.deletion.verbs import Deletions, deletions
from balise.usecases.drafts.unfinished import Unfinished
from balise.usecases.mailboxes.list_boxes import ListBoxes
from balise.usecases.preferred.desk import PreferredDesk
from balise.usecases.preferred.verbs import PreferredBoxes, preferred_boxes
from balise.usecases.procedures.ask_operator import AskOperator
from balise.usecases.procedures.declare_done import DeclareDone
from balise.usecases.procedures.follow import AbandonDrafts, CancelProcedure, FollowProcedures
from balise.usecases.procedures.hand_over_papers import HandOverPapers
from balise.usecases.procedures.notify_by_email import NotifyByEmail, StopNews
from balise.usecases.support.open_ticket import OpenTicket
from balise.usecases.unpublish.confirm import ConfirmUnpublish
from balise.usecases.unpublish.desk import UnpublishDesk
from balise.usecases.unpublish.fill import FillUnpublish
from balise.usecases.unpublish.open import OpenUnpublish
from balise.wiring.books import now
from balise.wiring.deskwork import Deskwork
from balise.wiring.talking import Talking


class Wiring(Talking, Deskwork):
    """
    Builds every use case over the real adapters. Nothing connects before one is called.

    Raises:
        Invalid: `database_url` when there is none; or naming the book that is wrong.

    """

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
        return ConfirmUnpublish(self.store, self.unpublish_desk(), self.ask_operator(), self.texts)

    def ask_operator(self) -> AskOperator:
        """Choose how a request about a box leaves, and write it."""
        return AskOperator(self.texts, now, fhir_mss=self.fhir_mss is not None)

    def delegations(self) -> Delegations:
        """Entrust boxes, show to whom, and end it."""
        desk = DelegationDesk(self.directory(), self.books.operators, self.settings.support_email)
        return delegations(self.store, desk, self.texts, now, timedelta(days=self.settings.warn_delegation_days))

    def preferred_boxes(self) -> PreferredBoxes:
        """Choose preferred boxes, and find them again."""
        return preferred_boxes(
            self.store, PreferredDesk(self.directory(), self.books.operators, self.settings.support_email), now
        )

    def guide_cleanup(self) -> GuideCleanup:
        """Guide through a cleanup."""
        return GuideCleanup(self.store, now)

    def unfinished(self) -> Unfinished:
        """Find drafts again."""
        return Unfinished(self.store)

    def deletions(self) -> Deletions:
        """Have boxes deleted."""
        desk = DeletionDesk(self.directory(), self.books.operators, self.settings.support_email)
        return deletions(self.store, desk, self.texts, self.ask_operator(), now)

    def auto_replies(self) -> AutoReplies:
        """Have boxes answer by themselves."""
        desk = AutoReplyDesk(self.directory(), self.books.operators, self.settings.support_email)
        return auto_replies(self.store, desk, self.texts, self.ask_operator(), now)

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
        return OpenTicket(self.store, self.texts, self.books.operators, now, self.settings.support_email)

    def hand_over_papers(self) -> HandOverPapers:
        """Hand papers over in a conversation."""
        return HandOverPapers(self.store, self._papers, now)

    def declare_done(self) -> DeclareDone:
        """Take a practitioner's word."""
        return DeclareDone(self.store, self.move_procedure(), now)

    def notify_by_email(self) -> NotifyByEmail:
        """Have news also written."""
        return NotifyByEmail(self.store, self.books.operators)

    def stop_news(self) -> StopNews:
        """Write no more."""
        return StopNews(self.store)


@asynccontextmanager
async def wired(settings: Settings, pool: int = 10) -> AsyncIterator[Wiring]:
    """Open what the use cases need, and close it after. Raises Invalid, as `Wiring` does."""
    wiring = Wiring(settings, pool)
    try:
        yield wiring
    finally:
        await wiring.close()
