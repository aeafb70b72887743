"""One run in a fresh process, where there is no fork: it takes an order as the warm process does, and ends with it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pytest

from kata.course.stages import STAGES
from kata.learner.pytest_plugin import id_of, stage_of
from kata.learner.watch.reporting import Reporter, options, remember, send


class Cold(Reporter):
    """Runs the stages of an order one by one."""

    def __init__(self, descriptor: int, order: Mapping[str, Any]) -> None:
        super().__init__(descriptor)
        self.order = order

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests, and tell of each stage when it begins and ends."""
        remember(session.config.pluginmanager.getplugin("kata"), self.order["known"])
        following = dict(zip(session.items, [*session.items[1:], None], strict=True))
        for stage, group in groupby(session.items, stage_of):
            items = [item for item in group if isinstance(item, pytest.Function)]
            start = time.monotonic()
            self.about = {"run": self.order["run"], "stage": stage.number if stage else 0}
            send(self.descriptor, {"event": "begun", **self.about, "tests": [id_of(item) for item in items]})
            for item in items:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following[item])
            self.advise(session.config.pluginmanager.getplugin("kata"), items)
            self._send({"event": "finished", "seconds": time.monotonic() - start})
        return True


def main(target: str) -> None:
    """The process's life: one order on standard input, its events on standard output."""
    order, reports = json.loads(sys.stdin.readline()), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    numbers = [number for number in order["stages"] if 1 <= number <= len(STAGES)]
    pytest.main(["-p", "no:logging", *options(target, numbers)], plugins=[Cold(reports, order)])


if __name__ == "__main__":
    main(sys.argv[1])
