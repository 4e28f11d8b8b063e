"""The pages of the demo identity provider: whom to be, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template

from fastapi.responses import HTMLResponse

from balise.model.identity import Person
from balise.ports import Texts

_TEMPLATES = Path(__file__).parent / "templates"
# No form-action: browsers apply it to the redirection that follows the form too.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class DemoPages:
    """Fills the templates; everything that comes from outside is escaped."""

    def __init__(self, people: Iterable[Person], texts: Texts) -> None:
        self._login = Template((_TEMPLATES / "demo_login.html").read_text("utf-8"))
        self._refused = Template((_TEMPLATES / "demo_refused.html").read_text("utf-8"))
        self._texts = texts
        self._options = "\n".join(map(self._option, people))

    def login(self, proof: str) -> HTMLResponse:
        """Return the page where one chooses whom to be; its forms carry the proof that this browser was shown it."""
        page = self._login.substitute(
            title=self._texts.line("demo_login_title"),
            proof=proof,
            error="",
            options=self._options,
            typed="",
            described_by="rpps-hint",
            invalid="false",
        )
        return HTMLResponse(page, headers=_HEADERS)

    def login_again(self, proof: str, typed: str) -> HTMLResponse:
        """Return the same page, saying that what was typed is no RPPS."""
        page = self._login.substitute(
            title=self._texts.line("demo_wrong_number_title"),
            proof=proof,
            error=f'<p class="error" id="rpps-error" role="alert">{escape(self._texts.line("demo_wrong_number"))}</p>',
            options=self._options,
            typed=escape(typed),
            described_by="rpps-error rpps-hint",
            invalid="true",
        )
        return HTMLResponse(page, 422, _HEADERS)

    def refused(self, reason: str, status: int = 400) -> HTMLResponse:
        """Return the page that explains why nothing can be done; `reason` is a key of the texts."""
        return HTMLResponse(self._refused.substitute(reason=escape(self._texts.line(reason))), status, _HEADERS)

    def _option(self, person: Person) -> str:
        words = self._texts.line("demo_person", name=person.full_name, rpps=person.rpps)
        return f'<option value="{escape(person.rpps)}">{escape(words)}</option>'
