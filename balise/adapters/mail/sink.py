"""The demo's mail sink: each letter becomes a file that one can open."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from pathlib import Path

from balise.adapters.mail.mapping import to_email
from balise.errors import TemporaryFailure
from balise.model.procedure import Letter
from balise.ports import Clock


class MailSink:
    """The `Postman` and `Sink` ports over a folder. A repeated key replaces its own file, as a mailbox knows a Message-ID."""

    def __init__(self, folder: Path, sender: str, clock: Clock) -> None:
        self._folder, self._sender, self._clock = folder, sender, clock

    async def send(self, letter: Letter) -> None:
        email = to_email(letter, self._sender, self._clock())
        await asyncio.to_thread(self._write, f"{letter.key}.eml", email.as_bytes())

    async def keys(self) -> set[str]:
        return await asyncio.to_thread(lambda: {path.stem for path in self._folder.glob("*.eml")})

    async def drop(self, keys: Collection[str]) -> None:
        def delete() -> None:
            for key in keys:
                (self._folder / f"{key}.eml").unlink(missing_ok=True)

        await asyncio.to_thread(delete)

    def _write(self, name: str, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = self._folder / f".{name}.part"
            partial.write_bytes(content)
            os.replace(partial, self._folder / name)
        except OSError as error:
            raise TemporaryFailure(f"mail sink: {error.strerror}") from error
