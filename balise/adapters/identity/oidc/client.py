"""
The `IdentityProvider` port over OpenID Connect: authorization code, PKCE, state and nonce.

authlib's httpx client wants `httpx2` (its httpx fallback is deprecated) and opens connections of its own, so
only authlib's rules without I/O are used here; the requests go through the client we are given.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from balise.adapters.identity.oidc.id_token import Expected, UnknownKey, verified_claims, verified_userinfo
from balise.adapters.identity.oidc.mapping import to_person
from balise.adapters.identity.oidc.metadata import Metadata, require_https
from balise.errors import PermanentFailure, Refused, TemporaryFailure
from balise.model.identity import Proven
from balise.ports import Clock

KEYS_AGE = timedelta(hours=1)
"""How long the provider's keys are believed without reading them again: one that it no longer publishes dies with them."""

_REMEMBERED = ("state", "nonce", "code_verifier")
_OUR_MISTAKES = frozenset({"invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type"})
_THEIR_TROUBLES = frozenset({"server_error", "temporarily_unavailable"})
_SIGNED = "application/jwt"

Claims = dict[str, object]


@dataclass(frozen=True, slots=True)
class Client:
    """
    How a deployment is known to its provider, and what it asks of a login.

    `acr` are the levels of assurance that do, separated by spaces, any when empty. `max_age` (seconds) is how long ago the
    person may have proven who they are there; None does not ask. `https_only` is for all but the demo's own provider.
    """

    id: str
    secret: str = field(repr=False)
    scope: str = "openid scope_all"
    acr: str = ""
    max_age: int | None = None
    https_only: bool = True


class OidcProvider:
    """Logs people in through the provider whose discovery document is at `where`, or is `where` itself."""

    def __init__(self, http: httpx.AsyncClient, where: str | Mapping[str, Any], client: Client, now: Clock) -> None:
        self._http = http
        self._where = where
        self._client = client
        self._now = now
        self._metadata: Metadata | None = None
        self._keys: tuple[KeySet, datetime] | None = None

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        metadata, client = await self._discover(), self._client
        remembered = {"state": token_urlsafe(32), "nonce": token_urlsafe(32), "code_verifier": token_urlsafe(48)}
        url: str = prepare_grant_uri(
            metadata.authorization_endpoint,
            client.id,
            "code",
            redirect_uri=redirect_uri,
            scope=client.scope,
            state=remembered["state"],
            nonce=remembered["nonce"],
            acr_values=client.acr or None,
            max_age=None if client.max_age is None else str(client.max_age),
            code_challenge=create_s256_code_challenge(remembered["code_verifier"]),
            code_challenge_method="S256",
        )
        return url, remembered

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> Proven:
        claims, hint = await self.prove(redirect_uri, remembered, query)
        return Proven(to_person(claims), hint)

    async def prove(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> tuple[Claims, str]:
        """Return (what the provider says of the person, the ID token). Raises as `finish` does, `rpps` aside."""
        code = _code(remembered, query)
        metadata = await self._discover()
        tokens = await self._tokens(metadata, code, redirect_uri, remembered["code_verifier"])
        expected = Expected(
            metadata.issuer,
            self._client.id,
            remembered["nonce"],
            tokens["access_token"],
            algorithms=metadata.algorithms,
            acr=frozenset(self._client.acr.split()),
            max_age=self._client.max_age,
        )
        claims = await self._verified(metadata, lambda keys: verified_claims(tokens["id_token"], keys, expected, self._time))
        userinfo = await self._userinfo(metadata, tokens["access_token"], expected)
        if userinfo.get("sub") != claims["sub"]:
            raise Refused("login", "userinfo is about somebody else")
        return {**claims, **userinfo}, tokens["id_token"]

    async def end_session(self, hint: str, back_to: str) -> str | None:
        """Return the address that ends the session (RP-Initiated Logout 1.0), or None when the provider has none."""
        endpoint = (await self._discover()).end_session_endpoint
        if not endpoint:
            return None
        query = {"client_id": self._client.id, "post_logout_redirect_uri": back_to} | ({"id_token_hint": hint} if hint else {})
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    @property
    def _time(self) -> int:
        """Seconds since 1970, as tokens count."""
        return int(self._now().timestamp())

    async def _discover(self) -> Metadata:
        if self._metadata is None:
            document = self._where if isinstance(self._where, Mapping) else await self._read(self._where)
            self._metadata = Metadata.read(document, https_only=self._client.https_only)
        return self._metadata

    async def _read(self, address: str) -> dict[str, Any]:
        if self._client.https_only:
            require_https(address)
        return _document(await self._get(address))

    async def _tokens(self, metadata: Metadata, code: str, redirect_uri: str, code_verifier: str) -> dict[str, str]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": code_verifier,
        }
        auth = httpx.Auth()
        if metadata.secret_in_body:
            form |= {"client_id": self._client.id, "client_secret": self._client.secret}
        else:
            # Both are form-encoded first (RFC 6749, 2.3.1).
            auth = httpx.BasicAuth(quote(self._client.id, safe=""), quote(self._client.secret, safe=""))
        with _translated_errors("token"):
            response = await self._http.post(metadata.token_endpoint, data=form, auth=auth)
            if response.status_code == 400 and _document(response).get("error") == "invalid_grant":
                raise Refused("login", "the provider does not accept the code")
            response.raise_for_status()
        tokens = _document(response)
        if not all(isinstance(tokens.get(name), str) for name in ("access_token", "id_token")):
            raise PermanentFailure("the token endpoint gave no ID token")
        return tokens

    async def _userinfo(self, metadata: Metadata, access_token: str, expected: Expected) -> Claims:
        headers = {"Authorization": f"Bearer {access_token}", "Accept": f"application/json, {_SIGNED}"}
        response = await self._get(metadata.userinfo_endpoint, headers)
        if response.headers.get("Content-Type", "").partition(";")[0].strip().lower() != _SIGNED:
            return _document(response)
        return await self._verified(metadata, lambda keys: verified_userinfo(response.text.strip(), keys, expected, self._time))

    async def _verified(self, metadata: Metadata, verify: Callable[[KeySet], Claims]) -> Claims:
        if self._keys is not None and self._now() - self._keys[1] < KEYS_AGE:
            try:
                return verify(self._keys[0])
            except UnknownKey:
                pass  # The provider may have changed its keys since they were read.
        self._keys = await self._read_keys(metadata), self._now()
        try:
            return verify(self._keys[0])
        except UnknownKey as error:
            raise Refused("login", "a token is signed with an unknown key") from error

    async def _read_keys(self, metadata: Metadata) -> KeySet:
        document: Any = _document(await self._get(metadata.jwks_uri))
        try:
            return KeySet.import_key_set(document)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise PermanentFailure("the provider's keys cannot be read") from error

    async def _get(self, url: str, headers: dict[str, str] | None = None) -> httpx.Response:
        with _translated_errors(url):
            response = await self._http.get(url, headers=headers)
            response.raise_for_status()
        return response


