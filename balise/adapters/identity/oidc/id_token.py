"""What makes an ID token believable (OpenID Connect Core, 3.1.3.7). Pure."""

from __future__ import annotations

from dataclasses import dataclass

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
    """What the ID token of one login must say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str
    algorithms: frozenset[str] = frozenset({"RS256"})


def verified_claims(token: str, keys: KeySet, expected: Expected, now: int | None = None) -> dict[str, object]:
    """
    Return the claims of a token whose signature, issuer, audience, dates and nonce hold.

    Raises:
        UnknownKey: the token is signed with a key that is not in `keys`.
        Refused: `login`, when anything does not hold.
        PermanentFailure: the provider signs with no algorithm we trust.

    """
    algorithms = expected.algorithms & _TRUSTED_ALGORITHMS
    if not algorithms:  # joserfc would read an empty set as "the usual ones", HS256 among them.
        raise PermanentFailure("the identity provider offers no signature algorithm we trust")
    try:
        decoded = jwt.decode(token, keys, algorithms=algorithms)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client_id},
                "nonce": {"essential": True, "value": expected.nonce},
            },
            params={"nonce": expected.nonce, "client_id": expected.client_id, "access_token": expected.access_token},
        )
        claims.validate(now, _LEEWAY)
    except InvalidKeyIdError as error:
        raise UnknownKey from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Refused("login", f"the ID token does not hold ({type(error).__name__})") from error
    return dict(claims)
