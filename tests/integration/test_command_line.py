"""The command line, over a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from balise.adapters.directories.extraction.fictional import write_fictional_extraction
from balise.cli import COMMANDS, main
from balise.launch.checks import free_port
from balise.model.conversation import Author, Channel, Conversation, Draft, Reply, Understanding
from balise.model.moment import in_france
from balise.model.opinion import Opinion
from balise.model.procedure import Actor, Kind, Letter, Procedure, State, draft
from balise.settings import ROOT, Settings
from balise.wiring import now, wired
from tests.database import migrated_database

LEMOINE = "99900000011"
HEAVY = "alembic authlib fastapi httpx procrastinate psycopg pydantic rasa_sdk sqlalchemy telegram uvicorn yaml".split()

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def own_url(postgres: str) -> Iterator[str]:
    """Lend a database of these tests' own."""
    with migrated_database(postgres) as url:
        yield url


@pytest.fixture
def run(own_url: str) -> Run:
    """Run a command over that database; keywords are more settings, or None for one that is not set."""

    def invoke(*words: str, **settings: str | None) -> Result:
        env = {"BALISE_DATABASE_URL": own_url, **{f"BALISE_{name.upper()}": value for name, value in settings.items()}}
        return CliRunner().invoke(main, words, env=env)

    return invoke


