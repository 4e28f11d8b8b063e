"""What must stay true of procedures whatever happens, checked after every event."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from balise.errors import NotFound
from balise.model.conversation import Transcript
from balise.model.moment import in_france
from balise.model.procedure import MOVES, Actor, Evidence, Kind, Letter, Procedure, Proof, State
from balise.ports import Work
from tests.unit.usecases.house import House

FAR = timedelta(days=36_500)


class Ledger:
    """
    Remembers every procedure that was ever seen, and every letter that ever arrived.

    `order` are the references as they appeared; `settled` those whose cancellation an agent has told by other means.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.known: dict[str, Procedure] = {}
        self.order: list[str] = []
        self.settled: set[str] = set()
        self.arrived: dict[str, Letter] = {}
        self.deeds: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._read = 0

    async def check(self, holders: list[str], conversations: list[str]) -> None:
        """Read everything again, and hold it against what was known."""
        self._note_arrivals()
        async with self.house.store.begin() as work:
            kept = {procedure.reference: procedure for procedure in reversed(await work.procedures.all())}
            ours = (r for r, p in kept.items() if p.holder in holders or p.conversation in conversations)
            self.order.extend(reference for reference in ours if reference not in self.known)
            pending = set(await work.outbox.due(self.house.clock() + FAR))
            for reference in self.order:
                now = kept[reference]
                before = self.known.get(reference)
                self._check_life(now, before)
                self._check_requests(now, pending)
                await self._check_told(work, now, before)
                self.known[reference] = now
        self._check_drafts()

    def _note_arrivals(self) -> None:
        """A letter that arrives again is the very same; what is asked of somebody has one key."""
        for letter in self.house.postman.sent[self._read :]:
            reference, deed = letter.key[:9], letter.key[10:] if letter.is_news else letter.key[10:].partition("-")[0]
            first = self.arrived.setdefault(letter.key, letter)
            self.deeds[reference, deed].add(letter.key)
            assert (first.recipient, first.subject, first.body) == (letter.recipient, letter.subject, letter.body)
            assert {letter.key} == self.deeds[reference, deed], "a second delivery under a new key"
            assert reference == letter.reference
            assert deed != "reminder" or self.known[reference].open, "a reminder after the end"
        self._read = len(self.house.postman.sent)

    def _check_life(self, now: Procedure, before: Procedure | None) -> None:
        """History grows by legal moves, versions grow, the state is where the history ends, done is proven."""
        assert now.history[0].before is None
        for earlier, later in zip(now.history, now.history[1:], strict=False):
            assert earlier.after is later.before
            assert later.after in MOVES[earlier.after], "an illegal move"
        assert now.state is now.history[-1].after
        assert (now.state is State.DONE) == (now.proof is not None)
        if now.proof is not None and now.proof.by is Evidence.DIRECTORY and (before is None or before.open):
            self._check_gone(now, now.proof)
        assert not now.detail("reminded") or now.reached(State.SENT), "a reminder of what was never asked"
        if before is None:
            return
        assert now.history[: len(before.history)] == before.history, "a rewritten history"
        assert now == before or now.version > before.version, "a version that did not grow"

    def _check_gone(self, done: Procedure, proof: Proof) -> None:
        """What the directory proves is what it no longer shows, in a file of the day of the request or later."""
        directory = self.house.directory
        shown = {box.address for person in directory.professionals if person.rpps == done.holder for box in person.mailboxes}
        sent = done.reached_at(State.SENT)
        assert done.address not in shown, "done, they say"
        assert directory.as_of is not None
        assert sent is not None
        assert (proof.what, True) == (directory.as_of.isoformat(), directory.as_of >= in_france(sent).date())

    def _check_requests(self, now: Procedure, pending: set[str]) -> None:
        """Nothing asked is lost: it has left, waits in the outbox, or an agent has it. What may have arrived is called back."""
        reference = now.reference
        waits = {deed: any(key.startswith(f"{reference}-{deed}") for key in pending) for deed in ("request", "cancel")}
        came = {deed: bool(self.deeds.get((reference, deed))) for deed in ("request", "cancel")}
        if now.state is State.CONFIRMED:
            assert waits["request"] or now.needs_agent, "a lost request"
            return
        assert not waits["request"], "a request that would leave although it is past"
        sent = next((move for move in now.history if move.after is State.SENT), None)
        if sent is not None and sent.by is Actor.WORKER and sent.why != "may_have_left":
            assert came["request"], "sent, they say"
        if now.state is State.CANCELLED and (came["request"] or sent is not None):
            assert waits["cancel"] or came["cancel"] or now.needs_agent or reference in self.settled, "a lost cancellation"

    async def _check_told(self, work: Work, now: Procedure, before: Procedure | None) -> None:
        """Who waits for something that will not come is told where they asked."""
        gave_up = now.state is State.REFUSED and now.history[-1].why == "undeliverable"
        proven = now.proof is not None and now.proof.by is Evidence.DIRECTORY
        reminded = bool(now.detail("reminded")) and (before is None or not before.detail("reminded"))
        news = ((gave_up or proven) and (before is None or before.state is not now.state)) or (
            reminded or (now.needs_agent is not None and (before is None or before.needs_agent is None))
        )
        if news:
            try:
                said: Transcript = await work.conversations.transcript(now.conversation)
            except NotFound:
                return
            assert any(now.reference in message.text for message in said.messages), "nobody was told"

    def _check_drafts(self) -> None:
        """A person has one draft of each kind; a conversation of nobody too."""
        drafts: dict[tuple[Kind, str, str], list[str]] = defaultdict(list)
        for procedure in self.known.values():
            if procedure.state is State.DRAFT:
                nameless = procedure.conversation if not procedure.holder else ""
                drafts[procedure.kind, procedure.holder, nameless].append(procedure.reference)
        assert [] == [references for references in drafts.values() if len(references) > 1], "two drafts"
