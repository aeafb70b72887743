"""A class as a table that fits 80 columns: a row a submission, a percentage or a single character a stage.

A `Row` is all that is kept of a submission for it, however many tests there are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kata.course.states import STATES
from kata.course.text import shorten
from kata.grading.points import Report, StageResult
from kata.grading.reasons import main_reasons

Column = tuple[str, list[str]]
"""A title, and a cell for each submission."""
NAMES = "submission"
WIDTH = 80
LETTERS = {
    "failed": "F",
    "todo": "t",
    "timeout": "T",
    "crashed": "C",
    "blocked": "B",
    "error": "E",
    "grader_error": "!",
}
"""What a stage without points shows: the most frequent state of its tests."""


@dataclass(frozen=True)
class Row:
    """One submission. stages: by number, the percent of its points, and a letter where there are none."""

    name: str
    folder: Path
    stages: tuple[tuple[int, str], ...]
    points: float
    max_points: float
    late: float
    graded: bool
    left_out: tuple[str, ...]
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> Row:
        """What a table shows of a report."""
        return cls(
            report.name,
            report.folder,
            tuple((result.stage.number, _mark(result)) for result in report.stages),
            report.points,
            report.max_points,
            report.late_percent,
            report.graded,
            report.left_out,
            tuple(main_reasons(report)),
        )

    @property
    def shown(self) -> str:
        """Its name at the start of a line, where a build server would take some texts for its commands."""
        return line_start(self.name)


def line_start(text: str) -> str:
    """A name of a submission as the start of a line."""
    name = shorten(text)
    return f"./{name}" if name.lstrip()[:1] in (":", "#") else name


def print_class(rows: Sequence[Row], console: Console) -> None:
    """Percentages where the names leave room for them, else one character a stage; names are cut last of all."""
    room = console.width if console.is_terminal else WIDTH
    longest = max(len(NAMES), *(cell_len(row.shown) for row in rows))
    wide, narrow = _columns(rows, _percentages(rows)), _columns(rows, _characters(rows))
    fits = longest + _width(wide) <= room
    columns = wide if fits else narrow
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(NAMES, no_wrap=True, overflow="ellipsis", width=min(longest, max(8, room - _width(columns))))
    for title, _ in columns:
        table.add_column(title, justify="right", no_wrap=True)
    for row, *cells in zip(rows, *(cells for _, cells in columns), strict=True):
        table.add_row(Text(row.shown), *cells)
    console.print(table, width=room)
    console.print(Text(_legend(rows, not fits)), soft_wrap=True)


def _columns(rows: Sequence[Row], stages: list[Column]) -> list[Column]:
    """All that is right of the names."""
    points = "points", [f"{row.points:.2f}" for row in rows]
    late = [("late", [f"-{row.late:g}%" if row.late else "" for row in rows])]
    return [
        *stages,
        points,
        ("of", [f"{row.max_points:g}" for row in rows]),
        *(late if any(row.late for row in rows) else []),
    ]


def _width(columns: list[Column]) -> int:
    return sum(1 + max(map(len, (title, *cells))) for title, cells in columns)


def _percentages(rows: Sequence[Row]) -> list[Column]:
    return [
        (f"{number:02}", [row.stages[place][1] for row in rows]) for place, (number, _) in enumerate(rows[0].stages)
    ]


def _characters(rows: Sequence[Row]) -> list[Column]:
    title = "".join(str(number % 10) for number, _ in rows[0].stages)
    return [(title, ["".join(map(_character, (mark for _, mark in row.stages))) for row in rows])]


def _character(mark: str) -> str:
    if mark in LETTERS.values():
        return mark
    return "." if mark == "100" else str(max(1, int(mark) // 10))


def _legend(rows: Sequence[Row], narrow: bool) -> str:
    """What the characters mean that are there."""
    seen = {mark for row in rows for _, mark in row.stages}
    letters = [f"{letter} {state.replace('_', ' ')}" for state, letter in LETTERS.items() if letter in seen]
    numbers = [". all passed", "1-9 tenths of the points"] if narrow else ["stages in percent"]
    return ", ".join([*numbers, *letters])


def _mark(result: StageResult) -> str:
    """The percent of the points, or a letter where there are none; an error of the grader is never hidden by others."""
    if result.passed:
        return "100"
    percent = math.floor(100 * result.points / result.stage.points) if result.stage.points else 0
    if result.count("grader_error") or not percent:
        return LETTERS[max(STATES[1:], key=lambda state: _weight(result, state))]
    return str(percent)


def _weight(result: StageResult, state: str) -> tuple[bool, bool, int]:
    """What decides about the letter of a stage."""
    count = result.count(state)
    return bool(count) and state == "grader_error", bool(count) and state != "todo", count
