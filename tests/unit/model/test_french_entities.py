"""Sentences as people type them: all that they name, and where."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest

from balise.model.french.entities import find_entities
from tests.unit.model.french_reading import MONDAY, found

SENTENCES = [
    (
        "Bonjour, je suis le Dr Vasseur (RPPS 10003456789) et je voudrais déléguer ma boîte mailiz à ma secrétaire Julie Martin",
        [
            ("person", "Vasseur"),
            ("rpps", "10003456789"),
            ("box", "ma boîte mailiz"),
            ("role", "secretaire"),
            ("person", "Julie Martin"),
        ],
    ),
    (
        "je veux donner accès à mon remplaçant Karim Haddad du 3 au 21 août 2026",
        [("role", "remplacant"), ("person", "Karim Haddad"), ("period", "2026-08-03/2026-08-21")],
    ),
    (
        "slt c koi l adresse mss du dr thibaudet pneumo a lerval",
        [("person", "thibaudet"), ("specialty", "Pneumologie")],
    ),
    (
        "JE CHERCHE LE CARDIOLOGUE DUPONT A NANTES",
        [("specialty", "Cardiologie et Maladies vasculaires"), ("town", "Nantes")],
    ),
    (
        "je cherche une kiné à Vertou (44) ou une sage-femme dans le 49",
        [
            ("specialty", "Masseur-Kinésithérapeute"),
            ("town", "Vertou"),
            ("department", "44"),
            ("specialty", "Sage-Femme"),
            ("department", "49"),
        ],
    ),
    (
        "dépublier l'ancienne et garder jean.dupont@medecin.mssante.fr",
        [("box", "l'ancienne"), ("email", "jean.dupont@medecin.mssante.fr")],
    ),
    (
        "où en est ma demande 7kq4 9mxb pour celle de l'hôpital ?",
        [("reference", "7KQ4-9MXB"), ("box", "celle de l'hôpital")],
    ),
    (
        "Mme Faure, notre assistante médicale, remplace Julie à partir du 9 mars",
        [("person", "Faure"), ("role", "assistant_medical"), ("period", "2026-03-09/..")],
    ),
    (
        "Secrétariat du Dr Benali, cardiologue à Lyon 3e, FINESS 690000123",
        [
            ("role", "secretaire"),
            ("person", "Benali"),
            ("specialty", "Cardiologie et Maladies vasculaires"),
            ("town", "69003 Lyon"),
            ("finess", "690000123"),
        ],
    ),
    ("retirer l'accès de Léa demain", [("person", "Léa"), ("date", "2026-03-03")]),
    (
        "ouvrez ma bal du cabinet à mon épouse pour 15 jours",
        [("box", "ma bal du cabinet"), ("role", "conjoint"), ("duration", "P0M15D")],
    ),
    ("Dr Martin Lundi", [("person", "Martin"), ("date", "2026-03-09")]),
]


@pytest.mark.parametrize(("text", "entities"), SENTENCES)
def test_a_sentence_names_several_things(text: str, entities: list[tuple[str, str]]) -> None:
    """
    Each once, in order.
    """
    assert entities == found(text)


@pytest.mark.parametrize("text", [text for text, _ in SENTENCES])
def test_entities_do_not_overlap(text: str) -> None:
    """
    Each stands somewhere in the text, after the one before.
    """
    entities = find_entities(text, MONDAY)

    assert all(0 <= entity.start < entity.end <= len(text) for entity in entities)
    assert all(before.end <= after.start for before, after in pairwise(entities))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Écrivez à Hélène Faure, à Besançon !", ["Hélène Faure", "Besançon"]),
        ("l’œuvre, Dr «\u00a0Noël Œuvrard\u00a0» 😀 puis Dr Prévost", ["Prévost"]),
        ("😀 dépublier l’ancienne", ["l’ancienne"]),
        ("RPPS\u202f1 00 03 456 78 9 ; d'a.b@c.fr", ["1 00 03 456 78 9", "a.b@c.fr"]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_are_those_of_the_text_as_typed(text: str, words: list[str], form: str) -> None:
    """
    Whatever its typography, and whether its accents are typed with their letters or after them.
    """
    typed = unicodedata.normalize(form, text)
    spans = [typed[entity.start : entity.end] for entity in find_entities(typed, MONDAY)]

    assert words == [unicodedata.normalize("NFC", span) for span in spans]


def test_dates_count_from_the_day_that_is_given() -> None:
    """
    There is no clock here.
    """
    (on_monday,) = find_entities("demain", MONDAY)
    (later,) = find_entities("demain", date(2026, 12, 31))

    assert ("2026-03-03", "2027-01-01") == (on_monday.value, later.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀👍",
        "bonjour",
        "ok merci",
        "oui",
        "Non, pas du tout",
        "c'est quoi mssanté ?",
        "je voudrais dépublier une de mes boîtes",
        "PLUS DE PLACE",
        "jpeu plu rien recevoir",
        "quelles sont mes BAL ?",
        "qui a accès à ma boîte ?",
        "comment vider la corbeille",
        "parler à une personne",
        "sdlkfj qsmdlfkj qsdf",
        "/ma BAL est pleine",
        "Je n'arrive plus à me connecter avec ma e-CPS",
        "quel temps fera-t-il ?",
        "J'ai un souci",
        "À quoi sert l'espace de confiance ?",
    ],
)
def test_most_messages_name_nothing(text: str) -> None:
    """
    What is common to everybody's messages is no entity.
    """
    assert [] == found(text)
