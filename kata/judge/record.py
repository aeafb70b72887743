"""What a judge writes down while it works, test by test, and what the grader reads in it.

The verdict comes from the record and never from an exit status. A test that was started and has no end in the record
is the one that ended the judge; the grader starts another judge for the tests after it.
"""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import Any

from kata.judge.limits import Limits
from kata.judge.results import Outcome, StageTest


def add_event(record: Path, name: str) -> None:
    """Append an event that is about no test."""
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"event": name}) + "\n")


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
        return [Outcome(test, "grader_error", f"the child never ran: {explain_exit(exit_code)}") for test in remaining]
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
    how = "the test run was stopped" if finished else explain_exit(exit_code)
    message = f"stopped after {limits.test_seconds:g} seconds {doing}" if hung else f"{how} {doing}"
    return [Outcome(test, state, message) for test in (remaining if importing else culprits)]


def explain_exit(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        names = {each.value: each.name for each in signal.Signals}
        return f"the process was ended by {names.get(-code, f'signal {-code}')}"
    return f"the process exited with status {code}"
