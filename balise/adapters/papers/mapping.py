"""From a procedure, a delegation or an address to the words of its paper. Pure: the layouts choose nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from balise.adapters.papers.typography import clean, clean_lines, shortened
from balise.adapters.papers.words import Words
from balise.model.mailbox import Mailbox, Professional, Structure
from balise.model.paper import DelegationTerms, Right
from balise.model.procedure import Evidence, HandOver, Kind, Move, Procedure, Proof, State
from balise.ports import Texts

LONGEST = 80
"""Characters of a name or a place in the kit: with more, the QR code of the contact could not hold them all."""

SHORTEST = 16
"""Characters of a title or a postcode there."""

Sheet = dict[str, Any]
"""What a layout receives: texts, lists of texts, lists of rows."""


def receipt(procedure: Procedure, at: datetime, words: Words, texts: Texts, support: str) -> Sheet:
    """Return what the receipt of a procedure says."""
    limits = words.lines("receipt.limits_verified" if procedure.proof else "receipt.limits_unverified")
    limits += words.lines("receipt.limits_lines")
    if procedure.kind is Kind.UNPUBLISH:
        limits += words.lines("receipt.limits_unpublish")
    return {
        "title": words.line("receipt.title", reference=procedure.reference),
        "made": words.line("receipt.made", at=words.moment(at)),
        "footer": words.line("footer_reference", reference=procedure.reference),
        "page": words.line("page", page="{page}", pages="{pages}"),
        "asked": words.line("receipt.asked"),
        "fields": _fields(procedure, words, texts),
        "history": words.line("receipt.history"),
        "columns": [words.line(f"receipt.history_{name}") for name in ("at", "state", "by", "why")],
        "moves": [_move(move, words, texts) for move in procedure.history],
        "limits": words.line("receipt.limits"),
        "limits_lines": limits,
        "help": words.line("receipt.help", support=support),
    }


def memo(terms: DelegationTerms, at: datetime, words: Words) -> Sheet:
    """Return what the memo of a delegation says."""
    reference = clean(terms.reference)
    said = {name: words.line(f"memo.{name}") for name in _MEMO}
    return said | {
        "made": words.line("made", at=words.moment(at)),
        "footer": words.line("footer_reference", reference=reference) if reference else words.line("footer"),
        "page": words.line("page", page="{page}", pages="{pages}"),
        "holder_name": _identity(terms.holder_name, terms.holder, words),
        "holder_signs": clean(terms.holder_name),
        "address": clean(terms.address),
        "delegate_name": clean(terms.delegate_name),
        "delegate_role": words.line(f"memo.role_{terms.role}"),
        "delegate_email": clean(terms.delegate_email),
        "rights_rows": [[words.line(f"memo.right_{r}"), said["allowed" if r in terms.rights else "not_allowed"]] for r in Right],
        "duration_line": words.line("memo.duration_line", duration=_duration(terms, words)),
        "reminders_lines": words.lines("memo.reminders_lines"),
    }


def contact(holder: Professional, box: Mailbox, words: Words) -> dict[str, str]:
    """Return what the texts of the kit are filled with; an unknown word is empty."""
    place = box.structure or Structure("")
    profession, skill = clean(holder.profession), clean(holder.skill)
    trade = words.line("kit.trade", profession=profession, skill=skill) if profession and skill else profession or skill
    structure, city = shortened(place.name, LONGEST), shortened(place.city, LONGEST)
    return {
        "name": shortened(holder.full_name, LONGEST),
        "family": shortened(holder.family, LONGEST),
        "given": shortened(holder.given, LONGEST),
        "prefix": shortened(holder.title, SHORTEST),
        "trade": shortened(trade, LONGEST),
        "structure": structure,
        "street": shortened(place.address, LONGEST),
        "postcode": shortened(place.postcode, SHORTEST),
        "city": city,
        "place": words.line("kit.place", structure=structure, city=city) if structure and city else structure or city,
        "address": clean(box.address),
    }


def qr_table(contact: dict[str, str], words: Words) -> tuple[tuple[str, str], ...]:
    """Return what the QR code of a contact holds, as (label, value)."""
    town = " ".join(filter(None, (contact["postcode"], contact["city"])))
    said = contact | {"street": ", ".join(filter(None, (contact["street"], town)))}
    return tuple((label, said[name]) for name, label in words.labels("kit.qr_table").items() if said[name])


def card(contact: dict[str, str], alt: str, qr: str, words: Words) -> Sheet:
    """Return what a card says, its QR code (SVG) included."""
    return contact | {
        "title": words.line("kit.card.title", name=contact["name"]),
        "label": words.line("kit.card_label"),
        "hint": words.line("kit.card_qr"),
        "alt": alt,
        "qr": qr,
    }


def _fields(procedure: Procedure, words: Words, texts: Texts) -> list[list[str]]:
    confirmed = next((move.at for move in procedure.history if move.after is State.CONFIRMED), None)
    named = _identity(procedure.holder_name, procedure.holder, words) if procedure.holder_name else words.line("nobody")
    known = [
        ("reference", procedure.reference),
        ("kind", _capital(texts.line(f"kind_{procedure.kind}"))),
        ("address", procedure.address),
        ("holder", named),
        ("at", words.moment(confirmed) if confirmed else words.line("receipt.not_yet")),
        ("state", _capital(texts.line(f"state_{procedure.state}"))),
        ("verified", _verified(procedure.proof, words) if procedure.proof else ""),
        ("agent", _followed(procedure.needs_agent, words) if procedure.needs_agent else ""),
    ]
    details = [(label, _said(name, procedure.detail(name), words)) for name, label in words.labels("receipt.details").items()]
    labelled = [(words.line(f"receipt.{name}"), value) for name, value in known] + details
    return [[label, clean_lines(value)] for label, value in labelled if value]


def _move(move: Move, words: Words, texts: Texts) -> list[str]:
    state = _capital(texts.line(f"state_{move.after}"))
    return [words.moment(move.at), state, words.line(f"receipt.by_{move.by}"), words.instead("receipt.why", move.why)]


def _verified(proof: Proof, words: Words) -> str:
    at = words.moment(proof.at)
    if proof.by is Evidence.DIRECTORY and (day := _day(proof.what)):
        return words.line("receipt.proofs.directory_of", at=at, day=words.day(day))
    detailed = f"{proof.by}_{proof.what}"
    known = words.instead("receipt.proofs", detailed)
    return words.line(f"receipt.proofs.{detailed if known else proof.by}", at=at)


def _followed(needs: HandOver, words: Words) -> str:
    why = words.instead("receipt.why", needs.why)
    return words.line("receipt.agent_since" if why else "receipt.agent_only", at=words.moment(needs.at), why=why)


def _said(name: str, value: str, words: Words) -> str:
    """Return a field's value as people read it: words of ours and days are said in French, what somebody typed stays."""
    if name in _DAYS and (day := _day(value)):
        return words.day(day)
    if name not in words.labels("receipt.values"):
        return value
    said = [words.instead(f"receipt.values.{name}", word) for word in value.split()]
    return ", ".join(said) if all(said) else value


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _identity(name: str, rpps: str, words: Words) -> str:
    return words.line("identity" if rpps else "identity_bare", name=name, rpps=rpps)


def _duration(terms: DelegationTerms, words: Words) -> str:
    start = words.day(terms.start)
    if terms.end is None:
        return words.line("permanent", start=start)
    return words.line("same_day" if terms.end == terms.start else "range", start=start, end=words.day(terms.end))


_DAYS = frozenset({"start", "end", "reminded"})
"""The fields of a procedure that are days."""

_MEMO = (
    "title parties holder holder_role box delegate rights right granted allowed not_allowed duration reminders source signatures"
    " signed_on signature"
).split()
