"""What comes back to the mailbox that letters leave from, and what it is worth for a procedure. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from balise.model.designation import find_address
from balise.model.procedure import Kind, Procedure, State
from balise.model.wording import fold


class Nature(StrEnum):
    """Who, or what, wrote a message."""

    PERSON = "person"
    RESPONDER = "responder"
    """An autoresponder: out of office, receipt (RFC 3834)."""
    MACHINE = "machine"
    """A program or a list, perhaps for a person: the notices of a ticketing tool."""
    BOUNCE = "bounce"
    """What could not be delivered (RFC 3464)."""
    OURS = "ours"
    """One of our own letters, come round."""


class Fate(StrEnum):
    """What becomes of a message in the mailbox, where it stays in any case."""

    NOISE = "noise"
    """Nobody needs to read it."""
    KEPT = "kept"
    """It has been understood; its text is there for who wants it."""
    AGENT = "agent"
    """An agent has to read it."""


class Worth(StrEnum):
    """What a message is worth."""

    NOISE = "noise"
    KEPT = "kept"
    AGENT = "agent"
    REPLY = "reply"
    """The other side has answered."""
    UNDELIVERABLE = "undeliverable"
    """Our request could not be delivered, and never will."""
    LOST = "lost"
    """Something of ours could not be delivered; what it was is for a person to say."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    One message of the mailbox, without its text.

    `handle` names it there; `at` is when the mailbox received it. `sender` is the bare address, lower case, empty when there
    is none or more than one; `doubtful` says that the mailbox's server found it forged. `answers` are the references of our
    letters that it answers by its headers (or, for a bounce, of the requests that came back), `named` those its subject names,
    `mentioned` those its text does. `failed` are the addresses that a bounce says cannot be reached for good.
    """

    handle: str
    at: datetime
    nature: Nature
    sender: str = ""
    subject: str = ""
    message_id: str = ""
    answers: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    doubtful: bool = False


_ASKED = frozenset({State.CONFIRMED, State.SENT})
"""A confirmed request may have left without our knowing: the worker was killed in between."""


def worth(arrival: Arrival, found: Sequence[Procedure], support: str) -> Worth:
    """
    Return what a message is worth for the procedure it is about; `found` are those it seems to be about.

    A message that may be about several, or of somebody we did not write to, moves nothing, whatever it says: an agent reads it.
    """
    match arrival.nature:
        case Nature.OURS | Nature.RESPONDER:
            return Worth.NOISE
        case Nature.MACHINE:
            return Worth.AGENT if found else Worth.NOISE
    if len(found) != 1 or arrival.doubtful:
        return Worth.AGENT
    (procedure,) = found
    recipient = recipient_of(procedure, support)
    if arrival.nature is Nature.BOUNCE:
        return _worth_of_bounce(arrival, procedure, recipient)
    # A practitioner may be of the very house that was asked: answering our news, they do not answer our request.
    asked = same_house(arrival.sender, recipient) and (arrival.sender == recipient or arrival.sender != told_at(procedure))
    return _worth_of_words(procedure) if asked else Worth.AGENT


def recipient_of(procedure: Procedure, support: str) -> str:
    """Return whom the request went to: the operator, or the support desk."""
    return procedure.detail("recipient") or support


NOWHERE = "nowhere"
"""The `notify` of who wants no more news by e-mail, wherever it went, or who left a ticket with a BAL, which none reaches."""

_OF_ANOTHER = "".join(rf"(?<!\b{word} )" for word in ("vous", "vs", "tu", "avez", "as", "ai", "a", "ont", "avons"))
"""No subject nor auxiliary before: « vous ne m’écrivez plus » deplores what « ne m’écrivez plus » asks for."""
_DEPLORED = "".join(rf"(?<!\b{words} de )" for words in ("normal", "marre", "impression"))
_RECEIVE = r"recevoir(?! (?:\w+ ){0,4}(?:boites?|bal|adresses?|messagerie)\b)"
_MAIL = r"(?:nouvelles|e?mails?|courriels?)"
_NEAR = r"(?:(?!(?:boites?|bal|adresses?|messagerie|comptes?|mon|ce|cet|attend\w*) )\w+ ){0,3}"
"""A few words, none of which makes a mail a box, or something waited for."""
_STOPS_NEWS = re.compile(
    rf"{_DEPLORED}\bne plus (?:\w+ ){{0,2}}(?:ecrire|prevenir|prevenue?|{_RECEIVE}|envoyer)\b"
    rf"|{_OF_ANOTHER}\bne (?:m|me|nous) (?:ecri(?:vez|s)|prev(?:enez|iens)|envoyez) (?:plus|pas|rien)\b"
    r"|^ne (?:m|me|nous) envoie (?:plus|pas|rien)\b"
    rf"|(?:\b(?:arreter|cesser|stop|j?veu[xt]? plus|voulons plus|ne (?:souhait|voudr|desir)\w+ plus|plus besoin)"
    rf"|{_OF_ANOTHER}\b(?:arretez?|cessez?))"
    rf" {_NEAR}(?:{_MAIL}|ecri\w+|preven(?:ir|ue?s?)|{_RECEIVE}|(?:m|me|nous) envoy(?:er|iez))\b"
    rf"|\b{_MAIL}\b.*\bn en (?:faut|veux|veut|voulons) plus\b"
    r"|\bdesabonn\w*"
)


def stops_news(text: str) -> bool:
    """Say whether a sentence about one's requests asks for no more e-mail: « ne plus m’écrire », « stop aux courriels »."""
    return _STOPS_NEWS.search(fold(text)) is not None


def told_at(procedure: Procedure) -> str:
    """Return where the practitioner is also told its news, empty for nowhere: `notify`, or the contact left with a ticket."""
    if noted := procedure.detail("notify"):
        return "" if noted == NOWHERE else noted
    return (find_address(procedure.detail("contact")) or "") if procedure.kind is Kind.TICKET else ""


def _worth_of_words(procedure: Procedure) -> Worth:
    if procedure.state in _ASKED:
        return Worth.REPLY
    return Worth.KEPT if procedure.state in (State.ACKNOWLEDGED, State.DONE) else Worth.AGENT


def _worth_of_bounce(arrival: Arrival, procedure: Procedure, recipient: str) -> Worth:
    only_news = bool(arrival.failed) and set(arrival.failed) <= {told_at(procedure)} - {recipient.lower()}
    if procedure.state is State.REFUSED or only_news:
        return Worth.NOISE
    came_back = procedure.reference in arrival.answers and recipient.lower() in arrival.failed
    if came_back and procedure.state in _ASKED:
        return Worth.UNDELIVERABLE
    return Worth.LOST if procedure.open else Worth.AGENT


def same_house(sender: str, recipient: str) -> bool:
    """Say whether an address is of the domain we wrote to, or of one below it."""
    theirs, asked = ("." + address.lower().rpartition("@")[2] for address in (sender, recipient))
    return "@" in sender and "@" in recipient and theirs.endswith(asked)
