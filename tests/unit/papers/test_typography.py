"""French typography, and names made harmless."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from balise.adapters.papers.typography import clean, clean_lines, shortened, spaced
from balise.adapters.papers.words import Words, load_words
from balise.errors import Invalid
from balise.settings import ROOT

PAPERS = ROOT / "data" / "papers.yml"


@pytest.fixture
def words() -> Words:
    """The sentences people read."""
    return load_words(PAPERS)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("Prêt\u202f! Oui\u202f? Ici\u202f; là\u00a0: «\u00a0a\u00a0».", "Prêt ! Oui ? Ici ; là : « a »."),
        ("https://exemple.example:8000/?a=1;b", "https://exemple.example:8000/?a=1;b"),
        ("à 9:30", "à 9:30"),
        ("déjà\u202f!", "déjà\u202f!"),
        ("", ""),
    ],
)
def test_spaces_that_do_not_break(expected: str, written: str) -> None:
    """A space before : ; ! ? » or after « does not break; none is added, and what is right stays."""
    assert expected == spaced(written)
    assert expected == spaced(expected)


@pytest.mark.parametrize(
    ("expected", "day"),
    [("3 août 2026", date(2026, 8, 3)), ("1er février 2027", date(2027, 2, 1)), ("31 décembre 2026", date(2026, 12, 31))],
)
def test_days_in_full(words: Words, expected: str, day: date) -> None:
    """The first of a month is « 1er », and a date never breaks."""
    assert expected.replace(" ", "\u00a0") == words.day(day)


def test_hours_are_those_of_france(words: Words) -> None:
    """Summer time counts, minutes have two digits, hours none in front, and nothing breaks."""
    assert "1er août 2026 à 9 h 05".replace(" ", "\u00a0") == words.moment(datetime(2026, 8, 1, 7, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("expected", "typed"),
    [
        ("Jean Dupont", "  Jean\r\n\tDupont\u2028"),
        ("Jean", "\u202eJean\u202c\u200b\x00\x07\ufeff"),
        ("<b>Éve</b> {{x}} #y \\z", "<b>Éve</b> {{x}} #y \\z"),
        ("עברית", "\u2066עברית\u2069"),
        ("a b", "a\u00a0b"),
    ],
)
def test_a_name_is_one_harmless_line(expected: str, typed: str) -> None:
    """Lines, controls and marks that turn the text around are dropped; letters and signs of any script stay."""
    assert expected == clean(typed)


def test_a_text_keeps_its_lines() -> None:
    """Each line is clean, and there are never two empty lines in a row."""
    assert "Bonjour,\n\nMerci !" == clean_lines("\n Bonjour,\r\n\r\n \n\x00\nMerci  !\n")


def test_what_is_cut_says_so() -> None:
    """A text that is too long ends with an ellipsis and holds; another is left as it is."""
    assert ("abc…", "abcd") == (shortened("abcdefgh", 4), shortened(" abcd ", 4))


def test_what_fills_a_sentence_is_not_a_sentence(words: Words) -> None:
    """Braces in a name are signs like others, and lines in it are lost."""
    said = words.line("end.summary", delegate="{months}\n{0.__class__}")

    assert "Fin de délégation de ma BAL MSSanté\u00a0: {months} {0.__class__}" == said


@pytest.mark.parametrize("typed", ["../../etc/passwd", "C:\\con", "é\n;rm", "עברית", ""])
def test_a_file_name_is_plain(words: Words, typed: str) -> None:
    """Nothing but letters, digits, hyphens and one dot, whatever is typed."""
    name = words.file("memo.file", "pdf", delegate=typed)

    assert name.startswith("delegation")
    assert name.endswith(".pdf")
    assert set(name.removesuffix(".pdf")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_every_sentence_is_typed_with_french_signs() -> None:
    """Curly apostrophes, real guillemets, three dots in one, and no space that somebody forgot before a sign."""
    texts = list(_texts(yaml.safe_load(PAPERS.read_text("utf-8"))))

    assert [] == [text for text in texts if set("'\"") & set(text) or "..." in text]
    assert [] == [text for text in texts if any(f"{c}{sign}" in text for sign in "?!;»" for c in "abcdefghijklmnopqrstuvwxyzé")]


@pytest.mark.parametrize("content", [None, "- a", "a: [", "texte"])
def test_a_file_that_is_wrong_stops_the_start(tmp_path: Path, content: str | None) -> None:
    """No file, no YAML or no mapping: Invalid says it is the papers."""
    path = tmp_path / "papers.yml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(Invalid, match="papers"):
        load_words(path)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in below for text in _texts(one)]
