"""Agents sign in, stay signed in for a while, and are let out."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pyotp
import pytest

from balise.adapters.books.register import load_register
from balise.adapters.identity.accounts import Argon2AndTotp
from balise.errors import Conflict, Invalid, NotFound, NotSignedIn, Refused
from balise.model.agent import Agent, Role
from balise.settings import ROOT, Settings
from balise.usecases.agent_accounts import AgentAccounts, Handed
from balise.usecases.agent_sessions import AgentSessions
from balise.usecases.privacy import Privacy
from balise.usecases.sign_in_agent import LOGIN_LIFE, SignInAgent, SignInVouchedAgent
from tests.fakes.agents import FakeAgentProvider
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore
from tests.unit.usecases.house import TEXTS

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
ALIX = Agent("local:alix", "alix", frozenset({Role.AGENT}))
VOUCHED = Agent("oidc:42", "Noor Haddad", frozenset({Role.ADMIN}))
BACK = "https://balise.test/desk/callback"


class Team:
    """A desk, and who works there."""

    def __init__(self, keys: Argon2AndTotp) -> None:
        self.clock = FakeClock()
        self.store = FakeStore(self.clock)
        self.keys = keys
        self.accounts = AgentAccounts(self.store, keys)
        self.sessions = AgentSessions(self.store, self.clock, IDLE, LONGEST)
        self.sign_in = SignInAgent(self.store, keys, self.clock)
        self.provider = FakeAgentProvider(VOUCHED)
        self.vouched = SignInVouchedAgent(self.store, self.provider, self.clock, BACK)

    def code(self, handed: Handed, periods: int = 0) -> str:
        """Return the code that an application shows, some periods of 30 seconds from now."""
        return pyotp.parse_uri(handed.address).at(self.clock() + timedelta(seconds=30 * periods))

    async def session(self, handed: Handed) -> str:
        """Sign in, once the last code has served."""
        self.clock.advance(seconds=30)
        return await self.sign_in(handed.name, handed.password, self.code(handed))


@pytest.fixture(scope="module")
def keys() -> Argon2AndTotp:
    """Lend the real keys."""
    return Argon2AndTotp()


@pytest.fixture
def team(keys: Argon2AndTotp) -> Team:
    """Lend a desk."""
    return Team(keys)


@pytest.fixture
async def alix(team: Team) -> Handed:
    """Open the account of an agent."""
    return await team.accounts.add(" Alix ", [Role.AGENT])


async def test_an_account_lets_its_agent_in(team: Team, alix: Handed) -> None:
    """Under its name in lower case, with the roles it was given; its secrets are shown once and kept nowhere in clear."""
    secret = await team.session(alix)
    [kept] = await team.accounts.all()

    assert ALIX == await team.sessions(secret)
    assert kept.password_hash.startswith("$argon2id$")
    assert "otpauth://totp/Balise:alix?" in alix.address
    assert alix.password not in repr((kept, alix))
    assert kept.seed not in repr((kept, alix))


async def test_whatever_is_wrong_the_answer_is_the_same(team: Team, alix: Handed) -> None:
    """The name, the password or the code; each with the two others right."""
    right = {"name": "alix", "password": alix.password, "code": team.code(alix)}
    for wrong in ({"name": "nobody"}, {"password": alix.password + "x"}, {"password": ""}, {"code": "000000"}, {"code": "é"}):
        with pytest.raises(Refused, match=r"^credentials$"):
            await team.sign_in(**right | wrong)

    assert await team.sign_in(**right)


@pytest.mark.parametrize(("periods", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
async def test_a_code_is_good_around_its_time(team: Team, alix: Handed, periods: int, good: bool) -> None:
    """Clocks differ by some seconds, and people take some to type."""
    code = team.code(alix, periods)
    if good:
        assert await team.sign_in("alix", alix.password, code)
        return

    with pytest.raises(Refused):
        await team.sign_in("alix", alix.password, code)


async def test_a_code_serves_once(team: Team, alix: Handed) -> None:
    """Neither it nor an older one, seen over a shoulder, serves again; several at once let one in."""
    older, code = team.code(alix, -1), team.code(alix)
    answers = await asyncio.gather(*(team.sign_in("alix", alix.password, code) for _ in range(3)), return_exceptions=True)
    with pytest.raises(Refused):
        await team.sign_in("alix", alix.password, older)

    assert [False, True, True] == sorted(isinstance(answer, Refused) for answer in answers)


async def test_a_wrong_password_burns_no_code(team: Team, alix: Handed) -> None:
    """Nobody keeps an agent out by trying."""
    with pytest.raises(Refused):
        await team.sign_in("alix", "wrong", team.code(alix))

    assert await team.sign_in("alix", alix.password, team.code(alix))


async def test_closing_an_account_ends_everything(team: Team, alix: Handed) -> None:
    """At once; its name stays taken, and nothing is left to sign in with."""
    secret = await team.session(alix)
    await team.accounts.close("alix")
    await team.accounts.close("alix")
    with pytest.raises(NotSignedIn):
        await team.sessions(secret)
    with pytest.raises(Refused):
        await team.session(alix)
    with pytest.raises(Conflict):
        await team.accounts.add("alix", [Role.ADMIN])
    [kept] = await team.accounts.all()

    assert (True, "", "") == (kept.closed, kept.password_hash, kept.seed)


async def test_a_reset_account_opens_with_its_new_secrets_only(team: Team, alix: Handed) -> None:
    """Its sessions end; its roles stay unless others are given."""
    secret = await team.session(alix)
    renewed = await team.accounts.reset("alix")
    with pytest.raises(NotSignedIn):
        await team.sessions(secret)
    with pytest.raises(Refused):
        await team.session(alix)
    first = await team.sessions(await team.session(renewed))
    promoted = await team.sessions(await team.session(await team.accounts.reset("alix", [Role.ADMIN])))

    assert (ALIX.roles, {Role.ADMIN}) == (first.roles, promoted.roles)


async def test_unknown_and_impossible_accounts(team: Team) -> None:
    """Are refused before anything is made."""
    with pytest.raises(Invalid, match=r"^name$"):
        await team.accounts.add("Jean Dupont", [Role.AGENT])
    for deed in (team.accounts.reset, team.accounts.close):
        with pytest.raises(NotFound):
            await deed("nobody")

    assert [] == await team.accounts.all()


async def test_a_session_ends_by_itself(team: Team, alix: Handed) -> None:
    """When it is not used, and at last even when it is; not before."""
    idle, used = await team.session(alix), await team.session(alix)
    for _ in range(16):
        team.clock.advance(minutes=29)
        assert ALIX == await team.sessions(used)
    with pytest.raises(NotSignedIn):
        await team.sessions(idle)
    team.clock.advance(minutes=16)

    with pytest.raises(NotSignedIn):
        await team.sessions(used)


async def test_signing_out_here_and_everywhere(team: Team, alix: Handed) -> None:
    """Here leaves the others; everywhere leaves those of other agents; a session that is over ends nobody's."""
    other = await team.session(await team.accounts.add("noor", [Role.AGENT]))
    here, there, elsewhere = [await team.session(alix) for _ in range(3)]
    await team.sessions.end(here)
    await team.sessions.end(here, everywhere=True)
    assert ALIX == await team.sessions(there)
    await team.sessions.end(there, everywhere=True)
    for over in (here, there, elsewhere, "forged"):
        with pytest.raises(NotSignedIn):
            await team.sessions(over)

    assert "noor" == (await team.sessions(other)).name


