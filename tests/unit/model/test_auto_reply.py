"""What a sentence tells of an auto-reply."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from balise.model.auto_reply import (
    WRITING,
    Asked,
    answers,
    halves,
    lasts_for_good,
    looks_like_auto_reply,
    no_longer_used,
    take_days,
    take_words,
)
from balise.model.form import Taken
from balise.model.period import end_of, start_of
from balise.model.procedure import Kind, Procedure, draft

TODAY = date(2026, 11, 22)


def begun(**details: str) -> Procedure:
    """Return a draft with some details."""
    return draft(Kind.AUTO_REPLY, "c", datetime(2026, 11, 22, tzinfo=UTC)).edited(**details)


@pytest.mark.parametrize(
    ("text", "auto_reply"),
    [
        ("Bonjour, je ne lis plus cette boîte.", True),
        ("Madame, Monsieur, merci d’écrire ailleurs", True),
        ("Cher confrère, écrivez-moi à mon cabinet", True),
        ("Je ne consulte plus cette adresse, merci d’écrire désormais à mon cabinet de Valmont.", True),
        ("oui", False),
        ("Bonjour", False),
        ("Bonjour, à quoi sert ce message ?", False),
        ("Bonjour, je voudrais changer de boîte", False),
        ("je voudrais que vous retiriez plutôt celle du laboratoire des Tilleuls, à Brumes", False),
        ("", False),
    ],
)
def test_the_text_of_an_auto_reply_is_told_from_an_answer(text: str, auto_reply: bool) -> None:
    """
    A greeting or a long sentence is one; a question or a request is not.
    """
    assert auto_reply == looks_like_auto_reply(text)


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("une BAL que je n’utilise plus", True),
        ("je ne la consulte plus du tout", True),
        ("elle n'est plus utilisée", True),
        ("je ne m'en sers plus", True),
        ("j'ai changé d'adresse", True),
        ("pour toujours", True),
        ("le temps d’une absence", False),
        ("je n'en peux plus", False),
        ("mettre une réponse automatique", False),
    ],
)
def test_a_box_used_no_longer_is_told_from_an_absence(text: str, unused: bool) -> None:
    """
    Its auto-reply has no end.
    """
    assert unused == no_longer_used(text)


def test_a_box_used_no_longer_needs_no_days() -> None:
    """
    The reply is for good, from today unless a first day is said; days with an end win over the words.
    """
    unused = take_days(begun(), "je ne l'utilise plus depuis le 3 août", TODAY)
    later = take_days(begun(), "je ne l'utiliserai plus à partir du 1er décembre", TODAY)
    away = take_days(begun(), "je ne la consulte plus du 1er au 5 décembre", TODAY)

    assert (True, TODAY) == (lasts_for_good(unused), start_of(unused))
    assert (True, date(2026, 12, 1)) == (lasts_for_good(later), start_of(later))
    assert (False, date(2026, 12, 5)) == (lasts_for_good(away), end_of(away))


def test_an_absence_without_days_is_asked_about() -> None:
    """
    It is known to have an end, but not which.
    """
    asked = take_days(begun(), "pour une absence", TODAY)

    assert ("vague", "", "") == (asked.detail("trouble"), asked.detail("dates"), asked.detail("end"))


def test_what_tells_no_days_changes_nothing() -> None:
    """
    Neither the days nor the words.
    """
    known = begun(start="2026-12-01", end="2026-12-05", auto_reply="Bonjour")

    assert known is take_days(known, "ma BAL Mailiz", TODAY)


def test_other_days_want_other_words() -> None:
    """
    The words said the first ones; the last day alone may change.
    """
    known = begun(start="2026-12-01", end="2026-12-05", auto_reply="Bonjour", kept="a@x.test")
    changed = take_days(known, "non, jusqu'au 9 décembre", TODAY)

    assert (date(2026, 12, 1), date(2026, 12, 9)) == (start_of(changed), end_of(changed))
    assert {"start", "end"} == set(changed.details)


@pytest.mark.parametrize(
    ("text", "box", "target"),
    [
        ("rediriger les gens vers mon autre adresse", "rediriger les gens ", "vers mon autre adresse"),
        ("sur a@x.test, qui dise d'écrire à b@x.test", "sur a@x.test, qui dise d'", "écrire à b@x.test"),
        ("ceux qui m'écrivent sur a@x.test vers b@x.test", "ceux qui m'écrivent sur a@x.test ", "vers b@x.test"),
        ("sur ma BAL de l'hôpital", "sur ma BAL de l'hôpital", ""),
    ],
)
def test_where_it_redirects_to_is_not_the_box(text: str, box: str, target: str) -> None:
    """
    What follows « vers », « écrire à » names somebody to write to.
    """
    assert (box, target) == halves(text)


def test_the_words_are_taken_proposed_or_written() -> None:
    """
    A yes takes those proposed; any sentence is the words once they are being written, but a yes, a question or a request.
    """
    writing = begun(**{WRITING: "yes"})

    assert ({"auto_reply": "Bonjour"}, Taken.TAKEN) == _taken(take_words(begun(), "utiliser ce texte", "Bonjour"))
    assert ({WRITING: "yes"}, Taken.WRITE) == _taken(take_words(begun(), "écrire le mien", "Bonjour"))
    assert ({"auto_reply": "Absent."}, Taken.TAKEN) == _taken(take_words(writing, " Absent. ", "Bonjour"))
    assert ({WRITING: "yes"}, Taken.NOT_AN_ANSWER) == _taken(take_words(writing, "oui", "Bonjour"))
    assert None is take_words(begun(), "du 3 au 5 août", "Bonjour")


def _taken(found: tuple[Procedure, Taken] | None) -> tuple[dict[str, str], Taken] | None:
    return found and (dict(found[0].details), found[1])


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        (Asked.PERIOD, "une BAL que je n’utilise plus", True),
        (Asked.BOX, "une BAL que je n’utilise plus", False),
        (Asked.TEXT, "Bonjour, écrivez à mon secrétariat", True),
        (Asked.CONFIRMED, "oui, je confirme", True),
        (Asked.CONFIRMED, "modifier les dates", True),
        (Asked.CONFIRMED, "non, je veux parler à quelqu'un", False),
    ],
)
def test_an_answer_is_known_by_its_words(asked: Asked, text: str, answer: bool) -> None:
    """
    Whatever it may also seem to be about.
    """
    assert answer == answers(asked, text)
