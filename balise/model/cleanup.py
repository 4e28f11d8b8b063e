"""
The guided cleanup of a full box: three steps, then how it went.

Sheet « Entretenir ses BAL », in its order. Balise sees nothing of the box: a step is done when the person says so.
"""

from __future__ import annotations

import re
from enum import StrEnum

from balise.model.procedure import Procedure
from balise.model.wording import POLITE, fold, means_no, means_yes


class Asked(StrEnum):
    """What is asked: each step in turn, then whether the box receives again."""

    STEP = "cleanup_step"
    OUTCOME = "cleanup_outcome"


class Step(StrEnum):
    """The steps, in the sheet's order; each is a field of the draft."""

    BIN = "bin"
    OLD = "old"
    ATTACHMENTS = "attachments"


class Answer(StrEnum):
    """What a sentence says of a step (`DONE`, `SKIPPED`, `CANNOT`), or of the box in the end (`RECEIVES`, `FULL`)."""

    DONE = "done"
    SKIPPED = "skipped"
    CANNOT = "cannot"
    RECEIVES = "receives"
    FULL = "full"


_FILLER = rf"(?:oui|ok|voila|alors|bon|ben|{POLITE})"
_CANNOT = (
    r"\b((j )?y arrive pas|n arrive pas a|(je )?(ne )?(sais|peux|trouve|vois|comprends) pas|impossible"
    r"|(ca )?(ne )?(marche|fonctionne) pas|bloquee?)\b"
)
_SKIPS = (
    r"(?:(?:je |j )?(?:passe[rz]?|saute[rz]?|ignore[rz]?)(?: (?:l |cette |celle la|a la |a l )?(?:etape|suivante)?)*"
    r"|plus tard|(?:etape )?suivante?)"
)
_DONE = (
    r"(?:(?:c est )?(?:deja )?(?:fait|fini|termine|regle|vide)e?"
    r"|(?:je l ai |j ai )(?:tout )?(?:deja )?(?:fait|fini|vide|trie|supprime|termine)e?(?: .{1,40})?"
    r"|(?:la )?corbeille (?:est )?videe?)"
)
_RECEIVES = r"\b(recoit?s?|remarche|marche|refonctionne|fonctionne)\b"
_FULL = r"\b(toujours|encore) (pleine|saturee|bloquee|rien|pas)\b|\b(pas|plus|rien)\b"


def next_step(draft: Procedure) -> Step | None:
    """Return the first step that is neither done nor skipped, or None."""
    return next((step for step in Step if not draft.detail(step)), None)


def done(draft: Procedure) -> tuple[Step, ...]:
    """Return the steps that the person has said they have done."""
    return tuple(step for step in Step if draft.detail(step) == Answer.DONE)


def skipped(draft: Procedure) -> tuple[Step, ...]:
    """Return the steps that were skipped."""
    return tuple(step for step in Step if draft.detail(step) == Answer.SKIPPED)


def answer_in(asked: Asked, text: str) -> Answer | None:
    """Return what a sentence answers, None when it answers nothing."""
    return _of_step(text) if asked is Asked.STEP else _of_outcome(text)


def _of_step(text: str) -> Answer | None:
    folded = fold(text)
    if "?" in text:
        return None
    if re.search(_CANNOT, folded):
        return Answer.CANNOT
    if _whole(_SKIPS, folded):
        return Answer.SKIPPED
    return Answer.DONE if _whole(_DONE, folded) or means_yes(text) else None


def _of_outcome(text: str) -> Answer | None:
    folded = fold(text)
    if "?" in text:
        return None
    if means_no(text) or re.search(_FULL, folded):
        return Answer.FULL
    return Answer.RECEIVES if means_yes(text) or re.search(_RECEIVES, folded) else None


def _whole(pattern: str, folded: str) -> bool:
    return re.fullmatch(rf"(?:{_FILLER} )*{pattern}(?: {_FILLER})*", folded) is not None
