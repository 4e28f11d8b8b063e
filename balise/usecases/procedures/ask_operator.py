"""Ask whoever provides a box for something: by the API that takes it, by e-mail, or through the support desk."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.letter import one_line
from balise.model.mailbox import Mailbox, MailboxKind, Professional
from balise.model.operator import Ability
from balise.model.procedure import Actor, Kind, Letter, Procedure, State, Way
from balise.ports import Clock, Texts, Work
from balise.usecases.drafts.box_desk import BoxView

CHANGES_OF_DIRECTORY = frozenset({Kind.UNPUBLISH, Kind.DELETE_BOX, Kind.PREFERRED_BOX})
"""What the Annuaire Santé itself can be asked for."""


@dataclass(frozen=True, slots=True)
class AskOperator:
    """
    Turn a complete draft into a request, whatever its kind: the letter's words are `letter_<kind>_subject` and `_body`.

    Every letter may say `greeting`, `reference`, `address`, `rpps`, `holder`, `profession`, `structure` and `operator`; what else
    its kind says is given as `words`, already made safe (`model.letter.one_line`, `quoted`).

    `fhir_mss` says that the API FHIR MSS is there to be asked. The letter is written in any case: it leaves if the API refuses.
    """

    texts: Texts
    clock: Clock
    fhir_mss: bool = False

    def way(self, view: BoxView) -> Way:
        """
        Choose how a request leaves.

        By the API only a change of the directory, to a box that hangs on its holder alone (PER: domain dossier §1.5), and only
        if whoever may provide that box has it: when several may, one's ability is not the other's.
        """
        able = view.operators and all(Ability.FHIR_MSS in operator.abilities for operator in view.operators)
        own = view.box is not None and view.box.kind is MailboxKind.PER
        changes = view.procedure.kind in CHANGES_OF_DIRECTORY
        return Way.FHIR_MSS if self.fhir_mss and able and own and changes else Way.EMAIL

    async def __call__(self, work: Work, view: BoxView, holder: Professional | None, **words: str) -> Procedure:
        """
        Return the confirmed procedure, saved with its history; its letter waits in the outbox.

        `holder` is the person as the directory knows them. Raises Conflict, Changed: it is no longer the draft it was.
        """
        asked, letter = self.prepared(view, holder, Actor.PRACTITIONER, **words)
        saved = await work.procedures.save(asked)
        await work.outbox.add(letter)
        return saved

    def prepared(self, view: BoxView, holder: Professional | None, by: Actor, **words: str) -> tuple[Procedure, Letter]:
        """Return the procedure as confirmed, and its letter; nothing is kept yet."""
        operator, way = view.recipient_operator, self.way(view)
        by_api = None if way is Way.EMAIL else way
        filled = view.procedure.edited(recipient=view.recipient, operator=operator or None, way=by_api)
        asked = filled.moved(State.CONFIRMED, by, self.clock())
        words |= {
            "greeting": self.texts.line("letter_to_operator" if operator else "letter_to_support"),
            "reference": asked.reference,
            "address": asked.address,
            "rpps": asked.holder,
            "operator": ", ".join(o.label for o in view.operators) or self.texts.line("operator_unknown"),
            **self._who(asked, view.box, holder),
        }
        subject = self.texts.line(f"letter_{asked.kind}_subject", **words)
        body = self.texts.line(f"letter_{asked.kind}_body", **words)
        key = asked.key("request", operator)
        return asked, Letter(key, asked.reference, view.recipient, subject, body, State.SENT, way=way)

    def _who(self, asked: Procedure, box: Mailbox | None, holder: Professional | None) -> dict[str, str]:
        """Return the holder's name and work as the directory knows them; the name they signed in with when it does not."""
        structure = box.structure if box else None
        said = {
            "holder": holder.full_name if holder and holder.family else asked.holder_name,
            "profession": ", ".join(filter(None, (holder.profession, holder.skill))) if holder else "",
            "structure": ", ".join(filter(None, (structure.name, structure.city))) if structure else "",
        }
        return {name: one_line(value) or self.texts.line("letter_not_in_directory") for name, value in said.items()}
