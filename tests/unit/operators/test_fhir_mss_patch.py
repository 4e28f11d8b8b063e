"""From what is wished of a box to the operations of a PATCH."""

from __future__ import annotations

from typing import Any

import pytest

from balise.adapters.operators.fhir_mss.patch import METADATA, Wish, is_as_wished, operations, rewrites
from balise.errors import PermanentFailure
from tests.fakes.fhir_mss_wire import telecom
from tests.fakes.fhir_patch import patched

BOX, OTHER = "anne.fictive@medecin.mssante.fr", "a.fictive@cabinet-fictif.mssante.fr"
EMAIL_TYPE = {
    "url": "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type",
    "valueCoding": {"code": "MSSANTE"},
}
PATH = f"Practitioner.telecom.where(value = '{BOX}')"


def practitioner(*boxes: Any) -> dict[str, Any]:
    """Return a person with these telecoms."""
    return {"resourceType": "Practitioner", "id": "p1", "telecom": list(boxes)}


def parts(operation: dict[str, Any]) -> dict[str, Any]:
    """Return an operation by the names of its parts."""
    values = {part["name"]: [value for key, value in part.items() if key != "name"] for part in operation["part"]}
    return {name: value for name, (value,) in values.items()}


def test_unpublishing_replaces_the_one_attribute() -> None:
    """As the draft's example « Mise à jour d'un seul attribut (listeRouge) »."""
    (todo,) = operations(Wish.UNPUBLISH, practitioner(telecom(BOX), telecom(OTHER)), BOX)
    path = f"{PATH}.extension('{METADATA}').extension('listeRouge').value"

    assert {"type": "replace", "path": path, "value": True} == parts(todo)


def test_deleting_names_the_box() -> None:
    """As the draft's example « Suppression d'une BAL »."""
    (todo,) = operations(Wish.DELETE, practitioner(telecom(BOX), telecom(OTHER)), BOX)

    assert {"type": "delete", "path": PATH} == parts(todo)


def test_preferring_replaces_the_rank() -> None:
    """As the draft's example « Mise à jour du rang »."""
    (todo,) = operations(Wish.PREFER, practitioner(telecom(BOX, rank=3), telecom(OTHER, rank=2)), BOX)

    assert {"type": "replace", "path": f"{PATH}.rank", "value": 1} == parts(todo)


def test_the_first_box_leaves_its_place_in_the_same_patch() -> None:
    """Two boxes in the first place would prefer none; both ranks change, or neither."""
    demoted, promoted = operations(Wish.PREFER, practitioner(telecom(OTHER, rank=1), telecom(BOX, rank=2)), BOX)

    assert (2, 1) == (parts(demoted)["value"], parts(promoted)["value"])
    assert OTHER in parts(demoted)["path"]


@pytest.mark.parametrize(
    "rival",
    [
        {"system": "phone", "value": "01", "rank": 1},
        {"system": "email", "value": "a@b.example", "rank": 1},
        {"system": "email", "rank": 1},
    ],
)
def test_only_boxes_compete_for_the_first_place(rival: dict[str, Any]) -> None:
    """A telephone or an ordinary address keeps its rank."""
    assert [] == operations(Wish.PREFER, practitioner(rival, telecom(BOX, rank=1)), BOX)


@pytest.mark.parametrize("wish", [Wish.UNPUBLISH, Wish.PREFER])
def test_an_attribute_that_is_absent_comes_with_the_whole_box(wish: Wish) -> None:
    """The draft has no operation that adds: the box is replaced by itself and what it lacked, and keeps the rest."""
    box = telecom(BOX, red=None)
    box["extension"].append(EMAIL_TYPE)
    before = practitioner(box, telecom(OTHER))
    todo = operations(wish, before, BOX)
    after = patched(before, {"resourceType": "Parameters", "parameter": todo})

    assert rewrites(todo)
    assert [] == operations(wish, after, BOX)
    assert before["telecom"][1] == after["telecom"][1]
    assert box["extension"][0]["extension"][0] == after["telecom"][0]["extension"][0]["extension"][0]


def test_a_bare_box_can_be_preferred() -> None:
    """Without metadata, none is made up."""
    (todo,) = operations(Wish.PREFER, practitioner({"system": "email", "value": BOX, "use": "work"}), BOX)

    assert {"system": "email", "value": BOX, "use": "work", "rank": 1} == parts(todo)["value"]


@pytest.mark.parametrize(
    "extension",
    [
        {"url": METADATA, "extension": [{"url": "digitization", "valueBoolean": True}]},
        {"url": "https://example.org/other", "valueString": "x"},
    ],
)
def test_a_box_is_not_rewritten_at_the_price_of_what_it_holds(extension: dict[str, Any]) -> None:
    """The draft's schema cannot carry everything the directory holds: such a box is for a person to change."""
    with pytest.raises(PermanentFailure):
        operations(Wish.UNPUBLISH, practitioner({"system": "email", "value": BOX, "extension": [extension]}), BOX)


@pytest.mark.parametrize("wish", list(Wish))
@pytest.mark.parametrize("telecoms", [None, [], "telecom", 7, [None, "x", {}], [{"system": "phone", "value": BOX}]])
def test_what_shows_no_box_needs_nothing(wish: Wish, telecoms: Any) -> None:
    """Whatever the server puts there, it is no box of ours."""
    assert [] == operations(wish, {"resourceType": "Practitioner", "id": "p1", "telecom": telecoms}, BOX)


@pytest.mark.parametrize("written", ["Anne.Fictive@Medecin.mssante.fr", "o'neill@medecin.mssante.fr", "a\\b@medecin.mssante.fr"])
@pytest.mark.parametrize("wish", list(Wish))
def test_a_path_names_the_box_as_the_directory_writes_it(wish: Wish, written: str) -> None:
    """FHIRPath minds case, and quotes end its strings: the patch must hold for the very box."""
    before = practitioner(telecom(written), telecom(OTHER))
    todo = operations(wish, before, written.lower())
    after = patched(before, {"resourceType": "Parameters", "parameter": todo})

    assert todo
    assert [] == operations(wish, after, written.lower())


@pytest.mark.parametrize("wish", list(Wish))
def test_what_comes_back_is_judged_without_another_change(wish: Wish) -> None:
    """A box that could not be rewritten is not as wished; that is no failure of what was just done."""
    stubborn = {"system": "email", "value": BOX, "extension": [{"url": "https://example.org/other", "valueString": "x"}]}

    assert not is_as_wished(wish, practitioner(stubborn), BOX)


def test_a_box_that_does_not_come_back_is_not_the_first() -> None:
    """It may be hidden or deleted; it is not preferred."""
    assert [True, True, False] == [is_as_wished(wish, practitioner(), BOX) for wish in (Wish.UNPUBLISH, Wish.DELETE, Wish.PREFER)]
