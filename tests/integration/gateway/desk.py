"""The support desk's agents in front of the gateway."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pyotp

from balise.adapters.identity.accounts import Argon2AndTotp
from balise.adapters.store.store import PostgresStore
from balise.model.agent import Role
from balise.usecases.desk.accounts import AgentAccounts, Handed

COOKIE = "balise-desk"


def proof_in(page: httpx.Response) -> str:
    """Return the proof in a page's form."""
    found = re.search(r'name="proof" value="(\w+)"', page.text)
    assert found is not None, page.text
    return found[1]


@dataclass
class Worker:
    """Somebody with a local account, and their browser. Each code is of a period of its own: this one, then the next."""

    http: httpx.AsyncClient
    handed: Handed
    periods: int = 0

    @classmethod
    async def hired(cls, http: httpx.AsyncClient, store: PostgresStore, keys: Argon2AndTotp, name: str, *roles: Role) -> Worker:
        """Open an account, or renew it."""
        accounts = AgentAccounts(store, keys)
        known = name in {account.name for account in await accounts.all()}
        return cls(http, await (accounts.reset(name, roles) if known else accounts.add(name, roles)))

    def code(self) -> str:
        """Return a code that has not served."""
        shown = pyotp.parse_uri(self.handed.address).at(datetime.now(UTC) + timedelta(seconds=30 * self.periods))
        self.periods += 1
        return str(shown)

    async def tries(self, **change: str) -> httpx.Response:
        """Fill the form, something in it changed; return what is answered."""
        form = {"name": self.handed.name, "password": self.handed.password, "code": "", "proof": ""} | change
        form["proof"] = change.get("proof") or proof_in(await self.http.get("/desk/login"))
        form["code"] = change.get("code") or self.code()
        return await self.http.post("/desk/login", data=form)

    async def signs_in(self) -> str:
        """Sign in, and return the session's secret."""
        answer = await self.tries()
        assert (303, "/desk") == (answer.status_code, answer.headers["location"]), answer.text
        return self.http.cookies[COOKIE]
