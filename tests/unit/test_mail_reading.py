"""
Reading what comes back: raw messages as people, tools and servers write them.

`tests/samples/replies/<worth>/*.eml` holds them, synthetic, by what they are worth for a request sent to aide@operateur.example
under the reference 7KQ4-9MXB.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from balise.adapters.mail.mapping import message_id, our_ids, to_email
from balise.adapters.mail.reading import only_address, read_arrival
from balise.model.procedure import Kind, Letter, Procedure, State
from balise.model.reply import Nature, worth
from balise.settings import ROOT

SAMPLES = ROOT / "tests" / "samples" / "replies"
FILES = sorted(SAMPLES.rglob("*.eml"))
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FROM = "Balise <balise@exemple.example>"
REFERENCE, OTHER = "7KQ4-9MXB", "3ABC-4DEF"
LETTER = Letter(f"{REFERENCE}-request-operateur", REFERENCE, "aide@operateur.example", f"[{REFERENCE}] Demande", "Bonjour")


def sent(reference: str) -> Procedure:
    """Return a procedure whose request went to the operator."""
    details = {"recipient": "aide@operateur.example"}
    return Procedure(reference, Kind.UNPUBLISH, State.SENT, "1", "A", "c", AT, details=details)


def worth_of(raw: bytes) -> str:
    """Return what a message is worth where two requests have been sent."""
    arrival = read_arrival(raw, "1.1", AT, FROM)
    known = {REFERENCE, OTHER}
    found = known.intersection((*arrival.answers, *arrival.named)) or known.intersection(arrival.mentioned)
    return worth(arrival, [sent(reference) for reference in sorted(found)], "support@esante.example")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_message_is_worth_what_its_folder_says(path: Path) -> None:
    """Genuine answers, autoresponders, bounces, loops, forgeries, and what is hardly a message."""
    assert path.parent.name == worth_of(path.read_bytes())


def test_the_samples_are_many() -> None:
    """None is left out by a folder that is misnamed."""
    assert {"agent", "lost", "noise", "reply", "undeliverable"} == {path.parent.name for path in FILES}
    assert len(FILES) >= 100


@pytest.mark.parametrize("seed", range(20))
def test_no_message_can_hurt(seed: int) -> None:
    """Whatever bytes are lost, doubled or changed, reading ends with an answer, in time."""
    chance = random.Random(seed)  # noqa: S311 - a test
    for path in FILES:
        raw = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 12)):
            place = chance.randrange(len(raw) + 1)
            match chance.randrange(4):
                case 0:
                    raw[place : place + chance.randrange(40)] = b""
                case 1:
                    raw[place:place] = raw[place : place + chance.randrange(200)] * 3
                case 2:
                    raw[place:place] = bytes(chance.randrange(256) for _ in range(chance.randrange(8)))
                case 3:
                    raw[place:place] = chance.choice(
                        [b'"', b"(", b"<", b"=?utf-8?B?", b"\r\n", b"\r\n\r\n", b"--dsn/1\r\n", b";", b"*0="]
                    )
        worth_of(bytes(raw))


@pytest.mark.parametrize(
    "raw",
    [
        b"From: " + b"a" * 300_000,
        b"From: " + b'"(' * 100_000,
        b"From: " + b"<" * 200_000,
        b"Subject: " + b"=?utf-8?Q?" * 20_000,
        b"References: " + b"<7KQ4-9MXB-request." * 10_000,
        b"Subject: x\r\nContent-Type: text/html\r\n\r\n" + b"<" * 250_000,
        b"Subject: x\r\n\r\n" + b"7KQ4-9MX" * 30_000,
        b"Subject: x\r\n\r\n" + b"7KQ4 " * 50_000,
        b"Subject: x\r\nContent-Type: text/plain; charset=punycode\r\n\r\n" + b"z" * 250_000,
        b"Subject: x\r\nContent-Type: text/plain; charset=idna\r\n\r\n" + b"xn--" * 60_000,
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        + b"--x\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n" * 3_000,
    ],
    ids=range(11),
)
def test_a_message_made_to_be_slow_is_not(raw: bytes) -> None:
    """What would make a careless reader count for hours is read like the rest: the test ends."""
    read_arrival(raw, "1.1", AT, FROM)


@pytest.mark.parametrize("charset", ["\0", "\ud800", "x''%", "", "base64", "hex", "utf-8\0", "*0*=utf", "undefined", "mbcs"])
@pytest.mark.parametrize("kind", ["text/plain", "text/html", "message/delivery-status", "message/rfc822", "message/partial"])
def test_a_charset_that_cannot_be_one(charset: str, kind: str) -> None:
    """The message is read all the same."""
    for form in (f"charset={charset}", f"charset*={charset}", f'charset="{charset}"; charset*0*=x'):
        raw = f"From: aide@operateur.example\r\nSubject: [{REFERENCE}]\r\nContent-Type: {kind}; {form}\r\n\r\n\xe9\r\n"

        assert "reply" == worth_of(raw.encode("utf-8", "surrogatepass"))


def test_thousands_of_parts_in_one_another() -> None:
    """Of what no reader could follow, the headers alone are read."""
    nested = "".join(f'--b{n}\r\nContent-Type: multipart/mixed; boundary="b{n + 1}"\r\n\r\n' for n in range(4000))
    raw = (
        f'From: aide@operateur.example\r\nSubject: [{REFERENCE}]\r\nContent-Type: multipart/mixed; boundary="b0"\r\n\r\n{nested}'
    )

    assert "reply" == worth_of(raw.encode())


def test_what_is_told_of_a_message() -> None:
    """Who, when, about what; its text is nowhere."""
    arrival = read_arrival((SAMPLES / "reply" / "outlook_html_et_texte.eml").read_bytes(), "1.1", AT, FROM)

    assert (Nature.PERSON, "aide@operateur.example", AT) == (arrival.nature, arrival.sender, arrival.at)
    assert ("<1f0c@operateur.example>", (REFERENCE,)) == (arrival.message_id, arrival.answers)
    assert "RE: [7KQ4-9MXB] Demande de dépublication de la BAL anne.essai@medecin.example" == arrival.subject
    assert "48 h" not in repr(arrival)


def test_a_subject_is_one_short_line_without_a_social_security_number() -> None:
    """It is kept with the procedure: nothing that must not enter enters by it."""
    long = read_arrival(f"Subject: =?utf-8?Q?a=0D=0A=E2=80=AEb?= {'x' * 900}\r\n\r\n".encode(), "1.1", AT, FROM)
    refused = read_arrival(b"Subject: patient 1 84 12 76 451 089 46\r\n\r\n", "1.1", AT, FROM)

    assert long.subject.startswith("a b x")
    assert 200 == len(long.subject)
    assert "" == refused.subject


def test_an_answer_to_each_of_our_letters_is_recognised() -> None:
    """Whatever the deed and the operator, its Message-ID gives its reference back; that of another house does not."""
    ids = [message_id(key, "exemple.example") for key in (f"{REFERENCE}-request", f"{OTHER}-cancel-operateur", "autre chose")]

    assert [(REFERENCE, "request"), (OTHER, "cancel")] == our_ids(" ".join(ids), "exemple.example")
    assert [(REFERENCE, "request")] == our_ids(ids[0].lower(), "exemple.example")
    assert [] == our_ids(" ".join(ids), "ailleurs.example")
    assert [] == our_ids(ids[0].replace("exemple.example", "exemple.example.ailleurs.example"), "exemple.example")


def test_our_own_letter_is_ours() -> None:
    """Redirected back as it is, it answers nothing."""
    raw = to_email(LETTER, FROM, AT).as_bytes()

    assert Nature.OURS is read_arrival(raw, "1.1", AT, FROM).nature


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("aide@operateur.example", "aide@operateur.example"),
        ("Anne <Aide@Operateur.Example>", "aide@operateur.example"),
        ('"Essai, Anne (support)" <aide@operateur.example>', "aide@operateur.example"),
        ('"x@ailleurs.example" <aide@operateur.example>', "aide@operateur.example"),
        ("aide@operateur.example (x@ailleurs.example)", "aide@operateur.example"),
        ("<aide@operateur.example>", "aide@operateur.example"),
        ("x@ailleurs.example <aide@operateur.example>", ""),
        ("aide@operateur.example, x@ailleurs.example", ""),
        ("aide@operateur.example aide@operateur.example", ""),
        ("Groupe: aide@operateur.example;", ""),
        ("<aide@operateur.example", ""),
        ("Anne <aide>", ""),
        ('"aide"@operateur.example', ""),
        ("", ""),
    ],
)
def test_the_one_address_of_a_sender(header: str, expected: str) -> None:
    """A name or a comment that looks like an address is none; what may be two is nobody."""
    assert expected == only_address([header])
