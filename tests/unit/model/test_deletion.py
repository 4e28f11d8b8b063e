"""Which boxes may be deleted, and what a sentence states about what is to be saved first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balise.model.deletion import Asked, Obstacle, Standing, answers, saved, standing
from balise.model.mailbox import Mailbox, MailboxKind
from balise.model.procedure import Actor, Evidence, Kind, Procedure, Proof, State, draft

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OLD, NEW, SERVICE = (
    Mailbox(f"{name}@x.test", kind)
    for name, kind in (("old", MailboxKind.PER), ("new", MailboxKind.PER), ("cardio", MailboxKind.ORG))
)


def asked(address: str, kind: Kind = Kind.UNPUBLISH, *states: State) -> Procedure:
    """Return a request that went through some states."""
    procedure = draft(kind, "c", NOW, "1").edited(address)
    for state in (State.CONFIRMED, *states):
        proof = Proof(NOW, Evidence.DIRECTORY, "2026-11-22") if state is State.DONE else None
        by = Actor.PRACTITIONER if state in (State.CONFIRMED, State.CANCELLED) else Actor.WORKER
        procedure = procedure.moved(state, by, NOW, proof=proof)
    return procedure


def obstacle(found: Standing, address: str = "") -> tuple[Obstacle, str] | None:
    """Return what stands in the way."""
    return found.obstacle(address)


@pytest.mark.parametrize("states", [(), (State.SENT,), (State.SENT, State.ACKNOWLEDGED), (State.SENT, State.DONE)])
def test_a_box_depublished_with_balise_may_be_deleted_once_the_directory_shows_it_no_more(states: tuple[State, ...]) -> None:
    """
    Whatever its request has come to, from its confirmation on.
    """
    unpublished = asked(OLD.address, Kind.UNPUBLISH, *states)
    found = standing([NEW], [unpublished])

    assert [(OLD.address, unpublished)] == [(box.address, box.request) for box in found.ready]
    assert (None, None) == (obstacle(found), obstacle(found, OLD.address))


@pytest.mark.parametrize("end", [State.CANCELLED, State.REFUSED])
def test_a_request_that_came_to_nothing_shows_nothing(end: State) -> None:
    """
    That the directory does not show an address does not make it theirs.
    """
    found = standing([NEW], [asked(OLD.address, Kind.UNPUBLISH, State.SENT, end)])

    assert () == found.ready
    assert (Obstacle.UNKNOWN, "") == obstacle(found, OLD.address)


def test_a_draft_is_no_request() -> None:
    """
    A dépublication being filled in does not count.
    """
    found = standing([], [draft(Kind.UNPUBLISH, "c", NOW, "1").edited(OLD.address)])

    assert (Obstacle.NO_BOX, "") == obstacle(found)


def test_a_box_that_is_published_is_to_be_depublished_first() -> None:
    """
    Named or not; one whose dépublication is under way is told with its reference.
    """
    under_way = asked(OLD.address, Kind.UNPUBLISH, State.SENT)
    found = standing([OLD, NEW], [under_way])

    assert (Obstacle.PUBLISHED, NEW.address) == obstacle(found, NEW.address)
    assert (Obstacle.UNPUBLISHING, under_way.reference) == obstacle(found, OLD.address)
    assert (Obstacle.UNPUBLISHING, under_way.reference) == obstacle(found)
    assert (Obstacle.PUBLISHED, "") == obstacle(standing([OLD, NEW], []))


def test_a_box_published_again_is_to_be_depublished_again() -> None:
    """
    What was done once does not hold for ever.
    """
    found = standing([OLD], [asked(OLD.address, Kind.UNPUBLISH, State.SENT, State.DONE)])

    assert (Obstacle.PUBLISHED, OLD.address) == obstacle(found, OLD.address)


def test_a_box_is_not_deleted_twice() -> None:
    """
    Whether its deletion is under way or done; what was refused or cancelled may be asked again.
    """
    unpublished = asked(OLD.address, Kind.UNPUBLISH, State.SENT)
    under_way = asked(OLD.address, Kind.DELETE_BOX, State.SENT)
    done = asked(OLD.address, Kind.DELETE_BOX, State.SENT, State.DONE)
    refused = asked(OLD.address, Kind.DELETE_BOX, State.SENT, State.REFUSED)

    assert (Obstacle.ASKED, under_way.reference) == obstacle(standing([], [under_way, unpublished]), OLD.address)
    assert (Obstacle.ASKED, under_way.reference) == obstacle(standing([NEW], [under_way, unpublished]))
    assert (Obstacle.PUBLISHED, "") == obstacle(standing([NEW], [done, unpublished]))
    assert None is obstacle(standing([NEW], [refused, unpublished]))


def test_the_box_of_a_service_is_not_theirs() -> None:
    """
    An organisational box is neither offered nor told of as published for them.
    """
    assert (Obstacle.NO_BOX, "") == obstacle(standing([SERVICE], []))
    assert (Obstacle.UNKNOWN, "") == obstacle(standing([SERVICE], []), SERVICE.address)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c’est fait", True),
        ("oui", True),
        ("oui c'est bon", True),
        ("je confirme", True),
        ("ok c'est fait", True),
        ("j'ai tout récupéré", True),
        ("oui tout est déjà sauvegardé dans mon logiciel", True),
        ("j'ai tout récupéré, vous pouvez fermer le compte", True),
        ("tous mes dossiers ont été transférés", True),
        ("messages et documents utiles récupérés, dossiers patients versés dans mon logiciel métier", True),
        ("la boîte est vide", True),
        ("non, il n'y a rien à récupérer", True),
        ("je n'ai rien à récupérer", True),
        ("pas encore", False),
        ("non", False),
        ("je n'ai pas encore tout récupéré", False),
        ("j'ai récupéré les messages mais pas les dossiers patients", False),
        ("presque tout", False),
        ("je vais le faire ce soir", False),
        ("oui sauf les pièces jointes", False),
        ("il me reste quelques documents", False),
        ("tout est récupéré sauf deux comptes rendus", False),
        ("ok", None),
        ("d'accord", None),
        ("allez-y", None),
        ("continuez", None),
        ("je veux supprimer", None),
        ("supprimez-la", None),
        ("je veux tout récupérer", None),
        ("j'ai récupéré des messages", None),
        ("est-ce que c'est fait tout seul ?", None),
        ("", None),
    ],
)
def test_that_everything_is_saved_is_to_be_stated(text: str, said: bool | None) -> None:
    """
    To acknowledge, or to insist, states nothing; whatever is left makes it a no.
    """
    assert said is saved(text)


@pytest.mark.parametrize(
    ("asked_for", "text", "answer"),
    [
        (Asked.EXPORT, "j'ai tout récupéré, vous pouvez fermer le compte", True),
        (Asked.EXPORT, "je n'ai pas eu le temps de tout récupérer", True),
        (Asked.EXPORT, "non, je veux parler à quelqu'un", False),
        (Asked.CONFIRMED, "oui, je confirme", True),
        (Asked.CONFIRMED, "modifier la BAL", True),
        (Asked.BOX, "comment je fais ?", False),
    ],
)
def test_an_answer_is_known_by_its_words(asked_for: Asked, text: str, answer: bool) -> None:
    """
    Whatever it may also seem to be about.
    """
    assert answer == answers(asked_for, text)
