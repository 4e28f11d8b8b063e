"""From what Rasa answers to replies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from balise.adapters.dialogue.mapping import to_replies, to_understanding
from balise.model.conversation import Button, File, Reply, Step
from balise.model.paper import Picture
from balise.model.sheet import Link


def test_what_accompanies_a_text_joins_it() -> None:
    """The source, the links, the offer to sign in come as a message of their own after the text: they become part of it again."""
    body = [
        {"recipient_id": "a~0", "text": "Un."},
        {"recipient_id": "a~0", "text": "Deux.", "buttons": [{"title": "Oui", "payload": "/affirmer"}]},
        {"recipient_id": "a~0", "custom": {"source": "Fiche", "links": [{"title": "Lien", "url": "https://exemple.example/"}]}},
        {"recipient_id": "a~0", "text": "Trois."},
        {"recipient_id": "a~0", "custom": {"sign_in": "Me connecter"}},
    ]
    expected = (
        Reply("Un."),
        Reply("Deux.", (Button("Oui", "/affirmer"),), (Link("Lien", "https://exemple.example/"),), source="Fiche"),
        Reply("Trois.", sign_in="Me connecter"),
    )

    assert expected == to_replies(body)


@pytest.mark.parametrize("custom", [{"source": "Fiche"}, {"links": []}, {}])
def test_an_accompaniment_may_be_partial(custom: dict[str, Any]) -> None:
    """A source without link, or neither, is a source without link, or neither."""
    assert (Reply("Un.", source=custom.get("source", "")),) == to_replies([{"text": "Un."}, {"custom": custom}])


def test_nothing_hides_in_what_is_said() -> None:
    """A name of the directory, in a text or on a button, neither turns round what stands beside it nor hides a part of it."""
    odd = "M. \u202eTNUOC\u202c\u200b \u2066A\u2069\U000e0041"
    body = [
        {"text": f"Celle de {odd} ?", "buttons": [{"title": odd, "payload": "/affirmer"}]},
        {"custom": {"links": [{"title": odd, "url": "https://exemple.example/"}]}},
    ]
    (reply,) = to_replies(body)

    assert ("Celle de M. TNUOC A ?", ["M. TNUOC A"] * 2) == (reply.text, [reply.buttons[0].title, reply.links[0].title])


RECEIPT = {"id": "f-1", "name": "recu.pdf", "title": "Reçu", "media_type": "application/pdf", "size": 12}


def test_files_join_their_text() -> None:
    """They come beside the text as its links do, with their size in bytes."""
    expected = Reply("Un.", files=(File("f-1", "recu.pdf", "Reçu", "application/pdf", 12),))

    assert (expected,) == to_replies([{"text": "Un."}, {"custom": {"files": [RECEIPT]}}])


PICTURE = {"width": 264, "height": 264, "table": [["Nom", "Camille Essai"]]}


def test_a_picture_and_a_step_join_their_text() -> None:
    """What is seen of a file comes with it; the step of a question, beside it."""
    shown = File("f-1", "recu.pdf", "Reçu", "application/pdf", 12, Picture(264, 264, (("Nom", "Camille Essai"),)))
    custom = {"files": [RECEIPT | {"picture": PICTURE}, RECEIPT | {"picture": None}], "step": {"n": 2, "total": 4}}
    (reply,) = to_replies([{"text": "Un."}, {"custom": custom}])

    assert ((shown, replace(shown, picture=None)), Step(2, 4)) == (reply.files, reply.step)


@pytest.mark.parametrize("body", [[], [{"custom": {"source": "Fiche"}}], [{"image": "https://exemple.example/x.png"}]])
def test_without_a_text_there_is_no_reply(body: list[dict[str, Any]]) -> None:
    """What has no text to say, or what we never send, makes no message."""
    assert () == to_replies(body)


@pytest.mark.parametrize(
    "body",
    [
        None,
        3,
        "text",
        {"text": "x"},
        ["odd"],
        [{"text": None}],
        [{"text": "x", "buttons": [{"title": "x"}]}],
        [{"text": "x", "buttons": [{"title": None, "payload": "x"}]}],
        [{"text": "x"}, {"custom": None}],
        [{"text": "x"}, {"custom": {"source": 3}}],
        [{"text": "x"}, {"custom": {"links": [{"title": "x"}]}}],
        [{"text": "x"}, {"custom": {"sign_in": True}}],
        [{"text": "x"}, {"custom": {"files": [{**RECEIPT, "title": None}]}}],
        [{"text": "x"}, {"custom": {"files": [{**RECEIPT, "size": None}]}}],
        [{"text": "x"}, {"custom": {"files": [{"id": "f-1"}]}}],
        [{"text": "x"}, {"custom": {"files": [{**RECEIPT, "picture": {**PICTURE, "table": [["Nom"]]}}]}}],
        [{"text": "x"}, {"custom": {"files": [{**RECEIPT, "picture": {**PICTURE, "table": [["Nom", 3]]}}]}}],
        [{"text": "x"}, {"custom": {"files": [{**RECEIPT, "picture": {"table": []}}]}}],
        [{"text": "x"}, {"custom": {"step": {"n": 2}}}],
        [{"text": "x"}, {"custom": {"step": None}}],
    ],
)
def test_another_shape_is_an_error(body: Any) -> None:
    """What Rasa never sends is never half understood."""
    with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
        to_replies(body)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        ([("saluer", 0.9), ("aide", 0.1)], ("saluer", 0.9)),
        ([("nlu_fallback", 0.6), ("aide", 0.4)], ("aide", 0.4)),
        ([], ("nlu_fallback", 1.0)),
    ],
)
def test_the_likeliest_real_intent(ranking: list[tuple[str, float]], expected: tuple[str, float]) -> None:
    """The first of the ranking that is not the fallback; the intent itself when there is no ranking (a payload)."""
    entries = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    intent = entries[0] if entries else {"name": "nlu_fallback", "confidence": 1}
    understood = to_understanding({"intent": intent, "intent_ranking": entries})

    assert expected == (understood.intent, understood.confidence)


def test_a_model_that_knows_nothing() -> None:
    """A null intent is an empty name, not an error."""
    assert "" == to_understanding({"intent": {"name": None, "confidence": 0.0}, "intent_ranking": []}).intent
