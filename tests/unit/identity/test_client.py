"""What the OpenID Connect adapter asks, and what it makes of odd answers."""

from __future__ import annotations

import base64
import logging
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from balise.adapters.identity.oidc import OidcProvider
from balise.errors import PermanentFailure, Refused, TemporaryFailure
from balise.model.identity import Person, Proven
from tests.unit.identity.scripted_provider import CLIENT, DISCOVERY, REDIRECT_URI, USERINFO, ScriptedProvider


async def log_in(scripted: ScriptedProvider, adapter: OidcProvider, **query: str) -> Proven:
    """Do a whole login; `query` changes what the browser comes back with."""
    _, remembered = await adapter.start(REDIRECT_URI)
    scripted.nonce = remembered["nonce"]
    return await adapter.finish(REDIRECT_URI, remembered, {"code": "the code", "state": remembered["state"], **query})


async def test_the_request_follows_the_discovery_document() -> None:
    """
    The browser goes to the authorization host of the document, with the configured scope and acr, and PKCE.
    """
    url, _ = await ScriptedProvider().adapter().start(REDIRECT_URI)
    query = parse_qs(urlsplit(url).query)

    assert url.startswith("https://wallet.psc.test/auth?")
    assert ["code", "openid scope_all", "eidas1", "S256"] == [
        query[name][0] for name in ("response_type", "scope", "acr_values", "code_challenge_method")
    ]
    assert "code_verifier" not in query


async def test_documents_are_read_once() -> None:
    """
    Discovery and keys are kept from one login to the next.
    """
    scripted = ScriptedProvider()
    adapter = scripted.adapter()
    await log_in(scripted, adapter)
    await log_in(scripted, adapter)

    assert (1, 1, 2) == tuple(len(scripted.asked(what)) for what in ("configuration", "certs", "token"))


async def test_new_keys_are_found() -> None:
    """
    An unknown kid makes the adapter read the keys again, once.
    """
    scripted = ScriptedProvider()
    adapter = scripted.adapter()
    await log_in(scripted, adapter)
    scripted.published.append(RSAKey.generate_key(2048, {"kid": "two"}))

    assert Person(rpps="10999999991", family="ESSAI (FICTIVE)", given="Anne-Claire") == (await log_in(scripted, adapter)).person
    assert 2 == len(scripted.asked("certs"))


async def test_a_key_nobody_publishes_is_refused() -> None:
    """
    A token signed with a key that is still unknown after reading the keys again is refused.
    """
    scripted = ScriptedProvider()
    other = RSAKey.generate_key(2048, {"kid": "other"}).as_dict(private=False)
    scripted.answers["certs"] = lambda _: httpx.Response(200, json={"keys": [other]})

    with pytest.raises(Refused, match="login"):
        await log_in(scripted, scripted.adapter())


@pytest.mark.parametrize(
    ("methods", "in_header", "in_body"),
    [(None, True, False), (["client_secret_post", "client_secret_basic"], True, False), (["client_secret_post"], False, True)],
)
async def test_the_client_proves_itself_as_asked(methods: list[str] | None, in_header: bool, in_body: bool) -> None:
    """
    The client secret goes in the Basic header, or in the body where the provider takes nothing else.
    """
    scripted = ScriptedProvider({"token_endpoint_auth_methods_supported": methods})
    await log_in(scripted, scripted.adapter())
    request = scripted.asked("token")[0]
    form = dict(parse_qsl(request.content.decode()))
    basic = "Basic " + base64.b64encode(b"balise:the%20client%20secret").decode()

    assert in_header is (request.headers.get("Authorization") == basic)
    assert in_body is (form.get("client_secret") == "the client secret")


async def test_userinfo_about_somebody_else_is_refused() -> None:
    """
    Userinfo is believed only if its sub is the ID token's.
    """
    scripted = ScriptedProvider()
    scripted.answers["userinfo"] = lambda _: httpx.Response(200, json=USERINFO | {"sub": "f:2"})

    with pytest.raises(Refused, match="login"):
        await log_in(scripted, scripted.adapter())


@pytest.mark.parametrize("what", ["wallet-openid-configuration", "token", "certs", "userinfo"])
@pytest.mark.parametrize(
    ("response", "error"),
    [
        (httpx.Response(503), TemporaryFailure),
        (httpx.Response(429, headers={"Retry-After": "7"}), TemporaryFailure),
        (httpx.Response(404), PermanentFailure),
        (httpx.Response(302, headers={"Location": "https://elsewhere.test/"}), PermanentFailure),
        (httpx.Response(200, text="<html>Portail</html>"), PermanentFailure),
        (httpx.Response(200, json=["no object"]), PermanentFailure),
        (httpx.Response(200, json={}), (PermanentFailure, Refused)),
        (httpx.Response(200, json={"keys": 3}), (PermanentFailure, Refused)),
    ],
    ids=["503", "429", "404", "302", "html", "list", "empty", "odd"],
)
async def test_odd_answers_are_errors_of_ours(what: str, response: httpx.Response, error: type[Exception]) -> None:
    """
    Try again later for 429 and 5xx, do not for the rest; no library error leaves the adapter.
    """
    scripted = ScriptedProvider()
    scripted.answers[what] = lambda _: response

    with pytest.raises(error):
        await log_in(scripted, scripted.adapter())


