"""From a letter to an e-mail."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balise.adapters.mail.mapping import message_id, to_email
from balise.errors import PermanentFailure
from balise.model.procedure import Letter

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SENDER = "Balise <balise@exemple.example>"
LETTER = Letter("7KQ4-9MXB-request", "7KQ4-9MXB", "support@operateur.example", "Demande", "Bonjour,\n\nMerci.")


def content(email: EmailMessage, kind: str) -> str:
    """Return one of the two texts of an e-mail."""
    part = email.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def plain(email: EmailMessage) -> str:
    """Return the plain text."""
    return content(email, "plain")


def rich(email: EmailMessage) -> str:
    """Return the HTML."""
    return content(email, "html")


def test_the_headers() -> None:
    """An e-mail says who writes, to whom, when, about which procedure, and that no autoresponder should answer."""
    email = to_email(LETTER, SENDER, AT)
    expected = {
        "From": SENDER,
        "To": "support@operateur.example",
        "Reply-To": SENDER,
        "Subject": "Demande",
        "Date": "Mon, 02 Mar 2026 09:00:00 +0000",
        "Message-ID": message_id("7KQ4-9MXB-request", "exemple.example"),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
        "Content-Language": "fr",
        "X-Balise-Reference": "7KQ4-9MXB",
    }

    assert expected.items() <= dict(email.items()).items()
    assert {"Precedence", "References", "In-Reply-To", "Bcc"}.isdisjoint(email.keys())
    assert "Bonjour,\n\nMerci.\n" == plain(email)


def test_news_of_a_request_is_a_thread_of_its_own() -> None:
    """What the practitioner is told hangs together, and not from the letter that somebody else had."""
    first, second = (to_email(replace(LETTER, key=f"7KQ4-9MXB-news-{news}"), SENDER, AT) for news in ("reminded", "unpublished"))
    thread = message_id("7KQ4-9MXB-news", "exemple.example")

    assert [thread, thread] == [first["References"], second["In-Reply-To"]]
    assert first["Message-ID"] != second["Message-ID"]


def test_the_letters_that_follow_are_in_the_thread_of_the_request() -> None:
    """Whoever has the request has what follows beside it; each operator has its own thread."""
    request = message_id("7KQ4-9MXB-request-mailiz", "exemple.example")
    email = to_email(replace(LETTER, key="7KQ4-9MXB-cancel-mailiz"), SENDER, AT)

    assert (request, request) == (email["References"], email["In-Reply-To"])
    assert request == to_email(replace(LETTER, key="7KQ4-9MXB-request-mailiz"), SENDER, AT)["Message-ID"]
    assert request != to_email(replace(LETTER, key="7KQ4-9MXB-cancel"), SENDER, AT)["References"]


def test_the_same_letter_is_the_same_bytes() -> None:
    """A repeat can be recognised by its content too."""
    assert to_email(LETTER, SENDER, AT).as_bytes() == to_email(LETTER, SENDER, AT).as_bytes()


def test_a_key_makes_one_message_id() -> None:
    """The same key makes the same Message-ID for ever; it shows a reference, no other key, and nothing mail refuses."""
    made = message_id("une clé\r\nBcc: x@y.example", "exemple.example")

    assert made == message_id("une clé\r\nBcc: x@y.example", "exemple.example")
    assert made != message_id("une clé", "exemple.example")
    assert "cl" not in made
    assert message_id("7KQ4-9MXB-request-mailiz", "exemple.example").startswith("<7KQ4-9MXB-request.")
    assert "mailiz" not in message_id("7KQ4-9MXB-request-mailiz", "exemple.example")
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
        {"recipient": "=?utf-8?q?a=40b.example=2C_c?= <support@operateur.example>"},
        {"recipient": "a@=?utf-8?q?b.example=2C?="},
        {"recipient": "=?utf-8?q?x=0ABcc?=@operateur.example"},
        {"recipient": "Support <support@operateur.example>"},
        {"reference": "7KQ4-9MXB\nBcc: espion@exemple.example"},
        {"body": "un demi-caractère : \ud83d"},
    ],
)
def test_what_would_not_be_one_letter_to_one_person_is_refused(change: dict[str, str]) -> None:
    """A recipient that is none or several, a line break in a header, a text that cannot be written: nothing is sent."""
    with pytest.raises(PermanentFailure):
        to_email(replace(LETTER, **change), SENDER, AT)


ENCODED = ["=?utf-8?q?a=0D=0ABcc=3A_x=40y.fr?=", "=?utf-8?b?DQpCY2M6IGFAYi5mcg==?= suite", "=?utf-8?q?=0A=0Atexte?=", "=?x?="]


@pytest.mark.parametrize("subject", [*ENCODED, "a" * 70 + "\r\n Bcc: x@y.fr", "a\r\n\tBcc: x@y.fr", "é" * 70 + "\nBcc: x@y.fr"])
def test_nothing_in_a_subject_is_decoded_nor_folded_into_a_header(subject: str) -> None:
    """In the very bytes that leave: an address of a box may look like an encoded word, or be as long as a line."""
    email = to_email(replace(LETTER, subject=subject), SENDER, AT)
    read = message_from_bytes(email.as_bytes(policy=policy.SMTP))

    assert email.keys() == read.keys()
    assert "Bcc" not in read
    assert " ".join(subject.replace("=?", "= ?").split()) == str(make_header(decode_header(" ".join(read["Subject"].split()))))


@given(st.text(max_size=60) | st.text("=?utf-8qb_ \r\n\t:éBc,@.<>", max_size=60))
def test_any_subject_and_recipient_make_one_letter_to_one_person(text: str) -> None:
    """Or none: the headers that a reader of the bytes finds are ours, and the envelope has one recipient."""
    for change in ({"subject": text}, {"recipient": text}, {"recipient": f"{text}@exemple.example"}):
        with suppress(PermanentFailure):
            email = to_email(replace(LETTER, **change), SENDER, AT)
            read = message_from_bytes(email.as_bytes(policy=policy.SMTP))
            assert email.keys() == read.keys()
            assert 1 == len(getaddresses(read.get_all("to", [])))


def test_a_senders_name_adds_no_header() -> None:
    """A setting with a line break is refused like the rest."""
    with pytest.raises(PermanentFailure):
        to_email(LETTER, "Balise\nBcc: espion@exemple.example <balise@exemple.example>", AT)


def test_a_text_that_looks_like_headers_stays_a_text() -> None:
    """What a person typed is in the body, whatever it looks like."""
    email = to_email(replace(LETTER, body="Subject: autre\nBcc: espion@exemple.example\n\nBonjour"), SENDER, AT)

    assert "Demande" == email["Subject"]
    assert "Bcc" not in email
    assert plain(email).startswith("Subject: autre\n")


BODY = """Bonjour,

