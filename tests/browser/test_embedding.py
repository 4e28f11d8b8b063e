"""The chat on other sites: what their policy has to allow, which of them may use it, and what it weighs."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.async_api import expect

from balise.settings import ROOT
from tests.browser.host_site import HostSite, host_site
from tests.browser.visit import Visit

STATIC = ROOT / "channels" / "web" / "static"
NEEDED = ("script-src", "connect-src")
LIMIT = 25_000
"""Bytes, gzipped, with the styles. The lightest peer weighs 39 kB beside React; the one that speaks to screen readers, 483."""


async def test_a_strict_policy_has_nothing_to_refuse(visit: Visit) -> None:
    """Under `default-src 'none'` and Trusted Types, script-src and connect-src of the gateway are enough (docs/embedding.md)."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    background = await visit.page.locator(".window").evaluate("(element) => getComputedStyle(element).position")

    assert ("fixed", []) == (background, visit.faults)
    assert [] == await visit.page.context.cookies()


@pytest.mark.usefixtures("gateway")
def test_the_policy_of_the_page_is_the_documented_one(site: HostSite) -> None:
    """What the tests allow is what the documentation tells sites to allow."""
    documented = (ROOT / "docs" / "embedding.md").read_text("utf-8")
    told = {name: found[1] for name in NEEDED if (found := re.search(rf"^{name} (\S+?);?$", documented, re.M))}
    allowed = {part.split(" ")[0] for part in site.policy.split("; ") if part.endswith(site.gateway)}

    assert dict.fromkeys(NEEDED, "https://balise.example.fr") == told
    assert set(NEEDED) == allowed


async def test_a_site_that_is_not_listed_cannot_use_it(visit: Visit) -> None:
    """From a site that is not in BALISE_WIDGET_ORIGINS, browsers let no answer be read: the chat says that nothing answers."""
    with host_site() as stranger:
        stranger.gateway = visit.gateway
        await visit.page.goto(stranger.origin)
        await visit.launcher.click()

        await expect(visit.page.get_by_text("Balise ne répond pas.").last).to_be_visible(timeout=20_000)


def test_it_is_light() -> None:
    """25 kB gzipped at most, styles included, in one file."""
    assert LIMIT > len(gzip.compress((STATIC / "balise-chat.js").read_bytes(), 9))


async def test_before_it_is_opened_there_is_a_button(visit: Visit) -> None:
    """Nothing else is built: the button, and the live region, which has to be there before it speaks."""
    await visit.embed()
    built = await visit.page.locator(".root > *").evaluate_all("(all) => all.map((one) => one.className)")

    assert ["hidden", "launcher"] == built
