"""What a process that runs tests tells the watch: one JSON object a line, of texts and numbers only.

{"event": "started", "test": ..., "seconds": ...}   a test begins, and has so long
{"event": "ended", "verdict": ..., "lines": ...}    how it ended, and its card as text
{"event": "advised", "verdict": ..., "lines": ...}  the same of its first card, with what the tutor knows
{"event": "finished"}                               all tests of the run have ended
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kata.course.stages import ROOT, STAGES
from kata.learner.pytest_plugin import id_of
from kata.learner.verdict import ATTRIBUTE, Verdict, stage_of_file


def options(target: str, numbers: Sequence[int]) -> list[str]:
    """What pytest is told: the settings of the repository, the target, and the tests of these stages."""
    files = [str(ROOT / STAGES[number - 1].test_file) for number in numbers]
    settings = ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", "-p", "no:cacheprovider"]
    return [*settings, f"--target={target}", *files]


def send(descriptor: int, *events: Mapping[str, Any]) -> None:
    """Write events, whole. OSError where nobody reads any more."""
    data = memoryview("".join(f"{json.dumps(event)}\n" for event in events).encode())
    while data:
        data = data[os.write(descriptor, data) :]


def ended(verdict: Verdict) -> dict[str, Any]:
    """The event of a test that has ended."""
    lines = verdict.card.lines() if verdict.card else []
    return {"event": "ended", "verdict": verdict.to_plain(), "lines": lines}


def remember(plugin: Any, known: Mapping[str, str]) -> None:
    """Tell the kata's plugin how tests of other stages ended: it need not run them to see what blocks a test."""
    for test, state in known.items():
        if stage := stage_of_file(test.partition("::")[0]):
            plugin.outcomes[test] = Verdict(test, stage, state)


class Reporter:
    """Sends each test's verdict, together with the start of the next: each message wakes those who read it.

    about: what each event says beside.
    """

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.events: list[dict[str, Any]] = []
        self.about: dict[str, int] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        kata: Any = item.config.pluginmanager.getplugin("kata")
        self._send({"event": "started", "test": id_of(item), "seconds": kata.watchdog.seconds})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if plain := getattr(report, ATTRIBUTE, None):
            self.events.append(ended(Verdict.from_plain(plain)))

    def advise(self, plugin: Any, items: Sequence[pytest.Item]) -> None:
        """Say what the tutor knows of the first of these tests that failed: all have ended, and are shown meanwhile."""
        outcomes = [plugin.outcomes[id_of(item)] for item in items if id_of(item) in plugin.outcomes]
        send(self.descriptor, *({**each, **self.about} for each in self.events))
        self.events = []
        if advised := plugin.advised(outcomes):
            self.events.append(ended(advised) | {"event": "advised"})

    def finish(self) -> None:
        """Say that all have ended."""
        self._send({"event": "finished"})

    def _send(self, event: dict[str, Any]) -> None:
        send(self.descriptor, *({**each, **self.about} for each in (*self.events, event)))
        self.events = []
