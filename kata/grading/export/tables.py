"""Tables for instructors: a row a submission, or a row a test. pandas reads both back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd  # type: ignore[import-untyped]

from kata.grading.export.cards import reason
from kata.grading.export.escaping import csv_cell, one_line
from kata.grading.export.reading import GradedStage, GradedTest, Result

DIGITS = 6


def submission_table(results: Sequence[Result]) -> str:
    """A row a submission; the columns `stage_01`... have its points, empty where a stage was not graded."""
    frame = pd.DataFrame([_submission(result) for result in results])
    return _written(frame[[*HEAD, *sorted(set(frame.columns) - {*HEAD, *TAIL}), *TAIL]])


def table_of_tests(results: Sequence[Result]) -> str:
    """A row a test of each submission."""
    rows = [_test(result, stage, test) for result in results for stage in result.stages for test in stage.tests]
    return _written(pd.DataFrame(rows, columns=None if rows else ["submission"]))


HEAD = ("submission", "id", "name", "email", "points", "max_points", "percent")
TAIL = (
    *("graded", "late", "submitted", "days_late", "penalty_percent", "points_before_penalty", "bonus"),
    *("seconds", "date", "left_out", "problems"),
)


def _submission(result: Result) -> Mapping[str, Any]:
    student, penalty = result.student, result.penalty
    return {
        "submission": one_line(result.name),
        "id": one_line(student.id) if student else "",
        "name": one_line(student.name) if student else "",
        "email": one_line(student.email) if student else "",
        "points": result.points,
        "max_points": result.max_points,
        "percent": round(result.percent, 2),
        **{f"stage_{stage.stage:02}": stage.points for stage in result.stages},
        "graded": _yes(result.graded),
        "late": _yes(student.late) if student and student.late is not None else "",
        "submitted": one_line(student.time) if student else "",
        "days_late": penalty.days_late if penalty else None,
        "penalty_percent": penalty.percent if penalty else None,
        "points_before_penalty": penalty.points_before if penalty else None,
        "bonus": result.bonus,
        "seconds": round(result.seconds, 3),
        "date": one_line(result.date),
        "left_out": len(result.left_out),
        "problems": one_line(student.problems) if student else "",
    }


def _test(result: Result, stage: GradedStage, test: GradedTest) -> Mapping[str, Any]:
    return {
        "submission": one_line(result.name),
        "id": one_line(result.student.id) if result.student else "",
        "stage": stage.stage,
        "module": one_line(stage.module),
        "test": one_line(test.name),
        "law": one_line(test.law, 1000),
        "private": _yes(test.private),
        "visibility": test.visibility,
        "state": test.state,
        "points": test.points,
        "max_points": test.max_points,
        "seconds": round(test.seconds, 3),
        "reason": reason(test.message),
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _written(frame: pd.DataFrame) -> str:
    """As CSV: numbers with as many digits as they have, texts harmless."""
    safe = frame.map(lambda cell: csv_cell(cell) if isinstance(cell, str) else cell)
    text: str = safe.round(DIGITS).to_csv(index=False, lineterminator="\n")
    return text
