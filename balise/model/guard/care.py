"""The words of what is done for somebody's health."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CARE_WORD = re.compile(
    r"\b(?:ordonnances?|ordo|prescri\w+|posologie|pilulier|delivrance|resultats?|bilans?|analyses|biologie|prises? de sang"
    r"|irm|scanners?|scan|tdm|petscan|radios?|radiographies?|echos?|echographies?|mammo\w*|ecg|eeg|emg|holter|doppler|biopsies?"
    r"|anapath|coloscopies?|fibroscopies?|endoscopies?|scintigraphie|frottis|comptes?[- ]rendus?|crh?|cro|certificats?"
    r"|courriers? de (?:sortie|liaison|consultation)|lettres? de (?:sortie|liaison)|arret de travail|ald|directives anticipees"
    r"|carte vitale|feuille de soins|carnet de sante|dossier (?:medical|patient|de soins?)|consultation\w*|consult|rdv"
    r"|rendez-vous|suivie? (?:pour|par|depuis|chez|en|a)|(?:que|dont) (?:je|nous|j') ?(?:suis|suivons|vois|voyons|soigne"
    r"|visite|m'occupe|nous occupons|ai (?:en|vue?|recue?|operee?|pris))"
    r"|suivi|traitements?|traitee?s?|soins?|soigne\w*|pansements?|perfusions?"
    r"|injections?|reeducation|seances?|vaccin\w*|visite|domicile|hospitalis\w+|hospit|hosp|opere\w*|operation|intervention"
    r"|admise?|entree? (?:en|aux?|a l'hopital|chez nous)|sortante?|sorti[er]?s?|transfer[eo]\w*|transferons|transfert"
    r"|orient\w+|adressee? (?:en|pour|aux?|par|ce)"
    r"|prise? en charge|kinesitherapie|ssr|had|smr|usld|chambre \d+|lit \d+|tutelle|curatelle|tut(?:eur|rice)|mdph|pai|apa|aah"
    r"|gir|mutuelle|deces|decede\w*|grossesse|maternite|bebe|urgences|bloc operatoire|reanimation|examens?|symptom\w*"
    r"|medicaments?|chimio\w*|dialyse|depist\w+|antecedents|diagnostic|protocole|guerie?|en fin de vie|a leur domicile"
    r"|toilette|transports?|vsl|taxi|alimentation|sommeil|chute|tombee?|manger|par terre|lit medicalise|fauteuil|oxygene"
    r"|a prevenir|personne de confiance|samu|smur|pompiers|ambulance|fiche de liaison|nuit agitee|venue? me voir"
    r"|vient me voir|que je dois revoir)\b"
)
_OWN_CARE = re.compile(
    r"\b(?:son|sa|ses|leurs?|vos|votre) (?:\w+ )?(?:ordonnances?|prescri\w+|resultats?|bilans?|analyses|prise de sang|irm"
    r"|scanner"
    r"|radios?|echos?|echographie|biopsie|certificats?|comptes?[- ]rendus?|cr|courrier de sortie|dossier|consultation"
    r"|rdv|rendez-vous|traitements?|soins|pansements?|operation|intervention|hospitalisation|sortie|deces|carte vitale"
    r"|medecin(?: traitant)?|medicaments?|pilulier|arret|examens?|vaccin\w*|chimio\w*|seances?|maladie|grossesse)\b"
)


def speaks_of_care(plain: str, start: int, end: int) -> bool:
    """Say whether something done for one's health stands between two places."""
    return _CARE_WORD.search(plain, start, end) is not None


def care_in(plain: str) -> Iterator[int]:
    """Yield where each begins."""
    return (found.start() for found in _CARE_WORD.finditer(plain))


def is_their_care(after: str) -> bool:
    """Say whether what follows somebody's name tells of their own care: « son ordonnance », « vos résultats »."""
    return _OWN_CARE.search(after) is not None
