"""What a practitioner types as a secret or a patient's data does not stay in their browser either."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.visit import Visit
from tests.canaries import CANARIES, TYPED

# What the page shows, and all that its origin keeps.
_KEPT = """() => [
  document.querySelector("balise-chat").shadowRoot.textContent,
  ...[sessionStorage, localStorage].map((storage) => JSON.stringify({...storage})),
].join("\\n")"""


async def test_what_was_refused_leaves_the_page(visit: Visit) -> None:
    """Neither shown nor stored once it is refused, though what is sent is kept until it has arrived."""
    await visit.embed()
    await visit.open()
    for count, sentence in enumerate(TYPED, start=1):
        await visit.say(sentence)
        await expect(visit.messages).to_have_count(1 + 2 * count)
        await expect(visit.fates).to_have_count(0)
    await visit.embed()
    await expect(visit.messages).to_have_count(1 + 2 * len(TYPED))
    kept = await visit.page.evaluate(_KEPT)

    assert "[message retiré]" in kept
    assert [] == [word for word in CANARIES if word in kept]
    assert [] == [said for _, said in visit.rasa.heard if any(word in said for word in CANARIES)]
