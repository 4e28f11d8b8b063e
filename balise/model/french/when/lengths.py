"""How long something lasts, when a text says it: so many days, for ever, or nobody knows."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from balise.model.french.when.days import Length
from balise.model.french.when.points import LONE_MONTH, POINT, Made, Reader
from balise.model.french.when.words import NUMBER, UNIT, WALL, length, number

LENGTH, VAGUE, PERMANENT = "\ue002", "\ue003", "\ue004"

_BEFORE_A_DAY = re.compile(r"(?:pour|pr|pendant|pdt|durant|dans|ici|duree d) $")


def _length(match: re.Match[str], _: date) -> Made:
    """Read « 15 jours », « un mois et demi »; neither an age, nor « un jour » of a tale."""
    count, unit = number(match["count"]), match["unit"]
    if count == 0 or (unit.startswith("an") and count > 10):
        return WALL, None
    alone = match.string.strip(" .,!?") == match[0]
    if re.fullmatch("un jour", match[0]) and not alone and not _BEFORE_A_DAY.search(match.string[: match.start()]):
        return None
    return LENGTH, length(count, unit, match["half"] is not None)


def _hours(match: re.Match[str], _: date) -> Made:
    """Read « 48 h »."""
    return LENGTH, Length(days=int(match["hours"]) // 24)


def _as(sign: str, _match: re.Match[str], _today: date) -> Made:
    return sign, None


_vague = partial(_as, VAGUE)
_permanent = partial(_as, PERMANENT)

_DURING = (
    r"(?:(?:pendant|pdt|durant|le temps de|pour|lors de|au cours de|jusqu ?a(?: la fin de| le)?|a partir de|apres|avant|depuis"
    r"|des|de|d ici|toute?s?) )*"
)
_WHOSE = r"(?:mes|mon|ma|nos|notre|vos|votre|leurs?|ses|son|sa)"
_ABSENCE = (
    r"(?:conges?|vacances?|absences?|retour|retraite|remplacement|formation|stage|hospitalisation|maternite|deplacement|voyage"
    r"|reprise|rtt|arret(?: maladie| de travail)?|depart)"
)
_FEASTS = (
    r"(?:noel|paques|toussaint|pentecote|ascension|nouvel an|(?:les )?fetes(?: de fin d annee)?|rentree|jour de l an|ramadan)"
)
_SEASON = r"(?:l )?(?:ete|hiver|automne|printemps)"
_WHOLE_TIME = r"(?:jours|semaines|mois|annees)"

_PATTERN = (
    r"definiti(?:f|fs|ve|ves|vement)|permanen(?:t|te|ts|tes)|en permanence|pour toujours|a vie|a jamais|indefiniment|illimitee?s?"
    r"|(?:a |pour une )?duree (?:indeterminee|indefinie|illimitee)|jusqu ?a nouvel ordre"
    r"|sans (?:aucune )?(?:limite|limitation|fin|date de fin|terme|echeance)(?! de (?!temps|duree|date))"
    r"(?: de (?:temps|duree|date))?|(?:pas|aucune) (?:de )?(?:limite|date de fin)(?! de (?!temps|duree|date))"
)

LENGTHS: tuple[tuple[str, Reader], ...] = (
    (r"(?P<hours>48|72|96) ?h(?:eures?)?(?! ?\d)", _hours),
    (rf"{NUMBER}(?: {UNIT})? ?(?:a|ou|-|/) ?{NUMBER} ?{UNIT}", _vague),
    (
        rf"(?P<count>{NUMBER})(?: \(\d{{1,3}}\))?(?: (?:bons?|bonnes|petite?s?|prochaine?s?|premiere?s?))? ?(?P<unit>{UNIT})"
        r"(?: (?:prochaine?s?|a venir|qui viennent))?(?P<half> et demie?)?",
        _length,
    ),
    (rf"(?:pas|non|jamais|plutot que) (?:(?!mais)[a-z]+ ){{0,2}}(?:{_PATTERN})", _vague),
    (rf"(?<!secretariat )(?<!personnel )(?<!poste )(?<!formation )(?:{_PATTERN})", _permanent),
    (rf"{_DURING}{_WHOSE} (?:prochaine?s? |futurs? )?{_ABSENCE}", _vague),
    (r"jusqu ?a ce que|(?:tant que|quand|lorsque) (?:je|il|elle|nous) (?:sui|ser|rev|rent|ne |pars|part|me )[a-z]*", _vague),
    (
        r"le temps (?:que|d une?)|(?:pendant|pour|durant) (?:un|quelque|certain)(?: certain)? (?:temps|moment)|quelque temps",
        _vague,
    ),
    (rf"(?:{_DURING})(?:les |des )?(?:vacances|conges)(?: (?:scolaires|d ete|d hiver|de (?:la )?{_FEASTS}))?", _vague),
    (
        r"(?:en )?arret (?:maladie|de travail)|en (?:vacances|conges?|arret(?: maladie| de travail)?|deplacement|rtt)"
        r"|conges? (?:maternite|paternite|parental)",
        _vague,
    ),
    (rf"(?:tout|cet|cette|de|en|pendant|durant|jusqu ?a|au|d ici) {_SEASON}|l (?:ete|hiver|automne)", _vague),
    (
        r"(?:(?:a|au|pour|jusqu ?a|jusqu ?au|avant|apres|pendant|durant|d ici|entre|depuis|des|de|le|la|les|l|periode de) )+"
        rf"(?:la |le |l )?{_FEASTS}",
        _vague,
    ),
    (
        rf"(?:quelques|plusieurs) {_WHOLE_TIME}|temporaire(?:ment)?|provisoire(?:ment)?|duree limitee|"
        r"ces (?:prochains )?jours(?: ci)?",
        _vague,
    ),
    (
        rf"(?:la |les )?(?:premiere|deuxieme|troisieme|quatrieme|derniere|1 ?i?ere) semaine (?:de |d )?[{POINT}{LONE_MONTH}]"
        r"|toute (?:la semaine|l annee)",
        _vague,
    ),
)
