"""Refusing social security numbers, and nothing else. The numbers here are nobody's."""

from __future__ import annotations

import pytest

from balise.model.guard import holds_nir


@pytest.mark.parametrize(
    "text",
    [
        "184127645108946",
        "1841276451089",
        "1 84 12 76 451 089 46",
        "1 84 12 76 451 089",
        "1.84.12.76.451.089.46",
        "1-84-12-76-451-089-46",
        "1\u00a084\u00a012\u00a076\u00a0451\u00a0089\u00a046",
        "1\u202f84\u202f12\u202f76\u202f451\u202f089\u202f46",
        "1 84 12 76 451 089 / 46",
        "1 84 12 76 451 089 clé 46",
        "1  84  12  76  451  089  46",
        "1 84 12 76 451 089  46",
        "1/84/12/76/451/089/46",
        "1_84_12_76_451_089",
        "1\t84\t12\t76\t451\t089",
        "184127645108946.",
        "NIR:184127645108946",
        "n°184127645108946",
        "le patient (184127645108946) m’a écrit",
        "2 69 05 2A 123 456 12",
        "26905 2A 123 456",
        "269052A12345612",
        "2 69 05 2B 123 456",
        "269052b12345612",
        "2 69 05 20 123 456",
        "2 69 05 99 123 456 78",
        "2 69 05 97 101 456 78",
        "2 69 20 76 123 456",
        "1 69 50 76 123 456",
        "1 69 99 76 123 456",
        "7 84 12 76 451 089",
        "8 84 12 76 451 089",
        "3 84 12 76 451 089",
        "4 84 12 76 451 089",
        "un texte\n1 84 12 76 451 089 46\nun autre",
        "INS 184127645108946 OID 1.2.250.1.213.1.4.8",
    ],
)
def test_a_social_security_number_is_seen(text: str) -> None:
    """
    Spaced or not, with its key or without, of Corsica, from abroad, provisional, with a month unknown.
    """
    assert holds_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ma BAL est pleine",
        "RPPS 10999999991",
        "10 999 999 991",
        "IDNPS 810999999991",
        "8 10 999 999 991",
        "ADELI 751234567",
        "FINESS 750712184",
        "FINESS 99 000 000 1",
        "SIREN 732829320",
        "SIRET 73282932000074",
        "SIRET 732 829 320 00074",
        "SIRET 12345678901234",
        "06 12 34 56 78",
        "01.23.45.67.89",
        "+33 1 23 45 67 89",
        "0033 1 23 45 67 89",
        "01 23 45 67 89 ou 01 23 45 67 90",
        "0123456789, 0123456790",
        "le 12/05/1984 à 10 h 30",
        "2026-03-02 09:00:00",
        "du 01/02/2025 au 03/04/2026",
        "10999999991 75015 Paris",
        "10999999991, tél. 06 12 34 56 78",
        "7KQ4-9MXB",
        "1 84 13 76 451 089",
        "1 84 00 76 451 089",
        "5 84 12 76 451 089",
        "9 84 12 76 451 089",
        "0 84 12 76 451 089",
        "1 84 12 76 451 08",
        "18412764510894",
        "1841276451089461",
        "99184127645108946",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    """
    RPPS, IDNPS, FINESS, SIREN, SIRET, phone numbers, dates and references are of use here.
    """
    assert not holds_nir(text)
