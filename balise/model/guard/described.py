"""Patients told without a name the others know: by initials, the head of a record, or who they are to the one who writes."""

from __future__ import annotations

import re

from balise.model.french.names import NOT_NAMES
from balise.model.french.sentence import Sentence
from balise.model.guard.context import PATIENT
from balise.model.guard.words import NO_PERSON, TRADES

_INITIALS = re.compile(
    rf"\b{PATIENT} ?[,(:]? ?(?:dont les |ayant pour )?(?:initiales? ?:? ?)?[a-z]\. ?[a-z]\.(?!\w)|\binitiales? ?:? ?(?!(?:et"
    r"|ou|de|du|la|le|un|en|ne|je|tu|il|on|sa|se|si|ma|me|ce|ca|au|a|y) ?\b)[a-z]\.? ?[a-z]\b"
)
# The head of a record: « Nom : … / Prénom : … / Motif : … ».
_HEADED = re.compile(
    r"\bnom ?: ?[\w'-]{2,25}[ ,/;|\n-]{1,3}prenom ?: ?[\w'-]{2,25}[^.!?]{0,40}\b(?:motif|sexe|ddn|dn|naiss\w*|ipp|age|chambre"
    r"|service) ?:"
)
# A colleague too: « le Dr Weber est lui-même mon patient ».
_ALSO_PATIENT = re.compile(
    r"\b(?:(?:est|etait) (?:(?:lui|elle)[- ]meme |aussi |egalement |par ailleurs ){1,2}(?:un de mes |une de mes |mon |ma "
    rf"|notre )?|devenue? (?:un de mes |une de mes |mon |ma |notre )){PATIENT}s?\b(?! que\b)"
)
_COLLEAGUE = re.compile(rf"\b(?:dr|docteur|docteure|pr|professeur|{TRADES})\b[^.!?\n;]{{0,40}}$")
# « Quand je tape PRUVOST…, c'est une dame que j'ai en rééducation ».
_WHO_IT_IS = re.compile(
    rf"\bc(?:'est|est| est|) (?:une?|la|le|cette?) (?:[\w-]{2, 12} )?(?:{PATIENT}|dame|monsieur|homme|femme|enfant|gamine?"
    r"|garcon|fille|bebe|papi|mamie|jeune)(?: [\w'-]{2,12})?,? (?:que (?:je|j'|nous|on) ?(?:ai|avons|a|suis|suit|suivons"
    r"|vois|voit|soigne|visite)\b(?! (?:pas|en reunion|en cours|au conseil|eue?|appelee?|rencontree?|contactee?|croisee?"
    r"|connue?|jointe?)\b)|dont je\b)"
)
# A word with its capital, within a sentence.
_SHOWN = re.compile(r"(?<=[a-z,:] )[A-Z][A-Za-z'-]{3,}(?![\w@]|\.\w)|(?<=[a-z,:] \")[A-Z][A-Za-z'-]{3,}")
# « Ma patiente JD », « LB, 56 ans ».
_CAPITALS = re.compile(
    r"\b(?:[Mm]a|[Mm]on|[Nn]otre) [Pp]atiente? (?!PA\b)[A-Z]{2}\b(?!')|(?<![\w.'/-])(?<!suis )(?!(?:MG|SF|MK|PH|MT|DR"
    r"|PR)\b)[A-Z]{2},? \(?\d{1,3} ?ans\b(?! (?:d'|de ))"
)
_FAR = 130


def is_described(sentence: Sentence) -> bool:
    """Say whether a legible text tells of one patient so."""
    plain = sentence.plain
    if _HEADED.search(plain) or _INITIALS.search(plain):
        return True
    if any(_COLLEAGUE.search(plain, max(0, also.start() - 70), also.start()) for also in _ALSO_PATIENT.finditer(plain)):
        return True
    if not sentence.cased:
        return False
    if _CAPITALS.search(sentence.text):
        return True
    told = _WHO_IT_IS.search(plain)
    if told is None:
        return False
    shown = _SHOWN.finditer(sentence.text, max(1, told.start() - _FAR), told.start())
    return any(found[0].lower() not in NO_PERSON | NOT_NAMES for found in shown)
