"""What an instructor may change about a grade: private tests, and how much tests and stages count."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kata.course.stages import ROOT, STAGES, Stage
from kata.errors import ControlsError
from kata.grading.instructor_files import read_text
from kata.grading.points import Report, StageResult
from kata.grading.policies import Late, load_bonus, load_late, load_visibility, settle
from kata.grading.students import Student
from kata.judge.outcomes import StageTest

HIDDEN = "a private test"
TABLES = "points", "tests", "visibility", "late", "bonus"


@dataclass(frozen=True)
class Controls:
    """private: a folder with files named like the stage tests'. points: of stages, by number. weights: of tests, by
    name; a test counts 1 where nothing is said. visibility: of tests, by name. late, bonus: see `policies`. tells:
    whether reports say what went wrong in a private test."""

    private: Path | None = None
    points: dict[int, float] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    tells: bool = False
    visibility: dict[str, str] = field(default_factory=dict)
    late: Late | None = None
    bonus: dict[str, float] = field(default_factory=dict)

    def policy(self) -> list[object]:
        """All that decides points and nothing that decides how a test ends, as plain values."""
        late = asdict(self.late) if self.late else None
        return [sorted(self.points.items()), self.weights, self.visibility, late, self.bonus]

    def private_files(self, stage: Stage) -> list[str]:
        """The private tests of a stage: one file, or none."""
        file = self.private / Path(stage.test_file).name if self.private else None
        return [str(file)] if file and file.is_file() else []

    def marked(self, test: StageTest, stage: Stage) -> StageTest:
        """A test with its weight; of a private one nothing but the name is told."""
        private = not test.node_id.startswith(stage.test_file)
        return self._valued(replace(test, private=private, law=HIDDEN if private and not self.tells else test.law))

    def weigh(self, result: StageResult) -> StageResult:
        """A result with the stage's points, and with nothing said about private tests."""
        stage = replace(result.stage, points=self.points.get(result.stage.number, result.stage.points))
        outcomes = [
            each
            if self.tells or not each.test.private or each.state == "passed"
            else replace(each, message=HIDDEN, looks_like="")
            for each in result.outcomes
        ]
        return replace(result, stage=stage, outcomes=tuple(outcomes))

    def settle(self, report: Report, students: Sequence[Student]) -> Report:
        """A report with what its students gain and lose by the policies."""
        return settle(report, students, self.late, self.bonus)

    def again(self, report: Report, students: Sequence[Student]) -> Report:
        """A report that was made under other points, weights and policies, under these."""
        return self.settle(replace(report, stages=tuple(map(self._again, report.stages))), students)

    def _again(self, result: StageResult) -> StageResult:
        outcomes = tuple(replace(each, test=self._valued(each.test)) for each in result.outcomes)
        stage = next(stage for stage in STAGES if stage.number == result.stage.number)
        return self.weigh(replace(result, stage=stage, outcomes=outcomes))

    def _valued(self, test: StageTest) -> StageTest:
        name = test.name.partition("[")[0]
        visibility = self.visibility.get(name, "hidden" if test.private else "visible")
        return replace(test, weight=self.weights.get(name, 1.0), visibility=visibility)


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
    known = _test_names(controls)
    _known(table.get("visibility", {}), known, "test")
    return replace(
        controls,
        points={int(name): value for name, value in points.items()},
        weights=_numbers(table.get("tests", {}), known, "test"),
        visibility=load_visibility(table.get("visibility", {})),
        late=load_late(table.get("late", {})),
        bonus=load_bonus(table.get("bonus", {})),
    )


def _read(file: Path) -> dict[str, dict[str, Any]]:
    """The tables of the file."""
    try:
        table = tomllib.loads(read_text("--weights", file))
    except RecursionError as error:
        raise ControlsError(f"--weights: {file} is nested too deeply") from error
    except ValueError as error:
        raise ControlsError(f"--weights: {file} is no TOML: {error}") from error
    known = ", ".join(f"[{name}]" for name in TABLES)
    if unknown := table.keys() - set(TABLES):
        raise ControlsError(f"--weights: there is no [{min(unknown)}]: use {known}")
    if not all(isinstance(each, dict) for each in table.values()):
        raise ControlsError(f"--weights: {known} should be tables")
    return table


def _numbers(table: dict[str, Any], known: set[str], what: str) -> dict[str, float]:
    """A table of the file, whose names are known and whose values are numbers."""
    _known(table, known, what)
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
            raise ControlsError(f"--weights: {name} should be a number from 0 up, and is {value!r}")
    return table


def _known(names: Iterable[str], known: set[str], what: str) -> None:
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.3) or sorted(known)
            raise ControlsError(f"--weights: there is no {what} {name}; did you mean {near[0]}?")


def _test_names(controls: Controls) -> set[str]:
    """The names of all tests there are."""
    files = [file for stage in STAGES for file in (str(ROOT / stage.test_file), *controls.private_files(stage))]
    texts = [read_text("--private", Path(file)) for file in files]
    return {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
