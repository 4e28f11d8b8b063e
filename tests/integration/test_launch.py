"""Starting and stopping for real: processes and signals."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from balise.launch.checks import is_running, make_state
from balise.launch.environment import for_ours
from balise.launch.problem import LaunchProblem
from balise.launch.supervisor import running_stack
from balise.settings import ROOT, Settings
from balise.wiring.seals import seals
from tests.unit.launch.houses import is_alive, parts_with, server_pid, settings_in, state_folder

# A supervisor in a process of its own, that one can kill: it writes the numbers of its processes and waits.
_SUPERVISOR = """
import asyncio, sys
from pathlib import Path
from balise.launch.supervisor import running_stack
from tests.unit.launch.houses import parts_with, settings_in

async def main():
    async with running_stack(settings_in(Path(sys.argv[1])), parts=parts_with(*sys.argv[2:])) as stack:
        server = (stack.settings.state / "postgres/data/postmaster.pid").read_text().split()[0]
        print(*stack.processes.values(), server, flush=True)
        await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.fixture
def state() -> Iterator[Path]:
    """Lend a state folder."""
    with state_folder() as folder:
        make_state(folder)
        yield folder


def until(condition: Callable[[], bool], patience: float = 10.0) -> bool:
    """Wait for a condition to hold."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


async def test_a_stack_starts_works_and_leaves_nothing(state: Path) -> None:
    """Inside the block everything runs and is named; after it, no process and no URL are left."""
    async with running_stack(settings_in(state), parts=parts_with()) as stack:
        processes = [*stack.processes.values(), server_pid(state)]
        assert {"actions", "gateway"} == set(stack.processes)
        assert all(is_alive(pid) for pid in processes)
        assert 20 < len(stack.rasa_token)
        assert stack.database_url == (state / "database.url").read_text()

    assert not any(is_alive(pid) for pid in processes)
    assert not is_running(state)
    assert not (state / "database.url").exists()


async def test_what_the_launcher_draws_is_no_changed_setting(state: Path) -> None:
    """What its processes are told of as given is what somebody gave."""
    given = settings_in(state).model_copy(update={"actions_token": SecretStr("of-somebody")})
    async with running_stack(given, parts=parts_with()) as stack:
        complete = stack.settings

    assert ("database_url", "rasa_token") == complete.drawn
    assert "BALISE_ACTIONS_TOKEN" in seals(given)
    assert seals(given) == seals(complete)


async def test_a_process_that_falls_is_named_with_its_last_words(state: Path) -> None:
    """Nothing is restarted silently."""
    async with running_stack(settings_in(state), parts=parts_with("die")) as stack:
        with pytest.raises(LaunchProblem, match=r"« gateway » s'est arrêté \(code 3\)(.|\n)*je tombe"):
            await stack.watch()


async def test_a_service_that_says_it_never_will_is_believed(state: Path) -> None:
    """Rasa goes on running with a model it could not load: the start ends there, with its log."""
    with pytest.raises(LaunchProblem, match="Ne fonctionne pas : gateway"):
        async with running_stack(settings_in(state), parts=parts_with("hopeless")):
            pass
    assert not is_running(state)


async def test_a_process_that_will_not_stop_is_ended_with_its_children(state: Path) -> None:
    """The stop takes less than ten seconds whatever the processes do."""
    async with running_stack(settings_in(state), parts=parts_with("hang")) as stack:
        grandchild = int(stack.child("gateway").last_lines().split()[1])
        pids = [grandchild, *stack.processes.values()]
        assert is_alive(grandchild)
        asked = time.monotonic()

    assert time.monotonic() - asked < 10
    assert until(lambda: not any(is_alive(pid) for pid in pids))


@pytest.fixture
def supervisor(state: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Lend a supervisor in a process of its own, and the numbers of its processes."""
    command = [sys.executable, "-c", _SUPERVISOR, str(state)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, [int(pid) for pid in process.stdout.readline().split()]
        process.kill()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends the children of a killed process")
def test_a_killed_supervisor_takes_everything_with_it(supervisor: tuple[subprocess.Popen[str], list[int]]) -> None:
    """Even SIGKILL, which nobody can catch, leaves no process behind."""
    process, pids = supervisor
    assert all(is_alive(pid) for pid in pids)

    process.kill()

    assert until(lambda: not any(is_alive(pid) for pid in pids))


def run_up(settings: Settings, **variables: str) -> subprocess.Popen[str]:
    """Start `balise up` as `make run` does."""
    command = [sys.executable, "-m", "balise.cli", "up"]
    env = for_ours(settings) | variables
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_up_on_a_taken_port_says_which_and_exits_1(state: Path) -> None:
    """The person is told before anything is started."""
    settings = settings_in(state)
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", settings.port))
        occupant.listen()
        with run_up(settings) as process:
            output, _ = process.communicate(timeout=60)

    assert 1 == process.returncode
    assert f"Le port {settings.port}, prévu pour la page web" in output
    assert "Traceback" not in output


def test_up_without_rasas_environment_says_what_to_run(state: Path) -> None:
    """A forgotten `make setup` is named."""
    models = str(state / "models")
    with run_up(settings_in(state), BALISE_RASA_PYTHON="/nowhere/python", BALISE_MODELS=models) as process:
        output, _ = process.communicate(timeout=60)

    assert 1 == process.returncode
    assert "make setup" in output


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_up_interrupted_while_training_stops_the_training(state: Path, signum: signal.Signals) -> None:
    """Ctrl-C is obeyed at any moment, and is not an error."""
    trainer = state / "slow_python"
    trainer.write_text(f"#!/bin/sh\necho $$ > {state}/trainer.pid\nexec sleep 600\n")
    trainer.chmod(0o755)
    with run_up(settings_in(state), BALISE_RASA_PYTHON=str(trainer), BALISE_MODELS=str(state / "models")) as process:
        assert until((state / "trainer.pid").exists, 60)
        time.sleep(0.2)
        process.send_signal(signum)
        output, _ = process.communicate(timeout=20)

    assert 0 == process.returncode, output
    assert "Balise est arrêtée" in output
    assert not is_alive(int((state / "trainer.pid").read_text()))
