"""
The worker's jobs: the outbox, what expires or ends, the purge, on procrastinate's PostgreSQL queue.

A letter is queued by the transaction that writes it (adapters/store/outbox.py); the sweep catches those put off.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import DeleteJobCondition, Status

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

    @app.periodic(cron="* * * * *")
    @app.task(name="take_replies", queueing_lock="take_replies", lock="take_replies")
    async def take_replies(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        if take := wiring.take_replies():
            await take()

    _keep_house(app, wiring)
    return app


def _keep_house(app: App, wiring: Wiring) -> None:
    """Add the jobs that time asks for."""

    @app.periodic(cron="17 3 * * *")
    @app.task(name="purge", queueing_lock="purge")
    async def purge(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        limit = now() - timedelta(days=wiring.settings.keep_conversations_days)
        async with wiring.store.begin() as work:
            forgotten = await work.conversations.forget_before(limit)
        log.info("conversations_forgotten", count=forgotten)
        log.info("procedures_forgotten", count=await wiring.forget_procedures()())
        await app.job_manager.delete_old_jobs(nb_hours=24 * 30, include_failed=True)

    @app.periodic(cron="7 3 * * *")
    @app.task(name="expire_drafts", queueing_lock="expire_drafts")
    async def expire_drafts(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        log.info("drafts_expired", count=await wiring.expire_drafts()())

    @app.periodic(cron="37 * * * *")
    @app.task(name="end_delegations", queueing_lock="end_delegations")
    async def end_delegations(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        warned, ended = await wiring.delegations().end_due()
        log.info("delegations_looked_at", warned=warned, ended=ended)

    @app.periodic(cron="* * * * *")
    @app.task(name="drop_stalled_jobs", queueing_lock="drop_stalled_jobs")
    async def drop_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        for job in await app.job_manager.get_stalled_jobs():
            # Its worker was killed. A letter that waits is the sweep's; a periodic job comes again by itself.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
            log.warning("stalled_job_dropped", task=job.task_name)


async def work(wiring: Wiring) -> None:
    """Do jobs until stopped by SIGINT or SIGTERM, beginning with what was left undone."""
    async with build_worker(wiring).open_async() as app:
        await wiring.deliver()()
        await wiring.delegations().end_due()
        # A letter's own row says that it has left: its job need not be kept.
        await app.run_worker_async(concurrency=4, delete_jobs=DeleteJobCondition.SUCCESSFUL)
