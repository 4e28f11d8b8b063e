"""The gateway: the only public door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Response
from fastapi.staticfiles import StaticFiles

from balise.settings import Settings
from balise.wiring import Wiring, wired
from channels.answering import Answering
from channels.web import pages, routes, signing_in
from channels.web.demo_provider import demo_provider
from channels.web.gateway import Gateway
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


def create_app(settings: Settings) -> FastAPI:
    """Return the application; nothing connects before it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with wired(settings, pool=20) as wiring, wiring.bell() as bell:
            answering = Answering(wiring.answer_pending(), wiring.dialogue.probe)
            app.state.gateway = Gateway(wiring, wiring.read_transcript(bell), answering)
            _mount_demo(app, settings, wiring)
            answering.start()
            yield
            await answering.finish()

    app = FastAPI(title="Balise", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    for router in (routes.router, health, signing_in.router, pages.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=pages.FOLDER / "static"))
    answer_problems(app)
    return app


def _mount_demo(app: FastAPI, settings: Settings, wiring: Wiring) -> None:
    if settings.demo and not settings.oidc_discovery:
        client = settings.oidc_client
        issuer = f"{settings.base_url}/demo-psc"
        router = demo_provider(wiring.demo_people(), issuer, client.id, client.secret, demo=settings.demo)
        app.include_router(router, prefix="/demo-psc")
