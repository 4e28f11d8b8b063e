"""
Measures a whole Balise on this machine: second start, memory, and what the gateway adds to a turn of Rasa's.

The same sentence goes in turn through the gateway (conversation, transcript, order) and straight to Rasa's REST channel.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

import click
import httpx

from balise.launch.checks import free_port
from balise.launch.supervisor import Stack, running_stack
from balise.settings import Settings

TURNS = 100
WARM_UP = 5
PER_CONVERSATION = 10
TEXT = "ma BAL est pleine"


async def gateway_turns(client: httpx.AsyncClient, stack: Stack, count: int) -> list[float]:
    """Return how long each answer took through the gateway, in milliseconds."""
    durations: list[float] = []
    while len(durations) < count:
        opened = (await client.post(f"{stack.url}/api/conversations")).json()
        messages = f"{stack.url}/api/conversations/{opened['conversation']}/messages"
        headers = {"Authorization": f"Bearer {opened['token']}"}
        for _ in range(PER_CONVERSATION):
            started = time.perf_counter()
            since = (await client.post(messages, json={"text": TEXT}, headers=headers)).json()["seq"]
            while not (await client.get(messages, params={"since": since, "wait": 20}, headers=headers)).json()["messages"]:
                pass
            durations.append((time.perf_counter() - started) * 1000)
    return durations


async def rasa_turns(client: httpx.AsyncClient, stack: Stack, count: int) -> list[float]:
    """Return how long each answer took on Rasa's own channel, in milliseconds."""
    durations: list[float] = []
    sender = f"bench-{time.time_ns()}"
    for _ in range(count):
        message = {"sender": sender, "message": TEXT}
        started = time.perf_counter()
        (await client.post(f"{stack.rasa_url}/webhooks/rest/webhook", json=message)).raise_for_status()
        durations.append((time.perf_counter() - started) * 1000)
    return durations


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1_000_000


def tell(title: str, durations: list[float]) -> None:
    """Write the middle and the slow end of some durations."""
    p95 = statistics.quantiles(durations, n=20)[-1]
    click.echo(f"{title:32} p50 {statistics.median(durations):6.0f} ms   p95 {p95:6.0f} ms   ({len(durations)} tours)")


async def measure(settings: Settings) -> None:
    """Start twice; measure the second time."""
    async with running_stack(settings):
        pass
    started = time.perf_counter()
    async with running_stack(settings) as stack, httpx.AsyncClient(timeout=30) as client:
        click.echo(f"{'prête au second démarrage':32} {time.perf_counter() - started:.1f} s")
        await gateway_turns(client, stack, 1)
        click.echo(f"{'… premiers messages compris':32} {time.perf_counter() - started:.1f} s")
        gateway: list[float] = []
        rasa: list[float] = []
        await rasa_turns(client, stack, WARM_UP)
        while len(gateway) < TURNS:  # Turn and turn about, so that both see the same machine.
            gateway += await gateway_turns(client, stack, PER_CONVERSATION)
            rasa += await rasa_turns(client, stack, PER_CONVERSATION)
        tell("un tour par la passerelle", gateway)
        tell("le même, directement à Rasa", rasa)
        for name, pid in stack.processes.items():
            click.echo(f"{'mémoire de ' + name:32} {resident_mb(pid):.0f} Mo")


def unhurried_settings(state: Path, rasa: str, actions: str) -> Settings:
    """Return the settings of a house that lets one visitor ask as quickly as they can."""
    rates = {f"rate_{what}": "1000/second" for what in ("writes", "reads", "openings", "sign_ins")}
    return Settings(state=state, port=free_port(), rasa_url=rasa, actions_url=actions, **rates)


def main() -> None:
    """Measure on free ports with a state of its own: a running Balise is not disturbed."""
    rasa, actions = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    with tempfile.TemporaryDirectory(prefix="balise-bench-") as state:
        asyncio.run(measure(unhurried_settings(Path(state), rasa, actions)))


if __name__ == "__main__":
    main()
