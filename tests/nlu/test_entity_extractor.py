"""The component that reads entities, as Rasa runs it. What is read is tested with the model."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.data import TrainingType
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entity_extractor import FrenchEntityExtractor, today_in_france

JULIE = {"entity": "person", "value": "Julie Martin", "start": 16, "end": 28, "extractor": "FrenchEntityExtractor"}
DEMAIN = {"entity": "date", "value": "2026-03-03", "start": 0, "end": 6, "extractor": "FrenchEntityExtractor"}


def entities(text: str | None, *already: dict[str, Any]) -> list[dict[str, Any]]:
    """What a message has once the component, built for 2 March 2026, has read it."""
    message = Message({TEXT: text} | ({ENTITIES: list(already)} if already else {}))
    FrenchEntityExtractor(lambda: date(2026, 3, 2)).process([message])
    return message.as_dict(only_output_properties=True)[ENTITIES]


@pytest.mark.parametrize(
    ("text", "found"),
    [("accès pour Mme  Julie Martin", [JULIE]), ("demain", [DEMAIN]), ("ma boîte est pleine", []), ("", []), (None, [])],
)
def test_a_message_leaves_with_its_entities(text: str | None, found: list[dict[str, Any]]) -> None:
    """
    In Rasa's form, with the name of who found them; a list, even when it is empty.
    """
    assert found == entities(text)
    assert found == json.loads(json.dumps(entities(text)))


def test_entities_found_before_are_kept() -> None:
    """
    Those of another component come first.
    """
    other = {"entity": "object", "value": "x", "start": 0, "end": 1, "extractor": "Other"}

    assert [other, DEMAIN] == entities("demain", other)


def test_days_count_from_today_in_france() -> None:
    """
    Rasa builds the component itself, and the clock is then that of France.
    """
    built = FrenchEntityExtractor.create({}, None, Resource("extractor"), ExecutionContext(GraphSchema({})))
    before = today_in_france()
    (message,) = built.process([Message({TEXT: "aujourd'hui"})])

    assert message.get(ENTITIES)[0]["value"] in {before.isoformat(), today_in_france().isoformat()}


def test_rasa_knows_it_as_an_extractor() -> None:
    """
    Named in a pipeline, it runs when Rasa answers and not when it trains.
    """
    pipeline = [{"name": "bot.nlu.entity_extractor.FrenchEntityExtractor"}]
    graph = DefaultV1Recipe().graph_config_for_recipe({"pipeline": pipeline}, {}, TrainingType.NLU)
    schemas = (graph.train_schema, graph.predict_schema)
    uses = [[node.fn for node in schema.nodes.values() if node.uses is FrenchEntityExtractor] for schema in schemas]

    assert [[], ["process"]] == uses
