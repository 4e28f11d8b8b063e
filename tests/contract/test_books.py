"""What every guide book and every operator book does, fakes included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from balise.adapters.books.operators import load_operators
from balise.adapters.books.sheets import load_guides
from balise.model.operator import Ability, Contact, Evidence, Operator
from balise.model.sheet import Guide, Link
from balise.ports import GuideBook, OperatorBook
from tests.fakes.books import FakeGuides, FakeOperators

SHEETS = """
sheets:
  - id: entretenir
    title: Fiche « Entretenir »
    entries:
      - {id: entretenir.pleine, kind: risk, order: 1, text: Elle est pleine.}
      - {id: entretenir.corbeille, kind: step, order: 2, text: Videz la corbeille.}
      - {id: entretenir.anciens, kind: step, order: 3, text: Triez les anciens messages.}
links:
  aide: {title: Aide, url: "https://exemple.example/"}
answered_elsewhere: [parler_humain]
guides:
  bal_pleine:
    opening: Faisons de la place.
    facts: [entretenir.pleine]
    steps: [entretenir.corbeille, entretenir.anciens]
    links: [aide]
    next: [[Une personne, parler_humain]]
"""
GUIDE = Guide(
    intent="bal_pleine",
    text="Faisons de la place.\nElle est pleine.",
    steps=("Videz la corbeille.", "Triez les anciens messages."),
    source="Fiche « Entretenir »",
    links=(Link("Aide", "https://exemple.example/"),),
    next=(("Une personne", "parler_humain"),),
)

OPERATORS = """
operators:
  - id: regional
    name: GCS REGION
    product: MaRegion
    contacts: [{medium: email, value: aide@region.example, source: Liste, date: 2025-02-28}]
    abilities: [{name: request_by_email, source: Liste, date: 2025-02-28}]
  - {id: hopital, name: CHU}
domains:
  - {suffixes: [region.mssante.fr], operators: [regional], source: Liste, date: 2025-02-28}
  - {suffixes: [chu.region.mssante.fr], operators: [hopital, regional], source: Liste, date: 2025-02-28}
"""
REGIONAL = Operator(
    id="regional",
    name="GCS REGION",
    product="MaRegion",
    contacts=(Contact("aide@region.example", "email", "Liste", "2025-02-28"),),
    abilities=frozenset({Ability.REQUEST_BY_EMAIL}),
    evidence=(Evidence(Ability.REQUEST_BY_EMAIL, "Liste", "2025-02-28"),),
)
HOSPITAL = Operator(id="hopital", name="CHU")


def real_guides(folder: Path) -> GuideBook:
    """Build the guides from a file."""
    path = folder / "sheets.yml"
    path.write_text(SHEETS, encoding="utf-8")
    return load_guides(path)


def fake_guides(_: Path) -> GuideBook:
    """Build the guides from objects."""
    return FakeGuides(GUIDE)


def real_operators(folder: Path) -> OperatorBook:
    """Build the operators from a file."""
    path = folder / "operators.yml"
    path.write_text(OPERATORS, encoding="utf-8")
    return load_operators(path)


def fake_operators(_: Path) -> OperatorBook:
    """Build the operators from objects."""
    return FakeOperators({"region.mssante.fr": (REGIONAL,), "chu.region.mssante.fr": (HOSPITAL, REGIONAL)})


@pytest.fixture(params=[real_guides, fake_guides], ids=lambda build: build.__name__)
def guides(request: pytest.FixtureRequest, tmp_path: Path) -> GuideBook:
    """A book of one guide."""
    build: Callable[[Path], GuideBook] = request.param
    return build(tmp_path)


@pytest.fixture(params=[real_operators, fake_operators], ids=lambda build: build.__name__)
def operators(request: pytest.FixtureRequest, tmp_path: Path) -> OperatorBook:
    """A book of two operators and two domains, one inside the other."""
    build: Callable[[Path], OperatorBook] = request.param
    return build(tmp_path)


@pytest.mark.parametrize(("intent", "expected"), [("bal_pleine", GUIDE), ("parler_humain", None), ("inconnu", None), ("", None)])
def test_a_guide_is_found_by_its_intent(guides: GuideBook, intent: str, expected: Guide | None) -> None:
    """A guide comes whole (text, steps in order, source, links, buttons); an intent that has none gives None, never an error."""
    found = guides.get(intent)

    assert expected == found


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("jean@region.mssante.fr", (REGIONAL,)),
        ("Jean@REGION.mssante.fr", (REGIONAL,)),
        ("jean@cabinet.region.mssante.fr", (REGIONAL,)),
        ("jean@chu.region.mssante.fr", (HOSPITAL, REGIONAL)),
        ("jean@service.chu.region.mssante.fr", (HOSPITAL, REGIONAL)),
    ],
)
def test_the_longest_suffix_wins(operators: OperatorBook, address: str, expected: tuple[Operator, ...]) -> None:
    """The domain itself comes first, then its nearest parent; all its operators, likeliest first."""
    found = operators.of(address)

    assert expected == found


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Jean@chu.region.mssante.fr", "chu.region.mssante.fr"),
        ("jean@cabinet.region.mssante.fr", "region.mssante.fr"),
        ("jean@ailleurs.mssante.fr", "ailleurs.mssante.fr"),
        ("jean", "jean"),
    ],
)
def test_an_address_has_a_suffix(operators: OperatorBook, address: str, expected: str) -> None:
    """The longest that is known, or its whole domain."""
    assert expected == operators.suffix(address)


@pytest.mark.parametrize(
    "address", ["jean@ailleurs.mssante.fr", "jean@autreregion.mssante.fr", "jean@mssante.fr", "jean", "@", ""]
)
def test_an_unknown_domain_has_no_operator(operators: OperatorBook, address: str) -> None:
    """Nothing is guessed: half a label is no match, and what is not an address has no operator."""
    assert not operators.of(address)


@pytest.mark.parametrize(("operator_id", "expected"), [("regional", REGIONAL), ("hopital", HOSPITAL), ("personne", None)])
def test_an_operator_is_found_by_its_id(operators: OperatorBook, operator_id: str, expected: Operator | None) -> None:
    """An id gives its operator; one that names nothing gives None."""
    found = operators.get(operator_id)

    assert expected == found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("qui contacter pour ma boîte maregion", (REGIONAL,)),
        ("regional", (REGIONAL,)),
        ("mon opérateur régionaliste", ()),
        ("", ()),
    ],
)
def test_an_operator_is_found_by_the_name_people_know(
    operators: OperatorBook, sentence: str, expected: tuple[Operator, ...]
) -> None:
    """A product or an id, as a whole word; a word that merely begins so names nobody."""
    found = operators.named(sentence)

    assert expected == found
