"""Cuts a message into the clauses that may each ask for something. Pure, on the original text."""

import re

_BREAK = re.compile(
    r"[.!?;\n…]+\s+"
    r"|,?\s+(?:et\s+puis|et\s+aussi|et\s+en\s+plus|par\s+ailleurs|autre\s+question|autre\s+chose|ensuite|puis|et)\b[\s,:]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_COMPARED = re.compile(r"\b(?:entre|diff[ée]rences?)\b", re.IGNORECASE)
_DECLINED = re.compile(
    r"\b(?:veu[xt]|voulons|souhaite|voudrais|cherche)\b.{0,12}\bpas\b|^\W*(?:pas|non|sans|plut[oô]t que)\b", re.IGNORECASE
)
# What a clause that asks for something says, whatever it asks for.
_WISH = re.compile(
    r"\b(?:je (?:veux|voudrais|souhaite|dois|peux|cherche|ne (?:peux|sais|reçois|veux)|n'arrive)|jveux|jvoudrais|j'aimerais"
    r"|j'ai besoin|on (?:veut|voudrait|souhaite|peut)|il (?:me )?(?:faut|faudrait)|comment|cmt|combien|qui|quel(?:le)?s?"
    r"|laquelle|lequel|où|est-ce|peut-on|peux-tu|pouvez|merci de|faut-il|qu'est|c'est quoi|pourquoi"
    r"|(?:donn|aid|dépubli|supprim|retir|envoy|annul|trouv|ajout)e[rz]?|mettre|prévenir)\b|\?",
    re.IGNORECASE,
)

SHORTEST = 3
"""Words a clause must have to be worth reading on its own."""

MOST = 3

LONGEST = 35
"""Words over which a message is a story: its clauses are not read, which would take as long again as the message."""


def clauses(text: str) -> list[str]:
    """
    Return the clauses of a message that could each be a request, in order.

    None when there is only one, or when nothing is asked for: what happened, told in several sentences, is one need.
    """
    if len(_WORD.findall(text)) > LONGEST or _COMPARED.search(text):
        return []
    found = [
        piece.strip() for piece in _BREAK.split(text) if len(_WORD.findall(piece)) >= SHORTEST and not _DECLINED.search(piece)
    ]
    return found[:MOST] if len(found) > 1 and _WISH.search(text) else []
