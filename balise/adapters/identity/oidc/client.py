"""
The `IdentityProvider` port over OpenID Connect: authorization code, PKCE, state and nonce.

authlib's httpx client wants `httpx2` (its httpx fallback is deprecated) and opens connections of its own, so
only authlib's rules without I/O are used here; the requests go through the client we are given.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any, Self
from urllib.parse import quote

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from balise.adapters.identity.oidc.id_token import Expected, UnknownKey, verified_claims
from balise.adapters.identity.oidc.mapping import to_person
from balise.errors import PermanentFailure, Refused, TemporaryFailure
from balise.model.identity import Person

_REMEMBERED = ("state", "nonce", "code_verifier")
_OUR_MISTAKES = frozenset({"invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type"})
_THEIR_TROUBLES = frozenset({"server_error", "temporarily_unavailable"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the discovery document says, as far as we need it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    algorithms: frozenset[str]
    secret_in_body: bool

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Return it from the document. Raises PermanentFailure when an endpoint is missing."""
        names = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        missing = [name for name in names if not isinstance(document.get(name), str)]
        if missing:
            raise PermanentFailure(f"the discovery document lacks {', '.join(missing)}")
        methods = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        algorithms = document.get("id_token_signing_alg_values_supported") or ["RS256"]
        return cls(
            **{name: document[name] for name in names},
            algorithms=frozenset(map(str, algorithms)),
            secret_in_body="client_secret_basic" not in methods,
        )


class OidcProvider:
    """Logs people in through the provider whose discovery document is at `discovery_url`."""

    def __init__(
        self, http: httpx.AsyncClient, discovery_url: str, client_id: str, client_secret: str, scope: str, acr_values: str
    ) -> None:
        self._http = http
        self._discovery_url = discovery_url
        self._client_id = client_id
        self._client_secret = client_secret
        self._scope = scope
        self._acr_values = acr_values
        self._metadata: Metadata | None = None
        self._keys: KeySet | None = None

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        metadata = await self._discover()
        remembered = {"state": token_urlsafe(32), "nonce": token_urlsafe(32), "code_verifier": token_urlsafe(48)}
        url: str = prepare_grant_uri(
            metadata.authorization_endpoint,
            self._client_id,
            "code",
            redirect_uri=redirect_uri,
            scope=self._scope,
            state=remembered["state"],
            nonce=remembered["nonce"],
            acr_values=self._acr_values or None,
            code_challenge=create_s256_code_challenge(remembered["code_verifier"]),
            code_challenge_method="S256",
        )
        return url, remembered

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> Person:
        code = _code(remembered, query)
        metadata = await self._discover()
        tokens = await self._tokens(metadata, code, redirect_uri, remembered["code_verifier"])
        expected = Expected(
            metadata.issuer, self._client_id, remembered["nonce"], tokens["access_token"], algorithms=metadata.algorithms
        )
        claims = await self._claims(metadata, tokens["id_token"], expected)
        userinfo = await self._get(metadata.userinfo_endpoint, {"Authorization": f"Bearer {tokens['access_token']}"})
        if userinfo.get("sub") != claims["sub"]:
            raise Refused("login", "userinfo is about somebody else")
        return to_person({**claims, **userinfo})

    async def _discover(self) -> Metadata:
        if self._metadata is None:
            self._metadata = Metadata.read(await self._get(self._discovery_url))
        return self._metadata

    async def _tokens(self, metadata: Metadata, code: str, redirect_uri: str, code_verifier: str) -> dict[str, str]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": code_verifier,
        }
        auth = httpx.Auth()
        if metadata.secret_in_body:
            form |= {"client_id": self._client_id, "client_secret": self._client_secret}
        else:
            # Both are form-encoded first (RFC 6749, 2.3.1).
            auth = httpx.BasicAuth(quote(self._client_id, safe=""), quote(self._client_secret, safe=""))
        with _translated_errors("token"):
            response = await self._http.post(metadata.token_endpoint, data=form, auth=auth)
            if response.status_code == 400 and _document(response).get("error") == "invalid_grant":
                raise Refused("login", "the provider does not accept the code")
            response.raise_for_status()
        tokens = _document(response)
        if not all(isinstance(tokens.get(name), str) for name in ("access_token", "id_token")):
            raise PermanentFailure("the token endpoint gave no ID token")
        return tokens

    async def _claims(self, metadata: Metadata, token: str, expected: Expected) -> dict[str, object]:
        if self._keys is not None:
            try:
                return verified_claims(token, self._keys, expected)
            except UnknownKey:
                pass  # The provider may have changed its keys since they were read.
        self._keys = await self._read_keys(metadata)
        try:
            return verified_claims(token, self._keys, expected)
        except UnknownKey as error:
            raise Refused("login", "the ID token is signed with an unknown key") from error

    async def _read_keys(self, metadata: Metadata) -> KeySet:
        document: Any = await self._get(metadata.jwks_uri)
        try:
            return KeySet.import_key_set(document)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise PermanentFailure("the provider's keys cannot be read") from error

    async def _get(self, url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        with _translated_errors(url):
            response = await self._http.get(url, headers=headers)
            response.raise_for_status()
        return _document(response)


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
