"""What the words around a name tell: a colleague, somebody written to, oneself, or a patient."""

from __future__ import annotations

import re
from functools import cached_property

from balise.model.guard import office
from balise.model.guard.care import BODY, CARE, CARERS, ITS, PAPERS, is_their_care
from balise.model.guard.words import TRADES, is_clinical

_IN_WHOM = re.compile(r"\b(?P<words>(?:[\w-]{2,20} ){1,3})(?:chez|sur) $")
PATIENT = r"(?:pa[tcs]i[ea]nte?|pte?|malade|resid[ea]nte?|parturiente|accouchee)"
_PATIENT_AFTER = re.compile(
    r" ?[,(:\-]? ?(?:(?:qui )?(?:est|etait|c'est|cest|etant) |et (?:son"
    r"|sa) \w{3,8} sont )?(?:tou(?:te)?s (?:les )?deux )?(?:bien |aussi )?(?:(?:mes|nos|vos|des) patiente?s"
    rf"|une? (?:de (?:mes|nos) patiente?s|ancienne? {PATIENT})|(?:ma|mon|notre|votre|une?|sa|son|cette?|le|la) (?:ancienne? "
    rf"|jeune |nouve\w+ )?{PATIENT})\b|[ ,(]{{1,2}}{PATIENT}\b(?! (?:a|ecrit))|[^.!?\n;]{{0,40}}\b(?:ma|notre|sa|votre"
    r"|leur) (?:patientele|file active)\b"
)
_ADMIN = (
    r"(?:depublication|inscription|demande|delegation|partage|courriers?|archives?|messages?|mails?|corbeille|candidature|rh"
    r"|embauche|outlook|reception|envoyes?|adresse|boite|bal|profil|compte|contact)"
)
_LINK = r"(?:de|d'|du|pour|chez|concernant|au nom de|a propos de|au sujet de|sur|:|-|\()"
_THING_OF = re.compile(r"\b(?:le|la|les|une?|cette?|ces) (?:documents?|copies?|photos?|pieces? jointes?|pj|pdf) (?:de|pour) $")
_FILE_OF = re.compile(
    rf"(?:^|[\"(:] ?|\b(?:le|la|les|du|des|mon|ma|mes|ce|nos|ses|nom|sur|{PAPERS}) ){PAPERS} $|(?:qui|ca"
    r"|cela) concerne (?:la |le |les )?$"
)
_CARER_BEFORE = re.compile(
    rf"(?<!cabinet )\b{CARERS}(?: traitante?| liberale?)? (?:de |d'|(?P<told>a )|qui (?:voit|suit|soigne|traite|connait"
    r"|a opere|prend en charge) )$"
)
_CARER_AFTER = re.compile(rf"[^.!?\n;]{{0,60}}\b(?:son|sa|ses|leur) {CARERS}\b")
_SEEN = re.compile(
    r"\b(?:(?:j'ai|nous avons|on a|viens de|venons de|vient de) (?:re)?(?:vue?|voir|recu|recevoir|consulte|opere\w*|adresse)"
    r"|(?:avoir|avez|ont|a) (?:bien |deja )?(?:re)?vue?|je (?:re)?vois|je recois|j'adresse|(?:je|vous) (?:vous )?(?:adresse"
    r"|refere|transfere|oriente)|j'oriente|j'hospitalise|(?:je|j'|nous|qui|que) (?:suis|suit|suivons|soigne\w*|voi[st]|voyons"
    r"|traite|visite|prends? en charge)|(?:merci de|veuillez|pouvez-vous|pourriez-vous|peux-tu"
    r"|de bien vouloir) (?:re)?(?:recevoir|voir|convoquer|examiner|prendre en charge|prendre|consulter|hospitaliser|revoir)"
    r"|tournee(?: \w+){0,3} (?:chez|avec|pour)) $"
)
# Whom a message or a question is about, unless a matter of the office is what it is about.
_ABOUT_THEM = re.compile(
    r"\b(?:concern(?:ant|e|ait|ent)|a propos d[eu'] ?|au sujet d[eu'] ?|relati\w+ a|quant a|s'agissant d[eu'] ?|objet ?:"
    r"|(?:le|du) cas de|parl\w* (?:de|d')|evoqu\w+|discut\w+ (?:de|du cas de)|(?:l'etat|la situation|le devenir|le retour"
    r"|l'arrivee|la sortie) de) ?(?:la |le |l')?$"
)
# What carers do to somebody.
_TREATED = re.compile(
    r"\b(?:(?:re)?(?:confi|adress|refer|transfer|orient|oper|hospitalis|examin|soign|auscult|appareill|anesthesi|dialys"
    r"|vaccin|accouch|infiltr|ponctionn|transfus|convoqu|intub|extub|perfus|pans|vaccin|radiographi|echographi|scann)(?:e|ee"
    r"|es|ees|er|ez|ons|ent|era|erai|ait|ais|ant)?|suivi|suivre|(?:pris|prend\w*|prennent|prenons) en charge|revu|revoir"
    r"|recevoir|admise?|decede[es]{0,2})(?: (?:hier|lundi|mardi|mercredi|jeudi|vendredi|ce matin|bien|deja|aussi"
    r"|aujourd'hui))? $|\b(?:que|qu') ?(?:je|nous|on) (?:vous |leur |lui |l')?(?:ai|avons|a|avais) (?:adresse|confie|oriente"
    r"|transfere)e?s?, $"
)
_BODY_OF = re.compile(rf"\b{BODY}(?: (?:droite?|gauche|abimee?|cassee?))? (?:de|d'|chez) ?$")
_KIN_BEFORE = re.compile(
    r"\b(?:famille|fils|fille|mari|epou(?:x|se)|femme|mere|pere|maman|papa|soeurs?|freres?|neveux?|niece|cousine?"
    r"|petits?[- ]fils|petites?[- ]filles?|grand[- ]?(?:mere|pere)|oncle|tante|marraine|voisine?|gendre|(?:belle"
    r"|beau)[- ](?:fille|fils|mere|pere|soeur|frere)|enfants?|parents|proches?|compagn\w+|aidante?|entourage|maitre(?:sse)?"
    r"|instit\w*|ecole|creche|educat\w+|avocate?|notaire|assureur|ex-mari|ex-femme|veuve|assistante sociale|tut(?:eur|rice)"
    r"|curat\w+) (?:de |d'|a )(?:la |le |l'|feue? )?$"
)
_PAPER_BEFORE = re.compile(
    rf"\b(?:{PAPERS}(?: (?!{_ADMIN}\b)[\w'/-]{{1,20}}){{0,4}}|{CARE}(?: post-?operatoire| de controle| a domicile"
    rf"| urgent\w*)?|dossier(?: n ?[°o.]? ?[\w/.-]{{2,15}})?) ?{_LINK} ?(?:la |le |l')?$"
)
_ABOUT = re.compile(
    r"\b(?:messages?|mails?|courriers?|lettres?|notes?|echanges?) sur (?:l'etat de )?$|\becrite?s? sur $|\b(?:mails?"
    r"|messages?|courriels?|documents?|demandes?) (?:de|du|d') ?(?:la |l')?[\w'-]{2,20} (?:pour|concernant) $|\b(?:reponses?"
    r"|courriers?|lettres?|retours?|avis|resultats?|nouvelles|accord)(?: (?:de|du|d') ?(?:la |l')?[\w'-]{2,20}){0,2} (?:pour"
    r"|de) $"
)
_CARED_AFTER = re.compile(
    rf"[^.!?\n;]{{0,40}}\b(?:son|sa|ses) (?:\w{{3,12}} )?(?:{ITS}|{BODY}|lettre(?! de))\b| ?,? ?(?:(?:qui )?(?:est|a ete|sera"
    r"|fut|etait|vient d'etre) (?:sorti|hospitalis|oper|admis|decede|suivi|transfer|pris en charge|vaccin|vue? en consult"
    r"|entr)\w*|(?:en consultation|consulte (?:pour|chez)|a (?:rdv|rendez-vous)|vient (?:me voir|en consult|pour|d'entrer"
    r"|de sortir)|entree? (?:en|a l'|au) (?:ehpad|hopital|clinique|ssr|had)|m'a consulte|est venue? (?:me|nous|en|pour|aux)"
    r"|,? ?que je (?:suis|soigne|vois|traite|connais|prends)\b|est mal\b|va (?:mal|mieux)|(?:attend|reclame|veut|voudrait"
    r"|demande|n'a (?:pas|jamais) (?:eu|recu)|a perdu|cherche) (?:toujours |encore )?(?:son|sa|ses) (?:compte|cr\b|courrier)"
    r"|sort (?:demain|de|ce|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|du|d')(?! (?:mon bureau|reunion|conges?"
    r"|formation))|est (?:chez nous|dans le service|au bloc|aux urgences|en chambre)|chambre \d)|(?:vient|vu|vue|venue?"
    r"|sortie?|decedee?|hospitalisee?|operee?) (?:pour|le|ce jour|ce matin|cet apres-midi|ce soir|hier|aux? (?:urgences"
    r"|bloc)|du (?:service|bloc)|en (?:consult|urgence|pre-?op|post-?op))|[ ,]{0,2}\(?\d{1,3} ?(?:ans\b(?! (?:de|d'|dans"
    r"|chez|que|apres|au|a la))|a\b(?! )|(?:mois|semaines?|jours)(?= ?(?:$|[,.;:)\n])))"
    # What only those one cares for are said to have, or to do.
    r"|,? (?:qui |est |est une? )?(?:veuve?|grabataire|alitee?|demente?|handicapee?|sous tutelle|isolee?|sans domicile"
    r"|sdf)\b|,? (?:qui )?(?:vit|habite|loge) (?:seule?|avec|chez (?:sa|son|ses|une?))\b|,? (?:qui )?(?:n'a (?:pas |plus "
    r"|ni )?(?:d'|de |son |sa |ni )?|a perdu sa |a oublie sa )(?:espace sante|dmp|carte vitale|mutuelle"
    r"|medecin(?: traitant)?|secu)\b|,? (?:est|sort|arrive|attend|repart|revient)(?: \w+){0,2} (?:en salle d'attente"
    r"|devant moi|en face de moi|de (?:mon bureau|ma salle|consultation)|dans (?:mon bureau|ma salle)|au comptoir"
    rf"|au fauteuil)\b(?![^.!?\n]{{0,30}}\b{TRADES}\b)|,? (?:qui )?(?:m'a|nous a) (?:apporte|montre|ramene|rapporte|remis"
    r"|laisse) (?:une?|son|sa|ses|des|le|la|les) (?:papiers?|documents?|courriers?|lettres?|ordonnances?|enveloppes?"
    r"|boites? de|medicaments?|carte vitale|radios?|cd|certificat)\b|,? (?:qui )?(?:me|nous|m') ?(?:reclame|redemande"
    r"|demande|a demande|a reclame)(?: \w+){0,2} (?:une copie|un certificat|un arret|une ordonnance|un rendez-vous|un rdv"
    r"|un duplicata))"
)
_NO_PATIENT = re.compile(
    r"\b(?:une?|des|mes|nos|les|leurs|ses|d'une?|tout|chaque|plusieurs|certains?|quel\w*|aux?) (?:\w+ )?(?:patiente?s?"
    r"|malades?|personnes?)\b"
)
_VISITED = re.compile(r"(?<!remplace )(?<!remplacante )(?<!travaille )(?<!exerce )(?<!passe )\bchez $")


