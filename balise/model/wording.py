"""Reading what people type: folding, yes and no, numbers. Pure functions on French text."""

from __future__ import annotations

import re
import unicodedata

from balise.model.letter import visible

_YES = (
    r"oui|ouais|ok|okay|d ?accord|dac|(c est )?(bon|ca|correct|exact|parfait)|exactement|je confirme|confirme[rz]?"
    r"|vas y|allez y|envoyez?|continue[rz]?|tres bien|valide[rz]?|je valide|bien sur|volontiers|yes|go|absolument"
    r"|tout a fait|ca marche|je suis d accord|je veux bien|avec plaisir"
)
_NO = (
    r"non|nan|no|pas du tout|surtout pas|pas maintenant|je ne (veux|souhaite) pas|je veux pas|jamais|negatif"
    r"|c est faux|(ce n|c) est pas (ca|bon|correct|la bonne)|n envo(yez|ie|ies) (pas|rien)|ne l envo(yez|ie|ies) pas"
)
POLITE = r"merci|beaucoup|svp|stp|s il (vous|te) plait|pour moi"


_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks that show nothing, and the variation selectors in which a whole text can hide."""


def readable(text: str) -> str:
    """
    Return what somebody typed without what nobody sees: what is read by people and by machines is then the same.

    Zero-width, bidirectional, tag and other characters without a shape; of an emoji made of several, its parts stay.

    >>> readable("ad\u200bmin\u202e \U000e0041ok")
    'admin ok'
    """
    return _BLANK.sub("", visible(text))


def is_whole(text: str) -> bool:
    """Say whether it has no half of a character (a lone surrogate), which JSON can spell and nothing can keep."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fold(text: str) -> str:
    """
    Return the text without accents, case, punctuation or repeated spaces.

    >>> fold("L’ancienne,  s’il vous plaît !")
    'l ancienne s il vous plait'
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9@]+", " ", bare.lower()).strip()


def means_yes(text: str) -> bool:
    """Say whether the whole message is an agreement."""
    folded = fold(text)
    thumb_alone = "👍" in text and re.fullmatch(rf"(({POLITE}) ?)*", folded) is not None
    return thumb_alone or re.fullmatch(rf"({_YES})( ({_YES}|{POLITE}))*", folded) is not None


def means_no(text: str) -> bool:
    """Say whether the message is, or begins with, a refusal."""
    return "👎" in text or re.match(rf"({_NO})\b", fold(text)) is not None


_ORDINALS = {
    "premier": 1,
    "premiere": 1,
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
    "sixieme": 6,
}
_CARDINALS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}


_TH = r"(?:e|er|ere|eme|nde?)(?: (?:bal|boite|adresse))?"
_BEFORE_NUMBER = r"(?:la|le|l|n|no|numero|option|choix|c est|bal|boite|adresse|redirig\w+|plutot|vers)"


def rank_in(text: str, count: int) -> int | None:
    """
    Return the 1-based position a message designates in a list of `count` things, or None.

    Understands « 2 », « la 2 », « n° 2 », « redirigez vers la 2 », « la 2e boîte », « la deuxième », « la dernière ».
    """
    folded = fold(text)
    rank: int | None = None
    if match := re.fullmatch(rf"(?:{_BEFORE_NUMBER} )*(\d{{1,2}})(?:{_TH})?(?: (?:{POLITE}))*", folded):
        rank = int(match[1])
    elif match := re.fullmatch(rf"(?:{_BEFORE_NUMBER} )*(" + "|".join(_CARDINALS) + ")", folded):
        rank = _CARDINALS[match[1]]
    elif match := re.search(r"\b(?:la|le|l) ?(" + "|".join(_ORDINALS) + r")\b", folded):
        rank = _ORDINALS[match[1]]
    elif re.search(r"\b(la|le) derniere?\b", folded):
        rank = count
    return rank if rank is not None and 1 <= rank <= count else None


_OWN = r"\b(mes|ma|mon|moi|j|je|m|miens?|miennes?|nos|notre|nous)\b"
_THEIRS = r"\b(confrere|consoeur|collegue|correspondant|specialiste|docteur|dr|service|hopital d|son|sa|leur)\b"


def speaks_of(text: str) -> str:
    """Say whose address a message is about: `own`, `other`, or `unclear`."""
    folded = fold(text)
    if re.search(_THEIRS, folded):
        return "other"
    return "own" if re.search(_OWN, folded) else "unclear"
