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


_ASKS_FOR_SOMEBODY = frozenset(
    "je j veux voudrais voulais souhaite souhaiterais aimerais prefere prefererais peux pouvez pourriez peut pourrait possible on"
    " me m moi mettre mettez relation contact quelqu personne humain humaine conseiller conseillere agent technicien support"
    " service client technique assistance mssante parler discuter echanger avoir etre rappele rappelee rappeler rappelez rappelle"
    " rappel appeler appelle appelez contacter contactez joindre telephone telephoner ecrire svp vous plait merci bonjour bonsoir"
    " bien finalement plutot besoin aide aider demande demander vrai vraie directement maintenant vite une que qui est des"
    " les pas plus pour avec dans sur mon mes sujet propos concernant souci probleme question donc coup voila bref".split()
)
_TELLING = 3


def tells_need(text: str) -> bool:
    """Say whether a sentence that asks for a person already tells what for."""
    words = {word for word in fold(text).split() if len(word) > 2}
    return len(words - _ASKS_FOR_SOMEBODY) >= _TELLING


def reached_at(text: str) -> str:
    """Return the e-mail address and the French phone number in a sentence, both when it holds both; empty when it holds none."""
    phone = _PHONE.search(text)
    return ", ".join(filter(None, (find_address(text), phone and phone[0])))


def contact_in(text: str) -> str | None:
    """Return how a sentence says that somebody can be reached, `HERE` for a refusal, or None."""
    if reached := reached_at(text):
        return reached
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
