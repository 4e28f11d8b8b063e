"""A browser known again: its secret, in a cookie that pages cannot read and other sites cannot set."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from fastapi import Request, Response

from balise.usecases.conversation.browser_session import browser_secret
from channels.web.shapes import OPAQUE


@dataclass(frozen=True, slots=True)
class SecretCookie:
    """
    A cookie of a deployment, gone with the browser's session.

    Over https its name begins with `__Host-`: browsers then let nobody set it but this very host. The demo may be http.
    """

    bare_name: ClassVar[str]
    same_site: ClassVar[Literal["lax", "strict"]]

    base_url: str

    def secret(self, request: Request) -> str:
        """Return the secret that the browser brings; empty when it has none."""
        found = request.cookies.get(self._name, "")
        return found if re.fullmatch(OPAQUE, found) else ""

    def shown(self, request: Request, what: str, given: str) -> str:
        """Return the secret of a browser that was shown a form for this, whose proof is `given`; empty for any other."""
        secret = self.secret(request)
        return secret if secret and hmac.compare_digest(given.encode(), proof(secret, what).encode()) else ""

    def keep(self, response: Response, secret: str) -> str:
        """Have the browser keep this very secret, and return it."""
        response.set_cookie(self._name, secret, secure=self._https, httponly=True, samesite=self.same_site, path="/")
        return secret

    def take_back(self, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(self._name, secure=self._https, httponly=True, samesite=self.same_site, path="/")

    @property
    def _https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def _name(self) -> str:
        return f"__Host-{self.bare_name}" if self._https else self.bare_name


@dataclass(frozen=True, slots=True)
class BrowserCookie(SecretCookie):
    """A browser known again. SameSite=Lax: coming back from the identity provider is a navigation, and brings it."""

    bare_name = "balise"
    same_site = "lax"

    def reaches(self, request: Request) -> bool:
        """Say whether a post comes from a page of ours, where links lead: there, and nowhere else, the cookie comes back."""
        # Browsers tell from where a page posts, and its scripts cannot tell otherwise.
        return request.headers.get("origin", "") == "{0.scheme}://{0.netloc}".format(urlsplit(self.base_url))

    def give(self, request: Request, response: Response) -> str:
        """Have the browser keep a secret, the one it has if any, and return it."""
        return self.keep(response, self.secret(request) or browser_secret())


def proof(browser: str, what: str) -> str:
    """Return what only a page shown to this browser for this holds: other sites can read neither it nor the cookie."""
    return hashlib.sha256(f"{what}\n{browser}".encode()).hexdigest()
