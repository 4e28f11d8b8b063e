"""Having a box deleted: after its dépublication, once everything is saved, on an explicit yes."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn, Refused, TemporaryFailure
from balise.model.deletion import Asked, Obstacle
from balise.model.form import Taken
from balise.model.identity import Person
from balise.model.mailbox import MailboxKind
from balise.model.procedure import Actor, Evidence, Kind, Procedure, Proof, State
from balise.usecases.deletion.desk import DeletionDesk
from balise.usecases.deletion.verbs import deletions
from balise.usecases.procedures.ask_operator import AskOperator
from tests.unit.usecases.filling import Filling
from tests.unit.usecases.house import (
    AT_HOSPITAL,
    CAMILLE,
    MAILIZ,
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


class Deleting(Filling):
    """The use cases of a deletion, over the fakes of a house."""

    opening = "supprimer ma BAL"

    def __post_init__(self) -> None:
        """Wire them."""
        house = self.house
        desk = DeletionDesk(house.directory, house.operators, SUPPORT)
        cases = deletions(house.store, desk, house.texts, AskOperator(house.texts, house.clock), house.clock)
        self.open, self.fill, self.confirm = cases.open, cases.fill, cases.confirm

    async def gone(self, person: Person, *texts: str) -> list[Procedure]:
        """Have a person's boxes depublished, one a sentence, until the directory shows them no more; return the requests."""
        asked = [await self.house.confirmed(await self.house.conversation(person), text) for text in texts]
        await self.house.deliver()
        addresses = {procedure.address for procedure in asked}
        self.house.directory.professionals = [
            in_directory(person, *(box for box in p.mailboxes if box.address not in addresses)) if p.rpps == person.rpps else p
            for p in self.house.directory.professionals
        ]
        return asked


@pytest.fixture
def deleting(house: House) -> Deleting:
    """Lend a house where boxes are deleted."""
    return Deleting(house)


async def refusal(deleting: Deleting, person: Person, text: str = "supprimer ma BAL") -> tuple[str, str]:
    """Return why no form is opened: (the obstacle, what tells more)."""
    with pytest.raises(Refused) as refused:
        await deleting.open(await deleting.house.conversation(person), text)
    return refused.value.reason, refused.value.detail


async def test_a_box_depublished_with_balise_goes_without_saying(deleting: Deleting) -> None:
    """
    When it is the only one: what is saved of it is then asked.
    """
    (unpublished,) = await deleting.gone(CAMILLE, "celle de Mailiz")
    view, _ = await deleting.fill(await deleting.begin(), None, "")

    assert (OLD.address, Asked.EXPORT) == (view.procedure.address, view.missing)
    assert unpublished.reference == (view.unpublished and view.unpublished.reference)


async def test_nobody_deletes_without_signing_in(deleting: Deleting) -> None:
    """
    NotSignedIn, and nothing is kept.
    """
    with pytest.raises(NotSignedIn):
        await deleting.open(await deleting.house.conversation(), "supprimer ma BAL")

    assert [] == await deleting.house.procedures()


async def test_a_published_box_is_not_deleted(deleting: Deleting) -> None:
    """
    It is told which; nothing is kept.
    """
    assert (Obstacle.PUBLISHED, "") == await refusal(deleting, CAMILLE)
    assert (Obstacle.PUBLISHED, OLD.address) == await refusal(deleting, CAMILLE, "supprimer celle de Mailiz")
    assert [] == await deleting.house.procedures()


