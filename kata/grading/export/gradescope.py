"""Gradescope's `/autograder/results/results.json`, a file a student.

A hidden test hides the whole total there, so private tests become one visible row of points a stage; a test that the
instructor made hidden, or that waits for the due date, keeps that visibility.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kata.grading.export.documents import fitting, json_bytes
from kata.grading.export.escaping import console_text
from kata.grading.export.views import NOT_GRADED, ShownTest, StageView, StudentView, Unseen, summary

MOST_BYTES = 1_000_000


def gradescope_json(view: StudentView) -> bytes:
    """The document, UTF-8. Without a verdict on every test it has no score, and Gradescope says that it failed."""
    return fitting(lambda length: json_bytes(_document(view, length)), MOST_BYTES)


def _document(view: StudentView, length: int) -> dict[str, Any]:
    document: dict[str, Any] = {
        "execution_time": round(view.seconds),
        "output": summary(view),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [row for stage in view.stages for row in _rows(stage, length)],
    }
    if not view.graded:
        return {**document, "output": NOT_GRADED, "tests": []}
    return {"score": round(view.points, 4), **document}


def _rows(stage: StageView, length: int) -> Iterator[dict[str, Any]]:
    title = f"{stage.stage:02} {stage.title}"
    for number, test in enumerate(stage.tests, 1):
        yield _row(f"{title}: {test.name}", f"{stage.stage}.{number}", test, length)
    for number, (unseen, more) in enumerate(((stage.private, {}), (stage.hidden, {"visibility": "hidden"}))):
        if unseen.count:
            place = f"{stage.stage}.{len(stage.tests) + number + 1}"
            yield {**_unseen(title, place, unseen), **more}


def _row(name: str, number: str, test: ShownTest, length: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": name,
        "number": number,
        "score": round(test.points, 4),
        "max_score": round(test.max_points, 4),
        "status": "passed" if test.passed else "failed",
    }
    if not test.passed:
        row["output"] = console_text(test.told, length)
    if test.visibility != "visible":
        row["visibility"] = test.visibility
    return row


def _unseen(title: str, number: str, unseen: Unseen) -> dict[str, Any]:
    return {
        "name": f"{title}: tests that are not shown",
        "number": number,
        "score": round(unseen.points, 4),
        "max_score": round(unseen.max_points, 4),
        "output": f"{unseen.passed} of {unseen.count} passed",
    }
