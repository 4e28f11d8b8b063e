"""An agent's session in their browser: the cookie, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response

from balise.errors import NotSignedIn
from balise.model.agent import Agent
from channels.web.routes import TheGateway, TheVisits
from channels.web.shapes import OPAQUE

_NAME = "balise-desk"


@dataclass(frozen=True, slots=True)
class DeskCookie:
    """
    The cookie of a deployment, gone with the browser's session. The secret in it changes at each login.

    Over https its name begins with `__Host-`: browsers then let nobody set it but this very host. The demo may be http.
    SameSite=Strict: no other site's link or form ever brings it.
    """

    base_url: str

    def secret(self, request: Request) -> str:
        """Return the session's secret; empty when there is none."""
        found = request.cookies.get(self._name, "")
        return found if re.fullmatch(OPAQUE, found) else ""

    def give(self, response: Response, secret: str) -> None:
        """Have the browser keep a session's secret."""
        response.set_cookie(self._name, secret, secure=self._https, httponly=True, samesite="strict", path="/")

    def take_back(self, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(self._name, secure=self._https, httponly=True, samesite="strict", path="/")

    @property
    def _https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def _name(self) -> str:
        return f"__Host-{_NAME}" if self._https else _NAME


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
