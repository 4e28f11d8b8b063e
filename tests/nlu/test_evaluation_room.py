"""The evaluation room, on sets small enough to count by hand; and that it reads messages as the product does."""

from __future__ import annotations

import json
import math
import re
import warnings
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from balise.model.evaluation import OUT_OF_SCOPE, Labelled, Outcome, Parsed, evaluate
from bot.nlu.decision import Thresholds
from bot.nlu.intent_classifier import FrenchIntentClassifier
from bot.nlu.intent_decider import DECISION, IntentDecider
from evaluation import crossvalidation, gate, history
from evaluation.configuration import read_thresholds, read_training
from evaluation.costs import COSTS, GRID, careful, cheapest, consequence, measured
from evaluation.curves import MOVED, curve, curves
from evaluation.facts import facts, figures, half_widths
from evaluation.history import KEPT, Figure, Line
from evaluation.report import Subject, history_line, measure
from evaluation.samples import Sample, dev_messages, training_examples
from evaluation.slices import Judged, by_family, confused_pairs, confusion, reliability, worst_errors
from evaluation.understanding import Rankings, Understanding
from evaluation.variants import NEIGHBOURS, in_capitals, with_typos, without_accents

# Matplotlib 3.8 calls pyparsing by names that are no longer liked.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from evaluation.report_page import report_page

THRESHOLDS = Thresholds(inform=0.5, start=0.6, lead=0.1, refuse=0.5, doubt=0.3, offer=0.08, certain=0.75, clause=0.7, aside=0.25)
INTENTS = ("bal_pleine", "deleguer_bal", OUT_OF_SCOPE, "saluer")
EXAMPLES = {
    "bal_pleine": ["ma boîte est pleine", "quota dépassé", "je ne reçois plus rien, c'est saturé", "plus de place"],
    "deleguer_bal": ["donner accès à ma secrétaire", "déléguer ma boîte", "ouvrir ma BAL à une collègue", "partager ma boîte"],
    "saluer": ["bonjour", "salut", "bonsoir à vous", "coucou"],
}
UNSEEN = ["boite pleine !!", "slt", "", "ma boîte est pleine et je veux aussi donner accès à ma secrétaire", "12"]


def chance_rankings(messages: int = 200) -> tuple[list[Labelled], Rankings]:
    """Return messages of any intent, with chances that know little of them."""
    chance = np.random.default_rng(3)
    truth = chance.integers(len(INTENTS), size=messages)
    chances = chance.dirichlet(np.full(len(INTENTS), 0.5), size=messages) + 0.5 * np.eye(len(INTENTS))[truth]
    labelled = [Labelled(f"message {n}", ("sms", "long")[n % 2], (INTENTS[i],)) for n, i in enumerate(truth)]
    return labelled, Rankings(INTENTS, chances / chances.sum(axis=1, keepdims=True), [()] * messages)


def parsed(name: str, confidence: float = 0.9, outcome: Outcome = Outcome.ACT) -> Parsed:
    """Return what was made of a message, in few words."""
    return Parsed(((name, confidence), ("aide", 1 - confidence)), outcome, name if outcome is Outcome.ACT else "", (), 1.0)


def line(model: str = "aaa", dev: str = "d1", accepted: str = "", **values: float) -> Line:
    """Return a line of the history: half everywhere, give or take 0.03, but for what is said."""
    kept = {name: Figure(values.get(name, 0.5), 0.03) for name in KEPT}
    return Line("2026-01-01", model, 3000, dev, 400, kept, "sms", accepted)


@pytest.mark.parametrize("text", ["Ma boîte est pleine depuis ce matin", "bjr pb de mdp", "ok", "MESSAGERIE BLOQUÉE", "aa bb"])
def test_mistakes_are_made_and_are_always_the_same(text: str) -> None:
    """
    A message is changed, the same way each time, and differently with another seed sooner or later.
    """
    assert with_typos(text) == with_typos(text)
    assert text != with_typos(text)
    assert len({with_typos(text, seed) for seed in range(20)}) > 1