async def test_a_box_still_published_is_not_taken_for_the_one_that_is_gone(deleting: Deleting) -> None:
    """
    Naming the first by its place opens nothing about the second.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")

    assert (Obstacle.PUBLISHED, AT_HOSPITAL.address) == await refusal(deleting, CAMILLE, "supprimer celle de l'hôpital")


async def test_a_personal_box_is_not_one_whose_structure_is_no_longer_known(deleting: Deleting) -> None:
    """
    « La perso » is the one still published, not the hospital's that is gone.
    """
    await deleting.gone(CAMILLE, "celle de l'hôpital")

    assert (Obstacle.PUBLISHED, OLD.address) == await refusal(deleting, CAMILLE, "supprimer la perso")


async def test_what_the_api_depublished_it_may_delete(deleting: Deleting) -> None:
    """
    It takes personal boxes only: of another, by letter, the kind is no longer known.
    """
    (unpublished,) = await deleting.gone(CAMILLE, "celle de Mailiz")
    before, _ = await deleting.fill(await deleting.begin(), None, "")
    proof = Proof(deleting.house.clock(), Evidence.API, "2")
    await deleting.house.move(unpublished.reference, State.DONE, Actor.WORKER, "api", proof)
    after, _ = await deleting.fill(await deleting.begin(), None, "")

    assert [MailboxKind.UNKNOWN, MailboxKind.PER] == [view.box and view.box.kind for view in (before, after)]


async def test_a_depublication_the_directory_does_not_show_yet_is_waited_for(deleting: Deleting) -> None:
    """
    Its reference is told.
    """
    asked = await deleting.house.confirmed(await deleting.house.conversation(NOOR))

    assert (Obstacle.UNPUBLISHING, asked.reference) == await refusal(deleting, NOOR)


async def test_an_address_nobody_knows_is_not_deleted(deleting: Deleting) -> None:
    """
    Balise cannot know whose it is; nor can it of an address depublished by somebody else.
    """
    await deleting.gone(NOOR, "ma BAL")

    assert (Obstacle.UNKNOWN, "") == await refusal(deleting, CAMILLE, "supprimer ancienne@apicrypt.test")
    assert (Obstacle.UNKNOWN, "") == await refusal(deleting, CAMILLE, f"supprimer {owned(OLD, 'n.une').address}")
    assert (Obstacle.NO_BOX, "") == await refusal(deleting, NOBODY)


async def test_an_answer_that_may_be_incomplete_deletes_nothing(deleting: Deleting) -> None:
    """
    A box that a source leaves out may still be published: at the opening and at the sending.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")
    conversation = await deleting.begin()
    await deleting.say(conversation, "c'est fait")
    deleting.house.directory.partial = True
    for attempt in (deleting.open(conversation, ""), deleting.confirm(conversation)):
        with pytest.raises(TemporaryFailure):
            await attempt

    assert [] == [p for p in await deleting.house.procedures() if p.kind is Kind.DELETE_BOX and p.state is not State.DRAFT]


async def test_one_chooses_among_the_boxes_that_are_gone(deleting: Deleting) -> None:
    """
    Those published are not among them.
    """
    await deleting.gone(SACHA, "celle de Mailiz", "celle de l'hôpital")
    conversation = await deleting.begin(SACHA)
    view, _ = await deleting.fill(conversation, None, "")
    foreign, refused = await deleting.say(conversation, S_LABO.address)
    chosen, taken = await deleting.say(conversation, S_HOSPITAL.address)

    assert {S_OLD.address, S_HOSPITAL.address} == {box.address for box in view.boxes}
    assert (Taken.NOT_THEIRS, Asked.BOX) == (refused, foreign.missing)
    assert (Taken.TAKEN, S_HOSPITAL.address, Asked.EXPORT) == (taken, chosen.procedure.address, chosen.missing)


@pytest.mark.parametrize(
    ("text", "taken", "missing"),
    [
        ("c'est fait", Taken.TAKEN, Asked.CONFIRMED),
        ("oui", Taken.TAKEN, Asked.CONFIRMED),
        ("ok", Taken.UNCLEAR, Asked.EXPORT),
        ("pas encore", Taken.NOT_YET, Asked.EXPORT),
        ("je veux supprimer", Taken.NOT_AN_ANSWER, Asked.EXPORT),
    ],
)
async def test_what_is_saved_is_to_be_stated(deleting: Deleting, text: str, taken: Taken, missing: Asked) -> None:
    """
    In so many words.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")
    view, became = await deleting.say(await deleting.begin(), text)

    assert (taken, missing) == (became, view.missing)


async def test_another_box_is_another_statement(deleting: Deleting) -> None:
    """
    What was saved of one says nothing of the other.
    """
    await deleting.gone(SACHA, "celle de Mailiz", "celle de l'hôpital")
    conversation = await deleting.begin(SACHA)
    await deleting.say(conversation, S_OLD.address)
    await deleting.say(conversation, "c'est fait")
    view, taken = await deleting.say(conversation, "non, pas celle-là, l'autre")
    again, _ = await deleting.say(conversation, "modifier la BAL")

    assert (Taken.TAKEN, S_HOSPITAL.address, Asked.EXPORT) == (taken, view.procedure.address, view.missing)
    assert Asked.BOX == again.missing


@pytest.mark.parametrize(
    ("text", "taken", "missing"),
    [
        ("oui, je confirme", Taken.CONFIRMED, Asked.CONFIRMED),
        ("non", Taken.DECLINED, Asked.CONFIRMED),
        ("pas encore", Taken.NOT_YET, Asked.EXPORT),
        ("je veux supprimer", Taken.NOT_AN_ANSWER, Asked.CONFIRMED),
        ("supprimez-la", Taken.NOT_AN_ANSWER, Asked.CONFIRMED),
        ("modifier la BAL", Taken.ONLY_BOX, Asked.CONFIRMED),
        ("2", Taken.NOT_AN_ANSWER, Asked.CONFIRMED),
    ],
)
async def test_the_recap_asks_for_an_explicit_yes(deleting: Deleting, text: str, taken: Taken, missing: Asked) -> None:
    """
    The draft stays a draft.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")
    conversation = await deleting.begin()
    await deleting.say(conversation, "c'est fait")
    view, became = await deleting.say(conversation, text)

    assert (taken, missing, State.DRAFT) == (became, view.missing, view.procedure.state)


