"""What must be found nowhere would be found: the searches at the end of each database, and of the session, see something."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from balise.adapters.store.engine import plain_url
from balise.settings import ROOT
from tests.canaries import IN_TESTS, files_holding
from tests.database import empty_database, rows_holding

WITNESS = "phrase temoin 4471"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", f"avant {WITNESS} apres"),
        ("jsonb", f'{{"dit": ["{WITNESS}"]}}'),
        ("bytea", WITNESS.encode() * 3),
        ("text[]", [WITNESS]),
    ],
)
def test_a_row_is_searched_whole(postgres: str, kind: str, value: object) -> None:
    """Whatever the kind of its column, and whatever the schema."""
    with empty_database(postgres) as url:
        with psycopg.connect(plain_url(url)) as db:
            db.execute("CREATE SCHEMA elsewhere")
            db.execute(f"CREATE TABLE elsewhere.odd (said {kind})")
            db.execute("CREATE TABLE empty (said text)")
            db.execute("INSERT INTO elsewhere.odd VALUES (%s)", [value])

        assert {"elsewhere.odd"} == rows_holding(url, ["autre chose", WITNESS])


def test_a_file_is_searched_whole(tmp_path: Path) -> None:
    """Be it large, and the words where it is cut in reading."""
    cut = (1 << 22) - 5
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "journal").write_bytes(bytes(cut) + WITNESS.encode() + bytes(cut))

    assert {"deep/journal": {WITNESS}} == files_holding(tmp_path, [WITNESS, "autre chose"])


def test_the_tests_type_what_is_searched_for() -> None:
    """A canary that nobody types any more proves nothing."""
    written = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "integration").rglob("test_*.py"))

    assert [] == [word for word in IN_TESTS if word not in written]
