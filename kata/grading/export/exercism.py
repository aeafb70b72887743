"""Exercism's `results.json`, version 3, a file a student: its tasks are the stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kata.grading.export.documents import json_bytes
from kata.grading.export.escaping import cleaned
from kata.grading.export.views import NOT_GRADED, ShownTest, StageView, StudentView, nothing_ran

MOST_MESSAGE = 65_535 // 2
"""The most characters of a message: some of them count as two there."""
MOST_OF_A_TEST = 4000
ERRORS = ("timeout", "crashed", "error", "grader_error")


def exercism_json(view: StudentView) -> bytes:
    """The document, UTF-8. `error` means that nothing ran."""
    tests = [row for stage in view.stages for row in _rows(stage)]
    if not view.graded:
        return json_bytes({"version": 3, "status": "error", "message": NOT_GRADED, "tests": []})
    if nothing_ran(view):
        return json_bytes({"version": 3, "status": "error", "message": _why(view), "tests": []})
    status = "pass" if tests and all(row["status"] == "pass" for row in tests) else "fail"
    return json_bytes({"version": 3, "status": status, "message": None, "tests": tests})


def _why(view: StudentView) -> str:
    first = [stage.tests[0].told for stage in view.stages if stage.tests]
    return cleaned("\n\n".join(dict.fromkeys(first)), MOST_MESSAGE) or "There is nothing to test."


def _rows(stage: StageView) -> Iterator[dict[str, Any]]:
    for test in stage.tests:
        yield _row(stage, test)
    count = stage.private.count + stage.hidden.count
    passed = stage.private.passed + stage.hidden.passed
    if count:
        row = {"name": f"{stage.module}: tests that are not shown", "status": "pass" if passed == count else "fail"}
        told = None if passed == count else f"{passed} of {count} passed"
        yield {**row, "message": told, "task_id": stage.stage}


def _row(stage: StageView, test: ShownTest) -> dict[str, Any]:
    return {
        "name": test.name,
        "status": "pass" if test.passed else "error" if test.state in ERRORS else "fail",
        "message": None if test.passed else cleaned(test.told, MOST_OF_A_TEST),
        "test_code": test.law,
        "task_id": stage.stage,
    }
