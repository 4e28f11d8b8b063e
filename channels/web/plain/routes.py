"""Routes of the page that works without JavaScript: a post answers with the way back to `/`; reloading repeats nothing."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Annotated, Literal
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from balise.errors import Erased, Invalid, NotFound
from balise.model.conversation import Conversation, Transcript
from balise.model.moment import in_france
from balise.model.opinion import Opinion
from balise.model.paper import PICTURE
from balise.model.sheet import Link
from channels.web.browser import BrowserCookie
from channels.web.door.visits import Visits
from channels.web.gateway import Gateway
from channels.web.pages import page
from channels.web.plain import CONVERSATION
from channels.web.plain.forms import Trouble
from channels.web.plain.messages import NEWS
from channels.web.plain.opinion import NONE, OPINION, YES, place_of_opinion
from channels.web.plain.page import conversation_page, start_page
from channels.web.plain.session import Held, Proof, Proven, Session, found
from channels.web.plain.wording import written
from channels.web.routes import LAST_SEQ, NO_PAGE, TheGateway, TheVisits, file_of, paper_of, to_keep

router = APIRouter(include_in_schema=False)

PATIENCE = 10.0
"""Seconds a page waits for the answer that it is to show."""

_LOOK = 1.0
"""Seconds between two looks while it waits: an answer that is silence rings nobody."""


@router.get("/")
async def show(request: Request, gateway: TheGateway, visits: TheVisits) -> Response:
    """Return the chat; inside a conversation without script, that conversation; once it is erased, that it is."""
    try:
        return await _shown(request, gateway, visits)
    except Erased:
        return start_page(gateway.wiring.texts.line("chat_erased"))
    except NotFound:
        # Somebody has just signed in from another tab: the browser comes back with the cookie that they were given.
        return _to("/")


async def _shown(request: Request, gateway: Gateway, visits: Visits) -> Response:
    session = await found(request, gateway)
    if session is None:
        return start_page()
    await visits.reading(session.conversation)
    with visits.listening(request, session.conversation):
        transcript = await _settled(gateway, session.conversation)
    # What was answered may have ended the session.
    session = await found(request, gateway)
    if session is None:
        return start_page()
    return conversation_page(session.conversation, transcript, gateway.support, session.proof)


@router.post(f"{CONVERSATION}/begin")
async def begin(request: Request, gateway: TheGateway, visits: TheVisits) -> Response:
    """Open a conversation and give the browser the cookie that opens it again. Another site cannot have it do so."""
    cookie, texts = _cookie(gateway), gateway.wiring.texts
    if not cookie.reaches(request):
        there = Link(texts.line("shown_open"), f"{gateway.wiring.settings.base_url}/")
        return page(texts.line("trouble_title"), texts.line("error_elsewhere"), 403, there)
    await visits.opening(request)
    answer = _back()
    cookie.keep(answer, await gateway.wiring.begin_session()(cookie.secret(request)))
    return answer


@router.post(f"{CONVERSATION}/say")
async def say(
    session: Held,
    gateway: TheGateway,
    visits: TheVisits,
    proof: Proof = "",
    text: Annotated[str, Form()] = "",
    button: Annotated[str, Form()] = "",
    key: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Say what was typed, or press a button. What cannot be said comes back in the box, with why; the same form counts once."""
    conversation, text = session.conversation, text.replace("\r\n", "\n")
    if not session.shown(proof):
        return await _again(session, gateway, Trouble("error_form", text, 403))
    try:
        await visits.writing(conversation)
        typed = None if button else text
        await gateway.wiring.post_message()(conversation.id, typed, button or None, _key(key, text, button))
    except (Invalid, HTTPException) as error:
        return await _refused(session, gateway, error, text)
    gateway.answering.soon(conversation.id)
    return _back()


