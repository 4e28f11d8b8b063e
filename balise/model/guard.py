"""Refusing what must not enter: a first guard against social security numbers (NIR)."""

from __future__ import annotations

import re

_SEPARATOR = r"[\s./_\-–]{0,2}"
_NIR = re.compile(
    r"(?<!\d)"
    + _SEPARATOR.join(
        [
            r"[123478]",  # sex
            r"\d{2}",  # year of birth
            r"(?:0[1-9]|1[0-2]|[2-9]\d)",  # month, or a substitute when unknown
            r"(?:2[ABab]|\d{2})",  # department
            r"\d{3}",  # town
            r"\d{3}",  # order
        ]
    )
    + rf"(?:{_SEPARATOR}\d{{2}})?(?!\d)"
)


def holds_nir(text: str) -> bool:
    """
    Say whether a text holds something that looks like a NIR, with or without its key, spaced or not.

    An RPPS (11 digits), an IDNPS (12) and a phone number are shorter and pass. The key is not checked: a
    mistyped NIR is still one person's number.
    """
    return _NIR.search(text) is not None
