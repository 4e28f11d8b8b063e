"""The numbers that name a patient: social security number (NIR), national health identity (INS), number of a file."""

from __future__ import annotations

import re

from balise.model.guard.legible import legible

_SEPARATOR = r"[ \n./_\-,:|'*]{0,3}"
_NIR = re.compile(
    r"(?<!\d)"
    + _SEPARATOR.join(
        [
            r"[123478]",  # sex
            r"\d{2}",  # year of birth
            r"(?:0[1-9]|1[0-2]|[2-9]\d)",  # month, or a substitute when unknown
            r"(?:2[abAB]|\d{2})",  # department
            r"\d{3}",  # town
            r"\d{3}",  # order
        ]
    )
    + rf"(?:{_SEPARATOR}\d{{2}})?(?!\d)"
)
_DIGIT = re.compile(r"\d")
_MISREAD = str.maketrans("oil", "011")
"""Letters typed for digits, in what is otherwise a number: not the end of « Diallo 0536… »."""
_MISREADABLE = re.compile(r"(?<![^\W_])(?=[a-z\d]{0,20}\d|[oil]\b)(?:[\doil]|(?<=2)[ab])+(?![^\W_])")
_TENS = r"(?:vingt|trente|quarante|cinquante|soixante|quatre[ -]vingt)"
_SPELT = (
    rf"(?:zeros?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|{_TENS}s?|cents?"
    r"|mille|et)"
)
_SPELT_NIR = re.compile(rf"(?<!\w)(?:un|deux)[ ,]{{1,2}}(?:{_TENS}|zero)s?(?:[ ,-]{{1,2}}{_SPELT}){{7,30}}\b")
SPELT_PHONE = re.compile(
    rf"\bzero (?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)(?:(?:[ ,-]{{1,2}}{_SPELT}){{4,20}}\b"
    r"|(?:[ .-]{1,2}\d\d){4}(?!\d))"
)
_SPACED = r"[ \n./_\-]{0,2}"
# In unusual groups (« 18 41 27… », one digit after the other): the key tells, or the month and the many groups.
_GROUPS = re.compile(rf"(?<!\d)[123478](?:{_SPACED}\d){{12}}(?:(?:{_SPACED}\d){{2}})?(?!{_SPACED}\d)")
_MANY = 6
_PATIENT = r"(?:patiente?|malade|residente?|nouveau-nee?|bebe|parturiente)"
_SOMEONE = rf"(?:{_PATIENT}|dame|monsieur|personne|enfant|assuree?|interessee?)"
_OTHER = r"(?:finess|rpps|siret|siren|adeli|am\b|tel\b|telephone|fax|appel|standard)"
_UP_TO = rf"(?:(?!{_OTHER})[^\d\n]){{0,30}}"
# Called by its name, even a part of it, or one mistyped, is somebody's.
_NAMED_NIR = re.compile(
    r"\b(?:nir|nirpp|nia|secu|securite sociale|immatriculation|carte vitale|ayants? droit|assuree?|beneficiaire|(?:n ?°|no"
    rf"|num|numero) ?(?:de )?ss)\b{_UP_TO}(?<!\d)(?:[12](?:{_SPACED}\d){{4}}|[3478](?:{_SPACED}\d){{5}})"
)
_NIR_NAMED = re.compile(
    r"(?<!\d)[12378][ .-]\d\d[ .-](?:0[1-9]|1[0-2]|[2-9]\d)[ .-](?:2[ab]"
    r"|\d\d)[ .-]\d{3}(?:[ .-]\d{1,3}){0,2}(?!\d)[^\n]{0,80}\b(?:nir|secu|securite sociale|assuree?|immatricul\w+|vitale"
    r"|ins)\b|(?<![\d.,/+-])(?<!\d )(?<!version )(?<!reference )[12] \d\d (?:0[1-9]|1[0-2]) (?:2[ab]|\d\d) \d{3}(?! ?\d)"
    r"|\bcommen\w+ par (?:le )?[12] \d\d (?:0[1-9]|1[0-2])\b|(?<!\d)[12]\d\d(?:0[1-9]|1[0-2]"
    r"|[2-9]\d)\d{7,10}(?!\d)[^\n.!?]{0,30}\b(?:nir|secu|securite sociale)\b"
)
_INS = re.compile(
    rf"(?<!\d)[1-478](?:{_SPACED}\d){{8,14}}(?!\d)[^\d.!?\n]{{0,25}}\b(?:matricule|numero|identifiant)? ?ins\b|\b(?:insi?"
    rf"|ins-?(?:nir|nia|c|a)|identite nationale de sante|identifiant national de sante)\b{_UP_TO}\d(?:{_SPACED}\d){{5}}"
)
_OID = re.compile(r"1\.2\.250\.1\.213\.1\.4\.\d{1,2}\b")
_LONG = re.compile(rf"\d(?:{_SPACED}\d){{7}}")

