"""What is known by heart, and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from balise.adapters.books.operators import load_operators
from balise.adapters.books.register import load_register
from balise.adapters.books.sheets import load_guides
from balise.adapters.books.texts import load_texts
from balise.model.register import Register
from balise.ports import GuideBook, OperatorBook, Texts
from balise.settings import Settings


def now() -> datetime:
    """Return the present time (the `Clock` port)."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Books:
    """What is known by heart: sentences, guides, operators, what is kept of people."""

    texts: Texts
    guides: GuideBook
    operators: OperatorBook
    register: Register


def read_books(settings: Settings) -> Books:
    """Read the books. Raises Invalid when one is wrong."""
    return Books(
        load_texts(settings.data / "texts.yml", support=settings.support_email),
        load_guides(settings.data / "sheets.yml"),
        load_operators(settings.data / "operators.yml"),
        load_register(settings.data / "register.yml", settings.numbers),
    )
