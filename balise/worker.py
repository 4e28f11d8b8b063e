"""
The worker's jobs: the outbox and the purge, on procrastinate's PostgreSQL queue.

A letter is queued by the transaction that writes it (adapters/store/outbox.py); the sweep catches those put off.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import DeleteJobCondition

from balise.wiring import Wiring, now

log = structlog.get_logger()


def build_worker(wiring: Wiring) -> App:
    """Return the queue's application with its tasks; open it, then run it."""
    app = App(connector=PsycopgConnector(conninfo=wiring.url))

    @app.task(name=wiring.deliver_task)
    async def deliver_letter(key: str) -> None:
        await wiring.deliver().one(key)

    @app.periodic(cron="* * * * *")
    @app.task(name="sweep_outbox", queueing_lock="sweep_outbox")
    async def sweep_outbox(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        await wiring.deliver()()

    @app.periodic(cron="17 3 * * *")
    @app.task(name="purge", queueing_lock="purge")
    async def purge(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        limit = now() - timedelta(days=wiring.settings.keep_conversations_days)
        async with wiring.store.begin() as work:
            forgotten = await work.conversations.forget_before(limit)
        log.info("conversations_forgotten", count=forgotten)

    return app


async def work(wiring: Wiring) -> None:
    """Do jobs until stopped by SIGINT or SIGTERM, beginning with what was left undone."""
    async with build_worker(wiring).open_async() as app:
        await wiring.deliver()()
        # A letter's own row says that it has left: its job need not be kept.
        await app.run_worker_async(concurrency=4, delete_jobs=DeleteJobCondition.SUCCESSFUL)
