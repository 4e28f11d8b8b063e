"""What every provider of agents does, whether it is the fake or somebody else's behind the adapter."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from balise.adapters.identity.oidc.agents import OidcAgents
from balise.errors import Refused
from balise.model.agent import Agent, Role
from balise.ports import AgentProvider
from tests.contract.identity_benches import KNOWN, NOWHERE, obedient, third_party
from tests.fakes.agents import FakeAgentProvider

# oidc-provider-mock calls parts of authlib that are going away.
pytestmark = [
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]


@dataclass
class Bench:
    """A provider of whom one person is in a group of ours, and another is not."""

    member: AgentProvider
    stranger: AgentProvider
    redirect_uri: str
    log_in: Callable[[str, str], Awaitable[dict[str, str]]]


async def come_back(url: str, _: str) -> dict[str, str]:
    """Come back from the fake, which asks nobody who they are."""
    return {"state": parse_qs(urlsplit(url).query)["state"][0], "code": "c"}


@pytest.fixture(scope="module", params=[None, third_party, obedient], ids=["fake", "third_party", "obedient"])
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    """Lend each in turn; what the real ones say of people has no groups, but family names do as well."""
    if request.param is None:
        fake = FakeAgentProvider(Agent("oidc:1", "Anne-Claire", frozenset({Role.AGENT})))
        yield Bench(fake, FakeAgentProvider(), "https://balise.test/desk/callback", come_back)
        return
    async with request.param() as there:
        real = OidcAgents(there.provider, "family_name", {KNOWN.family: Role.AGENT})
        yield Bench(real, real, there.redirect_uri, there.log_in)


async def test_an_agent_has_the_roles_of_their_groups(bench: Bench) -> None:
    """And a name that is theirs alone."""
    url, remembered = await bench.member.start(bench.redirect_uri)
    agent, hint = await bench.member.finish(bench.redirect_uri, remembered, await bench.log_in(url, KNOWN.rpps))

    assert ({Role.AGENT}, True, True) == (agent.roles, agent.subject.startswith("oidc:"), "Anne-Claire" in agent.name)
    assert hint


async def test_the_session_there_can_be_ended(bench: Bench) -> None:
    """At an address of the provider's that knows which one, and leads back; one of them has none."""
    back_to = "https://balise.test/desk/login"
    address = await bench.member.end_session("the hint", back_to)
    query = parse_qs(urlsplit(address or "").query)

    assert address is None or (["the hint"], [back_to]) == (query["id_token_hint"], query["post_logout_redirect_uri"])


async def test_whoever_is_in_no_group_is_refused(bench: Bench) -> None:
    """Having proved who they are."""
    url, remembered = await bench.stranger.start(bench.redirect_uri)
    with pytest.raises(Refused) as raised:
        await bench.stranger.finish(bench.redirect_uri, remembered, await bench.log_in(url, NOWHERE.rpps))

    assert "role" == raised.value.reason


@pytest.mark.parametrize("change", [{"state": "another"}, {"code": ""}])
async def test_an_answer_to_another_login_does_not_hold(bench: Bench, change: dict[str, str]) -> None:
    """Nor one without a code."""
    url, remembered = await bench.member.start(bench.redirect_uri)
    with pytest.raises(Refused) as raised:
        await bench.member.finish(bench.redirect_uri, remembered, await bench.log_in(url, KNOWN.rpps) | change)

    assert "login" == raised.value.reason
