"""Has notebooks read by child processes, and takes of what those say only what an honest one would."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata.course.notebooks import named_stage
from kata.course.stages import STAGES, Stage
from kata.course.text import told
from kata.grading.notebooks.places import Start
from kata.grading.reader import Reader

CHILD = "kata.grading.notebooks.child"
SECONDS = 15.0
"""For all notebooks of a submission; a process that reads them has 5 of processor time."""
MOST_NOTEBOOKS = 40
MOST_TEXT = 1 << 20
"""Bytes of the file that is made of one."""
MOST_BYTES = 32 << 20
MOST_STARTS = 100_000
NUMBER = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True)
class Answer:
    """What is known of a notebook: why it cannot be used, or the file of its stage; no stage where it is about none.

    skipped: the numbers of the cells that are no Python.
    """

    notebook: str
    why: str = ""
    stage: Stage | None = None
    text: bytes = b""
    starts: tuple[Start, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether it is named like a stage."""
        return named_stage(self.notebook) is not None

    @property
    def shown(self) -> str:
        return told(self.notebook, 60)


def read_notebooks(folder: Path, names: Sequence[str]) -> Iterator[Answer]:
    """What is known of each. One that ends the process that reads it costs itself only."""
    end, waiting = time.monotonic() + SECONDS, names[:MOST_NOTEBOOKS]
    for name in names[len(waiting) :]:
        yield Answer(name, f"is beyond the {MOST_NOTEBOOKS} notebooks that are read")
    while waiting and (left := end - time.monotonic()) > 0:
        with Reader(CHILD, [str(folder), *waiting], MOST_BYTES) as reader:
            lines = reader.lines(left)
        found: list[Answer] = []
        for line, name in zip(lines, waiting, strict=False):
            if not (answer := _answer(line, len(found), name)):
                break
            found.append(answer)
        yield from found
        for name in waiting[len(found) : len(found) + 1]:
            yield Answer(name, "cannot be read as a notebook in the time and memory that there are")
        waiting = waiting[len(found) + 1 :]
    for name in waiting:
        yield Answer(name, "was not read: the other notebooks have used up the time")


def _answer(line: bytes, place: int, name: str) -> Answer | None:
    """What a line says of a notebook; None for a line that no honest child writes."""
    try:
        place_told, said = json.loads(line)
        return _checked(said, name) if place_told == place else None
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _checked(said: Any, name: str) -> Answer:
    """ValueError, TypeError, LookupError or AttributeError for what no honest child says."""
    if "why" in said:
        return Answer(name, f"is no notebook: {told(said['why'], 200)}")
    if said["module"] is None:
        return Answer(name, "defines no function of a stage")
    stage = {stage.module: stage for stage in STAGES}[said["module"]]
    if (named_stage(name) or stage) is not stage:
        raise ValueError("its name says another stage")
    text = str(said["text"]).encode("utf-8")
    if len(text) > MOST_TEXT:
        return Answer(name, f"makes a file of {len(text):,} bytes; it may have {MOST_TEXT:,}")
    starts = tuple((_number(line), _label(cell), _number(inner)) for line, cell, inner in said["starts"][:MOST_STARTS])
    return Answer(name, "", stage, text, starts, tuple(map(_label, said["skipped"])))


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 10**9:
        raise ValueError("it is no number of a line")
    return value


def _label(value: Any) -> str:
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ValueError("it is no number of a cell")
    return value
