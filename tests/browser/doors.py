"""The doors of a real browser, for the dialogue scripts: the chat by mouse or by keyboard alone, the page without JavaScript."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.async_api import Locator, Page

from tests.dialogue.doors import PATIENCE, Answer, Handed, Heard

SIGN_IN = re.compile("^(Me|Se) connecter")

_READ = """(items, {from, line, step, choice, link, source, busy}) => {
  const read = (item) => {
    const all = (selector) => [...item.querySelectorAll(selector)];
    return {
      own: item.classList.contains("practitioner"),
      text: all(line).map((one) => one.textContent).join("\\n"),
      step: all(step).map((one) => one.textContent.replace("Étape ", "")).join(),
      buttons: all(choice).map((one) => one.textContent),
      links: all(link).map((one) => one.href),
      source: all(source).map((one) => one.textContent).join(),
    };
  };
  return [items.slice(from).map(read), items[0]?.getRootNode().querySelector(busy) != null];
}"""

_PLACE = """(target) => {
  const focused = target.getRootNode().activeElement;
  if (focused === target) return "here";
  const bar = target.closest("[role=toolbar]");
  return bar?.contains(focused) ? "beside" : "elsewhere";
}"""


class Hands(Protocol):
    """How somebody uses a page."""

    async def press(self, target: Locator) -> None:
        """Press a button, or follow a link."""
        ...

    async def write(self, box: Locator, text: str, send: Locator) -> None:
        """Write in a box, and send what is written."""
        ...


class Mouse:
    """By mouse; one types in the box one has clicked on."""

    async def press(self, target: Locator) -> None:
        """Press a button, or follow a link."""
        await target.click()

    async def write(self, box: Locator, text: str, send: Locator) -> None:
        """Write in a box, and send what is written."""
        await box.click()
        await box.page.keyboard.insert_text(text)
        await send.click()


class Keyboard:
    """By keyboard alone: the Tab key, the arrows inside of a toolbar, Enter."""

    FARTHEST = 60
    """Keys after which a thing is out of reach."""

    async def press(self, target: Locator) -> None:
        """Press a button, or follow a link."""
        await self._reach(target)
        await target.page.keyboard.press("Enter")

    async def write(self, box: Locator, text: str, send: Locator) -> None:  # noqa: ARG002 - Enter sends
        """Write in a box, and send what is written."""
        await self._reach(box)
        await box.page.keyboard.type(text)
        await box.page.keyboard.press("Enter")

    async def _reach(self, target: Locator) -> None:
        """Go there, backwards: what was just said stands before the box where one writes."""
        for _ in range(self.FARTHEST):
            place = await target.evaluate(_PLACE)
            if place == "here":
                return
            await target.page.keyboard.press("ArrowRight" if place == "beside" else "Shift+Tab")
        raise AssertionError(f"the keyboard does not reach {target}")


@dataclass(frozen=True, slots=True)
class Face:
    """Where things are in a page that shows a conversation."""

    messages: str
    line: str
    step: str
    choice: str
    link: str
    file: str
    source: str
    busy: str


CHAT = Face(
    messages="ol.messages > li",
    line=".bubble > p:not(.source, .who, .step)",
    step=".step",
    choice=".choices[role=toolbar] button",
    link="a.link",
    file="button.file",
    source=".source",
    busy="li.pending, .typing:not([hidden])",
)
PLAIN = Face(
    messages="ol.transcript > li",
    line=":scope > p:not(.who, .aside, .step)",
    step=".step",
    choice=".choices button",
    link=".attached a:not([download])",
    file=".attached a[download]",
    source=":scope > p.aside:not(:has(time))",
    busy="form.waiting",
)


class BrowserDoor:
    """A conversation in a tab, used by some hands. `greeting` is what was said when it opened."""

    greeting: Answer

    def __init__(self, page: Page, hands: Hands, face: Face) -> None:
        self.page = page
        self.hands, self.face = hands, face
        self._seen = 0
        self._shown: tuple[str, ...] = ()

    @classmethod
    async def open(cls, page: Page, url: str, hands: Hands, face: Face) -> BrowserDoor:
        """Open a conversation."""
        door = cls(page, hands, face)
        await page.goto(url)
        if face is PLAIN:
            await hands.press(page.get_by_role("button", name="Commencer"))
        door.greeting = await door._hear(1)
        return door

    async def say(self, text: str) -> Answer:
        """Say a text, or press the button of that title."""
        if text in self._shown:
            deed = self.hands.press(self.messages.get_by_role("button", name=text, exact=True).last)
        else:
            box = self.page.get_by_role("textbox", name="Votre message")
            deed = self.hands.write(box, text, self.page.get_by_role("button", name="Envoyer", exact=True))
        await (self._follow(deed) if self.face is PLAIN else deed)
        return await self._hear(1)

    async def sign_in(self, rpps: str) -> Answer:
        """Sign in by what the conversation offers, as somebody whose RPPS one types."""
        page, hands = self.page, self.hands
        offer = page.get_by_role("button", name=SIGN_IN).or_(page.get_by_role("link", name=SIGN_IN))
        if not await offer.count():
            await self.say("identifier mes BAL")
        await self._follow(hands.press(offer.last))
        await self._follow(hands.press(page.get_by_role("button", name="Continuer vers Pro Santé Connect")))
        number = page.get_by_role("textbox", name="RPPS")
        await self._follow(hands.write(number, rpps, page.get_by_role("button", name="Se connecter avec ce numéro")))
        await self._follow(hands.press(page.get_by_role("link", name="Revenir à la conversation")))
        return await self._hear(2)

    async def _follow(self, deed: Awaitable[None]) -> None:
        """Do what leads to another page, and wait for it."""
        async with self.page.expect_navigation():
            await deed

    @property
    def messages(self) -> Locator:
        """The messages of the page, whoever said them."""
        return self.page.locator(self.face.messages)

    async def _hear(self, at_least: int) -> Answer:
        """Return what is new, once it is whole: so many messages, and nothing on its way."""
        new, busy = await self._read()
        async with asyncio.timeout(PATIENCE):
            while busy or sum(not one["own"] for one in new) < at_least:
                if busy and self.face is PLAIN:
                    await self._follow(self.hands.press(self.page.get_by_role("button", name="Actualiser")))
                await asyncio.sleep(0.05)
                new, busy = await self._read()
        heard = [await self._heard(one, self._seen + place) for place, one in enumerate(new) if not one["own"]]
        self._seen += len(new)
        self._shown = tuple(title for one in heard for title in one.buttons)
        return Answer(tuple(heard))

    async def _heard(self, read: dict[str, Any], place: int) -> Heard:
        files = await self.messages.nth(place).locator(self.face.file).all()
        kept = tuple([await self._downloaded(file) for file in files])
        return Heard(read["text"], tuple(read["buttons"]), tuple(read["links"]), read["source"], kept, read["step"])

    async def _read(self) -> tuple[list[dict[str, Any]], bool]:
        """Return the messages since the last answer, and whether something is on its way, at one instant."""
        new, busy = await self.messages.evaluate_all(_READ, {"from": self._seen, **asdict(self.face)})
        return new, busy

    async def _downloaded(self, file: Locator) -> Handed:
        async with self.page.expect_download() as started:
            await self.hands.press(file)
        download = await started.value
        return Handed(download.suggested_filename, await file.text_content() or "", Path(await download.path()).read_bytes())
