"""What stands in the desk's pages is text, whoever wrote it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from balise.adapters.books.texts import load_texts
from balise.model.agent import Agent, Role
from balise.settings import ROOT
from channels.web.desk.pages import home_page, local_login_page

TEXTS = load_texts(ROOT / "data" / "texts.yml", support="support@esante.test")


class Page(HTMLParser):
    """The tags of a page, its attributes' values, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str | None] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '" onfocus="alert(1)', "</p><form action=//x>", "$proof ${roles}", "&lt;b&gt;"]
)
def test_a_name_is_text(name: str) -> None:
    """That of an account as it is typed, that of an agent as their provider tells it."""
    plain = Page(bytes(home_page(TEXTS, Agent("oidc:1", "Noor", frozenset({Role.AGENT})), "0").body))
    home = Page(bytes(home_page(TEXTS, Agent("oidc:1", name, frozenset({Role.AGENT})), "0").body))
    login = Page(bytes(local_login_page(TEXTS, "0", name, wrong=True).body))

    assert plain.tags == home.tags
    assert name in home.text
    assert name in login.values
