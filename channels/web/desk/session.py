"""An agent's session in their browser: the cookie, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from balise.errors import NotSignedIn
from balise.model.agent import Agent
from channels.web.browser import SecretCookie
from channels.web.routes import TheGateway, TheVisits


@dataclass(frozen=True, slots=True)
class DeskCookie(SecretCookie):
    """An agent's session; its secret changes at each login. SameSite=Strict: no other site's link or form ever brings it."""

    bare_name = "balise-desk"
    same_site = "strict"


async def agent_of(request: Request, gateway: TheGateway, visits: TheVisits) -> Agent:
    """
    Return the agent whose session the browser holds.

    Raises:
        NotSignedIn: there is none, or it is over.
        HTTPException: 429, after too many that were nobody's.

    """
    secret = DeskCookie(gateway.wiring.settings.base_url).secret(request)
    if not secret:
        raise NotSignedIn
    try:
        return await gateway.wiring.agent_sessions()(secret)
    except NotSignedIn:
        await visits.missing(request)
        raise


def from_our_pages(request: Request) -> None:
    """
    Refuse what a browser says another page than ours asks for: reading a conversation leaves a trace, signed by the agent.

    The cookie comes along from sites under the same domain too, which SameSite takes for ours.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403)


TheAgent = Annotated[Agent, Depends(agent_of)]
