"""What an instructor may change about a grade: private tests, and how much tests and stages count."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kata.errors import ControlsError
from kata.results import Outcome, StageResult, StageTest
from kata.stages import STAGES, Stage

HIDDEN = "a private test"


@dataclass(frozen=True)
class Controls:
    """private: a folder with files named like the stage tests'. points: of stages, by number. weights: of tests, by
    name; a test counts 1 where nothing is said."""

    private: Path | None = None
    points: dict[int, float] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    def private_files(self, stage: Stage) -> list[str]:
        """The private tests of a stage: one file, or none."""
        file = self.private / Path(stage.test_file).name if self.private else None
        return [str(file)] if file and file.is_file() else []

    def marked(self, test: StageTest, stage: Stage) -> StageTest:
        """A test with its weight; of a private one nothing but the name is told."""
        private = not test.node_id.startswith(stage.test_file)
        weight = self.weights.get(test.name.partition("[")[0], 1.0)
        return replace(test, weight=weight, private=private, law=HIDDEN if private else test.law)

    def weigh(self, result: StageResult) -> StageResult:
        """A result with the stage's points, and with nothing said about private tests."""
        stage = replace(result.stage, points=self.points.get(result.stage.number, result.stage.points))
        outcomes = [
            Outcome(each.test, each.state, HIDDEN) if each.test.private and each.state != "passed" else each
            for each in result.outcomes
        ]
        return StageResult(stage, tuple(outcomes))


def load_controls(private: Path | None, weights: Path | None) -> Controls:
    """The controls out of a folder and a TOML file; either may be missing. ControlsError says what is wrong."""
    if private and not any((private / Path(stage.test_file).name).is_file() for stage in STAGES):
        raise ControlsError(f"--private: {private} has no file such as {Path(STAGES[0].test_file).name}")
    points, tests = _read_weights(weights) if weights else ({}, {})
    return Controls(private.resolve() if private else None, points, tests)


def _read_weights(file: Path) -> tuple[dict[int, float], dict[str, float]]:
    """`[points]` has stages by number, `[tests]` has tests by name."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ControlsError(f"--weights: {file} cannot be read: {error}") from error
    if unknown := table.keys() - {"points", "tests"}:
        raise ControlsError(f"--weights: there is no [{min(unknown)}]: use [points] and [tests]")
    points, tests = table.get("points", {}), table.get("tests", {})
    numbers = {str(stage.number): stage.number for stage in STAGES}
    if strange := [name for name in points if name not in numbers]:
        raise ControlsError(f"--weights: there is no stage {strange[0]}")
    return {numbers[name]: _number(name, value) for name, value in points.items()}, {
        name: _number(name, value) for name, value in tests.items()
    }


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise ControlsError(f"--weights: {name} should be a number from 0 up, and is {value!r}")
    return value
