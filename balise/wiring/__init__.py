"""The one place where ports meet their adapters."""

from balise.wiring.books import Books, now, read_books
from balise.wiring.wiring import Wiring, wired

__all__ = ["Books", "Wiring", "now", "read_books", "wired"]
