"""Every action, built over its use cases. Rasa's executor registers instances."""

from __future__ import annotations

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
from actions.correspondents import ActionFindCorrespondent, AskLookupWho, LookupAnswers, ValidateLookupForm
from actions.delegation import ActionOpenDelegation, ActionSubmitDelegation, ValidateDelegationForm
from actions.delegation_access import ActionListDelegations, ActionWithdrawDelegation
from actions.delegation_questions import (
    AskDelegationBox,
    AskDelegationConfirmed,
    AskDelegationEmail,
    AskDelegationName,
    AskDelegationPeriod,
    AskDelegationRights,
    AskDelegationRole,
)
from actions.mailboxes import ActionListBoxes
from actions.operators import ActionNameOperator, OperatorAnswers, ValidateOperatorForm
from actions.preferred import ActionChoosePreferred
from actions.procedures import ActionCancel, ActionFollow
from actions.rendering import Rendering
from actions.signing_in import SignInLink
from actions.support import ActionOpenTicket, ActionSubmitTicket, AskTicketConfirmed, ValidateTicketForm
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
    rendering, link = Rendering(texts), SignInLink(wiring.invite_sign_in(), texts)
    return [
        *_basics(wiring),
        *_mailboxes(wiring, rendering, link),
        *_unpublish(wiring, rendering, link),
        *_delegation(wiring, rendering, link),
        *_lookups(wiring, rendering),
        *_procedures(wiring, rendering, link),
        *_support(wiring),
    ]


def _basics(wiring: Wiring) -> list[TopicAction]:
    texts = wiring.books.texts
    return [
        ActionAnswer(wiring.books.guides),
        ActionMisunderstood(texts),
        ActionStartOver(wiring.abandon_drafts()),
        ActionAccept(wiring.cancel_procedure(), wiring.delegations().withdraw),
        ActionDecline(),
        ActionOfferSecond(texts),
        ActionResume(),
    ]


def _mailboxes(wiring: Wiring, rendering: Rendering, link: SignInLink) -> list[TopicAction]:
    list_boxes = wiring.list_boxes()
    return [
        ActionListBoxes(list_boxes, link, rendering),
        ActionChoosePreferred(wiring.books.guides, list_boxes, link, rendering),
    ]


def _unpublish(wiring: Wiring, rendering: Rendering, link: SignInLink) -> list[TopicAction]:
    texts, fill = wiring.books.texts, wiring.fill_unpublish()
    asking = (fill, wiring.books.operators, rendering, texts)
    return [
        ActionOpenUnpublish(wiring.open_unpublish(), link),
        ValidateUnpublishForm(fill),
        AskUnpublishBox(*asking),
        AskUnpublishKept(*asking),
        AskUnpublishAutoReply(*asking),
        AskUnpublishConfirmed(*asking),
        ActionSubmitUnpublish(wiring.confirm_unpublish(), texts),
    ]


def _delegation(wiring: Wiring, rendering: Rendering, link: SignInLink) -> list[TopicAction]:
    books, cases = wiring.books, wiring.delegations()
    asking = (cases.fill, books.operators, rendering, books.texts)
    access = (cases.known, books.guides, link, rendering, books.texts)
    return [
        ActionOpenDelegation(cases.open, books.guides, link, books.texts),
        ValidateDelegationForm(cases.fill),
        AskDelegationBox(*asking),
        AskDelegationRole(*asking),
        AskDelegationName(*asking),
        AskDelegationEmail(*asking),
        AskDelegationRights(*asking),
        AskDelegationPeriod(*asking),
        AskDelegationConfirmed(*asking),
        ActionSubmitDelegation(cases.confirm, books.texts),
        ActionWithdrawDelegation(*access),
        ActionListDelegations(*access),
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


def _procedures(wiring: Wiring, rendering: Rendering, link: SignInLink) -> list[TopicAction]:
    texts, follow = wiring.books.texts, wiring.follow_procedures()
    return [ActionFollow(follow, link, rendering, texts), ActionCancel(follow, link, rendering, texts)]


def _support(wiring: Wiring) -> list[TopicAction]:
    texts, ticket = wiring.books.texts, wiring.open_ticket()
    return [
        ActionOpenTicket(ticket),
        ValidateTicketForm(ticket),
        AskTicketConfirmed(ticket, texts, wiring.settings.support_email),
        ActionSubmitTicket(ticket, wiring.follow_procedures(), texts),
    ]
