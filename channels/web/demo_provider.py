"""
A small OpenID Connect provider in the shape of Pro Santé Connect, for the demo and the tests.

Anybody may log in as anybody: it is a stage prop, and refuses to be built outside demo mode.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote_plus, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.jwk import RSAKey

from balise.errors import Invalid, Refused
from balise.model.identity import Person, parse_rpps
from balise.ports import Clock, Texts
from balise.usecases.conversation.browser_session import browser_secret
from channels.web.browser import BrowserCookie, proof
from channels.web.demo_claims import claims_of
from channels.web.demo_pages import DemoPages

_CODE_LIFE = timedelta(seconds=60)
_TOKEN_LIFE = timedelta(minutes=5)
_NO_STORE = {"Cache-Control": "no-store"}


def require_demo(demo: bool) -> None:
    """
    Stop whoever builds a demo part in a real deployment.

    Raises:
        Refused: `demo_only`.

    """
    if not demo:
        raise Refused("demo_only", "the demo identity provider lets anybody be anybody: set BALISE_OIDC_DISCOVERY instead")


def demo_provider(
    people: Sequence[Person],
    issuer: str,
    client: tuple[str, str],
    texts: Texts,
    *,
    demo: bool,
    now: Clock = lambda: datetime.now(UTC),
) -> APIRouter:
    """
    Return the provider's routes, to mount where `issuer` says (`<base URL>/demo-psc`).

    `client` is the only client's id and secret. Only redirect URIs under the issuer's parent, the gateway's base URL, are served.

    Raises:
        Refused: `demo_only`, when `demo` is false.

    """
    require_demo(demo)
    provider = _Provider(people, issuer.rstrip("/"), client, texts, now)
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/.well-known/wallet-openid-configuration", provider.discovery, methods=["GET"])
    router.add_api_route("/jwks", provider.jwks, methods=["GET"])
    router.add_api_route("/authorize", provider.ask, methods=["GET"])
    router.add_api_route("/authorize", provider.answer, methods=["POST"])
    router.add_api_route("/token", provider.token, methods=["POST"])
    router.add_api_route("/userinfo", provider.userinfo, methods=["GET"])
    router.add_api_route("/logout", provider.logout, methods=["GET"])
    return router


@dataclass(frozen=True, slots=True)
class _Grant:
    """What a code, then an access token, stands for."""

    person: Person
    redirect_uri: str
    challenge: str
    nonce: str | None
    expires_at: datetime


class _Provider:
    """The endpoints; codes, tokens and the signing key live in memory only."""

    def __init__(self, people: Sequence[Person], issuer: str, client: tuple[str, str], texts: Texts, now: Clock) -> None:
        self._people = {person.rpps: person for person in people}
        self._issuer = issuer
        self._client = client
        self._texts = texts
        self._now = now
        self._key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(8), "use": "sig", "alg": "RS256"})
        self._codes: dict[str, _Grant] = {}
        self._tokens: dict[str, _Grant] = {}
        self._pages = DemoPages(people, texts)
        self._cookie = BrowserCookie(self._issuer.rpartition("/")[0])

    async def discovery(self) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self._issuer,
                "authorization_endpoint": f"{self._issuer}/authorize",
                "token_endpoint": f"{self._issuer}/token",
                "userinfo_endpoint": f"{self._issuer}/userinfo",
                "jwks_uri": f"{self._issuer}/jwks",
                "end_session_endpoint": f"{self._issuer}/logout",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["public"],
                "scopes_supported": ["openid", "scope_all"],
                "acr_values_supported": ["eidas1"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def jwks(self) -> JSONResponse:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def ask(self, request: Request) -> Response:
        return self._objection(request.query_params) or self._asked(request)

    async def answer(self, request: Request) -> Response:
        query = request.query_params
        if objection := self._objection(query):
            return objection
        form = await request.form()
        if not self._cookie.shown(request, _login(request), str(form.get("proof", ""))):
            return self._pages.refused("demo_other_browser", 403)
        if "decline" in form:
            return _back(query, {"error": "access_denied"})
        typed = str(form.get("rpps", ""))
        try:
            person = self._person(typed)
        except Invalid:
            return self._asked(request, typed)
        code, expires_at = secrets.token_urlsafe(32), self._now() + _CODE_LIFE
        grant = _Grant(person, query["redirect_uri"], query["code_challenge"], query.get("nonce"), expires_at)
        self._codes = self._alive(self._codes) | {code: grant}
        return _back(query, {"code": code})

    async def token(self, request: Request) -> JSONResponse:
        form = {name: str(value) for name, value in (await request.form()).items()}
        if not self._is_client(request, form):
            return JSONResponse({"error": "invalid_client"}, 401, _NO_STORE | {"WWW-Authenticate": 'Basic realm="demo-psc"'})
        if form.get("grant_type") != "authorization_code":
            return JSONResponse({"error": "unsupported_grant_type"}, 400, _NO_STORE)
        grant = self._codes.pop(form.get("code", ""), None)
        if grant is None or not self._holds(grant, form):
            return JSONResponse({"error": "invalid_grant"}, 400, _NO_STORE)
        token = secrets.token_urlsafe(32)
        self._tokens = self._alive(self._tokens) | {token: replace(grant, expires_at=self._now() + _TOKEN_LIFE)}
        body = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(_TOKEN_LIFE.total_seconds()),
            "scope": "openid scope_all",
            "id_token": self._id_token(grant, token),
        }
        return JSONResponse(body, headers=_NO_STORE)

    async def userinfo(self, request: Request) -> JSONResponse:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        grant = self._alive(self._tokens).get(token)
        if scheme.lower() != "bearer" or grant is None:
            return JSONResponse({"error": "invalid_token"}, 401, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        return JSONResponse(claims_of(grant.person), headers=_NO_STORE)

    async def logout(self, request: Request) -> Response:
        """Send the browser back: each login asks who one is, so that no session is left here."""
        back = request.query_params.get("post_logout_redirect_uri", "")
        if not self._is_ours(back):
            return self._pages.refused("demo_foreign_redirect")
        return RedirectResponse(back, 303, _NO_STORE)

    def _asked(self, request: Request, wrong: str | None = None) -> Response:
        """Return the page that asks whom to be, whose forms work in this browser only; `wrong` is what was typed, and no RPPS."""
        browser = self._cookie.secret(request) or browser_secret()
        shown = proof(browser, _login(request))
        page = self._pages.login(shown) if wrong is None else self._pages.login_again(shown, wrong)
        self._cookie.keep(page, browser)
        return page

    def _objection(self, query: Mapping[str, str]) -> Response | None:
        """Return what to answer when the request is not to be served: never a redirection to a stranger."""
        if not hmac.compare_digest(query.get("client_id", "").encode(), self._client[0].encode()):
            return self._pages.refused("demo_unknown_client")
        if not self._is_ours(query.get("redirect_uri", "")):
            return self._pages.refused("demo_foreign_redirect")
        if query.get("response_type") != "code":
            return _back(query, {"error": "unsupported_response_type"})
        if "openid" not in query.get("scope", "").split():
            return _back(query, {"error": "invalid_scope"})
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            return _back(query, {"error": "invalid_request", "error_description": "PKCE S256 is required"})
        return None

    def _is_ours(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith(self._issuer.rpartition("/")[0] + "/") and "#" not in redirect_uri

    def _is_client(self, request: Request, form: Mapping[str, str]) -> bool:
        given = (form.get("client_id", ""), form.get("client_secret", ""))
        scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "basic":
            try:
                client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
            except ValueError:
                return False
            given = (unquote_plus(client_id), unquote_plus(secret))
        return all(hmac.compare_digest(one.encode(), other.encode()) for one, other in zip(self._client, given, strict=True))

    def _person(self, typed: str) -> Person:
        if typed in self._people:
            return self._people[typed]
        rpps = parse_rpps(typed)
        unknown = Person(rpps, self._texts.line("demo_unknown_family"), self._texts.line("demo_unknown_given"))
        return self._people.get(rpps, unknown)

    def _holds(self, grant: _Grant, form: Mapping[str, str]) -> bool:
        challenge = _base64url(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        return (
            grant.expires_at > self._now()
            and grant.redirect_uri == form.get("redirect_uri")
            and hmac.compare_digest(grant.challenge.encode(), challenge.encode())
        )

    def _alive(self, grants: dict[str, _Grant]) -> dict[str, _Grant]:
        return {secret: grant for secret, grant in grants.items() if grant.expires_at > self._now()}

    def _id_token(self, grant: _Grant, access_token: str) -> str:
        now = int(self._now().timestamp())
        claims = claims_of(grant.person) | {
            "iss": self._issuer,
            "aud": self._client[0],
            "iat": now,
            "auth_time": now,
            "exp": now + int(_TOKEN_LIFE.total_seconds()),
            "acr": "eidas1",
            "at_hash": _base64url(hashlib.sha256(access_token.encode()).digest()[:16]),
        }
        if grant.nonce is not None:
            claims["nonce"] = grant.nonce
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)


def _login(request: Request) -> str:
    """Return what the page of a login is a proof for: this login and no other."""
    return f"demo\n{request.url.query}"


def _back(query: Mapping[str, str], values: dict[str, str]) -> RedirectResponse:
    """Send the browser back to the client, with the state it came with."""
    uri = query["redirect_uri"]
    if "state" in query:
        values |= {"state": query["state"]}
    return RedirectResponse(f"{uri}{'&' if '?' in uri else '?'}{urlencode(values)}", 303, _NO_STORE)


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
