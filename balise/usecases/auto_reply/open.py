"""Start an auto-reply, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.auto_reply import halves
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.moment import in_france
from balise.model.period import without_days
from balise.model.procedure import Kind
from balise.usecases.auto_reply.desk import AutoReplyView
from balise.usecases.drafts.open import OpenDraft


@dataclass(frozen=True, slots=True)
class OpenAutoReply(OpenDraft[AutoReplyView]):
    """Return the person's draft, making one when there is none; among the boxes are those that Balise had depublished."""

    kind = Kind.AUTO_REPLY

    def about_box(self, text: str, person: Person, boxes: tuple[Mailbox, ...]) -> str:  # noqa: ARG002 - of any person
        """Leave out where it redirects to, which is anybody's, and its days."""
        about, _ = halves(text)
        return without_days(about, in_france(self.clock()).date())
