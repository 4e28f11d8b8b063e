"""What makes an ID token believable."""

from __future__ import annotations

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from balise.adapters.identity.oidc.id_token import Expected, UnknownKey, verified_claims
from balise.errors import PermanentFailure, Refused

NOW = 1_800_000_000
KEY = RSAKey.generate_key(2048, {"kid": "one"})
KEYS = KeySet.import_key_set({"keys": [KEY.as_dict(private=False)]})
EXPECTED = Expected("https://psc.test", "balise", "the nonce", "the access token")
GOOD: dict[str, object] = {
    "iss": "https://psc.test",
    "sub": "f:1",
    "aud": "balise",
    "iat": NOW,
    "exp": NOW + 60,
    "nonce": "the nonce",
}


def signed(claims: dict[str, object], key: RSAKey | OctKey = KEY, kid: str = "one", alg: str = "RS256") -> str:
    """Return an ID token."""
    return jwt.encode({"alg": alg, "kid": kid}, claims, key, algorithms=[alg])


def test_a_good_token_gives_its_claims() -> None:
    """
    Signature, issuer, audience, dates and nonce hold: the claims are returned.
    """
    assert GOOD == verified_claims(signed(GOOD), KEYS, EXPECTED, NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://elsewhere.test"},
        {"aud": "another client"},
        {"aud": ["another client"]},
        {"aud": "another client", "azp": "balise"},
        {"aud": ["balise", "another client"], "azp": "another client"},
        {"nonce": "another nonce"},
        {"exp": NOW - 60},
        {"exp": "tomorrow"},
        {"iat": NOW + 3600},
        {"nbf": NOW + 3600},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
def test_a_wrong_claim_is_refused(change: dict[str, object]) -> None:
    """
    One claim that does not hold is enough to refuse the login.
    """
    with pytest.raises(Refused, match="login"):
        verified_claims(signed(GOOD | change), KEYS, EXPECTED, NOW)


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_claim_is_refused(name: str) -> None:
    """
    Every required claim must be there.
    """
    claims = {key: value for key, value in GOOD.items() if key != name}

    with pytest.raises(Refused, match="login"):
        verified_claims(signed(claims), KEYS, EXPECTED, NOW)


def test_a_forged_signature_is_refused() -> None:
    """
    A token that names a known key, but is signed with another one, is refused.
    """
    forger = RSAKey.generate_key(2048)

    with pytest.raises(Refused, match="login"):
        verified_claims(signed(GOOD, forger), KEYS, EXPECTED, NOW)


def test_an_unknown_key_is_told_apart() -> None:
    """
    A key that is not in the set may be a new one: the caller is told, to read the set again.
    """
    with pytest.raises(UnknownKey):
        verified_claims(signed(GOOD, kid="two"), KEYS, EXPECTED, NOW)


@pytest.mark.parametrize(
    ("allowed", "error"), [({"HS256", "RS256"}, Refused), ({"HS256"}, PermanentFailure), (set(), PermanentFailure)]
)
def test_symmetric_signatures_are_never_believed(allowed: set[str], error: type[Exception]) -> None:
    """
    HS256 is refused even if the discovery document allows it, or allows nothing else.
    """
    secret = OctKey.import_key("a secret of thirty-two characters", {"kid": "one"})
    expected = Expected("https://psc.test", "balise", "the nonce", "t", algorithms=frozenset(allowed))

    with pytest.raises(error):
        verified_claims(signed(GOOD, secret, alg="HS256"), KeySet([secret]), expected, NOW)


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "…", "e30.e30.e30"])
def test_what_is_no_signed_token_is_refused(token: str) -> None:
    """
    Nonsense, and `alg: none`, are refused rather than crash.
    """
    with pytest.raises(Refused, match="login"):
        verified_claims(token, KEYS, EXPECTED, NOW)
