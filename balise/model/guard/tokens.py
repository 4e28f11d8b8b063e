"""Secrets that programs make: keys, tokens, links that open an account, words that give one back."""

from __future__ import annotations

import re

_KEY = re.compile(
    r"\beyj[\w-]{10,}|\bakia[a-z\d]{12}|\bgh[a-z]_\w{16}|[_-](?:live|test|prod|sandbox|pat|key)[_-](?=[\w-]{0,40}\d)[\w-]{8,}"
    r"|\b(?:bearer|basic|token|jeton|api[ _-]?key|cle (?:d')?api|secret)[ :=\"']{1,4}(?=[^\s\"]*\d)[\w.+/=-]{12,}"
    r"|begin (?:rsa |ec |openssh |encrypted )?private key"
)
# « La clé d'API, j'ai celle-ci : … ».
_SHOWN = re.compile(
    r"\b(?:cle (?:d')?api|api[ _-]?key|token|jeton|webhook|client[ _-]?secret)\b(?![^\n]{0,60}\b(?:erreur|ticket|ref\w*"
    r"|demande|trace"
    r"|message)\b)[^\n]{0,60}?[ :='\"](?=[^\s\"]{0,40}\d)(?=[^\s\"]{0,40}[a-z])(?![^\s\"]{0,80}[@/])[\w.+=-]{12,}"
)
_CALLED = ("api", "token", "jeton", "webhook", "client")
_LINK = re.compile(
    r"://[^\s/:@]{1,40}:[^\s/@]{3,40}@|://[^\s?]{1,80}/(?:reset|login|activ|auth|magic|invit|verif"
    r"|confirm)[\w-]{0,20}/(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[a-z])[\w-]{12,}|[?&](?:access_)?(?:token|key|cle|ticket|otp|jwt"
    r"|sig|code)=(?=[\w.%-]{0,40}\d)(?=[\w.%-]{0,40}[a-z])[\w.%-]{10,}"
)
_SET = re.compile(
    r"(?:sessi?on_?id|secret|_(?:pass|password|pwd|token|key)) ?[=:] ?(?=[^\s\"]{0,40}\d)[^\s\"]{6,}| -u [^\s:]{2,40}:[^\s:]{4}"
)
# The words that give an account back: « douze mots : cerise tambour lagune … ».
_WORDS = re.compile(
    r"\b(?:(?:\d{1,2}|huit|dix|douze|quinze|seize|vingt|quatre|mes|ces|les|des) mots(?! de passe| cles?)|phrase (?:secrete"
    r"|de (?:passe|secours|recuperation)))\b[^.!?\n:]{0,40}: ?\"?(?:(?!(?:pas|les|des|une|est|que|qui|mon|mes|sur|dans|pour"
    r"|avec|plus)\b)[a-z]{3,12}[ ,-]{1,2}){5,24}[a-z]{3,12}"
)


def token_in(plain: str) -> bool:
    """Say whether such a secret stands in a legible text, in lower case."""
    if ("mots" in plain or "phrase" in plain) and _WORDS.search(plain):
        return True
    if _KEY.search(plain) or ("://" in plain and _LINK.search(plain)):
        return True
    if any(word in plain for word in _CALLED) and _SHOWN.search(plain):
        return True
    return (":" in plain or "=" in plain) and _SET.search(plain) is not None
