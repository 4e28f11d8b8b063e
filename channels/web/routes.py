"""The conversation's HTTP interface: the widget, the command line and testers rely on it exactly."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from balise.errors import BaliseError, NotFound
from balise.model.conversation import Channel, Conversation
from balise.model.opinion import Opinion
from balise.model.paper import Paper
from channels.web.browser import BrowserCookie
from channels.web.door.visits import Visits, visits_of
from channels.web.gateway import LONGEST_WAIT, Gateway
from channels.web.shapes import (
    OPAQUE,
    ErrorBody,
    KeptBody,
    OpenedBody,
    OpinionBody,
    SaidBody,
    SignInBody,
    SignOutBody,
    TranscriptBody,
    UnderstandingBody,
    to_message,
    to_opinion,
    to_state,
    to_transcript,
    to_understanding,
)

_ERRORS: dict[int | str, dict[str, Any]] = {code: {"model": ErrorBody} for code in (400, 401, 404, 413, 415, 422, 429, 503)}

router = APIRouter(prefix="/api/conversations", responses=_ERRORS, tags=["conversation"])
_bearer = HTTPBearer(auto_error=False, description="The conversation's token")


def gateway_of(request: Request) -> Gateway:
    """Return this process's gateway."""
    gateway: Gateway = request.app.state.gateway
    return gateway


TheGateway = Annotated[Gateway, Depends(gateway_of)]
TheVisits = Annotated[Visits, Depends(visits_of)]


async def held_conversation(
    id: str,  # noqa: A002 - the interface names it so
    request: Request,
    gateway: TheGateway,
    visits: TheVisits,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Conversation:
    """Return the conversation whose token the caller holds."""
    if bearer is None:
        raise HTTPException(401, "token")
    if re.fullmatch(OPAQUE, id) is None:
        raise NotFound("conversation")
    try:
        return await gateway.wiring.check_token()(id, bearer.credentials)
    except NotFound:
        await visits.missing(request)
        raise


Held = Annotated[Conversation, Depends(held_conversation)]


async def listening(request: Request, conversation: Held, visits: TheVisits) -> AsyncIterator[None]:
    """Count whoever waits for news, until they are answered."""
    await visits.reading(conversation)
    with visits.listening(request, conversation):
        yield


async def reading(conversation: Held, visits: TheVisits) -> None:
    """Count a reading."""
    await visits.reading(conversation)


async def writing(conversation: Held, visits: TheVisits) -> None:
    """Count something said."""
    await visits.writing(conversation)


LAST_SEQ = 2**31 - 1
"""The greatest place in a transcript that the database can hold."""

NO_PAGE = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox",
    "X-Content-Type-Options": "nosniff",
}
"""A file is for whoever holds the conversation: no cache holds it, and no browser opens it as a page of ours."""

_OPENED = {"id": "$response.body#/conversation"}
_FOLLOWING_OPENING = {
    name: {"operationId": name, "parameters": _OPENED}
    for name in ("post_message", "read_messages", "read_events", "sign_in", "sign_out", "download_file")
}
_HERE = {"id": "$request.path.id"}
_FOLLOWING_MESSAGE = {
    "read_messages": {"operationId": "read_messages", "parameters": _HERE},
    "post_message": {"operationId": "post_message", "parameters": _HERE},
    "read_understanding": {"operationId": "read_understanding", "parameters": {**_HERE, "seq": "$response.body#/seq"}},
}
"""What each answer leads to, for programs that read the description."""

Since = Annotated[int, Query(ge=0, le=LAST_SEQ)]


@router.post("", status_code=201, responses={201: {"links": _FOLLOWING_OPENING}})
async def open_conversation(request: Request, response: Response, gateway: TheGateway, visits: TheVisits) -> OpenedBody:
    """Open a conversation. Its first message says who Balise is. A page of ours signs it in from the same browser only."""
    await visits.opening(request)
    cookie = BrowserCookie(gateway.wiring.settings.base_url)
    browser = cookie.give(request, response) if cookie.reaches(request) else ""
    conversation, token = await gateway.wiring.open_conversation()(Channel.WEB, browser)
    return OpenedBody(conversation=conversation.id, token=token)


@router.post("/{id}/messages", status_code=202, responses={202: {"links": _FOLLOWING_MESSAGE}}, dependencies=[Depends(writing)])
async def post_message(
    said: SaidBody,
    conversation: Held,
    gateway: TheGateway,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
) -> KeptBody:
    """Say something. The answer comes in the transcript; a repeated Idempotency-Key does nothing twice."""
    seq = await gateway.wiring.post_message()(conversation.id, said.text, said.button, idempotency_key)
    gateway.answering.soon(conversation.id)
    return KeptBody(seq=seq)


