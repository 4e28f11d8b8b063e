"""What the tests of the worker share: a real SMTP server, and use cases over a database of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from balise.settings import Settings
from balise.wiring import Wiring, wired
from tests.database import migrated_database
from tests.fakes.smtp_server import SmtpServer


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """Lend an SMTP server."""
    with SmtpServer() as server:
        yield server


@pytest.fixture
async def wiring(postgres: str, smtp: SmtpServer, tmp_path: Path) -> AsyncIterator[Wiring]:
    """Lend the use cases over a database of the test's own."""
    with migrated_database(postgres) as url:
        settings = Settings(state=tmp_path, database_url=SecretStr(url), smtp_host="127.0.0.1", smtp_port=smtp.port)
        async with wired(settings) as wiring:
            yield wiring
