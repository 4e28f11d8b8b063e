"""Talking to a running gateway over its HTTP interface."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import httpx

from balise.errors import NotFound, PermanentFailure, Refused, TemporaryFailure

_LONG_POLL = 20
_LINK_LIFE = 600
"""Seconds that a sign-in link can serve (docs/sign-in.md)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said, and what came of it. `replies` are messages as the interface gives them."""

    user: str
    replies: list[dict[str, Any]]
    intent: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Link:
    """A sign-in link, the code to type there (empty for none), and until when it can serve, by the chat's clock."""

    url: str
    code: str
    until: float


@dataclass(slots=True)
class Chat:
    """
    One conversation.

    `awaited` are the tokens of the sign-in links asked for: one of them opens it once somebody has signed in. `offered` is the
    link shown last; `clock` gives seconds.
    """

    http: httpx.Client
    path: str
    seen: int = 0
    last: list[dict[str, Any]] = field(default_factory=list)
    awaited: list[str] = field(default_factory=list)
    offered: Link | None = None
    clock: Callable[[], float] = time.time

    def say(self, text: str) -> Turn:
        """
        Say a text, or press the button of the last answer that has this title, and wait for the whole answer.

        Raises:
            PermanentFailure: the gateway refused the message, with its sentence.
            TemporaryFailure: no answer.

        """
        button = next((b["id"] for m in self.last for b in m["buttons"] if b["title"] == text), None)
        seq = _json(self._ask("POST", f"{self.path}/messages", json={"button": button} if button else {"text": text}))["seq"]
        replies = self.wait(after=seq)
        understood = _json(self._ask("GET", f"{self.path}/messages/{seq}/understanding"))
        return Turn(text, replies, understood["intent"], understood["confidence"])

    def wait(self, after: int = 0) -> list[dict[str, Any]]:
        """Return what was answered since the last time, once the answer is whole."""
        heard: list[dict[str, Any]] = []
        typing = True
        while typing or self.seen < after:
            query = {"since": self.seen, "wait": 1 if heard else _LONG_POLL}
            news = _json(self._ask("GET", f"{self.path}/messages", params=query))
            typing = news["typing"]
            for message in news["messages"]:
                self.seen = message["seq"]
                if message["author"] != "practitioner":
                    heard.append(message)
        self.last = heard
        return heard

    def download(self, file: dict[str, Any]) -> bytes:
        """Return what is in a file of a message. Raises NotFound when it is not of this conversation, or forgotten with it."""
        answer = self._ask("GET", file["url"])
        if not answer.is_success:
            _json(answer)
        return answer.content

    def offer(self) -> Link | None:
        """Return the sign-in link to show: the same while it can serve, then a new one; None when too many were asked for."""
        if self.offered is None or self.clock() >= self.offered.until:
            asked = self._ask_for_link()
            self.offered = None if asked.status_code == 429 else self._link(asked)
        return self.offered

    def sign_in(self, rpps: str) -> list[dict[str, Any]]:
        """
        Sign in through the demo provider, and return what is said of it.

        Raises:
            Refused: `login`, when the provider is not the demo's or does not take this number.

        """
        link = self._link(self._ask_for_link())
        sign_in_at(self.http, link.url, rpps, link.code)
        return self.wait()

    def _ask_for_link(self) -> httpx.Response:
        return self._ask("POST", f"{self.path}/sign-in")

    def _link(self, answer: httpx.Response) -> Link:
        made = _json(answer)
        self.awaited.append(made["token"])
        return Link(made["url"], made["code"] or "", self.clock() + _LINK_LIFE)

    def _ask(self, method: str, path: str, **said: Any) -> httpx.Response:
        """Ask; where the token opens nothing any more, with that of the link by which somebody has signed in meanwhile."""
        answer = self.http.request(method, path, **said)
        for token in self.awaited if answer.status_code == 404 else ():
            bearer = {"Authorization": f"Bearer {token}"}
            renewed = self.http.request(method, path, headers=bearer, **said)
            if renewed.status_code != 404:
                self.http.headers.update(bearer)
                self.awaited, self.offered = [], None
                return renewed
        return answer


def sign_in_at(http: httpx.Client, url: str, rpps: str, code: str = "") -> None:
    """Follow a sign-in link through the demo provider, as a browser would. Raises Refused, as `Chat.sign_in` does."""
    anonymous = {"Authorization": ""}
    page = http.get(url, headers=anonymous)
    form = dict(re.findall(r'name="(ticket|proof)" value="([^"]*)"', page.text))
    authorize = _location(http.post(urljoin(str(page.url), "/auth/login"), data=form | {"code": code}, headers=anonymous))
    asked = dict(re.findall(r'name="(proof)" value="([^"]*)"', http.get(authorize, headers=anonymous).text))
    back = http.post(authorize, data=asked | {"rpps": rpps}, headers=anonymous)
    if not back.is_redirect:
        raise Refused("login", "only the demo's identity provider can be used from here")
    if http.get(_location(back), headers=anonymous).status_code != 200:
        raise Refused("login")


@contextmanager
def open_chat(base_url: str) -> Iterator[Chat]:
    """
    Open a conversation; its welcome is in `last`.

    Raises:
        TemporaryFailure: nothing answers there.

    """
    with httpx.Client(base_url=base_url, timeout=60) as http:
        try:
            opened = _json(http.post("/api/conversations"))
            http.headers["Authorization"] = f"Bearer {opened['token']}"
            chat = Chat(http, f"/api/conversations/{opened['conversation']}")
            chat.wait()
            yield chat
        except httpx.TransportError as error:
            raise TemporaryFailure(f"nothing answers at {base_url}") from error


def _json(answer: httpx.Response) -> dict[str, Any]:
    body: dict[str, Any] = answer.json()
    if answer.is_success:
        return body
    kind = {404: NotFound, 503: TemporaryFailure}.get(answer.status_code, PermanentFailure)
    raise kind(body.get("message", f"HTTP {answer.status_code}"))


def _location(answer: httpx.Response) -> str:
    if not answer.is_redirect:
        raise Refused("login", f"HTTP {answer.status_code}")
    return urljoin(str(answer.url), answer.headers["location"])
