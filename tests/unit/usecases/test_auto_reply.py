"""Having a box answer by itself: on which, until when, in which words."""

from __future__ import annotations

from datetime import date

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn, Refused
from balise.model.auto_reply import Asked
from balise.model.form import Taken
from balise.model.identity import Person
from balise.model.moment import in_france
from balise.model.period import NO_END
from balise.model.procedure import Kind, State
from balise.usecases.auto_reply.desk import NO_BOX_LEFT, AutoReplyDesk, AutoReplyWords
from balise.usecases.auto_reply.verbs import auto_replies
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
)

AUGUST = "du 3 au 17 août 2035"
OWN = "Bonjour, je suis en congé. Écrivez à mon cabinet."


class Answering(Filling):
    """The use cases of an auto-reply, over the fakes of a house."""

    opening = "mettre une réponse automatique"

    def __post_init__(self) -> None:
        """Wire them."""
        house = self.house
        desk = AutoReplyDesk(house.directory, house.operators, SUPPORT)
        cases = auto_replies(house.store, desk, house.texts, AskOperator(house.texts, house.clock), house.clock)
        self.open, self.fill, self.confirm, self.words = cases.open, cases.fill, cases.confirm, AutoReplyWords(house.texts)


@pytest.fixture
def answering(house: House) -> Answering:
    """Lend a house where boxes answer by themselves."""
    return Answering(house)


async def test_the_opening_sentence_may_say_it_all(answering: Answering) -> None:
    """
    The box and the days; the words are left, and hold nothing but the days.
    """
    view = await answering.view(await answering.begin(text=f"réponse automatique sur ma BAL de l'hôpital {AUGUST}"))

    assert (AT_HOSPITAL.address, Asked.TEXT) == (view.procedure.address, view.missing)
    assert "Bonjour, je m’absente du 03/08/2035 au 17/08/2035 inclus." == answering.words.proposed(view)
    assert "du 03/08/2035 au 17/08/2035 inclus" == answering.words.duration(view.procedure)


async def test_the_first_week_is_not_the_first_box(answering: Answering) -> None:
    """
    The words of days designate nothing.
    """
    view = await answering.view(await answering.begin(text="réponse automatique la première semaine d'août 2035"))

    assert Asked.BOX == view.missing


async def test_a_box_used_no_longer_redirects_to_the_other(answering: Answering) -> None:
    """
    For good; with two boxes, where to goes without saying.
    """
    conversation = await answering.begin()
    view, taken = await answering.say(conversation, "celle de Mailiz", "une BAL que je n’utilise plus")

    assert (Taken.TAKEN, AT_HOSPITAL.address, Asked.TEXT) == (taken, view.kept, view.missing)
    assert (True, NO_END, True) == (view.for_good, view.procedure.detail("end"), view.still_published)
    assert AT_HOSPITAL.address in answering.words.proposed(view)


async def test_where_to_redirect_is_chosen_among_the_others(answering: Answering) -> None:
    """
    Or nowhere.
    """
    conversation = await answering.begin(SACHA)
    asked, _ = await answering.say(conversation, "celle de Mailiz", "je ne l'utilise plus")
    chosen, _ = await answering.say(conversation, "le labo")
    again, _ = await answering.say(conversation, "modifier la redirection")
    nowhere, _ = await answering.say(conversation, "sans redirection")

    assert (Asked.REDIRECTION, (S_HOSPITAL, S_LABO)) == (asked.missing, asked.others)
    assert (S_LABO.address, Asked.REDIRECTION) == (chosen.kept, again.missing)
    assert (NO_BOX_LEFT, "", Asked.TEXT) == (nowhere.procedure.detail("kept"), nowhere.kept, nowhere.missing)
    assert "@" not in answering.words.proposed(nowhere)


