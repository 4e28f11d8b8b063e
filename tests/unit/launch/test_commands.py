"""The command line."""

from __future__ import annotations

import subprocess
import sys

from click import Context
from click.testing import CliRunner

from balise.cli import COMMANDS, main


def test_help_lists_every_command_without_importing_any() -> None:
    """Help is immediate: neither the settings nor the database libraries are read for it."""
    code = (
        "import sys; from click.testing import CliRunner; from balise.cli import main;"
        "print(CliRunner().invoke(main, ['--help']).output);"
        "print([name for name in ('pydantic', 'sqlalchemy', 'balise.settings') if name in sys.modules])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "[]" == output.splitlines()[-1]
    assert all(command.help[:40] in output for command in COMMANDS.values())


def test_every_command_of_the_table_exists() -> None:
    """The table names modules as text: this is what keeps it true."""
    context = Context(main)

    assert list(COMMANDS) == [command.name for name in COMMANDS if (command := main.get_command(context, name))]


def test_an_unknown_command_is_refused() -> None:
    """A typo ends with the usual exit code."""
    assert 2 == CliRunner().invoke(main, ["monter"]).exit_code


def test_a_wrong_setting_is_named_in_a_sentence() -> None:
    """No traceback for a setting."""
    result = CliRunner().invoke(main, ["up"], env={"BALISE_PORT": "huit mille"})

    assert 1 == result.exit_code
    assert "BALISE_PORT" in result.output


def test_real_use_without_its_settings_is_refused_with_their_names() -> None:
    """Outside the demo nothing is guessed."""
    result = CliRunner().invoke(main, ["up"], env={"BALISE_DEMO": "false"})

    assert 1 == result.exit_code
    assert "BALISE_OIDC_DISCOVERY" in result.output