_N = r"(?:n ?[°o]|nr|num(?:ero)?|#|:|=)"
_CODE = r"[a-z]{0,3}[ -]?\d"
_OF = r"(?:de |du |d'|d' )?(?:la |le |l'|ma |mon |notre )?"
_EVENT = (
    r"(?:patiente?s?|sejours?|venues?|admissions?|hospitalisations?|hospit|passages?|examens?|echantillons?|prelevements?"
    r"|episodes?|identification permanent|residente?s?|malades?|consultations?|tubes?|analyses?|biopsies?|lames?|accession"
    r"|bracelet|etiquettes?|interventions?|naissance|urgences)"
)
_RECORD = (
    r"(?:patiente?|medical\w*|de soins?|clinique|hospitali\w+|d'hospitalisation|infirmier|obstetrical|dentaire|d'anesthesie"
    r"|d'imagerie|de radiologie|d'anapath|d'admission|des urgences|des soins|transfusionnel|de suivi|de sejour)"
)
# What a number told next to is somebody's: « IPP », « numéro de séjour », « dossier médical ».
_ANNOUNCED = re.compile(
    r"\b(?P<own>ipp|nipp?|iep|nda|ndos|i\.p\.p\.?|n\.i\.p\.?|identifiant (?:permanent|hospitalier|patient|interne)"
    rf"|(?:dossier|fiche) {_RECORD}|accession(?: number)?|(?:numero|num|n ?°|no|identifiant|id|ref\w*|code) ?{_OF}{_EVENT}"
    r"|(?:demande|bon) d'(?:examen|analyses?|imagerie)|(?:dossier|fiche|numero) (?:de |du |d'|de la |de l')(?:la |l'|ma "
    rf"|mon |ce |cette )?{_SOMEONE})(?!\w)|\b(?:(?:la|cette|de|sa|n ?°) venue|sejour|admission|hospitalisation|passage"
    rf"|prelevement(?! (?:sepa|bancaire|automatique))|echantillon|episode|examen|fiche|biopsie|lame|tube|labo|{_SOMEONE})\b"
)
_GLUED = re.compile(r"\b(?:ipp|nipp?|iep|nda)\d{5}")
_CALLED_SO = re.compile(
    r"\d{5}[ )\"']{0,2},? ?(?:c'est|c est|cest|est|=|comme) ?(?:l'|son |le |un |mon )?(?:ipp|nipp?|iep|nda)\b"
)
_IDENTIFIER = re.compile(r"(?<![\w@.,+/-])[a-z]{0,6}-?\d[\da-z]*(?:[ ./-]{1,3}[\da-z]{0,6}\d[\da-z]*)*(?![@\w])")
_NUMBERED = re.compile(
    r"(?:\b(?:n ?[°o]|nr|num(?:ero)?|ref\w*|identifiant|id|code|matricule|sous|porte|cote|dossier|fiche|enregistree?(?: sous"
    r"| en)?)|[#:=(])[^\d]{0,12}$|^ ?(?:\(|-)? ?$"
)
_NOT_ITS = re.compile(
    rf"\b(?:{_OTHER}|tel|portable|mobile|postal|cp|habit\w*|demeur\w*|domicili\w*|rue|avenue|place|ticket|incident|demande de"
    r"|commande|facture|colis|carte|cps|version|erreur|poste|fax|avant|apres|depuis|moins de|plus de|environ"
    r"|identifiant pro\w*|idnps|quota|lecteur|contrat|bordereau|reference de (?:ma|la) demande|a|vers|pour|pendant)\b"
)
_COUNTED = re.compile(
    r" ?(?:€|euros?|ans\b|mois|jours?|semaines|heures?|h\b|min|mo\b|go\b|ko\b|%|km|kg|mg|ml|cm|patient|message|mail|courrier"
    r"|fois|chiffre|caracter|boite|bal\b|lits?\b|personne|dossiers|resultats|sejours|passages|janv|fev|mars|avr|mai\b|juin"
    r"|juil|aout|sept|oct|nov|dec)"
)
_DATED = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|(?:19|20)\d\d(?:[/.-]\d{1,2}){0,2}|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d"
    r"|0[\d ./-]{9,}|\d\d?h(?:\d\d)?|\d{1,2}/\d{2,4}"
)
_WHOSE = re.compile(rf"[^.!?\n]{{0,30}}\b(?:ma|mon|une?|la|le|du|cette?|ce|notre) (?:{_PATIENT}|dame|monsieur)\b")
_HOSPITAL = re.compile(
    r"\b(?:urgences|crh?|cro|comptes?[- ]rendus?|labo\w*|anapath|biopsie|tube|etiquette|pacs|ris|sortie|prelevement|sejour"
    r"|venue|patiente?|irm|scanner|radio|echographie|biologie|bilan|resultats?|hospitalisation|examen|dpi|lit|chambre|bloc"
    r"|maternite|reanimation|samu)\b"
)
_OTHER_KIND = re.compile(
    rf"\b(?:{_OTHER}|tel|portable|mobile|fixe|postal|cp|idnps|carte|cps|identifiant pro\w*|numero pro\w*|poste|serie|lecteur"
    r"|version|code (?:d')?erreur|erreur (?:n ?°|\d)|colis|suivi|bordereau|facture|iban|quota|code|puk|pin|otp|interne"
    r"|remplacante?)\b|@|https?:"
)
_ENDS = re.compile(r"[!?;\n]|\. ")
_BARE_FILE = re.compile(
    rf"\bdossier ?{_N}[ :°]{{0,3}}(?!\d{{1,2}}\b|(?:19|20)\d\d\b){_CODE}[\d -]{{3}}|\bnum(?:ero)? (?:de "
    r"|du )?dossier[^\d\n]{0,12}\d{4}|\bdossier ?:? \d{5}"
)
# A file of the support's, of an operator's, of the administration's: nobody's health.
_DESK = re.compile(
    r"\b(?:support|ticket|operateur|mailiz|demande|incident|reclamation|assistance|hotline|inscription|ordre|cps|ans|ars"
    r"|commande|facture|sav|contrat|client|dossier administratif|urssaf|cpam|ameli|depublication|delegation|signalement|appel"
    r"|statut|avancement)\b"
)
_NEARBY, _AHEAD = 60, 50
_FEWEST, _LONG_ENOUGH, _LONGEST = 4, 6, 10