@pytest.fixture(scope="module")
def directory(own_url: str, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Import the fictional extraction, once."""
    file = tmp_path_factory.mktemp("extraction") / "Extraction_Correspondance_MSSante_202610090800.txt"
    write_fictional_extraction(file)
    return CliRunner().invoke(main, ["directory", "import", str(file)], env={"BALISE_DATABASE_URL": own_url})


@pytest.fixture
async def procedure(own_url: str) -> Procedure:
    """Keep a procedure that has been confirmed."""
    made = draft(Kind.UNPUBLISH, "a-conversation", now(), LEMOINE, "Camille LEMOINE (fictif)")
    made = made.edited("camille@exemple.mssante.fr", kept="camille.lemoine@exemple.mssante.fr")
    async with wired(Settings(database_url=SecretStr(own_url))) as wiring, wiring.store.begin() as work:
        await work.procedures.add(made.moved(State.CONFIRMED, Actor.PRACTITIONER, now()))
    return made


def data(result: Result) -> Any:
    """Return what a command wrote as JSON."""
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


def test_help_imports_nothing_heavy() -> None:
    """`balise --help` names every command at once: no library is loaded for it but the one that reads the command line."""
    script = (
        "import sys\nfrom balise.cli import main\nmain(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.splitlines()[-1]
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [[name] for name in COMMANDS] + [["directory", "boxes"], ["nlu", "eval"], ["procedures", "show"], ["procedures", "settle"]],
)
def test_every_command_explains_itself(run: Run, words: list[str]) -> None:
    """Each command and each of its own has a help that needs nothing running."""
    result = run(*words, "--help")

    assert 0 == result.exit_code
    assert f"main {' '.join(words)} " in result.output


def test_importing_an_extraction(directory: Result) -> None:
    """The import says how many rows it has read."""
    assert 0 == directory.exit_code, directory.output
    assert "lignes importées." in directory.stdout


@pytest.mark.usefixtures("directory")
def test_the_boxes_of_somebody(run: Run) -> None:
    """The boxes of an RPPS, one a line; with --json, the listing whole."""
    shown, listing = run("directory", "boxes", LEMOINE).stdout.splitlines(), data(run("directory", "boxes", LEMOINE, "--json"))
    addresses = ["camille.lemoine.fictif@medecin.mssante.fr", "camille.lemoine.fictif@ch-valmont-fictif.mssante.fr"]

    assert sorted(addresses) == sorted(line.split()[0] for line in shown)
    assert sorted(addresses) == sorted(box["address"] for box in listing["mailboxes"])
    assert (LEMOINE, "2026-10-09") == (listing["professional"]["rpps"], listing["as_of"])


@pytest.mark.usefixtures("directory")
def test_no_box_proves_nothing(run: Run) -> None:
    """A number without a box is not presented as a proof, nor as an error."""
    result = run("directory", "boxes", "10000000001")

    assert 0 == result.exit_code
    assert "ne prouve pas" in result.output


@pytest.mark.usefixtures("directory")
def test_searching(run: Run) -> None:
    """Words in any order, without quotes or accents."""
    shown = run("directory", "search", "lemoine", "camille").stdout
    found = data(run("directory", "search", "camille lemoine", "--json"))

    assert shown.startswith(f"{LEMOINE}  ")
    assert LEMOINE == found["professionals"][0]["rpps"]
    assert "Aucun résultat.\n" == run("directory", "search", "zzzzzz").stdout


@pytest.mark.parametrize(("address", "name"), [("x@aura.mssante.fr", "GCS SARA"), ("  X@AURA.mssante.fr ", "GCS SARA")])
def test_whose_address(run: Run, address: str, name: str) -> None:
    """The operators of an address, with their contacts and abilities, and where each was read."""
    shown, operators = run("operators", "of", address), data(run("operators", "of", address, "--json"))

    assert name in shown.stdout
    assert name == operators[0]["name"]
    assert "peut : request_by_email (" in shown.stdout


def test_an_unknown_address(run: Run) -> None:
    """An unknown domain is said to be, with whom to ask."""
    assert "Opérateur inconnu" in run("operators", "of", "x@inconnu.example").stdout
    assert [] == data(run("operators", "of", "x@inconnu.example", "--json"))


def test_listing_procedures(run: Run, procedure: Procedure) -> None:
    """Every procedure, newest first, with its state and its box."""
    first = run("procedures", "list").stdout.splitlines()[0]

    assert f"{procedure.reference}  unpublish  confirmed  camille@exemple.mssante.fr" == first
    assert procedure.reference == data(run("procedures", "list", "--json"))[0]["reference"]


@pytest.fixture
async def stuck(own_url: str, procedure: Procedure) -> Procedure:
    """Keep a procedure whose request could not leave: an agent has it."""
    letter = Letter(procedure.key("request"), procedure.reference, "to@op.test", "Objet", "Corps", State.SENT)
    async with wired(Settings(database_url=SecretStr(own_url))) as wiring, wiring.store.begin() as work:
        await work.outbox.add(letter)
        await work.outbox.give_up(letter.key, now(), "TemporaryFailure")
        found = await work.procedures.get(procedure.reference)
        return await work.procedures.save(found.handed_over(now(), "out_of_tries"))


def test_what_waits_for_an_agent(run: Run, stuck: Procedure) -> None:
    """It is listed with why, shown so, can be sent again once, and then waits no more."""
    listed = run("procedures", "waiting").stdout
    whole = data(run("procedures", "waiting", "--json"))
    shown = run("procedures", "show", stuck.reference).stdout
    settled = run("procedures", "settle", stuck.reference)
    sent = run("procedures", "send-again", stuck.reference.lower())
    again = run("procedures", "send-again", stuck.reference)

    assert f"{stuck.reference}  unpublish  confirmed" in listed
    assert "out_of_tries" in listed
    assert stuck.reference in [procedure["reference"] for procedure in whole]
    assert "attend un agent" in shown
    assert (1, 0, 1) == (settled.exit_code, sent.exit_code, again.exit_code)
    assert "Impossible à présent" in again.stderr
    assert stuck.reference not in run("procedures", "waiting").stdout


def test_showing_a_procedure(run: Run, procedure: Procedure) -> None:
    """One procedure, by its reference in any case, with its fields and its history."""
    shown = run("procedures", "show", procedure.reference.lower()).stdout
    whole = data(run("procedures", "show", procedure.reference, "--json"))

    assert "kept : camille.lemoine@exemple.mssante.fr" in shown
    assert "draft → confirmed  practitioner" in shown
    assert [(None, "draft"), ("draft", "confirmed")] == [(move["before"], move["after"]) for move in whole["history"]]


@pytest.fixture
async def unfinished(own_url: str) -> Procedure:
    """Keep a draft of nobody's."""
    made = draft(Kind.TICKET, "another-conversation", now()).edited(need="je ne reçois plus rien")
    async with wired(Settings(database_url=SecretStr(own_url))) as wiring, wiring.store.begin() as work:
        return await work.procedures.begin(made)


def test_helping_with_a_draft(run: Run, unfinished: Procedure) -> None:
    """It is listed with since when, filled in by an agent, which its history says, and is still a draft."""
    listed, whole = run("procedures", "drafts").stdout, data(run("procedures", "drafts", "--json"))
    filled = run("procedures", "fill", unfinished.reference.lower(), "need=La BAL de Valmont = pleine depuis lundi")
    shown = run("procedures", "show", unfinished.reference).stdout

    assert f"{unfinished.reference}  ticket  depuis le" in listed
    assert unfinished.reference in [one["draft"]["reference"] for one in whole]
    assert (0, True) == (filled.exit_code, "need : La BAL de Valmont = pleine depuis lundi" in shown)
    assert "draft → draft  agent  completed" in shown


@pytest.mark.parametrize(("filling", "said"), [("contact=x@y.test", "Entrée inutilisable"), ("need", "Entrée inutilisable")])
def test_what_an_agent_may_not_fill(run: Run, unfinished: Procedure, filling: str, said: str) -> None:
    """Neither another field, nor nothing: one line says so."""
    refused = run("procedures", "fill", unfinished.reference, filling)

    assert (1, True) == (refused.exit_code, said in refused.stderr)


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (["procedures", "show", "ZZZZ-ZZZZ"], {}, "Introuvable"),
        (["directory", "boxes", "123"], {}, "Entrée inutilisable"),
        (["directory", "import", str(ROOT / "README.md")], {}, "Entrée inutilisable"),
        (["nlu", "eval", str(ROOT / "README.md")], {}, "Entrée inutilisable"),
        (["procedures", "list"], {"database_url": f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"}, "ne répond pas"),
        (["procedures", "list"], {"database_url": None, "state": "/nowhere"}, "base de données"),
        (["chat", "--script", str(ROOT / "README.md")], {"port": str(free_port())}, "Balise est-elle en marche"),
        (["operators", "of", "x@y.example"], {"port": "quatre-vingts"}, "BALISE_PORT"),
        (["directory", "search", "x"], {"port": "quatre-vingts"}, "BALISE_PORT"),
        (["chat"], {"port": "quatre-vingts"}, "BALISE_PORT"),
        (["procedures", "list"], {"demo": "false"}, "BALISE_SMTP_HOST"),
    ],
)
def test_what_cannot_be_done_is_said_in_french(run: Run, words: list[str], settings: dict[str, str | None], said: str) -> None:
    """A sentence that says what is wrong, exit code 1, and no trace."""
    result = run(*words, **settings)

    assert 1 == result.exit_code
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("✗ ")
    assert said in result.stderr
    assert "Error" not in result.stderr.replace("OperationalError", "").replace("ConnectError", "")


def test_an_import_that_fails_keeps_the_directory(run: Run, directory: Result, tmp_path: Path) -> None:  # noqa: ARG001 - imported
    """A file that is no extraction leaves the previous one in place."""
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("un|deux\n1|2\n", encoding="utf-8")
    result = run("directory", "import", str(wrong))

    assert 1 == result.exit_code
    assert 2 == len(run("directory", "boxes", LEMOINE).stdout.splitlines())


def test_an_agents_account_is_opened_renewed_and_closed(run: Run) -> None:
    """Its secrets are shown when they are drawn, with a QR code, and never listed; a name is taken once, even closed."""
    opened, again, renewed = (
        run("agents", "add", "Alix"),
        run("agents", "add", "alix"),
        run("agents", "reset", "alix", "--role", "admin"),
    )
    listed = data(run("agents", "list", "--json"))
    closed, after = run("agents", "disable", "alix"), run("agents", "list")

    assert (0, 1, 0, 0) == (opened.exit_code, again.exit_code, renewed.exit_code, closed.exit_code)
    assert "otpauth://totp/Balise:alix?secret=" in opened.stdout
    assert "▄" in opened.stdout
    assert opened.stdout != renewed.stdout
    assert [{"name": "alix", "roles": ["admin"], "closed": False}] == listed
    assert "alix  admin  fermé" == after.stdout.strip()
    assert "is taken" in again.output


@pytest.mark.parametrize("words", [["add", "Jean Dupont"], ["reset", "nobody"], ["disable", "nobody"]])
def test_an_account_that_cannot_be_is_refused(run: Run, words: list[str]) -> None:
    """With a sentence, and nothing made."""
    result = run("agents", *words)

    assert 1 == result.exit_code
    assert result.output.startswith("✗ ")


@pytest.fixture
async def judged(own_url: str) -> str:
    """Have somebody say what they think of two answers; return the source of these."""
    conversation, source = "c-opinions-7731", "Fiche « Entretenir ses BAL »"
    said = Draft(Author.PRACTITIONER, Reply("je suis Mirabelle"), understanding=Understanding("bal_pleine", 0.9))
    async with wired(Settings(database_url=SecretStr(own_url))) as wiring, wiring.store.begin() as work:
        await work.conversations.add(Conversation(conversation, Channel.WEB, "hash", now(), f"{conversation}~0"))
        await work.conversations.append(conversation, said)
        for opinion in (Opinion(True), Opinion(False, "Le bouton a changé.\nOù est-il ?")):
            advice = await work.conversations.append(conversation, Draft(Author.ASSISTANT, Reply("Videz-la.", source=source)))
            await work.opinions.keep(advice, opinion)
    return source


def test_what_practitioners_think_of_answers(run: Run, judged: str) -> None:
    """By source and by intent, with the reasons and when; of whoever said so, and of their conversation, nothing."""
    shown, found = run("opinions"), data(run("opinions", "--json"))
    later = data(run("opinions", "--since", f"{now() + timedelta(days=2):%Y-%m-%d}", "--json"))

    assert 0 == shown.exit_code, shown.output
    assert f"     1 oui     1 non  {judged}" in shown.stdout
    assert "     1 oui     1 non  bal_pleine" in shown.stdout
    assert f"{in_france(now()):%d/%m/%Y}" in shown.stdout
    assert "    Le bouton a changé.\n    Où est-il ?" in shown.stdout
    assert ({judged: {"yes": 1, "no": 1}}, {"bal_pleine": {"yes": 1, "no": 1}}) == (found["sources"], found["intents"])
    assert {"sources": {}, "intents": {}, "reasons": []} == later
    assert [] == [word for word in ("Mirabelle", "c-opinions") if word in shown.stdout + json.dumps(found)]
