"""Rasa's door to `decision`, which knows nothing of Rasa."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.decision import Thresholds, decide
from bot.nlu.intent_classifier import CLAUSES

DECISION = "decision"
"""The property of a message that holds the decision, which actions read."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentDecider(GraphComponent, IntentClassifier):
    """Gives each message the intent to act upon; the fallback intent when it is better to ask, or not understood."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - Rasa's signature
        resource: Resource,  # noqa: ARG003 - Rasa's signature
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
    ) -> IntentDecider:
        """Build it; every threshold must be in the configuration."""
        return cls(Thresholds(**config))

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide, but for a button, whose intent is no guess."""
        for message in messages:
            if (message.get(TEXT) or "").startswith("/"):
                continue
            ranking = [(one["name"], one["confidence"]) for one in message.get(INTENT_RANKING_KEY, [])]
            clauses = [(one["name"], one["confidence"]) for one in message.get(CLAUSES, [])]
            decision = decide(ranking, clauses, self._thresholds)
            intent = decision.intent or DEFAULT_NLU_FALLBACK_INTENT_NAME
            message.set(INTENT, {"name": intent, "confidence": dict(ranking).get(intent, 1.0)}, add_to_output=True)
            message.set(DECISION, asdict(decision), add_to_output=True)
        return messages
