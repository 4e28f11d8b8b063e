from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from balise.adapters.books.texts import load_texts
from balise.model.conversation import Author, Button, File, Message, Reply, Step
from balise.model.sheet import Link
from balise.ports import Texts
from balise.settings import ROOT
from channels.telegram_bot.mapping import LONGEST, Outgoing, split, to_outgoing, with_written_links

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def texts() -> Texts:
    """Lend the real sentences."""
    return load_texts(Path(ROOT / "data" / "texts.yml"), support="aide@support.example")


def written(reply: Reply, author: Author = Author.ASSISTANT) -> Message:
    """Return a message of a transcript."""
    return Message("c", 1, NOW, author, reply)


def test_text_alone(texts: Texts) -> None:
    """
    A text goes as it is, without keyboard.
    """
    (sent,) = to_outgoing(written(Reply("Videz <b>d’abord</b> la *corbeille*.")), texts)

    assert Outgoing("Videz <b>d’abord</b> la *corbeille*.") == sent
    assert sent.keyboard is None


@pytest.mark.parametrize("author", [Author.ASSISTANT, Author.SYSTEM, Author.AGENT])
def test_authors_shown(texts: Texts, author: Author) -> None:
    """
    Whoever else than the practitioner has written, the chat shows it.
    """
    assert (Outgoing("Bonjour"),) == to_outgoing(written(Reply("Bonjour"), author), texts)


def test_an_agent_is_named_first(texts: Texts) -> None:
    """
    In a chat nothing else says that a person writes, and who.
    """
    (sent,) = to_outgoing(Message("c", 1, NOW, Author.AGENT, Reply("Bonjour"), speaker="Camille"), texts)

    assert "Camille, du support\u00a0:\nBonjour" == sent.text


def test_the_step_comes_before_its_question(texts: Texts) -> None:
    """
    In words: a chat has no marker.
    """
    (sent,) = to_outgoing(written(Reply("Quelle BAL ?", step=Step(2, 4))), texts)

    assert "Étape 2 sur 4\nQuelle BAL ?" == sent.text


def test_own_words_not_repeated(texts: Texts) -> None:
    """
    What the practitioner wrote is in their chat already.
    """
    assert () == to_outgoing(written(Reply("ma BAL est pleine"), Author.PRACTITIONER), texts)


def test_buttons_one_a_row(texts: Texts) -> None:
    """
    One button a row; each carries its opaque id and never its payload.
    """
    reply = Reply("Laquelle ?", (Button("La première", "/choisir{}", "id-1"), Button("L’autre", "/autre", "id-2")))
    (sent,) = to_outgoing(written(reply), texts)

    assert sent.keyboard is not None
    rows = [[(button.text, button.callback_data) for button in row] for row in sent.keyboard.inline_keyboard]
    assert [[("La première", "id-1")], [("L’autre", "id-2")]] == rows


def test_web_links_are_buttons(texts: Texts) -> None:
    """
    A web address opens from the keyboard, below the buttons; a file is no address, and is not among them.
    """
    reply = Reply(
        "Voici",
        (Button("Suite", "/suite", "id-1"),),
        (Link("Se connecter", "https://balise.example/auth/login?ticket=x"),),
        (File("f-1", "recu.pdf", "Reçu", "application/pdf", 12),),
    )
    (sent,) = to_outgoing(written(reply), texts)

    assert sent.keyboard is not None
    rows = [[(button.text, button.url) for button in row] for row in sent.keyboard.inline_keyboard]
    expected = [
        [("Suite", None)],
        [("Se connecter", "https://balise.example/auth/login?ticket=x")],
    ]
    assert ("Voici", expected) == (sent.text, rows)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mailto:aide@support.example?subject=Bonjour", "aide@support.example"),
        ("http://localhost:8000/auth/login?ticket=x", "http://localhost:8000/auth/login?ticket=x"),
        ("tel:0100000000", "tel:0100000000"),
    ],
)
def test_other_links_are_written(texts: Texts, url: str, shown: str) -> None:
    """
    What Telegram refuses as a button is in the text.
    """
    (sent,) = to_outgoing(written(Reply("Rien ne répond.", links=(Link("Écrire au support", url),))), texts)

    assert Outgoing(f"Rien ne répond.\nÉcrire au support\u00a0: {shown}") == sent


def test_source_is_last(texts: Texts) -> None:
    """
    The source closes the text.
    """
    reply = Reply("Videz la corbeille.", links=(Link("Support", "mailto:a@b.example"),), source="Fiche « Entretenir ses BAL »")
    (sent,) = to_outgoing(written(reply), texts)

    assert "Source\u00a0: Fiche « Entretenir ses BAL »" == sent.text.splitlines()[-1]


def test_buttons_without_text(texts: Texts) -> None:
    """
    Telegram wants a text above a keyboard; an entirely empty message is not sent at all.
    """
    (sent,) = to_outgoing(written(Reply("", (Button("Oui", "/affirmer", "id-1"),))), texts)

    assert "…" == sent.text
    assert () == to_outgoing(written(Reply(" ")), texts)


def test_long_message_is_split(texts: Texts) -> None:
    """
    A text longer than Telegram allows is cut at line ends, nothing lost, the keyboard under the last piece.
    """
    lines = [f"{number}. {'conseil ' * 20}".strip() for number in range(60)]
    *before, last = to_outgoing(written(Reply("\n".join(lines), (Button("Suite", "/suite", "id-1"),))), texts)

    assert lines == [line for piece in (*before, last) for line in piece.text.splitlines()]
    assert all(len(piece.text) <= LONGEST and piece.keyboard is None for piece in before)
    assert last.keyboard is not None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("court", ["court"]),
        ("0123456789", ["0123456789"]),
        ("01234\n56789", ["01234", "56789"]),
        ("un deux trois", ["un deux", "trois"]),
        ("0123456789abc", ["0123456789", "abc"]),
        ("0123456789\nabc", ["0123456789", "abc"]),
        ("\n\n0123456789", ["0123456789"]),
    ],
)
def test_where_it_is_cut(text: str, pieces: list[str]) -> None:
    """
    At the last line end that fits; else at the last space; else anywhere.
    """
    assert pieces == split(text, 10)


def test_refused_link_is_written(texts: Texts) -> None:
    """
    A message whose link Telegram refuses keeps its buttons and says the address.
    """
    suite = Button("Suite", "/suite", "id-1")
    refused = Outgoing("Connectez-vous.", (suite,), (Link("Se connecter", "http://10.0.0.1/auth"),))

    assert Outgoing("Connectez-vous.\nSe connecter\u00a0: http://10.0.0.1/auth", (suite,)) == with_written_links(refused, texts)
