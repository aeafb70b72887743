"""What tests are worth, and how that sums up to a stage's and to a submission's points: only `passed` earns any."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from kata.course.stages import Stage
from kata.judge.outcomes import Outcome


@dataclass(frozen=True)
class StageResult:
    """One stage of one submission; its tests share its points by their weights."""

    stage: Stage
    outcomes: tuple[Outcome, ...]

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
    """One submission's grade. left_out: what in its folder the grader has not looked at, a sentence each."""

    name: str
    folder: Path
    stages: tuple[StageResult, ...]
    left_out: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        return sum(result.points for result in self.stages)

    @property
    def max_points(self) -> float:
        return sum(result.stage.points for result in self.stages)

    @property
    def graded(self) -> bool:
        """Whether every test has a verdict."""
        return not any(result.count("grader_error") for result in self.stages)
