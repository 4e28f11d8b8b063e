"""From what Rasa's HTTP interface answers to replies. Pure."""

from __future__ import annotations

from typing import Any

from balise.model.conversation import Button, File, Reply, Step, Understanding
from balise.model.letter import visible
from balise.model.paper import Picture
from balise.model.sheet import Link

FALLBACK = "nlu_fallback"


def to_replies(body: Any) -> tuple[Reply, ...]:
    """
    Return the replies of one turn.

    The REST channel sends what accompanies a text (`custom`: its source, links, files, step, offer to sign in) as a message of
    its own, just after it: the two become one again.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: when it has another shape than Rasa's.

    """
    if not isinstance(body, list):
        raise TypeError("a list of messages was expected")
    replies: list[Reply] = []
    for message in body:
        present = message.keys()
        if "text" in present:
            replies.append(Reply(_shown(message["text"]), _buttons(message)))
        if "custom" in present and replies:
            replies[-1] = _completed(replies[-1], message["custom"])
    return tuple(replies)


def to_understanding(body: Any) -> Understanding:
    """
    Return the likeliest real intent: the fallback is Rasa's decision, not an intent.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: when it has another shape than Rasa's.

    """
    ranking = [entry for entry in body.get("intent_ranking", ()) if entry["name"] != FALLBACK]
    likeliest = ranking[0] if ranking else body["intent"]
    return Understanding(likeliest["name"] or "", float(likeliest["confidence"]))


def _buttons(message: dict[str, Any]) -> tuple[Button, ...]:
    return tuple(Button(_shown(button["title"]), _words(button["payload"])) for button in message.get("buttons", ()))


def _completed(reply: Reply, custom: dict[str, Any]) -> Reply:
    links = tuple(Link(_shown(link["title"]), _words(link["url"])) for link in custom.get("links", ()))
    source, sign_in = (_words(custom.get(name, "")) for name in ("source", "sign_in"))
    step = Step(int(custom["step"]["n"]), int(custom["step"]["total"])) if "step" in custom else None
    return Reply(reply.text, reply.buttons, links, tuple(map(_file, custom.get("files", ()))), source, sign_in, step)


def _file(file: dict[str, Any]) -> File:
    words = {name: _words(file[name]) for name in ("id", "name", "title", "media_type")}
    picture = file.get("picture")
    return File(**words, size=int(file["size"]), picture=_picture(picture) if picture else None)


def _picture(picture: dict[str, Any]) -> Picture:
    table = tuple((_shown(label), _shown(value)) for label, value in picture["table"])
    return Picture(int(picture["width"]), int(picture["height"]), table)


def _shown(value: Any) -> str:
    """Return words to be read; names of the directory stand in them, which must turn nothing round."""
    return visible(_words(value))


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {type(value).__name__}")
    return value
