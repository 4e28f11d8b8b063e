"""The request to a person, field by field."""

from __future__ import annotations

import re
from enum import StrEnum

from balise.model.designation import find_address
from balise.model.wording import fold, means_no, means_yes


class Asked(StrEnum):
    """The fields, in the order they are asked."""

    NEED = "ticket_need"
    CONTACT = "ticket_contact"
    CONFIRMED = "ticket_confirmed"


HERE = "-"
"""The value of `contact` once the person has chosen to leave none."""

_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)33[ .\-]?(?:\(0\))?|0)[ .\-]?[1-9](?:[ .\-]?\d{2}){4}(?!\d)")


def says_something(text: str) -> bool:
    """Say whether a sentence may be a need: more than a yes, a no, or signs."""
    words = fold(text).split()
    refusal = means_no(text) and len(words) <= 2
    return any(len(word) > 2 for word in words) and not refusal and not means_yes(text)


def contact_in(text: str) -> str | None:
    """Return the e-mail address or French phone number in a sentence, `HERE` for a refusal, or None."""
    if address := find_address(text):
        return address
    if phone := _PHONE.search(text):
        return phone[0]
    refuses = means_no(text) or re.search(r"\b(passer|ici|aucun|sans|pas de contact)\b", fold(text))
    return HERE if refuses else None


def edit_in(text: str) -> Asked | None:
    """Return the field a sentence asks to change, or None."""
    folded = fold(text)
    if not re.search(r"\b(modifi\w*|chang\w*|corrig\w*)\b", folded):
        return None
    if re.search(r"\b(contact|mail|telephone|numero|adresse|joindre)\b", folded):
        return Asked.CONTACT
    return Asked.NEED
