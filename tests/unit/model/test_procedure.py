"""What a procedure may become, and what its history keeps."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from balise.errors import Conflict
from balise.model.procedure import (
    ALPHABET,
    MOVES,
    REFERENCE_PATTERN,
    Actor,
    Kind,
    Move,
    Procedure,
    State,
    draft,
    new_reference,
)

BORN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = BORN + timedelta(hours=1)

ALLOWED = {
    ("draft", "confirmed"),
    ("draft", "cancelled"),
    ("draft", "expired"),
    ("confirmed", "sent"),
    ("confirmed", "cancelled"),
    ("confirmed", "refused"),
    ("sent", "acknowledged"),
    ("sent", "done"),
    ("sent", "refused"),
    ("sent", "cancelled"),
    ("acknowledged", "done"),
    ("acknowledged", "refused"),
    ("acknowledged", "cancelled"),
}
EVERY = sorted(product(map(str, State), map(str, State)))


def in_state(state: str) -> Procedure:
    """Return a procedure in a state."""
    return Procedure("7KQ4-9MXB", Kind.UNPUBLISH, State(state), "10999999991", "Camille Lemoine", "c", BORN)


@pytest.mark.parametrize(("before", "after"), [move for move in EVERY if move in ALLOWED])
def test_an_allowed_move_enters_the_history(before: str, after: str) -> None:
    """
    With who made it, when, and why.
    """
    moved = in_state(before).moved(State(after), Actor.WORKER, LATER, "why")

    assert (after, Move(LATER, Actor.WORKER, State(before), State(after), "why")) == (moved.state, moved.history[-1])


@pytest.mark.parametrize(("before", "after"), [move for move in EVERY if move not in ALLOWED])
def test_a_forbidden_move_is_a_conflict(before: str, after: str) -> None:
    """
    Whoever tries it; nothing goes back, and what is over is over.
    """
    with pytest.raises(Conflict):
        in_state(before).moved(State(after), Actor.AGENT, LATER)


def test_every_state_has_its_moves() -> None:
    """
    None is forgotten in the table.
    """
    assert set(State) == set(MOVES)


@pytest.mark.parametrize("state", State)
def test_a_procedure_is_open_until_nothing_can_follow(state: State) -> None:
    """
    Done, refused, cancelled and expired are ends.
    """
    ends = {State.DONE, State.REFUSED, State.CANCELLED, State.EXPIRED}

    assert (state not in ends) == in_state(state).open


def test_a_history_grows_from_the_birth() -> None:
    """
    Each move begins where the one before ended.
    """
    made = draft(Kind.UNPUBLISH, "c", BORN, "10999999991", "Camille Lemoine")
    moved = made.moved(State.CONFIRMED, Actor.PRACTITIONER, LATER).moved(State.SENT, Actor.WORKER, LATER)

    assert [(None, State.DRAFT), (State.DRAFT, State.CONFIRMED), (State.CONFIRMED, State.SENT)] == [
        (move.before, move.after) for move in moved.history
    ]
    assert made.history == moved.history[:1]


def test_a_new_draft_is_born_now() -> None:
    """
    It belongs to nobody unless told, and is about nothing yet.
    """
    made = draft(Kind.TICKET, "c", BORN)

    assert (State.DRAFT, "", "", "", {}, 0, BORN) == (
        made.state,
        made.holder,
        made.holder_name,
        made.address,
        made.details,
        made.version,
        made.created_at,
    )
    assert (Move(BORN, Actor.PRACTITIONER, None, State.DRAFT),) == made.history


def test_a_draft_is_edited_field_by_field() -> None:
    """
    None removes a field; what is not named stays; the draft it came from does not change.
    """
    first = draft(Kind.UNPUBLISH, "c", BORN).edited("a@b.test", kept="c@d.test", auto_reply="x")
    second = first.edited(auto_reply=None, operator="mailiz")

    assert ("a@b.test", {"kept": "c@d.test", "operator": "mailiz"}) == (second.address, second.details)
    assert ("x", "", "") == (first.detail("auto_reply"), second.detail("auto_reply"), second.detail("unknown"))
    assert "" == first.edited(address="").address


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_only_a_draft_is_edited(state: State) -> None:
    """
    What was confirmed is what was sent.
    """
    with pytest.raises(Conflict):
        in_state(state).edited(kept="c@d.test")


def test_a_reference_can_be_dictated() -> None:
    """
    Two groups of four, without the characters that are taken for others.
    """
    drawn = {new_reference() for _ in range(500)}

    assert 500 == len(drawn)
    assert [] == [reference for reference in drawn if not re.fullmatch(REFERENCE_PATTERN, reference)]
    assert set(ALPHABET) == set("".join(drawn)) - {"-"}


def test_the_alphabet_has_no_look_alikes() -> None:
    """
    Thirty-two characters: no zero nor O, no one nor I.
    """
    assert (32, 32, set()) == (len(ALPHABET), len(set(ALPHABET)), set(ALPHABET) & set("0O1I"))
    assert ALPHABET == ALPHABET.upper()


def test_each_half_of_a_reference_holds_a_digit() -> None:
    """
    « peut etre » is never taken for one, and one is never taken for words.
    """
    halves = [half for _ in range(500) for half in new_reference().split("-")]

    assert [] == [half for half in halves if not any(character.isdigit() for character in half)]