def holds_nir(text: str) -> bool:
    """
    Say whether a text holds something that looks like a NIR, with or without its key, spaced or not.

    An RPPS (11 digits), an IDNPS (12) and a phone number are shorter and pass. The key is not checked in the usual groups:
    a mistyped NIR is still one person's number.
    """
    return nir_in(legible(text).lower())


def nir_in(plain: str) -> bool:
    """Say the same of a legible text, in lower case."""
    if _SPELT_NIR.search(plain):
        return True
    if not _DIGIT.search(plain):
        return False
    if _NIR.search(plain) or _NIR.search(_MISREADABLE.sub(lambda told: told[0].translate(_MISREAD), plain)):
        return True
    if _NAMED_NIR.search(plain) or _NIR_NAMED.search(plain):
        return True
    return any(_is_nir(grouped[0]) for grouped in _GROUPS.finditer(plain))


def ins_in(plain: str) -> bool:
    """Say whether a text holds a matricule INS, by its name or beside the OID of its register."""
    if not _DIGIT.search(plain):
        return False
    if _INS.search(plain):
        return True
    without = _OID.sub(" | ", plain)
    return without != plain and _LONG.search(without) is not None


def file_number_in(plain: str) -> bool:
    """Say whether a text holds the number of a patient's file or stay: IPP, NIP, « dossier n° »."""
    if not _DIGIT.search(plain):
        return False
    if _GLUED.search(plain) or _CALLED_SO.search(plain) or any(_tells_file(plain, said) for said in _ANNOUNCED.finditer(plain)):
        return True
    if any(_is_told_whose(plain, found) or _stands_alone(plain, found) for found in _IDENTIFIER.finditer(plain)):
        return True
    return any(
        not _DESK.search(plain, max(0, found.start() - _NEARBY), found.end() + _NEARBY) for found in _BARE_FILE.finditer(plain)
    )


