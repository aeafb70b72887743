"""The warm process: it has torch, Hypothesis, pytest, the collected tests and their inputs, and forks for each run.

A stage's tests are dealt out to as many forks as there are cores, up to PARTS.

It reads orders, one JSON object a line (`{"run": 7, "stages": [2], "known": {test: state}, "likely": [2, 3]}`), and
answers with the events of `reporting`, each with the numbers of the run and of the stage. A new order stops the run
before it. While there is nothing to do it draws the inputs of the stages that are likely to be asked for; a test that
has none is run by Hypothesis, as in pytest. The target is never imported here, but in the forks only.
"""

from __future__ import annotations

import gc
import json
import os
import select
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from kata.course.stages import STAGES, Stage
from kata.course.target import MODULES
from kata.learner.drawn import examples_of
from kata.learner.examples import Example
from kata.learner.pytest_plugin import id_of, stage_of
from kata.learner.watch.child import Child
from kata.learner.watch.reporting import options, send
from kata.learner.watch.run import Later, run_tests

LOOK = 0.2
"""Seconds between two looks at a run that says nothing."""
PARTS = 4
"""Into how many processes a stage's tests are divided at most: each imports the stage for itself."""


class Warm:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, orders: int, reports: int) -> None:
        self.orders, self.reports = orders, reports
        self.text = b""
        self.run, self.queue = 0, list[int]()
        self.known: dict[str, str] = {}
        self.likely: list[int] = []
        self.children: list[Child] = []
        """The parts of the run that is going on."""
        self.begun = 0.0
        self.idle = False
        self.examples: dict[str, list[Example]] = {}
        self.drawn: set[str] = set()
        self.items: dict[Stage, list[pytest.Function]] = {stage: [] for stage in STAGES}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if isinstance(item, pytest.Function) and (stage := stage_of(item)):
                self.items[stage].append(item)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do what is ordered until the watch hangs up."""
        self._tell({"event": "ready"})
        while True:
            if not self.children and self.queue:
                self._start(session, STAGES[self.queue.pop(0) - 1])
            item = None if self.children or self.queue else next(self._undrawn(), None)
            if not item and not self.children and not self.idle:
                self.idle = True
                self._tell({"event": "idle"})
            if self._ordered(0 if item else LOOK if self.children else None):
                if not self._take_order():
                    return True
            elif self.children:
                self._relay()
            elif item:
                self._draw(item)

    def _ordered(self, seconds: float | None) -> bool:
        """Wait for an order, for news of the run or for so long; whether there is an order."""
        sources = [self.orders, *(child.events for child in self.children)]
        return self.orders in select.select(sources, [], [], seconds)[0]

    def _take_order(self) -> bool:
        """Stop what runs, and read what is to be done instead; False where the watch has hung up."""
        data = os.read(self.orders, 1 << 20)
        self.text += data
        *lines, self.text = self.text.split(b"\n")
        self.idle = False
        for line in lines[-1:] if data else [b""]:
            for child in self.children:
                child.stop()
            self.children = []
            order = json.loads(line or "{}")
            self.run, self.queue = order.get("run", 0), order.get("stages", [])
            self.known, self.likely = order.get("known", {}), order.get("likely", [])
        return bool(data)

    def _start(self, session: pytest.Session, stage: Stage) -> None:
        items = self.items[stage]
        gc.freeze()  # a fork that collects would copy the memory that it shares
        self.begun = time.monotonic()
        self._tell({"event": "begun", "run": self.run, "stage": stage.number, "tests": [id_of(item) for item in items]})
        parts = max(1, min(PARTS, cores(), len(items)))
        for first in range(parts):
            self.children.append(self._fork(session, stage, items[first::parts]))

    def _fork(self, session: pytest.Session, stage: Stage, items: list[pytest.Function]) -> Child:
        """A process that runs these tests."""
        tests = {id_of(item): item for item in items}
        close = (self.orders, self.reports, *(child.events for child in self.children))
        known, examples = self.known, self.examples
        return Child(stage, tests, close, lambda events: run_tests(session, items, examples, known, events))

    def _relay(self) -> None:
        """Hand on what the run says, and be ready for the next when all its parts have ended."""
        stage = self.children[0].stage
        for child in self.children:
            for event in child.news():
                self._tell({**event, "run": self.run, "stage": stage.number})
                if event["event"] == "ended":
                    self.known[event["verdict"]["test"]] = event["verdict"]["state"]
        self.children = [child for child in self.children if not child.over]
        if not self.children:
            seconds = time.monotonic() - self.begun
            self._tell({"event": "finished", "run": self.run, "stage": stage.number, "seconds": seconds})

    def _undrawn(self) -> Iterator[pytest.Function]:
        likely = [item for number in self.likely for item in self.items[STAGES[number - 1]]]
        return (item for item in likely if id_of(item) not in self.drawn)

    def _draw(self, item: pytest.Function) -> None:
        self.drawn.add(id_of(item))
        if (found := examples_of(item)) is not None:
            self.examples[id_of(item)] = found

    def _tell(self, event: dict[str, Any]) -> None:
        send(self.reports, event)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(target: str) -> None:
    """The process's life: orders on standard input, events on standard output."""
    orders, reports = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    torch.set_num_threads(1)
    for name in MODULES:
        sys.modules[name] = Later(name)
    arguments = ["-p", "no:logging", *options(target, [stage.number for stage in STAGES])]
    pytest.main(arguments, plugins=[Warm(orders, reports)])


if __name__ == "__main__":
    main(sys.argv[1])
