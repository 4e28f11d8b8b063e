"""Bringing an older database to the present shape keeps what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import IntegrityError

from balise.settings import ROOT
from tests.database import empty_database

ROWS = (("AAAA-2222", "h", 1), ("BBBB-2222", "h", 2), ("CCCC-2222", "", 1), ("DDDD-2222", "", 2), ("EEEE-2222", "other", 1))


def bring(connection: Connection, revision: str, deed: str = "upgrade") -> None:
    """Bring a database to a revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(ROOT) / "migrations"))
    config.attributes["connection"] = connection
    getattr(command, deed)(config, revision)


def insert(connection: Connection, reference: str, holder: str, day: int) -> None:
    """Keep a draft as the second revision does."""
    row = {"reference": reference, "holder": holder, "at": f"2026-01-0{day}T09:00:00Z"}
    connection.execute(
        text(
            "INSERT INTO procedures"
            " (reference, kind, state, holder, holder_name, conversation, address, details, version, created_at)"
            " VALUES (:reference, 'ticket', 'draft', :holder, '', 'c', '', '{}', 0, :at)"
        ),
        row,
    )
    connection.execute(text("INSERT INTO procedure_history VALUES (:reference, 0, :at, 'practitioner', NULL, 'draft', '')"), row)


def test_of_several_drafts_the_newest_stays(postgres: str) -> None:
    """
    The others are closed with a line of history, and there is room for no second one any more; going back keeps everything.
    """
    with empty_database(postgres) as url:
        engine = create_engine(url)
        with engine.begin() as db:
            bring(db, "0002")
            for row in ROWS:
                insert(db, *row)
            bring(db, "0003")
            states = {row.reference: row.state for row in db.execute(text("SELECT reference, state FROM procedures"))}
            closing = text("SELECT reference, position FROM procedure_history WHERE why = 'doubled' ORDER BY reference")
            closed = [tuple(row) for row in db.execute(closing)]
        with pytest.raises(IntegrityError), engine.begin() as db:
            insert(db, "FFFF-2222", "h", 3)
        with engine.begin() as db:
            bring(db, "0002", "downgrade")
            kept = db.execute(text("SELECT count(*) FROM procedures")).scalar_one()
        engine.dispose()

    assert {"AAAA-2222", "CCCC-2222"} == {reference for reference, state in states.items() if state == "expired"}
    assert [("AAAA-2222", 1), ("CCCC-2222", 1)] == closed
    assert len(ROWS) == kept


def test_seeds_in_clear_do_not_stay(postgres: str) -> None:
    """Their accounts are closed, which the list of accounts shows; the others are as they were."""
    with empty_database(postgres) as url:
        engine = create_engine(url)
        with engine.begin() as db:
            bring(db, "0014")
            db.execute(text("INSERT INTO agents VALUES ('alix', '[]', 'hash', 'JBSWY3DPEHPK3PXP', 7), ('noor', '[]', '', '', 0)"))
            bring(db, "0015")
            kept = [
                tuple(row) for row in db.execute(text("SELECT name, password_hash, seed, last_step FROM agents ORDER BY name"))
            ]
            bring(db, "0014", "downgrade")
        engine.dispose()

    assert [("alix", "", "", 7), ("noor", "", "", 0)] == kept
