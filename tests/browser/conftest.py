"""A real gateway, a scripted dialogue, another site that embeds the chat, and a Chromium in front of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from balise.settings import Settings
from tests import database
from tests.browser.chromium import chromium, found
from tests.browser.host_site import HostSite, host_site
from tests.browser.visit import Visit
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import running, settings_for


@pytest.fixture(scope="package", autouse=True)
def _chromium() -> None:
    """Without a browser, say so before starting anything."""
    found()


@pytest.fixture(scope="package")
def rasa_of_package() -> Iterator[RasaServer]:
    """Lend a fake Rasa."""
    with RasaServer() as server:
        yield server


@pytest.fixture
def rasa(rasa_of_package: RasaServer) -> Iterator[RasaServer]:
    """Lend the fake Rasa, as new; it never hears two messages of one conversation at a time."""
    yield rasa_of_package
    rasa_of_package.recover()

    assert [] == rasa_of_package.overlaps


@pytest.fixture(scope="package")
def site() -> Iterator[HostSite]:
    """Lend a site that embeds the chat."""
    with host_site() as site:
        yield site


@pytest.fixture(scope="package")
def settings(
    tmp_path_factory: pytest.TempPathFactory, postgres: str, rasa_of_package: RasaServer, site: HostSite
) -> Iterator[Settings]:
    """Lend the settings of the gateway: the site may embed it."""
    with database.migrated_database(postgres) as url:
        folder = tmp_path_factory.mktemp("gateway")
        yield settings_for(folder, url, rasa_of_package, widget_origins=(site.origin,))


@pytest.fixture(scope="package")
def gateway(settings: Settings, site: HostSite) -> Iterator[str]:
    """Lend the address of the gateway."""
    with running(settings) as url:
        site.gateway = url
        yield url


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    """Lend a Chromium."""
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """Lend a browser profile that has never been anywhere."""
    async with await browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 800}) as context:
        yield context


@pytest.fixture
async def visit(context: BrowserContext, gateway: str, site: HostSite, rasa: RasaServer) -> AsyncIterator[Visit]:
    """Lend a tab; nothing in it breaks, nor is refused by a content security policy."""
    visit = await Visit.begin(await context.new_page(), gateway, site, rasa)
    yield visit

    assert [] == visit.faults


@pytest.fixture
async def page(browser: Browser, gateway: str, rasa: RasaServer) -> AsyncIterator[Page]:  # noqa: ARG001 - as new for each page
    """Lend a tab that runs no script, in front of a new conversation."""
    async with await browser.new_context(locale="fr-FR", java_script_enabled=False) as context:
        page = await context.new_page()
        page.set_default_timeout(15_000)
        await page.goto(gateway)
        await page.get_by_role("button", name="Commencer").click()
        yield page
