"""
Requests that nobody wrote, drawn from the interface's own description: none finds a mistake of ours, or an answer not described.

Two thousand here, always the same; `make fuzz` draws five thousand others, or as many as FUZZ says.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, Response, checks

from balise.launch.checks import free_port
from balise.settings import Settings
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import running

DRAWN = int(os.environ.get("BALISE_FUZZ_CASES", "0"))
"""How many to draw anew; none: the same as always."""

CASES = DRAWN or 2000

STEPS = 8
"""Requests that follow each other in one conversation."""

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


def drawing(cases: int, **more: Any) -> settings:
    """Return how many cases are drawn, and how."""
    return settings(
        max_examples=cases,
        deadline=None,
        derandomize=not DRAWN,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink) if DRAWN else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
        **more,
    )


class Description:
    """The description of a running gateway. Events are left out: their stream has no end, and other tests read it."""

    def __init__(self, url: str) -> None:
        described = schemathesis.openapi.from_url(f"{url}/openapi.json")
        self.schema = described.exclude(path_regex="/events$")
        self.tokens: dict[str, str] = {}
        self.answered: Counter[tuple[str, int]] = Counter()

    @cached_property
    def opened(self) -> str:
        """The name of a conversation that is there."""
        opened = self.schema["/api/conversations"]["POST"].Case()
        conversation: str = self.call(opened).json()["conversation"]
        return conversation

    def call(self, case: Case) -> Response:
        """Make a request with the token of its conversation, when there is one; and wait for nothing."""
        query, path = dict(case.query or {}), dict(case.path_parameters or {})
        if isinstance(query.get("wait"), float | int):
            query["wait"] = min(query["wait"], 0.01)
            case.query = query
        headers = {"Authorization": f"Bearer {token}"} if (token := self.tokens.get(str(path.get("id")))) else {}
        response = case.call(headers=headers)
        self.answered[case.operation.label, response.status_code] += 1
        if case.operation.label == "POST /api/conversations" and response.status_code == 201:
            opened = response.json()
            self.tokens[opened["conversation"]] = opened["token"]
        return response


@pytest.fixture(scope="module")
def description(settings: Settings, rasa_of_module: RasaServer) -> Iterator[Description]:  # noqa: ARG001 - it is up
    """Lend the description of a gateway of its own."""
    with running(settings.model_copy(update={"port": free_port()})) as url:
        yield Description(url)


def test_any_request_has_a_described_answer(description: Description) -> None:
    """Each operation alone, with what it takes and with what it does not, in a conversation that is there or in none."""
    operations = [found.ok() for found in description.schema.get_all_operations()]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    strategies = [operation.as_strategy(generation_mode=mode) for operation in operations for mode in modes]

    @drawing(CASES // 2)
    @given(st.one_of(strategies), st.booleans())
    def ask(case: Case, held: bool) -> None:
        if held and "id" in case.path_parameters:
            case.path_parameters["id"] = description.opened
        case.validate_response(description.call(case), checks=CHECKS)

    ask()

    assert {operation.label for operation in operations} == {label for label, _ in description.answered}


def test_conversations_of_any_shape_have_described_answers(description: Description) -> None:
    """Requests that follow each other as the description says: what is opened is read, answered, signed in and out."""
    before = description.answered.copy()

    conversations = description.schema.include(path_regex="^/api/conversations")

    class Talk(conversations.as_state_machine()):  # type: ignore[misc]
        """A conversation."""

        def call(self, case: Case, **_: Any) -> Response:
            """Ask as its holder."""
            return description.call(case)

        def validate_response(self, response: Response, case: Case, **_: Any) -> None:
            """Check what was answered."""
            case.validate_response(response, checks=CHECKS)

    Talk.run(settings=drawing(CASES // 2 // STEPS, stateful_step_count=STEPS))
    reached = {label for label, status in description.answered - before if status < 300}

    assert {
        "POST /api/conversations",
        "POST /api/conversations/{id}/messages",
        "GET /api/conversations/{id}/messages",
        "GET /api/conversations/{id}/messages/{seq}/understanding",
        "POST /api/conversations/{id}/sign-in",
        "POST /api/conversations/{id}/sign-out",
    } <= reached
