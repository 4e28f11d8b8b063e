"""
The auto-reply, field by field: on which box, until when, where it redirects, in which words.

Sheet « Identifier ses BAL »: an auto-reply on the dépubliée box redirects to the active one. No sheet speaks of an absence.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from balise.model.choice import Choice, choice_in
from balise.model.form import Taken, confirms
from balise.model.french.dates import Period, Trouble
from balise.model.period import NO_END, Days, dated, days_in, other_days, start_of, with_year
from balise.model.procedure import Procedure
from balise.model.wording import fold, means_yes


class Asked(StrEnum):
    """The fields, in the order they are asked; the redirection only for a box that is no longer used."""

    BOX = "auto_reply_box"
    PERIOD = "auto_reply_period"
    REDIRECTION = "auto_reply_redirection"
    TEXT = "auto_reply_text"
    CONFIRMED = "auto_reply_confirmed"


WRITING = "writing"
"""The detail that is filled while the words of an auto-reply are being asked for: any sentence may then be them."""

_REQUEST = (
    r"\b(je (voudrais|veux|souhaite|prefere|ne (veux|souhaite))|j aimerais|peux tu|pouvez vous|modifi\w*|corrig\w*"
    r"|sans (reponse|message)|pas celle)\b"
)
_TO_CORRESPONDENTS = (
    r"\b(ecrivez|adressez vous|contactez|appelez|joignez|tournez vous)\b.* (a|au|vers|mon|ma|le|la|notre)\b"
    r"|\bmerci d (ecrire|appeler|utiliser)\b|\bveuillez\b|\b(boite|adresse|bal) n est plus\b|\bje ne (consulte|lis|releve) plus\b"
)


def looks_like_auto_reply(text: str) -> bool:
    """Say whether a message is itself the text of an auto-reply rather than an answer about it."""
    folded = fold(text)
    if "?" in text or re.search(_REQUEST, folded):
        return False
    if len(text) > 60 or folded.startswith(("bonjour ", "madame ", "cher ", "chere ")):
        return True
    return re.search(_TO_CORRESPONDENTS, folded) is not None


def take_words(draft: Procedure, text: str, proposed: str) -> tuple[Procedure, Taken] | None:
    """
    Take the answer to « which words? »: the words themselves, a yes to those proposed, or the wish to write others.

    Return (the draft, what became of the answer), None when it is none of these.
    """
    choice, writing = choice_in(text), bool(draft.detail(WRITING))
    if looks_like_auto_reply(text) or (writing and choice is None):
        return draft.edited(auto_reply=text.strip(), **{WRITING: None}), Taken.TAKEN
    if writing and means_yes(text):
        return draft, Taken.NOT_AN_ANSWER
    if choice is Choice.YES:
        return draft.edited(auto_reply=proposed, **{WRITING: None}), Taken.TAKEN
    if choice in (Choice.WRITE, Choice.EDIT_AUTO_REPLY):
        return draft.edited(**{WRITING: "yes"}), Taken.WRITE
    return None


_NO_MORE = (
    r"\b(utilis|consult|lis|lit|ouvr|relev|regard|ser[st])\w*( du tout| vraiment)? plus\b"
    r"|\bplus (utilisee?|consultee?|lue?|relevee?|active)\b|\binutilisee?\b|\bpour (toujours|de bon)\b|\bdefinitiv\w*"
    r"|\bchang\w+ d adresse\b|\bsans (date de )?fin\b"
)
_AWAY = (
    r"\b(absen\w*|conges?|vacances|deplacement|formation|arret|maternite|paternite|quelques jours|temporaire\w*|provisoire\w*)\b"
)


def no_longer_used(text: str) -> bool:
    """Say whether a sentence speaks of a box that is used no longer: its auto-reply then has no end."""
    return re.search(_NO_MORE, fold(text)) is not None


def lasts_for_good(draft: Procedure) -> bool:
    """Say whether the auto-reply is to stay: its box is used no longer."""
    return draft.detail("end") == NO_END


def take_days(draft: Procedure, text: str, today: date) -> Procedure:
    """
    Return the draft with the days a sentence tells, or what is wrong with them; as it was when it tells none.

    The words and the redirection that were chosen for other days are to be chosen again.
    """
    days = _days(draft, text, today)
    if days.period is Trouble.NOTHING:
        return draft
    changed = dated(other_days(draft) if draft.detail("end") else draft, days)
    same = (draft.detail("start"), draft.detail("end")) == (changed.detail("start"), changed.detail("end"))
    return changed if same else changed.edited(kept=None, auto_reply=None)


def _days(draft: Procedure, text: str, today: date) -> Days:
    """Read the days. A box used no longer needs no last one; an absence that is told without any is vague, in no words."""
    begins = None if lasts_for_good(draft) else start_of(draft)
    days = days_in(with_year(draft, text), today, begins)
    if isinstance(days.period, Period):
        return days
    if no_longer_used(text):
        return Days(Period(days.start or today, None))
    return Days(Trouble.VAGUE) if days.period is Trouble.NOTHING and re.search(_AWAY, fold(text)) else days


def answers(asked: Asked, text: str) -> bool:
    """
    Say whether a sentence answers what was asked by its wording alone, whatever else it may seem to be about.

    A bare no is left out: « non, je veux parler à quelqu'un » says more than no.
    """
    match asked:
        case Asked.PERIOD if no_longer_used(text):
            return True
        case Asked.TEXT if looks_like_auto_reply(text):
            return True
        case Asked.CONFIRMED if confirms(text):
            return True
    return choice_in(text) not in (None, Choice.NO)


_TARGET = re.compile(
    r"\b(?:vers|(?:[ée]cri(?:re|vez)|redirig\w+)(?: d[ée]sormais)? (?:à|a|sur)|sur ma nouvelle)\b", re.IGNORECASE
)


def halves(text: str) -> tuple[str, str]:
    """Return the part of a sentence that may name the box, and the one that tells where to redirect to, if any."""
    match = _TARGET.search(text)
    return (text[: match.start()], text[match.start() :]) if match else (text, "")
