"""What a judge writes down while it works, test by test, and what the grader reads in it.

The verdict comes from the record and never from an exit status. A test that was started and has no end in the record
is the one that ended the judge; the grader starts another judge for the tests after it.
"""

from __future__ import annotations

import json
import math
import signal
import time
from pathlib import Path
from typing import Any

from kata.course.stages import STAGES, Stage
from kata.judge.outcomes import Outcome, StageTest


def add_event(record: Path, name: str, **more: Any) -> None:
    """Append an event that is about no test."""
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"event": name, **more}) + "\n")


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


def finished_tests(events: list[dict[str, Any]], tests: tuple[StageTest, ...]) -> list[Outcome]:
    """The outcomes in the record, of the tests that were asked for, with what the tutor has said about them."""
    ends = {event["test"]: event for event in events if event["event"] == "end"}
    remarks = {event["test"]: event for event in events if event["event"] == "remark"}
    ends |= {name: ends[name] | remarks[name] for name in remarks if name in ends}
    return [
        Outcome(test, end["state"], end["message"], end.get("seconds", 0.0), end.get("looks_like", ""))
        for test in tests
        if (end := ends.get(test.node_id))
    ]


def stages_below(events: list[dict[str, Any]]) -> tuple[Stage, ...]:
    """The stages that the submission's file imports."""
    names = {name for event in events if event["event"] == "source" for name in event["below"]}
    return tuple(stage for stage in STAGES if stage.module in names)


def explain_end(events: list[dict[str, Any]], remaining: tuple[StageTest, ...]) -> list[Outcome]:
    """Outcomes for what ended a child before its work was done; `remaining` are the tests without an end.

    That is the test that it had started; where it had started none, all of them. One that ended between two tests
    decides none: they are tried again. A judge that ran out of a test's time was kept by the submission; one that
    ended in any other way is a fault of the grader.
    """
    starts = [event for event in events if event["event"] == "start"]
    culprits = [test for test in remaining if starts and test.node_id == starts[-1]["test"]]
    if starts and not culprits:
        return []
    seconds = starts[-1]["seconds"] if starts else math.inf  # fewer after an endless loop
    if starts and time.monotonic() - starts[-1]["time"] >= seconds:
        text = f"stopped after {seconds:g} seconds in this test"
        return [Outcome(test, "timeout", text, seconds) for test in culprits]
    doing = "in this test" if starts else "before its first test"
    reason = f"the judge ended by itself {doing}"
    return [Outcome(test, "grader_error", reason) for test in culprits or remaining]


def explain_exit(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        names = {each.value: each.name for each in signal.Signals}
        return f"the process was ended by {names.get(-code, f'signal {-code}')}"
    return f"the process exited with status {code}"
