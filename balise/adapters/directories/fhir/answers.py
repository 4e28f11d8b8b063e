"""Deciding what an answer of the API means: a Bundle, or one of our errors. No I/O here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from balise.errors import PermanentFailure, TemporaryFailure

# 408 and 425 are the gateway's way to say « not now »; 429 is its limit of 17 calls a second (get-api-key.md).
_TEMPORARY = frozenset((408, 425, 429))
_LONGEST_DIAGNOSTICS = 200


def decipher(status: int, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """
    Return the Bundle of a good answer.

    The gateway in front of the API answers 403, 502 or 504 with pages of its own: a body may be anything.

    Raises:
        TemporaryFailure: for a 5xx, a 429 (with the delay it asks for) and their likes.
        PermanentFailure: for any other refusal, and for a good status with something else than a Bundle.

    """
    content = _json(body)
    if status == 200 and content.get("resourceType") == "Bundle":
        return content
    message = f"annuaire FHIR answered {status}"
    if diagnostics := _diagnostics(content):
        message = f"{message}: {diagnostics}"
    elif status == 200:
        message = f"{message} without a Bundle"
    if status in _TEMPORARY or status >= 500:
        raise TemporaryFailure(message, _retry_after(headers.get("retry-after", "")))
    raise PermanentFailure(message)


def _json(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except ValueError:  # UnicodeDecodeError is one
        return {}
    return content if isinstance(content, dict) else {}


def _diagnostics(content: dict[str, Any]) -> str:
    """Return what an OperationOutcome says, cut short: a stack trace helps nobody here."""
    if content.get("resourceType") != "OperationOutcome":
        return ""
    issues = [issue for issue in content.get("issue") or () if isinstance(issue, dict)]
    said = [str(issue.get("diagnostics") or (issue.get("details") or {}).get("text") or "") for issue in issues]
    return "; ".join(text for text in said if text)[:_LONGEST_DIAGNOSTICS]


def _retry_after(value: str) -> float | None:
    """Return a Retry-After header in seconds; it may be a number or a date (RFC 9110 §10.2.3)."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # TypeError: a date without a time zone
        return None
