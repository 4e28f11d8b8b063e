"""The gateway: the only public door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from balise.settings import DEMO_PROVIDER, Settings
from balise.wiring import Wiring, wired
from channels.answering import Answering
from channels.web import pages, routes, signing_in, suggestions
from channels.web.cross_origin import CrossOrigin
from channels.web.demo_provider import demo_provider
from channels.web.desk import api as desk_api
from channels.web.desk import signing_in as desk_signing_in
from channels.web.desk.tries import Tries
from channels.web.door.bodies import Bodies
from channels.web.door.headers import STATIC, SecureHeaders
from channels.web.door.hosts import Hosts
from channels.web.door.visits import Visits
from channels.web.gateway import Gateway
from channels.web.plain.routes import router as plain
from channels.web.problems import answer_problems
from channels.web.routes import TheGateway

health = APIRouter(tags=["health"])


@health.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the process is alive."""
    return {"status": "ok"}


@health.get("/readyz", responses={503: {"model": dict[str, str]}})
async def readyz(gateway: TheGateway, response: Response) -> dict[str, str]:
    """Say how each dependency is: 200 when all are `ok`, 503 otherwise."""
    states = {name: await probe() for name, probe in gateway.wiring.probes().items()}
    response.status_code = 200 if set(states.values()) == {"ok"} else 503
    return states


class _Application(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        """Put the headers around everything: what FastAPI answers when a route fails is outside of all that is added."""
        return SecureHeaders(super().build_middleware_stack(), https=self.state.https)


def create_app(settings: Settings) -> FastAPI:
    """Return the application; nothing connects before it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with wired(settings, pool=20) as wiring, wiring.bell() as bell:
            answering = Answering(wiring.answer_pending(), wiring.dialogue.probe)
            app.state.gateway = Gateway(wiring, wiring.read_transcript(bell), answering, wiring.support_hours())
            _mount_demo(app, settings, wiring)
            answering.start()
            yield
            await answering.finish()

    app = _Application(
        title="Balise",
        version="0.1.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.visits, app.state.https = Visits(settings), settings.base_url.startswith("https://")
    app.state.desk_tries = Tries(settings.rate_desk)
    for router in (routes.router, suggestions.router, health, signing_in.router, plain, pages.router):
        app.include_router(router)
    for router in (desk_api.router, desk_signing_in.router):
        app.include_router(router)
    if settings.demo:
        app.include_router(pages.styles)
    # From the inside out. What the door refuses, the sites that embed the widget may read too.
    app.add_middleware(Bodies)
    app.add_middleware(Hosts, base_url=settings.base_url)
    if settings.widget_origins:
        app.add_middleware(CrossOrigin, origins=settings.widget_origins)
    app.mount(STATIC, StaticFiles(directory=pages.FOLDER / "static"))
    answer_problems(app)
    return app


def _mount_demo(app: FastAPI, settings: Settings, wiring: Wiring) -> None:
    if settings.demo_identities:
        client = settings.oidc_client
        issuer = f"{settings.base_url}{DEMO_PROVIDER}"
        router = demo_provider(wiring.demo_people(), issuer, (client.id, client.secret), wiring.texts, demo=settings.demo)
        app.include_router(router, prefix=DEMO_PROVIDER)
