"""What an answer of the API means."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from balise.adapters.directories.fhir.answers import decipher
from balise.errors import PermanentFailure, TemporaryFailure
from tests.fakes.fhir_server import outcome

HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


def test_a_bundle_is_returned() -> None:
    """
    A 200 with a Bundle is the only good answer.
    """
    assert {"resourceType": "Bundle"} == decipher(200, {}, b'{"resourceType": "Bundle"}')


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("body", [HTML, b"", b"\xff\xfe", b"[]", b'"oops"'])
def test_what_may_pass_is_temporary_whatever_the_body(status: int, body: bytes) -> None:
    """
    The gateway answers with pages of its own: a body is never needed to understand a status.
    """
    with pytest.raises(TemporaryFailure, match=str(status)):
        decipher(status, {}, body)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410, 412])
@pytest.mark.parametrize("body", [HTML, b"", b"null"])
def test_a_refusal_is_permanent(status: int, body: bytes) -> None:
    """
    A wrong key (403, even on /metadata) or a wrong request stays wrong.
    """
    with pytest.raises(PermanentFailure, match=str(status)):
        decipher(status, {}, body)


@pytest.mark.parametrize("body", [HTML, b"{}", b'{"resourceType": "Practitioner"}', b"{"])
def test_a_good_status_without_a_bundle_is_permanent(body: bytes) -> None:
    """
    What cannot be understood is not an empty answer.
    """
    with pytest.raises(PermanentFailure, match="without a Bundle"):
        decipher(200, {}, body)


def test_the_diagnostics_are_in_the_message() -> None:
    """
    An OperationOutcome says what is wrong: whoever reads the log needs it, cut short.
    """
    with pytest.raises(PermanentFailure, match="Parameter mailbox-mss-type not found"):
        decipher(400, {}, json.dumps(outcome("Parameter mailbox-mss-type not found")).encode())
    with pytest.raises(TemporaryFailure) as caught:
        decipher(500, {}, json.dumps(outcome("at " + "x" * 5000)).encode())

    assert len(str(caught.value)) < 300


def test_an_outcome_without_diagnostics_is_no_trouble() -> None:
    """
    Every part of an OperationOutcome may be missing; `details.text` stands in for diagnostics.
    """
    with pytest.raises(PermanentFailure):
        decipher(400, {}, b'{"resourceType": "OperationOutcome"}')
    with pytest.raises(PermanentFailure, match="too many"):
        decipher(412, {}, b'{"resourceType": "OperationOutcome", "issue": [{"details": {"text": "too many"}}, {}]}')


@pytest.mark.parametrize(
    ("value", "delay"), [("7", 7.0), ("-1", 0.0), ("", None), ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)]
)
def test_the_delay_asked_for_is_kept(value: str, delay: float | None) -> None:
    """
    Retry-After is a number of seconds or a date, and may be nonsense.
    """
    with pytest.raises(TemporaryFailure) as caught:
        decipher(429, {"retry-after": value}, b"")

    assert delay == caught.value.retry_after


def test_a_date_to_come_is_a_delay() -> None:
    """
    A date in a minute is about sixty seconds.
    """
    with pytest.raises(TemporaryFailure) as caught:
        decipher(503, {"retry-after": format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)}, b"")

    assert caught.value.retry_after == pytest.approx(60, abs=3)
