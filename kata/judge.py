"""Runs the stage tests against one submission in a child process, and reads what the child recorded.

The verdict comes from the record, test by test, and never from the exit status: a submission that calls
`os._exit(0)` ends its process with "success". A test that was started and has no end in the record is the one that
ended the process; the caller starts another child for the tests after it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kata.results import Outcome, StageTest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Limits:
    """What the tests of a submission may use. Seconds are wall time; a stage's include those of its tests."""

    stage_seconds: float = 60.0
    test_seconds: float = 10.0
    memory_bytes: int = 4 << 30
    seed: int = 0


def run_tests(target: Path, arguments: list[str], record: Path, limits: Limits) -> None:
    """The child's life: shut the doors, run pytest, and leave without waiting for anybody's threads."""
    os.setsid()  # a group of its own, so that it can be killed with all its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _add_event(record, "begun")
    _silence()
    _limit_resources(limits)
    os.chdir(ROOT)
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    options = ["-c", "pyproject.toml", "--rootdir=.", "-s", "-p", "no:cacheprovider", "--assert=plain"]
    options += ["-p", "_hypothesis_pytestplugin", f"--hypothesis-seed={limits.seed}"]
    options += [f"--target={target}", f"--record={record}", f"--test-timeout={limits.test_seconds}"]
    pytest.main([*options, *arguments])
    _add_event(record, "finished")
    os._exit(0)


def read_record(record: Path) -> list[dict[str, Any]]:
    """The events that a child wrote; a line cut off in the middle is no event."""
    events = []
    for line in record.read_text(encoding="utf-8", errors="replace").splitlines() if record.exists() else []:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and "event" in event:
            events.append(event)
    return events


def collected_tests(events: list[dict[str, Any]]) -> tuple[StageTest, ...]:
    """The tests that a child found."""
    tests = [test for event in events if event["event"] == "collected" for test in event["tests"]]
    return tuple(StageTest(test["id"], test["law"]) for test in tests)


def finished_tests(events: list[dict[str, Any]], tests: tuple[StageTest, ...]) -> list[Outcome]:
    """The outcomes in the record, of the tests that were asked for."""
    ends = {event["test"]: event for event in events if event["event"] == "end"}
    return [
        Outcome(test, ends[test.node_id]["state"], ends[test.node_id]["message"])
        for test in tests
        if test.node_id in ends
    ]


def explain_end(
    events: list[dict[str, Any]], remaining: tuple[StageTest, ...], exit_code: int | None, began: float, limits: Limits
) -> list[Outcome]:
    """Outcomes for what ended a child before its work was done; `remaining` are the tests without an end.

    That is the test that it had started. A child that ended while it imported the stage, or before it had done any
    test, decides all the remaining ones. One that ended between two tests decides none: they are tried again.
    """
    if not events:
        return [Outcome(test, "grader_error", f"the child never ran: {_exit(exit_code)}") for test in remaining]
    starts = [event for event in events if event["event"] == "start"]
    culprits = [test for test in remaining if starts and test.node_id == starts[-1]["test"]]
    if starts and not culprits:
        return []
    importing = not starts
    since = began if importing else starts[-1]["time"]
    finished = any(event["event"] == "finished" for event in events)
    hung = not finished and time.monotonic() - since >= limits.test_seconds
    doing = "while the file was imported, or right after" if importing else "in this test"
    state = "timeout" if hung else "crashed"
    how = "the test run was stopped" if finished else _exit(exit_code)
    message = f"stopped after {limits.test_seconds:g} seconds {doing}" if hung else f"{how} {doing}"
    return [Outcome(test, state, message) for test in (remaining if importing else culprits)]


def _add_event(record: Path, name: str) -> None:
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"event": name}) + "\n")


def _exit(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        return f"the process was ended by {signal.Signals(-code).name}"
    return f"the process exited with status {code}"


def _silence() -> None:
    """Whatever is printed from here on, by whichever process, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _limit_resources(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
