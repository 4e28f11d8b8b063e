"""A practitioner whose browser runs no script, in front of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Self

import httpx

from tests.fakes.rasa_server import RasaServer

COOKIE = "balise"
"""The cookie's name over http."""


def plain(html: str) -> str:
    """Return what a page says, without its markup, each space being one."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u00a0", " ").split())


@dataclass
class Reader:
    """A browser without JavaScript, at the last page it was shown."""

    http: httpx.AsyncClient
    shown: httpx.Response

    @classmethod
    async def arrive(cls, http: httpx.AsyncClient) -> Self:
        """Come to the page, and begin."""
        reader = cls(http, await http.get("/"))
        await reader.post("/chat/begin")
        return reader

    async def go(self, path: str = "/") -> httpx.Response:
        """Go to an address."""
        self.shown = await self.http.get(path, follow_redirects=True)
        return self.shown

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """Post a form with these fields and nothing else, and follow where it leads."""
        self.shown = await self.http.post(path, data=fields, follow_redirects=True)
        return self.shown

    def marks(self) -> dict[str, str]:
        """Return what every form of the page carries."""
        return dict(re.findall(r'name="(proof|key)" value="([^"]*)"', self.shown.text))

    async def send(self, path: str = "/chat/say", **fields: str) -> httpx.Response:
        """Submit a form of the page."""
        return await self.post(path, **self.marks(), **fields)

    async def say(self, said: str) -> str:
        """Type something, and return what the page says then."""
        await self.send(text=said)
        return self.says

    async def press(self, title: str) -> str:
        """Press a button of a message, and return what the page says then."""
        (button,) = re.findall(rf'<button (?=[^>]*name="button")[^>]*value="([^"]*)"[^>]*>{title}</button>', self.shown.text)
        await self.send(button=button)
        return self.says

    @property
    def says(self) -> str:
        """What the page says."""
        return plain(self.shown.text)

    @property
    def title(self) -> str:
        """What the page is called."""
        (title,) = re.findall("<title>(.*)</title>", self.shown.text)
        return plain(title)

    @property
    def cookie(self) -> str:
        """The cookie that the browser holds."""
        return self.http.cookies.get(COOKIE) or ""


def browser(http: httpx.AsyncClient) -> httpx.AsyncClient:
    """Return a browser that has never been anywhere; it says where its posts come from."""
    return httpx.AsyncClient(base_url=http.base_url, timeout=30, headers={"Origin": str(http.base_url).rstrip("/")})


async def at_demo_provider(browser: httpx.AsyncClient, address: str, **form: str) -> str:
    """Fill the form of the demo's identity provider; return where it sends the browser back."""
    proof = dict(re.findall(r'name="(proof)" value="([^"]*)"', (await browser.get(address)).text))
    return str((await browser.post(address, data=proof | form)).headers["location"])


async def conversation_of(reader: Reader, rasa: RasaServer) -> str:
    """Return the id of a reader's conversation, which no page shows."""
    await reader.say(f"je suis {reader.cookie}")
    (sender,) = {sender for sender, said in rasa.heard if said == f"je suis {reader.cookie}"}
    return sender.rpartition("~")[0]
