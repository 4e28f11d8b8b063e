"""The pages between a conversation and the identity provider (docs/sign-in.md says what they protect from)."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from balise.errors import BaliseError, Invalid, NotFound, Refused
from balise.model.conversation import Channel
from balise.model.moment import in_france
from balise.usecases.conversation.browser_session import browser_secret
from channels.web.browser import BrowserCookie
from channels.web.browser import proof as proof_of
from channels.web.gateway import Gateway
from channels.web.pages import login_page, page
from channels.web.routes import TheGateway

router = APIRouter(prefix="/auth", include_in_schema=False)

Ticket = Annotated[str, Form(max_length=64)]


@router.get("/login")
async def show_login(ticket: str, request: Request, gateway: TheGateway) -> Response:
    """Say which conversation a link signs in, and ask for a click: a link may have been sent by somebody else."""
    return await _asked(request, gateway, ticket)


@router.post("/login")
async def login(
    request: Request,
    gateway: TheGateway,
    ticket: Ticket,
    proof: Annotated[str, Form(max_length=64)] = "",
    code: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Send the browser to the identity provider, when it is the one that was shown the page."""
    browser = _cookie(gateway).secret(request)
    if not browser or not hmac.compare_digest(proof.encode(), proof_of(browser, _login(ticket)).encode()):
        return _failure(gateway, Refused("login"))
    try:
        address = await gateway.wiring.start_sign_in()(ticket, browser, code.strip())
    except Invalid:
        return await _asked(request, gateway, ticket, wrong=True)
    except (Refused, NotFound) as error:
        return _failure(gateway, error)
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


@router.get("/callback")
async def callback(request: Request, gateway: TheGateway) -> HTMLResponse:
    """Take the browser back; the conversation goes on by itself."""
    texts, cookie = gateway.wiring.texts, _cookie(gateway)
    renewed = browser_secret()
    try:
        conversation_id = await gateway.wiring.finish_sign_in()(dict(request.query_params), cookie.secret(request), renewed)
    except (Refused, Invalid, NotFound) as error:
        return _failure(gateway, error, 400)
    gateway.answering.soon(conversation_id)
    shown = page(texts.line("login_done_title"), texts.line("login_done"))
    cookie.keep(shown, renewed)
    return shown


@router.get("/logout")
async def logout(ticket: str, gateway: TheGateway) -> RedirectResponse:
    """Send the browser where the provider's session ends."""
    address = await gateway.wiring.end_session()(ticket)
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


@router.get("/logged-out")
async def logged_out(gateway: TheGateway) -> HTMLResponse:
    """Take the browser back from there: the page says the same to everybody."""
    texts = gateway.wiring.texts
    return page(texts.line("logged_out_title"), texts.line("logged_out"))


async def _asked(request: Request, gateway: Gateway, ticket: str, *, wrong: bool = False) -> Response:
    """Return the page of a link; `wrong` says that the code just typed was."""
    cookie, texts = _cookie(gateway), gateway.wiring.texts
    start = gateway.wiring.start_sign_in()
    try:
        conversation, needs_code = await start.look(ticket, cookie.secret(request))
    except (Refused, NotFound) as error:
        return _failure(gateway, error)
    since = in_france(conversation.created_at)
    door = "program" if needs_code and conversation.channel is Channel.WEB else conversation.channel
    where = texts.line(f"login_of_{door}", date=f"{since:%d/%m/%Y}", time=f"{since:%H:%M}")
    answer = Response()
    proof = proof_of(cookie.give(request, answer), _login(ticket))
    shown = login_page(texts, where, ticket, proof, needs_code=needs_code, wrong=wrong)
    shown.headers["set-cookie"] = answer.headers["set-cookie"]
    return shown


def _failure(gateway: Gateway, error: BaliseError, status: int | None = None) -> HTMLResponse:
    texts = gateway.wiring.texts
    usual = 404 if isinstance(error, NotFound) else 403
    return page(texts.line("login_failed_title"), texts.line(_reason(error)), status or usual)


def _reason(error: BaliseError) -> str:
    if isinstance(error, NotFound):
        return "error_link_expired"
    if isinstance(error, Refused) and error.reason == "browser":
        return "error_other_browser"
    return "error_rpps" if isinstance(error, Invalid) else "error_login"


def _cookie(gateway: Gateway) -> BrowserCookie:
    return BrowserCookie(gateway.wiring.settings.base_url)


def _login(ticket: str) -> str:
    """Return what the page of a link is a proof for."""
    return f"login\n{ticket}"
