"""Who is named in a text: people whose name follows a title, a given name or the word « patient », however it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from balise.model.french.names import GIVEN, NOT_NAMES
from balise.model.french.sentence import Sentence
from balise.model.guard.given import MORE_GIVEN
from balise.model.guard.words import CLINICAL, COMMON, NO_NAME, NO_PERSON, SURNAMES, TRADES

_TITLES = frozenset("m mr mme mlle melle mde mdme monsieur madame mademoiselle".split())
_DOCTORS = frozenset("dr dre drs doc docteur docteure docteurs pr pre professeur professeure prof me maitre".split())
_PATIENTS = frozenset(
    "patient patiente patients patientes pt pte pacient paciente pasient pasiente patiant patiante resident residente"
    " residant residante parturiente nourrisson bebe enfant".split()
)
_CHILDREN = frozenset("petit petite jeune".split())
_FAMILIES = frozenset("famille couple epoux".split())
_INTRODUCING = _PATIENTS | _FAMILIES | frozenset("fils fille maman papa".split())
_OPENING = _TITLES | _INTRODUCING | _CHILDREN
_GIVEN = GIVEN | MORE_GIVEN
# An « m » after them is an elision: « ON M ECRIT ».
_SUBJECTS = frozenset("on il elle ils elles qui vous tu ca ne cela".split())
# « Ce monsieur de Cahors » is not called so.
_SOME = frozenset("ce cet cette un une le la du au ces des".split())
_LINKS = frozenset("nomme nommee appelle appele appelee qui est nom prenom se".split())
_PARTICLES = frozenset("de du des la le el al ben van von da dos".split())
_NO_NAME = NOT_NAMES | CLINICAL | NO_NAME
_HOUSE = re.compile(
    r"\b(?:(?:poly)?cliniques?|hopita(?:l|ux)|hospitalier|chu|chr|ch|chi|centre|cabinet|ehpad|maison|maternite|pharmacie"
    r"|labo(?:ratoire)?|institut|rue|avenue|bd|place|boulevard|allee|quai|residence|fondation|groupe|lycee|ecole|universite"
    r"|espace|ville|pole|maladie|syndrome|score|test|echelle|loi|methode|saint|sainte|st|ste|salle|batiment|pavillon|stade"
    r"|square|association|france|selarl|selas|sel|scp|scm|sisa|msp|cpts|sci|lbm)(?: de| d'| du)? ?$"
)
_TRADE_OF = re.compile(rf"\b{TRADES}(?: traitante?)? (?:de |du |d'une? )(?:ma |mon |la |le |cette? )?$")
_KIND_OF = re.compile(
    r"\b(?:dossiers?|fiches?|espace|portail|logiciel|donnees|identite|compte|appli\w*|parcours|information|carte)s? $"
)
# Without what is elided before them: « l'enfant », « d'Emma ».
_WORD = re.compile(r"(?:(?:[cdjlmnst]|qu)'(?=\w))?([^\W_]+(?:['-][^\W_]+)*)")
# Other words that families are also called, after a title.
_ALSO_NAMES = frozenset(
    "toussaint avril mai maire place ville bal bon dame rue hiver ordre groupe maitre jour matin piece mars malade jeune droit"
    " gauche".split()
)
# Given names that are also other words: without their capital they tell nothing, or nothing alone.
_WORDS_TOO = frozenset(
    "max claire rose ange pierre prune ambre aurore jade said mia ali violette olive blanche lise flore fleur honore desire"
    " desiree aime aimee victoire reine marin martial prosper patience celeste manuel".split()
)
_SELDOM_ALONE = _WORDS_TOO | frozenset("jean guy remy maud noel marc eve victor thi wei ming jules elie felix".split())
_VERBAL = re.compile(r".{,2}|.*(?:ait|aient|ent|.{3}ees?|.{3}er|.{3}ez)")
_SENTENCE_END = re.compile(r"[.!?\n;]")
_MOST = 4
_FARTHEST = 26


@dataclass(frozen=True, slots=True)
class Named:
    """
    Somebody named: where their name begins and ends with its title.

    `patient` when the word « patient » introduces it, `child` when « la petite » does.
    """

    start: int
    end: int
    titled: bool = False
    patient: bool = False
    child: bool = False


class _Word(NamedTuple):
    text: str
    plain: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


class NameFinder:
    """Finds the people a text names, but doctors, and the namesakes of houses, streets and diseases."""

    def __init__(self, sentence: Sentence) -> None:
        self._plain, self._cased = sentence.plain, sentence.cased
        spans = (found.span(1) for found in _WORD.finditer(sentence.plain))
        self._words = [_Word(sentence.text[a:b], sentence.plain[a:b], a, b) for a, b in spans]
        self._given = [word.plain.partition("-")[0] in _GIVEN for word in self._words]

    def find(self) -> Iterator[Named]:
        """Yield them in order."""
        done = 0
        for index, word in enumerate(self._words):
            if index < done:
                continue
            if word.plain in _DOCTORS and not (word.plain == "pr" and self._is_for(index)):
                done = self._run(index + 1, sure=True)
            elif found := self._introduced(index) if word.plain in _OPENING else self._untitled(index):
                done, named = found
                if not _HOUSE.search(self._plain, max(0, word.start - 24), word.start):
                    yield named

    def _named(self, first: int, last: int, *, titled: bool = False, patient: bool = False) -> tuple[int, Named]:
        child = self._words[first].plain in _CHILDREN
        return last, Named(self._words[first].start, self._words[last - 1].end, titled, patient, child)

    def _introduced(self, index: int) -> tuple[int, Named] | None:
        return self._titled(index) or self._called_patient(index)

    def _titled(self, index: int) -> tuple[int, Named] | None:
        word = self._words[index]
        if word.plain not in _TITLES or (word.plain == "m" and not self._is_mister(index)):
            return None
        last = self._run(index + 1, sure=True, particles=not (index and self._words[index - 1].plain in _SOME))
        return self._named(index, last, titled=True) if last else None

    def _called_patient(self, index: int) -> tuple[int, Named] | None:
        """Return the name after « patient », whatever links them: « patiente nommée », « patient : », « mon patient, M. »."""
        word = self._words[index]
        if word.plain not in _INTRODUCING and (word.plain not in _CHILDREN or word.capital):
            return None
        if word.plain == "famille" and self._plain[: word.start].endswith("nom de "):
            return None
        ahead = index + 1
        while ahead < len(self._words) and ahead - index < 4 and self._is_link(ahead):
            ahead += 1
        if ahead >= len(self._words):
            return None
        between = self._plain[word.end : self._words[ahead].start].replace("m. ", "")
        if len(between) > _FARTHEST or _SENTENCE_END.search(between):
            return None
        titled = self._words[ahead].plain in _TITLES
        first = ahead + 1 if titled else ahead
        last = self._run(first, sure=titled, joined=titled, particles=titled)
        vague = word.plain in ("patients", "patientes") or self._is_kind(word)
        if not last or (vague and not titled and not self._is_known(first, last)):
            return None
        doubtful = "," in between and _TRADE_OF.search(self._plain, max(0, word.start - 40), word.start)
        return self._named(index, last, titled=titled, patient=word.plain in _PATIENTS | _FAMILIES and not doubtful)

    def _is_link(self, index: int) -> bool:
        """Say whether a word only links: « nommée », or the first title of « M. et Mme »."""
        plain = self._words[index].plain
        return plain in _LINKS or plain == "et" or (self._titles(index) and self._words[index + 1].plain == "et")

    def _titles(self, index: int) -> bool:
        return self._words[index].plain in _TITLES and index + 1 < len(self._words)

    def _is_kind(self, word: _Word) -> bool:
        """Say whether « patient » tells what something is: « dossier patient Weda »."""
        return _KIND_OF.search(self._plain, max(0, word.start - 16), word.start) is not None

    def _is_known(self, first: int, last: int) -> bool:
        return any(_is_given(word) or word.plain in SURNAMES for word in self._words[first:last])

    def _untitled(self, index: int) -> tuple[int, Named] | None:
        """Return a given name and a family name, in any order, or with their capital a given name or a frequent family name."""
        word, follows = self._words[index], any(self._given[index + 1 : index + 2])
        if not (self._given[index] or follows or word.plain in SURNAMES):
            return self._guessed(index)
        capital = self._cased and word.capital
        if self._given[index]:
            last = self._run(index + 1, sure=False, after=word)
            if last or (word.plain not in NOT_NAMES and (capital or word.plain not in _SELDOM_ALONE)):
                return self._named(index, last or index + 1)
            return None
        family = self._is_surname(word) or (capital and self._is_name(word, sure=word.text.isupper()))
        if follows and family and self._joined(index + 1) and not self._run(index + 2, sure=False):
            return self._named(index, index + 2)
        known = capital and word.plain in SURNAMES and word.plain not in COMMON
        return self._named(index, index + 1) if known else None

    def _guessed(self, index: int) -> tuple[int, Named] | None:
        """Return two words that only their capitals make a name, within a sentence."""
        last = index + 2
        if not self._cased or last > len(self._words) or not self._joined(index + 1):
            return None
        pair = self._words[index:last]
        if not all(w.capital and len(w.plain) > 2 and w.plain not in NO_PERSON and self._is_name(w, sure=True) for w in pair):
            return None
        if pair[1].text.isupper() or (pair[0].text.isupper() and len(pair[0].text) < 5):
            return None
        before = self._plain[: pair[0].start].rstrip(" \"'(")
        if not pair[0].text.isupper() and (not before or before[-1] in ".!?\n"):
            return None
        return self._named(index, last)

    def _run(self, first: int, *, sure: bool, after: _Word | None = None, joined: bool = True, particles: bool = True) -> int:
        """
        Return the index after the name that begins at a word, 0 when none does.

        `sure` after a title, `after` a given name; not `joined` when something else than a blank may stand before it.
        """
        index, last = first, 0
        while index < min(len(self._words), first + _MOST) and (self._joined(index) or (index == first and not joined)):
            word = self._words[index]
            if particles and word.plain in _PARTICLES and index + 1 < len(self._words) and self._is_name(self._words[index + 1]):
                index += 1
                continue
            if len(word.plain) == 1 and word.capital and index + 1 < len(self._words) and self._is_name(self._words[index + 1]):
                index += 1
                continue
            expected = after is not None and not last and self._may_follow(after, word)
            if not expected and not self._is_name(word, sure=sure and not last):
                break
            index += 1
            last = index
        return last

    def _is_name(self, word: _Word, *, sure: bool = False) -> bool:
        """Say whether a word is a name: by its capital where capitals tell, as a known name, or, after a title, as no other."""
        plain = word.plain
        if sure and (plain == "petit" or (self._cased and word.capital and plain in _ALSO_NAMES)):
            return True
        if plain in _NO_NAME or len(plain) < 2 or not plain.replace("-", "").replace("'", "").isalpha():
            return False
        if (self._cased and word.capital and not word.text.isupper()) or _is_given(word) or self._is_surname(word):
            return True
        if self._cased and word.text.isupper():
            return sure or len(plain) > 3
        return sure and not plain.endswith(("ait", "aient"))

    def _may_follow(self, given: _Word, word: _Word) -> bool:
        """Say whether a word may be the family name after a given one, where nobody takes the trouble of capitals."""
        if self._cased and given.capital:
            return False
        if given.plain in _WORDS_TOO or word.plain in _NO_NAME:
            return False
        return word.plain.isalpha() and not _VERBAL.fullmatch(word.plain)

    def _is_surname(self, word: _Word) -> bool:
        return word.plain in SURNAMES and (word.plain not in COMMON or (self._cased and word.capital))

    def _is_for(self, index: int) -> bool:
        """Say whether a « pr » is « pour »: « pr mr Durand »."""
        return index + 1 < len(self._words) and self._words[index + 1].plain in _TITLES

    def _is_mister(self, index: int) -> bool:
        """Say whether an « m » is « monsieur »: with its dot, or before a capital or a known name."""
        word, ahead = self._words[index], index + 1
        if ahead >= len(self._words) or (index and self._words[index - 1].plain in _SUBJECTS):
            return False
        dotted = self._plain[word.end : word.end + 1] == "."
        following = self._words[ahead]
        return dotted or (word.text == "M" and self._is_name(following, sure=True)) or self._is_surname(following)

    def _joined(self, index: int) -> bool:
        """Say whether a word follows the one before it with no more than a blank and a title's dot between."""
        if not 0 < index < len(self._words):
            return False
        return self._plain[self._words[index - 1].end : self._words[index].start] in {" ", ". ", ".", ": ", ":"}


def _is_given(word: _Word) -> bool:
    return word.plain.partition("-")[0] in _GIVEN
