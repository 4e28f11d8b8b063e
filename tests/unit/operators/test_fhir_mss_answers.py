"""What an answer of the API FHIR MSS means, whatever its shape."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from balise.adapters.operators.fhir_mss.answers import Answer, read_bundle, read_patched, read_statement
from balise.errors import BaliseError, Conflict, NotFound, PermanentFailure, Refused, TemporaryFailure
from tests.fakes.fhir_mss_wire import outcome

HTML = b"<html><body><h1>Anne Fictive</h1></body></html>"
PERSON = {"resourceType": "Practitioner", "id": "p1"}
BODIES = [
    json.dumps(outcome("processing", "x")).encode(),
    HTML,
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"resourceType": "OperationOutcome", "issue": 7}',
]


def answer(status: int, body: Any = b"", **headers: str) -> Answer:
    """Return an answer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()}), content)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("read", [read_bundle, read_patched, read_statement])
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (301, Refused),
        (307, Refused),
        (400, PermanentFailure),
        (401, Refused),
        (403, Refused),
        (405, Refused),
        (406, PermanentFailure),
        (408, TemporaryFailure),
        (415, PermanentFailure),
        (422, PermanentFailure),
        (423, TemporaryFailure),
        (425, TemporaryFailure),
        (429, TemporaryFailure),
        (500, TemporaryFailure),
        (501, Refused),
        (502, TemporaryFailure),
        (503, TemporaryFailure),
        (504, TemporaryFailure),
    ],
)
def test_a_refusal_means_the_same_whatever_its_body(read: Any, status: int, body: bytes, expected: type[BaliseError]) -> None:
    """The status decides; an OperationOutcome, a page, nothing or nonsense come with it."""
    with pytest.raises(expected):
        read(answer(status, body))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", [409, 412])
def test_a_patch_that_comes_too_late_is_a_conflict(status: int, body: bytes) -> None:
    """Somebody changed the resource since it was read."""
    with pytest.raises(Conflict):
        read_patched(answer(status, body))


@pytest.mark.parametrize("status", [404, 410])
def test_only_the_api_can_say_that_a_resource_is_gone(status: int) -> None:
    """A 404 with an OperationOutcome is the API's; without one, its gateway knows no such path."""
    with pytest.raises(NotFound):
        read_patched(answer(status, outcome("not-found", "Ressource introuvable")))
    for body in (HTML, b""):
        with pytest.raises(Refused, match="not_offered"):
            read_patched(answer(status, body))


@pytest.mark.parametrize("status", [404, 410])
def test_no_statement_is_no_offer(status: int) -> None:
    """A server that says nothing of what it can do is not used."""
    with pytest.raises(Refused, match="not_offered"):
        read_statement(answer(status, HTML))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(401, outcome("login", "x")), "credentials"),
        (answer(403, HTML), "credentials"),
        (answer(403, outcome("forbidden", "x")), "not_allowed"),
        (answer(405), "not_offered"),
        (answer(501, outcome("not-supported", "x")), "not_offered"),
    ],
)
def test_a_refusal_has_its_reason(given: Answer, reason: str) -> None:
    """Our key, our rights, or an ability that is not open; the gateway answers 403 without a good key."""
    with pytest.raises(Refused) as refusal:
        read_patched(given)

    assert reason == refusal.value.reason


@pytest.mark.parametrize(
    ("value", "expected"), [("40", 40.0), ("0", 0.0), ("", None), ("demain", None), ("-5", None), ("nan", None), ("inf", None)]
)
def test_the_delay_asked_for_is_kept(value: str, expected: float | None) -> None:
    """Retry-After in seconds; anything unreadable is no delay."""
    with pytest.raises(TemporaryFailure) as failure:
        read_patched(answer(503, b"", retry_after=value))

    assert expected == failure.value.retry_after


def test_the_delay_may_be_a_date() -> None:
    """RFC 9110 allows a date."""
    with pytest.raises(TemporaryFailure) as failure:
        read_bundle(answer(429, b"", retry_after=format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)))

    assert 80 < (failure.value.retry_after or 0) <= 90


@pytest.mark.parametrize("body", [HTML, b"{", b"", b"\xff\xfe", b"[" * 100_000])
@pytest.mark.parametrize("read", [read_bundle, read_statement])
def test_a_good_status_with_something_unreadable_may_pass(read: Any, body: bytes) -> None:
    """It was not the API that spoke, or not to the end."""
    with pytest.raises(TemporaryFailure):
        read(answer(200, body))


@pytest.mark.parametrize("body", [b"[]", b"null", PERSON, outcome("informational", "x", "information")])
@pytest.mark.parametrize("read", [read_bundle, read_statement])
def test_another_resource_than_the_one_asked_for_is_refused(read: Any, body: Any) -> None:
    """A server that answers something else will again."""
    with pytest.raises(PermanentFailure):
        read(answer(200, body))


@pytest.mark.parametrize(
    "given",
    [answer(200), answer(204), answer(202), answer(200, b" \n"), answer(200, outcome("informational", "x", "information"))],
)
def test_a_patch_may_be_taken_without_showing_anything(given: Answer) -> None:
    """The change is accepted; whether it is done is for the next look to say."""
    assert None is read_patched(given)


@pytest.mark.parametrize("body", [HTML, b"{", b"\xff\xfe", b"[]", b"{}", b'"done"'])
def test_an_unreadable_answer_says_nothing_of_the_patch(body: bytes) -> None:
    """It may have been made or not: asking again will say."""
    with pytest.raises(TemporaryFailure):
        read_patched(answer(200, body))


def test_an_error_under_a_good_status_is_an_error() -> None:
    """An OperationOutcome of severity `error` refuses, whatever the status."""
    with pytest.raises(PermanentFailure):
        read_patched(answer(200, outcome("invalid", "x")))


@pytest.mark.parametrize(
    ("tag", "expected"), [('W/"7"', "7"), ('"7"', "7"), (' W/"a.b-7" ', "a.b-7"), ("7", ""), ('W/"a b"', ""), ("", "")]
)
def test_the_version_is_in_the_tag(tag: str, expected: str) -> None:
    """An ETag of FHIR's is weak; what cannot be sent back is no version."""
    assert expected == answer(200, b"", etag=tag).tag


@pytest.mark.parametrize("field", ["details", "diagnostics"])
def test_what_the_api_says_is_kept_without_addresses(field: str) -> None:
    """The draft says it in `details.text`, the API of today in `diagnostics`; messages go to logs."""
    said = "No match for telecom.where(value = 'anne.fictive@medecin.mssante.fr')\n in Practitioner" + " x" * 500
    issue = {"severity": "error", "code": "processing", field: {"text": said} if field == "details" else said}
    with pytest.raises(PermanentFailure) as failure:
        read_patched(answer(422, {"resourceType": "OperationOutcome", "issue": [issue]}))

    assert "No match for telecom.where(value = '…@…') in Practitioner" in str(failure.value)
    assert len(str(failure.value)) < 250


def test_a_page_is_not_repeated() -> None:
    """What is no OperationOutcome may hold anything: only its status is told."""
    with pytest.raises(TemporaryFailure) as failure:
        read_patched(answer(502, HTML))

    assert "API FHIR MSS answered 502" == str(failure.value)
