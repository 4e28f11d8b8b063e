"""Birth dates: whose they are, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.guard.context import PATIENT
from balise.model.guard.words import TRADES

_DAY = r"(?:\d{1,2} ?[./\- ] ?\d{1,2} ?[./\- ] ?(?:19|20)?\d{2}\b|(?:0?[1-9]|[12]\d|3[01])(?:0\d|1[0-2])(?:19|20)?\d{2}\b)"
_SPELT = (
    r"(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[ -](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze"
    r"|seize|vingt(?:[ -](?:et[ -]un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[ -]et[ -]un)?)"
)
_MONTH = r"(?:janv\w*|fevr?\w*|mars|avr\w*|mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*)"
_ISO = r"(?:(?:19|20)\d\d[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])\b)"
_DATE = rf"(?:{_ISO}|{_DAY}|(?:\d{{1,2}}(?:er)?|{_SPELT}) {_MONTH}\.? (?:(?:19|20)?\d{{2}}\b|mille|deux mille))"
_BORN_DAY = re.compile(
    rf"\b(?:ne(?:\(e\))?(?: (?:a|au) [\w-]{{2,20}})?|(?:nees?|nes|ne hier,?"
    rf"|ne ce matin,?)(?: (?!le\b)[\w'-]{{1,20}}){{0,3}})(?: (?:le|un"
    rf"|ce))?(?: (?:lundi|mardi"
    rf"|mercredi|jeudi|vendredi|samedi|dimanche))? ?:? ?{_DATE}"
)
_BORN_YEAR = re.compile(rf"\b(?:nee?s? (?:en|vers)|(?:annee de )?naissance ?:?) (?:{_MONTH} )?(?:(?:19|20)\d{{2}}|[2-9]\d)\b")
_BIRTH_DAY = re.compile(
    rf"\b(?:ddn|d\.d\.n\.?|dn|dob|dat\w* (?:de )?nais\w*\.?|naissance"
    rf"|anniversaire)(?: \w{{1,8}}){{0,4}} ?[:=(,]? ?(?:le )?{_DATE}"
)
_PAST = r"(?:19\d\d|200\d|201\d|202[01])"
_PAST_DAY = (
    rf"(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?(?:{_PAST}\b|[3-9]\d\b(?! ?\d))|{_PAST}[-/.](?:0\d|1[0-2])[-/.]\d\d\b"
    rf"|\d{{1,2}}(?:er)? {_MONTH}\.? {_PAST}\b|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d\b)"
)
_AFTER_NAME = re.compile(
    rf" ?\((?:ne |nee )?(?:le )?(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?20\d\d|\d{{1,2}}(?:er)? {_MONTH}\.? 20\d\d) ?\)"
    rf"|[ ,(:]{{1,3}}(?:(?:du|le) )?{_PAST_DAY}|[ ,(]{{1,3}}(?:qui |il |elle )?(?:est |etait )?(?:du|de|d') ?(?:{_PAST_DAY}"
    rf"|19\d\d\b)"
)
_OF_PATIENT = re.compile(
    rf"\b{PATIENT}(?: (?!depuis|au|jusqu|absente?|vue?|revue?)[\w'-]{{1,15}}){{0,2}}[ ,(]{{1,3}}(?:du |de |le )?{_PAST_DAY}"
    rf"|\b(?:aura|a eu|a|fete\w*) \d{{1,3}} ans (?:le|ce) \d{{1,2}}|\b(?:il|elle|l'une?|l'autre) est (?:du|de) (?:{_PAST_DAY}"
    rf"|19[0-9]\d\b)"
)
# A day long past that nothing brings, beside a medical word: « CR scanner / DURAND / 17-03-1955 ».
_LONE_DAY = re.compile(
    r"(?<![\d./-])(?<!\ble )(?<!\bdu )(?<!\bau )(?<!\ben )(?<!puis )(?<!avant )\d{1,2}[./-]\d{1,2}[./-](?:19\d\d|200\d"
    r"|201[0-2])(?![\d/-])|(?<![\d./-])(?<![\d./-] )(?:0[1-9]|[12]\d|3[01]) (?:0\d|1[0-2]) (?:19\d\d|200\d)\b(?! ?\d)"
)
_HERS = re.compile(
    rf"\b(?:il|elle|qui|{PATIENT}|dame|monsieur|enfant|bebe|fille|fils|garcon|jumeaux|jumelles|sexe)\b[^.!?\n]{{0,50}}$"
)
MAY_BE_BIRTH = re.compile(r"\d|\bnee?s?\b")
_BORN_PATIENT = re.compile(rf"[^.!?\n]{{0,60}}\best (?:mon|ma|une?|notre) {PATIENT}\b")
_A_PATIENT = re.compile(rf"\b{PATIENT}\b")
_OF_A_TRADE = re.compile(rf"\b{TRADES}\b[^.!?\n]{{0,40}}$")
_THING_BORN = re.compile(
    r"\b(?:bal|boite|messagerie|mssante|service|cpts|entreprise|cabinet|centre|projet|association|reseau)\b[^.!?\n]{0,12}$"
)
_OWN_BIRTH = re.compile(
    r"\b(?:mon fils|ma fille|notre (?:fils|fille|enfant|bebe)|mon bebe|mon enfant|mes enfants|je suis|ma date de|ma ddn"
    r"|moi,? (?:je|ne)|je ne suis|mon anniversaire)\b[^.!?\n]{0,30}$"
)


def birth_in(plain: str) -> bool:
    """Say whether a legible text, in lower case, gives the birth date of a patient or of nobody in particular."""
    if not MAY_BE_BIRTH.search(plain):
        return False
    if _OF_PATIENT.search(plain) or any(_is_told(plain, place) for place in _births(plain)):
        return True
    days = (found.start() for pattern in (_LONE_DAY, _BIRTH_DAY) for found in pattern.finditer(plain))
    return any(_is_theirs(plain, place) for place in days)


def is_born(plain: str) -> bool:
    """Say whether somebody is told to be born, be it a year alone, that is neither who writes nor a colleague."""
    return any(True for _ in _births(plain))


def follows_name(plain: str, end: int) -> bool:
    """Say whether a day long past follows the name that ends at a place."""
    return _AFTER_NAME.match(plain, end) is not None


def _births(plain: str) -> Iterator[int]:
    for pattern in (_BORN_DAY, _BORN_YEAR):
        yield from (found.start() for found in pattern.finditer(plain) if _is_theirs(plain, found.start()))


def _is_told(plain: str, place: int) -> bool:
    """Say whether a birth has its day, or, a year alone, is told of somebody."""
    if _A_PATIENT.search(plain) or _BORN_DAY.match(plain, place):
        return True
    return _HERS.search(plain, max(0, place - 60), place) is not None


def _is_theirs(plain: str, place: int) -> bool:
    """Say whether a birth is neither that of who speaks nor a colleague's."""
    if _BORN_PATIENT.match(plain, place):
        return True
    nearby = ((_THING_BORN, 30), (_OWN_BIRTH, 60), (_OF_A_TRADE, 70))
    return not any(pattern.search(plain, max(0, place - far), place) for pattern, far in nearby)