Un professionnel demande ceci.
Merci.

Référence\u00a0: 7KQ4-9MXB
Titulaire\u00a0: Anne <b>Essai</b> & fils

Message demandé\u00a0:
    Bonjour «\u00a0à tous\u00a0»,
    Référence\u00a0: 2222-9999

    <script>alert(1)</script>

Balise"""


def test_the_html_says_what_the_text_says() -> None:
    """Fields are a table with headings, somebody's words a quotation, and all of it is escaped."""
    html = rich(to_email(replace(LETTER, body=BODY), SENDER, AT))

    assert [("Référence", "7KQ4-9MXB"), ("Titulaire", "Anne &lt;b&gt;Essai&lt;/b&gt; &amp; fils")] == re.findall(
        r'<tr><th scope="row"[^>]*>([^<]*)\u00a0:</th><td[^>]*>(.*?)</td></tr>', html
    )
    quotes = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", html)
    assert ["Bonjour «\u00a0à tous\u00a0»,<br>Référence\u00a0: 2222-9999", "&lt;script&gt;alert(1)&lt;/script&gt;"] == quotes
    assert "<p>Un professionnel demande ceci.<br>\nMerci.</p>" in html
    assert '<html lang="fr">' in html
    assert "<title>Demande</title>" in html


def test_the_text_and_the_html_have_the_same_words() -> None:
    """Neither says more than the other."""
    email = to_email(replace(LETTER, body=BODY), SENDER, AT)
    shown = unescape(re.sub(r"<[^>]*>", " ", rich(email).partition("<body")[2].partition(">")[2]))

    assert plain(email).split() == shown.split()


LONG = "a" * 5000


@pytest.mark.parametrize(
    "change",
    [
        {"body": LONG},
        {"body": f"Réponse\u00a0: {LONG}é\n\n    {LONG}"},
        {"body": "\u00e9" * 5000},
        {"subject": LONG},
        {"subject": "é" * 5000},
        {"subject": "mot " * 2000},
        {"body": ".\n..\nFrom moi\n" * 500},
    ],
)
def test_no_line_is_longer_than_mail_allows(change: dict[str, str]) -> None:
    """998 characters (RFC 5322 §2.1.1), all of them ASCII: no server has to convert anything; and nothing is lost."""
    letter = replace(LETTER, **change)
    email = to_email(letter, SENDER, AT)
    raw = email.as_bytes()
    back = message_from_bytes(raw, policy=policy.default)
    assert isinstance(back, EmailMessage)

    assert max(len(line) for line in raw.splitlines()) <= 998
    assert raw.isascii()
    assert letter.body.rstrip("\n") == plain(back).rstrip("\n")
    assert letter.subject.strip() == back["Subject"].strip()


def test_what_cannot_be_seen_does_not_leave() -> None:
    """Control and bidirectional characters could make an address look like another."""
    email = to_email(replace(LETTER, subject="De\u202emande\0", body="a\u202e\0b\x1b[31m\u2066c\r\nd\u2028e"), SENDER, AT)

    assert "Demande" == email["Subject"]
    assert "ab[31mc\nd\ne\n" == plain(email)
