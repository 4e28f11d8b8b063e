"""What a sentence tells of a delegation."""

from __future__ import annotations

from datetime import date

import pytest

from balise.model.delegation import Asked
from balise.model.delegation_answers import (
    OTHER,
    SPOUSE,
    answers,
    edit_in,
    full_name,
    hear,
    is_somebody,
    leaves_out_email,
    roles_in,
    shares_password,
    speaks_as_delegate,
)
from balise.model.french.dates import Period, Trouble
from balise.model.paper import DelegateRole, Right
from balise.model.period import Days

TODAY = date(2026, 11, 22)
SECRETARY, ASSISTANT, LOCUM = DelegateRole


def test_one_sentence_may_tell_everything() -> None:
    """
    The box is left in words, for whoever knows the boxes.
    """
    heard = hear(
        "déléguer ma boîte du cabinet à ma secrétaire Julie Martin du 3 au 17 août, julie@cabinet.fr, lecture seule", TODAY
    )

    assert (SECRETARY, "Julie Martin", "julie@cabinet.fr") == (heard.role, heard.name, heard.email)
    assert (frozenset({Right.READ}), Period(date(2027, 8, 3), date(2027, 8, 17))) == (heard.rights, heard.days.period)
    assert "ma boîte du cabinet" in heard.elsewhere
    assert "Martin" not in heard.elsewhere


@pytest.mark.parametrize(
    ("text", "role", "refused"),
    [
        ("ma secrétaire", SECRETARY, ""),
        ("mon assistante médicale", ASSISTANT, ""),
        ("un remplaçant", LOCUM, ""),
        ("l'infirmière qui me remplace", LOCUM, ""),
        ("un confrère me remplace", LOCUM, ""),
        ("ma fille fait mon secrétariat", SECRETARY, ""),
        ("ma femme est ma secrétaire", SECRETARY, ""),
        ("mon conjoint", None, SPOUSE),
        ("ma femme", None, SPOUSE),
        ("ma fille", None, OTHER),
        ("un ami", None, OTHER),
        ("mon associé", None, OTHER),
        ("un confrère", None, OTHER),
        ("mon assistante dentaire", None, OTHER),
        ("ma secrétaire ou mon remplaçant", None, ""),
        ("Julie", None, ""),
    ],
)
def test_the_sheet_knows_three_roles(text: str, role: DelegateRole | None, refused: str) -> None:
    """
    The others are refused, but for somebody who also plays one of the three.
    """
    assert (role, refused) == roles_in(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je suis Camille Lemoine, je délègue à ma secrétaire Julie Lemoine", "Julie Lemoine"),
        ("Le docteur Malgoire ouvre l'accès à son remplaçant Paul Durand", "Paul Durand"),
        ("Julie Martin, ma secrétaire", "Julie Martin"),
        ("je suis Camille Lemoine", ""),
    ],
)
def test_the_delegate_is_told_from_the_others(text: str, name: str) -> None:
    """
    By their role; the holder's own name is nobody else's.
    """
    assert name == hear(text, TODAY, holder="Camille Lemoine").name


def test_an_address_is_the_delegates_unless_it_is_said_to_be_a_box() -> None:
    """
    « déléguer x@y » claims a box, whoever it belongs to.
    """
    claimed = hear("déléguer cardio@ch.mssante.fr à Julie Martin", TODAY)
    own = hear("déléguer ma boîte c@medecin.fr à julie@cabinet.fr", TODAY, own={"c@medecin.fr"})

    assert ("", "julie@cabinet.fr") == (claimed.email, own.email)
    assert "cardio@ch.mssante.fr" in claimed.elsewhere
    assert "c@medecin.fr" in own.elsewhere


