"""What the words around a name tell: a colleague, somebody written to, oneself, or a patient."""

from __future__ import annotations

import re

from balise.model.guard.care import is_their_care
from balise.model.guard.words import TRADES

_OWN = r"(?:ma|mon|mes|notre|nos|les|une?|sa|son|leurs?|votre|ton|ta|cette|en tant que|comme)"
_KIND = (
    r"(?:(?:nouve\w+|ancien\w*|jeune|futur\w*|autre|premier\w*|excellente?|medecin|cadre|interne|chef|remplacant\w*|tres"
    r"|ex)[ -])?"
)
_TRADE_AFTER = re.compile(
    rf"[ ,(:\-]{{0,3}}(?:(?:qui )?(?:est|sera|etait|c'est|exerce comme|travaille comme|suis) )?(?:{_OWN} )?{_KIND}{TRADES}\b"
    # « M. Tessier, le néphrologue doit me répondre »: with an article, the trade may be somebody else's.
    rf"|[ ,(:\-]{{0,3}}(?:le |la |l'){_KIND}{TRADES}(?= ?(?:$|[,.;:!?)\n])| (?:de|du|des|d'|a|au|en|qui|chez|medical\w*"
    rf"|general\w*"
    r"|liberal\w*|dentaire|traitante?)\b)|[ ,(]{0,3}(?:qui )?(?:travaille|exerce|me remplace|nous remplace|remplace"
    r"|vous repondra|repondra|prend le relais|gere|assure|est absente?|est en conge|sera absente?|est joignable"
    r"|fait partie)\b|[ ,(]{0,3}(?:(?:du|de la|de l'|des|de notre|de|au|a la|a l'|aux|chez|,|\() ?){1,2}(?:service|secretariat"
    r"|labo\w*|hopital|clinique|cabinet|pharmacie|ehpad|ssr|hdj|chu?|had|dsi|accueil|pole|centre|maison|urgences|bloc"
    r"|radiolog\w+|cardiolog\w+|oncolog\w+|pediatrie|imagerie|support|mailiz|ars|ans|cpam|gerpac|archives|facturation"
    r"|admissions|planning)\b"
)
_TRADE_BEFORE = re.compile(
    rf"\b{TRADES}(?: (?:medicale?s?|dentaires?|generalistes?|liberale?s?|qui|s'appelle|est|c'est|nommee?|du cabinet"
    rf"|referente?|de garde"
    r"|coordinat\w+|hospitali\w+|traitante?|(?:du|de la|de l'|des|d'un|en|au|a la) ?(?!patient|malade)[\w'-]{2,20},?"
    r"|en pratique avancee|en chef|adjointe?|actuelle|:|,|\()){0,2}[ ,:(]{0,3}$"
)
_SELF_BEFORE = re.compile(
    r"(?:\b(?:je suis|je m'appelle|mon nom(?: est| c'est)?|mon nom complet(?: est| c'est)?|moi c'est|moi|ici|cordialement"
    r"|cdlt|cdt|bien a vous|signe|salutations|merci d'avance|merci|de la part de|chui|chuis|nom :"
    r"|(?<!son )(?<!leur )(?<!par )nom"
    r"|titulaire)[ ,:\n.]{0,3})$"
)
_FOLLOWED_UP = re.compile(r" ?,?(?: \w+){0,4} (?:pour|dans le cadre d[eu]|depuis)\b")
_TO = (
    r"(?:adresses?|e?-?mails?|bals?|boites?|messagerie|mss(?:ante)?|coordonnees|numero|rpps|contact\w*|joindre|appele\w*"
    r"|rappele\w*|cherche\w*|recherche\w*|trouve\w*|retrouve\w*|identifi\w*|annuaire|securisee?)"
)
_GIVEN_TO = (
    r"(?:delegu|confi|ouvr|donn|envoy|envoi|ecri|adress|pret|transm|transf|repon|repond|partag|communiqu|demand|dit|dir"
    r"|acces|droits?|parl)\w*"
)
_LET_IN = re.compile(
    r"\b(?:delegations? (?:a|de|pour|avec)|acces (?:a|de|pour)|droits? (?:a|de|pour)|delegu\w+(?: [\w'-]{1,20}){0,4} a"
    r"|remplac\w* par) $"
)
_WRITTEN_TO = re.compile(
    rf"\b(?:{_TO}(?: (?:mssante|mss|securisee?|de messagerie|perso|pro|mail))?(?: de| d'| du| a|,| :)?"
    rf"|{_GIVEN_TO}(?: [\w'-]{{1,20}}){{0,4}} (?:a|avec|par)|remplac\w* par|delegations? (?:a|de|pour|avec)"
    r"|(?:la boite|les messages?|le message|les mails?|le mail|un mail|un message|les courriels?|la bal|l'agenda"
    r"|le compte) de|bonjour|bonsoir|merci|chere?|demandez|voir avec|(?:^|[.,:;!?] ?)voir) ?$"
)

