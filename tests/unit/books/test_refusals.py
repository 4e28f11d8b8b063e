"""A file that does not hold together is refused, and the offending key is named."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from balise.adapters.books.operators import load_operators
from balise.adapters.books.sheets import load_guides
from balise.errors import Invalid

Spoil = Callable[[Any], object]

SHEETS: dict[str, Any] = {
    "sheets": [
        {
            "id": "a",
            "title": "Fiche A",
            "entries": [
                {"id": "a.un", "kind": "step", "order": 1, "text": "Un."},
                {"id": "a.deux", "kind": "step", "order": 2, "text": "Deux."},
            ],
        }
    ],
    "links": {"aide": {"title": "Aide", "url": "https://exemple.example/"}},
    "guides": {"x": {"opening": "Voici.", "steps": ["a.un", "a.deux"], "links": ["aide"], "next": [["Y", "y"]]}},
    "answered_elsewhere": ["y"],
    "unused": [],
}

OPERATORS: dict[str, Any] = {
    "operators": [
        {
            "id": "un",
            "name": "UN",
            "contacts": [{"medium": "email", "value": "a@b.example", "source": "Liste", "date": "D"}],
            "abilities": [{"name": "request_by_email", "source": "Liste", "date": "D"}],
        }
    ],
    "domains": [{"suffixes": ["un.mssante.fr"], "operators": ["un"], "source": "Liste", "date": "D"}],
}


def spoilt(path: Path, book: dict[str, Any], spoil: Spoil) -> Path:
    """Write a sound book with one fault in it."""
    faulty = copy.deepcopy(book)
    spoil(faulty)
    path.write_text(yaml.safe_dump(faulty, allow_unicode=True).replace("date: D", "date: 2025-02-28"), encoding="utf-8")
    return path


def entry(book: Any) -> Any:
    """Return the second entry of the sheet."""
    return book["sheets"][0]["entries"][1]


def contact(book: Any) -> Any:
    """Return the only contact."""
    return book["operators"][0]["contacts"][0]


def ability(book: Any) -> Any:
    """Return the only ability."""
    return book["operators"][0]["abilities"][0]


def test_the_sound_books_are_accepted(tmp_path: Path) -> None:
    """Without a fault, both are read: the refusals below come from the fault alone."""
    guides = load_guides(spoilt(tmp_path / "s.yml", SHEETS, lambda _: None))
    operators = load_operators(spoilt(tmp_path / "o.yml", OPERATORS, lambda _: None))

    assert guides.intents == ("x",)
    assert [operator.email for operator in operators.of("z@un.mssante.fr")] == ["a@b.example"]


@pytest.mark.parametrize(
    ("spoil", "reason", "key"),
    [
        (lambda b: b["guides"]["x"]["next"].append(["Z", "z"]), "unknown_intent", "guides.x.next: z"),
        (lambda b: b["guides"]["x"]["steps"].append("a.trois"), "unknown_entry", "guides.x.steps[2]: a.trois"),
        (lambda b: b["guides"]["x"]["links"].append("ailleurs"), "unknown_link", "guides.x.links[1]: ailleurs"),
        (lambda b: b["guides"]["x"]["next"].append(["Z"]), "button", "guides.x.next[1]"),
        (lambda b: b["guides"]["x"]["steps"].reverse(), "order", "guides.x.steps: a.un"),
        (lambda b: b["guides"]["x"]["steps"].pop(), "unused_entry", "a.deux"),
        (lambda b: b["guides"]["x"].update(steps=[]), "missing", "guides.x.steps"),
        (lambda b: b["guides"]["x"].update(opening=""), "missing", "guides.x.opening"),
        (lambda b: b["guides"]["x"].update(tips=[]), "unknown_key", "guides.x.tips"),
        (lambda b: b["unused"].append("a.deux"), "unused_entry", "a.deux"),
        (lambda b: b["sheets"][0].pop("title"), "missing", "sheets[0].title"),
        (lambda b: entry(b).update(id="a.un"), "duplicate_entry", "a.un"),
        (lambda b: entry(b).update(kind="idea"), "unknown_kind", "sheets[0].entries[1].kind"),
        (lambda b: entry(b).update(order=3), "order", "a.deux"),
        (lambda b: entry(b).update(order="2"), "not_a_number", "sheets[0].entries[1].order"),
        (lambda b: entry(b).update(text=2), "not_a_text", "sheets[0].entries[1].text"),
        (lambda b: b["links"]["aide"].update(url="#"), "url", "links.aide.url"),
        (lambda b: b.update(sheets="fiches"), "not_a_list", "sheets"),
        (lambda b: b["guides"].update(x="guide"), "not_a_mapping", "guides.x"),
    ],
)
def test_faulty_sheets_are_refused(tmp_path: Path, spoil: Spoil, reason: str, key: str) -> None:
    """Each fault has its reason, and the error names the key at fault."""
    with pytest.raises(Invalid) as refusal:
        load_guides(spoilt(tmp_path / "sheets.yml", SHEETS, spoil))

    assert (reason, f"{reason}: {key}") == (refusal.value.reason, str(refusal.value))


@pytest.mark.parametrize(
    ("spoil", "reason", "key"),
    [
        (lambda b: b["domains"][0]["operators"].append("deux"), "unknown_operator", "domains[0].operators[1]: deux"),
        (lambda b: b["domains"][0].pop("source"), "missing", "domains[0].source"),
        (lambda b: b["domains"][0].pop("date"), "missing", "domains[0].date"),
        (lambda b: b["domains"][0].update(date="hier"), "not_a_date", "domains[0].date"),
        (lambda b: b["domains"][0].update(not_professional="oui"), "not_a_flag", "domains[0].not_professional"),
        (
            lambda b: b["domains"].append(copy.deepcopy(b["domains"][0])),
            "duplicate_domain",
            "domains[1].suffixes[0]: un.mssante.fr",
        ),
        (lambda b: b["domains"][0].update(suffixes=["Un.mssante.fr"]), "domain", "domains[0].suffixes[0]: Un.mssante.fr"),
        (lambda b: b["operators"].append(copy.deepcopy(b["operators"][0])), "duplicate_operator", "un"),
        (lambda b: b["operators"][0]["contacts"].clear(), "no_email", "un"),
        (lambda b: ability(b).update(name="fax"), "unknown_ability", "operators[0].abilities[0].name: fax"),
        (lambda b: ability(b).pop("source"), "missing", "operators[0].abilities[0].source"),
        (lambda b: ability(b).pop("date"), "missing", "operators[0].abilities[0].date"),
        (lambda b: b["operators"][0].update(abilities=["fhir_mss"]), "not_a_mapping", "operators[0].abilities[0]"),
        (lambda b: contact(b).update(medium="fax"), "unknown_medium", "operators[0].contacts[0].medium"),
        (lambda b: contact(b).pop("source"), "missing", "operators[0].contacts[0].source"),
        (lambda b: contact(b).pop("date"), "missing", "operators[0].contacts[0].date"),
    ],
)
def test_faulty_operators_are_refused(tmp_path: Path, spoil: Spoil, reason: str, key: str) -> None:
    """Each fault has its reason, and the error names the key at fault."""
    with pytest.raises(Invalid) as refusal:
        load_operators(spoilt(tmp_path / "operators.yml", OPERATORS, spoil))

    assert (reason, f"{reason}: {key}") == (refusal.value.reason, str(refusal.value))


def test_a_guide_written_twice_is_refused(tmp_path: Path) -> None:
    """YAML would keep the second of two equal keys in silence."""
    path = tmp_path / "sheets.yml"
    path.write_text("guides:\n  x: {}\n  x: {}\n", encoding="utf-8")

    with pytest.raises(Invalid, match="duplicate_key: x"):
        load_guides(path)


@pytest.mark.parametrize("content", [None, "a: [", "\x00"])
def test_an_unreadable_file_is_refused(tmp_path: Path, content: str | None) -> None:
    """No file, or no YAML in it: `unreadable`, with its path."""
    path = tmp_path / "operators.yml"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(Invalid, match=r"unreadable: .*operators\.yml"):
        load_operators(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """An empty file holds no mapping."""
    path = tmp_path / "operators.yml"
    path.write_text("", encoding="utf-8")

    with pytest.raises(Invalid, match="not_a_mapping"):
        load_operators(path)