async def test_an_absence_has_one_step_less(answering: Answering) -> None:
    """
    It redirects nowhere; what is known already counts as done, and the recap is the last step.
    """
    conversation = await answering.begin(SACHA)
    steps = [(await answering.view(conversation)).step]
    said = ("celle de Mailiz", "je ne l'utilise plus", "le labo", "utiliser ce texte", "modifier les dates", AUGUST)
    steps += [(await answering.say(conversation, text))[0].step for text in said]

    assert [(1, 4), (2, 4), (3, 5), (4, 5), (5, 5), (2, 4), (3, 4)] == [(step.n, step.total) for step in steps]


async def test_where_it_redirects_to_may_be_said_at_once(answering: Answering) -> None:
    """
    It is not taken for the box.
    """
    text = f"je n'utilise plus {S_OLD.address}, une réponse automatique vers {S_LABO.address}"
    view = await answering.view(await answering.begin(SACHA, text))

    assert (S_OLD.address, S_LABO.address, Asked.TEXT) == (view.procedure.address, view.kept, view.missing)


async def test_the_box_of_somebody_else_is_refused(answering: Answering) -> None:
    """
    But one may redirect to anybody; nobody answers for nobody's box.
    """
    conversation = await answering.house.conversation(NOOR)
    with pytest.raises(Refused, match="not_holder"):
        await answering.open(conversation, f"réponse automatique sur {OLD.address}")
    with pytest.raises(NotFound):
        await answering.open(await answering.house.conversation(NOBODY), "réponse automatique")
    with pytest.raises(NotSignedIn):
        await answering.open(await answering.house.conversation(), "réponse automatique")
    assert [] == await answering.house.procedures()
    view, _ = await answering.open(conversation, f"réponse automatique qui dise d'écrire à {OLD.address}")

    assert Kind.AUTO_REPLY == view.procedure.kind


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("du 3 au 17 août 2020", "past"),
        ("du 17 août 2035 au 3 août 2035", "end_before_start"),
        ("le 31 juin 2035", "impossible"),
        ("du 3 au 5 août 2035 et du 10 au 12 août 2035", "several"),
        ("pendant mes congés", "vague"),
        ("pour une absence", "vague"),
        ("à partir du 3 août 2035", "no_end"),
    ],
)
async def test_days_that_make_no_period_are_asked_again(answering: Answering, text: str, trouble: str) -> None:
    """
    What is wrong with them waits in the draft.
    """
    conversation = await answering.begin(NOOR)
    view, taken = await answering.say(conversation, text)

    assert (Taken.TAKEN, Asked.PERIOD, trouble) == (taken, view.missing, view.procedure.detail("trouble"))


async def test_a_last_day_alone_begins_today(answering: Answering) -> None:
    """
    « Jusqu'à lundi ».
    """
    today = in_france(answering.house.clock()).date()
    view, _ = await answering.say(await answering.begin(NOOR), "jusqu'à lundi")

    assert today.isoformat() == view.procedure.detail("start")
    assert 0 < (date.fromisoformat(view.procedure.detail("end")) - today).days <= 7


async def test_the_words_may_be_theirs(answering: Answering) -> None:
    """
    At once, or asked for.
    """
    conversation = await answering.begin(NOOR, AUGUST)
    own, _ = await answering.say(conversation, OWN)
    asking, taken = await answering.say(conversation, "modifier le message", "écrire le mien")
    view, _ = await answering.say(conversation, "Absent.")

    assert (OWN, Asked.CONFIRMED) == (own.procedure.detail("auto_reply"), own.missing)
    assert (Taken.WRITE, Asked.TEXT) == (taken, asking.missing)
    assert ("Absent.", "") == (view.procedure.detail("auto_reply"), view.procedure.detail("writing"))


async def recap(answering: Answering, person: Person = SACHA) -> str:
    """Fill the form to its recap: the first box, away in August 2035."""
    conversation = await answering.begin(person)
    await answering.say(conversation, "1", AUGUST, "utiliser ce texte")
    return conversation


