"""People: a name after a title, beside a role, after words that introduce one, or that begins with a known given name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from balise.model.french.names import GIVEN, NOT_NAMES
from balise.model.french.sentence import Entity, Sentence, Word
from balise.model.french.towns import TOWNS

_PARTICLES = frozenset("de du des d la le les l da do dos di del della el al ben ibn van von der den ter".split())
_SHORT_TITLES = frozenset("dr dre drs mme mlle mr".split())
_TITLES = _SHORT_TITLES | frozenset("docteur docteure docteurs madame monsieur mademoiselle professeur professeure prof".split())
# Without their capital, and another after them, these are other words: « pr » for « pour », « m » for « mètre ».
_CAPITAL_TITLES = frozenset(("Pr", "PR", "Pre", "M", "Me", "Maître", "Maitre", "MM"))
_BLANK = re.compile(r" {1,2}")
_BLANK_OR_DOT = re.compile(r"\.?[ -]{0,2}")
_NO_NAME = re.compile(r".{,2}|.*(?:ait|ent|.{3}ees?)|.*\d.*|(?:[cdjlmst]|qu)'.*")
_LONGEST = 6

_ROLE = (
    r"(?:secretaire|assistante?(?: medicale?| dentaire)?|remplacante?|rempla|remp|conjointe?|mari|femme|epouse|compagne|compagnon"
    r"|confrere|cons(?:œ|oe)ur|collegue|associee?|collaborat(?:eur|rice)|interne|adjointe?|infirmi(?:er|ere)|kine)"
)
_AFTER_ROLE = re.compile(rf"\b{_ROLE}(?:,? (?:qui )?(?:s'appelle|se nomme|c'est|est)| ?[:,])? ?\(?$")
_BEFORE_ROLE = re.compile(
    rf" ?(?:,|\(|:|est|sera|c'est) ?(?:ma|mon|notre|la|le|l'|une?|sa|son) ?(?:nouvelle |nouveau |ancienne? )?{_ROLE}\b"
    r"| du secretariat\b"
)
# What introduces somebody, surely; then what also introduces a place, or is also said of something else.
_TO_SOMEBODY = re.compile(
    r"\b(?:acces a|droits? (?:a|de)|m'appelle|s'appelle|nommee?|au nom de|(?:re)?cherche[rz]?|contacter|joindre|autoris\w+"
    r"|(?:delegu|confi|ouvr|donn|envoy|ecri|adress|pret)\w*(?: [\w']+){0,4} a|delegations? (?:a|de|pour|avec)|rempla\w+ par"
    r"|partag\w+(?: [\w']+){0,4} avec|l'attention de|nom(?: complet)?(?: :| est| c'est)?) ?$"
)
_OF_SOMEBODY = re.compile(
    r"(?:\b(?:acces|adresses?|bals?|boites?|mails?|e-?mail|messagerie|numero|rpps|coordonnees|compte|celle|mss(?:ante)?|securisee?)"
    r" (?:de |d'))$"
)
_MAYBE_SOMEBODY = re.compile(r"(?:\bje suis |\bpar |\bavec |\bpour |\bcordialement,?\s+)$")
_HOUSE = re.compile(
    r"\b(?:(?:poly)?cliniques?|hopital|chu|ch|centre|cabinet|ehpad|maison|maternite|pharmacie|labo(?:ratoire)?|institut|rue|avenue"
    r"|place|boulevard|residence|fondation|groupe|lycee|ecole|universite|espace|ville|pole)(?: de| d'| du)? ?$"
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that may make a name: the indexes of the first and of the one after the last, and how many are not particles."""

    first: int
    last: int
    names: int


