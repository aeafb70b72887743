"""Judges a stage's file with some of its laws, in a process of its own: a hang does not take the kernel along."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from kata.course.cells import Program
from kata.course.stages import ROOT, Stage
from kata.errors import printable
from kata.learner.card import Card
from kata.learner.verdict import Verdict, name_of

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Result:
    """How a law ended; got and expected are there where they are small tensors."""

    law: str
    state: str
    card: Card | None = None
    todo: str = ""
    got: Array | None = None
    expected: Array | None = None


@dataclass(frozen=True)
class Checked:
    """A check: its results in the order of the laws. left: how many laws were not reached in the time there was."""

    about: str
    results: tuple[Result, ...]
    left: int = 0
    trouble: str = ""


def check(stage: Stage, about: str, program: Program, others: Path, laws: Sequence[str], seconds: float) -> Checked:
    """Run the laws on the program.

    others: a folder with the files of the other stages, for stage 12. about: what is checked, for people. seconds: all
    that may pass; then the process is ended.
    """
    with tempfile.TemporaryDirectory(prefix="kata-check-") as scratch:
        folder = Path(scratch) / "notebook"
        folder.mkdir()
        for file in others.glob("*.py"):
            (folder / file.name).write_bytes(file.read_bytes())
        (folder / f"{stage.module}.py").write_text(program.text, encoding="utf-8")
        results = Path(scratch) / "results"
        results.touch()
        output = _run([str(results), str(folder), *(f"{stage.test_file}::{law}" for law in laws)], seconds)
        lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    ended = [_result(line, stage, program, about) for line in lines if "verdict" in line]
    found = {each.law: each for each in ended}
    if lines and "start" in lines[-1]:
        name = name_of(lines[-1]["start"])
        found.setdefault(name, _cut_short(name, output))
    trouble = "" if found or output is None else _last_line(output)
    ordered = tuple(found[law] for law in laws if law in found)
    return Checked(about, ordered, len(laws) - len(ordered), trouble)


def _cut_short(name: str, output: str | None) -> Result:
    """The test in which the process ended: by the watchdog, which says so, from outside, or by the program itself."""
    hung = output is None or re.search(r"^Timeout \(", output, re.MULTILINE) is not None
    because = "still running when its time was up" if hung else "the process ended in this test"
    return Result(name, "timeout" if hung else "crashed", Card(name, because=because))


def _last_line(output: str) -> str:
    lines = [line for line in map(printable, output.splitlines()) if line.strip()]
    return lines[-1] if lines else "pytest said nothing"


def _run(arguments: list[str], seconds: float) -> str | None:
    """What the process said; None where it had to be ended. It is ended with all its children in any case."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": path, "MPLBACKEND": "Agg"}  # the kernel's backend is for its own cells
    command = [sys.executable, "-m", "kata.learner.notebook.child", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:  # after an interrupted cell too
        _end(process)
    return output.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        family = psutil.Process(process.pid)
        for each in [*family.children(recursive=True), family]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
    process.wait()


def _result(line: Mapping[str, Any], stage: Stage, program: Program, about: str) -> Result:
    verdict = Verdict.from_plain(line["verdict"])
    card = _in_cells(verdict.card, stage, program, about) if verdict.card else None
    if verdict.blocker:
        below = verdict.blocker
        card = Card(verdict.test, because=f"stage {below.number:02}, {below.title}, is not right yet")
    arrays = [_array(line.get(name)) for name in ("got", "expected")]
    return Result(name_of(verdict.test), verdict.state, card, verdict.todo, *arrays)


def _in_cells(card: Card, stage: Stage, program: Program, about: str) -> Card:
    """The card, with places in the notebook's cells and commands that a cell can run."""
    hint = re.sub(r"^python -m kata hint (\d+) (\S+)$", r"%hint \2", card.hint)
    because, got, place = (_moved(text, stage, program) for text in (card.because, card.got, card.place))
    return replace(card, because=because, got=got, place=place, hint=hint, replay=f"%check {about}")


def _moved(text: str, stage: Stage, program: Program) -> str:
    def place(match: re.Match[str]) -> str:
        number = int(match[1] or 0)
        known = 0 < number <= len(program.places)
        return "cell {}, line {}".format(*program.places[number - 1]) if known else "the notebook"

    return re.sub(rf"(?:\S*/)?{stage.module}\.py(?::(\d+))?", place, text)


def _array(plain: Mapping[str, Any] | None) -> Array | None:
    return np.array(plain["numbers"], dtype=plain["dtype"]) if plain else None
