"""Telling practitioners what happened while they were away: where they asked, and by e-mail when they want it."""

from __future__ import annotations

import structlog

from balise.errors import NotFound
from balise.model.conversation import Author, Draft
from balise.model.procedure import NEWS, Letter, Procedure
from balise.model.reply import told_at
from balise.ports import Texts, Work

log = structlog.get_logger()


async def tell(work: Work, texts: Texts, procedure: Procedure, news: str, **words: str) -> bool:
    """
    Say a text of `texts` in the conversation of a procedure, and write it to who left an address for its news.

    The same news of a procedure is one letter, whoever tells it again. False when the conversation is forgotten and there is no
    address: nobody is left to tell.
    """
    reply = texts.say(news, **{"reference": procedure.reference, **words})
    address = told_at(procedure)
    if address:
        said = {"reference": procedure.reference, "news": reply.text}
        subject, body = texts.line("letter_news_subject", **said), texts.line("letter_news_body", **said)
        await work.outbox.add(Letter(procedure.key(NEWS, news), procedure.reference, address, subject, body))
    try:
        await work.conversations.append(procedure.conversation, Draft(Author.ASSISTANT, reply))
    except NotFound:
        log.info("nobody_to_tell", reference=procedure.reference, by_email=bool(address))
        return bool(address)
    return True
