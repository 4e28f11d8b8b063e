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
    r"\b(?:ne(?:\(e\))?(?: (?:a|au) [\w-]{2,20})?|(?:nees?|nes|ne hier,?"
    r"|ne ce matin,?)(?: (?!le\b)[\w'-]{1,20}){0,3})(?: (?:le|un|ce))?(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi"
    rf"|dimanche))? ?:? ?{_DATE}"
)
_SPELT_YEAR = (
    r"(?:(?:mille neuf cents?|dix[- ]neuf cents?|deux mille) ?)?(?:vingt|trente|quarante|cinquante|soixante"
    r"|quatre[- ]vingts?)(?:[- ](?:et[- ])?\w{2,8}){0,2}|mille neuf cents? |deux mille\b"
)
_BORN_YEAR = re.compile(
    rf"\b(?:nee?s? (?:en|vers)|(?:annee de )?naissance ?:?) (?:{_MONTH} )?(?:(?:(?:19|20)\d{{2}}|[2-9]\d)\b|{_SPELT_YEAR})"
)
_BIRTH_DAY = re.compile(
    r"\b(?:ddn|d\.d\.n\.?|dn|dob|dat\w* (?:de )?nais\w*\.?|naissance"
    rf"|anniversaire)(?: [\w']{{1,8}}){{0,4}} ?[:=(,]? ?(?:le )?{_DATE}"
)
_PAST = r"(?:19\d\d|200\d|201\d|202[01])"
_PAST_DAY = (
    rf"(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?(?:{_PAST}\b|[3-9]\d\b(?! ?\d))|{_PAST}[-/.](?:0\d|1[0-2])[-/.]\d\d\b"
    rf"|(?:\d{{1,2}}(?:er)?|{_SPELT}) {_MONTH}\.? (?:{_PAST}|[3-9]\d)\b|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19"
    r"|20)?\d\d\b)"
)
_AFTER_NAME = re.compile(
    r" ?\((?:19\d\d|200\d|201[0-6])\)| ?\((?:ne |nee )?(?:le )?(?:\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?20\d\d"
    rf"|\d{{1,2}}(?:er)? {_MONTH}\.? 20\d\d) ?\)|[ ,(:]{{1,3}}(?:(?:du|le) )?{_PAST_DAY}|[ ,(]{{1,3}}(?:qui |il |elle |celui "
    rf"|celle )?(?:est |etait )?(?:du|de|d') ?(?:{_PAST_DAY}|19\d\d\b|[2-9]\d(?= ?(?:$|[,.;!?)\n]| et\b| ou\b)))"
)
_BEFORE_NAME = re.compile(rf"(?<!\ble )(?<!\bdu )(?<!\bau )(?<!\ben )(?<!\bdes )(?<!puis )(?<![\w/.-]){_PAST_DAY} ?[,:;)-]? ?$")
_BORN_AFTER_NAME = re.compile(
    rf"[ ,(:\-]{{1,3}}(?:(?:qui|il|elle|est|etait|c'est|{PATIENT}|\d{{1,3}} (?:ans|mois|semaines"
    r"|jours))[ ,]{1,2}){0,4}(?:nee?|ne\(e\)) (?:(?:le|un|ce)(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi"
    rf"|dimanche))? (?:\d{{1,2}}(?:er)?|{_SPELT}) (?:{_MONTH}|\d)|le (?:jour|soir|lendemain|veille) de|(?:hier|avant[- ]hier"
    rf"|ce matin|cette nuit|aujourd'hui)\b|{_DATE})"
)
_OF_PATIENT = re.compile(
    rf"\b{PATIENT}(?: (?:est|etait|qui est))? nee? (?:le|un|vers)\b|\b{PATIENT}(?: (?!depuis|au|jusqu|absente?|vue?"
    rf"|revue?)[\w'-]{{1,15}}){{0,2}}[ ,(]{{1,3}}(?:du |de |le )?{_PAST_DAY}|\b(?:aura|a eu|a|fete\w*) \d{{1,3}} ans (?:le|ce"
    rf"|depuis le) \d{{1,2}}|\b(?:il|elle|l'une?|l'autre|dame|monsieur|enfant|{PATIENT}) est (?:du|de) (?:{_PAST_DAY}"
    rf"|19\d\d\b|[2-9]\d(?= ?(?:$|[,.;!?\n]))|\d{{1,2}} {_MONTH}\.? [3-9]\d\b)|\b(?:nouveau[- ]nee?|bebe|nourrisson|jumeaux"
    rf"|jumelles) (?:du|de|le) {_DATE}"
)
# A day long past that nothing brings, beside a medical word: « CR scanner / DURAND / 17-03-1955 ».
_LONE_DAY = re.compile(
    r"(?<![\d./-])(?<!\ble )(?<!\bdu )(?<!\bau )(?<!\ben )(?<!puis )(?<!avant )\d{1,2}[./-]\d{1,2}[./-](?:19\d\d|200\d"
    r"|201[0-2])(?![\d/-])|(?<![\d./-])(?<![\d./-] )(?:0[1-9]|[12]\d|3[01]) (?:0\d|1[0-2]) (?:19\d\d|200\d)\b(?! ?\d)"
    r"|(?<![\d./-])(?<!\ble )(?<!\bdu )(?<!\bau )19\d\d[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])(?!\d|[/.-]\d)"
)
_HERS = re.compile(
    rf"\b(?:il|elle|qui|{PATIENT}|dame|monsieur|enfant|bebe|fille|fils|garcon|jumeaux|jumelles|sexe)\b[^.!?\n]{{0,50}}$"
)
_THEN_HERS = re.compile(r"[^.!?\n]{0,40}\b(?:elle|il|son|sa|ses)\b")
MAY_BE_BIRTH = re.compile(r"\d|\bnee?s?\b|naissance")
_BORN_PATIENT = re.compile(rf"[^.!?\n]{{0,60}}\best (?:mon|ma|une?|notre) {PATIENT}\b")
_A_PATIENT = re.compile(rf"\b{PATIENT}\b")
_OF_A_TRADE = re.compile(rf"\b{TRADES}\b(?! (?:pour|pr|concernant|au sujet) )[^.!?\n]{{0,40}}$")
_THING_BORN = re.compile(
    r"\b(?:bal|boite|messagerie|mssante|service|cpts|entreprise|cabinet|centre|projet|association|reseau)\b[^.!?\n]{0,12}$"
)
_OWN_BIRTH = re.compile(
    r"\b(?:mon fils|ma fille|notre (?:fils|fille|enfant|bebe)|mon bebe|mon enfant|mes enfants|je m'appelle|mon nom|moi c'est"
    r"|je suis|ma date de|ma ddn|moi,? (?:je|ne)|je ne suis|mon anniversaire)\b[^.!?\n]{0,30}$"
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


def precedes_name(plain: str, start: int) -> bool:
    """Say whether a day long past stands alone before a name that begins at a place."""
    return _BEFORE_NAME.search(plain, max(0, start - 40), start) is not None


def follows_name(plain: str, end: int) -> bool:
    """Say whether the name that ends at a place is followed by a day long past, or by when its bearer was born."""
    return bool(_AFTER_NAME.match(plain, end) or _BORN_AFTER_NAME.match(plain, end))


def _births(plain: str) -> Iterator[int]:
    for pattern in (_BORN_DAY, _BORN_YEAR):
        yield from (found.start() for found in pattern.finditer(plain) if _is_theirs(plain, found.start()))


def _is_told(plain: str, place: int) -> bool:
    """Say whether a birth has its day, or, a year alone, is told of somebody."""
    if _A_PATIENT.search(plain) or _BORN_DAY.match(plain, place):
        return True
    return bool(_HERS.search(plain, max(0, place - 60), place) or _THEN_HERS.match(plain, place))


def _is_theirs(plain: str, place: int) -> bool:
    """Say whether a birth is neither that of who speaks nor a colleague's."""
    if _BORN_PATIENT.match(plain, place):
        return True
    nearby = ((_THING_BORN, 30), (_OWN_BIRTH, 60), (_OF_A_TRADE, 70))
    return not any(pattern.search(plain, max(0, place - far), place) for pattern, far in nearby)
