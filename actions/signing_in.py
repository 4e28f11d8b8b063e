"""The offer to sign in that goes with a message."""

from __future__ import annotations

from dataclasses import dataclass

from balise.usecases.identity.sign_in import IsSignedIn


@dataclass(frozen=True, slots=True)
class SignInOffer:
    """Offers to sign in, in `words`; each door makes its link when it is wanted."""

    words: str
    is_signed_in: IsSignedIn

    async def unless_signed_in(self, conversation_id: str) -> str:
        """Return the words of the offer; none for somebody who has no need of it."""
        return "" if await self.is_signed_in(conversation_id) else self.words
