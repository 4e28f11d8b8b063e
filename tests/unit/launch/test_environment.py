"""What the processes are told."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from balise.launch.environment import for_ours, for_rasa
from balise.launch.services import services_of
from balise.settings import Settings


def complete(tmp_path: Path) -> Settings:
    """Return settings as the supervisor completes them."""
    url = SecretStr("postgresql+psycopg://balise:pw@127.0.0.1:1/balise")
    secrets = {"rasa_token": SecretStr("jeton"), "smtp_password": SecretStr("courrier")}
    return Settings(state=tmp_path, database_url=url, drawn=("database_url", "rasa_token"), **secrets)


def test_the_settings_of_a_child_are_those_of_the_stack(tmp_path: Path) -> None:
    """Every field that is set travels, in the form that pydantic reads back."""
    settings = complete(tmp_path)
    variables = for_ours(settings)
    read = Settings.model_validate(
        {name: variables[f"BALISE_{name.upper()}"] for name in Settings.model_fields if f"BALISE_{name.upper()}" in variables}
    )

    assert settings.model_dump() == read.model_dump()


def test_rasa_learns_nothing_it_does_not_need(tmp_path: Path) -> None:
    """Rasa is old code: the mail server's password and the like stay out of its reach."""
    rasa = services_of(complete(tmp_path), Path("m.tar.gz"))[0]

    assert "courrier" not in str(dict(rasa.env))
    assert "postgresql://balise:pw@127.0.0.1:1/balise" == rasa.env["RASA_DB_URL"]
    assert "rasa" == rasa.env["POSTGRESQL_SCHEMA"]


def test_a_token_that_begins_with_a_dash_is_not_taken_for_an_option(tmp_path: Path) -> None:
    """One drawn token in 64 does: it travels in one word with its option."""
    settings = complete(tmp_path).model_copy(update={"rasa_token": SecretStr("-jeton")})

    assert "--auth-token=-jeton" in services_of(settings, Path("m.tar.gz"))[0].command


def test_rasa_never_calls_home() -> None:
    """The wheel ships telemetry that is on by default."""
    assert "false" == for_rasa({})["RASA_TELEMETRY_ENABLED"]


def test_rasa_starts_first_and_listens_where_the_settings_say(tmp_path: Path) -> None:
    """It is the slowest to start; its port is the one the others are told."""
    settings = complete(tmp_path).model_copy(update={"rasa_url": "http://127.0.0.1:6006"})
    services = services_of(settings, Path("m.tar.gz"))

    assert ["rasa", "actions", "worker", "gateway"] == [service.name for service in services]
    assert ("-i", "127.0.0.1", "-p", "6006") == services[0].command[4:8]


def test_a_gateway_open_to_the_network_is_asked_on_the_loopback(tmp_path: Path) -> None:
    """0.0.0.0 can be listened on, not called."""
    settings = complete(tmp_path).model_copy(update={"host": "0.0.0.0", "port": 8123})  # noqa: S104 - not bound

    assert "http://127.0.0.1:8123/readyz" == services_of(settings, Path("m"))[-1].ready_url
