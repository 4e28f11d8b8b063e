"""What is done in the database before the processes start: its shape, and in the demo a fictional directory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from balise.errors import BaliseError
from balise.launch.problem import LaunchProblem
from balise.launch.progress import Progress
from balise.settings import Settings

# The adapters are imported inside the functions: a second of imports that `balise --help` need not pay.


async def prepare(settings: Settings, progress: Progress) -> None:
    """
    Bring the database to the present shape and, in the demo, fill an empty directory.

    Raises:
        LaunchProblem: when the database does not answer or refuses.

    """
    url = settings.database_url.get_secret_value() if settings.database_url else ""
    with progress.step("Mise à jour de la base de données"):
        await migrated(url)
    if settings.demo:
        with _explained():
            await _with_fictional_directory(url, settings.state / "annuaire-fictif.txt", progress)


async def migrated(url: str) -> None:
    """
    Apply the migrations that are missing.

    Raises:
        LaunchProblem: when the database does not answer or refuses.

    """
    from balise.adapters.store.migrate import migrate  # noqa: PLC0415

    with _explained():
        await asyncio.to_thread(migrate, url)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except BaliseError as error:
        raise LaunchProblem(f"La base de données ne peut pas être utilisée ({error}). Voyez BALISE_DATABASE_URL.") from error


async def _with_fictional_directory(url: str, path: Path, progress: Progress) -> None:
    from sqlalchemy import select  # noqa: PLC0415

    from balise.adapters.directories.extraction.tables import files  # noqa: PLC0415
    from balise.adapters.store.engine import open_engine  # noqa: PLC0415

    engine = open_engine(url, size=1)
    try:
        async with engine.connect() as connection:
            if (await connection.execute(select(files).limit(1))).first():
                return
        with progress.step("Chargement de l'annuaire fictif de démonstration"):
            from balise.adapters.directories.extraction.fictional import write_fictional_extraction  # noqa: PLC0415
            from balise.adapters.directories.extraction.importer import import_extraction  # noqa: PLC0415

            write_fictional_extraction(path)
            await import_extraction(engine, path)
    finally:
        await engine.dispose()