def _tells_file(plain: str, said: re.Match[str]) -> bool:
    """Say whether a word for a stay, a sample, a patient announces a number."""
    ends = _ENDS.search(plain, said.end(), said.end() + _AHEAD)
    for found in _IDENTIFIER.finditer(plain, said.end(), ends.start() if ends else min(len(plain), said.end() + _AHEAD)):
        between = plain[said.end() : found.start()]
        own = said["own"] is not None
        number = _is_identifier(plain, found) or (own and _LONG.match(found[0]))
        if number and (own or _NUMBERED.search(between)) and not _NOT_ITS.search(between):
            return True
    return False


def _is_told_whose(plain: str, found: re.Match[str]) -> bool:
    """Say whether a number is told to be a patient's after it: « le n° 4500981, c'est ma patiente »."""
    before = plain[max(0, found.start() - _NEARBY) : found.start()]
    if (
        not _is_identifier(plain, found)
        or not _NUMBERED.search(before[-20:])
        or _DESK.search(before)
        or _NOT_ITS.search(before[-20:])
    ):
        return False
    return _WHOSE.match(plain, found.end()) is not None


def _stands_alone(plain: str, found: re.Match[str]) -> bool:
    """Say whether a long number stands beside a word of the hospital, and is nothing else: « cr urgences 2409917 »."""
    near = plain[max(0, found.start() - _NEARBY) : found.end() + _NEARBY]
    digits = len(_DIGIT.findall(found[0]))
    if "/" in found[0] or not _LONGEST >= digits >= _LONG_ENOUGH or not _is_identifier(plain, found):
        return False
    return bool(_HOSPITAL.search(near)) and not (_DESK.search(near) or _OTHER_KIND.search(near))


def _is_identifier(plain: str, found: re.Match[str]) -> bool:
    """Say whether a number may be an identifier: neither a date, a year, a telephone nor an amount."""
    digits = len(_DIGIT.findall(found[0]))
    counts = digits == _FEWEST and _COUNTED.match(plain, found.end())
    return digits >= _FEWEST and not counts and not _DATED.fullmatch(found[0])


def _is_nir(grouped: str) -> bool:
    digits = re.sub(r"\D", "", grouped)
    if len(digits) > 13:
        return int(digits[13:]) == 97 - int(digits[:13]) % 97
    month = int(digits[3:5])
    return len(re.findall(r"\d+", grouped)) >= _MANY and (1 <= month <= 12 or month >= 20)
