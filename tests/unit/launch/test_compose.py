"""The file of the real deployment."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tools import check_compose

_TEXT = check_compose.FILE.read_text()


@pytest.fixture
def services() -> dict[str, Any]:
    """Lend the services as they are written."""
    return dict(yaml.safe_load(_TEXT)["services"])


def test_every_process_of_the_design_is_there(services: dict[str, Any]) -> None:
    """The five processes, and the one that migrates once."""
    assert {"gateway", "rasa", "actions", "worker", "postgres", "migrate"} == set(services)


def test_only_the_gateway_is_published(services: dict[str, Any]) -> None:
    """Rasa's REST channel has no authentication: nobody outside may reach it."""
    assert ["gateway"] == [name for name, service in services.items() if "ports" in service]


def test_rasa_and_the_database_cannot_reach_the_outside(services: dict[str, Any]) -> None:
    """They are on the internal network alone."""
    assert [["private"], ["private"]] == [services[name]["networks"] for name in ("rasa", "postgres")]
    assert yaml.safe_load(_TEXT)["networks"]["private"]["internal"]


def test_every_service_that_stays_says_how_it_feels(services: dict[str, Any]) -> None:
    """A health check is a test, not only a word; the migration ends by itself."""
    assert {"migrate"} == {name for name, service in services.items() if "test" not in service.get("healthcheck", {})}


def test_nothing_can_be_written_but_the_database(services: dict[str, Any]) -> None:
    """Read-only everywhere; the database has the only volume."""
    assert {True} == {service.get("read_only") for service in services.values()}
    assert ["postgres"] == [name for name, service in services.items() if "volumes" in service]


@pytest.fixture
def reader() -> list[str]:
    """Lend Docker's reader of such files."""
    command = check_compose.reader()
    if command is None:
        pytest.skip(check_compose.MISSING)
    return command


def test_docker_reads_the_file(reader: list[str]) -> None:
    """With what it requires, the file is right."""
    result = check_compose.check(reader, dict.fromkeys(check_compose.required(_TEXT), "set"))

    assert 0 == result.returncode, result.stderr


@pytest.mark.parametrize("name", check_compose.required(_TEXT))
def test_a_missing_secret_stops_the_deployment(reader: list[str], name: str) -> None:
    """No password has a default value."""
    values = {other: "set" for other in check_compose.required(_TEXT) if other != name}

    assert 0 != check_compose.check(reader, values).returncode
