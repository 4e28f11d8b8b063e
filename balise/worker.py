"""
The worker's jobs: the outbox, what expires or ends, the purge, on procrastinate's PostgreSQL queue.

A letter is queued by the transaction that writes it (adapters/store/outbox.py), the look at a new file of the directory by the
one that imports it (adapters/directories/extraction/importer.py); the sweep, and the hour, catch what was put off.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import DeleteJobCondition, Status

from balise.wiring import Wiring

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

    _keep_watch(app, wiring)
    _keep_house(app, wiring)
    _forget(app, wiring)
    return app


def _keep_watch(app: App, wiring: Wiring) -> None:
    """Add the jobs that look after what was asked for."""

    @app.periodic(cron="47 * * * *")
    @app.task(name=wiring.follow_up_task, queueing_lock=wiring.follow_up_task, lock=wiring.follow_up_task)
    async def follow_up(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate passes it; a new file does not
        # In this order: nobody is reminded of what the directory shows to be done.
        verified = await wiring.verify_procedures()()
        reminded, unanswered = await wiring.remind_operators()()
        log.info("procedures_followed_up", verified=verified, reminded=reminded, unanswered=unanswered)

    @app.periodic(cron="37 * * * *")
    @app.task(name="end_delegations", queueing_lock="end_delegations")
    async def end_delegations(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        warned, ended = await wiring.delegations().end_due()
        log.info("delegations_looked_at", warned=warned, ended=ended)


def _keep_house(app: App, wiring: Wiring) -> None:
    """Add the jobs that time asks for."""

    @app.periodic(cron="7 3 * * *")
    @app.task(name="expire_drafts", queueing_lock="expire_drafts")
    async def expire_drafts(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        log.info("drafts_expired", count=await wiring.expire_drafts()())

    @app.periodic(cron="* * * * *")
    @app.task(name="drop_stalled_jobs", queueing_lock="drop_stalled_jobs")
    async def drop_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        for job in await app.job_manager.get_stalled_jobs():
            # Its worker was killed. A letter that waits is the sweep's; a periodic job comes again by itself.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
            log.warning("stalled_job_dropped", task=job.task_name)


def _forget(app: App, wiring: Wiring) -> None:
    """Add the jobs that keep nothing longer than was said, or asked."""

    async def delete_old_jobs(age: timedelta) -> int:
        # The queue does not tell how many there were.
        await app.job_manager.delete_old_jobs(nb_hours=int(age.total_seconds() // 3600), include_failed=True)
        return 0

    @app.periodic(cron="17 3 * * *")
    @app.task(name="purge", queueing_lock="purge")
    async def purge(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        for what, count in (await wiring.privacy().purge(delete_old_jobs)()).items():
            log.info("forgotten", what=what, count=count)

    @app.periodic(cron="* * * * *")
    @app.task(name=wiring.erase_task, queueing_lock=wiring.erase_task, lock=wiring.erase_task)
    async def erase_asked(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate passes it; a person who asks does not
        if count := await wiring.privacy().finish():
            log.info("conversations_erased", count=count)


async def work(wiring: Wiring) -> None:
    """Do jobs until stopped by SIGINT or SIGTERM, beginning with what was left undone."""
    for name in await wiring.note_settings()():
        log.info("setting_changed", what=name)
    async with build_worker(wiring).open_async() as app:
        await wiring.deliver()()
        await wiring.delegations().end_due()
        await wiring.privacy().finish()
        # A letter's own row says that it has left: its job need not be kept.
        await app.run_worker_async(concurrency=4, delete_jobs=DeleteJobCondition.SUCCESSFUL)
