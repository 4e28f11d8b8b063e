"""Telephones, e-mail addresses and streets that are a patient's, or their family's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.french.addresses import find_addresses
from balise.model.french.sentence import Sentence
from balise.model.guard.care import is_their_care, speaks_of_care
from balise.model.guard.context import PATIENT
from balise.model.guard.numbers import SPELT_PHONE
from balise.model.guard.words import TRADES

_FAR = 130
_PHONE = re.compile(r"(?<![\d+])(?:\+33|0033|0) ?(?:\(0\) ?)?[1-9](?:[ ./-]{0,2}\d{2}){4}(?!\d)")
_STREET = re.compile(
    r"\b\d{1,4} ?(?:bis |ter )?,? ?(?:rue|avenue|av|bd|boulevard|allee|impasse|chemin|route|place|quai|cours|montee|traverse"
    r"|lotissement|residence|square|sente|faubourg|esplanade|promenade|cite|hameau|passage|voie|ruelle|venelle) \w"
)
_ONE = (
    rf"(?:^|[.,;:!?\n] ?){PATIENT}\b|(?:ma|mon|le|la|l'|cette?|une?|sa|son|du|au|notre|votre|d'une?|autre"
    rf"|1) ?(?:[\w-]{{1,15}} )?{PATIENT}\b|\b{PATIENT} ?(?::|\)|joignable|habit|domicili|=)"
)
_KIN = (
    r"(?:famille|parents?|maman|mere|pere|papa|fils|fille|mari|epou(?:x|se)|femme|conjointe?|compagn\w+|nounou|nourrice|soeur"
    r"|frere|aidante?|tut(?:eur|rice)|curat\w+|proche|neveu|niece|petit[- ]fils|petite[- ]fille|voisine?|belle[- ]fille"
    r"|gendre)"
)
# Others than patients by that word, but not the writer's own people, nor those of an office.
_OTHERS = (
    r"(?:\b(?:contact|tel|telephone|appeler|rappeler|joindre|prevenir|personne a prevenir"
    rf"|personne de confiance) ?:? {_KIN}\b|\b(?:nounou|nourrice) (?:du|de la) petite?\b|\b(?:le|la|l'|une?|cet?|cette|du|au"
    r"|notre|votre|d'une?|quelqu'un|m(?:on|a)(?= (?:client|assur|usager|benef|consult))) ?(?:jeune |petite? |vieille |vieux "
    r"|futur\w* |autre |pauvre )?(?:dame|monsieur|personne(?! (?:du|de la|de l'|des|de votre|de chez|au|qui (?:gere|tient"
    r"|repond|remplace)))|client|cliente|assuree?|interessee?|usager\w*|beneficiaire|jeune|gamine?|enfant|bebe|nourrisson"
    rf"|ado\w*|garcon|accouchee|consultante?|{_KIN}(?! (?:du|de la|de l'|de mon|de ma|de notre) ?(?:docteur|dr|medecin"
    rf"|{TRADES})))\b(?! (?:du|de la|de l'|de votre|de chez|des|au) (?:support|secretariat|service|accueil|standard|hotline"
    rf"|cabinet|labo\w*|pharmacie|mairie|cpam|ars))|\b(?:sa|son|ses|leur) {_KIN}\b)"
)
_ITS_WAY = re.compile(
    r"\b(?:son|sa|leur|celui de|celle de) (?:nouve\w+ |propre |vrai )?(?:adresse|e?-?mails?|courriel|mel|portable|tel\w*"
    r"|numero|fixe|mobile|domicile|gmail|boite perso|num|contact)(?: (?!est-ce)[\w'-]{1,12}){0,4} ?[:=(,]? ?$|\b(?:m'|me "
    r"|nous )(?:a |ont )?(?:ecri\w+|relanc\w+|repon\w+|contact\w+|sollicit\w+|redemand\w+|appel\w+|rappel\w+) (?:depuis|avec"
    r"|via|du|de|par) (?:\w+ ){0,3}?\(?$|\b(?:la |le |l'|lui |les )(?:joindre|appeler|rappeler|prevenir|contacter|ecrire"
    r"|telephoner|repondre) (?:au |sur |a )?(?:le )?$|\b(?:rappel|appel|preven|contact|joign|ecriv|repond|telephon)ez-(?:la"
    r"|le|lui|les) (?:au |sur |a )?(?:le )?$|\b(?:il|elle|ils) (?:y |me |nous |m'|vous )?(?:\w+ )?(?:repond\w*|habite\w*"
    r"|demeure\w*|vit|loge|reside|est joignable|joignable|m'ecrit|ecrit|a laisse|laisse)(?: (?!je|mon"
    r"|ma)[\w'-]{1,12}){0,3} ?:? ?$"
)
_LIVES = re.compile(
    r"\b(?:il|elle|ils|elles) (?:y )?(?:habite\w*|demeure\w*|vi(?:t|vent)|loge|reside) (?:toujours |maintenant "
    r"|desormais )?(?:[\w']{1,15},? ){0,6}$"
)
_SENT_TO = re.compile(
    r"\b(?:envo\w+|transm\w+|adress\w+|renvo\w+|faxer|mailer|partage\w*)\b(?: a ma place)?(?: (?!m'|me\b|mon\b|ma\b|mes\b"
    r"|moi\b|nous\b)[\w'-]{1,15}){0,3} (?:l'|d')?(?:ordonnances?|resultats?|certificats?|radios?|comptes?[- ]rendus?|bilans?"
    r"|photos?|analyses|irm|cr|imagerie|arret|devis|prescriptions?)(?: (?!mon\b|ma\b|mes\b|moi\b)[\w'-]{1,15}){0,3} (?:a|sur"
    r"|vers|chez) ?$"
)
_THEIRS_AFTER = re.compile(
    r" ?,? (?:les?|la|l'|ses|son|sa|une?|cette|ces) ?(?:ordonnances?|resultats?|certificats?|radios?|comptes?[- ]rendus?"
    r"|bilans?|photos?|analyses|irm|cr|imagerie|arret) (?:de|du|d') "
)
_WEBMAIL = re.compile(
    r"@(?:gmail|orange|wanadoo|free|sfr|laposte|yahoo|hotmail|outlook|live|icloud|proton|bbox|numericable|neuf|msn|aol|gmx"
    r"|protonmail)\."
)
_GOES_ON = re.compile(r", (?:il|elle) (?:l'|les? |la )")
_OFFICE_NEAR = re.compile(
    rf"\b(?:{TRADES}|secretariat|standard|conseill\w+|support|cabinet|pharmacie|votre equipe|collegue|deleg\w+|acces a"
    r"|(?:trie|lit|lira|gere|ouvr|class|range|imprim|relev|traite|repond)\w* (?:a )?(?:mes|nos|les|ma|mon))\b"
)
_ITS_BEFORE = re.compile(
    rf"(?<!\w)(?:{_ONE})|{_OTHERS}|\b(?:mail|e-mail|email|tel|telephone|portable|numero|adresse|coordonnees"
    rf"|contact) (?:de la |du |d'une? |de ma |de mon )?{PATIENT}\b"
)
_MINE_AFTER = re.compile(
    r"\b(?:rappel\w*|appel\w*|joign\w*|contact\w*|ecri\w*|repond\w*|envoy\w*|prevenez)[ -](?:moi|nous)\b|\bme (?:joindre"
    r"|contacter|rappeler|repondre|ecrire)\b|\bm'(?:appel\w*|envoy\w*|adress\w*|ecrire|ecrivent|joindre)|\b(?:appel\w*"
    r"|compos\w*|telephon\w*|tomb\w*) (?:le|au|sur)\b|\b(?:mon|ma|mes|notre|nos) (?:e?-?mail|adresse|tel\w*|portable|numero"
    r"|bal|boite|mss\w*|secretair\w*|secretariat|cabinet|messagerie|perso|pro|standard|assistant\w*|confrere|consoeur"
    r"|collegue|rempla\w*|kine|infirm\w*|gmail)|\b(?:du|le|au|notre) (?:cabinet|secretariat|standard|service|labo\w*)\b"
    r"|\bje (?:suis|reste) (?:joignable|dispo\w*|au)\b|\b(?:son|sa|le|la|l'|au|du|un|une|dr|docteur) ?(?:medecin"
    rf"|cardiolog\w+|{TRADES})\b"
)
_ITS_AFTER = re.compile(
    r"[ ,(:\-]{0,3}(?:(?:c'est|est|qui est|c est) )?(?:(?:celui|celle|le|la|l') ?)?(?:(?:mail|e-mail|adresse|numero|tel\w*"
    rf"|portable|contact|perso) )?(?:perso )?(?:de |du |d'|a )?(?:la |ma |mon |une? |cette? |l')?(?:la )?{PATIENT}\b(?! (?:me"
    rf"|m'))|[^.!?\n]{{0,40}}\b(?:chez|pour) (?:la|ma|mon|le|notre|une?) {PATIENT}\b|[^.!?\n]{{0,60}}\b(?:vit|habite|loge"
    rf"|demeure|reside) (?:la|ma|mon|le|cette) {PATIENT}\b|[^.!?\n]{{0,50}}\bc'est (?:une?|ma|mon|cette|le|la"
    rf"|celui d'une?) {PATIENT}\b"
)
_OFFICE = re.compile(
    r"@(?!patient\.)[\w.-]*(?:mss|apicrypt|cabinet|medecin|hopital|hopitaux|\bch-|chu|aphp|clinique|labo|ars|sante|pharma"
    r"|kine|infirm|imagerie|radio)"
)
# « numero@patient.mssante.fr » only tells how they are made.
_HOW_MADE = r"(?:(?:numero|num|nom|prenom|matricule|ins|nir|identifiant|chiffres|votre|son|x|n)[._+-]?){1,30}@"
_CITIZEN = re.compile(rf"(?<![\w.+-])(?!{_HOW_MADE})[\w.+-]{{1,64}}@patient\.mssante\.fr\b")
_OF_NOBODY = re.compile(rf"^{_HOW_MADE}|{_OFFICE.pattern}")


# What is brought to the homes of patients.
_BROUGHT_HOME = re.compile(
    r"\b(?:lit medicalise|oxygene|o2|concentrateur|fauteuil roulant|matelas anti\w*|interphone|digicode|visites? a domicile"
    r"|had|visite de (?:demain|ce soir|ce matin|cet apres-midi))\b[^.!?\n]{0,60}$"
)
# « Mes patients ont un webmail, par exemple … »: one of them.
_ONE_OF_THEM = re.compile(
    rf"\b{PATIENT}s\b[^.!?\n]{{0,80}}\b(?:exemple|ex|celui|celle|comme|dont|notamment|tel|telle)\b[^.!?\n]{{0,20}}$"
)


def contact_in(sentence: Sentence) -> bool:
    """Say whether a patient's telephone, e-mail or street is given."""
    plain = sentence.plain
    if _CITIZEN.search(plain):
        return True
    return any(_reaches_patient(plain, start, end) for start, end in contacts(sentence))


def contacts(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where telephones, streets, and addresses that are no office's begin and end."""
    for address in find_addresses(sentence):
        if not _OF_NOBODY.search(address.value):
            yield address.start, address.end
    for pattern in (_PHONE, SPELT_PHONE, _STREET):
        yield from (found.span() for found in pattern.finditer(sentence.plain))


def _reaches_patient(plain: str, start: int, end: int) -> bool:
    before = plain[max(0, start - 100) : start]
    if _LIVES.search(before) or _BROUGHT_HOME.search(before):
        return True
    # « …, il l'attend à la pharmacie »: where they go.
    told = _GOES_ON.search(plain, end, end + 40)
    if _WEBMAIL.search(plain, start, end) and not _OFFICE_NEAR.search(
        plain, max(0, start - 40), told.start() if told else end + 40
    ):
        after = re.split(r"[.!?\n]", plain[end : end + 90], maxsplit=1)[0]
        if (
            _SENT_TO.search(before)
            or _THEIRS_AFTER.match(plain, end)
            or _ONE_OF_THEM.search(before)
            or (is_their_care(after) and not _MINE_AFTER.search(before))
        ):
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
