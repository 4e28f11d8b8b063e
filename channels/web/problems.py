"""From our errors to HTTP answers: one word for programs, one sentence for people."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from balise.errors import (
    BaliseError,
    Conflict,
    Erased,
    Invalid,
    NotFound,
    NotSignedIn,
    PermanentFailure,
    Refused,
    TemporaryFailure,
)
from balise.ports import Texts
from channels.web.pages import page
from channels.web.plain import CONVERSATION

_STATUS: dict[type[BaliseError], int] = {
    Invalid: 422,
    NotFound: 404,
    Erased: 404,
    NotSignedIn: 401,
    Refused: 403,
    Conflict: 409,
    TemporaryFailure: 503,
    PermanentFailure: 503,
}
_SENTENCES = frozenset(
    f"error_{name}"
    for name in (
        "not_found",
        "erased",
        "empty",
        "too_long",
        "one_of_two",
        "stale_button",
        "unavailable",
        "invalid",
        "host",
        "too_large",
        "media_type",
        "too_many",
        "form",
        "elsewhere",
        "role",
        "reason_too_long",
        "protected",
    )
)
_OF_STATUS = {401: "not_found", 404: "not_found", 429: "too_many", 503: "unavailable"}


def problem(request: Request, status: int, error: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error, as a page where a person follows a link."""
    texts: Texts = request.app.state.gateway.wiring.texts
    key = f"error_{error}"
    message = texts.line(key if key in _SENTENCES else "error_invalid")
    path = request.url.path
    if path.startswith("/auth/"):
        title = texts.line("login_failed_title")
        shown: Response = page(title, texts.line("error_link_expired") if status == 404 else message, status)
    elif path == "/" or path.startswith((f"{CONVERSATION}/", "/desk/")):
        shown = page(texts.line("trouble_title"), message, status)
    else:
        shown = JSONResponse({"error": error, "message": message}, status)
    shown.headers.update(headers or {})
    return shown


def answer_problems(app: FastAPI) -> None:
    """Have the application answer every error the same way."""

    @app.exception_handler(BaliseError)
    async def ours(request: Request, error: BaliseError) -> Response:
        status = _STATUS.get(type(error), 500)
        if isinstance(error, Invalid | Refused):
            return problem(request, status, error.reason)
        if isinstance(error, Erased):
            return problem(request, status, "erased")
        return problem(request, status, _OF_STATUS.get(status, "invalid"))

    @app.exception_handler(RequestValidationError)
    async def shape(request: Request, _: RequestValidationError) -> Response:
        return problem(request, 422, "invalid")

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        # FastAPI says 400 of a body that it cannot parse, and 422 of one that it does not want.
        status = 422 if error.status_code == 400 else error.status_code
        return problem(request, status, _OF_STATUS.get(status, "invalid"), error.headers)

    @app.exception_handler(Exception)
    async def bug(request: Request, _: Exception) -> Response:
        # The server logs it with its trace; the person only learns that it is not their doing.
        return problem(request, 500, "unavailable")
