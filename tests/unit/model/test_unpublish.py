"""What a sentence answers to the questions of a dépublication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from balise.model.form import confirms
from balise.model.procedure import Actor, Kind, State, draft
from balise.model.unpublish import requested, speaks_of_kept

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("redirigez vers l’autre", True),
        ("la redirection vers l’hôpital", True),
        ("je garde celle de Mailiz", True),
        ("conserver la 2", True),
        ("non, l’autre", False),
        ("dépublier celle de Mailiz", False),
    ],
)
def test_the_box_that_stays_is_told_from_the_one_that_goes(text: str, kept: bool) -> None:
    """
    By the verbs of keeping and redirecting.
    """
    assert kept == speaks_of_kept(text)


def test_the_latest_request_about_an_address_counts() -> None:
    """
    Of those that were made, and came to something.
    """
    made = draft(Kind.UNPUBLISH, "c", NOW, "1").edited("a@x.test").moved(State.CONFIRMED, Actor.PRACTITIONER, NOW)
    newer = replace(made, reference="7KQ4-9MXB")
    cancelled = replace(made, reference="8KQ4-9MXB").moved(State.CANCELLED, Actor.PRACTITIONER, NOW)

    assert {"a@x.test": newer} == requested([cancelled, newer, made])
    assert {} == requested([draft(Kind.UNPUBLISH, "c", NOW, "1"), made], Kind.DELETE_BOX)


@pytest.mark.parametrize("text", ["oui, je confirme", "Envoyer la demande", "envoyez-la", "oui envoie ma demande svp", "👍"])
def test_confirms(text: str) -> None:
    """A whole message that agrees to the sending confirms."""
    assert confirms(text)


@pytest.mark.parametrize(
    "text",
    [
        "j'utilise encore cette boîte",
        "gardez-la",
        "utilisez l'autre adresse",
        "envoyez-moi une copie d'abord",
        "envoie le récapitulatif à mon associé",
        "continuez à la laisser",
        "👍 mais pas cette boîte",
    ],
)
def test_does_not_confirm(text: str) -> None:
    """A message that only begins like a yes sends nothing."""
    assert not confirms(text)