def _code(remembered: Mapping[str, str], query: Mapping[str, str]) -> str:
    """Return the authorization code of an answer to the very login we started."""
    if not all(remembered.get(name) for name in _REMEMBERED):
        raise Refused("login", "nothing is remembered of this login")
    if not hmac.compare_digest(query.get("state", "").encode(), remembered["state"].encode()):
        raise Refused("login", "the state is not the one we gave")
    error = query.get("error")
    if error in _THEIR_TROUBLES:
        raise TemporaryFailure(f"the identity provider answered {error}")
    if error in _OUR_MISTAKES:
        raise PermanentFailure(f"the identity provider answered {error}")
    if error or not query.get("code"):
        raise Refused("login", "declined")
    return query["code"]


def _document(response: httpx.Response) -> dict[str, Any]:
    try:
        document = response.json()
    except ValueError as error:
        raise PermanentFailure("the identity provider did not answer in JSON") from error
    if not isinstance(document, dict):
        raise PermanentFailure("the identity provider did not answer a JSON object")
    return document


@contextmanager
def _translated_errors(what: str) -> Iterator[None]:
    try:
        yield
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        if error.response.is_server_error or status == 429:
            raise TemporaryFailure(f"{what}: the identity provider answered {status}", _retry_after(error.response)) from error
        raise PermanentFailure(f"{what}: the identity provider answered {status}") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise PermanentFailure(f"{what}: not a usable address") from error
    except httpx.HTTPError as error:
        raise TemporaryFailure(f"{what}: the identity provider does not answer ({type(error).__name__})") from error


def _retry_after(response: httpx.Response) -> float | None:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else None