@pytest.mark.parametrize("text", ["", "?", "12 34", "👍", "a"])
def test_without_a_word_there_is_no_mistake(text: str) -> None:
    """
    What has no two letters in a row is left as it is.
    """
    assert text == with_typos(text)


def test_mistakes_are_few() -> None:
    """
    One long word in five.
    """
    text = "quelqu'un pourrait supprimer cette boîte parce que personne depuis longtemps jamais regarde dedans"
    changed = [typed != meant for typed, meant in zip(with_typos(text).split(" "), text.split(" "), strict=True)]

    assert 2 == sum(changed)


def test_neighbours_are_those_of_a_french_keyboard() -> None:
    """
    « a » is at the top left, « m » at the end of the middle row.
    """
    assert ({"z", "q", "s"}, {"o", "p", "l"}) == (set(NEIGHBOURS["a"]), set(NEIGHBOURS["m"]))


def test_accents_and_case_go_apart() -> None:
    """
    Without accents the case stays; in capitals the accents do.
    """
    assert ("Coeur a l'Ouvrage", "ŒUVRE ÉTÉ") == (without_accents("Cœur à l'Ouvrage"), in_capitals("œuvre été"))


def test_figures_are_those_of_the_product() -> None:
    """
    Counted message by message, they are what `balise nlu eval` prints.
    """
    labelled, rankings = chance_rankings()
    found = rankings.decided(THRESHOLDS)
    expected = asdict(evaluate(labelled, found))

    for name, value in figures(facts(labelled, found)).items():
        if name in expected:
            assert pytest.approx(expected[name]) == value


def test_noise_is_that_of_a_share() -> None:
    """
    Half the 95 % interval of 200 messages half right is about 1.96 √(0.25 / 200); it is the same each time.
    """
    table = facts(
        *zip(*[(Labelled("x", "sms", ("saluer",)), parsed(("saluer", "nier")[n % 2])) for n in range(200)], strict=True)
    )

    assert pytest.approx(1.96 * math.sqrt(0.25 / 200), rel=0.1) == half_widths(table)["accuracy"]
    assert half_widths(table) == half_widths(table)


def test_what_makes_no_sense_has_no_figure() -> None:
    """
    Where every message is in scope, nothing is said of the others.
    """
    table = facts([Labelled("x", "sms", ("saluer",))] * 3, [parsed("saluer")] * 3)

    assert not [name for name in {**figures(table), **half_widths(table)} if name.startswith("out_of_scope")]


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("inform", "acted"),
        ("start", "acted"),
        ("inform", "wrong_action"),
        ("start", "wrong_action"),
        ("doubt", "out_of_scope_recall"),
    ],
)
def test_what_a_threshold_can_only_lower(name: str, measure: str) -> None:
    """
    Asking more confidence never makes Balise act, rightly or wrongly, nor refuse in doubt, more often.
    """
    points = [point[measure] for point in curve(*chance_rankings(), THRESHOLDS, name)]

    assert all(before >= after for before, after in pairwise(points))
    assert points[0] > points[-1]


def test_a_curve_goes_through_the_present() -> None:
    """
    At the value in use, a curve shows the figures in use.
    """
    labelled, rankings = chance_rankings()
    present = figures(facts(labelled, rankings.decided(THRESHOLDS)))
    found = {name: curve(labelled, rankings, THRESHOLDS, name) for name in MOVED}

    for name, points in found.items():
        (point,) = [point for point in points if math.isclose(point["value"], getattr(THRESHOLDS, name))]
        assert present["handled"] == point["handled"]
    assert found == curves(labelled, rankings, THRESHOLDS)


