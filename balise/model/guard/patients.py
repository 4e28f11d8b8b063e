"""What a text tells of a patient: who they are, what they have, when they were born."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from balise.model.french.sentence import Sentence
from balise.model.guard.births import MAY_BE_BIRTH, birth_in, follows_name, is_born, precedes_name
from balise.model.guard.care import care_in, is_their_care, speaks_of_care
from balise.model.guard.contacts import contact_in, contacts
from balise.model.guard.context import PATIENT, Surroundings, of_no_patient
from balise.model.guard.described import is_described
from balise.model.guard.people import Named, NameFinder
from balise.model.guard.words import TRADES, is_clinical

_BREAK = re.compile(
    r"\.(?<!\bm\.)(?<!\bmr\.)(?<!\bmme\.)(?<!\bmlle\.)(?<!\bdr\.)(?<!\bpr\.)(?<![\W_][a-z]\.)(?<![\W_][a-z]\.\.)(?<![\W_][a-z]\.\.\.)(?<!\bch\.)(?!\w)"
    r"|[!?;\n]"
)
_A_TRADE = re.compile(rf"\b{TRADES}\b")
_PRONOUN = re.compile(
    r"[ \n]{0,2}(?:(?:et|donc|or|mais|car) )?(?:il|elle|son|sa|ses|on l'|on lui|je l'|je lui|atcd|antecedents|diagnostic"
    r"|suspicion|ttt|traitement)\b"
)
_PIECE = re.compile(r"[^\W_]{2,}")
_FAR, _NEAR = 130, 50
_NOT_THEIRS = re.compile(r"\b(?:mon|ma|mes|notre|nos|cabinet|secretariat|standard|service|bal|boite)\b")
_AN_ADDRESS = re.compile(r"[\w.+-]{0,40}@")
_AMONG_OTHERS = re.compile(r" (?:et|ou) (?:les|des|mes|nos)\b")
_AMONG = re.compile(r"(?:\bet|\bou|,) (?:les|des) $")
_HOUSE_OF = re.compile(
    r"\b(?:centre|service|unite|institut|clinique|pole|hopital|reseau|association|departement|plateau|cabinet|specialis\w+"
    r"|medecin|equipe|hdj|rcp|reunion|prevention|depistage|ligue|journee|congres|formation|filiere|consultations|maison"
    r"|referente?|infirmi\w+|expert\w*|campagne|groupe|programme|etude|medicale?|comite)(?: [\w-]{1,14})?(?: de| d'| du| des"
    r"| en| dans| anti| contre| pour| sur)?(?: la| le| les| l')? ?-?$"
)
_MEASURE = re.compile(
    r"\b(?:hba1c|inr|tsh|psa|crp|creat\w*|hb|hg|hemoglobine|kaliemie|natremie|potassium|sodium|k\+|clairance|dfg|tension|ta"
    r"|spo2|sat(?:uration)?|imc|bmi|ldl|glycemie|gly|dextro|hgt|gaj|cetone|plaquettes?|gb|leucocytes|ferritine|troponine"
    r"|tropo|ddimeres|d-dimeres|bnp|nt-probnp|lipase|ggt|asat|alat|bhcg|uree|albumine|fevg|eva|glasgow|mms|mmse|moca|gir|fc"
    r"|pouls|temperature|temp|qi|sa)(?: (?:a jeun|du jour|ce matin))?(?: (?:a|est|de|=|:)){0,2} ?[=:>]? ?\d"
    r"|\b\d+(?:[.,]\d+)? ?(?:mg|µg|mmol|g/l|g/dl|mmhg|ui|kg|kilos|sa|cig|cigarettes|bpm)\b|\b\d{2,3}/\d{1,3} de (?:tension"
    r"|ta)\b|\b(?:3[89]|4[01])(?:[.,]\d|°)|\bg\d ?p\d\b|\btropo\w* ?[+]|\b(?:positive?|positif|negative?|negatif)s? (?:au?"
    r"|a la|aux|pour)\b"
)
_TOLD = re.compile(
    r"\b(?:problemes? (?:cardiaques?|renal|renaux|de (?:coeur|dos|sante|peau)|aux? (?:coeur|dos|foie|poumons?|reins?|yeux))"
    r"|mal (?:au|aux|a la) \w+|tentative de suicide|(?:est|etait) (?:traite|soigne|suivi)e? pour|(?:ne|n')(?: |)(?:voit"
    r"|marche|mange|parle|respire|dort|entend|boit|bouge|urine|marchait|mangeait) (?:plus|pas)(?! (?:mes|les|la|le|ma|nos|ce"
    r"|dans|votre|tout|son|sa|a|au|en|avec|encore|que))|entend des voix|boit (?:trop|beaucoup|et|depuis|en)|masse (?:au|du"
    r"|dans|pulm\w+|abdo\w+|suspecte)|a fait une chute|depuis sa chute|a chute|pcr|sous (?:chimio|insuline|morphine"
    r"|antibio\w*)|stade (?:\d|i{1,3}v?|terminal)|fin de vie|soins palliatifs|(?:fait|en) (?:une? )?(?:arret cardiaque"
    r"|malaise|crise|rechute)|perd\w* (?:son|le) bebe|fait (?:de la|une) (?:tension|ts|depression|fievre)|(?:crache|perd"
    r"|urine) du sang|hiv ?\+?|vih ?\+|(?:la|une|a) sep|(?:test|resultat|biopsie|est|depistage) positi(?:f|ve)|(?:pour"
    r"|a cause de|avec|de) (?:sa|son|ses) (?:tension|coeur|genou|hanche|dos|poumons?|reins?|foie|epaule|maladie|traitement"
    r"|operation|dents?|yeux|peau)|enceinte|maladie (?:de|d') \w+|troubles? (?:\w+ )?du \w+|arret cardiaque|crise cardiaque"
    r"|fausse couche|(?:mort|decede)e? (?:de|du|des|d')|(?:fait|eu) une? (?:ait|ep|tc|sca|hsa|iras?)\b|idees (?:noires"
    r"|suicidaires)|fausses? routes?|(?:souffle|bruit|grosseur|boule|taches?|bouton|gene|brulures?|faiblesse|raideur"
    r"|gonflement|kyste|corps etranger) (?:au|a la|aux|du|de la|dans|sur)|tousse\w*|crache\w*|vomi\w*|a (?:perdu"
    r"|pris) \d+ (?:kilos|kg)|regurgit\w+|htic|(?:dort|mange|respire|entend|voit|urine|cicatrise) (?:tres )?mal"
    r"|retard (?:de croissance|de langage|de parole|mental|psychomoteur)|ne cicatrise|prend pas (?:de|du) poids|(?:perte"
    r"|prise) de poids|douleurs?|dlr|a mal|se plaint|confuse?|delire\w*|decompens\w+|fugu\w+|desatur\w+|convulse\w*"
    r"|se degrade|s'aggrave|(?:attend|porte) (?:des jumeaux|un bebe|un enfant)|est tombee?|(?:refuse|arrete|arreter|stoppe"
    r"|oublie|prend) (?:son|ses|sa|le|les) (?:traitement|medicaments?|insuline|comprimes|soins)|toxico\w*|schizo\w*|bipo"
    r"|parano\w*|sous (?:o2|oxygene|avk|aod|anticoag\w*|cortico\w*|cortisone|neuroleptiques?|antidepress\w*|dialyse|perf\w*"
    r"|contention|contrainte|methadone|curatelle|tutelle)|(?:troubles?|pertes?|soucis?|problemes?) de (?:la )?(?:memoire|vue"
    r"|vision|audition|sommeil|deglutition|marche|alimentation)|ne (?:se leve|prend|tient)(?: (?:plus|pas|rien)){1,2}"
    r"|(?:tabac|alcool|drogue|thc|cannabis) ?:?,? ?\d)\b"
)
# « La boîte ne marche pas ».
_A_THING = re.compile(
    r"\b(?:boite|bal|messagerie|mails?|connexion|connect|e?-?cps|carte|lien|lecteur|logiciel|ordinateur|delegation|code"
    r"|mot de passe|acces|adresse|annuaire|site|appli\w*|certificat|webmail|outlook|ca|cela|rien|tout|internet|imprimante"
    r"|wifi|renvoi)(?: (?:pro|mss\w*|securisee?|perso|automatique))? $"
)
# « ATCD : FA, HTA. TTT : Eliquis. Mme Louvel »: its sentences are of one person.
_RECORD = re.compile(r"\b(?:atcd|antecedents|ttt?|traitement|diag\w*|motif|hdm|conclusion) ?:")
_THAT_ONE = re.compile(
    rf"\b(?:ma|mon|notre|cette?|c'est une?|autre|(?:la|le) (?:meme|seule?)) (?:[\w-]{{2,12}} )?{PATIENT}\b|\bune? de (?:mes"
    rf"|nos) {PATIENT}s\b"
)
_CARERS = re.compile(
    r"\b(?:chu|hopital|clinique|maternite|urgences|\w{3,}ologue|chirurgien\w*|medecin traitant|generaliste|labo\w*"
    r"|infirmier\w*|kine|pharmacie)\b"
)
_HOUSES = re.compile(r"\b(?:chu|hopital|clinique|maternite|urgences|labo|laboratoire|reanimation)\b")
_FOLLOWED = re.compile(
    r"\bje (?:le|la|les|l'|lui) ?(?:suis|vois|soigne|revois|ai (?:re)?vue?s?|ai prescrit|prescris|traite|visite|ai operee?s?"
    r"|connais depuis)\b"
)
_TO_THEM = re.compile(
    r"\b(?:lui|leur) (?:r?envo\w+|ecri\w+|repond\w*|transm\w+|adress\w+)|\b(?:m'|me |nous )(?:a |ont )?(?:ecri\w+|repon\w+"
    r"|contact\w+)"
)
_TOLD_OF_THEM = re.compile(r",? ?(?:\(|qui |elle |il |son |sa |ses |a |est |souffre|au sujet de)")


class PatientReader:
    """Reads one text, and the same with blanks for underscores. People are looked for once, and only when it depends on them."""

    def __init__(self, sentence: Sentence, spaced: Sentence) -> None:
        self._sentence, self._spaced, self._plain = sentence, spaced, spaced.plain

    @cached_property
    def _named(self) -> tuple[tuple[Named, Surroundings], ...]:
        found = ((n, Surroundings(self._plain, n.start, n.end, titled=n.titled)) for n in NameFinder(self._spaced).find())
        return tuple(
            (n, s)
            for n, s in found
            if (n.patient or s.called_patient or not (s.is_professional or s.is_self or s.is_delegate))
            and not _AN_ADDRESS.match(self._sentence.plain, n.end)
        )

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        return tuple(found.start() for found in _BREAK.finditer(self._plain))

    @cached_property
    def _care(self) -> tuple[int, ...]:
        return tuple(care_in(self._plain))

    @cached_property
    def _is_record(self) -> bool:
        return _RECORD.search(self._plain) is not None

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
            if is_clinical(found[0]) and not _HOUSE_OF.search(self._plain, max(0, found.start() - 45), found.start())
        )
        told = (
            found.span()
            for pattern in (_MEASURE, _TOLD)
            for found in pattern.finditer(self._plain)
            if not _A_THING.search(self._plain, max(0, found.start() - 35), found.start())
        )
        return (*words, *told)

    def identified(self) -> bool:
        """Say whether a patient is named."""
        if is_described(self._spaced):
            return True
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
        if named.titled and self._is_in_hands(named, first, last):
            return True
        told = bisect_left(self._care, named.end) < bisect_left(self._care, last)
        told = told or _FOLLOWED.search(self._plain, named.end, named.end + _FAR) is not None
        return told and not _AMONG_OTHERS.match(self._plain, named.end)

    def _is_in_hands(self, named: Named, first: int, last: int) -> bool:
        """Say whether carers are spoken of after a name, or a hospital before it that the name does not only explain."""
        if _CARERS.search(self._plain, named.end, last):
            return True
        explained = self._plain[: named.start].endswith((", ", "(", ": "))
        return not explained and _HOUSES.search(self._plain, first, named.start) is not None

    def _sentence_around(self, named: Named) -> tuple[int, int]:
        """Return where the sentence that names somebody begins and ends, or what is near of it."""
        before, after = bisect_left(self._breaks, named.start), bisect_left(self._breaks, named.end)
        first = self._breaks[before - 1] if before else 0
        last = self._breaks[after] if after < len(self._breaks) else len(self._plain)
        return max(first, named.start - _FAR), min(last, named.end + _FAR)

    def clinical(self) -> bool:
        """Say whether something of their health is told of somebody named."""
        return bool(self._named and self._clinical) and any(self._tells(n, s) for n, s in self._named)

    def contact(self) -> bool:
        """Say whether a telephone, an e-mail address or a street is a patient's, or of somebody named who is cared for."""
        return contact_in(self._sentence) or any(self._reaches(*place) for place in contacts(self._sentence) if self._named)

    def _reaches(self, start: int, end: int) -> bool:
        """Say whether a contact is that of somebody with a title, of whom care or a health is spoken in the same sentence."""
        for named, around in self._named:
            first, last = (named.end, start) if start >= named.end else (end, named.start)
            if not named.titled or last - first > _NEAR or _NOT_THEIRS.search(self._plain, first, last):
                continue
            begins, ends = self._sentence_around(named)
            ends = max(ends, end + _NEAR)
            if "@" in self._plain[start:end] and _TO_THEM.search(self._plain, begins, ends):
                return True
            if not around.may_be_cared_for:
                continue
            if (
                _CARERS.search(self._plain, max(named.end, end), ends)
                or speaks_of_care(self._plain, begins, ends)
                or is_their_care(self._plain[named.end : ends])
            ):
                return True
        return False

    def birth(self) -> bool:
        """Say whether somebody's birth date is given: a patient's, or of somebody named."""
        return birth_in(self._plain) or (MAY_BE_BIRTH.search(self._plain) is not None and self._gives_birth())

    def _gives_birth(self) -> bool:
        if not self._named:
            return False
        beside = any(follows_name(self._plain, n.end) or precedes_name(self._plain, n.start) for n, _ in self._named)
        return beside or is_born(self._plain)

    def _tells(self, named: Named, around: Surroundings) -> bool:
        return any(self._is_of(named, around, start, end) for start, end in self._clinical)

    def _is_of(self, named: Named, around: Surroundings, start: int, end: int) -> bool:
        first, last = (named.end, start) if start >= named.end else (end, named.start)
        if last - first > _FAR or _AMONG.search(self._plain, max(0, start - 8), start) or of_no_patient(self._plain, first, last):
            return False
        between = self._breaks[bisect_left(self._breaks, first) : bisect_left(self._breaks, last)]
        if (
            between
            and not self._is_record
            and (len(between) > 1 or start < named.start or not self._goes_on(between[0] + 1, start))
        ):
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
