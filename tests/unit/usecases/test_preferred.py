"""Choosing a preferred box for each practice situation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn, Refused
from balise.model.form import Taken
from balise.model.identity import Person, PracticeSituation
from balise.model.mailbox import Mailbox, MailboxKind, Structure
from balise.model.preferred import Asked
from balise.model.procedure import Actor, Kind, State
from balise.usecases.preferred.desk import Choice, PreferredDesk
from balise.usecases.preferred.verbs import preferred_boxes
from tests.unit.usecases.filling import Filling
from tests.unit.usecases.house import (
    AT_HOSPITAL,
    CAMILLE,
    ELSEWHERE,
    NOBODY,
    NOOR,
    OLD,
    S_HOSPITAL,
    S_LABO,
    S_OLD,
    SACHA,
    SUPPORT,
    House,
    in_directory,
    owned,
)

HOSPITAL_PLACE = "CENTRE HOSPITALIER DE VALMONT, VALMONT"


class Choosing(Filling):
    """The use cases of preferred boxes, over the fakes of a house."""

    opening = "choisir ma BAL privilégiée"

    def __post_init__(self) -> None:
        """Wire them."""
        desk = PreferredDesk(self.house.directory, self.house.operators, SUPPORT)
        cases = preferred_boxes(self.house.store, desk, self.house.clock)
        self.open, self.fill, self.confirm, self.chosen = cases.open, cases.fill, cases.confirm, cases.chosen

    async def choose(self, conversation: str, text: str) -> Choice:
        """Choose a box and agree, a minute after the last time."""
        self.house.clock.advance(seconds=60)
        await self.open(conversation, text)
        await self.fill(conversation, None, text)
        return await self.confirm(conversation)


@pytest.fixture
def choosing(house: House) -> Choosing:
    """Lend the use cases, in an empty house."""
    return Choosing(house)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("la 2", AT_HOSPITAL.address),
        ("celle de l'hôpital", AT_HOSPITAL.address),
        ("Mailiz", OLD.address),
        (OLD.address, OLD.address),
    ],
)
async def test_a_box_is_chosen_in_many_ways(choosing: Choosing, text: str, address: str) -> None:
    """
    By its number, its place, its operator or its address; then the recap.
    """
    view, taken = await choosing.say(await choosing.begin(), text)

    assert (Taken.TAKEN, address, Asked.CONFIRMED) == (taken, view.procedure.address, view.missing)


async def test_the_only_box_goes_without_saying(choosing: Choosing) -> None:
    """
    There is nothing to choose: the recap comes at once, and turning away from it is told.
    """
    conversation = await choosing.begin(NOOR)
    view, _ = await choosing.fill(conversation, None, "")
    _, again = await choosing.say(conversation, "choisir une autre BAL")

    assert (Asked.CONFIRMED, Taken.ONLY_BOX) == (view.missing, again)


LILAS = Mailbox("s.trois@lilas.unknown.test", MailboxKind.PER, Structure("CLINIQUE DES LILAS", "999000009", city="BRUMES"))
AS_SHOWN = [S_HOSPITAL, LILAS, S_LABO, S_OLD]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["999000009"], [LILAS, S_LABO, S_OLD, S_HOSPITAL]),
        (["999000001", "999000009"], AS_SHOWN),
        (["a number of another kind", ""], AS_SHOWN),
        ([], AS_SHOWN),
    ],
)
async def test_where_one_no_longer_practises_comes_last(choosing: Choosing, told: list[str], expected: list[Mailbox]) -> None:
    """By the practice situations of the sign-in; where it tells none, or none of these places, the directory's order stays."""
    choosing.house.directory.professionals = [in_directory(SACHA, *AS_SHOWN)]
    person = replace(SACHA, situations=tuple(PracticeSituation("", number) for number in told))
    view, _ = await choosing.open(await choosing.house.conversation(person), "choisir ma BAL privilégiée")

    assert expected == [*view.boxes]


async def test_boxes_of_one_place_come_together(choosing: Choosing) -> None:
    """
    The places are in the directory's order, each with all of its boxes.
    """
    second = owned(AT_HOSPITAL, "c.lemoine.bis")
    choosing.house.directory.professionals = [in_directory(CAMILLE, AT_HOSPITAL, ELSEWHERE, second)]
    view, _ = await choosing.fill(await choosing.begin(), None, "")

    assert [AT_HOSPITAL, second, ELSEWHERE] == list(view.boxes)


@pytest.mark.parametrize(
    ("text", "taken", "address"),
    [
        ("non, plutôt celle de Mailiz", Taken.TAKEN, OLD.address),
        ("choisir une autre BAL", Taken.TAKEN, ""),
        ("non", Taken.DECLINED, AT_HOSPITAL.address),
        ("autre@ailleurs.test", Taken.NOT_THEIRS, AT_HOSPITAL.address),
        ("je préfère parler à quelqu'un", Taken.NOT_AN_ANSWER, AT_HOSPITAL.address),
        ("1", Taken.NOT_AN_ANSWER, AT_HOSPITAL.address),
    ],
)
async def test_the_recap_hears_corrections(choosing: Choosing, text: str, taken: Taken, address: str) -> None:
    """
    Another box changes the choice; a number designates nothing where no list is shown; nothing else agrees.
    """
    conversation = await choosing.begin(text="celle de l'hôpital")
    view, heard = await choosing.say(conversation, text)

    assert (taken, address) == (heard, view.procedure.address)


