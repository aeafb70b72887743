"""PrairieLearn's `/grade/results/results.json`, a file a student: a score from 0 to 1, at most a megabyte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kata.grading.export.cards import reason
from kata.grading.export.documents import fitting, json_bytes
from kata.grading.export.escaping import console_text
from kata.grading.export.views import NOT_GRADED, StageView, StudentView, nothing_ran, summary

MOST_BYTES = 1_000_000


def prairielearn_json(view: StudentView) -> bytes:
    """The document, UTF-8. Not gradable is what does not import, and what the grader failed on: no attempt is lost."""
    return fitting(lambda length: json_bytes(_document(view, length)), MOST_BYTES)


def _document(view: StudentView, length: int) -> dict[str, Any]:
    errors = _format_errors(view)
    gradable = view.graded and not errors
    document: dict[str, Any] = {
        "gradable": gradable,
        "score": round(min(max(view.percent / 100, 0.0), 1.0), 6) if gradable else 0.0,
        "message": summary(view) if view.graded else NOT_GRADED,
        "tests": [row for stage in view.stages for row in _rows(stage, length)] if gradable else [],
    }
    return {**document, "format_errors": errors} if errors else document


def _format_errors(view: StudentView) -> list[str]:
    """Why no file imports, a line a stage; none where something ran."""
    if not nothing_ran(view):
        return []
    return [f"{stage.module}.py: {reason(stage.tests[0].told)}" for stage in view.stages if stage.tests]


def _rows(stage: StageView, length: int) -> Iterator[dict[str, Any]]:
    title = f"{stage.stage:02} {stage.title}"
    for test in stage.tests:
        yield {
            "name": f"{title}: {test.name}",
            "description": test.law,
            "points": round(test.points, 6),
            "max_points": round(test.max_points, 6),
            "output": "" if test.passed else console_text(test.told, length),
        }
    for unseen in (stage.private, stage.hidden):
        if unseen.count:
            yield {
                "name": f"{title}: tests that are not shown",
                "description": "",
                "points": round(unseen.points, 6),
                "max_points": round(unseen.max_points, 6),
                "output": f"{unseen.passed} of {unseen.count} passed",
            }
