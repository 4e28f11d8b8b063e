"""Where stock Rasa would log what was said, ours does not. A process of its own: the launcher's stubs must come before Rasa."""

from __future__ import annotations

import subprocess
import sys

from bot.launch_rasa import REPOSITORY

SAID = "je suis le docteur Quirinale"

STORE = """
from bot.quiet_tracker_store import QuietTrackerStore
from rasa.shared.core.domain import Domain

store = QuietTrackerStore(domain=Domain.empty(), dialect="sqlite", db=":memory:")
try:
    store.engine.execute("INSERT INTO nowhere (data) VALUES (?)", (SAID,))
except Exception as error:
    print("refused", error)
"""

CHANNEL = """
import asyncio, socket
import aiohttp
from bot.guarded_rest import GuardedRest
from sanic import Sanic

async def fail(message):
    raise RuntimeError(message.text)

async def ask():
    app = Sanic("test")
    app.blueprint(GuardedRest("secret").blueprint(fail), url_prefix="/webhooks/rest")
    listening = socket.create_server(("127.0.0.1", 0))
    where = "http://127.0.0.1:%d/webhooks/rest/webhook?token=secret" % listening.getsockname()[1]
    server = await app.create_server(sock=listening, return_asyncio_server=True)
    await server.startup()
    async with aiohttp.ClientSession() as http, http.post(where, json={"sender": "c~0", "message": SAID}) as answer:
        print(answer.status, await answer.json())
    server.close()

asyncio.run(ask())
"""


def ran(code: str) -> str:
    """Run code in Rasa's process, and return all that it wrote."""
    before = f"SAID = {SAID!r}\nfrom bot import launch_rasa\nlaunch_rasa.prepare()\n"
    done = subprocess.run([sys.executable, "-c", before + code], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    return done.stdout + done.stderr


def test_an_error_of_the_tracker_store_does_not_quote_the_event() -> None:
    """The statement that failed is named, its parameters are not."""
    written = ran(STORE)

    assert "refused" in written
    assert "nowhere" in written
    assert SAID not in written


def test_a_message_that_fails_is_logged_without_its_text() -> None:
    """The dialogue and the kind of failure; what was said so far is answered, as the stock channel does."""
    written = ran(CHANNEL)

    assert "200 []" in written
    assert "message_failed" in written
    assert "RuntimeError" in written
    assert SAID not in written
