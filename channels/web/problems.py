"""From our errors to HTTP answers: one word for programs, one sentence for people."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from balise.errors import BaliseError, Conflict, Invalid, NotFound, NotSignedIn, PermanentFailure, Refused, TemporaryFailure
from balise.ports import Texts
from channels.web.pages import page

_STATUS: dict[type[BaliseError], int] = {
    Invalid: 422,
    NotFound: 404,
    NotSignedIn: 401,
    Refused: 403,
    Conflict: 409,
    TemporaryFailure: 503,
    PermanentFailure: 503,
}


def answer_problems(app: FastAPI) -> None:
    """Have the application answer every error the same way, as a page where a person follows a link."""

    def answer(request: Request, status: int, error: str) -> Response:
        texts: Texts = request.app.state.gateway.wiring.texts
        key = f"error_{error}"
        message = texts.line(key if key in _SENTENCES else "error_invalid")
        if request.url.path.startswith("/auth/"):
            title = texts.line("login_failed_title")
            return page(title, texts.line("error_link_expired") if status == 404 else message, status)
        return JSONResponse({"error": error, "message": message}, status)

    @app.exception_handler(BaliseError)
    async def ours(request: Request, error: BaliseError) -> Response:
        status = _STATUS.get(type(error), 500)
        if isinstance(error, Invalid | Refused):
            return answer(request, status, error.reason)
        return answer(request, status, "not_found" if status == 404 else "unavailable" if status == 503 else "invalid")

    @app.exception_handler(RequestValidationError)
    async def shape(request: Request, _: RequestValidationError) -> Response:
        return answer(request, 422, "invalid")

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return answer(request, error.status_code, "not_found" if error.status_code in (401, 404) else "invalid")

    @app.exception_handler(Exception)
    async def bug(request: Request, _: Exception) -> Response:
        # The server logs it with its trace; the person only learns that it is not their doing.
        return answer(request, 500, "unavailable")


_SENTENCES = frozenset(
    f"error_{name}" for name in ("not_found", "empty", "too_long", "one_of_two", "stale_button", "unavailable", "invalid")
)