async def test_an_expired_session_signs_nobody_out_elsewhere(team: Team, alix: Handed) -> None:
    """Whoever finds it in a browser can do nothing with it."""
    old = await team.session(alix)
    team.clock.advance(minutes=31)
    new = await team.session(alix)
    await team.sessions.end(old, everywhere=True)

    assert ALIX == await team.sessions(new)


async def test_what_agents_leave_is_purged(team: Team, alix: Handed) -> None:
    """Sessions long over, and logins nobody came back from; a session in use stays."""
    await team.session(alix)
    await team.vouched.start("browser")
    team.clock.advance(days=1, minutes=11)
    kept = await team.session(alix)

    async def no_jobs(_: timedelta) -> int:
        return 0

    register = load_register(ROOT / "data" / "register.yml", Settings().numbers)
    privacy = Privacy.over(register, team.store, TEXTS, team.clock, "support@esante.test", None)

    assert 1 == (await privacy.purge(no_jobs)())["desk"]
    assert ALIX == await team.sessions(kept)


async def left(team: Team, browser: str = "browser") -> dict[str, str]:
    """Leave for the provider; return what the browser comes back with."""
    address = await team.vouched.start(browser)
    return {"state": address.partition("state=")[2], "code": "c"}


async def test_a_provider_vouches(team: Team) -> None:
    """The browser that left comes back, once."""
    query = await left(team)
    assert VOUCHED == await team.sessions(await team.vouched.finish(query, "browser"))
    with pytest.raises(NotFound):
        await team.vouched.finish(query, "browser")


async def test_another_browser_does_not_finish_a_login(team: Team) -> None:
    """Nor does one that takes too long, or that never left; and the login is over."""
    query = await left(team)
    with pytest.raises(Refused, match=r"^login"):
        await team.vouched.finish(query, "other")
    with pytest.raises(NotFound):
        await team.vouched.finish(query, "browser")
    late = await left(team)
    team.clock.advance(seconds=LOGIN_LIFE.total_seconds())

    for query in (late, {"state": "forged"}, {}):
        with pytest.raises(NotFound):
            await team.vouched.finish(query, "browser")
