"""The layout of a letter, read back."""

from __future__ import annotations

import pytest

from balise.model.letter import Fields, Quote, Sentences, blocks, one_line, quoted, visible

N = "\u00a0"


def test_a_letter_read_back() -> None:
    """Sentences, fields and somebody's words, in order."""
    demand = quoted("un\ndeux")
    text = f"Bonjour,\n\nRéférence{N}: X\nBAL{N}: a@b.example\nMerci.\n\nSa demande{N}:\n{demand}\n\nBalise"

    assert [
        Sentences(("Bonjour,",)),
        Fields((("Référence", "X"), ("BAL", "a@b.example"))),
        Sentences(("Merci.",)),
        Sentences((f"Sa demande{N}:",)),
        Quote(("un", "deux")),
        Sentences(("Balise",)),
    ] == list(blocks(text))


@pytest.mark.parametrize(
    "line",
    [
        "Référence: X",
        "Référence : X",
        f"Voici une phrase entière. Elle finit ainsi{N}: comme cela",
        f"Un libellé bien trop long pour en être un, car il dit toute une histoire à lui tout seul{N}: X",
        f"Une heure 10:30{N}: X",
        f"{N}: X",
        f"Libellé seul{N}:",
        "",
    ],
)
def test_what_is_no_field(line: str) -> None:
    """A label is short, no sentence, and set off by a no-break space."""
    assert [] == [block for block in blocks(line) if isinstance(block, Fields)]


@pytest.mark.parametrize(
    "typed",
    [
        f"Référence{N}: 2222-9999",
        f"un\n\nRéférence{N}: 2222-9999\n\ntrois",
        f"un\r\nRéférence{N}: 2222-9999",
        f"un\u2028Référence{N}: 2222-9999\x0bTitulaire{N}: X",
        f"\n\n\nRéférence{N}: 2222-9999",
        f"   Référence{N}: 2222-9999",
    ],
)
def test_what_people_type_never_passes_for_a_field(typed: str) -> None:
    """Quoted, it is somebody's words; on one line, the value of the field it fills."""
    said = list(blocks(f"Demande{N}:\n{quoted(typed)}"))
    filled = list(blocks(f"Titulaire{N}: {one_line(typed)}\nRPPS{N}: 1"))

    assert {Sentences, Quote} == {type(block) for block in said}
    assert [Fields((("Titulaire", one_line(typed)), ("RPPS", "1")))] == filled


def test_what_cannot_be_seen() -> None:
    """Control and bidirectional characters are dropped, line breaks of all kinds are line breaks, accents stay."""
    assert "éà\nb\tc\nd" == visible("é\u202eà\r\nb\0\tc\x1b\u2028d")
    assert "Anne Essai Bcc: x" == one_line("Anne\u2066  Essai\r\nBcc: x ")
    assert "👩 ‘ok’" == one_line("👩\u200b ‘ok’")


def test_an_empty_letter() -> None:
    """It has no part."""
    assert [] == list(blocks(" \n\n "))
