"""What a text says of time, piece by piece: a date, a period, a duration, for ever, or nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import cast

from balise.model.french.when.days import Length, Part, Said, Stretch, Trouble, from_today, resolve, shift, week_of
from balise.model.french.when.lengths import LENGTH, LENGTHS, PERMANENT, VAGUE
from balise.model.french.when.line import Line
from balise.model.french.when.points import LONE_MONTH, POINT, POINTS
from balise.model.french.when.words import DAY, FOLLOW, number, without_lookalikes


class Kind(StrEnum):
    """What a piece speaks of."""

    DATE = "date"
    PERIOD = "period"
    DURATION = "duration"
    PERMANENT = "permanent"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Span:
    """
    A piece of a text that speaks of time: `text[start:end]` are its words.

    A date has `first` and `last`, the same; a period has both, or one when it is open (« jusqu’à lundi »); a duration
    has a `length`. `stretch` tells a period that has one name (« fin août ») from one said from a day to another.
    `trouble` says what is wrong with it: it then has days only when they are in the past.
    """

    kind: Kind
    first: date | None = None
    last: date | None = None
    length: Length | None = None
    trouble: Trouble | None = None
    stretch: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where a rule reads: its line, today, and the day from which what has no year is searched."""

    line: Line
    today: date
    base: date

    def said(self, match: re.Match[str], name: str) -> Said:
        """Return what a group says: a sign, or a bare number of a day."""
        thing = self.line.cells[match.start(name)].thing
        return thing if isinstance(thing, Said) else Said(number(match[name].removeprefix("le ")))

    def length(self, match: re.Match[str], name: str) -> Length:
        """Return the length a group stands for."""
        return cast("Length", self.line.cells[match.start(name)].thing)


_Rule = Callable[[_Scene, re.Match[str]], tuple[str, object]]
_SPAN = "\ue005"
_DAY = timedelta(days=1)


def spans_in(text: str, today: date, base: date | None = None) -> tuple[Span, ...]:
    """Return what a text says of time, in its order; what has no year is searched from `base`, today when not given."""
    line = without_lookalikes(text)
    for pattern, read in (*POINTS, *LENGTHS):
        line = line.rewritten(pattern, partial(_with_today, read, today))
    for pattern, rule in _RULES:
        line = line.rewritten(pattern, partial(rule, _Scene(line, today, base or today)))
    return tuple(replace(cell.thing, start=cell.start, end=cell.end) for cell in line.cells if isinstance(cell.thing, Span))


def _with_today(
    read: Callable[[re.Match[str], date], tuple[str, object] | None], today: date, match: re.Match[str]
) -> tuple[str, object] | None:
    return read(match, today)


def _dated(scene: _Scene, found: Stretch | Trouble) -> tuple[str, object]:
    """Return a day or a stretch as a piece; a stretch under way is read from today."""
    if isinstance(found, Trouble):
        return _SPAN, Span(Kind.DATE, trouble=found)
    one_day = found.first == found.last
    first = from_today(found, scene.today).first
    kind = Kind.DATE if one_day else Kind.PERIOD
    return _SPAN, Span(kind, first, found.last, trouble=_past(scene, first), stretch=not one_day)


def _open(scene: _Scene, first: date | None, last: date | None) -> tuple[str, object]:
    """Return a period of which only one end is said."""
    return _SPAN, Span(Kind.PERIOD, first, last, trouble=_past(scene, first or last))


def _past(scene: _Scene, day: date | None) -> Trouble | None:
    return Trouble.PAST if day and day < scene.today else None


def _trouble(trouble: Trouble) -> tuple[str, object]:
    return _SPAN, Span(Kind.PERIOD, trouble=trouble)


