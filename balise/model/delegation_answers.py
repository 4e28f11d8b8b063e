"""What a sentence tells of a delegation: who, and how they can be reached, what they may do, from when to when."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import dropwhile

from balise.model.delegation import Asked
from balise.model.delegation_rights import corrects_rights, rights_in
from balise.model.form import confirms
from balise.model.french.dates import Period
from balise.model.french.entities import find_entities
from balise.model.french.names import GIVEN
from balise.model.french.roles import ROLES
from balise.model.french.sentence import Entity, Sentence
from balise.model.paper import DelegateRole, Right
from balise.model.period import Days, days_in
from balise.model.wording import POLITE, fold, means_no

SPOUSE = "conjoint"
OTHER = "other"
"""Roles the sheet does not speak of: the spouse, known to be asked for, and any other."""

_DELEGATES = frozenset(DelegateRole)
_REPLACES = re.compile(r"\b(?:me|nous) remplac\w+")
_FAMILY = re.compile(
    r"\b(?:ma|mon|mes|un|une|ta|ton) (?:propre )?(?:fille|fils|frere|soeur|mere|pere|cousine?|voisine?|amie?|copain|copine"
    r"|belle (?:soeur|mere|fille)|beau (?:frere|pere|fils)|neveu|niece|parents?|comptable|patiente?)\b"
)
_SOMEBODY = re.compile(r"(?:(?:c est|pour|a|au|avec) )*(?:ma|mon|notre|un|une|la|le|l) ?\w+(?: \w+)?")


@dataclass(frozen=True, slots=True)
class Heard:
    """
    What a sentence tells; what it does not say is None or empty.

    `refused` is a role that the sheet does not speak of. `elsewhere` is what is left once people, dates and their addresses are
    set aside: words that may name a box.
    """

    role: DelegateRole | None = None
    refused: str = ""
    name: str = ""
    email: str = ""
    rights: frozenset[Right] | None = None
    days: Days = field(default_factory=Days)
    elsewhere: str = ""

    @property
    def tells_whom(self) -> bool:
        """Whether it speaks of somebody in particular, or of days."""
        return bool(self.name or self.email or isinstance(self.days.period, Period))


def hear(text: str, today: date, own: Collection[str] = (), holder: str = "", begins: date | None = None) -> Heard:
    """
    Read a sentence about a delegation.

    `own` are the addresses of the person's boxes and `holder` their own name, none of which is the delegate's; `begins` is the
    first day when it is known already.
    """
    entities = find_entities(text, today)
    allowed, refused = roles_in(text)
    person = _delegate([e for e in entities if e.kind == "person" and not _is_holder(e.value, holder)], text)
    reached = [e for e in entities if e.kind == "email" and e.value not in own and not _claims_box(text, e)]
    timed = [e for e in entities if e.kind in ("date", "period", "duration", "permanent", "vague")]
    aside = [*([person] if person else []), *reached, *timed, *(e for e in entities if e.kind == "role")]
    return Heard(
        role=allowed,
        refused=refused,
        name=person.value if person else "",
        email=reached[0].value if reached else "",
        rights=rights_in(text),
        days=days_in(text, today, begins),
        elsewhere=_without(text, aside),
    )


def roles_in(text: str) -> tuple[DelegateRole | None, str]:
    """Return (the one role of a sentence that may be delegated to, the role that may not when it names no other)."""
    said = dict.fromkeys(entity.value for entity in ROLES.find(Sentence(text)))
    allowed = [DelegateRole(role) for role in said if role in _DELEGATES]
    if _REPLACES.search(fold(text)) and DelegateRole.LOCUM not in allowed:
        allowed = [DelegateRole.LOCUM]
    if allowed:
        return (allowed[0] if len(allowed) == 1 else None), ""
    if SPOUSE in said:
        return None, SPOUSE
    return None, OTHER if said or _FAMILY.search(fold(text)) else ""


def is_somebody(text: str) -> bool:
    """Say whether a short answer stands for somebody, whatever they do: « ma comptable », « le voisin du dessus »."""
    return _SOMEBODY.fullmatch(fold(text)) is not None


def full_name(text: str, known: str, heard: str) -> str:
    """
    Return the name given in answer to « quel est son nom ? », empty when the answer is no name.

    `known` is the part of the name that was said earlier, `heard` the name found in the answer, if any. A lone word completes it.
    """
    said = heard or _plain_name(text)
    if not said or not known or len(said.split()) > 1:
        return said
    if known.casefold() == said.casefold():
        return known
    return f"{known} {said}" if is_given(known) else f"{said} {known}"


def is_whole_name(name: str) -> bool:
    """Say whether a name has a given name and a family name."""
    return len(name.split()) > 1


def is_given(name: str) -> bool:
    """Say whether a name is a given name."""
    return fold(name).split(" ")[0] in GIVEN


_INTRODUCES = frozenset("alors|c est|il|elle|s appelle|se|nomme|est|mme|mlle|m|mr|monsieur|madame|dr|docteur".split("|"))
_NO_NAMES = frozenset(
    "je j ne n pas non oui ok sais quoi qui que comment pourquoi est ce la le les un une mon ma mes son sa nom prenom bal boite"
    " aide merci bonjour recommencer annuler stop personne voir modifier changer secretaire assistant assistante medical medicale"
    " remplacant remplacante professionnel attendez plus tard hein pardon voila".split()
)
_LONGEST_NAME = 5


def _plain_name(text: str) -> str:
    """Return an answer made of a name only, whoever bears it: « maëlys kervella »."""
    words = list(dropwhile(lambda word: fold(word) in _INTRODUCES, (word.text for word in Sentence(text).words)))
    folded = [fold(word) for word in words]
    if not 1 <= len(words) <= _LONGEST_NAME or not _NO_NAMES.isdisjoint(" ".join(folded).split()):
        return ""
    if not all(word.replace(" ", "").isalpha() for word in folded) or len(folded[0]) < 2 or re.search(r"[@?]|^l['’]", text):
        return ""
    return " ".join(word if any(c.isupper() for c in word) else word.title() for word in words)


def _delegate(people: Sequence[Entity], text: str) -> Entity | None:
    """Return who is delegated to: the only person named, or the one nearest to a role."""
    if len(people) <= 1:
        return next(iter(people), None)
    roles = [entity for entity in ROLES.find(Sentence(text)) if entity.value in _DELEGATES]
    if not roles:
        return None
    return min(people, key=lambda person: min(abs(person.start - roles[0].end), abs(roles[0].start - person.end)))


def _is_holder(name: str, holder: str) -> bool:
    return set(fold(name).split()) <= set(fold(holder).split())


_CLAIMS = (
    r"(?:\b(?:bal|boi?te(?: (?:mail|mss|mssante|securisee|aux lettres))?|messagerie|compte)|\bdelegu\w+|\bdelegation (?:de|sur))$"
)


def _claims_box(text: str, address: Entity) -> bool:
    """Say whether an address is said to be the box delegated: « déléguer x@y », « ma boîte x@y »."""
    return re.search(_CLAIMS, fold(text[: address.start])) is not None


def _without(text: str, entities: Sequence[Entity]) -> str:
    for entity in entities:
        text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
    return text


_NO_EMAIL = r"\b(?:sans|pas d|pas son|aucune?|ne sais pas|connais pas|l ai pas|passe[rz]?)\b"


def leaves_out_email(text: str) -> bool:
    """Say whether an answer gives no e-mail address on purpose."""
    short = len(text.split()) <= 3
    return (short and means_no(text)) or re.search(_NO_EMAIL, fold(text)) is not None


_EDITS = (
    (Asked.PERIOD, r"dates?|durees?|periodes?|debut|fin"),
    (Asked.RIGHTS, r"droits?|autorisations?|permissions?"),
    (Asked.EMAIL, r"e mail|email|mail|courriel|adresse"),
    (Asked.BOX, r"bal|boite"),
    (Asked.ROLE, r"personnes?|nom|fonction|role|delegataire|secretaire|assistante?|remplacante?"),
)


def edit_in(text: str) -> Asked | None:
    """Return the field a sentence asks to change, or None."""
    folded = fold(text)
    if not re.search(r"\b(?:modifi\w*|chang\w*|corrig\w*)\b", folded):
        return None
    return next((field for field, words in _EDITS if re.search(rf"\b(?:{words})\b", folded)), None)


_WANTS_EDIT = (
    r"(?:non )?(?:(?:(?:je )?(?:veux|voudrais|souhaite|dois)|j aimerais|il faut) )?(?:modifier|changer|corriger)"
    rf"(?: (?:quelque chose|une erreur|un detail|un point|cela|ca))?(?: (?:{POLITE}))*"
)


def wants_edit(text: str) -> bool:
    """Say whether a message only asks to change something, without saying what."""
    return re.fullmatch(_WANTS_EDIT, fold(text)) is not None


_SECRET = r"(?:mots? de passe|mdp|password|code (?:de ma )?(?:cps|secret|confidentiel|pin|carte)|identifiants?)"  # noqa: S105
_GIVES = (
    rf"\b(?:voici|voila|prene[zr]|notez|c est|tenez)\b(?: \w+){{0,2}} {_SECRET}\b"
    rf"|\b(?:mon|le|son) {_SECRET} (?:c )?est\b(?! (?:oublie|perdu|bloque|expire|refuse|invalide|colle|connu|faux|incorrect))"
    rf"|\b(?:donn|communiqu|partag|pret|transmet|fil|laiss|confi|envo)\w*\b.{{0,40}}\b{_SECRET}\b"
)


def shares_password(text: str) -> bool:
    """Say whether a sentence gives a password, or speaks of giving it to somebody."""
    return re.search(_GIVES, fold(text)) is not None


def answers(asked: Asked, text: str) -> bool:
    """Say whether a sentence answers what was asked by its wording alone, whatever else it may seem to be about."""
    if edit_in(text) or shares_password(text):
        return True
    match asked:
        case Asked.EMAIL:
            return leaves_out_email(text)
        case Asked.RIGHTS:
            return rights_in(text, asked=True) is not None
        case Asked.CONFIRMED:
            return confirms(text) or corrects_rights(text) or wants_edit(text)
    return False


_MINE = r"(?:secretaire|assistante?(?: medicale?| dentaire)?|remplacante?|rempla|interne)"
_AS_DELEGATE = (
    rf"\b(?:je suis|chui|moi) (?:(?:la|le|sa|son|une?|l) ?)?{_MINE}\b|^(?:bonjour )?{_MINE} (?:ici|depuis|du|de la|chez)\b"
    r"|\bje remplace\b(?! (?:ma|mon|mes)\b)"
)


_OWN_BOX = r"\b(?:ma|mon|mes) (?:propre )?(?:bals?|boites?|messageries?|mss|mssante|messages?|mails?|adresses?)\b"


def speaks_as_delegate(text: str) -> bool:
    """Say whether who speaks is the delegate to be: « je suis la secrétaire du docteur, je voudrais accéder à sa boîte »."""
    folded = fold(text)
    return re.search(_AS_DELEGATE, folded) is not None and re.search(_OWN_BOX, folded) is None
