"""What stands behind the gateway, for whoever has reached the private network without the secrets."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

from balise.adapters.store.engine import plain_url
from balise.launch.supervisor import Stack

TURN = {"sender": "intruder", "message": '/deleguer{"rpps": "10999999998"}'}
ACTION = {"next_action": "action_list_boxes", "sender_id": "intruder", "tracker": {}, "domain": {}}


@pytest.mark.parametrize("given", ["", "?token=", "?token=wrong", "?token=wrong&token="])
async def test_rasa_hears_nobody_without_its_token(stack: Stack, given: str) -> None:
    """Neither its channel, which sets slots and speaks as anybody, nor its interface."""
    async with httpx.AsyncClient(base_url=stack.rasa_url) as http:
        answers = [
            await http.post(f"/webhooks/rest/webhook{given}", json=TURN),
            await http.post(f"/webhooks/rest/webhook{given or '?'}&stream=true", json=TURN),
            await http.post(f"/model/parse{given}", json={"text": "bonjour"}),
            await http.get(f"/conversations/intruder/tracker{given}"),
            await http.post(f"/conversations/intruder/tracker/events{given}", json={"event": "restart"}),
            await http.get(f"/domain{given}"),
            await http.get(f"/status{given}"),
        ]
        heard = await http.get("/conversations/intruder/tracker", params={"token": stack.rasa_token})
        other_channels = [
            (await http.post(f"/webhooks/{name}/webhook", json=TURN)).status_code for name in ("callback", "socketio")
        ]

    assert {401} == {answer.status_code for answer in answers}
    assert "user" not in {event["event"] for event in heard.json()["events"]}
    assert {404} == set(other_channels)


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer wrong", "Basic wrong"])
async def test_the_action_server_does_nothing_without_its_token(stack: Stack, given: str | None) -> None:
    """It acts for whoever the caller says is speaking: it only tells others that it is alive."""
    token = stack.settings.actions_token.get_secret_value()
    headers = {} if given is None else {"Authorization": given}
    async with httpx.AsyncClient(base_url=stack.settings.actions_url) as http:
        answers = [
            await http.post("/webhook", json=ACTION, headers=headers),
            await http.get("/actions", headers=headers),
            await http.get("/nothing", headers=headers),
        ]
        alive = await http.get("/health", headers=headers)
        right = await http.get("/actions", headers={"Authorization": f"Bearer {token}"})

    assert {401} == {answer.status_code for answer in answers}
    assert [200, 200] == [alive.status_code, right.status_code]
    assert 20 < len(token)


async def test_postgresql_opens_to_its_password_only(stack: Stack) -> None:
    """Not even to an account of this machine."""
    wrong = urlsplit(plain_url(stack.database_url))
    stranger = create_async_engine(
        wrong._replace(scheme="postgresql+psycopg", netloc=f"{wrong.username}:wrong@{wrong.hostname}:{wrong.port}").geturl()
    )
    with pytest.raises(OperationalError, match="password authentication failed"):
        async with stranger.connect():
            pass
    await stranger.dispose()


async def test_everything_but_the_gateway_listens_on_this_machine_only(stack: Stack) -> None:
    """And the gateway too, unless it is told otherwise."""
    urls = (stack.rasa_url, stack.settings.actions_url, stack.database_url, stack.url)

    assert {"127.0.0.1"} == {urlsplit(url).hostname for url in urls}


@pytest.mark.parametrize(
    "path", ["/webhooks/rest/webhook", "/webhook", "/model/parse", "/status", "/conversations/x/tracker", "/actions"]
)
async def test_the_gateway_leads_to_none_of_them(stack: Stack, path: str) -> None:
    """Even with their secrets in hand."""
    headers = {"Authorization": f"Bearer {stack.settings.actions_token.get_secret_value()}"}
    async with httpx.AsyncClient(base_url=stack.url, headers=headers, params={"token": stack.rasa_token}) as http:
        answers = [await http.get(path), await http.post(path), await http.post(path, json=TURN)]

    assert [404, 404, 415] == [answer.status_code for answer in answers]
