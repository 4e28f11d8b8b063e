"""How the tests are shared between processes (`make test`)."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """Gives each process the next file; what needs a whole Balise (tests/stack.py) goes to one process, which starts one."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return "stack" if path.startswith("tests/dialogue/") or path == "tests/browser/test_journeys.py" else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """Take the files in their order: the browser's come first, and the longest are among them."""
    return ByFile(config, log)