@pytest.mark.parametrize(
    ("intent", "found", "cost"),
    [
        ("saluer", Parsed((), Outcome.ACT, "saluer", (), 0), 0),
        ("saluer", Parsed((), Outcome.ACT, "bal_pleine", (), 0), 5),
        ("saluer", Parsed((), Outcome.ACT, "supprimer_bal", (), 0), 10),
        ("saluer", Parsed((), Outcome.ASK, "", ("aide", "saluer"), 0), 1),
        ("saluer", Parsed((), Outcome.ASK, "", ("aide",), 0), 3),
        ("saluer", Parsed((), Outcome.REFUSE, "", (), 0), 4),
        (OUT_OF_SCOPE, Parsed((), Outcome.REFUSE, OUT_OF_SCOPE, (), 0), 0),
        (OUT_OF_SCOPE, Parsed((), Outcome.ASK, "", ("aide",), 0), 2),
        (OUT_OF_SCOPE, Parsed((), Outcome.ACT, "supprimer_bal", (), 0), 5),
    ],
)
def test_each_mistake_has_its_cost(intent: str, found: Parsed, cost: float) -> None:
    """
    Setting something going by mistake costs most; asking with the right button, least.
    """
    assert cost == COSTS[consequence(Labelled("x", "sms", (intent,)), found)]


def test_thresholds_are_found_that_cost_less() -> None:
    """
    Never more than those in use; under a limit, something wrong is done less often; the rest of the configuration stays.
    """
    measure_one = measured(*chance_rankings(80))
    starts = [THRESHOLDS, careful(THRESHOLDS)]
    limited = cheapest(measure_one, starts, most_wrong=0.02)
    free = cheapest(measure_one, [*starts, limited.thresholds])

    assert free.cost < measure_one(THRESHOLDS).cost
    assert free.cost <= limited.cost
    assert 0.02 >= limited.wrong_action
    assert THRESHOLDS == replace(free.thresholds, **{name: getattr(THRESHOLDS, name) for name in GRID})


def test_the_history_reads_what_it_wrote() -> None:
    """
    Lines come back as they were, in their order.
    """
    lines = [line("aaa"), line("bbb", accepted="moins d'exemples, plus justes", accuracy=0.25)]

    assert lines == history.read(history.written(lines))


def test_a_model_has_one_line_for_the_same_messages() -> None:
    """
    Measured again, it takes the place of its line and goes last, keeping the reason somebody wrote; other messages, another line.
    """
    lines = [line("aaa", accepted="voulu"), line("bbb")]
    again = history.with_line(lines, line("aaa", accuracy=0.7))

    assert [line("bbb"), line("aaa", accepted="voulu", accuracy=0.7)] == again
    assert [*lines, line("aaa", dev="d2")] == history.with_line(lines, line("aaa", dev="d2"))


def test_the_history_begins_empty_and_does_without_git(tmp_path: Path) -> None:
    """
    No file is no line; outside of a repository, what is on the disk is taken for committed.
    """
    file = tmp_path / "history.tsv"
    before = history.committed(file)
    file.write_text(history.written([line()]), encoding="utf-8")

    assert ([], [line()]) == (before, history.committed(file))


@pytest.mark.parametrize(
    ("name", "value", "passes"),
    [
        ("accuracy", 0.47, True),
        ("accuracy", 0.45, False),
        ("accuracy", 0.9, True),
        ("handled", 0.45, False),
        ("out_of_scope_recall", 0.45, False),
        ("wrong_action", 0.55, False),
        ("wrong_action", 0.45, True),
        ("out_of_scope_accepted", 0.55, False),
        ("asked", 0.9, True),
    ],
)
def test_the_gate_stops_what_chance_does_not_explain(name: str, value: float, passes: bool) -> None:
    """
    From one half, give or take 0.03 on both sides: worse by more than 0.042 is a drop; better is none.
    """
    said = gate.drops(line().figures, line(**{name: value}).figures)

    assert passes is not bool(said)
    assert all(name in one for one in said)


def test_a_model_is_compared_with_another_on_the_same_messages() -> None:
    """
    Neither with itself, though its line be committed with it, nor with figures on other messages.
    """
    lines = [line("aaa"), line("bbb"), line("bbb", dev="d2"), line("ccc")]

    assert [line("bbb"), line("ccc"), None] == [
        gate.reference(lines, model, dev) for model, dev in (("ccc", "d1"), ("ddd", "d1"), ("bbb", "d2"))
    ]


