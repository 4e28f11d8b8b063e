"""Which of several boxes a sentence designates."""

from __future__ import annotations

import pytest

from balise.model.designation import Designated, designate, find_address, is_vague, turns_away
from balise.model.mailbox import Mailbox, MailboxKind, Structure

ALONE = Mailbox("c.lemoine@medecin.mailiz.test", MailboxKind.PER)
HOSPITAL = Mailbox(
    "c.lemoine@ch-valmont.mssante.test",
    MailboxKind.PER,
    Structure("CENTRE HOSPITALIER DE VALMONT", city="VALMONT"),
    "Cardiologie",
)
LABO = Mailbox("c.lemoine@labo.test", MailboxKind.PER, Structure("LABORATOIRE DES TILLEULS", city="BRUMES"))
BOXES = (ALONE, HOSPITAL, LABO)
NAMES = {ALONE.id: "Mailiz (Capgemini)", HOSPITAL.id: "Medimail (GIP MIPIH)"}


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("2", HOSPITAL),
        ("la première", ALONE),
        ("la dernière", LABO),
        ("c'est la 3", LABO),
        ("celle de l’hôpital", HOSPITAL),
        ("celle du centre hospitalier", HOSPITAL),
        ("la BAL du CHU", HOSPITAL),
        ("celle de la clinique", HOSPITAL),
        ("à Valmont", HOSPITAL),
        ("je veux dépublier ma boîte de VALMONT", HOSPITAL),
        ("celle de la cardiologie", HOSPITAL),
        ("ma BAL Medimail", HOSPITAL),
        ("Mailiz", ALONE),
        ("la capgemini", ALONE),
        ("ma boîte perso", ALONE),
        ("la personnelle", ALONE),
        ("le labo", LABO),
        ("le laboratoire des Tilleuls", LABO),
        ("celle de Brumes", LABO),
        ("c.lemoine@labo.test", LABO),
        ("C.Lemoine@LABO.test.", LABO),
        ("c.lemoine arobase labo.test", LABO),
        ("dépublier c.lemoine@labo.test à Valmont", LABO),
    ],
)
def test_a_sentence_designates_one_box(text: str, box: Mailbox) -> None:
    """
    By rank, place, town, service, operator, nature or address; an address is surer than the rest.
    """
    assert Designated(box=box) == designate(text, BOXES, NAMES)


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("Valmont ou Brumes", (HOSPITAL, LABO)),
        ("Tilleuls ou Mailiz", (ALONE, LABO)),
        ("le labo, l’hôpital, ou Mailiz", BOXES),
    ],
)
def test_a_sentence_may_fit_several_boxes(text: str, among: tuple[Mailbox, ...]) -> None:
    """
    None of them is then picked.
    """
    assert Designated(among=among) == designate(text, BOXES, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "je veux dépublier une BAL",
        "ma boîte mssanté",
        "celle du cabinet",
        "l’ancienne",
        "la vieille",
        "celle que je n’utilise plus",
        "9",
        "les deux premières",
        "l’autre",
    ],
)
def test_a_sentence_may_designate_nothing(text: str) -> None:
    """
    Words that fit every box, or that the directory cannot tell, pick none.
    """
    assert Designated() == designate(text, BOXES, NAMES)


def test_an_address_that_is_none_of_them_is_foreign() -> None:
    """
    Even when the rest of the sentence fits a box.
    """
    assert Designated(foreign="d.autre@labo.test") == designate("D.Autre@labo.test à Valmont", BOXES, NAMES)


def test_there_may_be_no_box_at_all() -> None:
    """
    Nothing is then designated.
    """
    assert (Designated(), Designated()) == (designate("la dernière", ()), designate("l’hôpital", ()))


@pytest.mark.parametrize("text", ["l’autre", "non, pas celle-là", "pas celle-ci", "pas la bonne", "non, pas cette boîte"])
def test_turning_away_from_one_of_two_designates_the_other(text: str) -> None:
    """
    Whichever was chosen.
    """
    pair = (ALONE, HOSPITAL)
    chosen = [designate(text, pair, NAMES, current).box for current in pair]

    assert [HOSPITAL, ALONE] == chosen
    assert turns_away(text)


def test_turning_away_from_one_of_three_leaves_two() -> None:
    """
    Which is then to be asked, unless the sentence tells.
    """
    vague = designate("non, pas celle-là", BOXES, NAMES, HOSPITAL)
    told = designate("non, pas celle-là, celle de Brumes", BOXES, NAMES, HOSPITAL)

    assert (Designated(among=(ALONE, LABO)), Designated(box=LABO)) == (vague, told)


def test_the_one_turned_away_from_is_left_out() -> None:
    """
    Words that fit it as well no longer do.
    """
    assert Designated(box=LABO) == designate("pas celle-là : Valmont ou Brumes", BOXES, NAMES, HOSPITAL)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("l’ancienne", True),
        ("ma vieille boîte", True),
        ("celle que je n’utilise plus", True),
        ("la boîte inactive", True),
        ("l’autre", True),
        ("celle de l’hôpital", False),
        ("la 2", False),
        ("bonjour", False),
    ],
)
def test_age_and_use_are_vague(text: str, vague: bool) -> None:
    """
    The directory tells neither how old a box is nor whether it is read.
    """
    assert vague == is_vague(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("a.b@c.fr", "a.b@c.fr"),
        ("mon adresse : A.B@C.FR.", "a.b@c.fr"),
        ("<a.b@c.fr>, svp", "a.b@c.fr"),
        ("a.b arobase c.fr", "a.b@c.fr"),
        ("a.b (at) c.fr", "a.b@c.fr"),
        ("jean.d’arc", None),
        ("jean.d'arc@x.mssante.fr", "jean.d'arc@x.mssante.fr"),
        ("x@y.fr ou z@y.fr", "x@y.fr"),
        ("a.b@c", None),
        ("@c.fr", None),
        ("sans adresse", None),
        ("", None),
    ],
)
def test_an_address_is_found_in_a_sentence(text: str, address: str | None) -> None:
    """
    The first one, in lower case, even spelled out.
    """
    assert address == find_address(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pas celle de l'hôpital", Designated(among=(ALONE, LABO))),
        ("non, pas celle de l'hôpital mais celle du labo", Designated(box=LABO)),
        ("pas celle du labo", Designated(among=(ALONE, HOSPITAL))),
    ],
)
def test_what_is_refused_is_not_chosen(text: str, expected: Designated) -> None:
    """
    « pas celle de… » leaves the others; what follows « mais » chooses among them.
    """
    assert expected == designate(text, BOXES, NAMES)


def test_a_hospital_may_be_called_ch() -> None:
    """
    « l'hôpital » finds « CH DE BREST ».
    """
    brest = Mailbox("c.lemoine@brest.test", MailboxKind.PER, Structure("CH DE BREST", city="BREST"))

    assert Designated(box=brest) == designate("celle de l'hôpital", (ALONE, brest))


def test_an_elided_word_is_not_part_of_the_address() -> None:
    """
    « l'adresse d'a.b@c.fr » names a.b@c.fr; O'Connor keeps his apostrophe.
    """
    assert ["a.b@c.fr", "o'connor@c.fr"] == [find_address("l'adresse d'a.b@c.fr"), find_address("O'Connor@c.fr")]
