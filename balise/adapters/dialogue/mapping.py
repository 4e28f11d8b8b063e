"""From what Rasa's HTTP interface answers to replies. Pure."""

from __future__ import annotations

from typing import Any

from balise.model.conversation import Button, File, Reply, Understanding
from balise.model.sheet import Link

FALLBACK = "nlu_fallback"


def to_replies(body: Any) -> tuple[Reply, ...]:
    """
    Return the replies of one turn.

    The REST channel sends what accompanies a text (`custom`: its source, links and files) as a message of its own, just after
    it: the two become one again.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: when it has another shape than Rasa's.

    """
    if not isinstance(body, list):
        raise TypeError("a list of messages was expected")
    replies: list[Reply] = []
    for message in body:
        present = message.keys()
        if "text" in present:
            replies.append(Reply(_words(message["text"]), _buttons(message)))
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
    return tuple(Button(_words(button["title"]), _words(button["payload"])) for button in message.get("buttons", ()))


def _completed(reply: Reply, custom: dict[str, Any]) -> Reply:
    links = tuple(Link(_words(link["title"]), _words(link["url"])) for link in custom.get("links", ()))
    return Reply(reply.text, reply.buttons, links, tuple(map(_file, custom.get("files", ()))), _words(custom.get("source", "")))


def _file(file: dict[str, Any]) -> File:
    words = {name: _words(file[name]) for name in ("id", "name", "title", "media_type")}
    return File(**words, size=int(file["size"]))


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {type(value).__name__}")
    return value