async def test_the_letter_says_all_that_the_operator_needs(deleting: Deleting) -> None:
    """
    What, who, by which request it was depublished and verified, that everything is saved, and that it is definitive.
    """
    (unpublished,) = await deleting.gone(CAMILLE, "celle de Mailiz")
    house = deleting.house
    proof = Proof(house.clock(), Evidence.DIRECTORY, "2026-03-01")
    await house.move(unpublished.reference, State.DONE, Actor.WORKER, "directory", proof)
    conversation = await deleting.begin()
    await deleting.say(conversation, "c'est fait")
    view = await deleting.confirm(conversation)
    (letter,) = await house.letters()

    day = f"{house.clock():%d/%m/%Y}"
    assert (State.CONFIRMED, MAILIZ.email) == (view.procedure.state, letter.recipient)
    assert f"[{view.procedure.reference}] Demande de suppression définitive de la BAL {OLD.address}" == letter.subject
    for words in (
        f"{OLD.address}",
        f"RPPS {CAMILLE.rpps}",
        f"demande {unpublished.reference} du {day}, vérifiée le {day}",
        "la suppression est définitive",
        "récupéré les messages et documents utiles",
    ):
        assert words in letter.body


async def test_nothing_is_sent_before_everything_is_stated(deleting: Deleting) -> None:
    """
    Conflict, and no letter; NotFound when there is no draft.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")
    with pytest.raises(NotFound):
        await deleting.confirm(await deleting.house.conversation(CAMILLE))
    conversation = await deleting.begin()
    with pytest.raises(Conflict):
        await deleting.confirm(conversation)

    assert [] == await deleting.house.letters()


async def test_a_box_published_again_meanwhile_is_not_deleted(deleting: Deleting) -> None:
    """
    Conflict, and no letter.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")
    conversation = await deleting.begin()
    await deleting.say(conversation, "c'est fait")
    deleting.house.directory.professionals = [in_directory(CAMILLE, OLD, AT_HOSPITAL)]
    with pytest.raises(Conflict):
        await deleting.confirm(conversation)

    assert [] == await deleting.house.letters()


async def test_a_deletion_is_asked_for_once(deleting: Deleting) -> None:
    """
    Its reference is told to who asks again; once cancelled it may be asked again.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")
    conversation = await deleting.begin()
    await deleting.say(conversation, "c'est fait")
    asked = (await deleting.confirm(conversation)).procedure

    assert (Obstacle.ASKED, asked.reference) == await refusal(deleting, CAMILLE)
    await deleting.house.cancel(conversation, asked.reference)
    view, begun = await deleting.open(conversation, "")
    assert ((OLD.address,), False) == (tuple(box.address for box in view.boxes), begun)


async def test_a_draft_is_taken_up_from_another_conversation(deleting: Deleting) -> None:
    """
    And is shown again there before anything can be confirmed elsewhere.
    """
    await deleting.gone(CAMILLE, "celle de Mailiz")
    first = await deleting.begin()
    await deleting.say(first, "c'est fait")
    second = await deleting.house.conversation(CAMILLE)
    view, begun = await deleting.open(second, "")

    assert (True, Asked.CONFIRMED) == (begun, view.missing)
    with pytest.raises(Conflict):
        await deleting.confirm(first)
