"""Everything that may happen to procedures, as the rules of a state machine that hypothesis drives."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from balise.errors import BaliseError, Changed, Conflict, NotFound, NotSignedIn, PermanentFailure, Refused, TemporaryFailure
from balise.model.conversation import Channel
from balise.model.identity import Person
from balise.model.moment import in_france
from balise.model.procedure import MOVES, Actor, Evidence, Kind, Move, Procedure, Proof, State, draft
from balise.model.ticket import Asked as TicketAsked
from balise.model.unpublish import Asked
from balise.usecases.support.open_ticket import Taken as TicketTaken
from balise.usecases.unpublish.fill import Taken
from tests.fakes.postman import ProcessDied
from tests.integration.life.ledger import Ledger
from tests.unit.usecases.house import AT_HOSPITAL, ELSEWHERE, OLD, House, in_directory, owned

T = TypeVar("T")

_PEOPLE = count(1)
"""A database outlives an example: nobody comes twice."""

TRIES = 3
SAYS = ("oui", "oui", "oui", "non", "1", "2", "celle de Mailiz", "sans réponse", "modifier la boîte", "envoyez", "autre chose")
NEEDS = ("oui", "oui", "non", "je ne reçois plus rien", "06 12 34 56 78", "modifier le contact")
NEWS = (State.ACKNOWLEDGED, State.DONE, State.REFUSED, State.SENT)
DEEDS = [f"{deed}{operator}" for deed in ("request", "reminder", "cancel") for operator in ("", "-mailiz")]
WEATHER = {
    "fine": None,
    "away": TemporaryFailure("away"),
    "busy": TemporaryFailure("busy", retry_after=600),
    "refuses": PermanentFailure("no such address"),
    "killed before": ProcessDied(),
    "killed after": None,
}
JUMPS = {
    "back": -3600,
    "minutes": 600,
    "hours": 7 * 3600,
    "a day": 90_000,
    "a fortnight": 15 * 86_400,
    "a month": 31 * 86_400,
    "a year": 366 * 86_400,
}

persons = st.integers(0, 3)
numbers = st.integers(0, 50)
weathers = st.sampled_from(["fine", "fine", *WEATHER])


class Life(RuleBasedStateMachine):
    """Two practitioners, each at two doors, somebody nobody knows, a worker, an operator, an agent, and time."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.house = self.run(self.furnish())
        self.ledger = Ledger(self.house)
        self.people = [Person(f"10{next(_PEOPLE):09d}", "Essai", name) for name in ("Camille", "Noor")]
        boxes = [owned(box, f"{name}.essai") for name in "abcd" for box in (OLD, AT_HOSPITAL, ELSEWHERE)]
        self.everybody = [in_directory(person, *boxes) for person in self.people]
        self.house.directory.professionals = list(self.everybody)
        self.doors: list[str] = [self.run(self.open(number)) for number in range(5)]
        self.shown: dict[str, Any] = {}

    async def furnish(self) -> House:
        """Return a house of use cases; a subclass gives it a real store."""
        return House(tries=TRIES)

    async def leave(self) -> None:
        """Give back what `furnish` took."""

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Have something done, to its end."""
        return self.runner.run(coroutine)

    def attempt(self, coroutine: Coroutine[Any, Any, T], *expected: type[BaseException]) -> T | None:
        """Have something done that may well be refused."""
        try:
            return self.run(coroutine)
        except expected:
            return None

    def teardown(self) -> None:
        """Leave."""
        self.run(self.leave())
        self.runner.close()

    async def open(self, number: int) -> str:
        """Open a door: two for each person, the last for nobody."""
        opened, _ = await self.house.open(Channel.WEB)
        if number < 4:
            async with self.house.store.begin() as work:
                await work.conversations.set_sign_in(opened.id, self.house.proof(self.people[number // 2]))
        return opened.id

    def door(self, number: int) -> str:
        """Return a conversation, opened anew if it was forgotten."""

        async def there() -> str:
            async with self.house.store.begin() as work:
                return (await work.conversations.get(self.doors[number])).id

        if self.attempt(there(), NotFound) is None:
            self.doors[number] = self.run(self.open(number))
        return self.doors[number]

    def one(self, number: int) -> str | None:
        """Return one of the references, if there is any; twice out of three one that was asked for and is not over."""
        order = self.ledger.order
        live = [r for r in order if self.ledger.known[r].open and self.ledger.known[r].state is not State.DRAFT]
        among = live if live and number % 3 else order
        return among[number // 3 % len(among)] if among else None

    # What practitioners do

    @rule(number=persons, text=st.sampled_from(SAYS))
    def answers(self, number: int, text: str) -> None:
        """Say something in the form, as the dialogue would hand it on."""
        door = self.door(number)

        async def turn() -> None:
            view, taken = await self.house.fill_unpublish(door, self.shown.get(door), text)
            self.shown[door] = view.missing
            if taken is Taken.CONFIRMED:
                self.shown[door] = None
                await self.house.confirm_unpublish(door)

        async def begin() -> None:
            view, _ = await self.house.open_unpublish(door, text)
            self.shown[door] = view.missing

        try:
            self.run(turn())
        except (NotFound, Conflict):
            self.attempt(begin(), NotFound, Conflict, Refused)

    @rule(number=persons, box=st.sampled_from("abcd"))
    def asks_at_once(self, number: int, box: str) -> None:
        """Ask for a dépublication without a pause."""
        door = self.door(number)
        self.attempt(self.house.confirmed(door, owned(OLD, f"{box}.essai").address), Conflict, NotFound, Refused)
        self.shown[door] = Asked.BOX

    @rule(number=st.integers(0, 4), text=st.sampled_from(NEEDS))
    def asks_for_a_person(self, number: int, text: str) -> None:
        """Fill in a ticket, and send it."""
        door = self.door(number)

        async def turn() -> None:
            view, _ = await self.house.ticket.fill(door, None, "")
            _, taken = await self.house.ticket.fill(door, view.missing, text)
            if taken is TicketTaken.CONFIRMED and view.missing is TicketAsked.CONFIRMED:
                await self.house.ticket.send(door)

        self.run(turn())

    @rule()
    def signs_in(self) -> None:
        """Who was nobody is the first person for a while: their drafts meet."""
        door = self.door(4)

        async def turn() -> None:
            async with self.house.store.begin() as work:
                await work.conversations.set_sign_in(door, self.house.proof(self.people[0]))
            await self.house.ticket.fill(door, None, "")
            async with self.house.store.begin() as work:
                await work.conversations.set_sign_in(door, None)

        self.run(turn())

    @rule(number=st.integers(0, 4), which=numbers)
    def wants_to_be_written_to(self, number: int, which: int) -> None:
        """Leave an address for the news of something, theirs or not."""
        if reference := self.one(which):
            self.attempt(self.house.notify(self.door(number), reference, "moi@ailleurs.example"), Conflict, NotFound, NotSignedIn)

    @rule(number=st.integers(0, 4), which=numbers)
    def cancels(self, number: int, which: int) -> None:
        """Cancel something, theirs or not."""
        if reference := self.one(which):
            self.attempt(self.house.cancel(self.door(number), reference), Conflict, NotFound, NotSignedIn)

    @rule(number=numbers)
    def starts_over(self, number: int) -> None:
        """Abandon what was being filled in, now and then."""
        if number < 5:
            self.run(self.house.abandon(self.door(number)))

    @rule(number=persons, which=st.sampled_from([Kind.UNPUBLISH, Kind.TICKET, Kind.DELEGATION]))
    def two_doors_edit_one_draft(self, number: int, which: Kind) -> None:
        """Both begin it and read it; the second to save is told, reads again, and nothing of either is lost."""
        person, clock = self.people[number // 2], self.house.clock
        store = self.house.store

        async def begin(door: int) -> Procedure:
            async with store.begin() as work:
                return await work.procedures.begin(draft(which, self.doors[door], clock(), person.rpps, person.full_name))

        async def both() -> None:
            first, second = await asyncio.gather(begin(number), begin(number ^ 1))
            assert first.reference == second.reference
            async with store.begin() as work:
                await work.procedures.save(first.edited(one="1"))
            with pytest.raises(Changed):
                async with store.begin() as work:
                    await work.procedures.save(second.edited(two="2"))
            async with store.begin() as work:
                again = await work.procedures.get(second.reference)
                saved = await work.procedures.save(again.edited(two="2"))
            assert ("1", "2") == (saved.detail("one"), saved.detail("two"))

        self.run(both())

    # What the worker does

    @rule(weather=weathers)
    def sweeps(self, weather: str) -> None:
        """Send what is due."""
        self.under(weather, self.house.deliver())

    @rule(weather=st.sampled_from(["away", "busy"]))
    def the_server_is_down_for_long(self, weather: str) -> None:
        """Try, and try again, until an agent has to take over."""
        for _ in range(TRIES):
            self.under(weather, self.house.deliver())
            self.house.clock.advance(seconds=JUMPS["hours"])

    @rule(number=persons, which=numbers, to=st.sampled_from([*NEWS, None]))
    def the_worker_is_killed(self, number: int, which: int, to: State | None) -> None:
        """Once a letter has left, before that is noted; then an answer comes in, or somebody cancels."""
        if (reference := self.one(which)) is None:
            return
        for deed in ("request", "request-mailiz"):
            self.under("killed after", self.house.deliver.one(f"{reference}-{deed}"))
        if to is None:
            self.attempt(self.house.cancel(self.door(number), reference), Conflict, NotFound, NotSignedIn)
        else:
            self.attempt(self.learn(reference, to), Conflict)

    @rule(which=numbers, weather=weathers, deed=st.sampled_from(DEEDS))
    def does_a_job(self, which: int, weather: str, deed: str) -> None:
        """Do the job of one letter, perhaps for the second time."""
        if reference := self.one(which):
            self.under(weather, self.house.deliver.one(f"{reference}-{deed}"))

    @rule(which=numbers, number=st.integers(0, 4), to=st.sampled_from(NEWS))
    def everything_at_once(self, which: int, number: int, to: State) -> None:
        """Two workers deliver while somebody cancels and a reply comes in."""
        reference, door = self.one(which), self.door(number)
        if reference is None:
            return
        deeds = [self.house.deliver(), self.house.deliver(), self.house.cancel(door, reference), self.learn(reference, to)]

        async def together() -> None:
            for result in await asyncio.gather(*deeds, return_exceptions=True):
                assert result is None or not isinstance(result, BaseException) or isinstance(result, BaliseError), result

        self.run(together())

    @rule(jump=st.sampled_from(["minutes", "a fortnight", "a month"]))
    def follows_up(self, jump: str) -> None:
        """Two workers look at what the directory shows, and at who does not answer, as often as they like."""
        self.house.clock.advance(seconds=JUMPS[jump])
        self.run(self.look_at_everything())

    @rule()
    def expires(self) -> None:
        """Close old drafts."""
        self.run(self.house.expire())

    @rule()
    def forgets(self) -> None:
        """Drop what is personal in what is over."""
        self.run(self.house.forget())

    @rule()
    def purges(self) -> None:
        """Delete old conversations."""

        async def turn() -> None:
            async with self.house.store.begin() as work:
                await work.conversations.forget_before(self.house.clock() - timedelta(days=30))

        self.run(turn())

    # What others do

    @rule(which=numbers, shown=st.booleans(), age=st.sampled_from([0, 0, 1, 40]))
    def a_new_file_of_the_directory(self, which: int, shown: bool, age: int) -> None:
        """It is of some day, and shows all boxes, or all but the one of a request."""
        reference = self.one(which)
        hidden = "" if shown or reference is None else self.ledger.known[reference].address
        directory = self.house.directory
        directory.as_of = (in_france(self.house.clock()) - timedelta(days=age)).date()
        directory.professionals = [
            replace(person, mailboxes=tuple(box for box in person.mailboxes if box.address != hidden))
            for person in self.everybody
        ]
        self.run(self.look_at_everything())

    async def look_at_everything(self) -> None:
        """Verify and remind, twice at once."""
        house = self.house
        await asyncio.gather(house.verify(), house.remind(), house.verify(), house.remind())

    @rule(which=numbers, replies=st.lists(st.sampled_from(NEWS), min_size=1, max_size=4))
    def replies_come(self, which: int, replies: list[State]) -> None:
        """An operator's answers arrive in any order, some twice."""
        if reference := self.one(which):
            for to in replies:
                self.attempt(self.learn(reference, to), Conflict)

    @rule(which=numbers)
    def has_it_sent_again(self, which: int) -> None:
        """An agent takes up what waits."""
        if reference := self.one(which):
            self.attempt(self.house.agents.send_again(reference), Conflict)

    @rule(which=numbers)
    def settles(self, which: int) -> None:
        """An agent has told the operator by other means."""
        if (reference := self.one(which)) and self.attempt(self.house.agents.settle(reference), Conflict):
            self.ledger.settled.add(reference)

    @rule(which=numbers, to=st.sampled_from(State), by=st.sampled_from(Actor))
    def tries_what_is_not_allowed(self, which: int, to: State, by: Actor) -> None:
        """Nobody makes an illegal move, nor another past."""
        reference = self.one(which)
        if reference is None:
            return
        now = self.ledger.known[reference]
        if to not in MOVES[now.state]:
            with pytest.raises(Conflict):
                now.moved(to, by, self.house.clock())
        forged = replace(now, history=(Move(self.house.clock(), by, None, to, "forged"), *now.history[1:]))

        async def forge() -> None:
            async with self.house.store.begin() as work:
                await work.procedures.save(forged)

        self.run(forge())

    @rule(jump=st.sampled_from(sorted(JUMPS)))
    def time_jumps(self, jump: str) -> None:
        """Clocks are set, machines sleep."""
        self.house.clock.advance(seconds=JUMPS[jump])

    @invariant()
    def nothing_is_lost_or_rewritten(self) -> None:
        """Hold everything against the ledger."""
        Life.steps += 1
        self.house.clock.advance(seconds=1)
        self.run(self.ledger.check([person.rpps for person in self.people], self.doors))

    async def learn(self, reference: str, to: State) -> None:
        """Take news of a procedure. Nobody answers what has not arrived."""
        known = self.ledger.known[reference]
        arrived = known.reached(State.SENT) or any(letter.reference == reference for letter in self.house.postman.sent)
        if to in (State.ACKNOWLEDGED, State.DONE) and not arrived:
            return
        proof = Proof(self.house.clock(), Evidence.REPLY, "<1@op.test>") if to is State.DONE else None
        await self.house.move(reference, to, Actor.AGENT if to is State.SENT else Actor.WORKER, "reply", proof)

    def under(self, weather: str, deed: Coroutine[Any, Any, object]) -> None:
        """Have something delivered while the server is so; afterwards it is fine again."""
        postman: Any = self.house.postman
        postman.failure, postman.dies_after_sending = WEATHER[weather], weather == "killed after"
        self.attempt(deed, ProcessDied)
        postman.failure, postman.dies_after_sending = None, False
