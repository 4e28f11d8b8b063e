"""The four processes of a running Balise: their command lines, and how one knows that they are ready."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from balise.launch.checks import address_of
from balise.launch.environment import for_ours, for_rasa
from balise.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """A process to start."""

    name: str  # Also its log's.
    title: str
    command: tuple[str, ...]
    env: Mapping[str, str]
    ready_url: str = ""  # Answers 200 once it works; without one, being alive is all that can be known.
    hopeless: int = 0  # The HTTP status by which it says that waiting longer is of no use.


def services_of(settings: Settings, model: Path) -> tuple[Service, ...]:
    """Return what to start, slowest first. The settings are complete: database, tokens."""
    return (_rasa(settings, model), *_ours(settings))


def _rasa(settings: Settings, model: Path) -> Service:
    host, port = address_of(settings.rasa_url)
    token = settings.rasa_token.get_secret_value()
    database = settings.database_url.get_secret_value() if settings.database_url else ""
    variables = {
        "BALISE_ACTIONS_URL": settings.actions_url,
        "BALISE_ACTIONS_TOKEN": settings.actions_token.get_secret_value(),
        "BALISE_RASA_TOKEN": token,
        # Rasa's driver is psycopg2, which reads the plain form of the URL.
        "RASA_DB_URL": database.replace("postgresql+psycopg://", "postgresql://"),
        "POSTGRESQL_SCHEMA": "rasa",
    }
    # One word with its value: a token may begin with a dash.
    address = ("--enable-api", "-i", host, "-p", str(port), f"--auth-token={token}")
    files = ("--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml", "--model", str(model))
    return Service(
        "rasa",
        "Rasa, le moteur de dialogue",
        (str(settings.rasa_python), "bot/launch_rasa.py", "run", *address, *files),
        for_rasa(variables),
        # `GET /` answers before the model is loaded, and goes on answering when it could not be.
        f"{settings.rasa_url}/status?token={token}",
        hopeless=409,
    )


def _ours(settings: Settings) -> tuple[Service, ...]:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    env = for_ours(settings)

    def python(module: str) -> tuple[str, ...]:
        return (sys.executable, "-m", module)

    return (
        Service("actions", "le serveur d'actions", python("actions"), env, f"{settings.actions_url}/health"),
        Service("worker", "les tâches de fond", python("channels.worker"), env),
        Service("gateway", "la page web", python("channels.web"), env, f"http://{host}:{settings.port}/readyz"),
    )
