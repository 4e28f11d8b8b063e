"""An identity provider in memory: the test is the browser."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_urlsafe
from urllib.parse import parse_qsl, urlencode, urlsplit

from balise.errors import Refused, TemporaryFailure
from balise.model.identity import Person, Proven, parse_rpps


class FakeIdentityProvider:
    """
    The `IdentityProvider` port, for use-case tests.

    `log_in` and `decline` return the query the browser would come back with; `down` makes it unreachable;
    without `ends_sessions` it has no place to end a session.
    """

    def __init__(self, people: Sequence[Person] = (), base_url: str = "https://balise.test") -> None:
        self.down = False
        self.ends_sessions = True
        self._people = {person.rpps: person for person in people}
        self._base_url = base_url
        self._codes: dict[str, tuple[str, dict[str, str]]] = {}

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        self._answer()
        remembered = {"state": token_urlsafe(8), "nonce": token_urlsafe(8), "code_verifier": token_urlsafe(48)}
        return f"https://identity.test/authorize?{urlencode({'redirect_uri': redirect_uri, **remembered})}", remembered

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> Proven:
        if not remembered.get("state") or query.get("state") != remembered["state"]:
            raise Refused("login", "state")
        self._answer()
        rpps, login = self._codes.pop(query.get("code", ""), ("", {}))
        if not login or not login.items() <= {"redirect_uri": redirect_uri, **remembered}.items():
            raise Refused("login")
        number = parse_rpps(rpps)
        person = self._people.get(number) or Person(rpps=number, family="Inconnu (fictif)", given="Praticien")
        return Proven(person, f"hint of {number}")

    async def end_session(self, hint: str, back_to: str) -> str | None:
        self._answer()
        query = urlencode({"id_token_hint": hint, "post_logout_redirect_uri": back_to})
        return f"https://identity.test/logout?{query}" if self.ends_sessions else None

    def log_in(self, url: str, rpps: str) -> dict[str, str]:
        login, code = _query(url), token_urlsafe(8)
        self._codes[code] = (rpps, login)
        return {"code": code, "state": login["state"]}

    def decline(self, url: str) -> dict[str, str]:
        return {"error": "access_denied", "state": _query(url)["state"]}

    def serves(self, url: str) -> bool:
        return _query(url)["redirect_uri"].startswith(f"{self._base_url}/")

    def _answer(self) -> None:
        if self.down:
            raise TemporaryFailure("the identity provider does not answer")


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))
