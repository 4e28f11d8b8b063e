"""A person in front of the chat, in one tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

from playwright.async_api import ConsoleMessage, Locator, Page, expect

from balise.settings import ROOT
from tests.browser.host_site import HostSite
from tests.fakes.rasa_server import RasaServer

AXE = ROOT / "channels" / "web" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Notes each text that enters the live region, in order.
_LISTEN = """() => {
  window.heard = [];
  const region = document.querySelector("balise-chat").shadowRoot.querySelector("[aria-live]");
  const note = (nodes) => { for (const node of nodes) window.heard.push(node.textContent); };
  const observer = new MutationObserver((changes) => { for (const change of changes) note(change.addedNodes); });
  observer.observe(region, {childList: true});
}"""
_FOCUSED = """() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return [focused.localName, focused.getAttribute("aria-label") ?? focused.textContent.trim()].join(" ");
}"""


@dataclass(slots=True)
class Visit:
    """The tab, the gateway, the dialogue behind it, and what went wrong in the page."""

    page: Page
    gateway: str
    site: HostSite
    rasa: RasaServer
    faults: list[str]

    @classmethod
    async def begin(cls, page: Page, gateway: str, site: HostSite, rasa: RasaServer) -> Self:
        """Watch a tab from its beginning."""
        page.set_default_timeout(10_000)
        return cls(page, gateway, site, rasa, faults_of(page))

    async def embed(self, options: str = "") -> None:
        """Go to the other site's page, where the chat is closed unless an option says otherwise."""
        await self.page.goto(f"{self.site.origin}/?options={quote(options)}")
        await self.page.evaluate(_LISTEN)

    async def go(self, path: str = "/") -> None:
        """Go to a page of the gateway."""
        await self.page.goto(self.gateway + path)

    async def open(self) -> None:
        """Open the chat with the mouse, and wait for the welcome."""
        await self.launcher.click()
        await expect(self.messages).to_have_count(1)

    @property
    def launcher(self) -> Locator:
        """The button that opens the chat."""
        return self.page.get_by_role("button", name="Une question sur vos BAL")

    @property
    def window(self) -> Locator:
        """The chat's window."""
        return self.page.get_by_role("dialog")

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name="Votre message")

    @property
    def messages(self) -> Locator:
        """The messages of the transcript."""
        return self.page.locator("ol.messages > li")

    @property
    def fates(self) -> Locator:
        """The messages on their way."""
        return self.page.locator("li.pending")

    async def say(self, text: str) -> None:
        """Write a text and send it with the keyboard."""
        await self.box.fill(text)
        await self.box.press("Enter")

    async def heard(self) -> list[str]:
        """Return what a screen reader was told, in order."""
        heard: list[str] = await self.page.evaluate("() => window.heard.map((text) => text.replaceAll('\\u00a0', ' '))")
        return heard

    async def focused(self) -> str:
        """Return the element that has the keyboard: its kind and its name."""
        focused: str = await self.page.evaluate(_FOCUSED)
        return focused

    async def texts(self) -> list[str]:
        """Return what each message of the transcript says, without who says it, in order."""
        paragraphs = self.page.locator("ol.messages .bubble > p:not(.source, .who, .step)")
        return [text.strip() for text in await paragraphs.all_text_contents()]

    async def violations(self) -> list[str]:
        """Return what axe finds against WCAG 2.2 AA and good practice, in the whole page."""
        # A page without its style sheet is another page.
        await self.page.wait_for_load_state()
        # Evaluated, not added as a script: the page's policy would refuse that.
        await self.page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, Any] = await self.page.evaluate(
            "(levels) => axe.run(document, {runOnly: {type: 'tag', values: levels}})", LEVELS
        )
        return [f"{v['id']}: {node['html'][:200]} {node['failureSummary']}" for v in found["violations"] for node in v["nodes"]]


def faults_of(page: Page) -> list[str]:
    """Return where what breaks in a tab, or is refused by a content security policy, will be written down."""
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        refused = "Content Security Policy" in message.text or "TrustedHTML" in message.text
        if message.type == "error" and refused:
            faults.append(message.text)

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", note)
    return faults
