"""What a message is worth for a procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from balise.model.procedure import Kind, Procedure, State
from balise.model.reply import Arrival, Nature, Worth, same_house, stops_news, worth

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OPERATOR, SUPPORT = "aide@operateur.example", "support@esante.example"
REPLY = Arrival("1.1", AT, Nature.PERSON, OPERATOR, answers=("7KQ4-9MXB",))
BOUNCE = Arrival("1.1", AT, Nature.BOUNCE, "mailer-daemon@exemple.example", answers=("7KQ4-9MXB",), failed=(OPERATOR,))


def asked(state: State = State.SENT, reference: str = "7KQ4-9MXB", recipient: str = OPERATOR) -> Procedure:
    """Return a procedure whose request went to the operator."""
    return Procedure(reference, Kind.UNPUBLISH, state, "1", "A", "c", AT, details={"recipient": recipient} if recipient else {})


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, Worth.AGENT),
        (State.CONFIRMED, Worth.REPLY),
        (State.SENT, Worth.REPLY),
        (State.ACKNOWLEDGED, Worth.KEPT),
        (State.DONE, Worth.KEPT),
        (State.CANCELLED, Worth.AGENT),
        (State.REFUSED, Worth.AGENT),
        (State.EXPIRED, Worth.AGENT),
    ],
)
def test_an_answer(state: State, expected: Worth) -> None:
    """It moves what waits for one, says nothing new of what has been answered, and is for an agent where none was expected."""
    assert expected is worth(REPLY, [asked(state)], SUPPORT)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, Worth.LOST),
        (State.CONFIRMED, Worth.UNDELIVERABLE),
        (State.SENT, Worth.UNDELIVERABLE),
        (State.ACKNOWLEDGED, Worth.LOST),
        (State.DONE, Worth.AGENT),
        (State.CANCELLED, Worth.AGENT),
        (State.REFUSED, Worth.NOISE),
    ],
)
def test_a_bounce(state: State, expected: Worth) -> None:
    """It closes what nobody has received; of what somebody has answered, it is for a person to say what it means."""
    assert expected is worth(BOUNCE, [asked(state)], SUPPORT)


def test_a_bounce_of_something_else() -> None:
    """Of another address, or of another letter than the request: it closes nothing, and an agent is told."""
    assert Worth.LOST is worth(replace(BOUNCE, failed=("x@ailleurs.example",)), [asked()], SUPPORT)
    assert Worth.LOST is worth(replace(BOUNCE, answers=(), mentioned=("7KQ4-9MXB",)), [asked()], SUPPORT)


@pytest.mark.parametrize("found", [[], [asked(), asked(reference="3ABC-4DEF")]])
def test_what_is_about_nothing_or_about_several(found: list[Procedure]) -> None:
    """It is for an agent; a program that writes about nothing of ours is not."""
    assert Worth.AGENT is worth(REPLY, found, SUPPORT)
    assert Worth.AGENT is worth(BOUNCE, found, SUPPORT)
    assert (Worth.AGENT if found else Worth.NOISE) is worth(replace(REPLY, nature=Nature.MACHINE), found, SUPPORT)


@pytest.mark.parametrize("nature", [Nature.OURS, Nature.RESPONDER])
def test_what_answers_nothing(nature: Nature) -> None:
    """An autoresponder, or one of our letters come round, moves nothing, whatever it says."""
    assert Worth.NOISE is worth(replace(REPLY, nature=nature), [asked()], SUPPORT)


def test_a_doubtful_message_moves_nothing() -> None:
    """The server that received it found it forged."""
    assert Worth.AGENT is worth(replace(REPLY, doubtful=True), [asked()], SUPPORT)
    assert Worth.AGENT is worth(replace(BOUNCE, doubtful=True), [asked()], SUPPORT)


def test_a_ticket_is_answered_by_the_support_desk() -> None:
    """A procedure without a recipient of its own went to the desk."""
    ticket = asked(recipient="")

    assert Worth.REPLY is worth(replace(REPLY, sender="anne@esante.example"), [ticket], SUPPORT)
    assert Worth.AGENT is worth(REPLY, [ticket], SUPPORT)


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("aide@operateur.example", True),
        ("AIDE@Operateur.Example", True),
        ("x@tickets.operateur.example", True),
        ("x@faux-operateur.example", False),
        ("x@operateur.example.ailleurs.example", False),
        ("x@example", False),
        ("operateur.example", False),
        ("", False),
    ],
)
def test_the_same_house(sender: str, expected: bool) -> None:
    """The domain we wrote to, or one below it."""
    assert expected is same_house(sender, OPERATOR)


def test_nobody_is_of_no_house() -> None:
    """An empty recipient is not everybody's."""
    assert not same_house("x@operateur.example", "")
    assert not same_house("", "")


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("ne plus m’écrire", True),
        ("Ne plus m’écrire au sujet de 7KQ4-9MXB", True),
        ("ne m’écrivez plus", True),
        ("je ne veux plus de courriels", True),
        ("stop aux mails", True),
        ("elle souhaite ne plus recevoir vos nouvelles", True),
        ("je ne veux plus recevoir les nouvelles de ma demande par mail", True),
        ("arretez les courriels sur ma depublication", True),
        ("Plus besoin des nouvelles par courriel, je reviendrai voir ici.", True),
        ("le docteur souhaite ne plus être prévenu par mail de sa demande", True),
        ("On reçoit vos courriels d'avancement au secrétariat, il n'en faut plus.", True),
        ("jveu plus ke vs m'écriviez pr ma demande", True),
        ("Merci de cesser l'envoi des nouvelles de ma démarche à mon adresse personnelle", True),
        ("ARRETEZ DE M'ENVOYER OU CA EN EST", True),
        ("me désabonner des nouvelles de la demande", True),
        ("pouvez-vous arrêter de m’écrire ?", True),
        ("vous ne m’écrivez plus, où en est ma demande ?", False),
        ("Vous ne m’envoyez rien, où ça en est ?", False),
        ("Vous ne me prévenez pas, ma demande avance ?", False),
        ("l’opérateur ne m’envoie rien, où ça en est ?", False),
        ("vous avez arrêté de m’écrire, où ça en est ?", False),
        ("c’est normal de ne plus recevoir de nouvelles ?", False),
        ("où en est ma demande ? je ne veux plus attendre, prévenez-moi par mail", False),
        ("j’ai arrêté mon activité, où en est ma demande envoyée par mail ?", False),
        ("je n’ai plus besoin de cette adresse mail, où en est sa suppression ?", False),
        ("je ne veux plus recevoir de courrier sur cette boîte, où en est ma demande ?", False),
        ("Prévenez-moi par courriel quand ça avance", False),
        ("envoyez-moi les nouvelles de ma demande par mail", False),
        ("où en est ma demande ?", False),
        ("vous ne m’avez pas prévenu", False),
        ("ils ne m’écrivent plus depuis ma demande", False),
        ("me prévenir par courriel", False),
    ],
)
def test_who_wants_no_more_news_says_so(text: str, stops: bool) -> None:
    """A complaint that nothing came asks for no silence."""
    assert stops is stops_news(text)
