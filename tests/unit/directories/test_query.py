"""Reading what a person asks a directory."""

from __future__ import annotations

import pytest

from balise.adapters.directories.labels import city_label, skill_label, title_label
from balise.adapters.directories.query import closeness, matches, read_query, searchable, squeezed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr Camille Lemoine", ("camille", "lemoine")),
        ("l’adresse MSSanté du docteur LEMOINE", ("lemoine",)),
        ("Mme Béatrice d'Hœrt à L'Haÿ-les-Roses", ("beatrice", "hoert", "hay", "roses")),
        ("martin MARTIN", ("martin",)),
        ("le Dr de la", ()),
        ("", ()),
    ],
)
def test_only_telling_words_are_kept(text: str, words: tuple[str, ...]) -> None:
    """
    Case, accents, titles, small words and repetitions do not count.
    """
    assert words == read_query(text).words


def test_a_long_question_is_cut() -> None:
    """
    Each word costs a condition, so a flood of words is bounded.
    """
    assert 8 == len(read_query(" ".join(f"mot{number}" for number in range(50))).words)


def test_an_address_and_a_number_are_recognised() -> None:
    """
    An address is put in lower case; an RPPS may have spaces.
    """
    assert "a.b@medecin.mssante.fr" == read_query("à qui est A.B@medecin.mssante.fr ?").address
    assert "99900000011" == read_query("RPPS 999 0000 0011").rpps


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("jean", "tour"), True),
        (("delatour",), True),
        (("jeanmarie",), True),
        (("lyo",), True),
        (("our",), False),
        (("jean", "nantes"), False),
    ],
)
def test_words_match_beginnings_of_words(words: tuple[str, ...], found: bool) -> None:
    """
    Every word must begin some word; names of several words also match written as one.
    """
    description = searchable("Jean-Marie", "DE LA TOUR", squeezed("Jean-Marie", "DE LA TOUR"), "69003 LYON")

    assert found == matches(words, description)


def test_the_closest_name_comes_first() -> None:
    """
    A name that has the asked word whole precedes one that only begins with it.
    """
    query = read_query("martin lyon")

    assert ["Sophie MARTIN", "Paul MARTINEZ"] == sorted(
        ["Paul MARTINEZ", "Sophie MARTIN"], key=lambda name: closeness(query, name)
    )


def test_labels_are_those_people_read() -> None:
    """
    Codes become titles, the type of savoir-faire and the CEDEX are left out, the unknown is left as it is.
    """
    assert ["Dr", "Pr", "M.", "Mme", "Mme", "", "MED"] == [title_label(t) for t in ("DR", "Pr", "M", "MME", "Madame", "", "MED")]
    assert ["Pédiatrie", "Chirurgie (réforme 2017)"] == [skill_label(s) for s in ("Pédiatrie (SM)", "Chirurgie (réforme 2017)")]
    assert ["LYON", "AJACCIO", "LE MANS", ""] == [city_label(c) for c in ("69003 LYON CEDEX 03", "2A004 AJACCIO", "LE MANS", "")]
