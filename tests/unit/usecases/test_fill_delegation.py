"""Opening a delegation and taking answers into its draft."""

from __future__ import annotations

import pytest

from balise.errors import NotFound, NotSignedIn, Refused
from balise.model.conversation import Step
from balise.model.delegation import WITHOUT, Asked
from balise.model.form import Taken
from balise.model.french.dates import Trouble
from tests.unit.usecases.entrusting import EVERYTHING, Entrusting
from tests.unit.usecases.house import AT_HOSPITAL, CAMILLE, NOBODY, NOOR, OLD

ORDER = {Asked.BOX: "", Asked.ROLE: "celle de Mailiz", Asked.NAME: "ma secrétaire", Asked.EMAIL: "Julie Martin"} | {
    Asked.RIGHTS: "julie@cabinet.test",
    Asked.PERIOD: "lire et répondre",
    Asked.CONFIRMED: "du 3 au 17 août",
}
"""Each question, and the answer that leads to it."""

WHOM = "déléguer ma BAL Mailiz à ma secrétaire Julie Martin, julie@cabinet.test, juste lire"
"""All but the days."""


# Opening


async def test_only_who_has_signed_in_entrusts_a_box(entrusting: Entrusting) -> None:
    """
    NotSignedIn otherwise; NotFound when the directory shows no personal box of theirs.
    """
    with pytest.raises(NotSignedIn):
        await entrusting.open(await entrusting.house.conversation(), "déléguer")
    with pytest.raises(NotFound):
        await entrusting.open(await entrusting.house.conversation(NOBODY), "déléguer")

    assert [] == await entrusting.house.procedures()


async def test_a_box_of_somebody_else_is_refused(entrusting: Entrusting) -> None:
    """
    A delegate cannot delegate: the box they were let into is not theirs.
    """
    with pytest.raises(Refused):
        await entrusting.open(await entrusting.house.conversation(NOOR), f"déléguer {OLD.address} à mon remplaçant")

    assert [] == await entrusting.house.procedures()


async def test_the_delegates_address_is_no_box(entrusting: Entrusting) -> None:
    """
    Even when they have an MSSanté one.
    """
    conversation = await entrusting.begin(f"déléguer à mon remplaçant, {OLD.address.replace('lemoine', 'martin')}")
    view, _ = await entrusting.fill(conversation, None, "")

    assert "c.martin@medecin.mailiz.test" == view.procedure.detail("email")


async def test_a_draft_is_taken_up(entrusting: Entrusting) -> None:
    """
    From any conversation, as long as the sentence speaks of nobody else.
    """
    await entrusting.begin(WHOM)
    elsewhere = await entrusting.house.conversation(CAMILLE)
    view, begun = await entrusting.open(elsewhere, "déléguer à ma secrétaire")

    assert (True, elsewhere, Asked.PERIOD) == (begun, view.procedure.conversation, view.missing)


async def test_another_delegate_begins_anew(entrusting: Entrusting) -> None:
    """
    Nothing said of the first holds for the second, but the box.
    """
    conversation = await entrusting.begin(EVERYTHING)
    text = "déléguer à mon remplaçant Paul Durand"
    _, begun = await entrusting.open(conversation, text)
    view, _ = await entrusting.fill(conversation, None, text)

    details = view.procedure.details
    assert (False, OLD.address, Asked.EMAIL) == (begun, view.procedure.address, view.missing)
    assert {"role": "remplacant", "delegate": "Paul Durand"} == dict(details)


# Filling


async def test_one_sentence_may_fill_everything(entrusting: Entrusting) -> None:
    """
    Then only the consent is asked.
    """
    conversation = await entrusting.begin(EVERYTHING)
    view, _ = await entrusting.fill(conversation, None, "")

    assert Asked.CONFIRMED is view.missing
    assert OLD.address == view.procedure.address
    assert {
        "role": "secretaire",
        "delegate": "Julie Martin",
        "email": "julie@cabinet.test",
        "rights": "read reply file",
        "start": "2026-08-03",
        "end": "2026-08-17",
    } == view.procedure.details


