"""
The deletion, field by field, and which boxes it may be asked for.

Sheet « Identifier ses BAL »: depublish, with an auto-reply; recover what is useful; ask for the deletion, which is definitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from balise.model.choice import Choice, choice_in
from balise.model.form import confirms
from balise.model.mailbox import Mailbox, MailboxKind
from balise.model.procedure import Kind, Procedure
from balise.model.unpublish import UnpublishedBox, gone, requested
from balise.model.wording import fold, means_no, means_yes


class Asked(StrEnum):
    """The fields, in the order they are asked."""

    BOX = "deletion_box"
    EXPORT = "deletion_export"
    CONFIRMED = "deletion_confirmed"


class Obstacle(StrEnum):
    """Why the deletion of a box cannot be asked for."""

    PUBLISHED = "published"
    UNPUBLISHING = "unpublishing"
    ASKED = "asked"
    UNKNOWN = "unknown"
    NO_BOX = "no_box"


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where a person's personal boxes stand: those the directory shows, and those depublished with Balise that it shows no more.

    `unpublishing` and `deleting` are what was asked for each address, the former for those still shown and while it is open.
    """

    shown: tuple[Mailbox, ...]
    gone: tuple[UnpublishedBox, ...]
    unpublishing: Mapping[str, Procedure]
    deleting: Mapping[str, Procedure]

    @property
    def ready(self) -> tuple[UnpublishedBox, ...]:
        """The boxes whose deletion may be asked for."""
        return tuple(box for box in self.gone if box.address not in self.deleting)

    def obstacle(self, address: str) -> tuple[Obstacle, str] | None:
        """
        Say why a box, or with no address any, cannot be deleted; None when it can.

        Return (why, what tells more): the box still published, or the references of what was asked for.
        """
        return self._about(address) if address else self._at_all()

    def _about(self, address: str) -> tuple[Obstacle, str] | None:
        if address in self.deleting:
            return Obstacle.ASKED, self.deleting[address].reference
        if any(box.address == address for box in self.gone):
            return None
        if address in self.unpublishing:
            return Obstacle.UNPUBLISHING, self.unpublishing[address].reference
        shown = any(box.address == address for box in self.shown)
        return (Obstacle.PUBLISHED, address) if shown else (Obstacle.UNKNOWN, "")

    def _at_all(self) -> tuple[Obstacle, str] | None:
        if self.ready:
            return None
        if self.unpublishing:
            return Obstacle.UNPUBLISHING, _references(self.unpublishing.values())
        if under_way := [procedure for procedure in self.deleting.values() if procedure.open]:
            return Obstacle.ASKED, _references(under_way)
        return (Obstacle.PUBLISHED if self.shown else Obstacle.NO_BOX), ""


def standing(shown: Sequence[Mailbox], procedures: Sequence[Procedure]) -> Standing:
    """Work out where a person's boxes stand, from all that the directory shows for them and their procedures, newest first."""
    unpublished, addresses = requested(procedures), {box.address for box in shown}
    return Standing(
        tuple(box for box in shown if box.kind in (MailboxKind.PER, MailboxKind.UNKNOWN)),
        tuple(gone(procedure) for address, procedure in unpublished.items() if address not in addresses),
        {a: p for a, p in unpublished.items() if a in addresses and p.open},
        requested(procedures, Kind.DELETE_BOX),
    )


def _references(procedures: Iterable[Procedure]) -> str:
    return " ".join(procedure.reference for procedure in procedures)


_NOT_YET = (
    r"\b(pas (encore|tout|fait|fini|termine|recupere|sauvegarde|eu le temps|les?|la|mes|des|de|vraiment|totalement)|n ai pas"
    r"|rien (fait|recupere|sauvegarde)|presque|bientot|plus tard|attend\w*|je vais|il (me )?reste|reste a|a moitie|en cours"
    r"|sauf|oublie)\b"
)
_NOTHING_THERE = r"\brien (d utile )?a (recuperer|garder|sauvegarder|verser)\b|\b(boite|bal|messagerie|elle) est (deja )?vide\b"
_SAVED = r"(recupere|sauvegarde|exporte|transfere|verse|integre|archive|conserve|copie)e?s?"
_ALREADY = r"(deja |bien |enfin |aussi )*"
_DONE = (
    rf"\bc est {_ALREADY}(tout )?fait\b|^(oui )?(deja )?(tout )?(est )?fait\b|\bl ai {_ALREADY}fait\b"
    rf"|\b(ai|avons|avoir) {_ALREADY}(tout {_ALREADY}{_SAVED}|{_SAVED} (tout|tous|toutes|l ensemble))\b"
    rf"|\b(tout|tous|toutes|l ensemble)\b( \w+){{0,4}} (est|sont|a ete|ont ete) {_ALREADY}{_SAVED}\b|^(oui |ok )?tout {_SAVED}\b"
    rf"|\b(messages|documents)\b.*\b{_SAVED}\b.*\bdossiers\b.*\b{_SAVED}\b"
)


def saved(text: str) -> bool | None:
    """
    Say whether an answer states that everything useful was saved: yes, not yet, or None when it states neither.

    « Ok », « d’accord », « allez-y » acknowledge a reminder: they do not state that it was heeded.
    """
    folded = fold(text)
    if "?" in text:
        return None
    if re.search(_NOTHING_THERE, folded):
        return True
    if re.search(_NOT_YET, folded) or means_no(text):
        return False
    plain_yes = means_yes(text) and re.search(r"^(oui|ouais)\b|\bconfirme", folded) is not None
    return True if plain_yes or re.search(_DONE, folded) else None


def answers(asked: Asked, text: str) -> bool:
    """
    Say whether a sentence answers what was asked by its wording alone, whatever else it may seem to be about.

    A bare no is left out: « non, je veux parler à quelqu'un » says more than no.
    """
    if choice_in(text) is Choice.EDIT_BOX:
        return True
    said = saved(text)
    stated = said is True or (said is False and re.search(_NOT_YET, fold(text)) is not None)
    return (stated and asked is not Asked.BOX) or (asked is Asked.CONFIRMED and confirms(text))
