"""Finding a professional or a structure from what somebody typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from balise.errors import NotFound, TemporaryFailure
from balise.model.mailbox import Mailbox, MailboxKind, Organization, Professional, Structure
from balise.usecases.correspondents.find_people import FindPeople, search_words
from tests.fakes.directory import FakeDirectory
from tests.unit.usecases.house import AS_OF


def living_in(city: str, rpps: str, given: str = "Marie", skill: str = "") -> Professional:
    """Return a Dr Durand who practises in a town."""
    box = Mailbox(f"{rpps}@mssante.test", MailboxKind.PER, Structure(f"CABINET {rpps[-1]}", city=city))
    return Professional(rpps, "Durand", given, "Dr", "Médecin", skill, (box,))


IN_BRUMES = living_in("BRUMES", "10000000001", skill="Cardiologie")
IN_VALMONT = living_in("VALMONT", "10000000002")
ALSO_IN_VALMONT = living_in("VALMONT", "10000000003", "Jean")
HOSPITAL = Organization(Structure("CLINIQUE DURAND", city="VALMONT"), (Mailbox("accueil@clinique.test", MailboxKind.ORG),))


@pytest.fixture
def directory() -> FakeDirectory:
    """Lend a directory full of Durands."""
    return FakeDirectory([IN_BRUMES, IN_VALMONT, ALSO_IN_VALMONT], [HOSPITAL], AS_OF)


@pytest.fixture
def find(directory: FakeDirectory) -> FindPeople:
    """Lend the use case."""
    return FindPeople(directory)


@pytest.mark.parametrize(
    "text",
    [
        "10000000001",
        "RPPS 10000000001",
        "quelles sont les adresses du 10 000 000 001 ?",
        "mon numéro : 810000000001",
        "n°10.000.000.001, merci",
    ],
)
async def test_a_number_in_the_text_is_looked_up(find: FindPeople, text: str) -> None:
    """
    An RPPS, spaced or as an IDNPS, is surer than words.
    """
    assert (IN_BRUMES,) == (await find(text)).professionals


async def test_an_unknown_number_finds_nobody(find: FindPeople, directory: FakeDirectory) -> None:
    """
    It is not searched as words, and the date of the directory is given.
    """
    found = await find("10000000009 Durand")

    assert (True, AS_OF, ["10000000009"]) == (found.empty, found.as_of, directory.asked)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je cherche l'adresse MSSanté du Dr Durand à Valmont", "durand valmont"),
        ("quelle est la BAL de Marie Durand, s'il vous plaît ?", "marie durand"),
        ("DURAND", "durand"),
        ("comment écrire au cardiologue Éloïse L’Hostis", "cardiologue eloise hostis"),
        ("je cherche un confrère", ""),
        ("bonjour", ""),
        ("", ""),
    ],
)
def test_the_words_that_only_ask_are_left_out(text: str, words: str) -> None:
    """
    A name, a town, a trade remain.
    """
    assert words == search_words(text)


async def test_homonyms_are_all_shown(find: FindPeople) -> None:
    """
    People and structures of the same name come together, with the date of the directory.
    """
    found = await find("Je cherche Durand")

    assert {IN_BRUMES, IN_VALMONT, ALSO_IN_VALMONT} == set(found.professionals)
    assert ((HOSPITAL,), AS_OF) == (found.organizations, found.as_of)


async def test_more_words_tell_them_apart(find: FindPeople) -> None:
    """
    A town or a first name narrows the search.
    """
    assert (IN_VALMONT,) == (await find("Marie Durand à Valmont")).professionals


@pytest.mark.parametrize("text", ["", "bonjour", "je cherche un confrère", "?"])
async def test_nothing_to_search_for_is_not_found(find: FindPeople, directory: FakeDirectory, text: str) -> None:
    """
    The directory is not asked.
    """
    with pytest.raises(NotFound):
        await find(text)

    assert [] == directory.asked


async def test_nobody_found_is_an_empty_answer(find: FindPeople) -> None:
    """
    It proves nothing, and is not an error.
    """
    assert (await find("Zyxwvut")).empty


@pytest.mark.parametrize("choice", ["2", "la 2", "le deuxième", "n° 2"])
async def test_one_is_chosen_by_number(find: FindPeople, choice: str) -> None:
    """
    In the order they were shown.
    """
    shown = (await find("Durand")).professionals

    assert (shown[1],) == (await find.choose("Durand", choice))[0].professionals


async def test_structures_are_numbered_after_people(find: FindPeople) -> None:
    """
    The numbers go on from one list to the other.
    """
    chosen, _ = await find.choose("Durand", "4")

    assert ((), (HOSPITAL,)) == (chosen.professionals, chosen.organizations)


@pytest.mark.parametrize("choice", ["celle de Brumes", "à Brumes", "le cardiologue de Brumes", "Brumes"])
async def test_one_is_chosen_by_town(find: FindPeople, choice: str) -> None:
    """
    When a single one practises there.
    """
    assert (IN_BRUMES,) == (await find.choose("Durand", choice))[0].professionals


async def test_one_is_chosen_by_speciality(find: FindPeople) -> None:
    """
    When a single one has it.
    """
    assert (IN_BRUMES,) == (await find.choose("Durand", "cardiologie"))[0].professionals


@pytest.mark.parametrize("choice", ["9", "Lefèvre", "celui de Trouville"])
async def test_what_chooses_nobody_is_another_search(find: FindPeople, directory: FakeDirectory, choice: str) -> None:
    """
    The text is then searched for itself.
    """
    await find.choose("Durand", choice)

    assert search_words(choice) == directory.asked[-1]


async def test_what_fits_several_narrows_them(find: FindPeople, directory: FakeDirectory) -> None:
    """
    Balise does not pick one of two, nor forgets whom it was looking for: the two questions are asked together.
    """
    _, query = await find.choose("Durand", "Valmont")

    assert ("durand valmont", "Durand Valmont") == (directory.asked[-1], query)


async def test_a_person_without_boxes_is_not_shown(directory: FakeDirectory, find: FindPeople) -> None:
    """
    There is nothing to write to.
    """
    directory.professionals = [replace(IN_BRUMES, mailboxes=())]

    assert (await find("Durand")).professionals == ()


async def test_a_directory_that_is_down_is_said_to_be(directory: FakeDirectory, find: FindPeople) -> None:
    """
    An outage is not an empty answer.
    """
    directory.failure = TemporaryFailure("down")
    for text in ("Durand", "10000000001"):
        with pytest.raises(TemporaryFailure):
            await find(text)
