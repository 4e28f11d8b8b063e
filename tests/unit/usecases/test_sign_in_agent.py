"""Agents sign in, stay signed in for a while, and are let out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from balise.adapters.books.register import load_register
from balise.adapters.identity.accounts import Argon2AndTotp
from balise.errors import BaliseError, Conflict, Invalid, NotFound, NotSignedIn, PermanentFailure, Refused, TemporaryFailure
from balise.model.agent import Agent, Role
from balise.settings import DEMO_KEY, ROOT, Settings
from balise.usecases.desk.accounts import AgentAccounts, Handed
from balise.usecases.desk.sessions import AgentSessions
from balise.usecases.desk.sign_in import LOGIN_LIFE, SignInAgent, SignInVouchedAgent
from balise.usecases.desk.sign_out import SignOutAgent
from balise.usecases.privacy.verbs import Privacy
from tests.fakes.agents import FakeAgentProvider
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore
from tests.unit.usecases.house import TEXTS

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
ALIX = Agent("local:alix", "alix", frozenset({Role.AGENT}))
VOUCHED = Agent("oidc:42", "Noor Haddad", frozenset({Role.ADMIN}))
BACK, LOGIN = "https://balise.test/desk/callback", "https://balise.test/desk/login"


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
        self.sign_out = SignOutAgent(self.sessions, self.provider, LOGIN)

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
    return Argon2AndTotp(DEMO_KEY)


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


async def test_what_is_kept_makes_no_code(team: Team, alix: Handed) -> None:
    """Without the key, which is not in the database: the seed that an application was given is not there to be read."""
    [kept] = await team.accounts.all()
    seed = pyotp.parse_uri(alix.address).secret

    assert seed not in kept.seed
    assert kept.seed != team.keys.new_seed()
    with pytest.raises(PermanentFailure):
        Argon2AndTotp("another key, of 26 signs").step(kept.seed, team.code(alix), team.clock())


@pytest.mark.parametrize("kept", ["JBSWY3DPEHPK3PXP", "a.b.c.d.e", None])
async def test_a_seed_that_the_key_does_not_open_lets_nobody_in(team: Team, alix: Handed, kept: str | None) -> None:
    """One in clear, a broken one, or one of a former key: the answer is that of a wrong code, and a reset is the way out."""
    former = Argon2AndTotp("another key, of 26 signs").new_seed()
    async with team.store.begin() as work:
        await work.agents.save(replace(await work.agents.get("alix"), seed=kept or former))
    with pytest.raises(Refused, match=r"^credentials$"):
        await team.session(alix)

    assert ALIX == await team.sessions(await team.session(await team.accounts.reset("alix")))


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
    """Sessions a day over, the provider's hint with them, and logins nobody came back from; a session in use stays."""
    over = await team.vouched.finish(await left(team), "browser")
    await team.vouched.start("browser")
    team.clock.advance(days=1, minutes=11)
    kept = await team.session(alix)

    async def no_jobs(_: timedelta) -> int:
        return 0

    register = load_register(ROOT / "data" / "register.yml", Settings().numbers)
    privacy = Privacy.over(register, team.store, TEXTS, team.clock, "support@esante.test", None)

    assert 1 == (await privacy.purge(no_jobs)())["desk"]
    assert "" == await team.sessions.end(over)
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


async def test_signing_out_ends_the_providers_session_too(team: Team) -> None:
    """Its hint is kept with the session, and nowhere once that is over; everywhere ends the others here."""
    here, there = [await team.vouched.finish(await left(team), "browser") for _ in range(2)]
    address = await team.sign_out(here, everywhere=True)
    with pytest.raises(NotSignedIn):
        await team.sessions(there)

    assert {"id_token_hint": ["the hint"], "post_logout_redirect_uri": [LOGIN]} == parse_qs(urlsplit(address or "").query)
    assert await team.sign_out(here) is None


@pytest.mark.parametrize("failure", [TemporaryFailure("slow"), PermanentFailure("closed")])
async def test_signing_out_does_not_wait_for_the_provider(team: Team, failure: BaliseError) -> None:
    """What is Balise's ends whatever becomes of the rest; a local account has no session elsewhere."""
    secret, local = (
        await team.vouched.finish(await left(team), "browser"),
        await team.session(await team.accounts.add("alix", [])),
    )
    team.provider.failure = failure

    assert [None, None] == [await team.sign_out(secret), await team.sign_out(local)]
    with pytest.raises(NotSignedIn):
        await team.sessions(secret)


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