class PeopleFinder:
    """Finds names in a sentence, leaving alone the places that were taken for something else."""

    def __init__(self, sentence: Sentence, taken: Container[int]) -> None:
        self._sentence = sentence
        self._words = sentence.words
        self._taken = taken

    def find(self) -> Iterator[Entity]:
        """Yield names without their titles, as typed."""
        done = 0
        for index, word in enumerate(self._words):
            if index >= done and (run := self._titled(index) or self._untitled(index, word)):
                done = run.last
                first = self._words[run.first]
                start = first.start + (2 if first.plain.startswith("d'") and first.text[0] == "d" and _is_given(first) else 0)
                end = self._words[run.last - 1].end
                yield Entity("person", " ".join(self._sentence.text[start:end].split()), start, end)

    def _titled(self, index: int) -> _Run | None:
        """Return the name after a title: capitals where they tell something, else one word that is nothing else."""
        title = self._words[index]
        needs_capital = title.plain not in _TITLES
        if (needs_capital and title.text not in _CAPITAL_TITLES) or not self._follows(index + 1, _BLANK_OR_DOT):
            return None
        if _HOUSE.search(self._sentence.plain, max(0, title.start - 20), title.start):
            return None
        if run := self._capitals(index + 1):
            return run
        if needs_capital and (self._sentence.cased or title.text != "PR"):
            return None
        return self._guess(index + 1, particles=title.plain in _SHORT_TITLES)

    def _untitled(self, index: int, word: Word) -> _Run | None:
        """Return a name that its words or what is around it tell."""
        if self._sentence.cased and word.capital and (run := self._capitals(index)):
            return run if self._is_person(run, self._before(word)) else None
        if _is_given(word) and any(pattern.search(self._before(word)) for pattern in (_TO_SOMEBODY, _AFTER_ROLE, _OF_SOMEBODY)):
            return self._guess(index)
        return self._whole() if index == 0 and len(self._words) <= _LONGEST else None

    def _before(self, word: Word) -> str:
        return self._sentence.plain[max(0, word.start - 48) : word.start]

    def _is_person(self, run: _Run, before: str) -> bool:
        """Say whether capitals make a person rather than a house, a town, or the beginning of a sentence."""
        words = self._words[run.first : run.last]
        if _HOUSE.search(before) or " ".join(word.plain for word in words) in TOWNS:
            return False
        opening = not before.strip() or before.rstrip()[-1] in ".!?:\n"
        strange = not _is_given(words[0]) and not words[0].text.isupper() and words[0].plain not in _PARTICLES
        whole = run.last - run.first == len(self._words) and _is_given(words[-1])
        if opening and strange and not whole:
            return False
        given = any(_is_given(word) for word in words)
        if (run.names > 1 and given) or _AFTER_ROLE.search(before):
            return True
        if _BEFORE_ROLE.match(self._sentence.plain, words[-1].end):
            return given or not opening
        if _TO_SOMEBODY.search(before):
            return True
        return (given or run.names > 1) and any(pattern.search(before) for pattern in (_OF_SOMEBODY, _MAYBE_SOMEBODY))

    def _follows(self, index: int, gap: re.Pattern[str] = _BLANK) -> bool:
        """Say whether there is a word at an index, with no more than a gap before it."""
        if index >= len(self._words):
            return False
        return gap.fullmatch(self._sentence.plain, self._words[index - 1].end, self._words[index].start) is not None

    def _capitals(self, first: int) -> _Run | None:
        """Return the longest name of capitals and particles that begins at a word."""
        if not self._sentence.cased:
            return None
        last, names = first, 0
        for index in range(first, min(first + _LONGEST, len(self._words))):
            if index > first and not self._follows(index, _BLANK_OR_DOT if len(self._words[index - 1].text) == 1 else _BLANK):
                break
            if self._is_capital_name(index) and not self._is_town_after(index, names):
                last, names = index + 1, names + 1
            elif not self._is_particle(index, names):
                break
        return _Run(first, last, names) if names else None

    def _is_capital_name(self, index: int) -> bool:
        word = self._words[index]
        bare = word.plain.rsplit("'", 1)[-1]
        if not word.capital or bare in NOT_NAMES or word.start in self._taken or not bare.replace("-", "").isalpha():
            return False
        return len(word.text) > 1 or self._is_initial(index)

    def _is_initial(self, index: int) -> bool:
        """Say whether a lone letter is an initial: a name follows it, or another initial and then a name (« J.-P. Martin »)."""
        for ahead in (index + 1, index + 2):
            if self._sentence.plain[self._words[ahead - 1].end :][:1] != "." or not self._follows(ahead, _BLANK_OR_DOT):
                return False
            if len(self._words[ahead].text) > 1:
                return self._is_capital_name(ahead)
        return False

    def _is_town_after(self, index: int, names: int) -> bool:
        """Say whether a capital is where somebody is, not how they are called: « Dr Martin Lyon », but « Julie Laval »."""
        if not names or self._words[index].plain.replace("-", " ") not in TOWNS:
            return False
        return not (names == 1 and _is_given(self._words[index - 1]))

    def _is_particle(self, index: int, names: int) -> bool:
        """Say whether a small word belongs to a name: always a capital one or the first, else after a given name."""
        word = self._words[index]
        if word.plain not in _PARTICLES:
            return False
        ahead = index + (2 if index + 1 < len(self._words) and self._words[index + 1].plain in _PARTICLES else 1)
        if ahead >= len(self._words) or not self._is_capital_name(ahead):
            return False
        return word.capital or not names or word.plain not in ("de", "du", "des", "d") or _is_given(self._words[index - 1])

    def _guess(self, index: int, *, particles: bool = False) -> _Run | None:
        """Return a name that capitals do not show: one word that is nothing else, two when one is a given name."""
        first = index
        while particles and index - first < 2 and self._words[index].plain in _PARTICLES and self._follows(index + 1):
            index += 1
        if not self._may_be_name(index):
            return None
        last = index + 1
        if self._follows(last) and self._may_be_name(last) and (_is_given(self._words[index]) or _is_given(self._words[last])):
            last += 1
        return _Run(first, last, last - index)

    def _whole(self) -> _Run | None:
        """Return the whole message when it is a name and nothing else: « sophie martin »."""
        run = self._guess(0)
        return run if run and run.names == 2 and run.last == len(self._words) else None

    def _may_be_name(self, index: int) -> bool:
        word = self._words[index]
        if word.plain in NOT_NAMES or word.start in self._taken:
            return False
        return _is_given(word) or not _NO_NAME.fullmatch(word.plain)


def _is_given(word: Word) -> bool:
    """Say whether a word is, or begins with, a given name: « Jean-Marie », « d'Hélène »."""
    return word.plain.rsplit("'", 1)[-1].split("-")[0] in GIVEN