async def test_each_question_has_its_answer(entrusting: Entrusting) -> None:
    """
    In their order, whatever was not said before.
    """
    conversation = await entrusting.begin()
    asked, steps = [], []
    for answer in ORDER.values():
        view, _ = await (entrusting.say(conversation, answer) if answer else entrusting.fill(conversation, None, ""))
        asked.append(view.missing)
        steps.append(view.step)

    assert list(ORDER) == asked
    assert [Step(n, 7) for n in range(1, 8)] == steps


async def test_the_only_box_goes_without_saying(entrusting: Entrusting) -> None:
    """
    And cannot be changed for another.
    """
    conversation = await entrusting.begin(person=NOOR)
    view, taken = await entrusting.say(conversation, "modifier la BAL")

    assert (Asked.ROLE, Taken.ONLY_BOX) == (view.missing, taken)


@pytest.mark.parametrize(
    ("text", "taken"),
    [("la 2", Taken.TAKEN), ("le 2", Taken.TAKEN), ("autre@chez.test", Taken.NOT_THEIRS), ("hein", Taken.NOT_AN_ANSWER)],
)
async def test_a_box_is_designated(entrusting: Entrusting, text: str, taken: Taken) -> None:
    """
    As everywhere; « le 2 » is no day here.
    """
    conversation = await entrusting.begin()
    view, became = await entrusting.say(conversation, text)

    assert taken is became
    assert (AT_HOSPITAL.address if taken is Taken.TAKEN else "") == view.procedure.address
    assert "" == view.procedure.detail("dates")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("mon conjoint", Taken.SPOUSE),
        ("ma femme", Taken.SPOUSE),
        ("ma fille", Taken.OTHER_ROLE),
        ("un confrère", Taken.OTHER_ROLE),
        ("ma comptable", Taken.OTHER_ROLE),
        ("oui", Taken.NOT_AN_ANSWER),
    ],
)
async def test_a_role_the_sheet_does_not_know_is_not_taken(entrusting: Entrusting, text: str, taken: Taken) -> None:
    """
    It is explained, and the role asked again.
    """
    conversation = await entrusting.begin("déléguer ma BAL Mailiz")
    view, became = await entrusting.say(conversation, text)

    assert (Asked.ROLE, taken) == (view.missing, became)


async def test_a_name_alone_still_needs_a_role(entrusting: Entrusting) -> None:
    """
    What is told beside the answer is taken too.
    """
    conversation = await entrusting.begin("déléguer ma BAL Mailiz")
    view, taken = await entrusting.say(conversation, "Julie Martin")

    assert (Asked.ROLE, Taken.TAKEN, "Julie Martin") == (view.missing, taken, view.procedure.detail("delegate"))


async def test_a_given_name_asks_for_the_family_name(entrusting: Entrusting) -> None:
    """
    The operator needs both; a lone word completes the first.
    """
    conversation = await entrusting.begin("déléguer ma BAL Mailiz à ma secrétaire")
    partly, _ = await entrusting.say(conversation, "Julie")
    view, _ = await entrusting.say(conversation, "Martin")

    assert (Asked.NAME, "Julie") == (partly.missing, partly.procedure.detail("partial"))
    assert (Asked.EMAIL, "Julie Martin") == (view.missing, view.procedure.detail("delegate"))


async def test_the_e_mail_may_be_left_out(entrusting: Entrusting) -> None:
    """
    On purpose.
    """
    conversation = await entrusting.begin("déléguer ma BAL Mailiz à ma secrétaire Julie Martin")
    view, _ = await entrusting.say(conversation, "je ne l'ai pas")

    assert (Asked.RIGHTS, WITHOUT) == (view.missing, view.procedure.detail("email"))


async def test_another_role_is_another_person(entrusting: Entrusting) -> None:
    """
    Heard where their name or address was asked.
    """
    conversation = await entrusting.begin("déléguer ma BAL Mailiz à ma secrétaire Julie Martin")
    view, _ = await entrusting.say(conversation, "non, à mon remplaçant Paul Durand")

    assert ("remplacant", "Paul Durand") == (view.procedure.detail("role"), view.procedure.detail("delegate"))


