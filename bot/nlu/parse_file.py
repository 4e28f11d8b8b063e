"""
Understand many messages with a trained archive, without a server: evaluation reads its output.

    python -m bot.nlu.parse_file MODEL.tar.gz < lines of JSON strings > lines of JSON objects
"""

import asyncio
import json
import logging
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from bot.launch_rasa import prepare


def parse_lines(model: str, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield, for each line, the ranking of every intent and what was decided on it."""
    agent = _loaded(model)
    with asyncio.Runner() as runner:
        for line in lines:
            text = json.loads(line)
            started = time.perf_counter()
            # Rasa obeys a leading slash instead of parsing it; the gateway takes it off what people write, and so do we.
            parsed = runner.run(agent.parse_message(text.lstrip("/")))
            elapsed = time.perf_counter() - started
            yield {
                "text": text,
                "intent_ranking": parsed["intent_ranking"],
                "decision": parsed["decision"],
                "entities": parsed["entities"],
                "parse_ms": round(elapsed * 1000, 3),
            }


def _loaded(model: str) -> Any:
    prepare()
    import structlog  # noqa: PLC0415 - nothing of Rasa before the stubs
    from rasa.core.agent import Agent  # noqa: PLC0415

    # Unconfigured, Rasa's logger prints every parsed text on standard output.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    return Agent.load(model)


def main(arguments: list[str]) -> int:
    """Read standard input, write standard output; anything Rasa says goes to standard error."""
    if len(arguments) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    for row in parse_lines(arguments[0], sys.stdin):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