PATIENT = r"(?:pa[tcs]i[ea]nte?|pte?|malade|resid[ea]nte?|parturiente|accouchee)"
_PATIENT_AFTER = re.compile(
    rf" ?[,(:\-]? ?(?:(?:qui )?(?:est|etait|c'est|cest|etant) )?(?:bien |aussi )?(?:(?:mes|nos|vos|des) patiente?s"
    rf"|une? (?:de (?:mes|nos) patiente?s|ancienne? {PATIENT})|(?:ma|mon|notre|votre|une?|sa|son|cette?|le"
    rf"|la) (?:ancienne? |jeune |nouve\w+ )?{PATIENT})\b|[ ,(]{{1,2}}{PATIENT}\b(?! (?:a|ecrit))"
)
_ADMIN = (
    r"(?:depublication|inscription|demande|delegation|partage|courriers?|archives?|messages?|mails?|corbeille|candidature"
    r"|rh|embauche|outlook|reception|envoyes?|adresse|boite|bal|profil|compte|contact)"
)
_LINK = r"(?:de|d'|du|pour|chez|concernant|au nom de|a propos de|au sujet de|sur|:|-|\()"
_PAPERS = (
    r"(?:dossier(?! de )|dossier de soins?|resultats?|bilans?|analyses|biologie|bio|prises? de sang|irm|scanners?|scan|tdm"
    r"|radios?|radiographies?|echos?|echographies?|mammo\w*|ecg|eeg|emg|holter|doppler|biopsies?|anapath|coloscopies?"
    r"|fibroscopies?|endoscopies?|ordonnances?|ordo|prescriptions?|compte[- ]rendu|cr|crh|cro|crop|lettre de (?:sortie"
    r"|liaison)|courrier de sortie|certificat\w*|arret de travail|chimio\w*|dialyse|vaccin\w*|carnet de sante|antecedents"
    r"|atcd|diagnostic|pathologie|imagerie|pansements?|plaies?|ald|frottis|glycemie|inr|hba1c|constantes|clairance"
    r"|groupe sanguin|testament de vie|directives anticipees|fiche|feuille de soins|carte vitale|mutuelle|scintigraphie"
    r"|petscan|pet-scan|hospitalisation|hospit|admission|accouchement|deces|lit|chambre|cliches?|panoramique|toilette"
    r"|empreintes?"
    r"|semelles|bas de contention|protocole)"
)
_CARE = (
    r"(?:prise en charge|consultation|consult|suivi|suivi medical|traitement|rdv|rendez-vous|adressage|orientation|soins?"
    r"|injections?|reeducation|seances|perfusions?|demande d'avis|operation|intervention|sortie|seance|visite|etat|cas|bebe"
    r"|examens?)"
)
_PAPER_BESIDE = re.compile(rf"\b(?:{_PAPERS}|{_CARE})(?: (?!par|avec|a|au|{_ADMIN})(?!\w+e[rz]\b)[\w'/-]{{1,15}})? $")
_FILE_OF = re.compile(
    rf"(?:^|[\"(:] ?|\b(?:le|la|les|du|des|mon|ma|mes|ce|nos|ses|nom|sur|{_PAPERS}) ){_PAPERS} $|(?:qui|ca"
    rf"|cela) concerne (?:la |le |les )?$"
)
_CARERS = (
    r"(?:medecins?(?: traitante?)?|infirmi\w+|idel?|kines?\w{0,16}|\w{3,20}(?:ologue|iatre)|sage-femme"
    r"|aides?(?:-soignante?)?|auxiliaires?(?: de vie)?|chirurgien\w*|oncologue|dentiste|pharmacien\w*|orthophoniste"
    r"|generaliste|cardio|neuro|specialiste|psy)"
)
_CARER_BEFORE = re.compile(
    rf"(?<!cabinet )\b{_CARERS}(?: traitante?| liberale?)? (?:de |d'|a |qui (?:voit|suit|soigne|traite|connait|a opere"
    rf"|prend en charge) )$"
)
_CARER_FOR = re.compile(rf"\b{_CARERS}(?: (?!qui\b)[\w'-]{{2,15}}){{0,2}} pour $")
_CARER_AFTER = re.compile(rf"[^.!?\n;]{{0,60}}\b(?:son|sa|ses|leur) {_CARERS}\b")
_SEEN = re.compile(
    r"\b(?:(?:j'ai|nous avons|on a|viens de|venons de|vient de) (?:re)?(?:vue?|voir|recu|recevoir|consulte|opere\w*"
    r"|adresse)|je (?:re)?vois|je recois|j'adresse|(?:je|vous) (?:vous )?(?:adresse|refere|transfere|oriente)|j'oriente"
    r"|j'hospitalise|(?:je|j'|nous|qui|que) (?:suis|suit|suivons|soigne\w*|voi[st]|voyons|traite|visite|prends? en charge)"
    r"|tournee(?: \w+){0,3} (?:chez|avec|pour)) $"
)
_OPENING = re.compile(r"(?:^|[.!?\n] ?|bonjour,? |bonsoir,? )(?:concernant|a propos de|au sujet de|objet ?:) ?$")
_KIN_BEFORE = re.compile(
    r"\b(?:famille|fils|fille|mari|epou(?:x|se)|femme|mere|pere|maman|papa|soeurs?|freres?|neveux?|niece|cousine?"
    r"|petits?[- ]fils|petite[- ]fille|voisine?|gendre|belle[- ]fille|beau[- ]fils|enfants?|parents|proches?|compagn\w+"
    r"|aidante?|entourage|tut(?:eur|rice)"
    r"|curat\w+) (?:de |d'|a )(?:la |le |l')?$"
)
_PAPER_BEFORE = re.compile(
    rf"\b(?:{_PAPERS}(?: (?!{_ADMIN}\b)[\w'/-]{{1,20}}){{0,4}}|{_CARE}(?: post-?operatoire| de controle| a domicile"
    rf"| urgent\w*)?|dossier)"
    rf" ?{_LINK} ?(?:la |le |l')?$"
)
# What else is called a report, a file, a visit.
_OF_THE_OFFICE = re.compile(
    r"\b(?:panne|mon poste|serveur|install\w+|en formation|candidature|radiee?|reunion|informatique|recrut\w+|embauche"
    r"|depublication|inscription)\b"
)
_CARED = re.compile(
    r"\b(?:(?:j'ai|nous avons|on a|ai|avons|avait|vient d'etre) (?:bien |deja )?(?:opere|examine|hospitalise|ausculte"
    r"|soigne|admis|vaccine|ponctionne|accouche|adresse en|vu en consultation|recu en consultation|pris en charge)e?"
    r"|(?:j'opere|je soigne|j'examine|je prends en charge|j'hospitalise)|(?:opere|hospitalise|decede"
    r"|suivi en consultation)e?s?(?: \w+){0,2})[ ,:]{1,2}$"
)
_ABOUT = re.compile(
    r"\b(?:messages?|courriers?|lettres?|mails?|avis|ecri\w+|envoy\w+|recu|adress\w+|question|appel|interroge)\b[^.!?\n]{0,50}"
    r"\b(?:concernant|a propos de|au sujet de|relatif a|pour le cas de|sur l'etat de) ?$"
    r"|\b(?:messages?|mails?|courriers?|lettres?|notes?|echanges?) sur (?:l'etat de )?$|\becrite?s? sur $"
    r"|\b(?:reponses?|courriers?|lettres?|retours?|avis|resultats?|nouvelles|accord)(?: (?:de|du|d') ?(?:la "
    r"|l')?[\w'-]{2,20}){0,2} (?:pour|de) $"
)
_ITS = (
    r"(?:resultats?|dossier|traitement|rendez-vous|rdv|medecin traitant|operation|analyses|examens?|hospitalisation|irm"
    r"|scanner|radio|echo\w*|ordonnance|bilan|prise de sang|suivi|consultation|vaccin\w*|biopsie|chimio\w*|insuline|tension"
    r"|medicaments?|sortie|intervention|pansements?|grossesse|diabete|maladie|genou|hanche|coeur|dos|epaule|poumons?|foie"
    r"|reins?|sang|dents?|yeux)"
)
_CARED_AFTER = re.compile(
    rf"[^.!?\n;]{{0,40}}\b(?:son|sa|ses) {_ITS}\b|"
    r" ?,? ?(?:(?:qui )?(?:est|a ete|sera|fut|etait|vient d'etre) (?:sorti|hospitalis|oper|admis|decede|suivi|transfer"
    r"|pris en charge|vaccin|vue? en consult|entr)\w*|(?:en consultation|consulte (?:pour|chez)|a (?:rdv|rendez-vous)"
    r"|vient (?:me voir|en consult|pour|d'entrer|de sortir)|entree? (?:en|a l'|au) (?:ehpad|hopital|clinique|ssr|had)"
    r"|m'a consulte|est venue? (?:me|nous|en|pour|aux)|,? ?que je (?:suis|soigne|vois|traite|connais|prends)\b|est mal"
    r"|va (?:mal|mieux)|(?:attend|reclame|veut|voudrait|demande|n'a (?:pas|jamais) (?:eu|recu)|a perdu"
    r"|cherche) (?:toujours |encore )?(?:son|sa|ses) (?:compte|cr\b|courrier)|sort (?:demain|de|ce|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|du|d')|est (?:chez nous"
    r"|dans le service|au bloc|aux urgences|en chambre)|chambre \d)|(?:vient|vu|vue|venue?|sortie?|decedee?|hospitalisee?"
    r"|operee?) (?:pour|le|ce jour|ce matin|cet apres-midi|ce soir|hier|aux? (?:urgences|bloc)|du (?:service|bloc)"
    r"|en (?:consult|urgence|pre-?op|post-?op))"
    r"|[ ,]?\(?\d{1,3} ?ans\b)"
)
_ACTS = re.compile(
    r"[ -](?:a-t|est|peut|doit|va-t|recoit|lit|utilise-t|voit|pourra-t|aura-t|continue-t)-(?:elle|il)\b| ?,? ?(?:(?:qui|elle"
    r"|il|ne|n'|me|m'|nous|vous|les?|la|l'|lui|leur|en|y|se|s') ?){0,3}(?:a |ont |avait |est |sera |arrive (?:pas |plus )?a "
    r"|vient de |va |doit"
    r" |peut |pourra |devra |aura |pourrait |veut |souhaite )?(?:bien |deja |toujours |aussi |pas |plus |jamais )?(?:me |nous"
    r" |vous |m'|les? |la |l'|lui |leur )?(?:rec(?:oi|ev|u)|r?envo[iy]|transm|li(?:t|re|ra|sait)\b|ger|repon|ecri|remplac"
    r"|travaill"
    r"|consult(?:e|er|ait|era) (?:ma|mes|la|les|sa|mon)|tri|classe|saisi|suit|suiv(?:re|ait)|prescri|fai[ts]|prend|prescrit"
    r"|imprim|scann|relev|ouvr|trait(?:e|er|ait) (?:mes|les|ma|nos|le|tous)|demand|assure|tap|redig|valid|sign|s'occup|occup"
    r"|continu|partag|accede|acces|telephon|appel|rappel|dit|confirm|propos|install|signal|support|transf|communiqu|depos"
    r"|rang|archiv|coordonn|accueill|tien|exerc|soign|arrete|quitt|part|voit|voi[er]|reste|revient|rentre|commence"
    r"|utilis|connai|sai[ts]|supprim|debut|lire|nouve|en (?:conge|vacances|retraite|arret|poste))"
)
_NO_PATIENT = re.compile(
    r"\b(?:une?|des|mes|nos|les|leurs|ses|d'une?|tout|chaque|plusieurs|certains?|quel\w*|aux?) (?:\w+ )?(?:patiente?s?"
    r"|malades?|personnes?)\b"
)
_VISITED = re.compile(r"(?<!remplace )(?<!remplacante )(?<!travaille )(?<!exerce )(?<!passe )\bchez $")


