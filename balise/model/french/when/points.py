"""The days and stretches of the calendar that a text names, each put as one sign in its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from balise.model.french.when.days import Part, Said, Stretch, full_year, month_of, shift, week_of
from balise.model.french.when.words import DAY, FIGURES, FOLLOW, MONTH, SHORT_WEEKDAY, WEEKDAY, YEAR, month, number, weekday

POINT, LONE_MONTH = "\ue000", "\ue001"

Made = tuple[str, object] | None
Reader = Callable[[re.Match[str], date], Made]
_Match = re.Match[str]

_TURN = r"(?: (?P<turn>prochaine?|pro|suivante?|derniere?|passee?|qui vient|a venir))"
_YEAR = rf"(?:,? (?P<year>{YEAR}|\d\d(?:{FOLLOW}))|(?: de)? (?P<this>cette annee)|(?: de)? (?P<next>l an(?:nee)? prochaine?))"
_LONG_YEAR = _YEAR.replace(rf"|\d\d(?:{FOLLOW})", "")
_PART = r"(?P<part>debut|mi|milieu|courant|fin|(?:premiere|1 ?i?ere|deuxieme|seconde|2 ?e(?:me)?) quinzaine)"
_PARTS = {"debut": Part.EARLY, "mi": Part.MIDDLE, "milieu": Part.MIDDLE, "fin": Part.LATE}
_BEFORE_SLASH = re.compile(r"(?:^|(?<![a-z0-9])(?:le|du|au|o|a|entre|des|depuis) |[,:(>-] ?)$")


def _heard(match: _Match, name: str) -> str:
    """Return the words of a group, nothing when they were not said or the rule has no such group."""
    return match.groupdict().get(name) or ""


def _turn(match: _Match) -> int:
    """Return 1 for « prochain », -1 for « dernier », 0 for neither."""
    said = _heard(match, "turn")
    return 0 if not said else -1 if said.startswith(("dern", "pass")) else 1


def _year(match: _Match, today: date) -> int | None:
    if digits := _heard(match, "year"):
        return full_year(int(digits), today)
    if _heard(match, "previous"):
        return today.year - 1
    return today.year if _heard(match, "this") else today.year + 1 if _heard(match, "next") else None


def _weekday(match: _Match) -> int | None:
    return weekday(_heard(match, "weekday")) if _heard(match, "weekday") else None


def _part(match: _Match) -> Part:
    said = _heard(match, "part")
    if said.endswith("quinzaine"):
        return Part.FIRST_HALF if said.startswith(("p", "1")) else Part.SECOND_HALF
    return _PARTS.get(said, Part.WHOLE)


def _known(first: date, last: date | None = None) -> Made:
    return POINT, Said(known=Stretch(first, last or first))


def _in_figures(match: _Match, today: date) -> Made:
    """Read « 31/08/2027 », « 03-08-27 », « 2027-08-03 »."""
    return POINT, Said(int(match["day"]), int(match["month"]), _year(match, today), _weekday(match))


def _in_two_figures(match: _Match, _: date) -> Made:
    """Read « 3/8 » where a date is expected, « 03/08 » anywhere."""
    padded = re.search(r"\b0\d ?/ ?\d\d|\d\d ?/ ?0\d", match[0])
    expected = match["lead"] or _BEFORE_SLASH.search(match.string[: match.start()])
    said = Said(int(match["day"]), int(match["month"]), weekday=_weekday(match))
    return (POINT, said) if (padded or expected) else None


def _in_words(match: _Match, today: date) -> Made:
    """Read « lundi 3 août 2027 », « le 3 août prochain »."""
    return POINT, Said(number(match["day"]), month(match["month"]), _year(match, today), _weekday(match), turn=_turn(match))


def _of_the_month(match: _Match, today: date) -> Made:
    """Read « le 5 du mois prochain », « le 5 de ce mois », « le 5 du mois »."""
    there = shift(today.replace(day=1), _turn(match))
    said = Said(number(match["day"]), there.month, there.year)
    return POINT, said if match["turn"] or match["now"] else Said(number(match["day"]))


def _weekday_alone(match: _Match, today: date) -> Made:
    """Read « lundi », « lundi 3 », « lundi prochain », « vendredi en huit », « lundi de la semaine prochaine »."""
    if match["later"]:
        return _known(week_of(today, 1).first + timedelta(days=weekday(match["weekday"])))
    weeks = {"huit": 1, "8": 1, "quinze": 2, "15": 2}.get(match["far"] or "", 0)
    day = number(match["day"]) if match["day"] else None
    return POINT, Said(day, weekday=weekday(match["weekday"]), weeks=weeks, turn=_turn(match))


def _near(days: int, _match: _Match, today: date) -> Made:
    """Read « demain », « hier »."""
    return _known(today + timedelta(days=days))


def _week(match: _Match, today: date) -> Made:
    """Read « cette semaine », « la semaine prochaine », « fin de semaine », « début de semaine prochaine »."""
    week = week_of(today, _turn(match))
    if _part(match) is Part.LATE:
        return _known(week.last - timedelta(days=2), week.last)
    if _part(match) is Part.EARLY:
        second = week.first + timedelta(days=1)
        later = timedelta(days=7 if second < today and not _turn(match) else 0)
        return _known(week.first + later, second + later)
    return _known(week.first, week.last)


def _weekend(match: _Match, today: date) -> Made:
    """Read « ce week-end »; said on one, « le week-end prochain » is the next one, said before it is the coming one."""
    weeks = _turn(match) if today.weekday() >= 5 or _turn(match) < 0 else 0
    sunday = week_of(today, weeks).last
    return _known(sunday - timedelta(days=1), sunday)


def _week_number(match: _Match, today: date) -> Made:
    """Read « semaine 48 »: the next of that number that is not over."""
    for year in (today.year, today.year + 1):
        try:
            week = week_of(date.fromisocalendar(year, int(match["week"]), 1))
        except ValueError:
            continue
        if week.last >= today:
            return _known(week.first, week.last)
    return None


def _month_here(match: _Match, today: date) -> Made:
    """Read « le mois prochain », « ce mois-ci », « la fin du mois »; « le début du mois » once it is over is the next."""
    there = shift(today.replace(day=1), _turn(match))
    found = month_of(there, _part(match))
    if found.last < today and not _turn(match):
        found = month_of(shift(there, 1), _part(match))
    return _known(found.first, found.last)


def _month_named(match: _Match, today: date) -> Made:
    """Read « fin août », « en août 2027 », « la première quinzaine d’août »; « août » alone is left for its context."""
    said = Said(month=month(match["month"]), year=_year(match, today), part=_part(match), turn=_turn(match))
    return LONE_MONTH if not _heard(match, "lead") and said.yearless else POINT, said


def _year_named(match: _Match, today: date) -> Made:
    """Read « en 2027 », « cette année », « l’an prochain », « fin 2026 », « la fin de l’année »."""
    year = _year(match, today) or today.year
    first, last = {Part.LATE: (12, 12), Part.EARLY: (1, 1)}.get(_part(match), (1, 12))
    return _known(date(year, first, 1), month_of(date(year, last, 1)).last)


def _end_of_quarter(_match: _Match, today: date) -> Made:
    """Read « la fin du trimestre »."""
    found = month_of(date(today.year, (today.month + 2) // 3 * 3, 1), Part.LATE)
    return _known(found.first, found.last)


_ARTICLE = r"(?:a la |la |le |au |en )?"
_EDGE = r"(?<![\d/.:-])"
_NAMED_DAY = rf"(?:(?P<weekday>{WEEKDAY}) (?:le )?)?"

POINTS: tuple[tuple[str, Reader], ...] = (
    (rf"{_EDGE}(?:le )?(?P<year>{YEAR})(?P<sep>[-/.])(?P<month>{FIGURES})(?P=sep)(?P<day>{FIGURES})(?![/.:-]?\d)", _in_figures),
    (
        rf"{_EDGE}(?:le )?{_NAMED_DAY}(?P<day>{FIGURES})(?P<sep> ?/ ?|-|\.)(?P<month>{FIGURES})(?P=sep)"
        rf"(?P<year>{YEAR}|\d\d)(?![/.:-]?\d)",
        _in_figures,
    ),
    (rf"{_EDGE}(?P<lead>le )?{_NAMED_DAY}(?P<day>{FIGURES}) ?/ ?(?P<month>{FIGURES})(?! ?[/:%]|\.?\d)", _in_two_figures),
    (
        rf"(?:le )?(?:(?P<weekday>{WEEKDAY}|{SHORT_WEEKDAY}),? (?:le )?)?(?P<day>{DAY})(?: du mois)? ?(?:de |d )?"
        rf"(?P<month>{MONTH}){_YEAR}?{_TURN}?",
        _in_words,
    ),
    (rf"(?:le )?(?P<day>{DAY}) (?:du|de (?P<now>ce)) mois(?: ci)?{_TURN}?(?! d[e ])", _of_the_month),
    (
        rf"(?:le |ce )?(?P<weekday>{WEEKDAY})(?: en (?P<far>huit|8|quinze|15)| de la (?P<later>sem\w* pro\w*)|{_TURN}"
        rf"| (?:le )?(?P<day>{DAY})(?:{FOLLOW}))?",
        _weekday_alone,
    ),
    (r"apres ?demain|ap demain", partial(_near, 2)),
    (r"demain|demin|dmain|dem1|2m1", partial(_near, 1)),
    (r"avant hier", partial(_near, -2)),
    (r"hier", partial(_near, -1)),
    (
        r"aujourd ?h?ui|ajd|auj|(?<!a )ce jour|ce (?:soir|matin|midi)|cet apres midi|cette nuit"
        r"|(?<=des )(?:maintenant|a present)|(?<=partir de )maintenant",
        partial(_near, 0),
    ),
    (rf"(?:{_ARTICLE}(?P<part>fin|debut) (?:de )?)?(?:toute )?(?:la |cette )?sem(?:aine|\.)?{_TURN}", _week),
    (rf"(?:{_ARTICLE}(?P<part>fin|debut) de (?:la |cette )?semaine)|(?:toute )?cette semaine|(?:la )?semaine en cours", _week),
    (rf"(?:(?:ce |le |cette )?week ?end|(?:ce|le) we|we(?= pro)){_TURN}?", _weekend),
    (rf"(?:la )?semaine (?:n |no |numero )?(?P<week>\d\d?)(?:{FOLLOW})", _week_number),
    (rf"(?:{_ARTICLE}{_PART} (?:du|de ce|de|ce) mois(?: ci)?{_TURN}?)(?! d[e ]| {MONTH})", _month_here),
    (rf"(?:tout )?(?:(?:le |ce )?mois{_TURN}|ce mois(?: ci)?|(?:le )?mois en cours)(?! d[e ])", _month_here),
    (
        rf"(?P<lead>(?:{_ARTICLE}{_PART}(?: (?:du|de|le))?(?: mois)?(?: de| d)?"
        rf"|(?:tout )?(?:le |au |du )?mois(?: de| d)?|en|tout) )(?P<month>{MONTH}){_LONG_YEAR}?{_TURN}?",
        _month_named,
    ),
    (rf"(?P<month>{MONTH}){_LONG_YEAR}?{_TURN}?", _month_named),
    (rf"(?:{_ARTICLE}(?P<part>fin|debut) (?:de |en )?|en |annee |l annee )(?P<year>{YEAR})(?!\d|-\d)", _year_named),
    (rf"(?:{_ARTICLE}(?P<part>fin|debut) (?:de |d )?(?:l )?annee(?P<next> prochaine)?)|cette annee", _year_named),
    (r"(?P<next>l annee prochaine|l an prochain)|(?P<previous>l an dernier|l annee derniere)", _year_named),
    (rf"(?:{_ARTICLE}fin (?:du|de|de ce) trimestre)", _end_of_quarter),
)
