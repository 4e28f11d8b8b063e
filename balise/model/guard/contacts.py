"""Telephones, e-mail addresses and streets that are a patient's, or their family's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.french.addresses import find_addresses
from balise.model.french.sentence import Sentence
from balise.model.guard.care import speaks_of_care
from balise.model.guard.context import PATIENT
from balise.model.guard.numbers import SPELT_PHONE
from balise.model.guard.words import TRADES

_FAR = 130
_PHONE = re.compile(r"(?<![\d+])(?:\+33|0033|0) ?(?:\(0\) ?)?[1-9](?:[ ./-]{0,2}\d{2}){4}(?!\d)")
_STREET = re.compile(
    r"\b\d{1,4} ?(?:bis |ter )?,? ?(?:rue|avenue|av|bd|boulevard|allee|impasse|chemin|route|place|quai|cours) \w"
)
_ONE = (
    rf"(?:^|[.,;:!?\n] ?){PATIENT}\b|(?:ma|mon|le|la|l'|cette?|une?|sa|son|du|au|notre|votre|d'une?|autre"
    rf"|1) ?(?:[\w-]{{1,15}} )?{PATIENT}\b|\b{PATIENT} ?(?::|\)|joignable|habit|domicili|=)"
)
_KIN = (
    r"(?:famille|parents?|maman|mere|pere|papa|fils|fille|mari|epou(?:x|se)|femme|conjointe?|compagn\w+|soeur|frere|aidante?"
    r"|tut(?:eur|rice)|curat\w+|proche|neveu|niece|petit[- ]fils|petite[- ]fille|voisine?|belle[- ]fille|gendre)"
)
# Others than patients by that word, but not the writer's own people, nor those of an office.
_OTHERS = (
    rf"(?:\b(?:le|la|l'|une?|cet?|cette|du|au|notre|votre|d'une?|quelqu'un|m(?:on|a)(?= (?:client|assur|usager|benef"
    rf"|consult))) ?(?:jeune |petite? |vieille |vieux |futur\w* |autre "
    rf"|pauvre )?(?:dame|monsieur|personne(?! (?:du|de la|de l'|des|de votre|de chez|au|qui (?:gere|tient|repond|remplace)))"
    rf"|client"
    rf"|cliente|assuree?|interessee?|usager\w*|beneficiaire|jeune|gamine?|enfant|bebe|nourrisson|ado\w*|garcon|accouchee"
    rf"|consultante?|{_KIN}(?! (?:du|de la|de l') (?:docteur|dr|secretaire|medecin)))\b(?! (?:du|de la|de l'|de votre|de chez"
    rf"|des|au) "
    rf"(?:support|secretariat|service|accueil|standard|hotline|cabinet|labo\w*|pharmacie|mairie|cpam|ars))|\b(?:sa|son|ses"
    rf"|leur) {_KIN}\b)"
)
_ITS_WAY = re.compile(
    r"\b(?:son|sa|leur|celui de|celle de) (?:nouve\w+ |propre |vrai )?(?:adresse|e?-?mails?|courriel|mel|portable|tel\w*"
    r"|numero|fixe|mobile|domicile"
    r"|gmail|boite perso|num|contact)(?: (?!est-ce)[\w'-]{1,12}){0,4} ?[:=(,]? ?$"
    r"|\b(?:m'|me |nous )(?:a |ont )?(?:ecri\w+|relanc\w+|repon\w+|contact\w+|sollicit\w+|redemand\w+|appel\w+"
    r"|rappel\w+) (?:depuis|avec|via|du|de"
    r"|par) (?:\w+ ){0,3}?\(?$"
    r"|\b(?:la |le |l'|lui |les )(?:joindre|appeler|rappeler|prevenir|contacter|ecrire|telephoner|repondre) (?:au |sur "
    r"|a )?(?:le )?$"
    r"|\b(?:rappel|appel|preven|contact|joign|ecriv|repond|telephon)ez-(?:la|le|lui|les) (?:au |sur |a )?(?:le )?$"
    r"|\b(?:il|elle|ils) (?:y |me |nous |m'|vous )?(?:\w+ )?(?:repond\w*|habite\w*|demeure\w*|vit|loge|reside|est joignable"
    r"|joignable"
    r"|m'ecrit|ecrit|a laisse|laisse)(?: (?!je|mon|ma)[\w'-]{1,12}){0,3} ?:? ?$"
)
_LIVES = re.compile(
    r"\b(?:il|elle|ils|elles) (?:y )?(?:habite\w*|demeure\w*|vi(?:t|vent)|loge|reside) (?:toujours |maintenant "
    r"|desormais )?(?:au |a )?$"
)
_SENT_TO = re.compile(
    r"\b(?:envo\w+|transm\w+|adress\w+|renvo\w+|faxer|mailer|partage\w*)\b(?: a ma place)?(?: (?!m'|me\b|mon\b|ma\b|mes\b|moi\b"
    r"|nous\b)[\w'-]{1,15}){0,3} (?:l'|d')?"
    r"(?:ordonnances?|resultats?|certificats?|radios?|comptes?[- ]rendus?|bilans?|photos?|analyses|irm|cr|imagerie|arret|devis)"
    r"(?: (?!mon\b|ma\b|mes\b|moi\b)[\w'-]{1,15}){0,3} (?:a|sur|vers|chez) ?$"
)
_WEBMAIL = re.compile(
    r"@(?:gmail|orange|wanadoo|free|sfr|laposte|yahoo|hotmail|outlook|live|icloud|proton|bbox|numericable|neuf|msn|aol|gmx"
    r"|protonmail)\."
)
_OFFICE_NEAR = re.compile(
    rf"\b(?:{TRADES}|secretariat|standard|conseill\w+|support|cabinet|pharmacie|votre equipe|collegue|deleg\w+|acces a)\b"
)
_ITS_BEFORE = re.compile(
    rf"(?<!\w)(?:{_ONE})|{_OTHERS}|\b(?:mail|e-mail|email|tel|telephone|portable|numero|adresse|coordonnees|contact) (?:de la "
    rf"|du "
    rf"|d'une? |de ma |de mon )?{PATIENT}\b"
)
_MINE_AFTER = re.compile(
    r"\b(?:rappel\w*|appel\w*|joign\w*|contact\w*|ecri\w*|repond\w*|envoy\w*|prevenez)[ -](?:moi|nous)\b|\bme (?:joindre"
    r"|contacter|rappeler|repondre|ecrire)\b|\bm'(?:appel\w*|envoy\w*|adress\w*|ecrire|ecrivent|joindre)|\b(?:appel\w*"
    r"|compos\w*|telephon\w*|tomb\w*) (?:le|au|sur)\b|\b(?:mon|ma|mes|notre|nos) (?:e?-?mail|adresse|tel\w*|portable|numero"
    r"|bal|boite|mss\w*|secretair\w*|secretariat|cabinet|messagerie|perso|pro|standard|assistant\w*|confrere|consoeur"
    r"|collegue|rempla\w*|kine|infirm\w*|gmail)|\b(?:du|le|au|notre) (?:cabinet|secretariat|standard|service|labo\w*)\b"
    r"|\bje (?:suis|reste) (?:joignable|dispo\w*|au)\b"
    rf"|\b(?:son|sa|le|la|l'|au|du|un|une|dr|docteur) ?(?:medecin|cardiolog\w+|{TRADES})\b"
)
_ITS_AFTER = re.compile(
    rf"[ ,(:\-]{{0,3}}(?:(?:c'est|est|qui est|c est) )?(?:(?:celui|celle|le|la|l') ?)?(?:(?:mail|e-mail|adresse|numero"
    rf"|tel\w*|portable|contact|perso) )?(?:perso )?"
    rf"(?:de |du |d'|a )?(?:la |ma |mon |une? |cette? |l')?(?:la )?{PATIENT}\b(?! (?:me|m'))"
    rf"|[^.!?\n]{{0,50}}\bc'est (?:une?|ma|mon|cette|le|la|celui d'une?) {PATIENT}\b"
)
_OFFICE = re.compile(
    r"@(?!patient\.)[\w.-]*(?:mss|apicrypt|cabinet|medecin|hopital|hopitaux|\bch-|chu|aphp|clinique|labo|ars|sante|pharma"
    r"|kine|infirm|imagerie|radio)"
)
_CITIZEN = re.compile(r"[\w.+-]@patient\.mssante\.fr\b")


def contact_in(sentence: Sentence) -> bool:
    """Say whether a patient's telephone, e-mail or street is given."""
    plain = sentence.plain
    if _CITIZEN.search(plain):
        return True
    return any(_reaches_patient(plain, start, end) for start, end in _contacts(sentence))


def _contacts(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for address in find_addresses(sentence):
        if not _OFFICE.search(address.value):
            yield address.start, address.end
    for pattern in (_PHONE, SPELT_PHONE, _STREET):
        yield from (found.span() for found in pattern.finditer(sentence.plain))


def _reaches_patient(plain: str, start: int, end: int) -> bool:
    before = plain[max(0, start - 100) : start]
    if _LIVES.search(before) or (_WEBMAIL.search(plain, start, end) and _SENT_TO.search(before)):
        return True
    if _ITS_WAY.search(before) and not _OFFICE_NEAR.search(before) and _is_of_care(plain, start, end):
        return True
    patients = list(_ITS_BEFORE.finditer(before))
    if patients:
        return not _MINE_AFTER.search(before, patients[-1].end())
    return _ITS_AFTER.match(plain, end) is not None and not _MINE_AFTER.search(before[-40:])


def _is_of_care(plain: str, start: int, end: int) -> bool:
    """Say whether what stands around a place is of a patient's care."""
    return speaks_of_care(plain, max(0, start - _FAR), end + _FAR)
