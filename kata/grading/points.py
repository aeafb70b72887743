"""What tests are worth, and how that sums up to a stage's and to a submission's points: only `passed` earns any."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

from kata.course.stages import Stage
from kata.grading.students import Student
from kata.judge.outcomes import Outcome


@dataclass(frozen=True)
class Likeness:
    """How many functions of a stage's file are those of the solution, spelling aside: it decides about no point.

    readable: whether the file could be read. functions: that there are to write; written: that are no stubs any more;
    same: of those, as in the solution; long: of those, so long that two people rarely write the same.
    """

    readable: bool
    functions: int
    written: int
    same: int
    long: int


@dataclass(frozen=True)
class StageResult:
    """One stage of one submission; its tests share its points by their weights. seconds: what it took of wall time.

    likeness: None where nobody has looked, or there is no file.
    """

    stage: Stage
    outcomes: tuple[Outcome, ...]
    seconds: float = field(default=0.0, compare=False)
    likeness: Likeness | None = None

    def count(self, state: str) -> int:
        """The number of tests in this state."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def passed(self) -> bool:
        """Whether all tests of the stage passed."""
        return self.count("passed") == len(self.outcomes)

    @property
    def points(self) -> float:
        if self.passed and any(each.test.weight for each in self.outcomes):
            return self.stage.points  # and not a sum that rounding has made smaller
        return math.fsum(self.worth(each) for each in self.outcomes if each.state == "passed")

    def worth(self, outcome: Outcome) -> float:
        """The points that a test of the stage is worth."""
        total = sum(each.test.weight for each in self.outcomes)
        return self.stage.points * outcome.test.weight / total if total else 0.0


@dataclass(frozen=True)
class Report:
    """One submission's grade.

    left_out: what in its folder the grader has not looked at, a sentence each. files: the hash of what it has judged.
    students: the rows of a class's `collected.csv` that belong to it. late_percent: of the points, for handing it in
    `days_late`; bonus: points that are added after that.
    """

    name: str
    folder: Path
    stages: tuple[StageResult, ...]
    left_out: tuple[str, ...] = ()
    files: str = ""
    students: tuple[Student, ...] = ()
    days_late: float = 0.0
    late_percent: float = 0.0
    bonus: float = 0.0

    @property
    def earned(self) -> float:
        """The points of the tests."""
        return sum(result.points for result in self.stages)

    @property
    def points(self) -> float:
        """What counts in the end."""
        return self.earned * (1 - self.late_percent / 100) + self.bonus

    @property
    def seconds(self) -> float:
        return sum(result.seconds for result in self.stages)

    @property
    def max_points(self) -> float:
        return sum(result.stage.points for result in self.stages)

    @property
    def graded(self) -> bool:
        """Whether every test has a verdict."""
        return not any(result.count("grader_error") for result in self.stages)
