"""What is looked at before anything starts."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from balise.launch.checks import check_ports, check_room, free_port, is_running, make_state, sole_owner
from balise.launch.problem import LaunchProblem
from tests.unit.launch.houses import settings_in


@pytest.mark.parametrize(
    ("field", "setting"), [("port", "BALISE_PORT"), ("rasa_url", "BALISE_RASA_URL"), ("actions_url", "BALISE_ACTIONS_URL")]
)
def test_a_taken_port_is_named_with_the_setting_that_changes_it(tmp_path: Path, field: str, setting: str) -> None:
    """Whoever reads the message can go on without searching."""
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 0))
        occupant.listen()
        port = occupant.getsockname()[1]
        value = port if field == "port" else f"http://127.0.0.1:{port}"
        settings = settings_in(tmp_path).model_copy(update={field: value})

        with pytest.raises(LaunchProblem, match=rf"port {port}(.|\n)*{setting}="):
            check_ports(settings)


def test_free_ports_pass(tmp_path: Path) -> None:
    """Nothing is said when nothing is wrong."""
    check_ports(settings_in(tmp_path))

    assert 0 < free_port()


def test_a_nearly_full_disk_stops_the_start(tmp_path: Path) -> None:
    """The message says how much is left and how much is needed."""
    with pytest.raises(LaunchProblem, match=r"disque est presque plein(.|\n)*BALISE_STATE"):
        check_room(tmp_path, needed_mb=10**9)


def test_the_state_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    """It holds the database's password and people's letters."""
    make_state(tmp_path / "var")

    assert 0o700 == stat.S_IMODE((tmp_path / "var").stat().st_mode)


def test_a_state_folder_that_cannot_be_made_is_a_clear_problem(tmp_path: Path) -> None:
    """A wrong BALISE_STATE is named."""
    (tmp_path / "file").write_text("")

    with pytest.raises(LaunchProblem, match="BALISE_STATE"):
        make_state(tmp_path / "file" / "var")


def test_a_second_balise_on_the_same_state_is_refused(tmp_path: Path) -> None:
    """Two servers on one database folder would destroy it; the message names the process that holds it."""
    with sole_owner(tmp_path):
        assert is_running(tmp_path)
        with pytest.raises(LaunchProblem, match=r"tourne déjà(.|\n)*processus \d+"), sole_owner(tmp_path):
            pass

    assert not is_running(tmp_path)


def test_nobody_runs_in_a_folder_that_was_never_used(tmp_path: Path) -> None:
    """Asking changes nothing."""
    assert not is_running(tmp_path / "never")
