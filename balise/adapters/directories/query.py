"""
What a person asks a directory: an address, a national number, or words in any order.

Both sources of the Annuaire Santé read questions with this module, so that the same sentence finds the
same people in each.
"""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.designation import find_address
from balise.model.identity import find_rpps
from balise.model.mailbox import Organization, Professional
from balise.model.wording import fold

_TITLES = frozenset(
    "dr dre drs docteur docteure docteurs pr pre prof professeur professeure m mr mme mlle monsieur madame".split()
)
# Words that tell nothing apart: the small ones, those of the request itself, and those every address carries.
_EMPTY = frozenset(
    "l d n s c t le la les de des du un une et ou a au aux en chez dans sur sous pour par qui quel quelle est rpps mssante fr"
    " adresse adresses mail email mel bal bals boite boites messagerie securisee cherche chercher trouver".split()
)
# A longer question is a sentence, not a search: each word costs a condition.
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Query:
    """A question read: `folded` is all of it, `words` are those that must match."""

    folded: str = ""
    words: tuple[str, ...] = ()
    address: str = ""
    rpps: str = ""


def read_query(text: str) -> Query:
    """
    Return what is asked, without titles nor words that tell nothing.

    >>> read_query("le Dr Jean-Marie de la Tour, à Lyon").words
    ('jean', 'marie', 'tour', 'lyon')
    """
    folded = fold(text.replace("@", " "))
    words = dict.fromkeys(word for word in folded.split() if word not in _TITLES | _EMPTY)
    return Query(folded, tuple(words)[:_MOST_WORDS], find_address(text) or "", find_rpps(text) or "")


def squeezed(*names: str) -> str:
    """
    Return names made of several words, written as one: people type « delatour » and « jeanmarie ».

    >>> squeezed("Jean-Marie", "DE LA TOUR", "Paul")
    'jeanmarie delatour'
    """
    folded = [fold(name) for name in names]
    return " ".join(name.replace(" ", "") for name in folded if " " in name)


def searchable(*texts: str) -> str:
    """Return the distinct words of some texts, each preceded by a space so that `' ' + start` finds it."""
    words = dict.fromkeys(fold(" ".join(texts).replace("@", " ")).split())
    return "".join(f" {word}" for word in words) + " "


def matches(words: tuple[str, ...], description: str) -> bool:
    """Say whether each word begins some word of a `searchable` description."""
    return all(f" {word}" in description for word in words)


def describe_professional(person: Professional) -> str:
    """Return everything a professional can be found by."""
    places = [
        f"{box.address} {box.service} {box.structure.name} {box.structure.address} {box.structure.postcode} {box.structure.city}"
        if box.structure
        else box.address
        for box in person.mailboxes
    ]
    names = (person.given, person.family, squeezed(person.given, person.family))
    return searchable(*names, person.profession, person.skill, *places)


def describe_organization(organization: Organization) -> str:
    """Return everything a structure can be found by."""
    place = organization.structure
    boxes = [f"{box.address} {box.service}" for box in organization.mailboxes]
    return searchable(place.name, place.address, place.postcode, place.city, *boxes)


def closeness(query: Query, name: str) -> tuple[int, int]:
    """Return a sort key that puts first the names having most of the asked words, then the shortest names."""
    own = fold(name).split()
    return -len(set(query.folded.split()) & set(own)), len(own)
