"""
The `AccountKeys` port: argon2id (argon2-cffi) and time-based one-time codes (pyotp).

Checking a code needs its seed, so a seed cannot be hashed: it is kept as a JWE (RFC 7516, 7518 §4.8) that the deployment's
key opens, which is not in the database.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from balise.errors import PermanentFailure

_AT_ONCE = 2
"""Passwords tried together: each takes 64 MiB and some tens of milliseconds, whoever asks."""

_SEALED = {"alg": "PBES2-HS256+A128KW", "enc": "A128GCM"}


class Argon2AndTotp:
    """The library's parameters are those of RFC 9106 for little memory (argon2id, 64 MiB, 3 passes). `key` opens the seeds."""

    def __init__(self, key: str) -> None:
        self._key = OctKey.import_key(key)
        self._hasher = PasswordHasher()
        self._hash_of_nobody, self._seed_of_nobody = self._hasher.hash(secrets.token_urlsafe(16)), self.new_seed()
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def hashed(self, password: str) -> str:
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password_hash: str, password: str) -> bool:
        async with self._room:
            verified = await asyncio.to_thread(self._verified, password_hash or self._hash_of_nobody, password)
        return verified and bool(password_hash)

    def new_seed(self) -> str:
        return jwe.encrypt_compact(_SEALED, pyotp.random_base32(), self._key, algorithms=[*_SEALED.values()])

    def address(self, seed: str, name: str) -> str:
        return self._codes(seed).provisioning_uri(name=name, issuer_name="Balise")

    def step(self, seed: str, code: str, at: datetime) -> int | None:
        totp = self._codes(seed or self._seed_of_nobody)
        present, typed = totp.timecode(at), code.encode()
        near = (present - 1, present, present + 1)
        fitting = [step for step in near if hmac.compare_digest(totp.generate_otp(step).encode(), typed)]
        return max(fitting, default=None) if seed else None

    def _codes(self, seed: str) -> pyotp.TOTP:
        try:
            opened = jwe.decrypt_compact(seed, self._key, algorithms=[*_SEALED.values()]).plaintext
        except (JoseError, ValueError) as error:
            raise PermanentFailure("a seed cannot be opened with the present key") from error
        return pyotp.TOTP((opened or b"").decode())

    def _verified(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerificationError:
            return False
        except InvalidHashError as error:
            raise PermanentFailure("a password's hash cannot be read") from error
