"""Who is named in a text: people whose name follows a title, a given name or the word « patient », however it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from balise.model.french.names import NOT_NAMES
from balise.model.french.sentence import Sentence
from balise.model.guard import titles
from balise.model.guard.care import speaks_of_care
from balise.model.guard.words import COMMON, NO_NAME, NO_PERSON, SURNAMES, is_clinical

_NO_NAME = NOT_NAMES | NO_NAME
_SENTENCE_END = re.compile(r"[.!?\n;]")
_MOST = 4
_FARTHEST = 26
_SHORT = 3


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


class NameFinder:
    """Finds the people a text names, but doctors, and the namesakes of houses, streets and diseases."""

    def __init__(self, sentence: Sentence) -> None:
        self._plain, self._cased = sentence.plain, sentence.cased
        self._words = titles.words_of(sentence)
        self._given = [word.given for word in self._words]

    def find(self) -> Iterator[Named]:
        """Yield them in order."""
        done = 0
        for index, word in enumerate(self._words):
            if index < done:
                continue
            if word.plain in titles.DOCTORS and not (word.plain == "pr" and self._is_for(index)):
                done = self._run(index + 1, sure=True)
            elif found := self._introduced(index) if word.plain in titles.OPENING else self._untitled(index):
                done, named = found
                if not titles.HOUSE.search(self._plain, max(0, word.start - 24), word.start):
                    yield named

    def _named(self, first: int, last: int, *, titled: bool = False, patient: bool = False) -> tuple[int, Named]:
        child = self._words[first].plain in titles.CHILDREN
        initial = self._is_initial(last)
        last += initial
        end = self._words[last - 1].end
        dotted = initial and self._plain[end : end + 1] == "."
        return last, Named(self._words[first].start, end + dotted, titled, patient, child)

    def _introduced(self, index: int) -> tuple[int, Named] | None:
        return self._titled(index) or self._called_patient(index)

    def _titled(self, index: int) -> tuple[int, Named] | None:
        word = self._words[index]
        if word.plain not in titles.TITLES or (word.plain == "m" and not self._is_mister(index)):
            return None
        last = self._run(index + 1, sure=True, particles=not (index and self._words[index - 1].plain in titles.SOME))
        if not last and self._is_initial(index + 1):
            last = index + 1
        return self._named(index, last, titled=True) if last else None

    def _called_patient(self, index: int) -> tuple[int, Named] | None:
        """Return the name after « patient », whatever links them: « patiente nommée », « patient : », « mon patient, M. »."""
        word = self._words[index]
        if word.plain not in titles.INTRODUCING and (word.plain not in titles.CHILDREN or word.capital):
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
        titled = self._words[ahead].plain in titles.TITLES
        first = ahead + 1 if titled else ahead
        last = self._name_from(first, titled=titled)
        vague = word.plain in ("patients", "patientes") or self._is_kind(word)
        if not last or (vague and not titled and not self._is_known(first, last)):
            return None
        doubtful = "," in between and titles.TRADE_OF.search(self._plain, max(0, word.start - 40), word.start)
        return self._named(index, last, titled=titled, patient=word.plain in titles.PATIENTS | titles.FAMILIES and not doubtful)

    def _name_from(self, first: int, *, titled: bool) -> int:
        """Return the index after the name « patient » introduces, be it « fages huguette » or an initial; 0 when none is."""
        last = self._run(first, sure=titled, joined=titled, particles=titled)
        if last:
            return last
        if any(self._given[first + 1 : first + 2]) and self._joined(first + 1) and self._may_be_family(first):
            return first + 2
        return first if self._is_initial(first) else 0

    def _is_link(self, index: int) -> bool:
        """Say whether a word only links: « nommée », or the first title of « M. et Mme »."""
        plain = self._words[index].plain
        return plain in titles.LINKS or plain == "et" or (self._titles(index) and self._words[index + 1].plain == "et")

    def _titles(self, index: int) -> bool:
        return self._words[index].plain in titles.TITLES and index + 1 < len(self._words)

    def _is_kind(self, word: titles.Word) -> bool:
        """Say whether « patient » tells what something is: « dossier patient Weda »."""
        return titles.KIND_OF.search(self._plain, max(0, word.start - 16), word.start) is not None

    def _is_known(self, first: int, last: int) -> bool:
        return any(word.given or word.plain in SURNAMES for word in self._words[first:last])

    def _initials(self, index: int) -> tuple[int, Named] | None:
        """Return the name that letters with their dots stand for: « j. f. », « A.-L. P. », « M-C. G. »."""
        word = self._words[index]
        found = titles.INITIALS.match(self._plain, word.start) if len(word.plain) <= _SHORT else None
        if not found or (found[1] + found[2]).replace("-", "").replace(".", "") in titles.NO_INITIALS:
            return None
        last = next((i for i in range(index, len(self._words)) if self._words[i].start >= found.end()), len(self._words))
        return last, Named(found.start(), found.end())

    def _untitled(self, index: int) -> tuple[int, Named] | None:
        """Return a given name and a family name, in any order, or with their capital a given name or a frequent family name."""
        if found := self._initials(index):
            return found
        word, follows = self._words[index], any(self._given[index + 1 : index + 2])
        if word.plain in titles.CUT_SHORT and (word.text.isupper() or not self._cased):
            last = self._run(index + 1, sure=False, after=word)
            return self._named(index, last) if last else None
        if not (self._given[index] or follows or word.plain in SURNAMES):
            return self._guessed(index)
        capital = self._cased and word.capital
        if self._given[index]:
            last = self._run(index + 1, sure=False, after=word)
            if last or (word.plain not in NOT_NAMES and (capital or word.plain not in titles.SELDOM_ALONE)):
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
        if not self._cased or last > len(self._words):
            return None
        pair = self._words[index:last]
        if self._plain[pair[0].end : pair[1].start] != " ":
            return None
        if not all(w.capital and len(w.plain) > 2 and w.plain not in NO_PERSON and self._is_name(w, sure=True) for w in pair):
            return None
        if pair[1].text.isupper() or (pair[0].text.isupper() and len(pair[0].text) < 5):
            return None
        before = self._plain[: pair[0].start].rstrip(" \"'(")
        if not pair[0].text.isupper() and (not before or before[-1] in ".!?\n"):
            return None
        return self._named(index, last)

    def _run(
        self, first: int, *, sure: bool, after: titles.Word | None = None, joined: bool = True, particles: bool = True
    ) -> int:
        """
        Return the index after the name that begins at a word, 0 when none does.

        `sure` after a title, `after` a given name; not `joined` when something else than a blank may stand before it.
        """
        index, last = first, 0
        while index < min(len(self._words), first + _MOST) and (self._joined(index) or (index == first and not joined)):
            word = self._words[index]
            particle = word.plain in titles.PARTICLES and (particles or (self._cased and word.text.istitle()))
            initial = len(word.plain) == 1 and word.capital
            if (particle or initial) and index + 1 < len(self._words) and self._is_name(self._words[index + 1]):
                index += 1
                continue
            expected = after is not None and not last and self._may_follow(after, word)
            if not expected and not self._is_name(word, sure=sure and not last):
                break
            index += 1
            last = index
        return last

    def _is_name(self, word: titles.Word, *, sure: bool = False) -> bool:
        """Say whether a word is a name: by its capital where capitals tell, as a known name, or, after a title, as no other."""
        plain = word.plain
        shown = self._cased and word.capital
        if plain == "petit" and (sure or shown):
            return True
        if sure and shown and (plain in titles.ALSO_NAMES or not word.text.isupper()) and len(plain) > 1:
            return plain not in titles.NOT_TITLED
        if plain in _NO_NAME or is_clinical(plain) or len(plain) < 2 or not plain.replace("-", "").replace("'", "").isalpha():
            return False
        if (shown and not word.text.isupper()) or word.given or self._is_surname(word):
            return True
        if shown:
            return sure or len(plain) > 3
        return sure and not plain.endswith(("ait", "aient"))

    def _may_follow(self, given: titles.Word, word: titles.Word) -> bool:
        """Say whether a word may be the family name after a given one, where nobody takes the trouble of capitals."""
        if self._cased and given.capital:
            return False
        if given.plain in titles.WORDS_TOO or word.plain in _NO_NAME or is_clinical(word.plain) or speaks_of_care(word.plain):
            return False
        return word.plain.isalpha() and not titles.VERBAL.fullmatch(word.plain)

    def _may_be_family(self, index: int) -> bool:
        """Say whether a word before a given name may be the family's, where nobody takes the trouble of capitals."""
        plain = self._words[index].plain
        return len(plain) > 3 and plain.isalpha() and plain not in _NO_NAME and not is_clinical(plain)

    def _is_surname(self, word: titles.Word) -> bool:
        return word.plain in SURNAMES and (word.plain not in COMMON or (self._cased and word.capital))

    def _is_for(self, index: int) -> bool:
        """Say whether a « pr » is « pour »: « pr mr Durand », « la dialyse pr Ousmane »."""
        if index + 1 >= len(self._words):
            return False
        word, following = self._words[index], self._words[index + 1]
        if following.plain in titles.TITLES:
            return True
        called = titles.PROFESSOR.search(self._plain, max(0, word.start - 12), word.start)
        return word.text == "pr" and following.given and not called

    def _is_initial(self, index: int) -> bool:
        """Say whether a single letter stands for a name, after a title or a given name: « Mme K. », « Colette B., 86 ans »."""
        if not self._joined(index) or len(self._words[index].plain) != 1 or self._words[index].plain in titles.ANYBODY:
            return False
        word = self._words[index]
        after = self._plain[word.end : word.end + 2]
        if after[:1] == "'" or not word.plain.isalpha():
            return False
        return after[:1] == "." or (self._cased and word.capital)

    def _is_mister(self, index: int) -> bool:
        """Say whether an « m » is « monsieur »: with its dot, or before a capital or a known name."""
        word, ahead = self._words[index], index + 1
        if ahead >= len(self._words) or (index and self._words[index - 1].plain in titles.SUBJECTS):
            return False
        dotted = self._plain[word.end : word.end + 1] == "."
        following = self._words[ahead]
        told = titles.OF_MISTER.search(self._plain, max(0, word.start - 12), word.start) and not titles.INFINITIVE.search(
            self._words[ahead].plain
        )
        if self._may_be_family(ahead) and (told or any(self._given[ahead + 1 : ahead + 2])):
            return True
        return dotted or (word.text == "M" and self._is_name(following, sure=True)) or self._is_surname(following)

    def _joined(self, index: int) -> bool:
        """Say whether a word follows the one before it with no more than a blank and a title's dot between."""
        if not 0 < index < len(self._words):
            return False
        return self._plain[self._words[index - 1].end : self._words[index].start] in {" ", ". ", ".", ": ", ":"}
