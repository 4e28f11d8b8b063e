"""What a procedure may become, and what its history keeps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from balise.errors import Conflict, Refused
from balise.model.procedure import ACTORS, MOVES, Actor, Evidence, HandOver, Kind, Move, Procedure, Proof, State, draft
from balise.model.reference import ALPHABET, REFERENCE_PATTERN, find_reference, new_reference
from balise.settings import ROOT

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
PROOF = Proof(LATER, Evidence.DIRECTORY, "2026-03-01")
EVERY = sorted(product(map(str, State), map(str, State)))


def in_state(state: str) -> Procedure:
    """Return a procedure in a state."""
    return Procedure("7KQ4-9MXB", Kind.UNPUBLISH, State(state), "10999999991", "Camille Lemoine", "c", BORN)


@pytest.mark.parametrize(("before", "after"), [move for move in EVERY if move in ALLOWED])
def test_an_allowed_move_enters_the_history(before: str, after: str) -> None:
    """
    With who made it, when, and why.
    """
    by = Actor.PRACTITIONER if Actor.PRACTITIONER in ACTORS[State(after)] else Actor.WORKER
    moved = in_state(before).moved(State(after), by, LATER, "why", PROOF if after == State.DONE else None)

    assert (after, Move(LATER, by, State(before), State(after), "why")) == (moved.state, moved.history[-1])


@pytest.mark.parametrize(("before", "after"), [move for move in EVERY if move not in ALLOWED])
def test_a_forbidden_move_is_a_conflict(before: str, after: str) -> None:
    """
    Whoever tries it; nothing goes back, and what is over is over.
    """
    with pytest.raises(Conflict):
        in_state(before).moved(State(after), Actor.AGENT, LATER)


@pytest.mark.parametrize(("to", "proof"), [(State.DONE, None), (State.REFUSED, PROOF)])
def test_done_is_proven_and_nothing_else_is(to: State, proof: Proof | None) -> None:
    """
    Without a proof nothing is done; what is not done has none.
    """
    with pytest.raises(Conflict):
        in_state("sent").moved(to, Actor.WORKER, LATER, proof=proof)

    assert PROOF == in_state("sent").moved(State.DONE, Actor.WORKER, LATER, proof=PROOF).proof


def test_the_diagram_shows_the_table() -> None:
    """
    The arrows of docs/procedures.md are the moves, from the birth to the ends.
    """
    drawn = re.findall(r"^ +(\S+) --> (\S+)$", (ROOT / "docs" / "procedures.md").read_text("utf-8"), re.M)
    moves = [(before.value, after.value) for before, following in MOVES.items() for after in following]
    ends = [(state.value, "[*]") for state, following in MOVES.items() if not following]

    assert sorted([("[*]", State.DRAFT.value), *moves, *ends]) == sorted(drawn)


MAKERS = {
    "draft": "practitioner agent worker",
    "confirmed": "practitioner",
    "sent": "practitioner agent worker",
    "acknowledged": "agent worker",
    "done": "practitioner agent worker",
    "refused": "agent worker",
    "cancelled": "practitioner agent",
    "expired": "worker",
}
"""Who may bring a dépublication to a state."""


@pytest.mark.parametrize(("before", "after", "by"), [(*move, by) for move in sorted(ALLOWED) for by in Actor])
def test_a_move_is_made_by_those_whose_it_is(before: str, after: str, by: Actor) -> None:
    """
    A delegate makes none, an agent agrees to nothing in the holder's place, nobody but the worker says that time is over.
    """
    proof = PROOF if after == State.DONE else None
    if by in MAKERS[after].split():
        assert after == in_state(before).moved(State(after), by, LATER, proof=proof).state
        return

    with pytest.raises(Refused) as raised:
        in_state(before).moved(State(after), by, LATER, proof=proof)
    assert "actor" == raised.value.reason


@pytest.mark.parametrize("kind", Kind)
def test_the_worker_agrees_to_the_end_of_a_delegation_only(kind: Kind) -> None:
    """
    Its holder had said the day.
    """
    begun = replace(in_state("draft"), kind=kind)
    if kind is Kind.WITHDRAW_DELEGATION:
        assert State.CONFIRMED == begun.moved(State.CONFIRMED, Actor.WORKER, LATER).state
        return

    with pytest.raises(Refused):
        begun.moved(State.CONFIRMED, Actor.WORKER, LATER)


@pytest.mark.parametrize("by", Actor)
def test_a_delegate_begins_nothing(by: Actor) -> None:
    """
    The others do.
    """
    if by in MAKERS["draft"].split():
        assert by is draft(Kind.TICKET, "c", BORN, by=by).history[0].by
        return

    with pytest.raises(Refused):
        draft(Kind.TICKET, "c", BORN, by=by)


def test_the_page_says_who_makes_each_move() -> None:
    """
    The last column of the states in docs/procedures.md is the table of the model.
    """
    page = (ROOT / "docs" / "procedures.md").read_text("utf-8")
    rows = re.findall(rf"^\| `({'|'.join(State)})` \|.*\|([^|]+)\|$", page, re.M)
    words = "|".join(Actor)

    assert ACTORS == {State(state): {Actor(word) for word in re.findall(rf"\b({words})\b", who)} for state, who in rows}


def test_waiting_for_an_agent_keeps_its_place() -> None:
    """
    A second reason does not make the wait look shorter; reaching an end makes it over, a move on the way does not.
    """
    waiting = in_state("sent").handed_over(BORN, "out_of_tries").handed_over(LATER, "undeliverable")

    assert HandOver(BORN, "out_of_tries") == waiting.needs_agent
    assert waiting.needs_agent == waiting.moved(State.ACKNOWLEDGED, Actor.WORKER, LATER).needs_agent
    assert waiting.moved(State.REFUSED, Actor.AGENT, LATER).needs_agent is None


@pytest.mark.parametrize("state", State)
def test_only_what_is_over_is_forgotten(state: State) -> None:
    """
    Then nothing personal is left; reference, kind, state, proof and history are.
    """
    whole = replace(in_state(state), address="a@b.test", details={"need": "x"}, history=(Move(BORN, Actor.AGENT, None, state),))
    if whole.open:
        with pytest.raises(Conflict):
            whole.forgotten()
        return

    kept = Procedure(whole.reference, whole.kind, state, "", "", "", BORN, history=whole.history)
    assert kept == whole.forgotten()


def test_a_key_is_of_one_thing_asked_of_one_operator() -> None:
    """
    The same for every try; another for another operator, or another thing asked.
    """
    procedure = in_state("confirmed")
    keys = [procedure.key(*words) for words in (("request",), ("request", "mailiz"), ("cancel", "mailiz"))]

    assert ["7KQ4-9MXB-request", "7KQ4-9MXB-request-mailiz", "7KQ4-9MXB-cancel-mailiz"] == keys


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


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("7KQ4-9MXB", "7KQ4-9MXB"),
        ("où en est ma demande 7kq4-9mxb ?", "7KQ4-9MXB"),
        ("7KQ4 9MXB", "7KQ4-9MXB"),
        ("réf. 7kq49mxb, svp", "7KQ4-9MXB"),
        ("7KQ4–9MXB", "7KQ4-9MXB"),
        ("avec 7KQ4 9MXB", "7KQ4-9MXB"),
        ("la demande 2222-ZZZZ", "2222-ZZZZ"),
        ("ref 7H22-9MXB", "7H22-9MXB"),
        ("PEUT-ETRE DEMAIN", None),
        ("je serai là vers 9h45", None),
        ("de 8h45-9h45", None),
        ("mon numéro 2345 6789", None),
        ("où en est ma demande ?", None),
        ("annuler ma demande de publication", None),
        ("avez-vous des nouvelles ?", None),
        ("je peux peut-etre avoir une réponse", None),
        ("mon RPPS est le 10999999991", None),
        ("", None),
    ],
)
def test_a_reference_is_found_in_a_sentence(text: str, reference: str | None) -> None:
    """
    Whatever its case, its hyphen and what is around it; words are not taken for one.
    """
    assert reference == find_reference(text)