@router.post(OPINION)
async def judge(
    session: Held,
    gateway: TheGateway,
    visits: TheVisits,
    seq: Annotated[int, Form(ge=1, le=LAST_SEQ)],
    helpful: Annotated[Literal["yes", "no", "none"], Form()],
    proof: Proof = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Take what one thinks of an answer. A reason that cannot be kept comes back in its box, with why."""
    conversation, reason = session.conversation, reason.replace("\r\n", "\n")
    if not session.shown(proof):
        return await _again(session, gateway, Trouble("error_form", reason, 403, seq, helpful))
    judge_answer = gateway.wiring.judge_answer()
    try:
        await visits.writing(conversation)
        if helpful == NONE:
            await judge_answer.withdraw(conversation.id, seq)
        else:
            await judge_answer(conversation.id, seq, Opinion(helpful == YES, reason))
    except (Invalid, HTTPException) as error:
        return await _refused(session, gateway, error, reason, seq, helpful)
    return _to(f"/#{place_of_opinion(seq)}")


@router.get(f"{CONVERSATION}/files/{{file}}")
async def download_file(file: str, session: Held, gateway: TheGateway, visits: TheVisits) -> Response:
    """Download a file that was handed over in this conversation."""
    await visits.reading(session.conversation)
    return await file_of(gateway, session.conversation, file)


@router.get(f"{CONVERSATION}/pictures/{{file}}")
async def show_picture(file: str, session: Held, gateway: TheGateway, visits: TheVisits) -> Response:
    """Show a file that is a picture of ours; no other kind is opened in the browser."""
    await visits.reading(session.conversation)
    paper = await paper_of(gateway, session.conversation, file)
    if paper.media_type != PICTURE:
        raise NotFound("file")
    return Response(paper.content, media_type=paper.media_type, headers=NO_PAGE)


@router.get(f"{CONVERSATION}/transcript")
async def download_transcript(session: Held, gateway: TheGateway, visits: TheVisits) -> Response:
    """Download what was said, as a text."""
    await visits.reading(session.conversation)
    messages = (await gateway.read(session.conversation)).messages
    name = f"balise-conversation-{in_france(messages[-1].at):%Y-%m-%d}.txt"
    return to_keep(written(messages, gateway.wiring.texts).encode(), name, "text/plain; charset=utf-8")


@router.post(f"{CONVERSATION}/sign-in")
async def sign_in(request: Request, session: Proven, gateway: TheGateway, visits: TheVisits) -> Response:
    """Send the browser to the page that signs this conversation in."""
    await visits.signing_in(request, session.conversation)
    return RedirectResponse((await gateway.wiring.invite_sign_in()(session.conversation)).url, status_code=303)


@router.post(f"{CONVERSATION}/sign-out")
async def sign_out(
    session: Proven, gateway: TheGateway, visits: TheVisits, everywhere: Annotated[bool, Form()] = False
) -> Response:
    """Sign this conversation out, or all the person's; the cookie that held a signed-in conversation holds nothing any more."""
    await visits.writing(session.conversation)
    url = await gateway.wiring.sign_out()(session.conversation.id, everywhere=everywhere)
    answer = _to(f"{CONVERSATION}/signed-out?{urlsplit(url).query}") if url else _back()
    _cookie(gateway).keep(answer, await gateway.wiring.renew_browser()(session.secret))
    return answer


@router.get(f"{CONVERSATION}/signed-out")
async def signed_out(ticket: str, gateway: TheGateway) -> Response:
    """Say that it is done, and where the provider's own session ends."""
    texts = gateway.wiring.texts
    there = Link(texts.line("end_session_link"), f"/auth/logout?{urlencode({'ticket': ticket})}")
    return page(texts.line("logged_out_title"), texts.line("chat_signed_out"), link=there)


@router.post(f"{CONVERSATION}/leave")
async def leave(session: Proven, gateway: TheGateway) -> Response:
    """Close the conversation in this browser."""
    await gateway.wiring.leave_session()(session.secret)
    return _to("/")


async def _settled(gateway: Gateway, conversation: Conversation) -> Transcript:
    """Return the transcript once what was said is answered, or when that takes too long. Raises NotFound."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + PATIENCE
    transcript = await gateway.read(conversation)
    while transcript.typing and clock() < deadline:
        await gateway.read(conversation, transcript.messages[-1].seq, _LOOK)
        transcript = await gateway.read(conversation)
    return transcript


async def _refused(
    session: Session, gateway: Gateway, error: Invalid | HTTPException, typed: str, seq: int = 0, helpful: str = ""
) -> Response:
    """Return the page with what was typed back in its box, and why: it cannot be taken, or not so soon."""
    if isinstance(error, Invalid):
        return await _again(session, gateway, Trouble(f"error_{error.reason}", typed, 422, seq, helpful))
    answer = await _again(session, gateway, Trouble("error_too_many", typed, error.status_code, seq, helpful))
    answer.headers.update(error.headers or {})
    return answer


async def _again(session: Session, gateway: Gateway, trouble: Trouble) -> Response:
    """Return the page as it is, with what went wrong beside the box."""
    transcript = await gateway.read(session.conversation)
    return conversation_page(session.conversation, transcript, gateway.support, session.proof, trouble)


def _key(given: str, text: str, button: str) -> str | None:
    """Return what has a form count once; going back to say something else from the same page says something else."""
    return hashlib.sha256("\n".join((given, button, text)).encode()).hexdigest() if given else None


def _back() -> Response:
    return _to(f"/#{NEWS}")


def _to(where: str) -> Response:
    return RedirectResponse(where, status_code=303)


def _cookie(gateway: Gateway) -> BrowserCookie:
    return BrowserCookie(gateway.wiring.settings.base_url)
