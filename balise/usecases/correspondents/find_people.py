"""Find a professional or a structure from what somebody typed."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import NotFound
from balise.model.identity import find_rpps
from balise.model.mailbox import Findings
from balise.model.wording import fold, rank_in
from balise.ports import Directory

_ASKING = frozenset(
    "je j cherche recherche trouve trouver trouvez voudrais veux besoin contacter joindre ecrire envoyer adresse"
    " adresses mssante mss mail email bal boite securisee messagerie annuaire correspondant confrere consoeur"
    " collegue connaitre avoir donnez donner moi quelle quel est sont mes boites lister liste numero rpps nom mon ma"
    " le la les l d de du des un une a au aux pour et s il vous plait svp merci bonjour qui quoi comment peux pouvez"
    " tu me m elle c en dans sur se son sa ou dr docteur pr professeur monsieur madame mme mr cest lui leur ai suis"
    " appelle exerce exercant combien ai t on nous votre vos mienne miennes identifier savoir toutes tous celle"
    " celui autre".split()
)


def search_words(text: str) -> str:
    """Return what is left of a request once the words that only ask are removed: a name, a town, a trade."""
    return " ".join(word for word in fold(text).split() if word not in _ASKING)


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Search the directory by RPPS when the text holds one, by words otherwise."""

    directory: Directory

    async def __call__(self, text: str) -> Findings:
        """
        Return what was found, best first.

        Raises:
            NotFound: when the text holds nothing to search for.

        """
        if rpps := find_rpps(text):
            listing = await self.directory.boxes_of(rpps)
            found = (listing.professional,) if listing.professional else ()
            return Findings(professionals=found, as_of=listing.as_of, partial=listing.partial)
        words = search_words(text)
        if not words:
            raise NotFound("words")
        return await self.directory.search(words)

    async def choose(self, earlier: str, text: str) -> tuple[Findings, str]:
        """
        Return what `text` leaves of the earlier findings, and the question that finds it again.

        A number or words may designate one; words may narrow them (« à Lyon » among homonyms); else it is a new search.
        """
        found = self._among(await self(earlier), text)
        if found is not None:
            return found, earlier
        narrowed = await self(f"{earlier} {text}")
        return (await self(text), text) if narrowed.empty else (narrowed, f"{earlier} {text}")

    def _among(self, before: Findings, text: str) -> Findings | None:
        """Return the one that a sentence designates, or None."""
        if rank := rank_in(text, len(before.professionals) + len(before.organizations)):
            people = len(before.professionals)
            if rank <= people:
                return Findings(professionals=(before.professionals[rank - 1],), as_of=before.as_of)
            return Findings(organizations=(before.organizations[rank - people - 1],), as_of=before.as_of)
        words = set(search_words(text).split())
        fitting = tuple(p for p in before.professionals if words & set(fold(f"{p.skill} {p.profession} {p.city}").split()))
        if len(fitting) == 1:
            return Findings(professionals=fitting, as_of=before.as_of)
        return None
