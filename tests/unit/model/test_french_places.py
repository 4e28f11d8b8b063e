"""Places in a sentence: towns and départements."""

from __future__ import annotations

import pytest

from balise.model.french.towns import DEPARTMENTS, TOWNS, UNSURE_DEPARTMENTS, UNSURE_TOWNS
from tests.unit.model.french_reading import found


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("à Lyon", "Lyon"),
        ("j'exerce a nantes", "Nantes"),
        ("lyon", "Lyon"),
        ("je suis installé sur Rennes", "Rennes"),
        ("près de st etienne", "Saint-Étienne"),
        ("à SAINT-ETIENNE", "Saint-Étienne"),
        ("au Mans", "Le Mans"),
        ("du havre", "Le Havre"),
        ("d'Angers", "Angers"),
        ("à L’Haÿ-les-Roses", "L'Haÿ-les-Roses"),
        ("à aix en provence", "Aix-en-Provence"),
        ("vers Villefranche-sur-Saône", "Villefranche-sur-Saône"),
        ("j'exerce à Vauzelles", "Vauzelles"),
        ("installée à La Roche-Posay", "La Roche-Posay"),
        ("44000 Nantes", "44000 Nantes"),
        ("nantes 44000", "44000 Nantes"),
        ("Brest (29200)", "29200 Brest"),
        ("76540 Valmont", "76540 Valmont"),
        ("code postal 69003", "69003"),
        ("Paris 15e", "75015 Paris"),
        ("à lyon 3", "69003 Lyon"),
        ("à Marseille 8ème arrondissement", "13008 Marseille"),
        ("à Tours", "Tours"),
        ("à Brive", "Brive"),
    ],
)
def test_towns(text: str, town: str) -> None:
    """
    A town has its official spelling, and its postal code when that is said; a small one needs its capital.
    """
    assert [("town", town)] == found(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("dans le 44", "44"),
        ("dans le 2A", "2A"),
        ("dans tout le 93", "93"),
        ("département 35", "35"),
        ("dept 971", "971"),
        ("en Loire-Atlantique", "44"),
        ("en loire atlantique", "44"),
        ("dans le Finistère", "29"),
        ("en gironde", "33"),
        ("de l'Hérault", "34"),
        ("dans les Bouches du Rhône", "13"),
        ("en SEINE ET MARNE", "77"),
        ("dans le Cher", "18"),
        ("à La Réunion", "974"),
        ("en Haute-Corse", "2B"),
        ("à Mayotte", "976"),
        ("dans le Nord", "59"),
    ],
)
def test_departments(text: str, number: str) -> None:
    """
    A département is known by its number, however it is called.
    """
    assert [("department", number)] == found(text)


def test_lists_are_whole() -> None:
    """
    A hundred and one départements, each with its number; what is unsure is in the lists.
    """
    assert (101, 101) == (len(DEPARTMENTS), len(set(DEPARTMENTS.values())))
    assert (set(), set()) == (UNSURE_TOWNS - TOWNS.keys(), UNSURE_DEPARTMENTS - DEPARTMENTS.keys())


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Vertou (44)", [("town", "Vertou"), ("department", "44")]),
        ("lille, amiens et arras", [("town", "Lille"), ("town", "Amiens"), ("town", "Arras")]),
        (
            "sage-femme à Quimper dans le 29",
            [("specialty", "Sage-Femme"), ("town", "Quimper"), ("department", "29")],
        ),
        ("Dr Martin Lyon", [("person", "Martin"), ("town", "Lyon")]),
        ("Julie Laval", [("person", "Julie Laval")]),
        ("Dr Martin (69)", [("person", "Martin"), ("department", "69")]),
        ("cardiologue de Vauzelles", [("specialty", "Cardiologie et Maladies vasculaires"), ("town", "Vauzelles")]),
        ("le CHU de Bordeaux", [("town", "Bordeaux")]),
        ("l'hôpital de Brémont", [("town", "Brémont")]),
        ("Le Goff Yann à Brest", [("person", "Le Goff Yann"), ("town", "Brest")]),
    ],
)
def test_places_among_other_words(text: str, entities: list[tuple[str, str]]) -> None:
    """
    A town after a name is where, not who.
    """
    assert entities == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "dans le 20ème siècle",
        "dans le 12 minutes",
        "messages non lus (12)",
        "à la réunion de la MSP",
        "une réunion en visio",
        "c'est pas cher",
        "Cher Monsieur",
        "la somme demandée",
        "les périodes creuses",
        "un lot de messages",
        "à tours de rôle",
        "mon compte Orange",
        "un roman et des romans",
        "rue de Paris",
        "hôpital Saint-Joseph",
        "à Mon avis",
        "parler à Python",
        "pièces jointes trop lourdes",
        "de bon sens",
        "j'ai 28000 messages",
        "avec plaisir",
        "en avion",
        "le port de la carte",
    ],
)
def test_words_that_are_no_place(text: str) -> None:
    """
    A century, a count, a meeting, a street, a company.
    """
    assert [] == found(text)
