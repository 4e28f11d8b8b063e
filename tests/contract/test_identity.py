"""What every identity provider does, whether it is the fake, the demo's or somebody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from balise.errors import Invalid, Refused, TemporaryFailure
from balise.model.identity import Person, Proven
from balise.ports import IdentityProvider
from tests.contract.identity_benches import (
    KNOWN,
    NOWHERE,
    WITHOUT_RPPS,
    Bench,
    HttpBench,
    ObedientBench,
    demo,
    fake,
    obedient,
    third_party,
)
from tests.contract.obedient_provider import ObedientProvider

# oidc-provider-mock calls parts of authlib that are going away.
pytestmark = [
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]


@pytest.fixture(scope="module", params=[fake, demo, third_party, obedient], ids=lambda build: build.__name__)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    """Lend each provider in turn."""
    async with request.param() as built:
        yield built


@pytest.fixture(scope="module", params=[demo, third_party, obedient], ids=lambda build: build.__name__)
async def wired(request: pytest.FixtureRequest) -> AsyncIterator[HttpBench]:
    """Lend each provider that is reached over HTTP, whose answers the adapter must check by itself."""
    async with request.param() as built:
        yield built


@pytest.fixture(scope="module")
async def obeying() -> AsyncIterator[ObedientBench]:
    """Lend the provider that does as it is told."""
    async with obedient() as built:
        yield built


@pytest.fixture
def told(obeying: ObedientBench) -> Iterator[ObedientProvider]:
    """Lend what is told to it; the next test finds it as new."""
    assert obeying.served is not None
    yield obeying.served
    obeying.served.obey_no_more()


async def log_in(bench: Bench, provider: IdentityProvider | None = None, person: Person = KNOWN) -> Proven:
    """Do a whole login."""
    provider = provider or bench.provider
    url, remembered = await provider.start(bench.redirect_uri)
    return await provider.finish(bench.redirect_uri, remembered, await bench.log_in(url, person.rpps))


async def test_a_login_proves_who_the_person_is(bench: Bench) -> None:
    """
    The person comes back with their names, their IDNPS without its leading 8, and where they practise.
    """
    proven = await log_in(bench)

    assert KNOWN == proven.person
    assert "" != proven.hint


async def test_a_person_who_practises_nowhere_known_signs_in(bench: Bench) -> None:
    """
    Without SubjectRefPro there is no practice situation, and nothing else is missing.
    """
    assert NOWHERE == (await log_in(bench, person=NOWHERE)).person


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


async def test_the_end_of_a_session(bench: Bench) -> None:
    """
    Where there is a place to end the session, it takes the login's hint and leads back to us; otherwise there is no address.
    """
    back_to = bench.redirect_uri.replace("callback", "out")
    address = await bench.provider.end_session("the hint", back_to)
    query = parse_qs(urlsplit(address or "").query)

    assert (address is None) == (type(bench) is ObedientBench)
    assert address is None or (["the hint"], [back_to]) == (query["id_token_hint"], query["post_logout_redirect_uri"])


@pytest.mark.parametrize("build", [demo, third_party], ids=lambda build: build.__name__)
async def test_the_place_where_a_session_ends_is_there(build: Callable[[], AbstractAsyncContextManager[HttpBench]]) -> None:
    """
    The provider serves the address it gives.
    """
    async with build() as bench:
        address = await bench.provider.end_session("the hint", bench.redirect_uri)
        assert address is not None
        assert (await bench.http.get(address)).status_code in (200, 303)


async def test_a_lower_level_of_assurance_is_refused(wired: HttpBench) -> None:
    """
    The level that comes back must be one of those asked for; a provider that tells none does not do either.
    """
    with pytest.raises(Refused, match="login"):
        await log_in(wired, wired.asking(acr="eidas2 eidas3"))

    assert KNOWN == (await log_in(wired, wired.asking(acr=""))).person


async def test_an_expired_token_is_refused(wired: HttpBench) -> None:
    """
    By a clock some hours ahead of the provider's, its ID token is over.
    """
    wired.late = timedelta(hours=3)
    try:
        with pytest.raises(Refused, match="login"):
            await log_in(wired)
    finally:
        wired.late = timedelta(0)


async def test_several_levels_may_do(told: ObedientProvider, obeying: ObedientBench) -> None:
    """
    One of those asked for is enough.
    """
    told.claims = {"acr": "eidas3"}

    assert KNOWN == (await log_in(obeying, obeying.asking(acr="eidas2 eidas3"))).person


@pytest.mark.parametrize(
    "claims",
    [
        {"acr": "eidas0"},
        {"acr": None},
        {"acr": ["eidas1"]},
        {"aud": "another client"},
        {"aud": ["balise", "another client"], "azp": "another client"},
        {"iss": "https://elsewhere.test"},
        {"nonce": "another nonce"},
        {"exp": 1},
        {"auth_time": 1},
        {"auth_time": None},
        {"auth_time": "now"},
    ],
    ids=str,
)
async def test_a_token_that_does_not_hold_is_refused(
    told: ObedientProvider, obeying: ObedientBench, claims: dict[str, object]
) -> None:
    """
    Level, audience, issuer, nonce, end and age of the proof: one that is wrong, or missing, is enough.
    """
    told.claims = claims

    with pytest.raises(Refused, match="login"):
        await log_in(obeying)


async def test_how_long_ago_need_not_matter(told: ObedientProvider, obeying: ObedientBench) -> None:
    """
    Without `max_age`, an old session of the provider's does, and nothing is asked of it.
    """
    told.claims = {"auth_time": 1}
    provider = obeying.asking(max_age=None)
    url, _ = await provider.start(obeying.redirect_uri)

    assert "max_age" not in url
    assert KNOWN == (await log_in(obeying, provider)).person


async def test_new_keys_are_found_and_old_ones_die(told: ObedientProvider, obeying: ObedientBench) -> None:
    """
    A new key is read at once; one no longer published is believed for an hour at most.
    """
    await log_in(obeying)
    told.rotate()
    await log_in(obeying)
    told.withdraw()
    told.claims = {"exp": 2**33, "auth_time": 2**33}
    believed = await log_in(obeying)
    obeying.late = timedelta(hours=1)
    try:
        with pytest.raises(Refused, match="login"):
            await log_in(obeying)
    finally:
        obeying.late = timedelta(0)

    assert KNOWN == believed.person


async def test_signed_userinfo(told: ObedientProvider, obeying: ObedientBench) -> None:
    """
    Userinfo may be a signed JWT: it is verified, and read as plain JSON is.
    """
    told.signs_userinfo = True

    assert KNOWN == (await log_in(obeying)).person


@pytest.mark.parametrize(
    "claims", [{"aud": "another client"}, {"iss": "https://elsewhere.test"}, {"sub": "f:2"}, {"exp": 1}], ids=str
)
async def test_signed_userinfo_that_does_not_hold_is_refused(
    told: ObedientProvider, obeying: ObedientBench, claims: dict[str, object]
) -> None:
    """
    It must be for us, from the provider, about the same person, and not over.
    """
    told.signs_userinfo, told.userinfo = True, claims

    with pytest.raises(Refused, match="login"):
        await log_in(obeying)