@pytest.mark.parametrize(
    ("answer", "known", "name"),
    [
        ("Julie Martin", "", "Julie Martin"),
        ("maëlys kervella", "", "Maëlys Kervella"),
        ("elle s'appelle Maëlys Kervella", "", "Maëlys Kervella"),
        ("Jean-Paul de la Tour", "", "Jean-Paul de la Tour"),
        ("c'est Julie", "", "Julie"),
        ("Martin", "Julie", "Julie Martin"),
        ("Julie", "Martin", "Julie Martin"),
        ("Julie", "Julie", "Julie"),
        ("Claire Dupont", "Julie", "Claire Dupont"),
        ("je ne sais pas", "", ""),
        ("pourquoi ?", "", ""),
        ("l'hôpital", "", ""),
        ("06 12 34 56 78", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_read_whole_or_in_two_answers(answer: str, known: str, name: str) -> None:
    """
    A lone word completes what was said before, in the right order.
    """
    assert name == full_name(answer, known, hear(answer, TODAY).name)


@pytest.mark.parametrize(
    ("text", "trouble", "start", "dates"),
    [
        ("à partir du 3 août", Trouble.NO_END, date(2027, 8, 3), "à partir du 3 août"),
        ("pendant mes congés", Trouble.VAGUE, None, "pendant mes congés"),
        ("hier", Trouble.PAST, None, "hier"),
        ("le 31 juin", Trouble.IMPOSSIBLE, None, "le 31 juin"),
        ("du 3 au 17 octobre s'il vous plaît", Trouble.AMBIGUOUS_YEAR, None, "du 3 au 17 octobre"),
        ("du 17 août 2027 au 3 août 2027", Trouble.END_BEFORE_START, None, "du 17 août 2027 au 3 août 2027"),
        (
            "du 1er au 3 décembre et du 10 au 12 décembre",
            Trouble.SEVERAL,
            None,
            "du 1er au 3 décembre et du 10 au 12 décembre",
        ),
        ("ma secrétaire", Trouble.NOTHING, None, ""),
    ],
)
def test_days_that_make_no_period_leave_their_words(text: str, trouble: Trouble, start: date | None, dates: str) -> None:
    """
    To ask about them; a first day alone is kept.
    """
    heard = hear(text, TODAY)

    assert Days(trouble, start, dates) == heard.days


@pytest.mark.parametrize(
    ("text", "without"), [("sans e-mail", True), ("je ne l'ai pas", True), ("non", True), ("j@cabinet.fr", False), ("oui", False)]
)
def test_an_e_mail_may_be_left_out(text: str, without: bool) -> None:
    """
    On purpose only.
    """
    assert without == leaves_out_email(text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("modifier la BAL", Asked.BOX),
        ("modifier la personne", Asked.ROLE),
        ("modifier l’e-mail", Asked.EMAIL),
        ("modifier les droits", Asked.RIGHTS),
        ("changer les dates", Asked.PERIOD),
        ("modifier la durée", Asked.PERIOD),
        ("les dates", None),
    ],
)
def test_each_field_can_be_edited(text: str, field: Asked | None) -> None:
    """
    By its button, or in so many words.
    """
    assert field is edit_in(text)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("voici mon mot de passe : Soleil2024", True),
        ("voici mon mot de passe", True),
        ("mon mot de passe est Soleil", True),
        ("je lui donne mon mot de passe ?", True),
        ("je vais lui laisser mon code CPS", True),
        ("j'ai oublié mon mot de passe", False),
        ("mon mot de passe est oublié", False),
        ("ma secrétaire", False),
    ],
)
def test_a_password_that_is_shared_is_noticed(text: str, shares: bool) -> None:
    """
    Not one that is forgotten.
    """
    assert shares == shares_password(text)


@pytest.mark.parametrize(
    ("text", "delegate"),
    [
        ("je suis la secrétaire du docteur, je voudrais avoir accès à sa boîte", True),
        ("secretaire ici, jveu acceder a la mss du medecin", True),
        ("je remplace le Dr Morel et il me faut sa boîte", True),
        ("je remplace ma secrétaire par une autre", False),
        ("je suis remplaçant et je veux déléguer ma boîte à ma secrétaire", False),
        ("je veux déléguer à ma secrétaire", False),
    ],
)
def test_the_delegate_to_be_is_heard_as_such(text: str, delegate: bool) -> None:
    """
    It is not for them to ask.
    """
    assert delegate == speaks_as_delegate(text)


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        (Asked.EMAIL, "je ne l'ai pas", True),
        (Asked.EMAIL, "non, je veux parler à quelqu'un", False),
        (Asked.RIGHTS, "tout sauf supprimer", True),
        (Asked.RIGHTS, "qui a accès à ma BAL ?", False),
        (Asked.CONFIRMED, "oui, je confirme", True),
        (Asked.CONFIRMED, "qu'elle puisse aussi classer", True),
        (Asked.CONFIRMED, "où en est ma demande ?", False),
        (Asked.NAME, "voici mon mot de passe", True),
        (Asked.BOX, "modifier les dates", True),
        (Asked.ROLE, "je veux parler à une personne", False),
    ],
)
def test_some_sentences_answer_by_their_wording_alone(asked: Asked, text: str, answer: bool) -> None:
    """
    Whatever intent they resemble.
    """
    assert answer == answers(asked, text)


@pytest.mark.parametrize(("text", "somebody"), [("ma comptable", True), ("un ami", True), ("Julie", False), ("non", False)])
def test_an_unknown_role_is_still_somebody(text: str, somebody: bool) -> None:
    """
    So that it is explained rather than not understood.
    """
    assert somebody == is_somebody(text)
