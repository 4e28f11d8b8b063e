"""What every identity provider does, whether it is the fake, the demo's or somebody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest

from balise.errors import Invalid, Refused, TemporaryFailure
from tests.contract.identity_benches import KNOWN, WITHOUT_RPPS, Bench, demo, fake, third_party

# oidc-provider-mock calls parts of authlib that are going away.
pytestmark = [
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]


@pytest.fixture(scope="module", params=[fake, demo, third_party], ids=lambda build: build.__name__)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    """Lend each provider in turn."""
    async with request.param() as built:
        yield built


async def test_a_login_proves_who_the_person_is(bench: Bench) -> None:
    """
    The person comes back with their names, and their IDNPS without its leading 8.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = await bench.log_in(url, KNOWN.rpps)

    assert KNOWN == await bench.provider.finish(bench.redirect_uri, remembered, query)


async def test_two_logins_share_no_secret(bench: Bench) -> None:
    """
    State, nonce and code verifier are new for each login, and the verifier is long enough for PKCE.
    """
    _, first = await bench.provider.start(bench.redirect_uri)
    _, second = await bench.provider.start(bench.redirect_uri)

    assert {"state", "nonce", "code_verifier"} == set(first) == set(second)
    assert not set(first.values()) & set(second.values())
    assert 43 <= len(first["code_verifier"])


async def test_the_url_carries_the_redirect_uri_and_the_state(bench: Bench) -> None:
    """
    The browser is sent with the address to come back to and the state to come back with.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = parse_qs(urlsplit(url).query)

    assert [bench.redirect_uri] == query["redirect_uri"]
    assert [remembered["state"]] == query["state"]


async def test_declining_is_a_refusal(bench: Bench) -> None:
    """
    A person who declines is Refused, so that Balise can say so.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = await bench.decline(url)

    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(bench.redirect_uri, remembered, query)


async def test_the_answer_to_another_login_is_refused(bench: Bench) -> None:
    """
    An answer whose state is not the remembered one is somebody else's.
    """
    url, _ = await bench.provider.start(bench.redirect_uri)
    _, other = await bench.provider.start(bench.redirect_uri)
    query = await bench.log_in(url, KNOWN.rpps)

    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(bench.redirect_uri, other, query)


async def test_a_wrong_state_is_enough(bench: Bench) -> None:
    """
    An answer that is good but for its state is refused.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = await bench.log_in(url, KNOWN.rpps)

    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(bench.redirect_uri, remembered, query | {"state": "tampered"})


@pytest.mark.parametrize("query", [{}, {"code": "x"}, {"state": ""}, {"code": "x", "state": "é"}])
async def test_an_answer_without_the_state_is_refused(bench: Bench, query: dict[str, str]) -> None:
    """
    Whatever else it carries, an answer without the right state is refused.
    """
    _, remembered = await bench.provider.start(bench.redirect_uri)

    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(bench.redirect_uri, remembered, query)


async def test_nothing_remembered_is_a_refusal(bench: Bench) -> None:
    """
    An answer to a login nobody remembers is refused, even with an empty state.
    """
    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(bench.redirect_uri, {}, {"code": "x", "state": ""})


async def test_a_code_is_good_once(bench: Bench) -> None:
    """
    The same answer presented twice is refused the second time.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = await bench.log_in(url, KNOWN.rpps)
    await bench.provider.finish(bench.redirect_uri, remembered, query)

    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(bench.redirect_uri, remembered, query)


async def test_a_code_of_the_wrong_nonce_is_refused(bench: Bench) -> None:
    """
    A code slipped in from another login (same state, other nonce) is refused.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = await bench.log_in(url, KNOWN.rpps)

    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(bench.redirect_uri, remembered | {"nonce": "tampered"}, query)


async def test_a_code_holds_for_its_redirect_uri_only(bench: Bench) -> None:
    """
    The redirect URI at the end must be the one of the start.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = await bench.log_in(url, KNOWN.rpps)

    with pytest.raises(Refused, match="login"):
        await bench.provider.finish(f"{bench.redirect_uri}/other", remembered, query)


async def test_a_person_without_rpps_cannot_be_used(bench: Bench) -> None:
    """
    A provider that knows another kind of identifier gives Invalid, not a wrong number.
    """
    url, remembered = await bench.provider.start(bench.redirect_uri)
    query = await bench.log_in(url, WITHOUT_RPPS.rpps)

    with pytest.raises(Invalid, match="rpps"):
        await bench.provider.finish(bench.redirect_uri, remembered, query)


async def test_an_outage_is_temporary(bench: Bench) -> None:
    """
    A provider that does not answer is a TemporaryFailure: the person may try again later.
    """
    with pytest.raises(TemporaryFailure):
        await bench.unreachable().start(bench.redirect_uri)


async def test_people_are_not_sent_to_strangers(bench: Bench) -> None:
    """
    The provider serves our own redirect URI, and no page for anybody else's.
    """
    ours, _ = await bench.provider.start(bench.redirect_uri)
    foreign, _ = await bench.provider.start("https://elsewhere.test/login/callback")

    assert (True, False) == (await bench.serves(ours), await bench.serves(foreign))