async def test_the_delay_asked_for_is_kept() -> None:
    """
    Retry-After reaches the caller.
    """
    scripted = ScriptedProvider()
    scripted.answers["token"] = lambda _: httpx.Response(503, headers={"Retry-After": "7"})

    with pytest.raises(TemporaryFailure) as raised:
        await log_in(scripted, scripted.adapter())

    assert 7.0 == raised.value.retry_after


@pytest.mark.parametrize("what", ["wallet-openid-configuration", "token", "certs", "userinfo"])
async def test_a_broken_connection_is_temporary(what: str) -> None:
    """
    Whichever request gets no answer, the person may try again later.
    """

    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    scripted = ScriptedProvider()
    scripted.answers[what] = broken

    with pytest.raises(TemporaryFailure):
        await log_in(scripted, scripted.adapter())


@pytest.mark.parametrize("url", ["ftp://psc.test/token", "no address", "https://psc.test:port/token", "http://psc.test/token"])
async def test_an_unusable_address_is_permanent(url: str) -> None:
    """
    An endpoint that cannot be asked, or only in clear, will not be better next time.
    """
    http = httpx.AsyncClient()
    adapter = OidcProvider(http, url, CLIENT, lambda: datetime.now(UTC))

    with pytest.raises(PermanentFailure):
        await adapter.start(REDIRECT_URI)


@pytest.mark.parametrize(
    "name", ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"]
)
@pytest.mark.parametrize("address", ["http://auth.psc.test/x", "http://localhost.psc.test/x", "//auth.psc.test/x", "https:///x"])
async def test_codes_and_tokens_do_not_travel_in_clear(name: str, address: str) -> None:
    """
    Every endpoint is https, or on this machine.
    """
    with pytest.raises(PermanentFailure, match="https"):
        await ScriptedProvider({name: address}).adapter().start(REDIRECT_URI)
    await ScriptedProvider({name: "http://127.0.0.1:8000/x"}).adapter().start(REDIRECT_URI)


async def test_the_demos_own_provider_may_be_on_a_local_network() -> None:
    """
    Nobody's identity is in the demo: its provider follows the address of the gateway, whatever it is.
    """
    endpoints = {"token_endpoint": "http://192.0.2.1:8000/token"}
    adapter = OidcProvider(
        httpx.AsyncClient(), DISCOVERY | endpoints, replace(CLIENT, https_only=False), lambda: datetime.now(UTC)
    )

    assert (await adapter.start(REDIRECT_URI))[0].startswith("https://wallet.psc.test/auth?")


async def test_a_provider_may_be_told_by_settings() -> None:
    """
    Instead of an address, what would be read there: nothing is asked before it is needed.
    """
    adapter = OidcProvider(httpx.AsyncClient(), DISCOVERY | {"end_session_endpoint": ""}, CLIENT, lambda: datetime.now(UTC))
    url, _ = await adapter.start(REDIRECT_URI)

    assert url.startswith("https://wallet.psc.test/auth?")
    assert await adapter.end_session("the hint", REDIRECT_URI) is None


async def test_the_client_secret_is_not_shown() -> None:
    """
    Nor is the hint of a login: neither comes out in a trace.
    """
    assert "the client secret" not in repr(CLIENT)
    assert "ey" not in repr(await log_in(scripted := ScriptedProvider(), scripted.adapter()))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("access_denied", Refused),
        ("login_required", Refused),
        ("<b>odd</b>", Refused),
        ("server_error", TemporaryFailure),
        ("temporarily_unavailable", TemporaryFailure),
        ("invalid_scope", PermanentFailure),
        ("unauthorized_client", PermanentFailure),
    ],
)
async def test_error_codes_say_whose_fault_it_is(code: str, error: type[Exception]) -> None:
    """
    The person's choice is Refused, the provider's trouble temporary, our own mistake permanent.
    """
    scripted = ScriptedProvider()

    with pytest.raises(error) as raised:
        await log_in(scripted, scripted.adapter(), error=code)

    assert "odd" not in str(raised.value)


@pytest.mark.parametrize(("code", "error"), [("invalid_grant", Refused), ("invalid_client", PermanentFailure)])
async def test_only_a_bad_code_is_the_logins_fault(code: str, error: type[Exception]) -> None:
    """
    A code that is not accepted is Refused; a wrong client secret is for the administrator.
    """
    scripted = ScriptedProvider()
    scripted.answers["token"] = lambda _: httpx.Response(400, json={"error": code})

    with pytest.raises(error):
        await log_in(scripted, scripted.adapter())


async def test_secrets_stay_out_of_the_logs(caplog: pytest.LogCaptureFixture) -> None:
    """
    Whatever the level, neither code, token, client secret nor number is logged by the adapter.
    """
    scripted = ScriptedProvider()
    with caplog.at_level(logging.DEBUG):
        await log_in(scripted, scripted.adapter())

    for secret in ("the code", "the access token", "the client secret", "10999999991"):
        assert secret not in caplog.text
