"""Finding which of several boxes a sentence designates: « la 2 », « celle de l'hôpital », « l'ancienne »."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from balise.model.french.addresses import find_addresses
from balise.model.french.sentence import Sentence
from balise.model.mailbox import Mailbox, MailboxKind
from balise.model.wording import fold, rank_in

_OTHER = r"\b(l autre|pas celle (la|ci)|pas celui (la|ci)|pas la bonne|pas cette (bal|boite|adresse))\b"
_VAGUE = (
    r"\b(ancien(ne)?s?|vieille|vieux|inactives?|l autre|celle que je ne? (utilise|ouvre|consulte|lis)\w* (plus|pas|jamais))\b"
)
_NEGATED = r"\bpas (celle|celui|la boite|la bal|l adresse) (de|du|d|des|chez)\b"
_TOO_COMMON = frozenset(
    "bal boite boites adresse adresses mail messagerie mssante mss celle celles ancienne ancien vieille des les mes"
    " mon veux voudrais souhaite plus utilise utiliser utilisee depublier depublie depublication annuaire retirer"
    " enlever est pas une aux pour sur dans que qui mais avec sans cette cet centre cabinet groupe medical medicale"
    " sante saint sainte fictif fictive maison pole docteur rue ville active inactive premiere deuxieme autre non"
    " oui".split()
)


_PLACES = frozenset("cabinet centre maison pole groupe".split())
"""Words too common to tell one box from the others, unless nothing else does: « celle du cabinet »."""


@dataclass(frozen=True, slots=True)
class Designated:
    """
    What was understood.

    `box` when exactly one box is meant; `among` when several fit; `foreign` when an address was typed
    that is none of them. All empty when the sentence designates nothing.
    """

    box: Mailbox | None = None
    among: tuple[Mailbox, ...] = ()
    foreign: str = ""


def find_address(text: str) -> str | None:
    """Return the first e-mail address in a sentence, typed or dictated, in lower case, or None."""
    return next((address.value for address in find_addresses(Sentence(text))), None)


def turns_away(text: str) -> bool:
    """Say whether a sentence turns away from the box chosen so far: « non, pas celle-là, l'autre »."""
    return re.search(_OTHER, fold(text)) is not None


def is_vague(text: str) -> bool:
    """Say whether a sentence means one box by what the directory does not tell: its age, or whether it is read."""
    return re.search(_VAGUE, fold(text)) is not None


def designate(
    text: str, boxes: Sequence[Mailbox], names: Mapping[str, str] | None = None, current: Mailbox | None = None
) -> Designated:
    """
    Return which of `boxes` the sentence designates.

    `names` gives, by box id, more words it is known by (its operator's names). `current` is the box
    chosen so far, that « l'autre » turns away from. Numbers count in the order of `boxes`.
    """
    if address := find_address(text):
        box = next((b for b in boxes if b.address == address), None)
        return Designated(box=box) if box else Designated(foreign=address)
    if rank := rank_in(text, len(boxes)):
        return Designated(box=boxes[rank - 1])
    candidates = list(boxes)
    if turns_away(text) and current is not None:
        candidates = [b for b in boxes if b.id != current.id]
        if len(candidates) == 1:
            return Designated(box=candidates[0])
    elif negated := re.search(_NEGATED, fold(text)):
        # « pas celle de l'hôpital, mais celle du cabinet »: what is refused first, what is wanted after.
        refused, _, text = fold(text)[negated.end() :].partition(" mais ")
        away = _by_words(refused, boxes, names or {})
        candidates = [b for b in boxes if b not in away]
        if len(candidates) == 1:
            return Designated(box=candidates[0])
    matching = _by_words(text, candidates, names or {})
    if not matching and len(candidates) < len(boxes):
        matching = candidates
    return Designated(box=matching[0]) if len(matching) == 1 else Designated(among=tuple(matching))


def _by_words(text: str, boxes: Sequence[Mailbox], names: Mapping[str, str]) -> list[Mailbox]:
    """Keep the boxes that share the most telling words with the sentence; none when nothing is telling."""
    asked = _telling_words(text)
    scores = [len(asked & _telling_words(_description(b, names.get(b.id, "")))) for b in boxes]
    best = max(scores, default=0)
    return [b for b, score in zip(boxes, scores, strict=True) if score == best] if best else _by_place(text, boxes)


def _by_place(text: str, boxes: Sequence[Mailbox]) -> list[Mailbox]:
    """Keep the only box of the kind of place that a sentence names, if there is one."""
    asked = set(fold(text).split()) & _PLACES
    there = [b for b in boxes if b.structure and asked & set(fold(b.structure.name).split())]
    return there if len(there) == 1 else []


def _telling_words(text: str) -> set[str]:
    words = {w for w in re.split(r"[ @]", fold(text)) if (len(w) > 2 or w == "ch") and w not in _TOO_COMMON}
    if words & {"hopital", "hospitalier", "hospitaliere", "chu", "ch", "clinique"}:
        words |= {"hopital"}
    if words & {"perso", "personnelle", "nominative"}:
        words |= {"personnelle"}
    return words


def _description(box: Mailbox, more: str) -> str:
    # Of a box of no known kind, that no structure is known either does not make it a personal one.
    alone = "" if box.kind is MailboxKind.UNKNOWN else "personnelle"
    place = f"{box.structure.name} {box.structure.city}" if box.structure else alone
    return f"{box.domain.replace('.', ' ')} {place} {box.service} {more}"
