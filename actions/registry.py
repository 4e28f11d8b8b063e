"""Every action, built over its use cases. Rasa's executor registers instances."""

from __future__ import annotations

from actions.auto_reply import (
    ActionOpenAutoReply,
    ActionSubmitAutoReply,
    AskAutoReplyBox,
    AskAutoReplyConfirmed,
    AskAutoReplyPeriod,
    AskAutoReplyRedirection,
    AskAutoReplyText,
    ValidateAutoReplyForm,
)
from actions.base import TopicAction
from actions.basics import (
    ActionAccept,
    ActionAnswer,
    ActionDecline,
    ActionMisunderstood,
    ActionOfferSecond,
    ActionResume,
    ActionStartOver,
)
from actions.cleanup import ActionOpenCleanup, ActionSubmitCleanup, AskCleanupStep, ValidateCleanupForm
from actions.correspondents import ActionFindCorrespondent, AskLookupWho, LookupAnswers, ValidateLookupForm
from actions.delegation import ActionOpenDelegation, ActionSubmitDelegation, ValidateDelegationForm
from actions.delegation_access import ActionListDelegations, ActionWithdrawDelegation
from actions.delegation_questions import QUESTIONS
from actions.deletion import (
    ActionOpenDeletion,
    ActionSubmitDeletion,
    AskDeletionBox,
    AskDeletionConfirmed,
    AskDeletionExport,
    ValidateDeletionForm,
)
from actions.mailboxes import ActionListBoxes
from actions.operators import ActionNameOperator, OperatorAnswers, ValidateOperatorForm
from actions.preferred import (
    ActionChoosePreferred,
    ActionSubmitPreferred,
    AskPreferredBox,
    AskPreferredConfirmed,
    ValidatePreferredForm,
)
from actions.preferred_kit import ActionSharePreferred, AskPreferredShared, KitAnswers, ValidatePreferredShareForm
from actions.privacy import ActionErased, ActionEraseData, ActionErasedHere, ActionExportData, ActionMyData
from actions.procedures import ActionCancel, ActionFollow, ActionNotify, ActionStopNews, ValidateNotifyForm
from actions.rendering import Rendering
from actions.signing_in import SignInOffer
from actions.signing_out import ActionSignOut, ActionSignOutEverywhere
from actions.support import (
    ActionOpenTicket,
    ActionSubmitTicket,
    AskTicketConfirmed,
    AskTicketContact,
    AskTicketNeed,
    ValidateTicketForm,
)
from actions.unfinished import ActionGreet, UnfinishedAnswers
from actions.unpublish import (
    ActionOpenUnpublish,
    ActionSubmitUnpublish,
    AskUnpublishAutoReply,
    AskUnpublishBox,
    AskUnpublishConfirmed,
    AskUnpublishKept,
    ValidateUnpublishForm,
)
from balise.wiring import Wiring


def build_actions(wiring: Wiring) -> list[TopicAction]:
    """Return one instance of every action."""
    texts = wiring.books.texts
    rendering = Rendering(texts, wiring.ask_operator().way)
    offer = SignInOffer(texts.line("sign_in_offer"), wiring.is_signed_in())
    unfinished = UnfinishedAnswers(wiring.unfinished(), rendering, texts)
    actions = [
        *_basics(wiring, unfinished),
        *_mailboxes(wiring, rendering),
        *_preferred(wiring, rendering),
        *_cleanup(wiring),
        *_unpublish(wiring, rendering),
        *_delegation(wiring, rendering),
        *_deletion(wiring, rendering),
        *_auto_reply(wiring, rendering),
        *_lookups(wiring, rendering),
        *_procedures(wiring, rendering),
        *_support(wiring, unfinished),
        *_privacy(wiring, rendering),
    ]
    for action in actions:
        action.sign_in_offer, action.support_links = offer, texts.say("suspended").links
    return actions


def _basics(wiring: Wiring, unfinished: UnfinishedAnswers) -> list[TopicAction]:
    texts = wiring.books.texts
    return [
        ActionAnswer(wiring.books.guides),
        ActionMisunderstood(texts),
        ActionStartOver(wiring.abandon_drafts()),
        ActionAccept(wiring.cancel_procedure(), wiring.delegations().withdraw, wiring.declare_done(), wiring.hand_over_papers()),
        ActionDecline(),
        ActionOfferSecond(texts),
        ActionGreet(unfinished),
        ActionResume(unfinished),
        ActionSignOut(wiring.sign_out(), texts),
        ActionSignOutEverywhere(wiring.sign_out(), texts),
    ]