def test_a_drop_is_accepted_with_a_reason() -> None:
    """
    That of the model itself, on the same messages.
    """
    lines = [line("aaa", accepted="voulu"), line("bbb")]

    assert ["voulu", "", ""] == [gate.reason(lines, *one) for one in (("aaa", "d1"), ("bbb", "d1"), ("aaa", "d2"))]


def test_worst_errors_come_first() -> None:
    """
    Those made with the most confidence; what is right is no error.
    """
    samples = [Sample(str(n), Labelled("x", "sms", ("saluer",))) for n in range(3)]
    found = worst_errors(Judged.of(samples, [parsed("nier", 0.6), parsed("saluer"), parsed("nier", 0.8)]))

    assert [("2", 0.8), ("0", 0.6)] == [(row["id"], row["confidence"]) for row in found]


def test_a_confusion_counts_for_the_intent_that_was_right() -> None:
    """
    When a message has two acceptable intents and one is found, nothing was confused.
    """
    samples = [Sample(str(n), Labelled("x", "sms", ("saluer", "aide"))) for n in range(2)]
    names, counts = confusion(Judged.of(samples, [parsed("aide"), parsed("nier")]))

    assert ["aide", "nier", "saluer"] == names
    assert [("saluer", "nier", 1)] == [(pair["expected"], pair["found"], pair["count"]) for pair in confused_pairs(names, counts)]


def test_confidence_is_compared_with_what_happens() -> None:
    """
    By tenths, full confidence in the last.
    """
    samples = [Sample(str(n), Labelled("x", "sms", ("saluer",))) for n in range(3)]
    bins = reliability(Judged.of(samples, [parsed("saluer", 0.62), parsed("nier", 0.68), parsed("saluer", 1.0)]))

    assert [(0.6, 2, 0.5), (0.9, 1, 1.0)] == [(row["from"], row["count"], row["accuracy"]) for row in bins]


def test_families_are_those_of_strangers() -> None:
    """
    A family on a message in scope is no family of out-of-scope messages.
    """
    samples = [
        Sample("1", Labelled("x", "sms", (OUT_OF_SCOPE,)), family="banque"),
        Sample("2", Labelled("x", "sms", ("saluer",)), family="banque"),
        Sample("3", Labelled("x", "sms", (OUT_OF_SCOPE,))),
    ]
    (row,) = by_family(Judged.of(samples, [parsed("saluer")] * 3))

    assert ("banque", 1, 1.0) == (row["name"], row["count"], row["out_of_scope_accepted"])


def test_labelled_files_have_their_columns(tmp_path: Path) -> None:
    """
    A quote is a character like another, `family` may be missing, and a missing column or file is said.
    """
    file = tmp_path / "dev.tsv"
    file.write_text('id\tpersona\tstyle\ttext\tintents\n1\tgp\tsms\t/"slt\tsaluer|aide\n', encoding="utf-8")

    assert [Sample("1", Labelled('"slt', "sms", ("saluer", "aide")), "gp")] == dev_messages(file)
    for wrong in (tmp_path / "none.tsv", Path(__file__)):
        with pytest.raises(SystemExit):
            dev_messages(wrong)


@pytest.mark.filterwarnings("ignore:the load_module:DeprecationWarning")
def test_training_examples_are_read_as_rasa_does(tmp_path: Path) -> None:
    """
    Without marks of entities, once each, with their topic and the family of their block.
    """
    (tmp_path / "basics.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: hors_sujet\n  metadata: {family: banque}\n  examples: |\n'
        "    - ma [banque](organisation) est fermée\n    - ma banque est fermée\n",
        encoding="utf-8",
    )
    found = [(one.labelled, one.family) for one in training_examples(tmp_path)]

    assert [(Labelled("ma banque est fermée", "basics", (OUT_OF_SCOPE,)), "banque")] == found