@router.get("/{id}/messages", dependencies=[Depends(listening)])
async def read_messages(
    conversation: Held,
    gateway: TheGateway,
    since: Since = 0,
    wait: Annotated[float, Query(ge=0)] = 0,
) -> TranscriptBody:
    """Read the messages after `since`, waiting up to `wait` seconds (25 at most) when there is none."""
    return to_transcript(await gateway.read(conversation, since, min(wait, LONGEST_WAIT)), gateway.support())


@router.get("/{id}/messages/{seq}/understanding", dependencies=[Depends(reading)])
async def read_understanding(
    seq: Annotated[int, Path(ge=1, le=LAST_SEQ)], conversation: Held, gateway: TheGateway
) -> UnderstandingBody:
    """Read what was understood of one message."""
    async with gateway.wiring.store.begin() as work:
        return to_understanding((await work.conversations.message(conversation.id, seq)).understanding)


@router.put("/{id}/messages/{seq}/opinion", dependencies=[Depends(writing)])
async def judge(
    opinion: OpinionBody, seq: Annotated[int, Path(ge=1, le=LAST_SEQ)], conversation: Held, gateway: TheGateway
) -> OpinionBody:
    """
    Say whether an answer helped, in the place of what was said of it before.

    404 for any other message than one of the assistant's that has a source; 422 `protected` for a reason that seems to hold a
    patient's data or a secret, of which nothing is kept.
    """
    kept = await gateway.wiring.judge_answer()(conversation.id, seq, Opinion(opinion.helpful, opinion.reason or ""))
    return to_opinion(kept)


@router.delete("/{id}/messages/{seq}/opinion", status_code=204, dependencies=[Depends(writing)])
async def withdraw_opinion(seq: Annotated[int, Path(ge=1, le=LAST_SEQ)], conversation: Held, gateway: TheGateway) -> None:
    """Withdraw what one thought of an answer; where there was nothing, nothing changes."""
    await gateway.wiring.judge_answer().withdraw(conversation.id, seq)


@router.get(
    "/{id}/files/{file}",
    response_class=Response,
    dependencies=[Depends(reading)],
    responses={200: {"description": "The file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def download_file(file: str, conversation: Held, gateway: TheGateway) -> Response:
    """Download a file that was handed over in this conversation."""
    return await file_of(gateway, conversation, file)


async def file_of(gateway: Gateway, conversation: Conversation, file: str) -> Response:
    """Return a file of a conversation, to be saved under its name. Raises NotFound."""
    paper = await paper_of(gateway, conversation, file)
    return to_keep(paper.content, paper.name, paper.media_type)


async def paper_of(gateway: Gateway, conversation: Conversation, file: str) -> Paper:
    """Return what a file of a conversation is. Raises NotFound."""
    if re.fullmatch(OPAQUE, file) is None:
        raise NotFound("file")
    async with gateway.wiring.store.begin() as work:
        return await work.files.get(conversation.id, file)


def to_keep(content: bytes, name: str, media_type: str) -> Response:
    """Return what is to be saved under a name."""
    return Response(content, media_type=media_type, headers={**NO_PAGE, "Content-Disposition": f'attachment; filename="{name}"'})


@router.post("/{id}/sign-in", status_code=201)
async def sign_in(request: Request, conversation: Held, gateway: TheGateway, visits: TheVisits) -> SignInBody:
    """Get a link that signs this conversation in, and the token that opens it from then on; several may be asked for."""
    await visits.signing_in(request, conversation)
    invitation = await gateway.wiring.invite_sign_in()(conversation)
    return SignInBody(url=invitation.url, code=invitation.code or None, token=invitation.token)


@router.post("/{id}/sign-out", dependencies=[Depends(writing)])
async def sign_out(conversation: Held, gateway: TheGateway, everywhere: bool = False) -> SignOutBody:
    """Sign this conversation out, or with `everywhere` every conversation of the person."""
    return SignOutBody(url=await gateway.wiring.sign_out()(conversation.id, everywhere=everywhere))


@router.get(
    "/{id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}},
    dependencies=[Depends(listening)],
)
async def read_events(
    request: Request,
    conversation: Held,
    gateway: TheGateway,
    since: Since = 0,
    last_event_id: Annotated[int | None, Header(ge=0, le=LAST_SEQ)] = None,
) -> StreamingResponse:
    """Read the same as server-sent events: `message` for each message (its seq as id), `state` for the rest."""
    stream = _events(request, gateway, conversation, last_event_id if last_event_id is not None else since)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _events(request: Request, gateway: Gateway, conversation: Conversation, since: int) -> AsyncIterator[str]:
    state = None
    while not await request.is_disconnected():
        try:
            transcript = await gateway.read(conversation, since, wait=15 if state else 0)
        except BaliseError:
            # The client comes back, and is told then; with the former token, that it opens nothing.
            return
        for message in transcript.messages:
            since = message.seq
            yield f"id: {since}\nevent: message\ndata: {to_message(message).model_dump_json()}\n\n"
        present = to_state(transcript, gateway.support()).model_dump_json()
        yield f"event: state\ndata: {present}\n\n" if present != state else ": still here\n\n"
        state = present