async def test_a_choice_is_sent_at_once_and_asks_nobody(choosing: Choosing) -> None:
    """
    Confirmed by its holder, then sent with what makes the address known: no letter leaves.
    """
    conversation = await choosing.begin(text="celle de l'hôpital")
    choice = await choosing.confirm(conversation)

    made = choice.procedure
    assert (Kind.PREFERRED_BOX, State.SENT, AT_HOSPITAL, HOSPITAL_PLACE) == (
        made.kind,
        made.state,
        choice.box,
        made.detail("place"),
    )
    assert [(State.DRAFT, Actor.PRACTITIONER), (State.CONFIRMED, Actor.PRACTITIONER), (State.SENT, Actor.WORKER)] == [
        (move.after, move.by) for move in made.history
    ]
    assert ("Camille Lemoine", []) == (choice.holder.full_name, await choosing.house.letters())


async def test_nothing_is_noted_without_a_box(choosing: Choosing) -> None:
    """
    A draft that lacks the box is not confirmed.
    """
    with pytest.raises(Conflict):
        await choosing.confirm(await choosing.begin())


async def test_a_later_choice_for_the_same_place_replaces(choosing: Choosing) -> None:
    """
    The former stays in the history, cancelled; the one of another place stands.
    """
    other = owned(AT_HOSPITAL, "c.lemoine.bis")
    choosing.house.directory.professionals = [in_directory(CAMILLE, OLD, AT_HOSPITAL, other)]
    conversation = await choosing.house.conversation(CAMILLE)
    first, alone = await choosing.choose(conversation, AT_HOSPITAL.address), await choosing.choose(conversation, OLD.address)
    second = await choosing.choose(conversation, other.address)

    former = await choosing.house.procedure(first.procedure.reference)
    assert (State.CANCELLED, "replaced") == (former.state, former.history[-1].why)
    assert [second.procedure, alone.procedure] == [choice.procedure for choice in await choosing.chosen(conversation)]


async def test_what_was_declared_done_stays_done_when_replaced(choosing: Choosing) -> None:
    """
    An end is an end: the former choice is done, and no longer the one that stands.
    """
    other = owned(AT_HOSPITAL, "c.lemoine.bis")
    choosing.house.directory.professionals = [in_directory(CAMILLE, AT_HOSPITAL, other)]
    conversation = await choosing.house.conversation(CAMILLE)
    first = await choosing.choose(conversation, AT_HOSPITAL.address)
    await choosing.house.declare(conversation, first.procedure.reference)
    second = await choosing.choose(conversation, other.address)

    assert State.DONE is (await choosing.house.procedure(first.procedure.reference)).state
    assert [second.procedure] == [choice.procedure for choice in await choosing.chosen(conversation)]


async def test_a_choice_whose_box_is_no_longer_published_does_not_stand(choosing: Choosing) -> None:
    """
    Nobody makes known an address that the directory no longer shows.
    """
    conversation = await choosing.house.conversation(CAMILLE)
    await choosing.choose(conversation, AT_HOSPITAL.address)
    choosing.house.directory.professionals = [in_directory(CAMILLE, OLD)]

    assert [] == await choosing.chosen(conversation)


@pytest.mark.parametrize(
    ("text", "meant"), [("celle de l'hôpital", [AT_HOSPITAL]), ("mon adresse", [AT_HOSPITAL, OLD]), ("2", [AT_HOSPITAL])]
)
async def test_which_choice_is_meant(choosing: Choosing, text: str, meant: list[object]) -> None:
    """
    One when the sentence designates it, all of them otherwise; numbers count in the order they are shown, the latest first.
    """
    conversation = await choosing.house.conversation(CAMILLE)
    await choosing.choose(conversation, AT_HOSPITAL.address)
    await choosing.choose(conversation, OLD.address)

    assert {*meant} == {choice.box for choice in await choosing.chosen.meant(conversation, text)}


async def test_cancelling_a_choice_writes_to_nobody(choosing: Choosing) -> None:
    """
    Nobody was asked: nobody is to be told.
    """
    conversation = await choosing.house.conversation(CAMILLE)
    made = await choosing.choose(conversation, OLD.address)
    cancelled = await choosing.house.cancel(conversation, made.procedure.reference)

    assert (State.CANCELLED, [], []) == (cancelled.state, await choosing.house.letters(), await choosing.chosen(conversation))


@pytest.mark.parametrize(
    ("person", "text", "error"),
    [(None, "", NotSignedIn), (NOBODY, "", NotFound), (SACHA, "autre@ailleurs.test", Refused)],
)
async def test_only_ones_own_published_boxes_are_chosen_among(
    choosing: Choosing, person: Person | None, text: str, error: type[Exception]
) -> None:
    """
    Nobody else's, and none where there is none; no draft is made.
    """
    with pytest.raises(error):
        await choosing.open(await choosing.house.conversation(person), text)

    assert [] == await choosing.house.procedures()


async def test_a_draft_is_taken_up_from_another_door(choosing: Choosing) -> None:
    """
    The box is chosen already; an answer to what the first door showed is not taken there any more.
    """
    first = await choosing.begin(text="celle de l'hôpital")
    second = await choosing.house.conversation(CAMILLE)
    view, begun = await choosing.open(second, "")

    assert (True, AT_HOSPITAL) == (begun, view.box)
    with pytest.raises(Conflict):
        await choosing.confirm(first)
