"""The real gateway over a real PostgreSQL and a fake Rasa, and the practitioners who visit it."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from balise.launch.checks import free_port
from balise.settings import Settings
from channels.web.app import create_app
from channels.web.door.connection import PATIENCE, Patience, server_config
from tests.fakes.rasa_server import TOKEN, RasaServer
from tests.rates import UNHURRIED


def settings_for(state: Path, database_url: str, rasa: RasaServer, **more: Any) -> Settings:
    """Return the settings of a gateway on a port of its own."""
    return Settings(
        state=state,
        port=free_port(),
        database_url=SecretStr(database_url),
        rasa_url=rasa.url,
        rasa_token=SecretStr(TOKEN),
        **{"actions_url": rasa.url, **UNHURRIED, **more},
    )


@contextmanager
def running(settings: Settings, app: FastAPI | None = None, patience: Patience = PATIENCE) -> Iterator[str]:
    """Serve a gateway from a thread, and lend its address."""
    server = uvicorn.Server(server_config(app or create_app(settings), settings, grace=1, patience=patience))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    if not server.started:
        raise RuntimeError("the gateway does not start")
    try:
        yield f"http://{settings.host}:{settings.port}"
    finally:
        server.should_exit = True
        thread.join()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A practitioner in front of one conversation."""

    http: httpx.AsyncClient
    id: str
    token: str

    @classmethod
    async def arrive(cls, http: httpx.AsyncClient) -> Visitor:
        """Open a conversation."""
        opened = (await http.post("/api/conversations")).json()
        return cls(http, opened["conversation"], opened["token"])

    @property
    def path(self) -> str:
        """Where the conversation is."""
        return f"/api/conversations/{self.id}"

    @property
    def held(self) -> dict[str, str]:
        """The header that opens it."""
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, body: Any, **headers: str) -> httpx.Response:
        """Post a message, well made or not."""
        return await self.http.post(f"{self.path}/messages", json=body, headers=self.held | headers)

    async def get(self, path: str = "/messages", **query: Any) -> httpx.Response:
        """Read something of the conversation."""
        return await self.http.get(f"{self.path}{path}", params=query, headers=self.held)

    async def say(self, text: str) -> int:
        """Say a text, and return its place in the transcript."""
        seq: int = (await self.post({"text": text})).json()["seq"]
        return seq

    async def read(self, since: int = 0, wait: float = 0) -> dict[str, Any]:
        """Read the transcript."""
        transcript: dict[str, Any] = (await self.get(since=since, wait=wait)).json()
        return transcript

    async def answered(self, since: int = 1) -> list[dict[str, Any]]:
        """Wait until nothing is being answered, and return the messages after `since`."""
        typing = True
        while typing:
            typing = (await self.read(since=2**31 - 1, wait=0.05))["typing"]
        messages: list[dict[str, Any]] = (await self.read(since))["messages"]
        return messages

    async def ask(self, text: str) -> list[dict[str, Any]]:
        """Say a text, and return what was answered."""
        return await self.answered(since=await self.say(text))

    async def events(self, **headers: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Listen to the server-sent events: (kind, data), the id under `id`."""
        async with self.http.stream("GET", f"{self.path}/events", headers=self.held | headers) as stream:
            event: dict[str, str] = {}
            async for line in stream.aiter_lines():
                name, _, value = line.partition(": ")
                if line and name:
                    event[name] = value
                elif "data" in event:
                    yield event["event"], json.loads(event["data"]) | ({"id": event["id"]} if "id" in event else {})
                    event = {}
