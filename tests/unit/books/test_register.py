"""The register of what is kept: the file holds together, and everybody says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from balise.adapters.books.register import load_register
from balise.adapters.store.tables import metadata
from balise.errors import Invalid
from balise.model.register import Purge
from balise.settings import ROOT, Settings

NUMBERS = Settings().numbers
REGISTER = load_register(ROOT / "data" / "register.yml", NUMBERS)
ENTRY = "{id: a, title: t, holds: h, why: w, ground: g, kept: k"


def written(tmp_path: Path, entries: str) -> Path:
    """Return a file with these entries."""
    path = tmp_path / "register.yml"
    path.write_text(f"entries: [{entries}]\nimpersonal: {{t: ['*']}}\n")
    return path


def test_every_column_of_ours_is_accounted_for() -> None:
    """A column that no entry names is a column that nobody thought of."""
    lost = [f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns]

    assert [] == [name for name in lost if not REGISTER.names(*name.split("."))]


def test_every_column_named_is_there() -> None:
    """The other way round, for the tables of ours: a column that went away is no longer told of."""
    columns = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    named = {f"{table}.{column}" for entry in REGISTER.entries for table, names in entry.columns.items() for column in names}

    assert set() == {one for one in named if not one.endswith("*") and one not in columns}


def test_the_purge_knows_every_way_and_no_other() -> None:
    """Each way to forget is asked for by one entry."""
    asked = [entry.purge for entry in REGISTER.entries if entry.purge]

    assert sorted(Purge) == sorted(asked)


def test_a_duration_of_days_is_told_as_it_is_done() -> None:
    """The number that the purge uses is in the sentence; a day or less is told in words."""
    wrong = [entry.id for entry in REGISTER.entries if entry.days > 1 and f"{entry.days} jours" not in entry.kept]

    assert [] == wrong


def test_a_changed_setting_changes_the_sentence_and_the_purge() -> None:
    """Who keeps conversations ten days says so, and does so."""
    register = load_register(ROOT / "data" / "register.yml", {**NUMBERS, "keep_conversations_days": 10})
    conversations = next(entry for entry in register.entries if entry.id == "conversations")

    assert (10, 10) == (conversations.days, register.purged()[Purge.CONVERSATIONS].days)
    assert "10 jours" in conversations.kept


def test_the_page_of_the_docs_says_the_same() -> None:
    """docs/privacy.md has one row for each entry, in the words that people read, with the durations by default."""
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    rows = [f"| {entry.title} | {entry.holds} | {entry.why} | {entry.ground} | {entry.kept} |" for entry in REGISTER.entries]

    assert rows == re.findall(r"^\| (?!What|---).*\|$", page, re.M)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        (f"{ENTRY}, purge: everything}}", "unknown_purge"),
        (f"{ENTRY}, purge: jobs, days: keep_for_ever}}", "unknown_setting"),
        (f"{ENTRY}, purge: jobs}}", "not_a_number"),
        (f"{ENTRY}, within: b}}", "unknown_entry"),
        (f"{ENTRY}}}, {ENTRY}}}", "duplicate_entry"),
        ("{id: a, title: t, holds: h, why: w, ground: g, kept: '{days} {nothing}'}", "unknown_setting"),
        ("{id: a, title: t, holds: h, why: w, ground: g}", "missing"),
    ],
)
def test_a_register_that_does_not_hold_together_is_refused(tmp_path: Path, entries: str, reason: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Invalid) as refused:
        load_register(written(tmp_path, entries), NUMBERS)

    assert reason == refused.value.reason
