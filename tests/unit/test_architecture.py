"""The house keeps the rules of its plan. Who may import whom is import-linter's (pyproject.toml)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from balise.settings import ROOT
from tests.unit import source_code

LONGEST_MODULE = 250
LONGEST_FUNCTION = 40

# Run in a new interpreter, on the modules named on its standard input: what reaches outside while they are imported is told.
# Libraries may read files, and ask the `file` command which platform this is (`platform.architecture`).
_IMPORT_ALL = """
import importlib, sys, threading

deeds = []
WRITING = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.symlink", "os.link", "shutil.")
RUNNING = ("os.system", "os.exec", "os.fork", "os.posix_spawn")
SPEAKING = ("socket.bind", "socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")

def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and not set("wax+").isdisjoint(arguments[1])
    runs = event == "subprocess.Popen" and arguments[0] != "file"
    if writes or runs or event.startswith((*WRITING, *RUNNING, *SPEAKING)):
        deeds.append(f"{current}: {event} {arguments}")

current = ""
sys.addaudithook(watch)
for current in sys.stdin.read().split():
    importlib.import_module(current)
deeds += [f"thread {thread.name}" for thread in threading.enumerate() if thread is not threading.main_thread()]
print("\\n".join(deeds))
"""


def imported(names: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Import modules in a new interpreter without a single variable, and return what that did."""
    command = [sys.executable, "-B", "-W", "ignore", "-c", _IMPORT_ALL]
    return subprocess.run(command, input=names, cwd=folder, env={}, capture_output=True, text=True, check=False)


def short(path: Path) -> str:
    """Return a path as people name it."""
    return path.relative_to(ROOT).as_posix()


def test_importing_any_module_does_nothing() -> None:
    """No module connects, listens, writes, or starts anything when it is imported, nor needs a setting."""
    done = imported("\n".join(source_code.module_name(path) for path in source_code.files()), ROOT)

    assert (0, "") == (done.returncode, done.stdout.strip()), done.stderr


@pytest.mark.parametrize(
    "deed",
    [
        "open('x', 'w')",
        "__import__('subprocess').run(['true'])",
        "__import__('socket').socket().bind(('127.0.0.1', 0))",
        "__import__('socket').socket().connect_ex(('127.0.0.1', 9))",
        "__import__('threading').Timer(0.5, print).start()",
    ],
)
def test_a_module_that_does_something_would_be_noticed(deed: str, tmp_path: Path) -> None:
    """The test above sees what it looks for."""
    (tmp_path / "noisy.py").write_text(deed)

    assert "" != imported("noisy", tmp_path).stdout.strip()


@pytest.mark.parametrize("path", source_code.files(), ids=short)
def test_a_module_is_small_and_named_after_what_it_holds(path: Path) -> None:
    """No drawer (utils, helpers, common), 250 lines a module and 40 a function at most, documentation aside."""
    too_long = [f.name for f in source_code.functions(path) if source_code.lines_of(path, f) > LONGEST_FUNCTION]

    assert path.stem not in {"utils", "helpers", "common", "misc", "tools"}
    assert source_code.lines_of(path) <= LONGEST_MODULE
    assert [] == too_long


@pytest.mark.parametrize("path", source_code.files("actions"), ids=short)
def test_no_sentence_lives_in_an_action(path: Path) -> None:
    """What people read is in bot/domain and in data/texts.yml: no accented text in actions, no `text=` said."""
    french = [text for text in source_code.literals(path) if set("àâäçéèêëîïôöùûüœæÀÂÇÉÈÊËÎÏÔÙÛÜŒÆ«»’…") & set(text)]
    said = [call.lineno for call in source_code.calls(path) if "text" in {keyword.arg for keyword in call.keywords}]

    assert ([], []) == (french, said)


def test_nothing_is_written_for_a_spreadsheet() -> None:
    """It would run a name that begins with an equals sign as a formula: whoever exports a table has to think of it first."""
    files = source_code.files()
    writing = [
        path.name
        for path in files
        for call in source_code.calls(path)
        if ast.unparse(call.func).startswith(("csv.writer", "csv.DictWriter"))
    ]

    assert [] == writing
    assert [] == [
        path.name for path in files if any("text/csv" in words or "spreadsheet" in words for words in source_code.literals(path))
    ]
