"""
Train or run one pipeline in a process of its own, so that its time and memory are its own.

    python -m evaluation.pipelines.run train CONFIG.yml DATA.yml FOLDER    makes FOLDER/model.tar.gz and FOLDER/train.json
    python -m evaluation.pipelines.run parse MODEL.tar.gz TEXTS.json OUT.json
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.launch_rasa import prepare

WARM_UP = ("bonjour", "ma boîte est pleine", "je voudrais parler à quelqu'un")


def train(config: str, data: str, folder: str) -> None:
    """Train a Rasa NLU model and write how long it took."""
    from rasa.model_training import train_nlu  # noqa: PLC0415 - nothing of Rasa before the stubs

    started, worked = time.perf_counter(), time.process_time()
    model = train_nlu(config, data, folder, fixed_model_name="model")
    taken = {"train_s": time.perf_counter() - started, "train_cpu_s": time.process_time() - worked}
    if model is None:
        raise SystemExit("Rasa trained nothing")
    Path(folder, "train.json").write_text(json.dumps({**taken, "model_mb": Path(model).stat().st_size / 1e6}))


def parse(model: str, texts: str, out: str) -> None:
    """Write the ranking of each text, the processor time it took, and the memory this process then holds."""
    from rasa.core.agent import Agent  # noqa: PLC0415

    agent = Agent.load(model)
    with asyncio.Runner() as runner:
        for text in WARM_UP:
            runner.run(agent.parse_message(text))
        rows = [_timed(runner, agent, text) for text in json.loads(Path(texts).read_text(encoding="utf-8"))]
    Path(out).write_text(json.dumps({"rows": rows, "resident_mb": resident_mb()}), encoding="utf-8")


def _timed(runner: asyncio.Runner, agent: Any, text: str) -> dict[str, Any]:
    started = time.process_time()
    # Rasa obeys a leading slash instead of parsing it; the gateway takes it off what people write, and so do we.
    parsed = runner.run(agent.parse_message(text.lstrip("/")))
    elapsed = time.process_time() - started
    ranking = [(one["name"], round(float(one["confidence"]), 6)) for one in parsed["intent_ranking"]]
    return {"ranking": ranking, "ms": round(elapsed * 1000, 3)}


def resident_mb() -> float:
    """Return the resident memory of this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def main(arguments: list[str]) -> int:
    """Get Rasa ready as the product does, or as it comes where TensorFlow is; then do one of the two."""
    if find_spec("tensorflow"):
        from rasa.utils.tensorflow.environment import setup_tf_environment  # noqa: PLC0415

        setup_tf_environment()  # The number of threads, which Rasa reads on its own command line only.
    else:
        prepare()
    import structlog  # noqa: PLC0415

    # Unconfigured, Rasa's logger prints every parsed text, which takes longer than parsing it.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    {"train": train, "parse": parse}[arguments[0]](*arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
