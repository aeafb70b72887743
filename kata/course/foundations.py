"""Stage 12 is built on the learner's other stages: which ones, and whether one of them is to blame.

A test of a stage is `blocked` when it does not pass and a stage that its file imports does not pass all its own
tests. Which stages those are is read in the text of the file, without running it.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kata.course.stages import STAGES, Stage

LARGE = frozenset({"matplotlib", "pandas", "scipy", "sklearn"})
LARGEST = 200_000
"""Bytes of a stage's file that are parsed, which takes a thousand times as much memory. It may also be a pipe."""
MOST_PACKAGES = 20


def foundations(folder: Path, stage: Stage) -> tuple[Stage, ...]:
    """The other stages that a target's stage imports, directly or through one another, in order of number."""
    found: set[str] = set()
    waiting = [stage.module]
    while waiting:
        names = _imported(folder / f"{waiting.pop()}.py") - found
        found |= names
        waiting += names
    return tuple(each for each in STAGES if each.module in found and each is not stage)


def packages_of(folder: Path, stage: Stage) -> tuple[str, ...]:
    """What a target's stage, or one below it, imports of the large packages that torch does not bring along."""
    files = [stage, *foundations(folder, stage)]
    names = {name for each in files for name in _imports(folder / f"{each.module}.py")}
    return tuple(sorted(name for name in names if name.partition(".")[0] in LARGE)[:MOST_PACKAGES])


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


def _imported(file: Path) -> set[str]:
    """The names of the stages that a file imports."""
    return _imports(file) & {stage.module for stage in STAGES}


def _imports(file: Path) -> set[str]:
    """The modules that a file imports, by their full names."""
    nodes = list(ast.walk(parse(file)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def parse(file: Path) -> ast.Module:
    """The text of a target's file, without running it; an empty one where it is no Python, or too large to be told."""
    try:
        if file.is_file() and file.stat().st_size <= LARGEST:
            return ast.parse(file.read_bytes())
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        pass
    return ast.Module([], [])
