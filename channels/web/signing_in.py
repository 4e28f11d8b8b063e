"""The pages between a conversation and the identity provider."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from balise.errors import BaliseError, Invalid, NotFound, Refused
from channels.web.pages import page
from channels.web.routes import TheGateway

router = APIRouter(prefix="/auth", include_in_schema=False)


@router.get("/login")
async def login(ticket: str, gateway: TheGateway) -> RedirectResponse:
    """Send the browser to the identity provider."""
    return RedirectResponse(await gateway.wiring.start_sign_in()(ticket), status_code=303)


@router.get("/callback")
async def callback(request: Request, gateway: TheGateway) -> HTMLResponse:
    """Take the browser back; the conversation goes on by itself."""
    texts = gateway.wiring.texts
    try:
        conversation_id = await gateway.wiring.finish_sign_in()(dict(request.query_params))
    except (Refused, Invalid, NotFound) as error:
        return page(texts.line("login_failed_title"), texts.line(_reason(error)), status=400)
    gateway.answering.soon(conversation_id)
    return page(texts.line("login_done_title"), texts.line("login_done"))


def _reason(error: BaliseError) -> str:
    if isinstance(error, NotFound):
        return "error_link_expired"
    return "error_rpps" if isinstance(error, Invalid) else "error_login"
