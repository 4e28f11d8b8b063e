"""The system's Chromium, driven by Playwright: the tests download no browser."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "il manque Chromium pour essayer le chat dans un vrai navigateur (Debian, Ubuntu : apt install chromium)"


def found() -> str:
    """Return where Chromium is; without one the test is skipped, or fails with BALISE_TEST_BROWSER=required."""
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        if os.environ.get("BALISE_TEST_BROWSER") == "required":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return path


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Lend a Chromium, without a window."""
    # Its own sandbox refuses to start under root; the pages it opens here are ours.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found(), args=arguments)
        yield browser
        await browser.close()


@asynccontextmanager
async def asleep(browser: Browser) -> AsyncIterator[None]:
    """Stop a browser, network and all, for as long as the block lasts: as far as it can tell, its computer sleeps."""
    session = await browser.new_browser_cdp_session()
    told = await session.send("SystemInfo.getProcessInfo")
    (leader,) = (process["id"] for process in told["processInfo"] if process["type"] == "browser")
    # Its own group, not the tests': this fails otherwise.
    os.killpg(leader, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(leader, signal.SIGCONT)
