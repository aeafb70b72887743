"""`python -m kata.grading.notebooks.child FOLDER NAME...`: the stage's file of each notebook, a line of JSON each.

It reads what a submission brought, so it may be ended at any moment, and takes from itself first what it does not need.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from kata.course.cells import Program, program_of
from kata.course.notebooks import LARGEST, code_cells, stage_of_notebook, top_names
from kata.grading.confined import confine


def read(file: Path) -> dict[str, Any]:
    """What a notebook is: why it is none, or the module of its stage (None: of no stage) and the file made of it.

    starts: where parts of the file begin, as (line of the file, number of the cell, line of the cell).
    """
    try:
        with file.open("rb") as opened:
            cells = code_cells(opened.read(LARGEST + 1))
    except (OSError, ValueError) as error:
        return {"why": str(error)[:200]}
    stage = stage_of_notebook(file.name, cells)
    if stage is None:
        return {"module": None}
    program = program_of(cells, top_names(stage))
    return {"module": stage.module, "text": program.text, "starts": _starts(program), "skipped": program.skipped}


def _starts(program: Program) -> list[tuple[int, str, int]]:
    """The lines of a file at which something other begins than the next line of the same cell."""
    lines = [(number, label, line) for number, (label, line) in enumerate(program.places, 1)]
    runs = groupby(lines, key=lambda each: (each[1], each[2] - each[0]))
    return [next(run) for _, run in runs]


if __name__ == "__main__":
    confine()
    for place, name in enumerate(sys.argv[2:]):
        answer = json.dumps([place, read(Path(sys.argv[1], name))]).encode("ascii") + b"\n"
        while answer:
            answer = answer[os.write(1, answer) :]
