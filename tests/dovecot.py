"""
A real IMAP server for the tests: Dovecot 2.3 on a loopback port, run by an ordinary account.

The one of the system when there is one; else Debian's packages, downloaded and unpacked into .cache/dovecot without being
installed. Where neither can be, the tests that need it say so and are skipped.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from imapclient import IMAPClient

from balise.launch.checks import free_port
from balise.settings import ROOT

CACHE = ROOT / ".cache" / "dovecot"
USER, PASSWORD = "balise@exemple.example", "secret"
NEEDED = ("usr/lib/dovecot/imap-login", "usr/lib/dovecot/imap", "usr/sbin/dovecot", "usr/bin/doveconf")
BUILT_IN = b"/usr/lib/dovecot/modules\0"
"""Where Dovecot looks for its own TLS module, whatever its configuration says. In an unpacked copy: beside its sockets."""

_CONFIGURATION = """
base_dir = {run}/base
state_dir = {run}/state
log_path = {run}/log
import_environment = TZ LD_LIBRARY_PATH
libexec_dir = {root}usr/lib/dovecot
mail_plugin_dir = {root}usr/lib/dovecot/modules
login_plugin_dir = {root}usr/lib/dovecot/modules/login
protocols = imap
listen = 127.0.0.1
default_internal_user = {account}
default_internal_group = {group}
default_login_user = {account}
first_valid_uid = 1
mail_home = {run}/home/%u
mail_location = maildir:~/mail
mail_plugins = acl
plugin {{
  acl = vfile:{run}/acl
}}
namespace inbox {{
  inbox = yes
}}
ssl = {tls}
ssl_cert = <{run}/certificate.pem
ssl_key = <{run}/certificate.pem
disable_plaintext_auth = no
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid}
}}
service config {{
  executable = {root}usr/lib/dovecot/config -c {run}/dovecot.conf
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """
    A server that runs. `port` begins in the clear, `tls_port` under TLS (0 when it has none).

    Whoever logs in with `PASSWORD` has a mailbox of their own.
    """

    port: int
    tls_port: int
    run: Path

    def client(self, user: str = USER) -> IMAPClient:
        """Return a client of the tests' own, logged in: what is on loopback may be in the clear."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False)
        client.login(user, PASSWORD)
        return client

    def allow(self, rights: str, user: str = USER) -> None:
        """Let the owner of a mailbox do only this in its INBOX (RFC 4314)."""
        (self.run / "home" / user / "mail" / "dovecot-acl").write_text(f"owner {rights}\n")


@contextmanager
def dovecot(certificate: Path, tls: bool = True) -> Iterator[Dovecot]:
    """Lend a server with this certificate and its key (one PEM file)."""
    root = _root()
    # A short path: those of UNIX sockets have a limit.
    run = Path(tempfile.mkdtemp(prefix="dv-", dir="/tmp"))
    uid, gid = (65534, 65534) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    server = Dovecot(free_port(), free_port() if tls else 0, run)
    try:
        ports = {"port": server.port, "tls_port": server.tls_port, "tls": "yes" if tls else "no"}
        root = _reachable(root, run)
        _write(run, root, certificate, {"uid": uid, "gid": gid, **ports})
        with _running(run, root, uid, gid):
            _wait(server.port, run)
            yield server
    finally:
        shutil.rmtree(run, ignore_errors=True)


def _write(run: Path, root: Path, certificate: Path, values: dict[str, object]) -> None:
    """Write everything the server reads, for the account that runs it."""
    uid, gid = int(str(values["uid"])), int(str(values["gid"]))
    names = {"account": pwd.getpwuid(uid).pw_name, "group": grp.getgrgid(gid).gr_name}
    text = _CONFIGURATION.format(run=run, root=f"{root}/".replace("//", "/"), password=PASSWORD, **values, **names)
    (run / "dovecot.conf").write_text(text)
    (run / "acl").write_text("")
    shutil.copyfile(certificate, run / "certificate.pem")
    for folder in ("base", "state", "home"):
        (run / folder).mkdir()
    (run / "base" / "modules").symlink_to(root / "usr/lib/dovecot/modules")
    if os.geteuid() == 0:
        for path in (run, *run.glob("*"), *(run / "base").glob("*")):
            os.chown(path, uid, gid, follow_symlinks=False)


@contextmanager
def _running(run: Path, root: Path, uid: int, gid: int) -> Iterator[None]:
    libraries = [root / "usr/lib/dovecot", root / "usr/lib/dovecot/modules/old-stats"]
    env = {"PATH": os.environ["PATH"]}
    if root != Path("/"):
        libraries += [*(root / "usr/lib").glob("*-linux-gnu*"), *(root / "lib").glob("*-linux-gnu*")]
        env["LD_LIBRARY_PATH"] = ":".join(map(str, libraries))
    # doveconf reads the file, then becomes the server.
    command = [root / "usr/bin/doveconf", "-c", run / "dovecot.conf", "-m", "master", "-e", root / "usr/sbin/dovecot", "-F"]
    account = {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}
    with (run / "output").open("wb") as output:
        process = subprocess.Popen(list(map(str, command)), env=env, stdout=output, stderr=output, cwd=run, **account)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def _reachable(root: Path, run: Path) -> Path:
    """Return where the account of the server finds it: under root, it may not enter the folders above the cache."""
    if os.geteuid() != 0 or root == Path("/"):
        return root
    shutil.copytree(root / "usr", run / "root" / "usr", symlinks=True)
    return run / "root"


def _wait(port: int, run: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as link:
                link.settimeout(5)
                if link.recv(64).startswith(b"* OK"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    said = "".join(path.read_text(errors="replace") for path in (run / "output", run / "log") if path.exists())
    pytest.fail(f"Dovecot does not start: {said[-2000:]}")


def _root() -> Path:
    """Return where Dovecot is: the system, or the unpacked packages. Skips the test when there is none to be had."""
    for root in (Path("/"), CACHE / "root"):
        if all((root / name).exists() for name in NEEDED):
            return _usable(root)
    return _unpacked()


def _usable(root: Path) -> Path:
    version = _version(root)
    if not version.startswith("2.3."):
        pytest.skip(f"Dovecot {version} in {root}: these tests configure 2.3 (an unpacked one is made anew when it is deleted)")
    return root


def _version(root: Path) -> str:
    env = {} if root == Path("/") else {"LD_LIBRARY_PATH": str(root / "usr/lib/dovecot")}
    try:
        said = subprocess.run([root / "usr/sbin/dovecot", "--version"], env=env, capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return "that does not run"
    return said.stdout.split(" ")[0]


def _unpacked() -> Path:
    """Download Debian's packages and unpack them; nothing is installed, and no privilege is needed."""
    if not all(shutil.which(tool) for tool in ("apt-get", "dpkg-deb")):
        pytest.skip("no Dovecot here: install dovecot-imapd (2.3), or run the tests where apt-get can download it")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as partial:
        try:
            root = _download(Path(partial))
        except (subprocess.SubprocessError, OSError) as error:
            said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1:]
            pytest.skip(f"no Dovecot here, and Debian's packages cannot be downloaded: {' '.join(said)}")
        with suppress(OSError):  # Other tests, running at the same time, were quicker.
            root.rename(CACHE / "root")
    return _usable(CACHE / "root")


def _download(folder: Path) -> Path:
    """Return a folder with Dovecot and those of its libraries that this machine lacks."""
    for name in ("lists/partial", "cache/archives/partial", "debs", "root"):
        (folder / name).mkdir(parents=True)
    apt = ["apt-get", "-q", "-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
    apt += ["-o", "APT::Sandbox::User=", "-o", "Acquire::Retries=2"]
    _done([*apt, "update"], folder)
    planned = _done([*apt, "--simulate", "--no-install-recommends", "install", "dovecot-imapd"], folder)
    packages = [line.split()[1] for line in planned.splitlines() if line.startswith("Inst ")]
    _done([*apt, "download", *packages], folder / "debs")
    for package in (folder / "debs").glob("*.deb"):
        _done(["dpkg-deb", "-x", str(package), str(folder / "root")], folder)
    library = next((folder / "root/usr/lib/dovecot").glob("libdovecot.so.0.*"))
    library.write_bytes(library.read_bytes().replace(BUILT_IN, b"modules".ljust(len(BUILT_IN), b"\0")))
    return folder / "root"


def _done(command: list[str], folder: Path) -> str:
    env = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout
