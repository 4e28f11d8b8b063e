"""The demo provider without a network, a browser in front of it, and a clock to move."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from fastapi import FastAPI

from balise.adapters.books.texts import load_texts
from balise.model.identity import Person, PracticeSituation
from balise.settings import ROOT
from channels.web.demo_provider import demo_provider

TEXTS = load_texts(ROOT / "data" / "texts.yml", support="support@esante.test")
BASE = "http://balise.test"
REDIRECT_URI = f"{BASE}/login/callback"
VERIFIER = "v" * 43
HOSPITAL = PracticeSituation("CENTRE HOSPITALIER DE VALMONT", "999000001", "10", "S")
PEOPLE = [
    Person("10999999991", "Essai", "Anne-Claire", (HOSPITAL,)),
    Person("10999999992", '"><script>x</script>', "O’Neil & Cie"),
]
QUERY = {
    "response_type": "code",
    "client_id": "balise",
    "redirect_uri": REDIRECT_URI,
    "scope": "openid scope_all",
    "state": "the state",
    "nonce": "the nonce",
    "code_challenge": create_s256_code_challenge(VERIFIER),
    "code_challenge_method": "S256",
}


class Demo:
    """The provider, a browser in front of it, and a clock to move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
        app = FastAPI()
        routes = demo_provider(PEOPLE, f"{BASE}/demo-psc", ("balise", "secret"), TEXTS, demo=True, now=lambda: self.now)
        app.include_router(routes, prefix="/demo-psc")
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"{BASE}/demo-psc")

    async def sends(self, **form: str) -> httpx.Response:
        """Open the page where one chooses whom to be, and send its form."""
        proof = proof_in(await self.http.get("/authorize", params=QUERY))
        return await self.http.post("/authorize", params=QUERY, data={"proof": proof} | form)

    async def code(self, rpps: str = "10999999991") -> str:
        """Log in and return the code."""
        response = await self.sends(rpps=rpps)
        return httpx.URL(response.headers["Location"]).params["code"]

    async def token(self, code: str, **change: str) -> httpx.Response:
        """Ask for the token of a code; `change` replaces fields of the form, or the client's secret."""
        secret = change.pop("secret", "secret")
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT_URI, "code_verifier": VERIFIER}
        return await self.http.post("/token", data=form | change, auth=("balise", secret))

    async def userinfo(self, rpps: str) -> dict[str, object]:
        """Log in and return the userinfo."""
        token = (await self.token(await self.code(rpps))).json()["access_token"]
        response = await self.http.get("/userinfo", headers={"Authorization": f"Bearer {token}"})
        claims: dict[str, object] = response.json()
        return claims


def proof_in(page: httpx.Response) -> str:
    """Return what the forms of a page carry to prove that it was shown."""
    return next(str(attributes["value"]) for _, attributes in Tags(page.text).tags if attributes.get("name") == "proof")


class Tags(HTMLParser):
    """Collects the tags of a page, in order, and the text of its options."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.options: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note the text of an option."""
        if self.tags and self.tags[-1][0] == "option" and data.strip():
            self.options.append(data.strip())
