"""The links that lead to the identity provider, ready for a message."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.sheet import Link
from balise.ports import Texts
from balise.usecases.sign_in import InviteSignIn


@dataclass(frozen=True, slots=True)
class SignInLink:
    """Makes the link of a conversation."""

    invite: InviteSignIn
    texts: Texts

    async def __call__(self, conversation_id: str, title: str = "sign_in_link") -> Link:
        """Return a fresh link, entitled by a text; its title ends with the code to type behind it, where there is one."""
        invitation = await self.invite(conversation_id)
        words = self.texts.line(title)
        return Link(
            self.texts.line("sign_in_with_code", title=words, code=invitation.code) if invitation.code else words, invitation.url
        )

    async def unless_signed_in(self, conversation_id: str) -> tuple[Link, ...]:
        """Return a fresh link, or none for somebody who has no need of one."""
        return () if await self.invite.needless(conversation_id) else (await self(conversation_id),)
