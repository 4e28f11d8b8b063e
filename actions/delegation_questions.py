"""What the form of a delegation asks, field by field."""

from __future__ import annotations

from actions.forms import TROUBLED_DAYS, AskAction, AskPeriod
from actions.turn import Turn
from balise.usecases.delegation.desk import DelegationView, DelegationWords


class AskDelegationBox(AskAction[DelegationView]):
    """Which box."""

    action_name = "action_ask_delegation_box"
    says = frozenset({"utter_delegation_ask_box"})

    def ask(self, turn: Turn, view: DelegationView) -> None:
        """List the boxes."""
        self.say_choices(turn, "utter_delegation_ask_box", view.boxes)


class AskDelegationRole(AskAction[DelegationView]):
    """To whom: their role, one of the three the sheet knows."""

    action_name = "action_ask_delegation_role"
    says = frozenset({"utter_delegation_ask_role", "utter_delegation_ask_role_of"})

    def ask(self, turn: Turn, view: DelegationView) -> None:
        """Ask the role."""
        source = self._texts.line("source_delegate")
        if name := view.procedure.detail("delegate"):
            turn.say("utter_delegation_ask_role_of", name=name, source=source)
        else:
            turn.say("utter_delegation_ask_role", address=view.procedure.address, source=source)


class AskDelegationName(AskAction[DelegationView]):
    """Their name."""

    action_name = "action_ask_delegation_name"
    says = frozenset({"utter_delegation_ask_name", "utter_delegation_ask_full_name"})

    def ask(self, turn: Turn, view: DelegationView) -> None:
        """Ask the name, or what is missing of it."""
        if known := view.procedure.detail("partial"):
            turn.say("utter_delegation_ask_full_name", name=known)
        else:
            turn.say("utter_delegation_ask_name", role=DelegationWords(self._texts).role(view.procedure))


class AskDelegationEmail(AskAction[DelegationView]):
    """How the operator can reach them."""

    action_name = "action_ask_delegation_email"
    says = frozenset({"utter_delegation_ask_email"})

    def ask(self, turn: Turn, view: DelegationView) -> None:
        """Ask for an address."""
        turn.say("utter_delegation_ask_email", name=view.procedure.detail("delegate"))


class AskDelegationRights(AskAction[DelegationView]):
    """What they may do."""

    action_name = "action_ask_delegation_rights"
    says = frozenset({"utter_delegation_ask_rights"})

    def ask(self, turn: Turn, view: DelegationView) -> None:
        """Ask what they may do."""
        turn.say("utter_delegation_ask_rights", name=view.procedure.detail("delegate"))


class AskDelegationPeriod(AskPeriod[DelegationView]):
    """For how long; or what is not clear in the days that were given."""

    action_name = "action_ask_delegation_period"
    says = frozenset({"utter_delegation_ask_period", *TROUBLED_DAYS.values()})

    def ask(self, turn: Turn, view: DelegationView) -> None:
        """Ask for days."""
        if not self.says_trouble(turn, view):
            turn.say("utter_delegation_ask_period", name=view.procedure.detail("delegate"))


class AskDelegationConfirmed(AskAction[DelegationView]):
    """The recap, and what the holder stays responsible for."""

    action_name = "action_ask_delegation_confirmed"
    says = frozenset({"utter_delegation_recap"})

    def ask(self, turn: Turn, view: DelegationView) -> None:
        """Show everything that will be sent."""
        words, draft = DelegationWords(self._texts), view.procedure
        turn.say(
            "utter_delegation_recap",
            address=draft.address,
            about=self._rendering.about(view.box, view.operators) if view.box else "",
            delegate=words.delegate(draft),
            email=words.email(draft),
            rights=words.rights(draft),
            duration=words.duration(draft),
            recipient=self._rendering.recipient(view),
            source=self._texts.line("source_delegate"),
        )


QUESTIONS: tuple[type[AskAction[DelegationView]], ...] = (
    AskDelegationBox,
    AskDelegationRole,
    AskDelegationName,
    AskDelegationEmail,
    AskDelegationRights,
    AskDelegationPeriod,
    AskDelegationConfirmed,
)