def _alone(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « le 3 août », « la semaine prochaine »."""
    return _dated(scene, resolve(scene.said(match, "a"), scene.today, scene.base))


def _since(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « depuis lundi », « il y a trois jours »: behind us, whichever day it was."""
    day = None if "a" in match.groupdict() else scene.length(match, "length").before(scene.today)
    return _SPAN, Span(Kind.DATE, day, day, trouble=Trouble.PAST)


def _week_of(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « la semaine du 12 », « le week-end du 12 décembre »."""
    found = resolve(scene.said(match, "a"), scene.today, scene.base)
    if isinstance(found, Trouble):
        return _trouble(found)
    week = week_of(found.first)
    return _dated(scene, Stretch(week.first + 5 * _DAY, week.last) if re.match(r"(?:la |ce |cette |le )?we", match[0]) else week)


def _from(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « à partir de lundi », « dès le 3 », « après le 17 août »."""
    found = resolve(scene.said(match, "a"), scene.today)
    if isinstance(found, Trouble):
        return _trouble(found)
    first = found.last + _DAY if match[0].startswith("apres") else _first(scene, scene.said(match, "a"), found)
    return _open(scene, first, None)


def _until(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « jusqu’au 17 août inclus », « avant la fin du mois »."""
    found = resolve(scene.said(match, "b"), scene.today, scene.base)
    if isinstance(found, Trouble):
        return _trouble(found)
    return _open(scene, None, _last(match, scene.said(match, "b"), found))


def _within(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « d’ici trois semaines »."""
    return _open(scene, None, scene.length(match, "length").after(scene.today))


def _first(scene: _Scene, said: Said, found: Stretch) -> date:
    """Return where a period begins that begins with these days: today when they are under way."""
    begins = found.middle if said.part is Part.MIDDLE else found
    return from_today(Stretch(begins.first, found.last), scene.today).first


def _last(match: re.Match[str], said: Said, found: Stretch) -> date:
    """Return where a period ends that ends with these days: with the last of them, unless it is said to be left out."""
    if match[0].startswith("avant"):
        return found.first - _DAY
    last = found.middle.last if said.part is Part.MIDDLE else found.last
    return last - _DAY if re.match("exclu|non|pas", match["edge"] or "") else last


def _range(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « du 3 au 17 août », « de lundi à vendredi », « du 24 décembre au 2 janvier »."""
    start, end = scene.said(match, "a"), scene.said(match, "b")
    guessed = start.yearless or end.yearless
    start = _sharing(start, end)
    found = resolve(start, scene.today)
    if isinstance(found, Trouble):
        return _trouble(found)
    if end.yearless and not start.month and resolve(end, scene.today) is Trouble.AMBIGUOUS_YEAR:
        return _trouble(Trouble.AMBIGUOUS_YEAR)
    then = resolve(end, scene.today, _first(scene, start, found))
    if isinstance(then, Trouble):
        return _trouble(then)
    first, last = _first(scene, start, found), _last(match, end, then)
    if last < first or (guessed and last.year > first.year and last > shift(first, 11)):
        return _trouble(Trouble.END_BEFORE_START)
    return _SPAN, Span(Kind.PERIOD, first, last, trouble=_past(scene, first))


def _sharing(start: Said, end: Said) -> Said:
    """Return the start with the month or the year that is only said with the end: « du 28 au 3 août » starts in July."""
    if end.known or not end.month:
        return start
    if start.day and not start.month and not start.known:
        back = end.day is not None and start.day > end.day
        year = end.year - 1 if end.year and back and end.month == 1 else end.year
        return replace(start, month=(end.month - 2) % 12 + 1 if back else end.month, year=year)
    if start.yearless and end.year:
        later = (start.month or 0, start.day or 1) > (end.month, end.day or 31)
        return replace(start, year=end.year - later)
    return start


def _listed(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « les 3 et 4 août »: days that follow each other, or several periods."""
    days = [number(day) for day in re.findall(DAY, match["days"])] + [scene.said(match, "b").day]
    following = all(later == day + 1 for day, later in pairwise(days) if day)
    return _range(scene, match) if following else _trouble(Trouble.SEVERAL)


def _months(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « décembre et janvier »."""
    start, end = scene.said(match, "a"), scene.said(match, "b")
    following = start.month and not start.day and start.month % 12 + 1 == end.month
    return _range(scene, match) if following else _trouble(Trouble.SEVERAL)


def _joined(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « un an et six mois » as one length."""
    return LENGTH, scene.length(match, "length") + scene.length(match, "more")


def _in(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « dans trois jours » as a day."""
    day = scene.length(match, "length").after(scene.today)
    return POINT, Said(known=Stretch(day, day))


def _lasting(scene: _Scene, match: re.Match[str]) -> tuple[str, object]:
    """Read « 15 jours »."""
    return _SPAN, Span(Kind.DURATION, length=scene.length(match, "length"))


def _dateless(kind: Kind, _scene: _Scene, _match: re.Match[str]) -> tuple[str, object]:
    return _SPAN, Span(kind)


_EDGE = r"(?:,? (?P<edge>inclus\w*|compris\w*|exclu\w*|(?:non|pas) (?:inclus\w*|compris\w*)))?"
_UNTIL = (
    r"(?:et )?(?:jusqu?e?s? ?(?:au|aux|a|en|o)?|jusk[aeo]?u?(?: ?(?:au|a|en|o))?|d ?ici(?: a| au)?|avant|fin ?:?|au plus tard)"
    r"(?: le)?"
)
_FROM = r"(?:a ?partire? d[ue]?s?|a partir|(?:a )?(?:compter|dater) d[ue]|des|apres|debut ?:?|commen\w+)(?: le)?"
_LONE = f"[{POINT}{LONE_MONTH}]"
_LENGTH = f"(?P<length>{LENGTH})"
_NUMBER_HERE = rf"(?:(?<=au )|(?<=le )|(?<=du )|(?<= o )){DAY}(?:{FOLLOW})"
_TO = rf"(?: ?-?[->] ?|,? (?:au|aux|a|ao|o|{_UNTIL}) )(?:le )?"

_RULES: tuple[tuple[str, _Rule], ...] = (
    (rf"{_LENGTH}(?: et|,)? (?P<more>{LENGTH})", _joined),
    (rf"(?:il y a|ca fait|depuis) {_LENGTH}", _since),
    (rf"(?:d ?ici|sous) (?:a )?{_LENGTH}", _within),
    (rf"dans {_LENGTH}", _in),
    (rf"(?:la |cette )?(?:sem(?:aine)?|week ?end|we) du (?P<a>{POINT}|{_NUMBER_HERE})", _week_of),
    (rf"entre (?:le )?(?P<a>{_LONE}|{DAY}) et (?:le )?(?P<b>{_LONE}|{_NUMBER_HERE}){_EDGE}", _range),
    (rf"les? (?P<days>(?P<a>{DAY})(?:, ?{DAY})*),? et (?P<b>{POINT}){_EDGE}", _listed),
    (rf"(?P<a>{_LONE}) et (?P<b>{LONE_MONTH}){_EDGE}", _months),
    (rf"(?:(?:{_FROM}|(?:allant )?(?:du|de|d|le)) )?(?P<a>{POINT}){_TO}(?P<b>{_LONE}|{_NUMBER_HERE}){_EDGE}", _range),
    (rf"(?:de|d) (?P<a>{LONE_MONTH}){_TO}(?P<b>{_LONE}){_EDGE}", _range),
    (rf"(?:allant )?(?:du|de|le|les) (?P<a>{DAY}){_TO}(?P<b>{POINT}){_EDGE}", _range),
    (rf"(?:^|(?<=[,:(] ))(?P<a>{DAY}){_TO}(?P<b>{POINT}){_EDGE}", _range),
    (rf"(?P<a>{DAY}) (?:au|o) (?P<b>{POINT}){_EDGE}", _range),
    (rf"(?:allant )?(?:du|le) (?P<a>{DAY}){_TO}(?P<b>{_NUMBER_HERE}){_EDGE}", _range),
    (rf"depuis (?:le )?(?P<a>{_LONE}|{_NUMBER_HERE})", _since),
    (rf"{_UNTIL} (?P<b>{_LONE}|{_NUMBER_HERE}){_EDGE}", _until),
    (rf"{_FROM} (?P<a>{_LONE}|{_NUMBER_HERE})", _from),
    (rf"(?<!est )le (?P<a>{DAY})(?:{FOLLOW})", _alone),
    (rf"^(?P<a>{LONE_MONTH})(?=[ .,!?]*$)", _alone),
    (rf"(?P<a>{POINT})", _alone),
    (_LENGTH, _lasting),
    (VAGUE, partial(_dateless, Kind.VAGUE)),
    (PERMANENT, partial(_dateless, Kind.PERMANENT)),
)