def _mailboxes(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    return [ActionListBoxes(wiring.list_boxes(), rendering)]


def _preferred(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    books, cases = wiring.books, wiring.preferred_boxes()
    asking = (cases.chosen, cases.fill, books.operators, rendering, books.texts)
    kit = KitAnswers(wiring.hand_over_papers(), books.guides, rendering, books.texts)
    return [
        ActionChoosePreferred(cases.open, books.guides, wiring.list_boxes(), rendering),
        ValidatePreferredForm(cases.fill),
        AskPreferredBox(*asking),
        AskPreferredConfirmed(*asking),
        ActionSubmitPreferred(cases.confirm, kit),
        ActionSharePreferred(cases.chosen, cases.open, kit, books.guides),
        AskPreferredShared(cases.chosen, kit),
        ValidatePreferredShareForm(cases.chosen, kit),
    ]


def _cleanup(wiring: Wiring) -> list[TopicAction]:
    cleanup, guides = wiring.guide_cleanup(), wiring.books.guides
    return [
        ActionOpenCleanup(cleanup),
        ValidateCleanupForm(cleanup, guides),
        AskCleanupStep(cleanup, guides),
        ActionSubmitCleanup(cleanup),
    ]


def _unpublish(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    texts, fill = wiring.books.texts, wiring.fill_unpublish()
    asking = (fill, wiring.books.operators, rendering, texts)
    return [
        ActionOpenUnpublish(wiring.open_unpublish()),
        ValidateUnpublishForm(fill),
        AskUnpublishBox(*asking),
        AskUnpublishKept(*asking),
        AskUnpublishAutoReply(*asking),
        AskUnpublishConfirmed(*asking),
        ActionSubmitUnpublish(wiring.confirm_unpublish(), wiring.hand_over_papers(), rendering, wiring.books.guides, texts),
    ]


def _delegation(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    books, cases = wiring.books, wiring.delegations()
    asking = (cases.fill, books.operators, rendering, books.texts)
    access = (cases.known, books.guides, rendering, books.texts)
    return [
        ActionOpenDelegation(cases.open, books.guides, books.texts),
        ValidateDelegationForm(cases.fill),
        *(question(*asking) for question in QUESTIONS),
        ActionSubmitDelegation(cases.confirm, wiring.hand_over_papers(), books.texts),
        ActionWithdrawDelegation(*access),
        ActionListDelegations(*access),
    ]


def _deletion(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    books, cases = wiring.books, wiring.deletions()
    asking = (cases.fill, books.operators, rendering, books.texts)
    return [
        ActionOpenDeletion(cases.open, books.guides, books.texts, wiring.follow_procedures(), rendering),
        ValidateDeletionForm(cases.fill, books.texts),
        AskDeletionBox(*asking),
        AskDeletionExport(*asking),
        AskDeletionConfirmed(*asking),
        ActionSubmitDeletion(cases.confirm, wiring.hand_over_papers(), rendering),
    ]


def _auto_reply(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    books, cases = wiring.books, wiring.auto_replies()
    asking = (cases.fill, books.operators, rendering, books.texts)
    return [
        ActionOpenAutoReply(cases.open, books.guides, books.texts),
        ValidateAutoReplyForm(cases.fill),
        AskAutoReplyBox(*asking),
        AskAutoReplyPeriod(*asking),
        AskAutoReplyRedirection(*asking),
        AskAutoReplyText(*asking),
        AskAutoReplyConfirmed(*asking),
        ActionSubmitAutoReply(cases.confirm, wiring.hand_over_papers(), rendering, books.texts),
    ]


def _lookups(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    list_boxes = wiring.list_boxes()
    lookup = LookupAnswers(wiring.find_people(), list_boxes, rendering)
    naming = OperatorAnswers(wiring.books.operators, rendering, wiring.books.texts)
    return [
        ActionFindCorrespondent(lookup),
        ValidateLookupForm(lookup),
        AskLookupWho(),
        ActionNameOperator(naming, list_boxes),
        ValidateOperatorForm(naming),
    ]


def _procedures(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    texts, follow, stop = wiring.books.texts, wiring.follow_procedures(), wiring.stop_news()
    following = ActionFollow(follow, stop, wiring.hand_over_papers(), rendering, texts)
    return [
        following,
        ActionCancel(follow, rendering, texts),
        ActionNotify(),
        ActionStopNews(stop),
        ValidateNotifyForm(wiring.notify_by_email()),
    ]


def _support(wiring: Wiring, unfinished: UnfinishedAnswers) -> list[TopicAction]:
    texts, ticket, hours = wiring.books.texts, wiring.open_ticket(), wiring.support_hours()
    return [
        ActionOpenTicket(ticket, hours),
        ValidateTicketForm(ticket),
        AskTicketNeed(ticket),
        AskTicketContact(ticket),
        AskTicketConfirmed(ticket, texts, wiring.settings.support_email),
        ActionSubmitTicket(ticket, hours, unfinished, wiring.hand_over_papers()),
    ]


def _privacy(wiring: Wiring, rendering: Rendering) -> list[TopicAction]:
    texts, privacy = wiring.books.texts, wiring.privacy()
    return [
        ActionMyData(privacy, texts, f"{wiring.settings.base_url}/confidentialite"),
        ActionExportData(privacy.export),
        ActionEraseData(privacy.erase, rendering, texts),
        ActionErased(privacy.erase),
        ActionErasedHere(privacy.erase),
    ]
