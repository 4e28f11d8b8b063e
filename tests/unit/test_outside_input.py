"""Whatever comes from outside, parsers return what they promise, or one of our errors."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import httpx
from hypothesis import given
from hypothesis import strategies as st

from balise.adapters.dialogue.mapping import to_replies, to_understanding
from balise.adapters.directories.extraction.mapping import row_reader, to_organizations, to_professionals
from balise.adapters.directories.fhir.answers import decipher
from balise.adapters.directories.fhir.client import FhirDirectory
from balise.adapters.mail.reading import read_arrival
from balise.adapters.operators.fhir_mss.answers import Answer, read_bundle, read_patched, read_statement
from balise.errors import BaliseError, Invalid, PermanentFailure
from balise.model.french.dates import Period, Trouble, read_period
from balise.model.french.entities import find_entities
from balise.model.mailbox import Findings, Listing
from balise.model.reply import Arrival

TODAY = date(2026, 11, 22)
HEADER = (
    "Type de BAL|Adresse BAL|Type d'identifiant PP|Identifiant PP|Identification nationale PP|Type d'identifiant structure"
    "|Identification Structure|Service de rattachement|Civilité Exercice|Nom d'exercice|Prénom d'exercice"
    "|Libellé catégorie Professionnelle|Code Profession|Libellé Profession|Code savoir-faire|Libellé savoir-faire"
    "|Dématérialisation"
    "|Raison sociale structure BAL|Enseigne commerciale structure BAL|Libellé commune coord. structure|Liste Rouge"
)

SCALAR = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
JSON = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=8
)
VALUES = JSON | st.sampled_from(
    [
        "Practitioner",
        "Organization",
        "PractitionerRole",
        "Bundle",
        "OperationOutcome",
        "email",
        "a@hopital.mssante.fr",
        "8810003456789",
    ]
)
NAMES = st.sampled_from(
    "resourceType id identifier system value code coding telecom extension url valueString valueBoolean name family given active"
    " practitioner organization reference qualification entry resource link relation type address city".split()
)
ELEMENT = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=25
)
RESOURCE = st.dictionaries(NAMES, ELEMENT, max_size=7)
STATUS = st.sampled_from([200, 201, 204, 302, 400, 401, 403, 404, 405, 409, 410, 412, 422, 429, 500, 501, 503])
HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "etag", "content-type"]), st.text(max_size=12) | st.sampled_from(['W/"3"', "120"])
)

WORDS = st.sampled_from(
    "du au le jusqu'au de à partir dès 3 17 31 30 1er 2026 26 janvier février fevrier août lundi prochain dans pour 15 jours"
    " semaines mois demain aujourd'hui ce soir fin d'année noël 03/08 3/8/26 29/02/2027 32/13 2026-08-03 pendant mes congés"
    " permanente".split()
)


@given(st.text(max_size=300), st.lists(st.text(max_size=40).map(lambda cell: cell.replace("\n", " ")), max_size=25))
def test_lines_of_the_extraction(line: str, cells: list[str]) -> None:
    """A line gives a usable row or nothing, and rows give people and structures; a header that lacks a column is refused."""
    read = row_reader(HEADER)
    rows = [row for text in (line, "|".join(cells), HEADER) if (row := read(text)) is not None]

    assert all("@" in row.address for row in rows)
    to_professionals(rows)
    to_organizations(rows)
    with suppress(Invalid):
        row_reader(line)


@given(st.lists(RESOURCE, max_size=4))
def test_resources_of_the_directory(resources: list[dict[str, Any]]) -> None:
    """People have an RPPS, boxes an address; resources of another shape than FHIR's are a failure of ours, not a crash."""
    bundle = {"resourceType": "Bundle", "entry": [{"resource": resource} for resource in resources]}

    async def look() -> tuple[Listing, Findings]:
        answering = httpx.MockTransport(lambda _: httpx.Response(200, content=json.dumps(bundle).encode()))
        async with httpx.AsyncClient(transport=answering) as http:
            directory = FhirDirectory(http, "https://annuaire.example/fhir", "clef", tries=1)
            return await directory.boxes_of("10003456789"), await directory.search("martin lyon")

    with suppress(PermanentFailure):
        listing, found = asyncio.run(look())
        assert all(person.rpps for person in found.professionals)
        assert all("@" in box.address for box in listing.mailboxes)


@given(STATUS, HEADERS, st.binary(max_size=80) | RESOURCE.map(lambda resource: json.dumps(resource).encode()))
def test_answers_of_the_directory_and_of_the_write_api(status: int, headers: dict[str, str], body: bytes) -> None:
    """A resource of the kind that was asked for, or one of our errors."""
    for read in (
        lambda: decipher(status, headers, body),
        *(
            lambda reading=reading: reading(Answer(status, headers, body))
            for reading in (read_bundle, read_statement, read_patched)
        ),
    ):
        try:
            found = read()
        except BaliseError:
            continue
        assert found is None or isinstance(found, dict)


@given(
    st.binary(max_size=300),
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "From",
                    "To",
                    "Subject",
                    "In-Reply-To",
                    "References",
                    "Message-ID",
                    "Content-Type",
                    "Auto-Submitted",
                    "Content-Transfer-Encoding",
                ]
            ),
            st.text(max_size=60)
            | st.sampled_from(["multipart/report; boundary=x", "text/html; charset=inconnu", "base64", "auto-replied"]),
        ),
        max_size=8,
    ),
)
def test_letters_that_come_back(body: bytes, headers: list[tuple[str, str]]) -> None:
    """Any bytes are a message; of one that cannot be read, little is known."""
    raw = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("utf-8", "surrogatepass") + b"\r\n" + body

    for message in (raw, body):
        assert isinstance(read_arrival(message, "1", datetime(2026, 11, 22, tzinfo=UTC), "balise@support.example"), Arrival)


@given(st.lists(WORDS | st.text(max_size=6), max_size=12).map(" ".join))
def test_days_in_any_wording(text: str) -> None:
    """A period whose end is not before its beginning, or what is wrong with it."""
    found = read_period(text, TODAY)

    assert isinstance(found, Period | Trouble)
    assert not isinstance(found, Period) or found.last is None or found.first <= found.last


@given(
    st.text(max_size=200)
    | st.lists(WORDS | st.sampled_from(["7KQ4-9MXB", "a@b.fr", "Dr Martin", "cabinet", "arobase"]), max_size=12).map(" ".join)
)
def test_what_a_sentence_names(text: str) -> None:
    """Entities lie where they say, in order, and do not overlap."""
    found = find_entities(text, TODAY)

    assert all(0 <= entity.start < entity.end <= len(text) for entity in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(
    JSON | st.lists(st.dictionaries(st.sampled_from(["text", "buttons", "custom", "recipient_id"]), JSON, max_size=4), max_size=3)
)
def test_answers_of_the_dialogue(body: Any) -> None:
    """Replies and what was understood, or the errors that its client takes for a shape that is not Rasa's."""
    for read in (to_replies, to_understanding):
        try:
            read(body)
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
