"""Deciding what an answer of the API FHIR MSS means: a resource, or one of our errors. No I/O here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from balise.adapters.operators.fhir_mss.mapping import Resource, objects
from balise.errors import BaliseError, Conflict, NotFound, PermanentFailure, Refused, TemporaryFailure

# « Not now », whoever says it: too slow, locked (WebDAV), too early, too many.
_TEMPORARY = frozenset((408, 423, 425, 429))
# No such door: the method is not allowed, or not implemented (OpenAPI: « non encore implémenté »).
_CLOSED = frozenset((405, 501))
_ABSENT = frozenset((404, 410))
_LONGEST_DIAGNOSTICS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `headers` mind no case. `tag` is the version an ETag names (FHIR R4, http.html#versioning)."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def tag(self) -> str:
        found = re.fullmatch(r'(?:W/)?"([A-Za-z0-9\-.]{1,64})"', self.headers.get("etag", "").strip())
        return found[1] if found else ""


def read_statement(answer: Answer) -> Resource:
    """Return a CapabilityStatement. Raises as `read_bundle` does, and Refused (`not_offered`) when there is none."""
    if answer.status in _ABSENT:
        raise Refused("not_offered", _message(answer, {}))
    return _expected(answer, "CapabilityStatement")


def read_bundle(answer: Answer) -> Resource:
    """
    Return the Bundle of a search.

    The gateway before the API has pages of its own: a body may be anything, and a page of it where JSON was due says
    that the API was not reached.

    Raises:
        TemporaryFailure: for a 5xx, a 429 (with the delay it asks for) and their likes; for a good status without JSON.
        Refused: `credentials`, `not_allowed`, `not_offered`.
        PermanentFailure: for any other refusal, and for JSON that is no Bundle.

    """
    return _expected(answer, "Bundle")


def read_patched(answer: Answer) -> Resource | None:
    """
    Return the resource as a PATCH left it, None when the API took the PATCH and shows nothing.

    A good status with something unreadable says nothing of what was done: asking again will.

    Raises:
        Conflict: 409, and 412: a PATCH by id has no other condition than its version.
        NotFound: what the PATCH names is gone.
        TemporaryFailure, Refused, PermanentFailure: as for a search.

    """
    content = _json(answer.body)
    if answer.status in _ABSENT and content and _is_outcome(content):
        raise NotFound(_message(answer, content))
    if answer.status in (409, 412):
        raise Conflict(_message(answer, content or {}))
    if not 200 <= answer.status < 300:
        raise _refusal(answer, content or {})
    if not answer.body.strip():
        return None
    if not content or "resourceType" not in content:
        raise TemporaryFailure(f"{_message(answer, {})} unreadably")
    if _is_outcome(content):
        if _severities(content) & {"error", "fatal"}:
            raise PermanentFailure(_message(answer, content))
        return None
    return content


def _expected(answer: Answer, kind: str) -> Resource:
    content = _json(answer.body)
    if answer.status != 200:
        raise _refusal(answer, content or {})
    if content is None:
        raise TemporaryFailure(f"{_message(answer, {})} unreadably")
    if content.get("resourceType") != kind:
        raise PermanentFailure(f"{_message(answer, content)} without a {kind}")
    return content


def _refusal(answer: Answer, content: Resource) -> BaliseError:
    message, status = _message(answer, content), answer.status
    # The gateway's own 403 has no OperationOutcome: it is how it answers without a good key (domain dossier §1.1).
    if status == 401 or (status == 403 and not _is_outcome(content)):
        return Refused("credentials", message)
    if status == 403:
        return Refused("not_allowed", message)
    # A redirection, or a page that says « not found »: there is no API at this address.
    if status in _CLOSED or 300 <= status < 400 or (status in _ABSENT and not _is_outcome(content)):
        return Refused("not_offered", message)
    if status in _TEMPORARY or status >= 500:
        return TemporaryFailure(message, _retry_after(answer.headers.get("retry-after", "")))
    return PermanentFailure(message)


def _message(answer: Answer, content: Resource) -> str:
    said = _diagnostics(content)
    return f"API FHIR MSS answered {answer.status}: {said}" if said else f"API FHIR MSS answered {answer.status}"


def _json(body: bytes) -> Resource | None:
    """Return a JSON object; an empty one for JSON that is something else, None for what is no JSON."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None
    return content if isinstance(content, dict) else {}


def _is_outcome(content: Resource) -> bool:
    return content.get("resourceType") == "OperationOutcome"


def _issues(content: Resource) -> list[Resource]:
    return objects(content.get("issue")) if _is_outcome(content) else []


def _severities(content: Resource) -> set[Any]:
    return {str(issue.get("severity")) for issue in _issues(content)}


def _diagnostics(content: Resource) -> str:
    """Return what an OperationOutcome says, cut short, without the addresses it repeats: messages go to logs."""
    said = [str(issue.get("diagnostics") or _text(issue.get("details")) or issue.get("code") or "") for issue in _issues(content)]
    joined = re.sub(r"\s+", " ", "; ".join(text for text in said if text))
    return re.sub(r"[^\s'\"()<>]+@[^\s'\"()<>]+", "…@…", joined)[:_LONGEST_DIAGNOSTICS]


def _text(concept: Any) -> str:
    return str(concept.get("text") or "") if isinstance(concept, dict) else ""


def _retry_after(value: str) -> float | None:
    """Return a Retry-After header in seconds; it may be a number or a date (RFC 9110 §10.2.3)."""
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # TypeError: a date without a time zone
        return None
