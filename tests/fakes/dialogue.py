"""A dialogue engine that says what it is told to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from balise.errors import BaliseError
from balise.model.conversation import Reply, Understanding


class FakeDialogue:
    """
    The `Dialogue` port. `answers` maps what is said (a sentence or a payload) to the replies; the rest is echoed.

    `heard` keeps (session, text) in order. Set `failure` to make it fail.
    """

    def __init__(self, answers: Mapping[str, Sequence[Reply]] | None = None) -> None:
        self.answers = dict(answers or {})
        self.heard: list[tuple[str, str]] = []
        self.failure: BaliseError | None = None

    async def answer(self, dialogue: str, text: str) -> tuple[Reply, ...]:
        if self.failure is not None:
            raise self.failure
        self.heard.append((dialogue, text))
        return tuple(self.answers.get(text, [Reply(f"J’ai entendu « {text} ».")]))

    async def understand(self, text: str) -> Understanding:
        if self.failure is not None:
            raise self.failure
        return Understanding("hors_sujet", 0.5)

    @property
    def said(self) -> list[str]:
        """What it heard, whatever the session."""
        return [text for _, text in self.heard]
