"""Agents sign in and out (docs/sign-in.md says what these pages protect from)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from balise.errors import NotFound, NotSignedIn, Refused
from balise.model.sheet import Link
from channels.web.browser import BrowserCookie, proof
from channels.web.desk.pages import home_page, local_login_page, provider_login_page, welcome_page
from channels.web.desk.session import DeskCookie, agent_of
from channels.web.desk.tries import Tries
from channels.web.gateway import Gateway
from channels.web.pages import page
from channels.web.routes import TheGateway, TheVisits

router = APIRouter(prefix="/desk", include_in_schema=False)

Proof = Annotated[str, Form(alias="proof", max_length=64)]
_DESK = "desk"
"""What the proofs in these forms are for."""

_LEAVING = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@router.get("")
async def show_home(request: Request, gateway: TheGateway, visits: TheVisits) -> Response:
    """Say who is signed in; ask whoever is not to sign in."""
    try:
        agent = await agent_of(request, gateway, visits)
    except NotSignedIn:
        return _to("/desk/login")
    return home_page(gateway.wiring.texts, agent, proof(_cookie(gateway).secret(request), _DESK))


@router.get("/login")
async def show_login(request: Request, gateway: TheGateway) -> Response:
    """Show how to sign in here."""
    return _asked(request, gateway)


@router.post("/login")
async def login(
    request: Request,
    gateway: TheGateway,
    given: Proof,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=200)],
    code: Annotated[str, Form(max_length=20)],
) -> Response:
    """Sign in with a local account."""
    _check_browser(request, gateway, given)
    sign_in = gateway.wiring.sign_in_agent()
    if sign_in is None:
        raise NotFound("local accounts")
    name = name.strip().lower()
    tries: Tries = request.app.state.desk_tries
    await tries.count(request, name)
    try:
        secret = await sign_in(name, password.strip(), code.replace(" ", ""))
    except Refused:
        return _asked(request, gateway, name, wrong=True)
    await _end_former(request, gateway)
    answer = _to("/desk")
    _cookie(gateway).keep(answer, secret)
    return answer


@router.post("/login/provider")
async def leave_for_provider(request: Request, gateway: TheGateway, given: Proof) -> Response:
    """Send the browser to the agents' provider."""
    browser = _check_browser(request, gateway, given)
    sign_in = gateway.wiring.sign_in_vouched_agent()
    if sign_in is None:
        raise NotFound("provider")
    tries: Tries = request.app.state.desk_tries
    await tries.count(request, browser)
    return _to(await sign_in.start(browser))


@router.get("/callback")
async def come_back(request: Request, gateway: TheGateway) -> Response:
    """Take the browser back from there."""
    sign_in, texts = gateway.wiring.sign_in_vouched_agent(), gateway.wiring.texts
    if sign_in is None:
        raise NotFound("provider")
    try:
        secret = await sign_in.finish(dict(request.query_params), _browser(gateway).secret(request))
    except (Refused, NotFound) as error:
        reason = "error_no_role" if isinstance(error, Refused) and error.reason == "role" else "error_desk_login"
        again = Link(texts.line("desk_again"), "/desk/login")
        return page(texts.line("login_failed_title"), texts.line(reason), 403, again)
    await _end_former(request, gateway)
    answer = welcome_page()
    _cookie(gateway).keep(answer, secret)
    return answer


@router.post("/logout")
async def logout(request: Request, gateway: TheGateway, given: Proof, everywhere: Annotated[bool, Form()] = False) -> Response:
    """End the session of this browser, or all the agent's, and that of their provider."""
    secret = _cookie(gateway).shown(request, _DESK, given)
    if not secret:
        raise HTTPException(403)
    answer = _to(await gateway.wiring.sign_out_agent()(secret, everywhere=everywhere) or "/desk/login")
    _cookie(gateway).take_back(answer)
    return answer


def _asked(request: Request, gateway: Gateway, name: str = "", *, wrong: bool = False) -> Response:
    """Return the page to sign in from; its form works in this browser only."""
    answer = Response()
    shown_proof = proof(_browser(gateway).give(request, answer), _DESK)
    local = gateway.wiring.sign_in_agent() is not None
    shown = local_login_page(gateway.wiring.texts, shown_proof, name, wrong=wrong) if local else provider_login_page(shown_proof)
    shown.headers["set-cookie"] = answer.headers["set-cookie"]
    return shown


def _check_browser(request: Request, gateway: Gateway, given: str) -> str:
    """Return the secret of the browser that was shown the form. Raises HTTPException 403 for any other."""
    if browser := _browser(gateway).shown(request, _DESK, given):
        return browser
    raise HTTPException(403)


async def _end_former(request: Request, gateway: Gateway) -> None:
    """End the session that another one takes the place of."""
    if former := _cookie(gateway).secret(request):
        await gateway.wiring.agent_sessions().end(former)


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303, _LEAVING)


def _cookie(gateway: Gateway) -> DeskCookie:
    return DeskCookie(gateway.wiring.settings.base_url)


def _browser(gateway: Gateway) -> BrowserCookie:
    return BrowserCookie(gateway.wiring.settings.base_url)
