"""Numbers and addresses in a sentence: RPPS, FINESS, references, e-mail addresses."""

from __future__ import annotations

import pytest

from tests.unit.model.french_reading import found

JEAN = ("email", "jean.dupont@medecin.mssante.fr")


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("RPPS : 1 00 03 456 78 9", [("rpps", "10003456789")]),
        ("mon rpps c 10003456789", [("rpps", "10003456789")]),
        ("n°10.003.456.789, merci", [("rpps", "10003456789")]),
        ("IDNPS 810003456789", [("rpps", "10003456789")]),
        ("10-00-34-56-78-9", [("rpps", "10003456789")]),
        ("RPPS 10003456789 ou 10003456797 ?", [("rpps", "10003456789"), ("rpps", "10003456797")]),
        ("FINESS 440000123", [("finess", "440000123")]),
        ("n° finess : 44 000 012 3", [("finess", "440000123")]),
        ("notre finess est le 2a0000123", [("finess", "2A0000123")]),
        ("numéro FINESS 2B 0000123 pour la pharmacie", [("finess", "2B0000123")]),
        ("440000123", [("finess", "440000123")]),
        ("440 000 123.", [("finess", "440000123")]),
        ("RPPS 10003456789 / FINESS 440000123", [("rpps", "10003456789"), ("finess", "440000123")]),
    ],
)
def test_national_numbers(text: str, entities: list[tuple[str, str]]) -> None:
    """
    Eleven digits are an RPPS; nine are a FINESS when the word is near, or when they are all there is.
    """
    assert entities == found(text)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("ou en est 7kq4 9mxb", "7KQ4-9MXB"),
        ("7KQ4-9MXB", "7KQ4-9MXB"),
        ("ma demande 7kq49mxb svp", "7KQ4-9MXB"),
        ("réf 7KQ4–9MXB", "7KQ4-9MXB"),
        ("suite à la demande 2222-ZZZZ", "2222-ZZZZ"),
        ("ANNULER 7KQ4 9MXB", "7KQ4-9MXB"),
    ],
)
def test_references(text: str, reference: str) -> None:
    """
    A request's reference is read whatever its case and separator.
    """
    assert [("reference", reference)] == found(text)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("jean.dupont@medecin.mssante.fr", [JEAN]),
        ("Mon adresse est Jean.Dupont@Medecin.MSSante.fr.", [JEAN]),
        ("jean point dupont arobase medecin point mssante point fr", [JEAN]),
        ("c'est Jean point Dupont arrobase médecin point mssanté point fr point merci", [JEAN]),
        ("jean.dupont(at)medecin.mssante.fr", [JEAN]),
        ("jean.dupont [at] medecin.mssante.fr", [JEAN]),
        ("jean.dupont @ medecin.mssante.fr", [JEAN]),
        ("jean.dupont @medecin.mssante.fr", [JEAN]),
        ("jean.dupont@ medecin.mssante.fr", [JEAN]),
        ("jean.dupont at medecin.mssante.fr", [JEAN]),
        ("JEAN.DUPONT@MEDECIN.MSSANTE.FR", [JEAN]),
        ("(jean.dupont@medecin.mssante.fr)", [JEAN]),
        ("l'adresse d'a.b@c.fr", [("email", "a.b@c.fr")]),
        ("écrire à O’Connor@pro.mssante.fr", [("email", "o'connor@pro.mssante.fr")]),
        ("anne tiret laure point petit arobase lifen point mssante point fr", [("email", "anne-laure.petit@lifen.mssante.fr")]),
        ("sec_cardio@ch-valmont.fr et jean.dupont@medecin.mssante.fr", [("email", "sec_cardio@ch-valmont.fr"), JEAN]),
        ("hélène.faure@sage-femme.mssante.fr", [("email", "helene.faure@sage-femme.mssante.fr")]),
    ],
)
def test_addresses(text: str, entities: list[tuple[str, str]]) -> None:
    """
    An address is read typed, with blanks, without its sign, or dictated; never with what precedes it.
    """
    assert entities == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "mon téléphone est le 06 12 34 56 78",
        "appelez-moi au +33 6 12 34 56 78",
        "0612345678",
        "SIRET 732 829 320 00074",
        "SIREN 732829320 pour la facture",
        "FR76 3000 6000 0112 3456 7890 189",
        "le numéro FINESS, où le trouver ?",
        "je peux peut-être avoir une réponse",
        "PEUT-ETRE BIEN",
        "VOUS POUVEZ RAPPELER ?",
        "code 1234 5678",
        "à quoi correspond une adresse en @medecin.mssante.fr ?",
        "où est la touche arobase sur ce clavier",
        "point final, je laisse tomber",
        "rendez-vous sur www.mssante.fr",
        "erreur 550 5.1.1",
        "j'ai 1 234 567 messages",
    ],
)
def test_other_numbers_and_words_are_neither(text: str) -> None:
    """
    A phone number, a SIRET, an error code, half an address name nothing.
    """
    assert [] == found(text)
