"""Every action, built over its use cases. Rasa's executor registers instances."""

from __future__ import annotations

from actions.base import TopicAction
from actions.basics import ActionAccept, ActionAnswer, ActionDecline, ActionMisunderstood, ActionResume, ActionStartOver
from actions.correspondents import ActionFindCorrespondent, AskLookupWho, LookupAnswers, ValidateLookupForm
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
    texts, guides, operators = wiring.books.texts, wiring.books.guides, wiring.books.operators
    rendering, link = Rendering(texts), SignInLink(wiring.invite_sign_in(), texts)
    list_boxes, follow, ticket, fill = (
        wiring.list_boxes(),
        wiring.follow_procedures(),
        wiring.open_ticket(),
        wiring.fill_unpublish(),
    )
    lookup = LookupAnswers(wiring.find_people(), list_boxes, rendering)
    naming = OperatorAnswers(operators, rendering, texts)
    asking = (fill, operators, rendering, texts)
    return [
        ActionAnswer(guides),
        ActionMisunderstood(texts),
        ActionStartOver(wiring.abandon_drafts()),
        ActionAccept(wiring.cancel_procedure()),
        ActionDecline(),
        ActionResume(),
        ActionListBoxes(list_boxes, link, rendering),
        ActionChoosePreferred(guides, list_boxes, link, rendering),
        ActionOpenUnpublish(wiring.open_unpublish(), link),
        ValidateUnpublishForm(fill),
        AskUnpublishBox(*asking),
        AskUnpublishKept(*asking),
        AskUnpublishAutoReply(*asking),
        AskUnpublishConfirmed(*asking),
        ActionSubmitUnpublish(wiring.confirm_unpublish(), texts),
        ActionFindCorrespondent(lookup),
        ValidateLookupForm(lookup),
        AskLookupWho(),
        ActionNameOperator(naming, list_boxes),
        ValidateOperatorForm(naming),
        ActionFollow(follow, link, rendering, texts),
        ActionCancel(follow, link, rendering, texts),
        ActionOpenTicket(ticket),
        ValidateTicketForm(ticket),
        AskTicketConfirmed(ticket, texts, wiring.settings.support_email),
        ActionSubmitTicket(ticket, follow, texts),
    ]
