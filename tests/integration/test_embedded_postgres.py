"""The database that Balise brings along, for real."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from balise.launch.checks import make_state, sole_owner
from balise.launch.postgres import database, embedded_postgres, running_database_url
from balise.launch.problem import LaunchProblem
from balise.settings import Settings
from tests.unit.launch.houses import is_alive, server_pid, settings_in, state_folder


@pytest.fixture
def state() -> Iterator[Path]:
    """Lend a state folder."""
    with state_folder() as folder:
        make_state(folder)
        yield folder


def test_the_database_keeps_what_it_is_given(state: Path) -> None:
    """It speaks UTF-8, folds accented capitals, and finds its data again at the next start."""
    with embedded_postgres(state) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE words AS SELECT 'Œuvre à ÉVITER' AS word")
    with embedded_postgres(state) as url, psycopg.connect(url) as connection:
        row = connection.execute("SELECT lower(word), getdatabaseencoding() FROM words").fetchone()

    assert ("œuvre à éviter", "UTF8") == row


def test_the_database_is_for_our_processes_only(state: Path) -> None:
    """It listens on the loopback interface, its password is in a file of its own, and nothing enters without it."""
    with embedded_postgres(state) as url:
        secret = state / "postgres/password"

        assert url.startswith("postgresql://balise:")
        assert "@127.0.0.1:" in url
        assert 0o600 == stat.S_IMODE(secret.stat().st_mode)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url.replace(secret.read_text(), "other"))


def test_the_database_survives_its_own_violent_end(state: Path) -> None:
    """After a SIGKILL the next start recovers what was committed."""
    with embedded_postgres(state) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept ()")
        os.kill(server_pid(state), signal.SIGKILL)
    assert (state / "postgres/data/postmaster.pid").exists()

    with embedded_postgres(state) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == ("kept",)


def test_a_stale_number_that_now_belongs_to_another_program_is_forgotten(state: Path) -> None:
    """Numbers come back quickly in containers: PostgreSQL alone would refuse to start."""
    with embedded_postgres(state):
        lines = (state / "postgres/data/postmaster.pid").read_text().splitlines()
    stale = "\n".join([str(os.getpid()), *lines[1:]])
    (state / "postgres/data/postmaster.pid").write_text(stale + "\n")

    with embedded_postgres(state) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_left_by_a_dead_supervisor_is_replaced(state: Path) -> None:
    """Whoever holds the state folder may stop what was left in it."""
    with embedded_postgres(state):
        left = server_pid(state)
        with embedded_postgres(state) as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert left != server_pid(state)
    assert not is_alive(left)


def test_an_interrupted_first_start_is_begun_again(state: Path) -> None:
    """A half-made folder is never taken for a database."""
    (state / "postgres.new/data").mkdir(parents=True)
    (state / "postgres.new/data/PG_VERSION").write_text("18\n")

    with embedded_postgres(state) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_command_beside_a_running_balise_finds_its_database(state: Path) -> None:
    """The URL is in a file for its owner only, for as long as the database runs."""
    settings = settings_in(state)
    with sole_owner(state), database(settings) as url:
        assert url == running_database_url(settings)
        assert 0o600 == stat.S_IMODE((state / "database.url").stat().st_mode)

    with pytest.raises(LaunchProblem, match="make run"):
        running_database_url(settings)


def test_a_url_left_by_a_killed_balise_is_not_believed(state: Path) -> None:
    """The file alone proves nothing: somebody must hold the folder."""
    (state / "database.url").write_text("postgresql://nowhere")

    with pytest.raises(LaunchProblem):
        running_database_url(settings_in(state))


def test_a_set_database_is_used_and_nothing_is_started(state: Path) -> None:
    """BALISE_DATABASE_URL wins."""
    settings = Settings(state=state, database_url="postgresql://me@there/balise")
    with database(settings) as url:
        assert "postgresql://me@there/balise" == url == running_database_url(settings)
    assert not (state / "postgres").exists()


def test_the_log_of_the_database_quotes_nobody(state: Path) -> None:
    """What went wrong, without the row that was refused nor the statement that asked."""
    said = "99900000011 Lemoine"
    with embedded_postgres(state) as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE people (name text PRIMARY KEY)")
        for _ in range(2):
            with suppress(psycopg.errors.UniqueViolation):
                connection.execute(f"INSERT INTO people VALUES ('{said}')")  # noqa: S608 - written out, as Rasa's driver does
        written = (state / "log" / "postgres.log").read_text()

    assert "duplicate key value" in written
    assert said not in written
