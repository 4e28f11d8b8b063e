"""No word of ours is left as it is in a paper: each has its French, and what has none is not shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from balise.adapters.papers.words import Words, load_words
from balise.model.paper import DelegateRole, Right
from balise.model.procedure import Evidence
from balise.model.reply import NOWHERE
from balise.settings import ROOT
from tests.unit import source_code

CALLED_OTHERWISE = {"move": 3, "Move": 4, "HandOver": 1}
"""Where `why` stands in calls of no function: the use case `MoveProcedure` by the field that holds it, and the nouns."""

MIGRATED = "doubled"
"""What a migration has written in histories."""


@pytest.fixture(scope="module")
def words() -> Words:
    """Lend the real sentences."""
    return load_words(ROOT / "data" / "papers.yml")


def modules() -> list[Path]:
    """Return the modules in which something is decided; the store only reads back what was."""
    return source_code.files("balise/model", "balise/usecases")


def takers() -> dict[str, int]:
    """Return the functions that are told why something moves, and at which place."""
    places = dict(CALLED_OTHERWISE)
    for path in modules():
        for function in source_code.functions(path):
            names = [argument.arg for argument in function.args.args if argument.arg != "self"]
            if "why" in names and function.name != "__call__":
                places[function.name] = names.index("why")
    return places


def reasons() -> Iterator[ast.expr]:
    """Return what is given as the reason of a move or of a hand-over, wherever one is."""
    places = takers()
    for path in modules():
        for call in source_code.calls(path):
            name = ast.unparse(call.func).rpartition(".")[2]
            named = [keyword.value for keyword in call.keywords if keyword.arg == "why"]
            if name in places:
                yield from named or call.args[places[name] : places[name] + 1]


def test_every_reason_is_said_in_french(words: Words) -> None:
    """The words that the code gives as reasons are those of the file, neither more nor less."""
    given = list(reasons())
    written = {node.value for node in given if isinstance(node, ast.Constant)}
    elsewhere = {ast.unparse(node) for node in given if not isinstance(node, ast.Constant)}

    assert {"undeliverable", "may_have_left", "out_of_tries"} <= written
    assert {"why"} == elsewhere, "a reason is a word written where it is given, or handed on under its name"
    assert written | {MIGRATED} == set(words.labels("receipt.why"))


def test_every_kind_of_proof_is_said_in_french(words: Words) -> None:
    """However something was verified, the receipt can say it."""
    assert set(Evidence) <= set(words.labels("receipt.proofs"))


@pytest.mark.parametrize(("field", "known"), [("role", DelegateRole), ("rights", Right)])
def test_every_choice_is_said_in_french(words: Words, field: str, known: type[DelegateRole | Right]) -> None:
    """A choice of a delegation has its words."""
    assert set(known) == set(words.labels(f"receipt.values.{field}"))


def test_news_that_go_nowhere_are_said_in_french(words: Words) -> None:
    """Stopped, or never written because the contact is a BAL."""
    assert {NOWHERE} == set(words.labels("receipt.values.notify"))


def test_only_shown_fields_have_words(words: Words) -> None:
    """Words for a field that has no label would never be read."""
    assert set(words.labels("receipt.values")) <= set(words.labels("receipt.details"))
