"""What changes boxes in the directory, whatever the door: one in memory, the API FHIR MSS on a server of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from balise.errors import BaliseError, Conflict, Invalid, NotFound, Refused, TemporaryFailure
from balise.model.box_change import BoxChange, Carrier, Progress
from balise.ports import BoxOffice
from tests.contract.box_office_benches import Bench, fake, fhir_mss

ANNE, PAUL, CLINIC = Carrier(rpps="99900000011"), Carrier(rpps="99900000029"), Carrier(structure="990000001")
BOX, OTHER = "anne.fictive@medecin.mssante.fr", "a.fictive@cabinet-fictif.mssante.fr"
REQUEST = "7KQ4-9MXB/1"


@pytest.fixture(params=[fake, fhir_mss], ids=lambda build: build.__name__)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    """Lend each office in turn."""
    async with request.param() as built:
        yield built


Deed = Callable[[BoxOffice, str, Carrier], Awaitable[BoxChange]]


async def unpublish(office: BoxOffice, address: str, carrier: Carrier) -> BoxChange:
    """Put a box on the liste rouge."""
    return await office.unpublish(address, carrier, REQUEST)


async def delete(office: BoxOffice, address: str, carrier: Carrier) -> BoxChange:
    """Delete a box."""
    return await office.delete(address, carrier, REQUEST)


async def prefer(office: BoxOffice, address: str, carrier: Carrier) -> BoxChange:
    """Make a box the first."""
    return await office.prefer(address, carrier, REQUEST)


DEEDS = pytest.mark.parametrize("deed", [unpublish, delete, prefer], ids=lambda deed: deed.__name__)
CARRIERS = pytest.mark.parametrize(
    ("carrier", "situation"), [(ANNE, False), (ANNE, True), (CLINIC, False)], ids=["person", "situation", "structure"]
)
NOT_A_BOX = ["", "anne@gmail.example", "anne fictive@medecin.mssante.fr", "@medecin.mssante.fr", f"{BOX}, {OTHER}"]


@CARRIERS
async def test_an_unpublished_box_is_on_the_liste_rouge_and_nothing_else_changes(
    bench: Bench, carrier: Carrier, situation: bool
) -> None:
    """
    Only the box that was named is hidden; it keeps the rest.
    """
    bench.add(carrier, BOX, OTHER, first=BOX, situation=situation)
    change = await unpublish(bench.office, BOX, carrier)

    assert (Progress.DONE, True) == (change.progress, change.changed)
    assert {BOX: (True, 1), OTHER: (False, None)} == bench.shown(carrier)


@CARRIERS
async def test_a_deleted_box_is_gone_and_nothing_else_changes(bench: Bench, carrier: Carrier, situation: bool) -> None:
    """
    Only the box that was named is deleted.
    """
    bench.add(carrier, BOX, OTHER, first=OTHER, situation=situation)
    change = await delete(bench.office, BOX, carrier)

    assert (Progress.DONE, True) == (change.progress, change.changed)
    assert {OTHER: (False, 1)} == bench.shown(carrier)


@CARRIERS
@pytest.mark.parametrize("first", [BOX, OTHER, ""])
async def test_the_preferred_box_is_alone_in_the_first_place(bench: Bench, carrier: Carrier, situation: bool, first: str) -> None:
    """
    Whoever was first, or nobody, the box that was named is, and no other.
    """
    bench.add(carrier, BOX, OTHER, first=first, situation=situation)
    change = await prefer(bench.office, BOX, carrier)
    ranks = {address: rank for address, (_, rank) in bench.shown(carrier).items()}

    assert (Progress.DONE, first != BOX) == (change.progress, change.changed)
    assert (1, True) == (ranks[BOX], ranks[OTHER] != 1)


@DEEDS
async def test_a_change_names_the_version_it_made(bench: Bench, deed: Deed) -> None:
    """
    What holds now on the other side has a name, new at each change, without the address.
    """
    bench.add(ANNE, BOX, OTHER)
    change = await deed(bench.office, BOX, ANNE)
    again = await deed(bench.office, OTHER, ANNE)

    assert 1 == len(change.versions) == len(again.versions)
    assert change.versions != again.versions
    assert "@" not in change.versions[0]


@DEEDS
async def test_asking_twice_changes_once(bench: Bench, deed: Deed) -> None:
    """
    What is already as asked is done, and nothing is changed.
    """
    bench.add(ANNE, BOX, OTHER)
    await deed(bench.office, BOX, ANNE)
    before = bench.shown(ANNE)
    again = await deed(bench.office, BOX, ANNE)

    assert (Progress.DONE, False, before) == (again.progress, again.changed, bench.shown(ANNE))


@DEEDS
@CARRIERS
async def test_asking_again_after_a_lost_answer_is_harmless(bench: Bench, deed: Deed, carrier: Carrier, situation: bool) -> None:
    """
    The change was made and its answer lost: it may be asked again, and is found done.
    """
    bench.add(carrier, BOX, OTHER, situation=situation)
    bench.lose_answer()
    with pytest.raises(TemporaryFailure):
        await deed(bench.office, BOX, carrier)
    before = bench.shown(carrier)
    again = await deed(bench.office, BOX, carrier)

    assert (Progress.DONE, False, before) == (again.progress, again.changed, bench.shown(carrier))


@DEEDS
async def test_a_change_by_somebody_else_is_a_conflict(bench: Bench, deed: Deed) -> None:
    """
    What changed between the look and the change is not changed over; asking again looks again.
    """
    bench.add(ANNE, BOX, OTHER)
    before = bench.shown(ANNE)
    bench.change_meanwhile()
    with pytest.raises(Conflict):
        await deed(bench.office, BOX, ANNE)

    assert before == bench.shown(ANNE)
    assert (await deed(bench.office, BOX, ANNE)).changed


@DEEDS
async def test_an_unknown_carrier_is_not_found(bench: Bench, deed: Deed) -> None:
    """
    Nobody by that number: somebody must look, nothing is said to be done.
    """
    bench.add(PAUL, OTHER)

    with pytest.raises(NotFound):
        await deed(bench.office, BOX, ANNE)


@pytest.mark.parametrize("deed", [unpublish, delete], ids=lambda deed: deed.__name__)
async def test_a_box_that_is_not_shown_is_already_hidden_and_deleted(bench: Bench, deed: Deed) -> None:
    """
    A carrier that does not show the box leaves nothing to do.
    """
    bench.add(ANNE, OTHER)
    change = await deed(bench.office, BOX, ANNE)

    assert (Progress.DONE, False) == (change.progress, change.changed)


async def test_a_box_that_is_not_shown_cannot_be_preferred(bench: Bench) -> None:
    """
    A box must be there to be the first.
    """
    bench.add(ANNE, OTHER)

    with pytest.raises(NotFound):
        await prefer(bench.office, BOX, ANNE)


@DEEDS
async def test_a_box_of_another_kind_of_carrier_is_left_alone(bench: Bench, deed: Deed) -> None:
    """
    A box that hangs on a structure is not found on a person, and not said to be gone.
    """
    bench.add(ANNE, OTHER)
    bench.add(CLINIC, BOX)
    before = bench.shown(CLINIC)
    with pytest.raises(NotFound):
        await deed(bench.office, BOX, ANNE)

    assert before == bench.shown(CLINIC)


@pytest.mark.parametrize("deed", [unpublish, delete], ids=lambda deed: deed.__name__)
async def test_a_shared_box_changes_for_its_carrier_only(bench: Bench, deed: Deed) -> None:
    """
    Some addresses hang on two people: one of them disposes of their own, twice as well as once.
    """
    bench.add(ANNE, BOX)
    bench.add(PAUL, BOX)
    changes = [await deed(bench.office, BOX, ANNE) for _ in range(2)]

    assert [(Progress.DONE, True), (Progress.DONE, False)] == [(change.progress, change.changed) for change in changes]
    assert {BOX: (False, None)} == bench.shown(PAUL)


@DEEDS
async def test_an_address_is_the_same_in_any_case(bench: Bench, deed: Deed) -> None:
    """
    Capitals and spaces around an address change nothing.
    """
    bench.add(ANNE, BOX)

    assert (await deed(bench.office, f" {BOX.title()} ", ANNE)).changed


@DEEDS
@pytest.mark.parametrize("address", NOT_A_BOX)
async def test_only_an_mssante_address_is_a_box(bench: Bench, deed: Deed, address: str) -> None:
    """
    What is no MSSanté address is refused before anything is asked.
    """
    bench.add(ANNE, BOX)

    with pytest.raises(Invalid, match="address"):
        await deed(bench.office, address, ANNE)


@DEEDS
async def test_an_overloaded_door_says_when_to_come_back(bench: Bench, deed: Deed) -> None:
    """
    A failure that will pass is a TemporaryFailure, with the delay the other side asked for.
    """
    bench.add(ANNE, BOX)
    bench.overload(40)
    with pytest.raises(TemporaryFailure) as failure:
        await deed(bench.office, BOX, ANNE)

    assert 40 == failure.value.retry_after


@DEEDS
async def test_what_balise_may_not_do_is_refused(bench: Bench, deed: Deed) -> None:
    """
    A refusal has its reason, and none of its message holds the address.
    """
    bench.add(ANNE, BOX)
    bench.forbid()
    with pytest.raises(BaliseError) as refusal:
        await deed(bench.office, BOX, ANNE)

    assert isinstance(refusal.value, Refused)
    assert ("not_allowed", False) == (refusal.value.reason, "@" in str(refusal.value))
