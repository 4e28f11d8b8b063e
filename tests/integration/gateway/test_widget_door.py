"""What the gateway does for the widget: which sites may use the interface, what there is to search in, the pages around it."""

from __future__ import annotations

import httpx
import pytest
from pydantic import ValidationError

from balise.settings import Settings
from tests.integration.gateway.house import running

SITE = "https://www.exemple.fr"


@pytest.fixture
def embedded(own_settings: Settings) -> Settings:
    """Return the settings of a gateway that one site may embed."""
    return own_settings.model_copy(update={"widget_origins": (SITE,)})


def asking(origin: str, method: str = "POST", headers: str = "authorization,content-type,idempotency-key") -> dict[str, str]:
    """Return what a browser asks before it lets a page of another site post."""
    return {"Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}


async def test_a_listed_site_may_use_the_interface_and_nothing_else(embedded: Settings) -> None:
    """CORS stops at /api, asks for no cookie, and allows the methods and headers that the widget uses."""
    with running(embedded) as url:
        async with httpx.AsyncClient(base_url=url) as http:
            allowed = await http.options("/api/conversations", headers=asking(SITE))
            stranger = await http.options("/api/conversations", headers=asking("https://autre.exemple.fr"))
            judging = [await http.options("/api/conversations", headers=asking(SITE, method=one)) for one in ("PUT", "DELETE")]
            patching = await http.options("/api/conversations", headers=asking(SITE, method="PATCH"))
            cookies = await http.options("/api/conversations", headers=asking(SITE, headers="x-other"))
            missing = await http.get("/api/conversations/x/messages", headers={"Origin": SITE})
            others = [await http.get(path, headers={"Origin": SITE}) for path in ("/", "/healthz", "/openapi.json")]

    assert (200, SITE) == (allowed.status_code, allowed.headers["access-control-allow-origin"])
    assert [200, 200] == [answer.status_code for answer in judging]
    assert [400] * 3 == [answer.status_code for answer in (stranger, patching, cookies)]
    assert "access-control-allow-origin" not in stranger.headers
    assert SITE == missing.headers["access-control-allow-origin"]
    assert "Retry-After" == missing.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in {*allowed.headers, *missing.headers}
    assert [] == [answer.url for answer in others if "access-control-allow-origin" in answer.headers]


async def test_without_a_list_no_other_site_may(http: httpx.AsyncClient) -> None:
    """The default."""
    answer = await http.get("/api/suggestions", headers={"Origin": SITE})

    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("origins", ["*", "https://*.exemple.fr", f"{SITE}/", "exemple.fr", f"{SITE}/page", f"{SITE} null"])
def test_what_is_no_origin_is_refused(origins: str, own_settings: Settings) -> None:
    """Neither a wildcard nor an address: a list that matches nothing, or everything, would only be noticed by visitors."""
    with pytest.raises(ValidationError):
        Settings(database_url=own_settings.database_url, widget_origins=origins)


async def test_there_is_something_to_search_in(http: httpx.AsyncClient) -> None:
    """Each need that has a title, once, with words of its guide beside its own; it may be kept an hour."""
    answer = await http.get("/api/suggestions")
    topics = {topic["title"]: topic["words"] for topic in answer.json()}

    assert 20 < len(topics) == len(answer.json())
    assert "corbeille" in topics["Libérer de la place"]
    assert "public, max-age=3600" == answer.headers["cache-control"]


async def test_the_page_is_the_widget(http: httpx.AsyncClient) -> None:
    """`/` holds the element, its script from the gateway, and no inline code nor style."""
    page = await http.get("/")

    assert '<balise-chat data-mode="page">' in page.text
    assert '<script src="/static/balise-chat.js" defer></script>' in page.text
    assert "<style" not in page.text
    assert "unsafe" not in page.headers["content-security-policy"]


async def test_the_design_page_is_there_in_the_demo_only(http: httpx.AsyncClient, own_settings: Settings) -> None:
    """`/styles` is for whoever works on the widget."""
    real = own_settings.model_copy(update={"demo": False})
    with running(real) as url:
        async with httpx.AsyncClient() as visitor:
            answer = await visitor.get(f"{url}/styles")

    assert (200, 404) == ((await http.get("/styles")).status_code, answer.status_code)