@pytest.mark.parametrize("asked", [None, *Asked])
async def test_a_password_is_never_kept(entrusting: Entrusting, asked: Asked | None) -> None:
    """
    Nor anything of the sentence that gives it, whatever was asked.
    """
    conversation = await entrusting.begin(WHOM)
    before, _ = await entrusting.fill(conversation, None, "")
    view, taken = await entrusting.fill(conversation, asked, "voici mon mot de passe : Soleil2024, du 3 au 17 août")

    assert (Taken.PASSWORD, before.procedure) == (taken, view.procedure)
    assert "Soleil2024" not in str(await entrusting.house.procedures())


# The days


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("du 3 au 17 août", "2026-08-03", "2026-08-17"),
        ("jusqu'à la fin du mois", "2026-03-02", "2026-03-31"),
        ("15 jours", "2026-03-02", "2026-03-16"),
        ("permanente", "2026-03-02", WITHOUT),
        ("permanente à partir du 1er avril", "2026-04-01", WITHOUT),
        ("demain seulement", "2026-03-03", "2026-03-03"),
    ],
)
async def test_days_are_read_in_any_wording(entrusting: Entrusting, text: str, start: str, end: str) -> None:
    """
    Temporary or permanent.
    """
    conversation = await entrusting.begin(WHOM)
    view, taken = await entrusting.say(conversation, text)

    assert (Taken.TAKEN, Asked.CONFIRMED) == (taken, view.missing)
    assert (start, end) == (view.procedure.detail("start"), view.procedure.detail("end"))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("hier", Trouble.PAST),
        ("du 31 juin au 2 juillet", Trouble.IMPOSSIBLE),
        ("du 17 août 2026 au 3 août 2026", Trouble.END_BEFORE_START),
        ("du 1er au 3 avril et du 10 au 12 avril", Trouble.SEVERAL),
        ("pendant mes congés", Trouble.VAGUE),
        ("temporaire", Trouble.VAGUE),
        ("du 3 au 17 janvier", Trouble.AMBIGUOUS_YEAR),
        ("à partir du 3 août", Trouble.NO_END),
    ],
)
async def test_days_that_make_no_period_leave_their_trouble(entrusting: Entrusting, text: str, trouble: Trouble) -> None:
    """
    And their words, for the question that follows; good days clear them.
    """
    conversation = await entrusting.begin(WHOM)
    view, taken = await entrusting.say(conversation, text)
    good, _ = await entrusting.say(conversation, "du 3 au 17 août 2026")

    assert (Taken.TAKEN, Asked.PERIOD) == (taken, view.missing)
    assert (trouble, text) == (view.procedure.detail("trouble"), view.procedure.detail("dates"))
    assert ("", "2026-08-17") == (good.procedure.detail("trouble"), good.procedure.detail("end"))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("jusqu'au 17", "2026-08-17"),
        ("le 17 août", "2026-08-17"),
        ("15 jours", "2026-08-17"),
        ("sans date de fin", WITHOUT),
        ("ce jour seulement", "2026-08-03"),
    ],
)
async def test_the_last_day_may_come_second(entrusting: Entrusting, text: str, end: str) -> None:
    """
    « Jusqu'à quand ? », when only the first was said.
    """
    conversation = await entrusting.begin(WHOM)
    await entrusting.say(conversation, "à partir du 3 août")
    view, _ = await entrusting.say(conversation, text)

    assert ("2026-08-03", end) == (view.procedure.detail("start"), view.procedure.detail("end"))


async def test_a_last_day_before_the_first_is_asked_again(entrusting: Entrusting) -> None:
    """
    The first is kept.
    """
    conversation = await entrusting.begin(WHOM)
    await entrusting.say(conversation, "à partir du 3 août")
    view, _ = await entrusting.say(conversation, "jusqu'au 17 avril 2026")

    assert (Trouble.END_BEFORE_START, "2026-08-03") == (view.procedure.detail("trouble"), view.procedure.detail("start"))


