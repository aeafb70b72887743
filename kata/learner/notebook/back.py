"""Makes stage files of notebooks, to be run by pytest or handed in: the other way round of `files`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kata.course.cells import Cell, Program, program_of
from kata.course.notebooks import LARGEST, code_cells, stage_of_notebook, top_names
from kata.course.stages import STAGES, Stage
from kata.course.whole_files import write_whole
from kata.errors import NotebookError, OutputError


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
            return code_cells(opened.read(LARGEST + 1))
    except (OSError, ValueError) as error:
        raise NotebookError(f"{file.name} is no notebook: {error}") from error


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
