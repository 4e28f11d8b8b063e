"""The words for numbers, months, days and lengths, and what only looks like them. All patterns are over folded text."""

from __future__ import annotations

import re

from balise.model.french.when.days import Length
from balise.model.french.when.line import Line

_LOW = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf"
).split()
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre vingt": 80}


def _numbers() -> dict[str, int]:
    """Return what the numbers up to 99 are called."""
    low = {name.replace("_", " "): rank for rank, name in enumerate(_LOW, 1)} | {"une": 1}
    named = dict(low) | {"quatre vingts": 80}
    for ten, value in _TENS.items():
        named[ten] = value
        for name, rank in low.items():
            if rank < 10 or value >= 60:
                named |= {f"{ten} {name}": value + rank, f"{ten} et {name}": value + rank}
    return named


def _one_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBERS = _numbers()
_DAY_NAMES = _one_of({name: rank for name, rank in _NUMBERS.items() if 1 < rank <= 31})
NUMBER = rf"(?:\d{{1,3}}|{_one_of(_NUMBERS)})"
FIGURES = r"(?:0?[1-9]|[1-9]\d)"
DAY = rf"(?:1 ?(?:i?er|e)|{FIGURES}|premier|{_DAY_NAMES})"

_SHORT_SEPTEMBER = r"sept\.|sep\.?|(?:(?<=\d)|(?<=\d )|(?<=en )|(?<=fin )|(?<=debut )|(?<=mi ))sept"
MONTH = (
    r"(?:janvier|janv?\.?|fevrier|fevr?\.?|mars|avril|avr\.?|mai|juin|juillet|juilet|juill?\.?|aout|aou\."
    rf"|septembre|setembre|{_SHORT_SEPTEMBER}|octobre|oct\.?|novembre|nov\.?|decembre|dec\.?)"
)
_MONTH_BEGINNINGS = ("jan", "fev", "mar", "av", "mai", "juin", "jui", "ao", "se", "oc", "no", "de")
YEAR = r"(?:19|20)\d\d"

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})"
SHORT_WEEKDAY = r"(?:lun|mar|mer|jeu|ven|sam|dim)\.?"

UNIT = (
    r"(?:jours?|journees?|jrs?|j|semaines?|sem\.?|mois|ans?|annees?|trimestres?|semestres?"
    r"|quinzaines?(?: de jours)?(?! de )|huitaine|(?:dizaine|vingtaine|trentaine) de jours)"
)
_UNITS = (
    (r"jo?u?r|j", Length(days=1)),
    (r"sem(?!es)", Length(days=7)),
    (r"mois", Length(months=1)),
    (r"an", Length(months=12)),
    (r"trim", Length(months=3)),
    (r"semes", Length(months=6)),
    (r"quin", Length(days=15)),
    (r"huit", Length(days=8)),
    (r"diz", Length(days=10)),
    (r"vingt", Length(days=20)),
    (r"trent", Length(days=30)),
)
_HALVES = {1: Length(), 7: Length(days=4), 30: Length(days=15), 90: Length(days=45), 180: Length(3), 360: Length(6)}

FOLLOW = (
    r"(?= ?(?:$|[.,;:!?)>\ue000-\ue00f-])"
    r"| (?:au|aux|a|ao|o|jusq\w*|jusk\w*|pour|pr|pendant|pdt|durant|et|ou|inclus\w*|compris\w*|exclu\w*|matin|midi|soir|apres"
    r"|merci|svp|stp|s il|si|je|j|on|nous|il|elle|c|ce|mais|car|puis|avec|non|max\w*|seul\w*|uniquement|sans|definit\w*"
    r"|permanent|en|date|minuit|bonjour|cordialement|mon|ma|mes|par|sur|dans|puisque|de ce|du mois|prochain)(?![a-z0-9]))"
)
"""What may come after a bare number for it to be a day: nothing that could be counted."""

WALL = "\ue00f"
"""The mark of what is no date: nothing reads across it."""

