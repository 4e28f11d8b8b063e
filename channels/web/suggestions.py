"""What Balise can do, for the widget to search in."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel

from channels.web.routes import TheGateway

router = APIRouter(prefix="/api", tags=["conversation"])


class TopicBody(BaseModel):
    """One need: what to send to say it, and words that lead to it, lower case and without accents."""

    title: str
    words: list[str]


@router.get("/suggestions")
async def read_suggestions(gateway: TheGateway, response: Response) -> list[TopicBody]:
    """Read what Balise can do. It changes with the texts and the guides only."""
    response.headers["Cache-Control"] = "public, max-age=3600"
    return [TopicBody(title=topic.title, words=list(topic.words)) for topic in gateway.wiring.list_topics()()]
