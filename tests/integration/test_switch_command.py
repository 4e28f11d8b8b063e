"""`balise switch` and `balise settings`, over a real database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from balise.cli import main
from balise.settings import Settings
from balise.wiring import wired
from tests import database


@pytest.fixture
def url(postgres: str) -> Iterator[str]:
    """Lend the URL of a database of this test's own."""
    with database.migrated_database(postgres) as url:
        yield url


def switch(url: str, *words: str, **env: str) -> Result:
    """Run `balise switch`."""
    return CliRunner().invoke(main, ["switch", *words], env={"BALISE_DATABASE_URL": url, "SUDO_USER": "", "USER": "alix", **env})


def test_a_switch_is_moved_and_who_did_is_kept(url: str) -> None:
    """By the account of the machine unless another name is given; what is already so is said to be."""
    off = switch(url, "off", "web", "--because", "incident")
    again = switch(url, "off", "web", "--because", "encore")
    on = switch(url, "on", "web", "--because", "réparé", "--by", "camille")
    listed = json.loads(switch(url, "list", "--json").stdout)
    shown = switch(url, "list").stdout

    assert ["web : suspendu\n", "web : suspendu (déjà)\n", "web : en service\n"] == [off.stdout, again.stdout, on.stdout]
    assert "on" == listed["positions"]["web"]
    assert [("camille", "off", "on", "réparé"), ("alix", "on", "off", "incident")] == [
        (flip["by"], flip["before"], flip["after"], flip["why"]) for flip in listed["history"]
    ]
    assert "web : on → off  alix  incident" in shown


@pytest.mark.parametrize("words", [("off", "web"), ("off", "nothing", "--because", "x"), ("off", "web", "--because", " ")])
def test_without_a_name_and_a_reason_nothing_moves(url: str, words: tuple[str, ...]) -> None:
    """The command says so and fails."""
    assert 0 != switch(url, *words).exit_code
    assert [] == json.loads(switch(url, "list", "--json").stdout)["history"]


async def test_changed_settings_are_listed_without_their_values(url: str) -> None:
    """As the worker notes them when it starts."""
    for port in (8025, 587):
        settings = Settings(database_url=SecretStr(url), smtp_port=port, smtp_password=SecretStr("mot-de-passe-secret"))
        async with wired(settings) as wiring:
            await wiring.note_settings()()
    said = await asyncio.to_thread(CliRunner().invoke, main, ["settings"], env={"BALISE_DATABASE_URL": url})
    listed = await asyncio.to_thread(CliRunner().invoke, main, ["settings", "--json"], env={"BALISE_DATABASE_URL": url})

    names = [(change["name"], change["default"]) for change in json.loads(listed.stdout)]
    given = [("BALISE_SMTP_PORT", False), ("BALISE_SMTP_PASSWORD", False), ("BALISE_DATABASE_URL", False)]
    assert [("BALISE_SMTP_PORT", True), *given] == names
    assert "BALISE_SMTP_PORT  (valeur par défaut)" in said.stdout
    assert "secret" not in said.stdout + listed.stdout