_STREET = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|bld|blvd|square|quai|impasse|allees?|chemin|route|rte|faubourg|pont|esplanade|parc"
    r"|rond point|cite|quartier|villa|parvis|cours|(?<!en )(?<!sur )(?<!a la )place)"
)
_PLACE = r"(?:hopital|clinique|ecole|college|lycee|stade|station|metro|residence|caserne|centre)"
_FAMOUS = r"(?:8 mai|11 novembre|14 juillet|19 mars|4 septembre|18 juin)"
_PERSON = r"(?:patiente?|homme|femme|enfant|fille|fils|garcon|dame|monsieur|nourrisson|bebe)"
_TITLE = r"(?:dr|docteure?|pr\.|professeure?|m\.|mr|mme|mlle|monsieur|madame|maitre)\.?"
_NUMBERED = (
    r"(?:rpps|adeli|finess|siret|siren|nir|code postal|cp|bp|cs|cedex|ticket|ref|reference|dossier|version|page|etape|question"
    r"|option|choix|numero|tension|ta|salle|bureau|poste|chambre|lot|bat|batiment|appartement|appt?|etage)"
)
_NOT_BEFORE = r"(?<!le )(?<!du )(?<!au )(?<!/)"
_LOOKALIKES = (
    r"\S*@\S*|(?:https?:|www\.)\S*",
    r"(?:\+|00)\d\d ?\(?0?\)?[ .]?\d(?:[ .-]?\d\d){4}|0\d(?:[ .-]?\d\d){4}",
    r"\d{5,}|\d{1,4}(?: \d{1,4}){3,}|\d+(?:\.\d+){3,}",
    rf"{_NUMBERED}(?: ?:| n| no| est| numero|s)* ?\d[\d ./-]*",
    rf"(?<!au )(?<!en ){_STREET}(?: (?:du|des|de))? {DAY} {MONTH}(?: (?:{YEAR}|\d\d))?",
    rf"{_PLACE} du {_FAMOUS}(?: (?:{YEAR}|\d\d))?(?! (?:au|a|jusq\w*) )",
    rf"{_PERSON},?(?: agee?)? de {NUMBER} ans|(?:{_PERSON}|il|elle|qui|j)? ?(?:agee? de|age de|a l age de|ai|aura) {NUMBER} ans",
    rf"(?:{_PERSON}|il|elle|qui) a {NUMBER} ans",
    rf"(?:nee?|naissance|ddn)[ :]*(?:le )?(?:(?:\d{{1,2}}[ ./-]{{1,3}}){{2}}|{DAY} {MONTH} )(?:{YEAR}|\d\d)",
    rf"{NUMBER} ?(?:{UNIT}|{WEEKDAY})(?: sur {NUMBER}|(?: ?/ ?| par ){UNIT})",
    rf"(?:chaque|tous les|toutes les) (?:{NUMBER} )?(?:{UNIT}|{WEEKDAY}s?)|par {UNIT}|(?:{WEEKDAY})s",
    rf"{NUMBER} derni\w+ {UNIT}|{NUMBER} {UNIT} (?:avant|apres|plus (?:tard|tot))",
    rf"{_NOT_BEFORE}(?:24 ?h? ?/ ?(?:7|24)(?: ?h)?|7 ?j? ?/ ?7(?: ?j)?|1/[2-4]|2/3|3/4)(?![/.])",
    rf"{_TITLE} (?:(?!(?:en|de|fin|debut|mi|du|au) )[a-z]+ )?{MONTH}",
    r"(?:appel\w*|compos\w*|faire|faites|joign\w*|joindre|contact\w*) le 1[578]",
)
_HOUR = r"(?:[01]?\d|2[0-4]) ?(?:h|heures?)(?: ?[0-5]\d)?|(?:[01]?\d|2[0-3]):[0-5]\d"
_TIME_OF_DAY = r"(?<!ce )(?<!cet )(?:a |au |le |en |dans l |dans la )?(?:soir|soiree|matin|matinee|midi|minuit|apres midi)"


def number(words: str) -> int:
    """Return the number that is said: « 3 », « 1er », « premier », « vingt et un »."""
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    return _NUMBERS.get(words, 1)


def month(word: str) -> int:
    """Return the rank of a month by any of its names."""
    return next(rank for rank, beginning in enumerate(_MONTH_BEGINNINGS, 1) if word.startswith(beginning))


def weekday(word: str) -> int:
    """Return the rank of a weekday, from 0 on Monday, by its name or the beginning of it."""
    return next(rank for rank, name in enumerate(_WEEKDAYS) if name.startswith(word.rstrip(".")))


def length(count: int, unit: str, half: bool) -> Length:
    """Return how long some units last, and half of one more."""
    one = next(each for names, each in _UNITS if re.match(names, unit))
    extra = _HALVES.get(one.months * 30 + one.days, Length()) if half else Length()
    return Length(one.months * count, one.days * count) + extra


def without_lookalikes(text: str) -> Line:
    """Fold a text, wall off what only looks like a date in it, and forget the times of day."""
    line = Line.of(text)
    for pattern in _LOOKALIKES:
        line = line.rewritten(pattern, lambda _: (WALL, None))
    line = line.rewritten(_TIME_OF_DAY, lambda _: ("", None))
    return line.rewritten(rf"(?:(?:a|vers|de|des|avant|jusqu ?a|entre|et) )?(?:{_HOUR}) ?", lambda _: ("", None))
