"""
Every form, and every route that a form could be posted to, wherever they are: none works without the proof that it was shown.

Forms are found in the sources and routes in the application: a new one without a proof fails here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.identity.accounts import Argon2AndTotp
from balise.adapters.store.store import PostgresStore
from balise.model.agent import Role
from balise.settings import DEMO_CLIENT, DEMO_KEY, DEMO_PROVIDER, ROOT, Settings
from channels.web.app import create_app
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.desk import Worker
from tests.integration.gateway.house import running
from tests.integration.gateway.reader import Reader, browser
from tests.unit import source_code

WEB = ROOT / "channels" / "web"
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

WITHOUT_PROOF = {"/chat/begin"}
"""Where nothing is held yet that a proof could be made of: what is posted there must come from our own origin."""

FOR_PROGRAMS = {f"POST {DEMO_PROVIDER}/token": 401}
"""Nothing that a browser holds serves there."""

FIELDS = {"helpful": "yes"}
"""What is sent for a field that « 1 » would not do for."""


def forms() -> list[tuple[str, str]]:
    """Return (template, markup) of each form that posts."""
    return [
        (path.name, form)
        for path in sorted((WEB / "templates").glob("*.html"))
        for form in re.findall(r"<form\b.*?</form>", path.read_text("utf-8"), re.DOTALL)
        if 'method="get"' not in form
    ]


def made_forms() -> list[str]:
    """Return the calls that make a form in Python."""
    calls = [call for path in source_code.files() if path.is_relative_to(WEB) for call in source_code.calls(path)]
    return [made for made in map(ast.unparse, calls) if made.startswith("node('form',")]


def test_every_form_carries_a_proof() -> None:
    """In a template or made in Python."""
    bare = [name for name, form in forms() if "$proof" not in form and "$fields" not in form]
    starting = [name for name, form in forms() if any(f'action="{path}"' in form for path in WITHOUT_PROOF)]

    assert len(forms()) > 10
    assert starting == bare
    assert made_forms()
    assert [] == [call for call in made_forms() if not call.startswith("node('form', *marks.fields(), ")]


@pytest.fixture(scope="module")
def app(settings: Settings) -> FastAPI:
    """Return the application."""
    return create_app(settings)


@pytest.fixture(scope="module")
async def victim(settings: Settings, app: FastAPI, engine: AsyncEngine, rasa_of_module: RasaServer) -> AsyncIterator[Reader]:  # noqa: ARG001
    """Lend the browser of somebody who has a conversation and a session at the desk."""
    with running(settings, app) as url:
        async with browser(httpx.AsyncClient(base_url=url)) as client:
            reader = await Reader.arrive(client)
            await (await Worker.hired(client, PostgresStore(engine), Argon2AndTotp(DEMO_KEY), "forms", Role.AGENT)).signs_in()
            yield reader


def posted(app: FastAPI) -> dict[str, dict[str, str]]:
    """Return what a form could be posted to, by method and path, with every field that is asked for."""
    return {
        f"{method} {route.path}": {
            field.alias: FIELDS.get(field.alias, "1") for field in getattr(route, "dependant", None).body_params
        }
        for route in iter_route_contexts(app.routes)
        for method in (getattr(route, "methods", None) or set()) & CHANGING
    }


async def test_nothing_is_done_that_another_site_posts(victim: Reader, app: FastAPI) -> None:
    """Though the browser brings its cookies along, and every field but the proof is there."""
    base = str(victim.http.base_url).rstrip("/")
    asking: dict[str, Any] = {
        "client_id": DEMO_CLIENT,
        "redirect_uri": f"{base}/auth/callback",
        "response_type": "code",
        "scope": "openid",
        "code_challenge": "x",
        "code_challenge_method": "S256",
    }
    statuses = {}
    for route, fields in posted(app).items():
        method, _, path = route.partition(" ")
        named = re.sub(r"\{\w+\}", "1", path)
        form = fields | {"proof": "f" * 64}
        sent = await victim.http.request(method, named, params=asking, data=form, headers={"Origin": "https://ailleurs.example"})
        statuses[route] = sent.status_code
    refused = {route: 415 if " /api/" in route else 403 for route in statuses}

    assert {"POST /chat/say", "POST /desk/logout", "POST /auth/login", f"POST {DEMO_PROVIDER}/authorize"} <= set(statuses)
    assert refused | FOR_PROGRAMS == statuses
    assert 200 == (await victim.http.get("/api/desk/me")).status_code
    assert "Votre message" in (await victim.go()).text
