"""Act, ask or refuse: the decision on rankings made up here, with thresholds made up here."""

from dataclasses import replace

import pytest

from bot.nlu.decision import ACT, ASK, MOST_OPTIONS, REFUSE, STARTS, TALK, Decision, Thresholds, decide
from evaluation.examples import read_examples

THRESHOLDS = Thresholds(inform=0.5, start=0.7, lead=0.1, refuse=0.5, doubt=0.4, offer=0.05, certain=0.8, clause=0.7, aside=0.25)


def ranked(**chances: float) -> list[tuple[str, float]]:
    """A ranking, likeliest first."""
    return sorted(chances.items(), key=lambda one: -one[1])


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (ranked(bal_pleine=0.9, lister_bal=0.1), Decision(ACT, "bal_pleine", certain=True)),
        (ranked(bal_pleine=0.6, lister_bal=0.3), Decision(ACT, "bal_pleine")),
        (ranked(depublier_bal=0.6, lister_bal=0.3), Decision(ASK, options=("depublier_bal", "lister_bal"))),
        (ranked(depublier_bal=0.75, lister_bal=0.2), Decision(ACT, "depublier_bal")),
        (ranked(bal_pleine=0.51, lister_bal=0.45), Decision(ASK, options=("bal_pleine", "lister_bal"))),
        (ranked(hors_sujet=0.9, lister_bal=0.1), Decision(REFUSE, "hors_sujet", certain=True)),
        (ranked(hors_sujet=0.42, lister_bal=0.4), Decision(REFUSE)),
        (ranked(hors_sujet=0.3, lister_bal=0.4, bal_pleine=0.3), Decision(ASK, options=("lister_bal", "bal_pleine"))),
        (ranked(lister_bal=0.03, bal_pleine=0.02), Decision(REFUSE)),
        (ranked(saluer=0.4, remercier=0.3), Decision(REFUSE)),
        ([], Decision(REFUSE)),
    ],
)
def test_what_is_decided(ranking: list[tuple[str, float]], expected: Decision) -> None:
    """
    A sure intent is acted upon, sooner when it only informs; close or middling ones are proposed; a stranger is refused, and
    so is what resembles nothing.
    """
    assert expected == decide(ranking, [], THRESHOLDS)


def test_buttons_are_few_and_never_small_talk() -> None:
    """At most three buttons, none of them « bonjour »."""
    ranking = ranked(lister_bal=0.3, saluer=0.25, bal_pleine=0.2, choisir_bal=0.15, creer_bal=0.1)

    assert ("lister_bal", "bal_pleine", "choisir_bal") == decide(ranking, [], THRESHOLDS).options
    assert MOST_OPTIONS == 3


def test_raising_a_threshold_never_makes_balise_bolder() -> None:
    """Whatever the ranking, what is acted upon with a higher threshold was acted upon with the lower one."""
    for tenth in range(1, 10):
        ranking = ranked(depublier_bal=tenth / 10, lister_bal=1 - tenth / 10)
        bold = decide(ranking, [], replace(THRESHOLDS, start=0.5, inform=0.5))
        careful = decide(ranking, [], replace(THRESHOLDS, start=0.9, inform=0.9))

        assert bold.outcome == ACT or careful.outcome != ACT


BOTH = ranked(bal_pleine=0.5, deleguer_bal=0.4)


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ([("bal_pleine", 0.9), ("deleguer_bal", 0.9)], Decision(ACT, "bal_pleine", also="deleguer_bal")),
        ([("deleguer_bal", 0.9), ("bal_pleine", 0.9)], Decision(ACT, "deleguer_bal", also="bal_pleine")),
        ([("bal_pleine", 0.9), ("deleguer_bal", 0.5)], Decision(ASK, options=("bal_pleine", "deleguer_bal"))),
        ([("bal_pleine", 0.9), ("creer_bal", 0.9)], Decision(ACT, "bal_pleine", also="creer_bal")),
        ([("bal_pleine", 0.9), ("bal_pleine", 0.9)], Decision(ASK, options=("bal_pleine", "deleguer_bal"))),
        ([("remercier", 0.9), ("bal_pleine", 0.9)], Decision(ASK, options=("bal_pleine", "deleguer_bal"))),
    ],
)
def test_two_requests(clauses: list[tuple[str, float]], expected: Decision) -> None:
    """Two clauses surely ask for two things: the first now, the other later."""
    assert expected == decide(BOTH, clauses, replace(THRESHOLDS, lead=0.2))


def test_a_request_in_passing_comes_second() -> None:
    """The order of the text gives way when the whole message is mostly about the other."""
    ranking = ranked(bal_pleine=0.1, deleguer_bal=0.8)

    decision = decide(ranking, [("bal_pleine", 0.9), ("deleguer_bal", 0.9)], THRESHOLDS)

    assert ("deleguer_bal", "bal_pleine") == (decision.intent, decision.also)


def test_the_families_of_intents_exist() -> None:
    """A misspelt intent here would silently lose its threshold."""
    assert STARTS | TALK <= {example.intent for example in read_examples()}
