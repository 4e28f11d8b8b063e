"""Where: towns, with their postal code when it is there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from balise.model.french.names import GIVEN, NOT_NAMES
from balise.model.french.sentence import Entity, Sentence
from balise.model.french.towns import TOWNS, UNSURE_TOWNS

_LONGEST = 6
_SHORT_MESSAGE = 5
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_TOWARDS = frozenset("a au aux sur de d du des vers en pres depuis ville commune".split())
_STREETS = frozenset("rue avenue place boulevard residence quai quartier impasse route chemin allee".split())
_HOUSES = r"h[oô]pital|clinique|chu|ch|chr|cabinet|centre|maternit[eé]|ehpad|mairie|ville|commune|pharmacie|secteur"

_POSTCODE = r"(?:0[1-9]|[1-8]\d|9[0-8])\d{3}"
_CODE_BEFORE = re.compile(rf"(?<!\d)({_POSTCODE}),? $")
_CODE_AFTER = re.compile(rf",? \(?({_POSTCODE})\b(?! ?\d)\)?")
_CODE_ALONE = re.compile(rf"(?:code postal(?: :| est| c'est)?|dans le|(?<=\w \()) ?({_POSTCODE})\b(?! ?\d)")
_ARRONDISSEMENT = re.compile(r" (\d{1,2})(?:e|er|eme)?(?: arr\w*)?(?= ?(?:$|[.,;:!?)\n]))")
_DIVIDED = {"Paris": (75000, 20), "Lyon": (69000, 9), "Marseille": (13000, 16)}

# A place nobody has listed: « à Vauzelles », « l'hôpital de Brémont », « 76540 Valmont ».
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+(?:[-’'][\wà-ÿ]+)*"
_LISTED_NOWHERE = re.compile(
    rf"(?:\b[àÀ] |\b(?i:{_HOUSES}|\w+(?:ologue|iste|iatre|kiné)) de |\b{_POSTCODE} )({_CAPITAL}(?: {_CAPITAL}){{0,2}})(?!['’@])"
)
# After one of these, « à » tells to whom, not where.
_TO_SOMEBODY = re.compile(
    r"\b(?:acces|donn|confi|delegu|ecri|envo|transm|adress|parl|demand|pret|dire|dis|dit|grace|merci|partag|rend|repon|appart)\w*"
    r"[^.,;!?\n]{0,40}$"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A name of a list found in a sentence: which (folded), the indexes of its pieces, and where it stands."""

    name: str
    first: int
    last: int
    start: int
    end: int


def known_names(sentence: Sentence, names: Container[str], first_words: Container[str]) -> Iterator[Known]:
    """Yield the longest names of a list that a sentence holds; « au Mans » is read as « à Le Mans »."""
    pieces = sentence.pieces
    done = -1
    for index, (piece, start, _) in enumerate(pieces):
        before = _CONTRACTED.get(pieces[index - 1][0], "") if index else ""
        if index <= done or not (piece in first_words or before):
            continue
        for last in range(min(index + _LONGEST, len(pieces)) - 1, index - 1, -1):
            name = " ".join(plain for plain, _, _ in pieces[index : last + 1])
            name = name if name in names else f"{before} {name}"
            end = pieces[last][2]
            if name in names and not re.search(r"[^\w' -]|  ", sentence.plain[start:end]):
                yield Known(name, index, last, start, end)
                done = last
                break


_FIRST_WORDS = frozenset(town.split()[0] for town in TOWNS)


def find_towns(sentence: Sentence) -> Iterator[Entity]:
    """Yield the towns: known ones however they are typed, others when their capital and what is before tell."""
    end = 0
    for known in known_names(sentence, TOWNS, _FIRST_WORDS):
        listed = end and re.fullmatch(r" ?(?:,|et|ou|puis|-|/|, puis|et a|ou a) ?", sentence.plain[end : known.start])
        if listed or _is_place(sentence, known):
            yield _located(sentence, TOWNS[known.name], known.start, known.end)
            end = known.end
    if sentence.cased:
        for match in _LISTED_NOWHERE.finditer(sentence.text):
            if _is_new_place(sentence, match):
                yield _located(sentence, match[1], *match.span(1))
    for match in _CODE_ALONE.finditer(sentence.plain):
        yield sentence.entity("town", match, match[1], group=1)


def _is_place(sentence: Sentence, known: Known) -> bool:
    """Say whether the name of a town is said of the town: not « à tours de rôle », « rue de Paris », « hôpital Saint-Joseph »."""
    before = [piece for piece, _, _ in sentence.pieces[max(0, known.first - 3) : known.first]][::-1]
    capital = sentence.cased and sentence.text[known.start].isupper()
    towards = bool(before) and before[0] in _TOWARDS
    if _STREETS.intersection(before[:2]) or (known.name.startswith("saint") and re.fullmatch(_HOUSES, "".join(before[:1]))):
        return False
    if known.name in UNSURE_TOWNS:
        return capital and before[:1] == ["a"]
    return towards or (capital and known.first > 0) or len(sentence.pieces) <= _SHORT_MESSAGE


def _is_new_place(sentence: Sentence, match: re.Match[str]) -> bool:
    first = re.sub(r"^(?:l[ae]|les) ", "", sentence.plain[match.start(1) : match.end(1)]).split()[0]
    if not GIVEN.isdisjoint(first.split("-")[:1]) or first in NOT_NAMES:
        return False
    return match[0][0] not in "àÀ" or not _TO_SOMEBODY.search(sentence.plain, max(0, match.start() - 60), match.start())


def _located(sentence: Sentence, town: str, start: int, end: int) -> Entity:
    """Return a town with the postal code beside it, which an arrondissement gives too: « Lyon 3e », « 44000 Nantes »."""
    if code := _CODE_BEFORE.search(sentence.plain, max(0, start - 8), start):
        return Entity("town", f"{code[1]} {town}", code.start(1), end)
    if code := _CODE_AFTER.match(sentence.plain, end):
        return Entity("town", f"{code[1]} {town}", start, code.end())
    divided = _DIVIDED.get(town)
    if divided and (rank := _ARRONDISSEMENT.match(sentence.plain, end)) and 1 <= int(rank[1]) <= divided[1]:
        return Entity("town", f"{divided[0] + int(rank[1])} {town}", start, rank.end())
    return Entity("town", town, start, end)
