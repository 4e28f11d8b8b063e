"""Making PostgreSQL's folder: the files, the account they belong to, the password, the database."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from balise.launch.problem import LaunchProblem

OWNER = "balise"
DATABASE = "balise"
ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "TZ": "UTC"}
# Only our own processes have the password; nothing else may connect, not even the account that runs the server.
_ACCESS = f"host all {OWNER} 127.0.0.1/32 scram-sha-256\n"


class RunAs(TypedDict, total=False):
    """What `subprocess` needs to run a program under another account."""

    user: int
    group: int
    extra_groups: list[str | int]


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that PostgreSQL runs under: ours, or, when we are root (which it refuses), `nobody`."""

    uid: int
    gid: int
    other: bool

    def run_as(self) -> RunAs:
        """Return what `subprocess` needs to run a program under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def give(self, path: Path) -> None:
        """Make this account the owner of a file."""
        if self.other:
            os.chown(path, self.uid, self.gid)


def account_for(programs: Path, state: Path) -> Account:
    """Return the account to use, after making sure that it can reach the programs and the state."""
    data = state / "postgres" / "data"
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise LaunchProblem(f"{data} appartient à un autre compte : relancez Balise sous ce compte-là.")
        return Account(os.geteuid(), os.getegid(), other=False)
    entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    for folder in (programs, state.resolve()):
        for parent in (folder, *folder.parents):
            _add_mode(parent, stat.S_IXGRP | stat.S_IXOTH)
    if not (programs / "postgres").stat().st_mode & stat.S_IROTH:
        _open_for_reading(programs.parent)
    return Account(entry.pw_uid, entry.pw_gid, other=True)


def _add_mode(path: Path, bits: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits != bits:
        path.chmod(mode | bits)


def _open_for_reading(folder: Path) -> None:
    """Undo a strict umask at installation: every program and its libraries can be read by everybody."""
    libraries = folder.parent.with_name(f"{folder.parent.name}.libs")
    for path in (folder, *folder.rglob("*"), libraries, *libraries.glob("*")):
        if path.exists():
            run = stat.S_IXGRP | stat.S_IXOTH if path.stat().st_mode & stat.S_IXUSR else 0
            _add_mode(path, stat.S_IRGRP | stat.S_IROTH | run)


def write_secret(path: Path, value: str) -> None:
    """Write a file that its owner alone can read, from its first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(value)


def make(programs: Path, folder: Path, account: Account) -> None:
    """Make the folder of a new server in one move: an interrupted first start leaves nothing that looks finished."""
    draft = folder.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    data = draft / "data"
    data.mkdir(parents=True)
    draft.chmod(0o711 if account.other else 0o700)
    account.give(data)
    password = secrets.token_urlsafe(24)
    write_secret(draft / "password", password)
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
    _run([str(programs / "initdb"), "-D", str(data), "-U", OWNER, "--auth=trust", *locale], account, data)
    single_user = [str(programs / "postgres"), "--single", "-D", str(data), "postgres"]
    _run(single_user, account, data, f"CREATE DATABASE {DATABASE};\nALTER ROLE {OWNER} PASSWORD '{password}';\n")
    (data / "pg_hba.conf").write_text(_ACCESS)
    draft.rename(folder)


def _run(command: list[str], account: Account, cwd: Path, text: str = "") -> None:
    result = subprocess.run(  # noqa: S603
        command, input=text, capture_output=True, text=True, check=False, cwd=cwd, env=ENVIRONMENT, **account.run_as()
    )
    if result.returncode != 0 or "ERROR:" in result.stderr:
        details = (result.stderr or result.stdout).strip()[-1500:]
        raise LaunchProblem(f"La base de données n'a pas pu être créée dans {cwd} :\n{details}")
