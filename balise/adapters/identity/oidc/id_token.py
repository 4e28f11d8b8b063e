"""What makes an ID token, and signed userinfo, believable (OpenID Connect Core, 3.1.3.7 and 5.3.2). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from authlib.oauth2.claims import JWTClaims  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from balise.errors import PermanentFailure, Refused

# Asymmetric only: with HS256 whoever knows the public key could sign.
_TRUSTED_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
_LEEWAY = 30


class UnknownKey(Exception):
    """The token names a key that is not in the set: the provider may have changed its keys."""


@dataclass(frozen=True, slots=True)
class Expected:
    """
    What the ID token of one login must say.

    `acr` are the levels of assurance that do, any when empty; `max_age` is how long ago, in seconds, the person may have
    proven who they are to the provider, None when it does not matter.
    """

    issuer: str
    client_id: str
    nonce: str
    access_token: str
    algorithms: frozenset[str] = frozenset({"RS256"})
    acr: frozenset[str] = frozenset()
    max_age: int | None = None


def verified_claims(token: str, keys: KeySet, expected: Expected, now: int) -> dict[str, object]:
    """
    Return the claims of an ID token whose signature, issuer, audience, dates, nonce, level and age hold.

    Raises:
        UnknownKey: the token is signed with a key that is not in `keys`.
        Refused: `login`, when anything does not hold.
        PermanentFailure: the provider signs with no algorithm we trust.

    """
    decoded = _decoded(token, keys, expected)
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        options=_from(expected) | {"nonce": {"essential": True, "value": expected.nonce}},
        params={"nonce": expected.nonce, "client_id": expected.client_id, "access_token": expected.access_token},
    )
    _validate(claims, now)
    if expected.acr and str(claims.get("acr")) not in expected.acr:
        raise Refused("login", "the level of assurance is not the one asked for")
    if expected.max_age is not None and not _is_recent(claims.get("auth_time"), expected.max_age, now):
        raise Refused("login", "the person proved who they are too long ago")
    return dict(claims)


def verified_userinfo(token: str, keys: KeySet, expected: Expected, now: int) -> dict[str, object]:
    """Return the claims of userinfo given as a signed JWT. Raises as `verified_claims` does."""
    decoded = _decoded(token, keys, expected)
    claims = JWTClaims(decoded.claims, decoded.header, options=_from(expected))
    _validate(claims, now)
    return dict(claims)


def _from(expected: Expected) -> dict[str, dict[str, object]]:
    return {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
    }


def _decoded(token: str, keys: KeySet, expected: Expected) -> jwt.Token:
    algorithms = expected.algorithms & _TRUSTED_ALGORITHMS
    if not algorithms:  # joserfc would read an empty set as "the usual ones", HS256 among them.
        raise PermanentFailure("the identity provider offers no signature algorithm we trust")
    try:
        return jwt.decode(token, keys, algorithms=sorted(algorithms))
    except InvalidKeyIdError as error:
        raise UnknownKey from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Refused("login", f"a token of the provider does not hold ({type(error).__name__})") from error


def _validate(claims: Any, now: int) -> None:
    try:
        claims.validate(now, _LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Refused("login", f"a token of the provider does not hold ({type(error).__name__})") from error


def _is_recent(auth_time: object, max_age: int, now: int) -> bool:
    return isinstance(auth_time, int | float) and auth_time + max_age + _LEEWAY >= now
