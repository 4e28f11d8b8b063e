"""Words that designate one of somebody's boxes: « l'ancienne », « la 2 », « celle de l'hôpital », « mon adresse mailiz »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.french.names import GIVEN, NOT_NAMES
from balise.model.french.sentence import Entity, Sentence

_NOUN = (
    r"(?:(?:bals?|boi?[iy]?tes?(?: (?:aux lettres|mail|e-?mail))?|adresses?(?: (?:mail|e-?mail|de messagerie|electronique))?"
    r"|messagerie|mail|e-?mail|mailbox|mss|compte)(?: (?:mss(?:ante)?|securisee?s?|pro sante))?)"
)
_MY = r"(?:ma|mon|mes|notre|nos) "
_THE = rf"(?:{_MY}|la |l' ?|cette )"

_OPERATOR = (
    r"(?:(?:mail{1,2}|mel|mayl|maill)[iy][sz]e?|app?[iy]cr[iy]pt?e?|lifen|medimail|mon ?sisra|sisra|enovacom|equasens|medistory"
    r"|capgemini|wraptor|cegedim|cgm|compugroup|mipih|promess|dedalus|maincare|sesan)"
)
_NATURE = (
    r"(?:pro|perso|personnelle|professionnelle|nominative|organisationnelle|applicative|hospitaliere|liberale|principale"
    r"|secondaire|inactive|dormante|d'interne|de remplacant|de l'ordre)"
)
_HOUSE = (
    r"(?:(?:poly)?cliniques?|hopital|hosto|ch|chu|chr|chru|centre|cabinet|ehpad|maison|maternite|pharmacie|officine|labo|laboratoire"
    r"|msp|ssr|smr|pole|service|secretariat|ordre|institut|dispensaire|urgences|had|ssiad|ville|liberal|telemedecine|teleconsultation)"
)
# « de santé », « de cardiologie », « des Lilas »: what tells one house from another, but not whose it is nor what follows.
_DETAIL = (
    r"(?: (?:hospitali(?:er|ere)|medicale?|dentaire|pluridisciplinaire)\b)?"
    r"(?: (?:de la |de l'|du |des |de |d')(?!mon\b|ma\b|mes\b|notre\b|votre\b|son\b|sa\b|ce\b|cette\b)[\w'-]{3,})?"
)
_OF = r"(?:de|du|des|d'|chez|a|au|pour|sur) ?"
_PLACE = rf"(?:(?:l'|la |le |mon |ma |les )?{_HOUSE}\b{_DETAIL})"

_ORDINAL = r"(?:premiere|deuxieme|seconde|troisieme|quatrieme|cinquieme|sixieme|derniere|[1-9](?:ere?|nde?|e|eme|ieme))"
_AGE = r"(?:ancienne?s?|vieille?s?|vieux)"
# What may come after a word that stands for a box by itself: in « la deuxième fois » or « l'ancienne secrétaire » it does not.
_ENDS = (
    r"(?= ?(?:$|[.,;:!?)»\n]| (?:svp|stp|merci|s'il|et|ou|mais|pas|plus|est|etait|sera|serait|qui|que|qu'\w+|pour|dans|sur|de|du"
    r"|des|chez|je|j'\w+|on|ne|elle|aussi|plutot|avec|comme|car|parce|puis|la|si|en|please|celle|s'est|n'\w+|d'\w+|finalement)\b))"
)
_STANDING = r"(?<![\w'-])"

_PHRASES = tuple(
    re.compile(_STANDING + pattern)
    for pattern in (
        rf"celles? {_OF}(?:{_PLACE}|(?:la |l')?{_OPERATOR}\b|(?:la |l')\w+(?:ologie|iatrie|urgie)\b)",
        rf"{_THE}{_NOUN} {_NATURE}(?: {_OPERATOR})?{_ENDS}",
        rf"(?:{_THE}{_NOUN} (?:{_OF})?|{_MY}|la )?{_OPERATOR}(?![\w@-])",
        rf"(?:{_MY}|la |cette )(?:{_AGE} |autre )?{_NOUN} {_OF}{_PLACE}",
        rf"l' ?(?:{_AGE} |autre )?{_NOUN} {_OF}(?:l'|la |le |mon )?{_HOUSE}{_ENDS}(?! (?:de|du|des|d')\b)",
        rf"(?:{_THE}|de mes )(?:{_AGE}|autre|{_ORDINAL}) {_NOUN}(?: {_NATURE})?\b(?! ?\d)",
        rf"(?:la|ma) (?:perso|personnelle|pro|professionnelle|nominative|hospitaliere|organisationnelle){_ENDS}",
        r"celles? que je n(?:e |')?(?:utilise|ouvre|consulte|lis|regarde|releve)\w* (?:plus|pas|jamais)",
        rf"(?:la|bal|boi?te|adresse|option|choix) (?:n° ?|numero |no )?\d{{1,2}}(?![\d%h°]){_ENDS}",
        rf"(?:n°|numero) ?\d{{1,2}}(?![\d%h°]){_ENDS}",
    )
)
# These may as well stand for somebody: « l'ancienne » is a secretary where one is spoken of.
_ALONE = re.compile(
    rf"{_STANDING}(?:(?:l'|la |ma |mon ){_AGE}|(?<!ni )l'autre|(?<!\ba )(?<!pour )(?<!dans )(?:la|ma) {_ORDINAL}){_ENDS}"
)
_NAMED = re.compile(rf"{_STANDING}(?:celles? |{_MY}{_NOUN} )(?:de |d'|du |a )(\w[\w-]+)")
_NOT_BOXES = re.compile(r"\b(?:demandes?|ticket|dossier|incident|etape|rue|page|dans|tel|telephone)(?: :)? $")
_SOMEBODY = re.compile(r"\b(?:secr|assistante|rempla|infirmi|collaborat|employee|stagiaire|titulaire|docteure?\b|dr\b|salariee)")


def find_boxes(sentence: Sentence) -> Iterator[Entity]:
    """Yield the words that designate a box, as typed: `designation.designate` reads them against somebody's boxes."""
    plain = sentence.plain
    for pattern in _PHRASES:
        for match in pattern.finditer(plain):
            if not _NOT_BOXES.search(plain, max(0, match.start() - 16), match.start()):
                yield sentence.entity("box", match)
    for match in _NAMED.finditer(plain):
        named = match[1].split("-")[0]
        if sentence.cased and sentence.text[match.start(1)].isupper() and named not in GIVEN | NOT_NAMES:
            yield sentence.entity("box", match)
    if not _SOMEBODY.search(plain):
        yield from (sentence.entity("box", match) for match in _ALONE.finditer(plain))
