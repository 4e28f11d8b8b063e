"""What a visitor types as a secret or a patient's data goes no further than the gateway."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.canaries import CANARIES, TYPED
from tests.database import holding
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor


async def test_no_table_and_no_dialogue_gets_it(visitor: Visitor, engine: AsyncEngine, rasa: RasaServer) -> None:
    """Nor as a button, nor in what is answered; what is said next is kept, and heard."""
    for sentence in TYPED:
        await visitor.ask(sentence)
        await visitor.post({"button": sentence})
    await visitor.ask("ma BAL est pleine, témoin 4417")

    told = "\n".join(message["text"] for message in (await visitor.read())["messages"])
    assert {"public.messages"} == await holding(engine, ["témoin 4417"])
    assert set() == await holding(engine, CANARIES)
    assert [] == [word for word in CANARIES if word in told]
    assert ["ma BAL est pleine, témoin 4417"] == rasa.heard_from(visitor.id)
