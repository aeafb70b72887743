"""A notebook as a file of a stage: its code cells, and the stage that it is about.

bytes of an .ipynb -> code_cells -> stage_of_notebook -> kata.course.cells.program_of

Needs neither torch nor a notebook library: processes that live for a moment import it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kata.course.cells import Cell, program_of
from kata.course.hints import hints_of
from kata.course.stages import STAGES, Stage

LARGEST = 16 << 20
"""Bytes of a notebook that are read; pictures in its outputs count too."""


def names_of_stage(stage: Stage) -> tuple[str, ...]:
    """The functions that a stage asks for, by their full names, in their order; a class stands for its `__init__`."""
    return tuple(name.removesuffix(".__init__") for name in hints_of(stage))


def top_names(stage: Stage) -> tuple[str, ...]:
    """The functions and classes of a stage."""
    return tuple(dict.fromkeys(name.partition(".")[0] for name in names_of_stage(stage)))


def most_about(defined: Iterable[str], stages: Sequence[Stage] = STAGES) -> Stage | None:
    """The stage of which most names are defined, of several the one that has fewest others; None where none is."""
    known = frozenset(defined)
    counts = {stage: len(known & set(top_names(stage))) for stage in stages}
    best = max(stages, key=lambda stage: (counts[stage], -len(top_names(stage))))
    return best if counts[best] else None


def code_cells(data: bytes) -> list[Cell]:
    """The code cells of a notebook, by their numbers among all cells. ValueError for what is none, with the reason."""
    if len(data) > LARGEST:
        raise ValueError("it is too large")
    try:
        return list(_code_cells(json.loads(data)["cells"]))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except (LookupError, TypeError, AttributeError):
        raise ValueError("it has no list of cells with their text") from None


def named_stage(name: str) -> Stage | None:
    """The stage that a notebook is about by its file's name."""
    return next((stage for stage in STAGES if name == f"{stage.module}.ipynb"), None)


def stage_of_notebook(name: str, cells: list[Cell]) -> Stage | None:
    """The stage that a notebook is about: by its name, or by the names that its cells define; None for neither."""
    every = {name for stage in STAGES for name in top_names(stage)}
    return named_stage(name) or most_about(program_of(cells, every).defined)


def _code_cells(cells: Any) -> Iterator[Cell]:
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            text = "".join(cell["source"])
            yield Cell(str(number), text.replace("\r\n", "\n").replace("\r", "\n"))
