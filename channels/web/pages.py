"""Pages: templates filled in, everything from outside escaped, and the headers that go with them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

FOLDER = Path(__file__).parent
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

router = APIRouter(include_in_schema=False)


def page(title: str, text: str, status: int = 200) -> HTMLResponse:
    """Return a page that says one thing."""
    return _filled("page.html", status, title=escape(title), text=escape(text))


@router.get("/")
async def chat() -> HTMLResponse:
    """Return the chat."""
    return _filled("chat.html", 200)


def _filled(name: str, status: int, **values: str) -> HTMLResponse:
    template = Template((FOLDER / "templates" / name).read_text("utf-8"))
    return HTMLResponse(template.substitute(values), status, headers=_HEADERS)
