"""What a text tells of a patient: who they are, what they have, when they were born."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from balise.model.french.sentence import Sentence
from balise.model.guard.births import MAY_BE_BIRTH, birth_in, follows_name, is_born
from balise.model.guard.care import care_in
from balise.model.guard.context import PATIENT, Surroundings, of_no_patient
from balise.model.guard.people import Named, NameFinder
from balise.model.guard.words import CLINICAL, TRADES

_BREAK = re.compile(r"\.(?<!\bm\.)(?<!\bmr\.)(?<!\bmme\.)(?<!\bmlle\.)(?<!\bdr\.)(?<!\bpr\.)(?<![\W_][a-z]\.)(?!\w)|[!?;\n]")
_A_TRADE = re.compile(rf"\b{TRADES}\b")
_PRONOUN = re.compile(
    r"[ \n]{0,2}(?:(?:et|donc|or|mais|car) )?(?:il|elle|son|sa|ses|on l'|on lui|je l'|je lui|atcd|antecedents|diagnostic"
    r"|suspicion|ttt|traitement)\b"
)
_PIECE = re.compile(r"[^\W_]{2,}")
_FAR = 130
_AN_ADDRESS = re.compile(r"[\w.+-]{0,40}@")
_AMONG_OTHERS = re.compile(r" (?:et|ou) (?:les|des|mes|nos)\b")
_AMONG = re.compile(r"(?:\bet|\bou|,) (?:les|des) $")
_HOUSE_OF = re.compile(
    r"\b(?:centre|service|unite|institut|clinique|pole|hopital|reseau|association|departement|plateau|cabinet|specialis\w+"
    r"|medecin|equipe|hdj|rcp|reunion|prevention|depistage|ligue|journee|congres|formation|filiere|consultations|maison"
    r"|referente?|infirmi\w+|expert\w*|campagne|groupe|programme|etude|medicale?|comite)(?: [\w-]{1,14})?(?: de| d'| du"
    r"| des| en| dans| anti| contre| pour| sur)?(?: la| le| les| l')? ?-?$"
)
_MEASURE = re.compile(
    r"\b(?:hba1c|inr|tsh|psa|crp|creat\w*|hb|hemoglobine|kaliemie|k\+|clairance|dfg|tension|spo2|imc|ldl|glycemie|gaj)"
    r"(?: (?:a|est|de|=|:)){0,2} ?[=:]? ?\d|\b\d+(?:[.,]\d+)? ?(?:mg|µg|mmol|g/l|g/dl|mmhg|ui|kg)\b|\btension (?:a )?\d{2}"
)
_TOLD = re.compile(
    r"\b(?:problemes? (?:cardiaques?|renal|renaux|de (?:coeur|dos|sante|peau)|aux? (?:coeur|dos|foie|poumons?|reins?|yeux))"
    r"|mal (?:au|aux|a la) \w+|tentative de suicide|(?:est|etait) (?:traite|soigne|suivi)e? pour|(?:ne|n')(?: |)(?:voit"
    r"|marche|mange|parle|respire|dort|entend|boit|bouge|repond|urine|marchait|mangeait) (?:plus|pas)(?! (?:mes|les|la|le|ma"
    r"|nos|ce|dans|votre|tout|son|sa|a|au|en|avec|encore|que))|entend des voix|boit (?:trop|beaucoup|et|depuis|en)"
    r"|masse (?:au|du|dans"
    r"|pulm\w+|abdo\w+|suspecte)|a fait une chute|depuis sa chute|a chute|pcr|sous (?:chimio|insuline"
    r"|morphine|antibio\w*)|stade (?:\d|i{1,3}v?|terminal)|fin de vie|soins palliatifs|(?:fait"
    r"|en) (?:une? )?(?:arret cardiaque|malaise|crise|rechute)|perd\w* (?:son|le) bebe|fait (?:de la|une) (?:tension|ts"
    r"|depression|fievre)|(?:crache|perd|urine) du sang|hiv ?\+?|vih ?\+|(?:la|une|a) sep|(?:test|resultat|biopsie|est"
    r"|depistage) positi(?:f|ve)|(?:pour|a cause de|avec|de) (?:sa|son|ses) (?:tension|coeur|genou|hanche|dos|poumons?"
    r"|reins?|foie|epaule|maladie|traitement|operation|dents?|yeux|peau)|enceinte|maladie (?:de|d') \w+"
    r"|troubles? (?:\w+ )?du \w+|arret cardiaque|crise cardiaque|fausse couche|(?:mort|decede)e? (?:de|du|des|d'))\b"
)
_THAT_ONE = re.compile(
    rf"\b(?:ma|mon|notre|cette?|c'est une?|autre|(?:la|le) (?:meme|seule?)) (?:[\w-]{{2,12}} )?{PATIENT}\b|\bune? de (?:mes"
    rf"|nos) {PATIENT}s\b"
)
_TOLD_OF_THEM = re.compile(r",? ?(?:\(|qui |elle |il |son |sa |ses |a |est |souffre|au sujet de)")


class PatientReader:
    """Reads one text. People are looked for once, and only when something depends on them."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence, self._plain = sentence, sentence.plain

    @cached_property
    def _named(self) -> tuple[tuple[Named, Surroundings], ...]:
        found = ((n, Surroundings(self._plain, n.start, n.end, titled=n.titled)) for n in NameFinder(self._sentence).find())
        return tuple(
            (n, s)
            for n, s in found
            if (n.patient or s.called_patient or not (s.is_professional or s.is_self or s.is_delegate))
            and not _AN_ADDRESS.match(self._plain, n.end)
        )

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        return tuple(found.start() for found in _BREAK.finditer(self._plain))

    @cached_property
    def _care(self) -> tuple[int, ...]:
        return tuple(care_in(self._plain))

    @cached_property
    def _spoken(self) -> tuple[tuple[int, int], ...]:
        """Where one patient is spoken of."""
        return tuple(found.span() for found in _THAT_ONE.finditer(self._plain))

    @cached_property
    def _clinical(self) -> tuple[tuple[int, int], ...]:
        """Where something is said of a health."""
        words = (
            found.span()
            for found in _PIECE.finditer(self._plain)
            if (found[0] in CLINICAL or found[0].rstrip("s") in CLINICAL)
            and not _HOUSE_OF.search(self._plain, max(0, found.start() - 45), found.start())
        )
        told = (found.span() for pattern in (_MEASURE, _TOLD) for found in pattern.finditer(self._plain))
        return (*words, *told)

    def identified(self) -> bool:
        """Say whether a patient is named."""
        return any(
            n.patient or n.child or s.is_patient or self._is_that_patient(n, s) or self._is_cared_for(n, s)
            for n, s in self._named
        )

    def _is_that_patient(self, named: Named, around: Surroundings) -> bool:
        """Say whether a sentence that names somebody, and no professional, speaks of one patient."""
        if around.is_written_to or around.is_agent:
            return False
        first, last = self._sentence_around(named)
        spoken = next((place for place in self._spoken if first <= place[0] < last), None)
        if spoken is None:
            return False
        between = sorted((*spoken, named.start, named.end))[1:3]
        return not (_A_TRADE.search(self._plain, *between) or _A_TRADE.search(self._plain, max(first, spoken[0] - 25), spoken[0]))

    def _is_cared_for(self, named: Named, around: Surroundings) -> bool:
        """Say whether a sentence names somebody, no professional, and tells what is done for their health."""
        if around.is_visited:
            return True
        whole = named.titled or " " in self._plain[named.start : named.end]
        if not whole or not around.may_be_cared_for:
            return False
        first, last = self._sentence_around(named)
        if bisect_left(self._care, first) < bisect_left(self._care, named.start):
            return True
        told = bisect_left(self._care, named.end) < bisect_left(self._care, last)
        return told and not _AMONG_OTHERS.match(self._plain, named.end)

    def _sentence_around(self, named: Named) -> tuple[int, int]:
        """Return where the sentence that names somebody begins and ends, or what is near of it."""
        before, after = bisect_left(self._breaks, named.start), bisect_left(self._breaks, named.end)
        first = self._breaks[before - 1] if before else 0
        last = self._breaks[after] if after < len(self._breaks) else len(self._plain)
        return max(first, named.start - _FAR), min(last, named.end + _FAR)

    def clinical(self) -> bool:
        """Say whether something of their health is told of somebody named."""
        return bool(self._named and self._clinical) and any(self._tells(n, s) for n, s in self._named)

    def birth(self) -> bool:
        """Say whether somebody's birth date is given: a patient's, or of somebody named."""
        return birth_in(self._plain) or (MAY_BE_BIRTH.search(self._plain) is not None and self._gives_birth())

    def _gives_birth(self) -> bool:
        ends = [named.end for named, _ in self._named]
        return bool(ends) and (is_born(self._plain) or any(follows_name(self._plain, end) for end in ends))

    def _tells(self, named: Named, around: Surroundings) -> bool:
        return any(self._is_of(named, around, start, end) for start, end in self._clinical)

    def _is_of(self, named: Named, around: Surroundings, start: int, end: int) -> bool:
        first, last = (named.end, start) if start >= named.end else (end, named.start)
        if last - first > _FAR or _AMONG.search(self._plain, max(0, start - 8), start) or of_no_patient(self._plain, first, last):
            return False
        between = self._breaks[bisect_left(self._breaks, first) : bisect_left(self._breaks, last)]
        if between and (len(between) > 1 or start < named.start or not self._goes_on(between[0] + 1, start)):
            return False
        return not around.is_written_to or self._is_told(named, start)

    def _goes_on(self, place: int, start: int) -> bool:
        """Say whether a sentence goes on about the same person: with a pronoun, or at once with what they have."""
        return start - place < 4 or _PRONOUN.match(self._plain, place) is not None

    def _is_told(self, named: Named, start: int) -> bool:
        """Say whether of somebody written to it is told all the same: « qui a », « son », « elle »."""
        if start < named.end:
            return False
        return _TOLD_OF_THEM.match(self._plain, named.end, start) is not None