async def test_a_year_alone_settles_the_doubt(entrusting: Entrusting) -> None:
    """
    The days need not be said again.
    """
    conversation = await entrusting.begin(WHOM)
    await entrusting.say(conversation, "du 3 au 17 janvier")
    view, _ = await entrusting.say(conversation, "2027")

    assert ("2027-01-03", "2027-01-17") == (view.procedure.detail("start"), view.procedure.detail("end"))


async def test_a_draft_left_for_long_does_not_begin_in_the_past(entrusting: Entrusting) -> None:
    """
    A first day that has passed becomes today; a last day that has passed is asked again.
    """
    conversation = await entrusting.begin(EVERYTHING)
    entrusting.house.clock.advance(days=160)
    under_way, _ = await entrusting.fill(conversation, None, "")
    entrusting.house.clock.advance(days=30)
    over, _ = await entrusting.fill(conversation, None, "")

    assert ("2026-08-09", Asked.CONFIRMED) == (under_way.procedure.detail("start"), under_way.missing)
    assert Asked.PERIOD is over.missing


# The recap


@pytest.mark.parametrize(
    ("button", "asked"),
    [
        ("modifier la BAL", Asked.BOX),
        ("modifier la personne", Asked.ROLE),
        ("modifier l’e-mail", Asked.EMAIL),
        ("modifier les droits", Asked.RIGHTS),
        ("modifier les dates", Asked.PERIOD),
    ],
)
async def test_each_field_can_be_asked_again(entrusting: Entrusting, button: str, asked: Asked) -> None:
    """
    The others are kept, but that another person has another name and another address.
    """
    conversation = await entrusting.begin(EVERYTHING)
    view, taken = await entrusting.say(conversation, button)

    assert (Taken.TAKEN, asked) == (taken, view.missing)


@pytest.mark.parametrize(
    ("text", "detail", "value"),
    [
        ("non, jusqu'au 20 août", "end", "2026-08-20"),
        ("plutôt permanente", "end", WITHOUT),
        ("qu'elle puisse juste lire", "rights", "read"),
        ("son adresse est j.martin@cabinet.test", "email", "j.martin@cabinet.test"),
        ("elle s'appelle Julie Martinez", "delegate", "Julie Martinez"),
        ("non, à mon remplaçant Paul Durand", "role", "remplacant"),
    ],
)
async def test_a_correction_is_heard_at_the_recap(entrusting: Entrusting, text: str, detail: str, value: str) -> None:
    """
    In so many words.
    """
    conversation = await entrusting.begin(EVERYTHING)
    view, taken = await entrusting.say(conversation, text)

    assert (Taken.TAKEN, value) == (taken, view.procedure.detail(detail))


async def test_another_box_is_heard_at_the_recap(entrusting: Entrusting) -> None:
    """
    The rest stands.
    """
    conversation = await entrusting.begin(EVERYTHING)
    view, _ = await entrusting.say(conversation, "non, celle de l'hôpital")

    assert (AT_HOSPITAL.address, Asked.CONFIRMED) == (view.procedure.address, view.missing)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("oui", Taken.CONFIRMED),
        ("envoyez la demande", Taken.CONFIRMED),
        ("modifier", Taken.EDIT),
        ("non, je voudrais changer quelque chose svp", Taken.EDIT),
        ("non", Taken.DECLINED),
        ("je veux voir la demande", Taken.NOT_AN_ANSWER),
        ("2", Taken.NOT_AN_ANSWER),
        ("pas celle-là, autre@chez.test, ma boîte autre@chez.test", Taken.TAKEN),
    ],
)
async def test_only_a_whole_yes_confirms(entrusting: Entrusting, text: str, taken: Taken) -> None:
    """
    Anything else sends nothing.
    """
    conversation = await entrusting.begin(EVERYTHING)
    _, became = await entrusting.say(conversation, text)

    assert taken is became


async def test_an_answer_to_a_draft_taken_up_elsewhere_is_not_read(entrusting: Entrusting) -> None:
    """
    The question it answered is no longer the one shown: it is asked again.
    """
    first = await entrusting.begin(EVERYTHING)
    second = await entrusting.house.conversation(CAMILLE)
    await entrusting.open(second, "")
    _, taken = await entrusting.fill(first, Asked.CONFIRMED, "oui")

    assert Taken.TAKEN is taken
