"""From a letter to an e-mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from balise.adapters.mail.mapping import message_id, to_email
from balise.errors import PermanentFailure
from balise.model.procedure import Letter

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SENDER = "Balise <balise@exemple.example>"
LETTER = Letter("7KQ4-9MXB-request", "7KQ4-9MXB", "support@operateur.example", "Demande", "Bonjour,\n\nMerci.")


def test_the_headers() -> None:
    """An e-mail says who writes, to whom, when, about which procedure, and that no autoresponder should answer."""
    email = to_email(LETTER, SENDER, AT)
    expected = {
        "From": SENDER,
        "To": "support@operateur.example",
        "Subject": "Demande",
        "Date": "Mon, 02 Mar 2026 09:00:00 +0000",
        "Message-ID": message_id("7KQ4-9MXB-request", "exemple.example"),
        "Auto-Submitted": "auto-generated",
        "X-Balise-Reference": "7KQ4-9MXB",
    }

    assert expected.items() <= dict(email.items()).items()
    assert "Bonjour,\n\nMerci.\n" == email.get_content()


def test_a_key_makes_one_message_id() -> None:
    """The same key makes the same Message-ID for ever; it does not show the key, and holds nothing that mail would refuse."""
    made = message_id("une clé\r\nBcc: x@y.example", "exemple.example")

    assert made == message_id("une clé\r\nBcc: x@y.example", "exemple.example")
    assert made != message_id("une clé", "exemple.example")
    assert made.isascii()
    assert {"\r", "\n", " "}.isdisjoint(made)


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b"])
def test_a_subject_is_one_line(line_break: str) -> None:
    """What a subject was made from cannot add a header: its line breaks become spaces."""
    email = to_email(replace(LETTER, subject=f"Demande{line_break}Bcc: espion@exemple.example"), SENDER, AT)

    assert "Demande Bcc: espion@exemple.example" == email["Subject"]
    assert "Bcc" not in email
    assert b"\nBcc:" not in email.as_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"recipient": "support@operateur.example\nBcc: espion@exemple.example"},
        {"recipient": "support@operateur.example\r\n\r\nun autre texte"},
        {"recipient": "support@operateur.example, espion@exemple.example"},
        {"recipient": "Groupe: a@exemple.example, b@exemple.example;"},
        {"recipient": ""},
        {"recipient": "support"},
        {"recipient": "@operateur.example"},
        {"reference": "7KQ4-9MXB\nBcc: espion@exemple.example"},
        {"body": "un demi-caractère : \ud83d"},
    ],
)
def test_what_would_not_be_one_letter_to_one_person_is_refused(change: dict[str, str]) -> None:
    """A recipient that is none or several, a line break in a header, a text that cannot be written: nothing is sent."""
    with pytest.raises(PermanentFailure):
        to_email(replace(LETTER, **change), SENDER, AT)


def test_a_senders_name_adds_no_header() -> None:
    """A setting with a line break is refused like the rest."""
    with pytest.raises(PermanentFailure):
        to_email(LETTER, "Balise\nBcc: espion@exemple.example <balise@exemple.example>", AT)


def test_a_text_that_looks_like_headers_stays_a_text() -> None:
    """What a person typed is in the body, whatever it looks like."""
    email = to_email(replace(LETTER, body="Subject: autre\nBcc: espion@exemple.example\n\nBonjour"), SENDER, AT)

    assert "Demande" == email["Subject"]
    assert "Bcc" not in email
    assert email.get_content().startswith("Subject: autre\n")
