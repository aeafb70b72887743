"""Stage 12 is built on the learner's other stages: which ones, and whether one of them is to blame.

A test of a stage is `blocked` when it does not pass and a stage that its file imports does not pass all its own
tests. Which stages those are is read in the text of the file, without running it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kata.course.stages import Stage


def may_be_blocked(stage: Stage, state: str, message: str) -> bool:
    """Whether another stage may be the cause of a test's end: it did not pass, and not because of its own stub."""
    own_stub = state == "todo" and message.startswith(f"stage {stage.number:02}: ")
    return state not in ("passed", "grader_error") and not own_stub


def blocked_message(broken: Stage) -> str:
    """What a blocked test says."""
    return f"waits for stage {broken.number:02} ({broken.title}), which does not pass its own tests"


def first_failing(folder: Path, stages: Sequence[Stage], root: Path, seed: str) -> Stage | None:
    """The first of these stages with a test that does not pass, found by running them in another process."""
    with tempfile.TemporaryDirectory(prefix="kata-") as scratch:
        record = Path(scratch, "record.jsonl")
        command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", f"--target={folder}"]
        command += [f"--record={record}", f"--hypothesis-seed={seed}", *(stage.test_file for stage in stages)]
        subprocess.run(command, cwd=root, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        events = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    passed = {event["test"] for event in events if event["event"] == "end" and event["state"] == "passed"}
    failed = [event["test"] for event in events if event["event"] == "start" and event["test"] not in passed]
    return next((stage for stage in stages if failed and failed[0].startswith(stage.test_file)), None)
