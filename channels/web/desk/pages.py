"""The desk's pages: templates filled in, everything from outside escaped."""

from __future__ import annotations

from html import escape

from fastapi.responses import HTMLResponse

from balise.model.agent import Agent, Role
from balise.ports import Texts
from channels.web.pages import filled

_WRONG = ' aria-invalid="true" aria-describedby="wrong"'
_POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
"""Of forms that lead to the provider: browsers apply form-action to the redirection that follows a form too."""


def local_login_page(texts: Texts, proof: str, name: str = "", *, wrong: bool = False) -> HTMLResponse:
    """Return the form of local accounts; `wrong` says that what was just typed, by `name`, was."""
    error = f'<p class="error" role="alert" id="wrong">{escape(texts.line("error_credentials"))}</p>' if wrong else ""
    words = {"proof": proof, "account": escape(name), "error": error, "marks": _WRONG if wrong else ""}
    return _filled("desk_login.html", 422 if wrong else 200, **words)


def provider_login_page(proof: str) -> HTMLResponse:
    """Return the button that leads to the agents' provider."""
    return _filled("desk_login_provider.html", 200, policy=_POLICY, proof=proof)


def welcome_page() -> HTMLResponse:
    """
    Return the page one comes back to from the provider.

    A page, and no redirection: a browser that another site has sent here does not bring a SameSite=Strict cookie along.
    """
    return _filled("desk_welcome.html", 200)


def home_page(texts: Texts, agent: Agent, proof: str) -> HTMLResponse:
    """Return who is signed in, and how to sign out."""
    roles = ", ".join(texts.line(f"desk_role_{role}") for role in Role if role in agent.roles)
    return _filled("desk.html", 200, policy=_POLICY, agent=escape(agent.name), roles=escape(roles), proof=proof)


def _filled(name: str, status: int, policy: str = f"{_POLICY}; form-action 'self'", **values: str) -> HTMLResponse:
    shown = filled(name, status, **values)
    shown.headers["Content-Security-Policy"] = policy
    return shown
