"""The figures of the language model, on sets small enough to count by hand."""

from __future__ import annotations

import pytest

from balise.model.evaluation import OUT_OF_SCOPE, Figures, Labelled, Outcome, Parsed, evaluate


def parsed(*names: str, asks: bool = False, ms: float = 1.0) -> Parsed:
    """Return a ranking, likeliest first, of which the first is acted upon, or refused, unless the first three are proposed."""
    ranking = tuple((name, 0.9 / (n + 1)) for n, name in enumerate(names))
    if asks:
        return Parsed(ranking, Outcome.ASK, "", tuple(name for name in names[:3] if name != OUT_OF_SCOPE), ms)
    return Parsed(ranking, Outcome.REFUSE if names[0] == OUT_OF_SCOPE else Outcome.ACT, names[0], (), ms)


PAIRS = [
    # in scope: acted rightly; acted rightly on the second label; acted wrongly; asked with help; asked in vain; refused
    (Labelled("1", "sms", ("bal_pleine",)), parsed("bal_pleine", "saluer", ms=1)),
    (Labelled("2", "sms", ("saluer", "aide")), parsed("aide", "saluer", ms=2)),
    (Labelled("3", "long", ("bal_pleine",)), parsed("aide", "bal_pleine", ms=3)),
    (Labelled("4", "long", ("saluer",)), parsed("aide", "nier", "saluer", asks=True, ms=4)),
    (Labelled("5", "long", ("saluer",)), parsed("aide", "nier", "affirmer", "saluer", asks=True, ms=5)),
    (Labelled("6", "long", ("aide",)), parsed(OUT_OF_SCOPE, "aide", ms=6)),
    # out of scope: refused; acted upon; asked; refused
    (Labelled("7", "sms", (OUT_OF_SCOPE,)), parsed(OUT_OF_SCOPE, "aide", ms=7)),
    (Labelled("8", "sms", (OUT_OF_SCOPE,)), parsed("aide", OUT_OF_SCOPE, ms=8)),
    (Labelled("9", "sms", (OUT_OF_SCOPE,)), parsed(OUT_OF_SCOPE, "aide", asks=True, ms=9)),
    (Labelled("10", "long", (OUT_OF_SCOPE,)), parsed(OUT_OF_SCOPE, "aide", ms=10)),
]


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Lend the figures of the ten messages above."""
    return evaluate([one for one, _ in PAIRS], [found for _, found in PAIRS])


def test_accuracy_counts_the_top_intent(figures: Figures) -> None:
    """
    Any acceptable label counts, whether it would have acted or asked: 1, 2, 7, 9, 10 overall, 1 and 2 in scope.
    """
    assert [0.5, pytest.approx(2 / 6)] == [figures.accuracy, figures.in_scope_accuracy]


def test_top_3_counts_the_three_likeliest(figures: Figures) -> None:
    """
    All but the fifth message, whose intent came fourth.
    """
    assert 0.9 == pytest.approx(figures.top_3)


def test_in_scope_a_message_is_handled_wrong_asked_or_refused(figures: Figures) -> None:
    """
    Handled: 1 and 2 acted rightly, 4 asked with the right button. Wrong: 3. Asked: 4 and 5. Refused: 6.
    """
    shares = [figures.handled, figures.wrong_action, figures.asked, figures.false_refusal]

    assert [pytest.approx(share) for share in (3 / 6, 1 / 6, 2 / 6, 1 / 6)] == shares


def test_what_was_acted_upon_counts_rather_than_the_likeliest() -> None:
    """
    Of two requests in a message, the first is acted upon though the second was likelier.
    """
    found = Parsed((("saluer", 0.6), ("aide", 0.3)), Outcome.ACT, "aide", (), 1.0)
    figures = evaluate([Labelled("1", "sms", ("aide",))], [found])

    assert (1.0, 1.0, 0.0) == (figures.accuracy, figures.handled, figures.wrong_action)


def test_asking_helps_by_its_buttons_only() -> None:
    """
    The right intent was the second likeliest, and on no button.
    """
    found = Parsed((("saluer", 0.5), ("nier", 0.3), ("aide", 0.2)), Outcome.ASK, "", ("aide",), 1.0)
    figures = evaluate([Labelled("1", "sms", ("nier",))], [found])

    assert (0.0, 1.0, 1.0) == (figures.handled, figures.asked, figures.top_3)


def test_refusing_in_doubt_is_refusing() -> None:
    """
    Whatever the likeliest intent was.
    """
    found = Parsed((("aide", 0.4), (OUT_OF_SCOPE, 0.3)), Outcome.REFUSE, "", (), 1.0)
    figures = evaluate([Labelled("1", "sms", ("aide",)), Labelled("2", "sms", (OUT_OF_SCOPE,))], [found, found])

    assert (1.0, 1.0) == (figures.false_refusal, figures.out_of_scope_recall)


def test_out_of_scope_a_message_is_refused_or_acted_upon(figures: Figures) -> None:
    """
    Refused: 7 and 10. Acted upon: 8. Asked is neither.
    """
    assert (0.5, 0.25) == (figures.out_of_scope_recall, figures.out_of_scope_accepted)


def test_macro_f1_gives_every_intent_the_same_weight(figures: Figures) -> None:
    """
    bal_pleine: 1 hit, 1 missed. aide: 1 hit, 1 missed, 4 wrong. saluer: 2 missed. hors_sujet: 3 hits, 1 missed, 1 wrong.
    """
    f1 = {"bal_pleine": 2 / 3, "aide": 2 / 7, "saluer": 0.0, OUT_OF_SCOPE: 6 / 8}

    assert pytest.approx(sum(f1.values()) / 4) == figures.macro_f1


def test_each_style_has_its_accuracy(figures: Figures) -> None:
    """
    SMS: 1, 2, 7, 9 of five. Long: 10 of five.
    """
    assert {"long": 0.2, "sms": 0.8} == figures.per_style


def test_each_intent_has_its_accuracy(figures: Figures) -> None:
    """
    A message with two labels counts for both.
    """
    assert {"aide": 0.5, "bal_pleine": 0.5, OUT_OF_SCOPE: 0.75, "saluer": 0.333} == figures.per_intent


def test_times_are_within_what_was_measured(figures: Figures) -> None:
    """
    Median and 95th centile of 1 to 10 ms, interpolated; never beyond the slowest.
    """
    assert {"p50": 5.5, "p95": 9.55} == figures.parse_ms


@pytest.mark.parametrize(("times", "p50", "p95"), [([4.0], 4.0, 4.0), ([1.0, 2.0], 1.5, 1.95)])
def test_few_times_are_not_extrapolated(times: list[float], p50: float, p95: float) -> None:
    """
    Even of one or two messages.
    """
    labelled = [Labelled(str(n), "sms", ("aide",)) for n in range(len(times))]
    figures = evaluate(labelled, [parsed("aide", ms=ms) for ms in times])

    assert {"p50": p50, "p95": p95} == figures.parse_ms


def test_a_perfect_model_is_perfect() -> None:
    """
    Ones and zeros, each in its place.
    """
    labelled = [Labelled("1", "sms", ("aide",)), Labelled("2", "sms", (OUT_OF_SCOPE,))]
    found = evaluate(labelled, [parsed("aide"), parsed(OUT_OF_SCOPE)])

    ones = (found.accuracy, found.macro_f1, found.top_3, found.in_scope_accuracy, found.handled, found.out_of_scope_recall)
    zeros = (found.wrong_action, found.asked, found.false_refusal, found.out_of_scope_accepted)
    assert ({1.0}, {0.0}) == (set(ones), set(zeros))


@pytest.mark.parametrize("intents", [("aide",), (OUT_OF_SCOPE,)])
def test_a_set_of_one_side_only_has_figures(intents: tuple[str, ...]) -> None:
    """
    The other side's are zero, not an error.
    """
    figures = evaluate([Labelled("1", "sms", intents)], [parsed(*intents)])

    assert 1.0 == figures.accuracy
    assert 1.0 == figures.handled + figures.out_of_scope_recall


def test_an_empty_set_has_figures() -> None:
    """
    All zero.
    """
    figures = evaluate([], [])

    assert (0.0, 0.0, {}, {"p50": 0.0, "p95": 0.0}) == (figures.accuracy, figures.macro_f1, figures.per_style, figures.parse_ms)


def test_every_message_has_its_parse() -> None:
    """
    Sequences of different lengths are a mistake.
    """
    with pytest.raises(ValueError, match="shorter"):
        evaluate([Labelled("1", "sms", ("aide",))], [])
