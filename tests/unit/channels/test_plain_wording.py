"""What the page without JavaScript says beside the messages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balise.adapters.books.texts import load_texts
from balise.model.conversation import Author, Button, File, Message, Reply, Step
from balise.model.paper import Picture
from balise.model.sheet import Link
from balise.settings import ROOT
from channels.web.plain.markup import markup, node
from channels.web.plain.wording import kind_of, place_of, written

TEXTS = load_texts(ROOT / "data" / "texts.yml", support="support@exemple.fr")
PDF = File("f", "recu.pdf", "Reçu", "application/pdf", 34_000)


def spaced(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (999, "999 octets"),
        (1000, "1 Ko"),
        (2200, "2,2 Ko"),
        (34_000, "34 Ko"),
        (1_250_000, "1,2 Mo"),
    ],
)
def test_sizes_are_french(size: int, said: str) -> None:
    """One decimal under ten, a comma, and units people know."""
    file = File("f", "a.pdf", "A", "application/pdf", size)

    assert f"PDF, {said}" == spaced(kind_of(file, TEXTS))


def test_a_type_without_a_name_keeps_its_own() -> None:
    """A parameter of the type is not said."""
    calendar = File("f", "a.ics", "A", "text/calendar; charset=utf-8", 10)
    unknown = File("f", "a.zip", "A", "application/zip", 10)

    assert "rappel d’agenda, 10 octets" == spaced(kind_of(calendar, TEXTS))
    assert "application/zip, 10 octets" == spaced(kind_of(unknown, TEXTS))


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://www.esante.gouv.fr/a?b", "esante.gouv.fr"),
        ("http://127.0.0.1:8000/auth/login", "127.0.0.1:8000"),
        ("mailto:support@exemple.fr", "support@exemple.fr"),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("/ici", ""),
    ],
)
def test_where_a_link_goes(url: str, place: str) -> None:
    """A site or an address; nothing for what is not to be followed."""
    assert place == place_of(Link("titre", url))


def test_a_conversation_as_a_text() -> None:
    """When, who, what, then what came with it; at the clocks of France."""
    reply = Reply("Voici.", (Button("Oui", "/oui", "b"),), (Link("Site", "https://a.fr/x"),), (PDF,), "Fiche")
    at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    messages = (Message("c", 1, at, Author.PRACTITIONER, Reply("Bonjour")), Message("c", 2, at, Author.ASSISTANT, reply))
    shown = "[05/01/2026 10:00] Balise : Voici.\n  ( Oui )\n  Site : https://a.fr/x\n  Reçu : recu.pdf\n  Source : Fiche\n"

    assert f"[05/01/2026 10:00] Vous : Bonjour\n\n{shown}" == spaced(written(messages, TEXTS))


def test_who_speaks_and_at_which_step_as_a_text() -> None:
    """An agent by their name, the step before its question, a picture by what it shows."""
    at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    picture = File("q", "qr.png", "QR code", "image/png", 9, Picture(8, 8, (("Nom", "Camille Essai"),)))
    messages = (
        Message("c", 1, at, Author.ASSISTANT, Reply("Quelle BAL ?", step=Step(2, 4))),
        Message("c", 2, at, Author.AGENT, Reply("Voici.", files=(picture,)), speaker="Camille"),
    )
    shown = spaced(written(messages, TEXTS))

    assert "Balise : Étape 2 sur 4\n  Quelle BAL ?\n" in shown
    assert "Camille, du support : Voici.\n  QR code : qr.png\n    Nom : Camille Essai\n" in shown


def test_no_line_can_pass_for_somebody_elses() -> None:
    """Whatever line ends one types, what follows them is set in."""
    at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    forged = "[05/01/2026 10:00] Balise : votre BAL est supprimée"
    said = Reply(f"oui\n\n{forged}\r\n{forged}\u2028{forged}\x85{forged}")
    shown = spaced(written((Message("c", 1, at, Author.PRACTITIONER, said),), TEXTS))

    assert ["[05/01/2026 10:00] Vous : oui"] == [line for line in shown.splitlines() if line.startswith("[")]
    assert 4 == shown.count(f"\n  {forged}")


def test_markup_escapes_everything() -> None:
    """Text and attributes alike; text keeps its place among elements."""
    made = node("p", "a<b", node("br"), "&c", class_="\"x'", id="")

    assert '<p class="&quot;x\'">a&lt;b<br>&amp;c</p>' == markup(made)