def test_rankings_are_kept(tmp_path: Path) -> None:
    """
    The choice of thresholds reads back what cross-validation wrote.
    """
    labelled, rankings = chance_rankings(5)
    samples = [Sample(str(n), one) for n, one in enumerate(labelled)]
    with_clauses = Rankings(rankings.intents, rankings.chances, [[("saluer", 0.5)], [], [], [], []])
    crossvalidation.save(tmp_path / "eval" / "cv.npz", "key", samples, with_clauses)
    key, kept, found = crossvalidation.load(tmp_path / "eval" / "cv.npz")

    assert ("key", samples, with_clauses.rows, with_clauses.clauses) == (key, kept, found.rows, found.clauses)


def test_reads_messages_as_the_product_does(tmp_path: Path) -> None:
    """
    The pieces put together here and Rasa's two components decide alike, on the ranking and on the clauses.
    """
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    context, resource = ExecutionContext(GraphSchema({})), Resource("classifier")
    storage = LocalModelStorage.create(tmp_path)
    component = FrenchIntentClassifier.create(read_training(), storage, resource, context)
    component.train(TrainingData([Message({TEXT: text, "intent": intent}) for text, intent in pairs]))
    thresholds = replace(read_thresholds(), clause=0.2)
    decider = IntentDecider.create(asdict(thresholds), storage, resource, context)
    messages = decider.process(component.process([Message({TEXT: text}) for text in UNSEEN]))

    texts, labels = zip(*pairs, strict=True)
    understanding = Understanding.fit(texts, labels, read_training())
    expected = [(found["outcome"], found["intent"], found["options"]) for found in (one.get(DECISION) for one in messages)]
    for decided in (understanding.rank(UNSEEN).decided(thresholds), list(understanding.timed(UNSEEN, thresholds))):
        assert expected == [(one.outcome, one.intent, one.options) for one in decided]
    assert any(understanding.rank(UNSEEN).clauses)


@pytest.fixture(scope="module")
def page() -> str:
    """Lend a report on messages that would like to be markup."""
    labelled, rankings = chance_rankings(40)
    samples = [
        Sample(str(n), replace(one, text=f"<script>{n}</script> & co", style="<b>sms"), "gp<i>", "banque<u>")
        for n, one in enumerate(labelled)
    ]
    measured_once = measure(samples, rankings, rankings.decided(THRESHOLDS), THRESHOLDS)
    rows = [{"name": "Tel quel", "count": 40, "noise": 0.1, "accuracy": 0.5}]
    subject = Subject("abc", 40, "d1", "a<b.tsv", THRESHOLDS, "2026-01-01")
    lines = [line("aaa", accepted="<em>voulu</em>"), history_line(subject, measured_once, measured_once)]
    json.dumps(measured_once, allow_nan=False)
    return report_page(subject, measured_once, {**measured_once, "robustness": rows}, lines)


def test_a_report_escapes_what_people_wrote(page: str) -> None:
    """
    Texts, styles, persons, families, file names and reasons are shown, never obeyed.
    """
    assert "&lt;script&gt;" in page
    assert not re.search(r"<script|<b>|<i>|<u>|<em>|a<b", page)


def test_a_report_can_be_listened_to(page: str) -> None:
    """
    A language, a title, a text for each picture; tables have a caption and headers for their columns and rows.
    """
    tables = re.findall(r"<table>.*?</table>", page, re.DOTALL)

    assert '<html lang="fr">' in page
    assert re.search(r"<title>[^<]+</title>", page)
    assert all(re.search(r'alt="[^"]{20,}"', image) for image in re.findall(r"<img[^>]*>", page))
    assert tables
    assert all("<caption>" in one and 'scope="col"' in one and 'scope="row"' in one for one in tables)


def test_a_report_needs_no_other_file(page: str) -> None:
    """
    Its pictures are in it, and nothing is fetched.
    """
    assert re.findall(r'src="(.{22})', page) == ["data:image/png;base64,"] * 5
    assert not re.search(r'(?:href|src)="(?!#|data:)', page)
