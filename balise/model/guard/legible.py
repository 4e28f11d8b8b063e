"""A text as a reader sees it: the tricks of Unicode undone, so that what hides nothing from the eye hides nothing here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALIKE = {
    **dict.fromkeys("’‘ʼ′`´", "'"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("−⁃", "-"),
    **dict.fromkeys("·•∙⋅。․‧", "."),
    **dict.fromkeys("⁄∕╱", "/"),
    **dict.fromkeys("∶ː", ":"),
    **dict.fromkeys("｜¦│", "|"),
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "–": "-",
    # Letters of other alphabets that are drawn like ours.
    **dict(zip("асеіјорѕхуАВСЕНІЈКМОРЅТХУοΑΒΕΗΙΚΜΝΟΡΤΥΧ", "aceijopsxyABCEHIJKMOPSTXYoABEHIKMNOPTYX", strict=True)),
}
_STRANGE = re.compile(r"[^\x20-\x7e\n\t\r]")
_BLANKS = re.compile(r"\s+")


def legible(text: str) -> str:
    """
    Return a text without accents or signs one cannot see, its digits and punctuation plain, each run of blanks one.

    Case stays; a run of blanks that breaks a line is a line break.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return _BLANKS.sub(lambda blank: "\n" if "\n" in blank[0] else " ", _STRANGE.sub(lambda sign: _plain(sign[0]), text))


@lru_cache(4096)
def _plain(sign: str) -> str:
    if sign in _ALIKE:
        return _ALIKE[sign]
    match unicodedata.category(sign):
        case "Mn" | "Me" | "Cf" | "Cc" | "Cn":
            return "\n" if sign in "\v\f\x85" else ""
        case "Nd":
            return str(unicodedata.decimal(sign))
        case "Pd":
            return "-"
        case "Zl" | "Zp":
            return "\n"
        case "Zs":
            return " "
    return sign
