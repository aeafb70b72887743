"""Makes stage files of notebooks, to be run by pytest or handed in: the other way round of `files`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata.course.stages import STAGES, Stage
from kata.course.whole_files import write_whole
from kata.errors import NotebookError, OutputError
from kata.learner.notebook.cells import Cell, Program, program_of
from kata.learner.notebook.laws import most_about, top_names

LARGEST = 16 << 20


@dataclass(frozen=True)
class Made:
    """A stage's file that was made of a notebook. skipped: the numbers of the cells that are no Python."""

    file: Path
    notebook: str
    skipped: tuple[str, ...]


def read_cells(file: Path) -> list[Cell]:
    """The code cells of a notebook. NotebookError for what is none."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError("it is too large")
        return list(_code_cells(json.loads(data)["cells"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise NotebookError(f"{file.name} is no notebook: {error}") from error


def stage_of_notebook(name: str, cells: list[Cell]) -> Stage | None:
    """The stage that a notebook is about: by its name, or by the names that its cells define; None for neither."""
    for stage in STAGES:
        if name == f"{stage.module}.ipynb":
            return stage
    every = {name for stage in STAGES for name in top_names(stage)}
    return most_about(program_of(cells, every).defined)


def make_stages(folder: Path, into: Path) -> list[Made]:
    """Write a file for each stage that a notebook of the folder is about.

    Raises NotebookError where there is none, or two are about one stage; OutputError where a file is there already.
    """
    programs: dict[Stage, tuple[str, Program]] = {}
    for file in sorted(folder.glob("*.ipynb")):
        cells = read_cells(file)
        stage = stage_of_notebook(file.name, cells)
        if stage is None:
            continue
        if stage in programs:
            text = f"{programs[stage][0]} and {file.name} are both about stage {stage.number}"
            raise NotebookError(f"{text}: move one of them elsewhere")
        programs[stage] = file.name, program_of(cells, top_names(stage))
    if not programs:
        raise NotebookError(f"{folder} holds no notebook of a stage: one is named {STAGES[0].module}.ipynb")
    files = {stage: into / f"{stage.module}.py" for stage in programs}
    if there := [file for file in files.values() if file.exists()]:
        raise OutputError(f"{there[0]} is there already: name a new folder")
    try:
        into.mkdir(parents=True, exist_ok=True)
        for stage, (_, program) in programs.items():
            write_whole(files[stage], program.text.encode())
    except OSError as error:
        raise OutputError(f"{into}: {error.strerror}") from error
    return [Made(files[stage], name, program.skipped) for stage, (name, program) in programs.items()]


def _code_cells(cells: Any) -> Iterator[Cell]:
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            yield Cell(str(number), "".join(cell["source"]))
