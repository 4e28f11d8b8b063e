"""The `AccountKeys` port: argon2id (argon2-cffi) and time-based one-time codes (pyotp)."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from balise.errors import PermanentFailure

_AT_ONCE = 2
"""Passwords tried together: each takes 64 MiB and some tens of milliseconds, whoever asks."""


class Argon2AndTotp:
    """The library's parameters are those of RFC 9106 for little memory (argon2id, 64 MiB, 3 passes)."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._of_nobody = self._hasher.hash(secrets.token_urlsafe(16))
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def hashed(self, password: str) -> str:
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password_hash: str, password: str) -> bool:
        async with self._room:
            verified = await asyncio.to_thread(self._verified, password_hash or self._of_nobody, password)
        return verified and bool(password_hash)

    def new_seed(self) -> str:
        return pyotp.random_base32()

    def address(self, seed: str, name: str) -> str:
        return pyotp.TOTP(seed).provisioning_uri(name=name, issuer_name="Balise")

    def step(self, seed: str, code: str, at: datetime) -> int | None:
        totp = pyotp.TOTP(seed)
        present, typed = totp.timecode(at), code.encode()
        near = (present - 1, present, present + 1)
        fitting = [step for step in near if hmac.compare_digest(totp.generate_otp(step).encode(), typed)]
        return max(fitting, default=None)

    def _verified(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerificationError:
            return False
        except InvalidHashError as error:
            raise PermanentFailure("a password's hash cannot be read") from error
