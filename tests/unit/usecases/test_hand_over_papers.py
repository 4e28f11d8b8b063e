"""Handing papers over in a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.conversation import File
from balise.model.mailbox import Professional
from balise.model.paper import Paper
from balise.model.procedure import Procedure
from balise.usecases.procedures.hand_over_papers import HandOverPapers
from tests.fakes.papers import FakePapers
from tests.unit.usecases.entrusting import EVERYTHING, Entrusting
from tests.unit.usecases.house import CAMILLE, OLD, House

HOLDER = Professional(CAMILLE.rpps, CAMILLE.family, CAMILLE.given)


@pytest.fixture
def papers() -> FakePapers:
    """Lend a printer."""
    return FakePapers()


@pytest.fixture
def hand_over(house: House, papers: FakePapers) -> HandOverPapers:
    """Lend the use case."""
    return HandOverPapers(house.store, papers, house.clock)


async def kept(house: House, conversation_id: str, files: tuple[File, ...]) -> list[Paper]:
    """Return the papers of files, as their conversation keeps them."""
    async with house.store.begin() as work:
        return [await work.files.get(conversation_id, file.id) for file in files]


async def test_a_receipt_is_kept_where_it_is_told(house: House, hand_over: HandOverPapers) -> None:
    """
    The file tells of the paper what it is, and leads to it; the receipt is of the procedure as it stands.
    """
    conversation = await house.conversation(CAMILLE)
    procedure = await house.confirmed(conversation)
    (file,) = files = await hand_over.receipt(conversation, procedure)
    (paper,) = await kept(house, conversation, files)

    assert (paper.name, paper.title, paper.media_type) == (file.name, file.title, file.media_type)
    assert f"{procedure.reference} confirmed {procedure.history[-1].at}".encode() == paper.content
    assert len(paper.content) == file.size


async def test_a_receipt_is_another_file_when_the_request_has_changed(house: House, hand_over: HandOverPapers) -> None:
    """
    Asked for again it is the same one, however late; once an agent must see to the request, it is of another moment.
    """
    conversation = await house.conversation(CAMILLE)
    procedure = await house.confirmed(conversation)
    first = await hand_over.receipt(conversation, procedure)
    house.clock.advance(days=3)

    assert first == await hand_over.receipt(conversation, procedure)
    assert first != await hand_over.receipt(conversation, procedure.handed_over(house.clock(), "out_of_tries"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (EVERYTHING, ["delegation.pdf", "fin.ics"]),
        (EVERYTHING.replace("du 3 au 17 août", "permanente"), ["delegation.pdf"]),
    ],
)
async def test_a_delegation_is_handed_over(
    entrusting: Entrusting, hand_over: HandOverPapers, text: str, expected: list[str]
) -> None:
    """
    The memo to sign and, when it has an end, its entry of a calendar.
    """
    conversation, procedure = await entrusting.confirmed(text)
    files = await hand_over.delegation(conversation, procedure)
    memo, *_ = await kept(entrusting.house, conversation, files)

    assert expected == [file.name for file in files]
    assert b"Julie Martin" in memo.content


async def test_a_kit_is_handed_over_whole(house: House, hand_over: HandOverPapers, papers: FakePapers) -> None:
    """
    Its eight papers, in the order to offer them.
    """
    conversation = await house.conversation(CAMILLE)
    files = await hand_over.kit(conversation, HOLDER, OLD)

    assert 8 == len(files)
    assert papers.made == [file.name for file in files] == [paper.name for paper in await kept(house, conversation, files)]


@pytest.fixture
async def procedure(house: House) -> Procedure:
    """Confirm a dépublication."""
    return await house.confirmed(await house.conversation(CAMILLE))


@pytest.mark.parametrize("failure", [PermanentFailure("typst"), TemporaryFailure("late"), KeyError("a bug")])
async def test_a_paper_that_cannot_be_made_is_left_out(
    hand_over: HandOverPapers, papers: FakePapers, procedure: Procedure, failure: Exception
) -> None:
    """
    The answer goes without it, whatever ails the printer; it is logged, without anything personal.
    """
    papers.failure = failure
    with capture_logs() as logs:
        files = await hand_over.receipt(procedure.conversation, procedure)
        nothing = await hand_over.kit(procedure.conversation, HOLDER, OLD)

    assert ((), ()) == (files, nothing)
    expected = {"event": "paper_left_out", "log_level": "error", "error": type(failure).__name__}
    assert [expected | {"conversation_id": procedure.conversation}] * 2 == logs


async def test_one_paper_left_out_leaves_the_others(entrusting: Entrusting, papers: FakePapers) -> None:
    """
    Without the calendar's entry, the memo is handed over all the same.
    """
    conversation, asked = await entrusting.confirmed()
    papers.refused = {"fin.ics"}
    files = await HandOverPapers(entrusting.house.store, papers, entrusting.house.clock).delegation(conversation, asked)

    assert ["delegation.pdf"] == [file.name for file in files]


async def test_a_paper_that_cannot_be_kept_is_left_out(house: House, hand_over: HandOverPapers, procedure: Procedure) -> None:
    """
    A store out of reach costs the paper, not the answer; neither does a conversation that is forgotten.
    """
    forgotten = await hand_over.receipt("unknown", replace(procedure, conversation="unknown"))
    house.store.failure = TemporaryFailure("database")

    assert ((), ()) == (forgotten, await hand_over.receipt(procedure.conversation, procedure))
