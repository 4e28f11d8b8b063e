"""Words that designate a box."""

from __future__ import annotations

import pytest

from balise.model.designation import Designated, designate, is_vague
from balise.model.mailbox import Mailbox, MailboxKind, Structure
from tests.unit.model.french_reading import found

MAILIZ = Mailbox("c.lemoine@medecin.mailiz.test", MailboxKind.PER)
HOSPITAL = Mailbox(
    "c.lemoine@ch-valmont.mssante.test", MailboxKind.PER, Structure("CENTRE HOSPITALIER DE VALMONT", city="VALMONT")
)
LABO = Mailbox("c.lemoine@labo.test", MailboxKind.PER, Structure("LABORATOIRE DES TILLEULS", city="BRUMES"))
BOXES = (MAILIZ, HOSPITAL, LABO)
NAMES = {MAILIZ.id: "Mailiz (Capgemini)", HOSPITAL.id: "Medimail (GIP MIPIH)"}


@pytest.mark.parametrize(
    ("text", "words", "box"),
    [
        ("la 2", "la 2", HOSPITAL),
        ("dépublier la 2 svp", "la 2", HOSPITAL),
        ("BAL n°3", "BAL n°3", LABO),
        ("la deuxième", "la deuxième", HOSPITAL),
        ("je garde la première, merci", "la première", MAILIZ),
        ("dépublie la 3ème boîte", "la 3ème boîte", LABO),
        ("la dernière de la liste", "la dernière", LABO),
        ("celle de l’hôpital", "celle de l’hôpital", HOSPITAL),
        ("CELLE DU CENTRE HOSPITALIER", "CELLE DU CENTRE HOSPITALIER", HOSPITAL),
        ("celle du labo svp", "celle du labo", LABO),
        ("je n'utilise plus ma boîte de l'hopital", "ma boîte de l'hopital", HOSPITAL),
        ("tu peux cacher mon adresse du ch ?", "mon adresse du ch", HOSPITAL),
        ("celle de Brumes", "celle de Brumes", LABO),
        ("ma BAL de Valmont", "ma BAL de Valmont", HOSPITAL),
        ("mon adresse mailiz", "mon adresse mailiz", MAILIZ),
        ("ma medimail", "ma medimail", HOSPITAL),
        ("celle de mailiz", "celle de mailiz", MAILIZ),
        ("ma bal perso", "ma bal perso", MAILIZ),
        ("la personnelle", "la personnelle", MAILIZ),
        ("la boîte du laboratoire des Tilleuls", "la boîte du laboratoire des Tilleuls", LABO),
    ],
)
def test_a_designation_is_one_that_designate_understands(text: str, words: str, box: Mailbox) -> None:
    """
    What is found, read alone against somebody's boxes, designates the one that was meant.
    """
    assert [("box", words)] == found(text)
    assert Designated(box=box) == designate(words, BOXES, NAMES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'ancienne", "l'ancienne"),
        ("dépublier l’ancienne svp", "l’ancienne"),
        ("mon ancienne adresse", "mon ancienne adresse"),
        ("ma vieille bal", "ma vieille bal"),
        ("VOUDRAIS ENLEVER MON ANCIENNE BOITE", "MON ANCIENNE BOITE"),
        ("non, l'autre", "l'autre"),
        ("l'autre boîte", "l'autre boîte"),
        ("celle que je n'utilise plus", "celle que je n'utilise plus"),
        ("celle que je ne lis jamais", "celle que je ne lis jamais"),
    ],
)
def test_some_designations_are_vague(text: str, words: str) -> None:
    """
    The directory does not tell which box is old: these are found, and known as vague.
    """
    assert [("box", words)] == found(text)
    assert is_vague(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ma boîte du cabinet", "ma boîte du cabinet"),
        ("l'adresse de la clinique", "l'adresse de la clinique"),
        ("ma boîte apicrypt", "ma boîte apicrypt"),
        ("coment on vide la corbeile sur mailyz", "mailyz"),
        ("celle de la pharmacie", "celle de la pharmacie"),
        ("mon adresse de remplaçant", "mon adresse de remplaçant"),
        ("monsisra ne s'ouvre plus", "monsisra"),
        ("ma boite pro", "ma boite pro"),
        ("celle de la cardiologie", "celle de la cardiologie"),
    ],
)
def test_a_box_is_also_known_by_its_place_its_nature_or_its_operator(text: str, words: str) -> None:
    """
    As typed, with what comes before that tells whose it is.
    """
    assert [("box", words)] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "la boîte est pleine",
        "ma boîte est saturée",
        "ma bal",
        "mes 2 boîtes",
        "la deuxième fois",
        "la première étape",
        "la dernière version",
        "la 4G ne passe pas",
        "la 2ème tentative",
        "il y a deux boîtes",
        "dans la seconde",
        "à la seconde près",
        "l'autre fois",
        "l'un et l'autre bout",
        "mes vieux mails",
        "une nouvelle adresse",
        "l'adresse du centre de dialyse",
        "ticket n° 12",
        "ma demande n°2",
        "toutes mes adresses",
        "celle-là",
        "l'adresse d'un service",
        "mon compte bancaire",
        "vider la corbeille",
        "une BAL organisationnelle, c'est quoi ?",
    ],
)
def test_words_that_designate_no_box(text: str) -> None:
    """
    A box without anything that tells it from others, a rank of something else.
    """
    assert [] == found(text)
