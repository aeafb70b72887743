"""Where a line of a file that was made of a notebook is in that notebook, for those who read a report."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kata.course.text import told
from kata.grading.points import StageResult

PLACE = re.compile(r"(?<![\w.-])(stage\d\d_\w{1,40})\.py:(\d{1,7})(?!\d)")
MOST = 20
"""Places in a message that are explained."""
WIDTH = 60

Start = tuple[int, str, int]
"""Where a part of a file begins: the line of the file, the number of the cell, the line of the cell."""


@dataclass(frozen=True)
class Made:
    """A file that was made of a notebook. starts: where its parts begin, in order."""

    notebook: str
    starts: tuple[Start, ...]

    def place(self, line: int) -> str:
        """Where a line of the file is."""
        at = bisect(self.starts, line, key=lambda start: start[0]) - 1
        if at < 0:
            return told(self.notebook, WIDTH)
        first, cell, line_of_cell = self.starts[at]
        return f"cell {cell}, line {line_of_cell + line - first} of {told(self.notebook, WIDTH)}"


def with_places(result: StageResult, made: Mapping[str, Made]) -> StageResult:
    """A result whose messages say of each line of such a file also where it is in its notebook. made: by module."""
    if not made:
        return result

    def explain(found: re.Match[str]) -> str:
        notebook = made.get(found[1])
        return f"{found[0]} ({notebook.place(int(found[2]))})" if notebook else found[0]

    outcomes = (replace(each, message=PLACE.sub(explain, each.message, count=MOST)) for each in result.outcomes)
    return replace(result, outcomes=tuple(outcomes))
