"""The words of what is done for somebody's health."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

_EXAMS = (
    r"ordonnances?|ordo|prescri\w+|resultats?|bilans?|analyses|biologie|prises? de sang|irm|scanners?|scan|tdm|pet-?scan"
    r"|radios?|echos?|mammo\w*|ecg|eeg|emg|holter|doppler|biopsies?|anapath|\w{3,}scopies?|frottis|cone beam|cbct|hgpo|nfs"
    r"|ecbu|\w{3,}culture|cliches?|(?:radio|echo|angio|scinti|retino|arterio|coronaro|cysto|myelo|arthro|phlebo|densito"
    r"|polysomno)graphies?|pano(?:ramique)?|\w*(?:cardio|audio|encephalo|myo|spermo|iono|hemo|anti)grammes?|(?:spiro|audio"
    r"|densito)metries?|comptes?[- ]rendus?|crh?|crop?|certificats?(?! (?:serveur|logiciel|client|tls|ssl|cn|electronique"
    r"|numerique|igc|x509|d'auth\w*|de signature|de chiffrement))|atcd|antecedents|diagnostic|imagerie"
)
PAPERS = (
    rf"(?:dossier(?! de )|dossiers|dossier de soins?|{_EXAMS}|bio|lettre de (?:sortie|liaison)|courrier de sortie"
    r"|arret de travail|chimio\w*|dialyse|vaccin\w*|carnet de sante|pathologie|pansements?|plaies?|ald|glycemie|inr|hba1c"
    r"|constantes|clairance|groupe sanguin|testament de vie|directives anticipees|fiche|feuille de soins|carte vitale"
    r"|mutuelle|hospitalisation|hospit|admission|accouchement|deces|lit|chambre|toilette|empreintes?|semelles"
    r"|bas de contention|protocole|piluliers?|medicaments?|attelle|prothese|implants?|pacemaker|stents?|fauteuil)"
)
"""What is told, kept, done or worn of somebody's health, each followed by whose it is: « l'IRM de »."""

CARE = (
    r"(?:prise en charge|consultation|consult|suivi|suivi medical|traitement|rdv|rendez-vous|adressage|orientation|soins?"
    r"|injections?|reeducation|seances|perfusions?|demande d'avis|operation|intervention|sortie|seance|visite|etat|cas|bebe"
    r"|examens?)"
)
CARERS = (
    r"(?:medecins?(?: traitante?)?|infirmi\w+|idel?|kines?\w{0,16}|\w{3,20}(?:ologue|iatre)|sage-femme|aides?-soignante?"
    r"|aide(?= (?:soignante|a domicile|de vie|menagere))|auxiliaires?(?: de vie)?|chirurgien\w*|oncologue|dentiste|pharmac\w+"
    r"|orthophoniste|generaliste|cardio|neuro|specialiste|psy|gyneco|dermato|pneumo|rhumato|uro|gastro|nephro|onco|ophtalmo"
    r"|orl|chir|diabeto|endocrino|hemato|pediatre|orthodontiste|podologue|dieteticienne?|nutritionniste|anesthesiste"
    r"|allergologue|maternite)"
)
BODY = (
    r"(?:genou|hanche|coeur|dos|epaule|poumons?|foie|reins?|sang|dents?|yeux|oeil|mains?|pieds?|jambes?|bras|doigts?|orteils?"
    r"|cheville|poignet|coude|ventre|seins?|peau|langue|gorge|oreilles?|nez|visage|crane|tete|rachis|vessie|prostate|thyroide"
    r"|cicatrice|grain de beaute|ulcere|escarre|plaie|passe medical|etat de sante|sante|histoire de la maladie"
    r"|parcours de soins)"
)
ITS = (
    r"(?:resultats?|dossier|traitement|rendez-vous|rdv|medecin traitant|operation|analyses|examens?|hospitalisation|irm"
    r"|scanner|radio|echo\w*|ordonnance|bilan|prise de sang|suivi|consultation|vaccin\w*|biopsie|chimio\w*|insuline|tension"
    r"|medicaments?|sortie|intervention|pansements?|grossesse|diabete|maladie)"
)
_CARE_WORD = re.compile(
    rf"\b(?:{_EXAMS}|posologie|pilulier|delivrance|courriers? de (?:sortie|liaison|consultation)|lettres? de (?:sortie"
    r"|liaison)|arret de travail|ald|directives anticipees|carte vitale|feuille de soins|carnet de sante|dossier (?:medical"
    r"|patient|de soins?)|consultation\w*|consult|rdv|rendez-vous|suivie? (?:pour|par|depuis|chez|en|a)|(?:que|dont) (?:je"
    r"|nous|j') ?(?:suis|suivons|vois|voyons|soigne|visite|m'occupe|nous occupons|ai (?:en|vue?|recue?|operee?|pris))|suivi"
    r"|traitements?|traitee?s?|soins?|soigne\w*|pansements?|perfusions?|injections?|reeducation|seances?|vaccin\w*|visite"
    r"|domicile|hospitalis\w+|hospit|hosp|opere\w*|operation|intervention|admise?|entree? (?:en|aux?|a l'hopital|chez nous)"
    r"|sortante?|sorti[er]?s?|transfer[eo]\w*|transferons|transfert|orient\w+|adressee? (?:en|pour|aux?|par|ce)"
    r"|prise? en charge|kinesitherapie|ssr|had|smr|usld|chambre \d+|lit \d+|tutelle|curatelle|tut(?:eur|rice)|mdph|pai|apa"
    r"|aah|gir|mutuelle|deces|des?cede\w*|grossesse|maternite|bebe|urgences|bloc operatoire|reanimation|examens?|symptom\w*"
    r"|medicaments?|chimio\w*|dialyse|depist\w+|antecedents|diagnostic|protocole|guerie?|en fin de vie|a leur domicile"
    r"|(?:dentier|prothese|appareil\w*|lunettes|lentilles|semelles|corset|attelle|gouttiere|couronne|bridge|orthese|pilulier"
    r"|medicaments?|resultats?) (?:est|sont) (?:pret|prete|arrive|arrivee|fini|finie)s?|oxygene|toilette|transports?|vsl"
    r"|taxi|alimentation|sommeil|chute|tombee?|manger|par terre|lit medicalise|fauteuil|oxygene|(?:attend|veut|reclame"
    r"|espere) (?:un |l'|le |votre )(?:appel|rappel) du (?:docteur|dr|medecin)|a prevenir|personne de confiance|samu|smur"
    r"|pompiers|ambulance|fiche de liaison|nuit agitee|venue? me voir|passee? me voir|vient me voir|(?:lien|son|depuis l'"
    r"|via l'|depuis|via) ?(?:vers )?(?:mon )?espace sante|(?:a|ouvert|active|cree)(?:-t-(?:il|elle))? (?:bien )?(?:un|son"
    r"|pas d'|pas son) ?espace sante|que je dois revoir|(?:a|ont|avoir|n'a|sans|choisi|declare|change)(?: \w+){0,3} (?:un "
    r"|de )medecin traitant)\b"
)
_OWN_CARE = re.compile(
    rf"\b(?:son|sa|ses|leurs?|vos|votre) (?:\w+ )?(?:{PAPERS}|dossier|consultation|rdv|rendez-vous|traitements?|soins|tension"
    r"|insuline|operation|intervention|sortie|medecin(?: traitant)?|arret|examens?|seances?|maladie|grossesse)\b"
)


def speaks_of_care(plain: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Say whether something done for one's health stands in a text, or between two places."""
    return _CARE_WORD.search(plain, start, end) is not None


def care_in(plain: str) -> Iterator[int]:
    """Yield where each begins."""
    return (found.start() for found in _CARE_WORD.finditer(plain))


def is_their_care(after: str) -> bool:
    """Say whether what follows somebody's name tells of their own care: « son ordonnance », « vos résultats »."""
    return _OWN_CARE.search(after) is not None
