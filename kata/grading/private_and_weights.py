"""What an instructor may change about a grade: private tests, and how much tests and stages count."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kata.course.stages import ROOT, STAGES, Stage
from kata.errors import ControlsError
from kata.grading.instructor_files import read_text
from kata.grading.points import StageResult
from kata.judge.outcomes import StageTest

HIDDEN = "a private test"


@dataclass(frozen=True)
class Controls:
    """private: a folder with files named like the stage tests'. points: of stages, by number. weights: of tests, by
    name; a test counts 1 where nothing is said. tells: whether reports say what went wrong in a private test."""

    private: Path | None = None
    points: dict[int, float] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    tells: bool = False

    def private_files(self, stage: Stage) -> list[str]:
        """The private tests of a stage: one file, or none."""
        file = self.private / Path(stage.test_file).name if self.private else None
        return [str(file)] if file and file.is_file() else []

    def marked(self, test: StageTest, stage: Stage) -> StageTest:
        """A test with its weight; of a private one nothing but the name is told."""
        private = not test.node_id.startswith(stage.test_file)
        weight = self.weights.get(test.name.partition("[")[0], 1.0)
        return replace(test, weight=weight, private=private, law=HIDDEN if private and not self.tells else test.law)

    def weigh(self, result: StageResult) -> StageResult:
        """A result with the stage's points, and with nothing said about private tests."""
        stage = replace(result.stage, points=self.points.get(result.stage.number, result.stage.points))
        outcomes = [
            each if self.tells or not each.test.private or each.state == "passed" else replace(each, message=HIDDEN)
            for each in result.outcomes
        ]
        return StageResult(stage, tuple(outcomes))


def load_controls(private: Path | None, weights: Path | None) -> Controls:
    """The controls out of a folder and a TOML file; either may be missing. ControlsError says what is wrong."""
    if private and not private.is_dir():
        raise ControlsError(f"--private: there is no folder {private}")
    if private and not any((private / Path(stage.test_file).name).is_file() for stage in STAGES):
        raise ControlsError(f"--private: {private} has no file such as {Path(STAGES[0].test_file).name}")
    controls = Controls(private.resolve() if private else None)
    if not weights:
        return controls
    table = _read(weights)
    points = _numbers(table.get("points", {}), {str(stage.number) for stage in STAGES}, "stage")
    tests = _numbers(table.get("tests", {}), _test_names(controls), "test")
    return replace(controls, points={int(name): value for name, value in points.items()}, weights=tests)


def _read(file: Path) -> dict[str, Any]:
    """`[points]` has stages by number, `[tests]` has tests by name."""
    try:
        table = tomllib.loads(read_text("--weights", file))
    except RecursionError as error:
        raise ControlsError(f"--weights: {file} is nested too deeply") from error
    except ValueError as error:
        raise ControlsError(f"--weights: {file} is no TOML: {error}") from error
    if unknown := table.keys() - {"points", "tests"}:
        raise ControlsError(f"--weights: there is no [{min(unknown)}]: use [points] and [tests]")
    return table


def _numbers(table: Any, known: set[str], what: str) -> dict[str, float]:
    """A table of the file, whose names are known and whose values are numbers."""
    if not isinstance(table, dict):
        raise ControlsError("--weights: [points] and [tests] should be tables")
    for name, value in table.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.3) or sorted(known)
            raise ControlsError(f"--weights: there is no {what} {name}; did you mean {near[0]}?")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
            raise ControlsError(f"--weights: {name} should be a number from 0 up, and is {value!r}")
    return table


def _test_names(controls: Controls) -> set[str]:
    """The names of all tests there are."""
    files = [file for stage in STAGES for file in (str(ROOT / stage.test_file), *controls.private_files(stage))]
    texts = [read_text("--private", Path(file)) for file in files]
    return {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