class Surroundings:
    """What stands before and after a name, in the plain text."""

    def __init__(self, plain: str, start: int, end: int, *, titled: bool) -> None:
        self._titled, self._whole = titled, titled or " " in plain[start:end]
        before = plain[max(0, start - 90) : start]
        self._before = before.removesuffix("pr ") + "pour " if before.endswith(" pr ") else before
        self._after = plain[end : end + 80]

    @cached_property
    def is_professional(self) -> bool:
        """Whether they are somebody's colleague, or of a team."""
        after = office.AGED.sub("", self._after, count=1)
        if self._is_struck:
            return False
        if office.TRADE_AFTER.match(after) or office.EXPLAINED.match(after):
            return True
        if _TREATED.search(self._before[-60:]):
            return False
        if office.TRADE_BEFORE.search(self._before[-60:]):
            return True
        sent = office.TOWARDS.match(after) and office.SENDING.search(self._before)
        working = office.AT_WORK.match(after)
        # « M. Durand, 78 ans, EHPAD Les Ormes » lives there.
        lives = working and working["house"] and after != self._after
        return bool(working) and not (lives or sent or _KIN_BEFORE.search(self._before))

    @cached_property
    def is_self(self) -> bool:
        """Whether they are who speaks: they say so, or sign."""
        if office.SELF_BEFORE.search(self._before[-40:]):
            return not (self._before.endswith("je suis ") and office.FOLLOWED_UP.match(self._after))
        lone = not self._after.strip(" .!\n")
        return lone and bool(re.search(r"[.!?\n] ?$", self._before)) and len(self._before.strip()) > 12

    @cached_property
    def is_written_to(self) -> bool:
        """Whether they are somebody one looks for or writes to."""
        return bool(office.WRITTEN_TO.search(self._before[-60:])) and not _SEEN.search(self._before[-40:])

    @cached_property
    def is_agent(self) -> bool:
        """Whether something is done by them, with them or at theirs."""
        return self._before.endswith(("par ", "avec ", "chez ", "aupres de ", "selon ", "grace a "))

    @cached_property
    def is_delegate(self) -> bool:
        """Whether they are let into a box, or no longer."""
        return bool(office.LET_IN.search(self._before[-60:]))

    @cached_property
    def is_patient(self) -> bool:
        """Whether they are called a patient, cared for, or what a medical paper is about."""
        if self.called_patient or _ABOUT.search(self._before):
            return True
        if _KIN_BEFORE.search(self._before[-80:]) and not office.KIN_AT_WORK.match(self._after):
            return True
        if self._is_subject or self._has_carer or (self._titled and _SEEN.search(self._before[-40:])):
            return True
        if self._is_of_the_office:
            return False
        if (_CARED_AFTER.match(self._after) and not self.is_written_to) or _PAPER_BEFORE.search(self._before[-80:]):
            return True
        return bool(_FILE_OF.search(self._before[-30:]) or (self._titled and _THING_OF.search(self._before[-30:])))

    @property
    def _is_struck(self) -> bool:
        """Whether it is in them that a disease is told to be: « un myélome chez »."""
        found = _IN_WHOM.search(self._before)
        return found is not None and any(is_clinical(word) for word in found["words"].split())

    @property
    def _has_carer(self) -> bool:
        """Whether who cares for them is told: « le médecin de », « son infirmière »."""
        before = _CARER_BEFORE.search(self._before[-80:])
        if before and (self._titled or not before["told"]):
            return True
        return self._titled and _CARER_AFTER.match(self._after) is not None

    @cached_property
    def _is_of_the_office(self) -> bool:
        return bool(office.OF_THE_OFFICE.search(self._before) or office.OF_THE_OFFICE.search(self._after))

    @property
    def _is_subject(self) -> bool:
        """Whether they are named whole, and spoken about or treated."""
        if not self._whole:
            return False
        if _TREATED.search(self._before[-60:]) or _BODY_OF.search(self._before[-60:]):
            return True
        if not _ABOUT_THEM.search(self._before[-40:]):
            return False
        return not (office.OFFICE_MATTER.search(self._before) or office.OFFICE_MATTER.search(self._after))

    @cached_property
    def may_be_cared_for(self) -> bool:
        """Whether nothing tells that they do somebody's work, or are written to."""
        if self._is_of_the_office:
            return False
        if is_their_care(self._after.partition(".")[0]):
            return True
        return not (self.is_written_to or self.is_agent or office.ACTS.match(self._after))

    @cached_property
    def is_visited(self) -> bool:
        """Whether somebody with a title is gone to."""
        return self._titled and _VISITED.search(self._before) is not None

    @cached_property
    def called_patient(self) -> bool:
        """Whether the word itself follows the name."""
        return _PATIENT_AFTER.match(self._after) is not None


def of_no_patient(plain: str, start: int, end: int) -> bool:
    """Say whether patients nobody could name stand between two places: what is said then is theirs."""
    return _NO_PATIENT.search(plain, start, end) is not None
