"""One run of a stage in a process forked from the warm one, as the warm one sees it: what it says, and how it ended."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest

from kata.course.stages import Stage
from kata.course.text import quote
from kata.course.watchdog import GRACE, Hang
from kata.learner.card import Card, first_paragraph
from kata.learner.verdict import Verdict, name_of
from kata.learner.watch.reporting import ended

MARGIN = 10.0
"""Seconds that a test may say nothing beyond those that it has: its card takes a while, and so may a busy machine."""
FAREWELL = 1.0
"""Seconds that a process may take to end once it has closed its pipe."""


class Child:
    """A run. `over` is set when nothing more will come."""

    def __init__(
        self, stage: Stage, tests: Mapping[str, pytest.Function], close: tuple[int, ...], work: Callable[[int], None]
    ) -> None:
        """Fork, and do the work there, which gets the descriptor to write events to; `close` are not for it."""
        self.stage, self.tests = stage, tests
        self.start = self.heard = time.monotonic()
        self.test, self.limit, self.text = "", 0.0, b""
        self.finished = self.over = False
        self.events, write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            try:
                os.setsid()  # a group of its own, so that it can be killed with all that it starts
                for descriptor in (*close, self.events):
                    os.close(descriptor)
                work(write)
            finally:
                os._exit(0)
        os.close(write)

    def news(self) -> Iterator[dict[str, Any]]:
        """What it has said since the last look, and an explanation where it ended before it had finished."""
        data = self._read()
        *lines, self.text = (self.text + (data or b"")).split(b"\n")
        for line in lines:
            event = json.loads(line)
            self.finished = event["event"] == "finished"
            if event["event"] == "started":
                self.test, self.limit = event["test"], event["seconds"]
            if event["event"] == "ended":
                self.test = ""
            if event["event"] in ("ended", "advised"):
                yield event
        silent = time.monotonic() - self.heard
        if self.finished or data == b"" or silent > self.limit + GRACE + MARGIN:
            status = self.stop(FAREWELL if data == b"" else 0)
            if self.test:
                yield ended(self._explained(status, silent))

    def stop(self, patience: float = 0) -> int:
        """End it with all that it has started, after so many seconds; its exit status, negative for a signal."""
        end = time.monotonic() + patience
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        while not pid and time.monotonic() < end:
            time.sleep(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        with suppress(OSError):  # nobody is left in its group
            os.killpg(self.pid, signal.SIGKILL)
        if not pid:
            _, status = os.waitpid(self.pid, 0)
        os.close(self.events)
        self.over = True
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bytes | None:
        """What is there; None for nothing yet, and no bytes for the end."""
        if not select.select([self.events], [], [], 0)[0]:
            return None
        data = os.read(self.events, 1 << 20)
        if data:
            self.heard = time.monotonic()
        return data

    def _explained(self, status: int, silent: float) -> Verdict:
        """How the test ended that the process did not survive."""
        hangs = self.limit and silent >= self.limit
        because = str(Hang(self.limit)) if hangs else f"the process ended in this test: {_how(status)}"
        law = first_paragraph(self.tests[self.test].function) if self.test in self.tests else ""
        title = f"{self.stage.number:02} {self.stage.title}: {name_of(self.test)}"
        card = Card(title, law=law, because=because, replay=f"pytest {quote(self.test)}")
        return Verdict(self.test, self.stage, "timeout" if hangs else "crashed", card)


def _how(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    with suppress(ValueError):
        return signal.Signals(-status).name
    return f"signal {-status}"