class Surroundings:
    """What stands before and after a name, in the plain text."""

    def __init__(self, plain: str, start: int, end: int, *, titled: bool) -> None:
        self._titled = titled
        before = plain[max(0, start - 90) : start]
        self._before = before.removesuffix("pr ") + "pour " if titled and before.endswith(" pr ") else before
        self._after = plain[end : end + 80]

    @property
    def is_professional(self) -> bool:
        """Whether they are somebody's colleague, or of a team."""
        return bool(_TRADE_AFTER.match(self._after) or _TRADE_BEFORE.search(self._before[-60:]))

    @property
    def is_self(self) -> bool:
        """Whether they are who speaks: they say so, or sign."""
        if _SELF_BEFORE.search(self._before[-40:]):
            return not (self._before.endswith("je suis ") and _FOLLOWED_UP.match(self._after))
        lone = not self._after.strip(" .!\n")
        return lone and bool(re.search(r"[.!?\n] ?$", self._before)) and len(self._before.strip()) > 12

    @property
    def is_written_to(self) -> bool:
        """Whether they are somebody one looks for or writes to."""
        return bool(_WRITTEN_TO.search(self._before[-60:])) and not _SEEN.search(self._before[-40:])

    @property
    def is_agent(self) -> bool:
        """Whether something is done by them, with them or at theirs."""
        return self._before.endswith(("par ", "avec ", "chez ", "aupres de ", "selon ", "grace a "))

    @property
    def is_delegate(self) -> bool:
        """Whether they are let into a box, or no longer."""
        return bool(_LET_IN.search(self._before[-60:]))

    @property
    def is_patient(self) -> bool:
        """Whether they are called a patient, cared for, or what a medical paper is about."""
        if _PATIENT_AFTER.match(self._after) or _CARED.search(self._before[-60:]) or _ABOUT.search(self._before):
            return True
        if any(pattern.search(self._before[-80:]) for pattern in (_KIN_BEFORE, _CARER_BEFORE, _OPENING)):
            return True
        if self._titled and (
            _SEEN.search(self._before[-40:]) or _CARER_FOR.search(self._before[-60:]) or _CARER_AFTER.match(self._after)
        ):
            return True
        if _OF_THE_OFFICE.search(self._before) or _OF_THE_OFFICE.search(self._after):
            return False
        if (_CARED_AFTER.match(self._after) and not self.is_written_to) or _PAPER_BEFORE.search(self._before[-80:]):
            return True
        if _FILE_OF.search(self._before[-30:]):
            return True
        return self._titled and _PAPER_BESIDE.search(self._before[-50:]) is not None

    @property
    def may_be_cared_for(self) -> bool:
        """Whether nothing tells that they do somebody's work, or are written to."""
        if _OF_THE_OFFICE.search(self._before) or _OF_THE_OFFICE.search(self._after):
            return False
        if is_their_care(self._after.partition(".")[0]):
            return True
        return not (self.is_written_to or self.is_agent or _ACTS.match(self._after))

    @property
    def is_visited(self) -> bool:
        """Whether somebody with a title is gone to."""
        return self._titled and _VISITED.search(self._before) is not None

    @property
    def called_patient(self) -> bool:
        """Whether the word itself follows the name."""
        return _PATIENT_AFTER.match(self._after) is not None


def of_no_patient(plain: str, start: int, end: int) -> bool:
    """Say whether patients nobody could name stand between two places: what is said then is theirs."""
    return _NO_PATIENT.search(plain, start, end) is not None
