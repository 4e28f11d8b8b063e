"""Who posts: the conversation that the browser's cookie opens, and the proof that a page of ours was shown to it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Request

from balise.errors import Erased, NotFound, Refused
from balise.model.conversation import Conversation
from channels.web.browser import BrowserCookie
from channels.web.browser import proof as proof_of
from channels.web.routes import TheGateway, TheVisits


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation, held by a browser's secret."""

    conversation: Conversation
    secret: str

    @property
    def proof(self) -> str:
        """What the forms of its pages carry: another site can neither read it nor make it."""
        return proof_of(self.secret, f"form\n{self.conversation.id}")

    def shown(self, proof: str) -> bool:
        """Say whether a form was shown to this browser, since its secret last changed."""
        return hmac.compare_digest(self.proof.encode(), proof.encode())


async def found(request: Request, gateway: TheGateway) -> Session | None:
    """Return the session of the browser that asks; None when it has none. Raises Erased."""
    secret = BrowserCookie(gateway.wiring.settings.base_url).secret(request)
    try:
        return Session(await gateway.wiring.find_session()(secret), secret) if secret else None
    except Erased:
        raise
    except NotFound:
        return None


async def held(request: Request, visits: TheVisits, session: Annotated[Session | None, Depends(found)]) -> Session:
    """Return the session. Raises NotFound without one."""
    if session is None:
        await visits.missing(request)
        raise NotFound("session")
    return session


Proof = Annotated[str, Form(max_length=64)]
Held = Annotated[Session, Depends(held)]


async def proven(session: Held, proof: Proof = "") -> Session:
    """Return the session of a form that was shown to it. Raises Refused: `form`."""
    if not session.shown(proof):
        raise Refused("form")
    return session


Proven = Annotated[Session, Depends(proven)]
