"""Finding uv, or refusing clearly."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError

import pytest

from balise.settings import ROOT
from tools import get_uv


@pytest.mark.parametrize(
    ("system", "machine"), [("Linux", "x86_64"), ("Linux", "aarch64"), ("Linux", "AMD64"), ("Darwin", "arm64")]
)
def test_the_usual_machines_have_a_wheel(system: str, machine: str) -> None:
    """Names of a same processor differ between systems."""
    assert get_uv.wheel_for(system, machine).name.startswith(f"uv-{get_uv.VERSION}-py3-none-")


def test_an_unknown_machine_is_told_what_to_do() -> None:
    """The message says which machines are known and where uv is found."""
    with pytest.raises(get_uv.Problem, match=r"s390x(.|\n)*docs\.astral\.sh"):
        get_uv.wheel_for("Linux", "s390x")


def test_another_file_than_the_expected_one_is_refused() -> None:
    """What is run during installation is exactly what was chosen."""
    with pytest.raises(get_uv.Problem, match="empreinte"):
        get_uv.check_fingerprint(b"something else", get_uv.Wheel("any", "0" * 64))


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (URLError(ssl.SSLCertVerificationError(1, "unknown issuer")), "ca-certificates"),
        (URLError("Name or service not known"), "https_proxy"),
        (TimeoutError("timed out"), "https_proxy"),
    ],
)
def test_an_unreachable_index_is_explained(error: Exception, advice: str) -> None:
    """Certificates and proxies are what goes wrong in a hospital."""
    assert advice in get_uv.explained(error)


@pytest.mark.parametrize(("version", "usable"), [("uv 0.13.9 (x)", True), ("uv 0.6.0", True), ("uv 0.4.9", False), ("no", False)])
def test_a_uv_too_old_to_read_our_lock_is_not_used(tmp_path: Path, version: str, usable: bool) -> None:
    """The person's own uv is used when it can do the work."""
    program = tmp_path / "uv"
    program.write_text(f"#!/bin/sh\necho '{version}'\n")
    program.chmod(0o755)

    assert usable == get_uv.usable(str(program))


def run_alone(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run get_uv.py as the only file of a project, with nothing on PATH."""
    (folder / "tools").mkdir()
    script = folder / "tools" / "get_uv.py"
    script.write_bytes((ROOT / "tools" / "get_uv.py").read_bytes())
    env = {"PATH": "", "HOME": str(folder), **variables}
    return subprocess.run([sys.executable, "-I", str(script)], env=env, capture_output=True, text=True, check=False, timeout=110)


def test_without_network_the_message_is_clear_and_nothing_is_printed_as_a_path(tmp_path: Path) -> None:
    """The Makefile uses what is printed: a failure prints on the error side only."""
    nowhere = "http://127.0.0.1:9"
    result = run_alone(tmp_path, https_proxy=nowhere, HTTPS_PROXY=nowhere)

    assert (1, "") == (result.returncode, result.stdout)
    assert "pypi.org ne répond pas" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_cannot_be_written_is_a_clear_problem(tmp_path: Path) -> None:
    """A path that is taken by a file stands for every folder that cannot be made."""
    (tmp_path / ".tools").write_text("")
    result = run_alone(tmp_path)

    assert 1 == result.returncode
    assert "Impossible d'écrire" in result.stderr


def test_uv_is_installed_from_pypi_on_a_bare_machine(tmp_path: Path) -> None:
    """With python3 and the network alone, a working uv of the pinned version ends up in .tools/."""
    certificates = {name: os.environ[name] for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if name in os.environ}
    result = run_alone(tmp_path, **certificates)
    if "pypi.org ne répond pas" in result.stderr:
        pytest.skip("pypi.org is out of reach from here")

    assert (0, f"{tmp_path}/.tools/uv\n") == (result.returncode, result.stdout), result.stderr
    assert get_uv.usable(f"{tmp_path}/.tools/uv")
