"""What a grade consists of: frozen values that pass from the judge to the reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kata.course.stages import Stage

STATES = ("passed", "failed", "todo", "timeout", "crashed", "blocked", "error", "grader_error")
"""How a test can end. Only `passed` earns points; `blocked` is an earlier stage's fault, and `grader_error` the
engine's: it is never a verdict."""


@dataclass(frozen=True)
class StageTest:
    """A test of a stage as the grader knows it before it meets a submission: its id for pytest, and its law.

    weight: its share of the stage's points, relative to the others'. private: known by its name only.
    """

    node_id: str
    law: str
    weight: float = 1.0
    private: bool = False

    @property
    def name(self) -> str:
        return self.node_id.rpartition("::")[2]


@dataclass(frozen=True)
class Outcome:
    """How one test ended, and what there is to say about it."""

    test: StageTest
    state: str
    message: str = ""


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
        return sum(self.worth(each) for each in self.outcomes if each.state == "passed")

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
