"""The conversation's HTTP interface: the widget, the command line and testers rely on it exactly."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Query, Request
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from balise.errors import BaliseError, NotFound
from balise.model.conversation import Channel, Conversation
from channels.web.gateway import LONGEST_WAIT, Gateway
from channels.web.shapes import (
    OPAQUE,
    ErrorBody,
    KeptBody,
    OpenedBody,
    SaidBody,
    SignInBody,
    TranscriptBody,
    UnderstandingBody,
    to_message,
    to_transcript,
    to_understanding,
)

_ERRORS: dict[int | str, dict[str, Any]] = {code: {"model": ErrorBody} for code in (401, 404, 422, 503)}

router = APIRouter(prefix="/api/conversations", responses=_ERRORS, tags=["conversation"])
_bearer = HTTPBearer(auto_error=False, description="The conversation's token")


def gateway_of(request: Request) -> Gateway:
    """Return this process's gateway."""
    gateway: Gateway = request.app.state.gateway
    return gateway


TheGateway = Annotated[Gateway, Depends(gateway_of)]


async def held_conversation(
    id: str,  # noqa: A002 - the interface names it so
    gateway: TheGateway,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Conversation:
    """Return the conversation whose token the caller holds."""
    if bearer is None:
        raise HTTPException(401, "token")
    if re.fullmatch(OPAQUE, id) is None:
        raise NotFound("conversation")
    return await gateway.wiring.check_token()(id, bearer.credentials)


Held = Annotated[Conversation, Depends(held_conversation)]

LAST_SEQ = 2**31 - 1
"""The greatest place in a transcript that the database can hold."""

Since = Annotated[int, Query(ge=0, le=LAST_SEQ)]


@router.post("", status_code=201)
async def open_conversation(gateway: TheGateway) -> OpenedBody:
    """Open a conversation. Its first message says who Balise is."""
    conversation, token = await gateway.wiring.open_conversation()(Channel.WEB)
    return OpenedBody(conversation=conversation.id, token=token)


@router.post("/{id}/messages", status_code=202)
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


@router.get("/{id}/messages")
async def read_messages(
    conversation: Held,
    gateway: TheGateway,
    since: Since = 0,
    wait: Annotated[float, Query(ge=0)] = 0,
) -> TranscriptBody:
    """Read the messages after `since`, waiting up to `wait` seconds (25 at most) when there is none."""
    return to_transcript(await gateway.read(conversation.id, since, min(wait, LONGEST_WAIT)))


@router.get("/{id}/messages/{seq}/understanding")
async def read_understanding(
    seq: Annotated[int, Path(ge=1, le=LAST_SEQ)], conversation: Held, gateway: TheGateway
) -> UnderstandingBody:
    """Read what was understood of one message."""
    async with gateway.wiring.store.begin() as work:
        return to_understanding(await work.conversations.understanding(conversation.id, seq))


@router.post("/{id}/sign-in", status_code=201)
async def sign_in(conversation: Held, gateway: TheGateway) -> SignInBody:
    """Get the link that signs this conversation in."""
    return SignInBody(url=await gateway.wiring.invite_sign_in()(conversation.id))


@router.get("/{id}/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def read_events(
    request: Request,
    conversation: Held,
    gateway: TheGateway,
    since: Since = 0,
    last_event_id: Annotated[int | None, Header(ge=0, le=LAST_SEQ)] = None,
) -> StreamingResponse:
    """Read the same as server-sent events: `message` for each message (its seq as id), `state` for typing and handled_by."""
    stream = _events(request, gateway, conversation.id, last_event_id if last_event_id is not None else since)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _events(request: Request, gateway: Gateway, conversation_id: str, since: int) -> AsyncIterator[str]:
    state = None
    while not await request.is_disconnected():
        try:
            transcript = await gateway.read(conversation_id, since, wait=15 if state else 0)
        except BaliseError:
            # The browser comes back, and is told then.
            return
        for message in transcript.messages:
            since = message.seq
            yield f"id: {since}\nevent: message\ndata: {to_message(message).model_dump_json()}\n\n"
        present = {"typing": transcript.typing, "handled_by": transcript.handled_by}
        yield f"event: state\ndata: {json.dumps(present)}\n\n" if present != state else ": still here\n\n"
        state = present
