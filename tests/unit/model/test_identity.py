"""Reading national numbers."""

from __future__ import annotations

import pytest

from balise.errors import Invalid
from balise.model.identity import Person, find_rpps, parse_rpps

RPPS = "10999999991"


@pytest.mark.parametrize(
    "text",
    [
        RPPS,
        f"  {RPPS}\n",
        "10 999 999 991",
        "10.999.999.991",
        "10-999-999-991",
        "10\u00a0999\u202f999\u00a0991",
        f"8{RPPS}",
        "8 10 999 999 991",
    ],
)
def test_a_number_is_read_however_it_is_typed(text: str) -> None:
    """
    Spaces, dots, hyphens and the leading 8 of an IDNPS are left out.
    """
    assert RPPS == parse_rpps(text)


@pytest.mark.parametrize(
    "text",
    ["", "abc", RPPS[:-1], RPPS + "1", f"9{RPPS}", f"RPPS {RPPS}", f"{RPPS} {RPPS}", "10/999/999/991", "１０９９９９９９９９１"],
)
def test_what_is_not_a_number_is_invalid(text: str) -> None:
    """
    One number, of eleven ASCII digits, and nothing else.
    """
    with pytest.raises(Invalid, match="rpps"):
        parse_rpps(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"mon RPPS est {RPPS}.", RPPS),
        (f"n°{RPPS}", RPPS),
        ("mon rpps : 10 999 999 991, merci", RPPS),
        ("mon rpps\u00a0: 10\u00a0999\u00a0999\u00a0991", RPPS),
        ("10\u202f999\u202f999\u202f991", RPPS),
        (f"IDNPS 8{RPPS}", RPPS),
        ("8 10 999 999 991 (IDNPS)", RPPS),
        (f"appelez le 06 12 34 56 78, RPPS {RPPS}", RPPS),
        (f"({RPPS})", RPPS),
        ("81099999999", "81099999999"),
        ("mon téléphone est le 06 12 34 56 78", None),
        ("+33 6 12 34 56", None),
        ("+33 6 12 34 56 78", None),
        ("SIRET 732 829 320 00074", None),
        ("IBAN FR76 3000 6000 0112 3456 7890 189", None),
        (f"j'ai 2 boîtes, 2 {RPPS}", RPPS),
        ("FINESS 999000001", None),
        ("SIRET 73282932000074", None),
        ("NIR 184127645108946", None),
        (f"9{RPPS}", None),
        ("je n'ai pas mon numéro", None),
        ("", None),
    ],
)
def test_a_number_is_found_in_a_sentence(text: str, expected: str | None) -> None:
    """
    The first RPPS or IDNPS; other numbers are not taken for one.
    """
    assert expected == find_rpps(text)


@pytest.mark.parametrize(
    ("person", "name"), [(Person(RPPS, "Lemoine", "Camille"), "Camille Lemoine"), (Person(RPPS, "Lemoine", ""), "Lemoine")]
)
def test_a_person_has_a_full_name(person: Person, name: str) -> None:
    """
    Given name first; no blank for what is missing.
    """
    assert name == person.full_name