@pytest.mark.parametrize(
    ("text", "taken", "missing"),
    [
        ("oui, je confirme", Taken.CONFIRMED, Asked.CONFIRMED),
        ("non", Taken.DECLINED, Asked.CONFIRMED),
        ("j'utilise encore cette boîte", Taken.DECLINED, Asked.CONFIRMED),
        ("hein ?", Taken.NOT_AN_ANSWER, Asked.CONFIRMED),
        ("2", Taken.NOT_AN_ANSWER, Asked.CONFIRMED),
        ("modifier la BAL", Taken.TAKEN, Asked.BOX),
        ("modifier les dates", Taken.TAKEN, Asked.PERIOD),
        ("modifier le message", Taken.TAKEN, Asked.TEXT),
        ("non, jusqu'au 20 août 2035", Taken.TAKEN, Asked.TEXT),
        ("plutôt celle du labo", Taken.TAKEN, Asked.TEXT),
        ("je ne l'utilise plus", Taken.TAKEN, Asked.REDIRECTION),
        (OLD.address, Taken.NOT_THEIRS, Asked.CONFIRMED),
    ],
)
async def test_the_recap_asks_for_a_yes_and_hears_corrections(
    answering: Answering, text: str, taken: Taken, missing: Asked
) -> None:
    """
    What depends on what is corrected is asked again.
    """
    view, became = await answering.say(await recap(answering), text)

    assert (taken, missing, State.DRAFT) == (became, view.missing, view.procedure.state)


async def test_another_box_keeps_the_days(answering: Answering) -> None:
    """
    Only the words are asked again.
    """
    view, _ = await answering.say(await recap(answering), "modifier la BAL", "le labo")

    assert (S_LABO.address, "2035-08-03", Asked.TEXT) == (view.procedure.address, view.procedure.detail("start"), view.missing)


async def test_a_box_depublished_with_balise_may_answer(answering: Answering) -> None:
    """
    Whether or not the directory still shows it; it is not one to redirect to, nor to depublish again.
    """
    house = answering.house
    asked = await house.confirmed(await house.conversation(CAMILLE))
    shown = await answering.view(await answering.begin(text="réponse automatique sur celle de Mailiz"))
    house.directory.professionals = [in_directory(CAMILLE, AT_HOSPITAL)]
    gone = await answering.view(await answering.begin(text="réponse automatique"))

    assert (asked.address, False) == (shown.procedure.address, shown.still_published)
    assert {asked.address, AT_HOSPITAL.address} == {box.address for box in gone.boxes}
    assert (AT_HOSPITAL,) == gone.others


async def test_the_letter_quotes_the_words_and_says_the_days(answering: Answering) -> None:
    """
    And goes to whoever provides the box.
    """
    conversation = await recap(answering, NOOR)
    view = await answering.confirm(conversation)
    (letter,) = await answering.house.letters()

    assert (State.CONFIRMED, MAILIZ.email) == (view.procedure.state, letter.recipient)
    for words in (
        "    Bonjour, je m’absente du 03/08/2035 au 17/08/2035 inclus.",
        "du 03/08/2035 au 17/08/2035 inclus\n",
        view.procedure.reference,
        view.procedure.address,
        NOOR.rpps,
    ):
        assert words in letter.body


async def test_days_that_passed_meanwhile_are_not_sent(answering: Answering) -> None:
    """
    Conflict, and no letter: they are asked again.
    """
    conversation = await answering.begin(NOOR, "réponse automatique demain seulement")
    await answering.say(conversation, "oui")
    answering.house.clock.advance(days=3)
    with pytest.raises(Conflict):
        await answering.confirm(conversation)

    assert [] == await answering.house.letters()
    assert Asked.PERIOD == (await answering.view(conversation)).missing


async def test_a_draft_is_taken_up_with_what_was_said(answering: Answering) -> None:
    """
    From another conversation too, where it is shown before anything is sent.
    """
    first = await recap(answering, NOOR)
    second = await answering.house.conversation(NOOR)
    view, begun = await answering.open(second, "")

    assert (True, Asked.CONFIRMED) == (begun, view.missing)
    with pytest.raises(Conflict):
        await answering.confirm(first)
