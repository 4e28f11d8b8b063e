"""Pages: templates filled in, everything from outside escaped, and the headers that go with them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from balise.model.sheet import Link
from balise.ports import Texts

FOLDER = Path(__file__).parent
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

router = APIRouter(include_in_schema=False)
styles = APIRouter(include_in_schema=False)
"""In the demo only."""


def page(title: str, text: str, status: int = 200, link: Link | None = None) -> HTMLResponse:
    """Return a page that says one thing, and may lead somewhere else than back."""
    more = f'<p><a href="{escape(link.url)}">{escape(link.title)}</a></p>' if link else ""
    return filled("page.html", status, title=escape(title), text=escape(text), link=more)


def login_page(texts: Texts, where: str, ticket: str, proof: str, *, needs_code: bool, wrong: bool) -> HTMLResponse:
    """Return the page that says which conversation is about to be signed in; `wrong` when the code was not the right one."""
    field = template("login_code.html").substitute(invalid=str(wrong).lower()) if needs_code else ""
    error = f'<p class="error" role="alert">{escape(texts.line("error_code"))}</p>' if wrong else ""
    words = {"where": escape(where), "ticket": escape(ticket), "proof": escape(proof)}
    shown = filled("login.html", 422 if wrong else 200, **words, code=field, error=error)
    # Browsers apply form-action to the redirection that follows the form too.
    shown.headers["Content-Security-Policy"] = _HEADERS["Content-Security-Policy"].replace(" form-action 'self';", "")
    return shown


@router.get("/confidentialite")
async def privacy(request: Request) -> HTMLResponse:
    """Return what is kept of people, as the register says it."""
    books = request.app.state.gateway.wiring.books
    line = books.texts.line
    names = {name: escape(line(f"privacy_{name}")) for name in ("why", "ground", "kept")}
    entries = "".join(
        template("privacy_entry.html").substitute(
            {f"{name}_title": title for name, title in names.items()},
            **{name: escape(getattr(entry, name)) for name in ("title", "holds", "why", "ground", "kept")},
        )
        for entry in books.register.entries
    )
    return filled("privacy.html", 200, title=escape(line("privacy_title")), text=escape(line("privacy_text")), entries=entries)


@styles.get("/styles")
async def show_styles() -> HTMLResponse:
    """Return every kind of message and every state of the chat, for whoever works on it."""
    return filled("styles.html", 200)


def filled(name: str, status: int, **values: str) -> HTMLResponse:
    """Return a page, put in its frame and filled with markup: what comes from outside is escaped already."""
    head, body = template(name).template.split("\n\n", 1)
    framed = template("frame.html").safe_substitute(head=head, body=body)
    return HTMLResponse(Template(framed).substitute(values), status, headers=_HEADERS)


def template(name: str) -> Template:
    """Return a template: a part of a page, or what its head adds, an empty line, and its body."""
    return Template((FOLDER / "templates" / name).read_text("utf-8"))
