"""Reports as plain values for JSON, of a whole class or of one submission, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from kata.course.stages import STAGES
from kata.course.states import STATES
from kata.course.version import versions
from kata.grading.fingerprint import Fingerprint
from kata.grading.points import Likeness, Report, StageResult
from kata.grading.students import Student
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest

CLASS_VERSION = 1
RESULT_VERSION = 2


def to_json(reports: Sequence[Report], limits: Limits, isolation: Sequence[str] = ()) -> str:
    """All there is to know about a grade, in a stable order; without times, so that the same grade is the same text."""
    submissions = [_without_times(to_plain(report)) for report in reports]
    document = {"version": CLASS_VERSION, **_conditions(limits, isolation), "submissions": submissions}
    return json.dumps(document, indent=2) + "\n"


def to_result(report: Report, fingerprint: Fingerprint, limits: Limits, isolation: Sequence[str], date: str) -> str:
    """The result of one submission, as a folder of results keeps it."""
    first = report.students[0].to_plain() if report.students else None
    late = {"percent": report.late_percent, "days_late": report.days_late, "points_before": _rounded(report.earned)}
    document = {
        "version": RESULT_VERSION,
        **to_plain(report),
        "key": fingerprint.key(report.files, report.students),
        "hashes": fingerprint.hashes(report.files, report.students),
        "date": date,
        "seconds": round(report.seconds, 3),
        **_conditions(limits, isolation),
        "student": first,
        "students": [student.to_plain() for student in report.students],
        "penalty": late if report.late_percent else None,
        "bonus": report.bonus,
    }
    return json.dumps(document, indent=2) + "\n"


def to_plain(report: Report) -> dict[str, Any]:
    """A submission's grade."""
    return {
        "name": report.name,
        "folder": str(report.folder),
        "graded": report.graded,
        "left_out": list(report.left_out),
        "points": _rounded(report.points),
        "max_points": report.max_points,
        "stages": [_stage(result) for result in report.stages],
    }


def from_result(document: dict[str, Any]) -> Report:
    """The report out of a result. LookupError, TypeError or ValueError for one that says something else."""
    late, names = document["penalty"] or {}, {field.name for field in fields(Student)}
    students = tuple(Student(**{name: row[name] for name in names}) for row in document["students"])
    return Report(
        str(document["name"]),
        Path(document["folder"]),
        tuple(map(_result, document["stages"])),
        tuple(map(str, document["left_out"])),
        str(document["hashes"]["files"]),
        students,
        float(late.get("days_late", 0)),
        float(late.get("percent", 0)),
        float(document["bonus"]),
    )


def _conditions(limits: Limits, isolation: Sequence[str]) -> dict[str, Any]:
    return {
        "seed": limits.seed,
        "limits": {name: value for name, value in asdict(limits).items() if name != "seed"},
        "isolation": list(isolation),
        "versions": versions(),
    }


def _stage(result: StageResult) -> dict[str, Any]:
    return {
        "stage": result.stage.number,
        "module": result.stage.module,
        "title": result.stage.title,
        "points": _rounded(result.points),
        "max_points": result.stage.points,
        "seconds": result.seconds,
        "similarity": asdict(result.likeness) if result.likeness else None,
        "tests": [_test(result, outcome) for outcome in result.outcomes],
    }


def _test(result: StageResult, outcome: Outcome) -> dict[str, Any]:
    worth = result.worth(outcome)
    return {
        "name": outcome.test.name,
        "law": outcome.test.law,
        "private": outcome.test.private,
        "visibility": outcome.test.visibility,
        "state": outcome.state,
        "points": _rounded(worth if outcome.state == "passed" else 0),
        "max_points": _rounded(worth),
        "message": outcome.message,
        "looks_like": outcome.looks_like or None,
        "seconds": outcome.seconds,
    }


def _without_times(plain: dict[str, Any]) -> dict[str, Any]:
    for stage in plain["stages"]:
        for each in (stage, *stage["tests"]):
            del each["seconds"]
    return plain


def _result(plain: dict[str, Any]) -> StageResult:
    stage = {stage.number: stage for stage in STAGES}[plain["stage"]]
    outcomes = tuple(map(_outcome, plain["tests"]))
    likeness = Likeness(**alike) if (alike := plain.get("similarity")) else None
    return StageResult(replace(stage, points=float(plain["max_points"])), outcomes, float(plain["seconds"]), likeness)


def _outcome(plain: dict[str, Any]) -> Outcome:
    """A test's weight is what it is worth: the shares of the stage's points are the same."""
    name, law, private, visibility = (plain[each] for each in ("name", "law", "private", "visibility"))
    test = StageTest(str(name), str(law), float(plain["max_points"]), bool(private), str(visibility))
    state, looks_like = STATES[STATES.index(plain["state"])], str(plain.get("looks_like") or "")
    return Outcome(test, state, str(plain["message"]), float(plain["seconds"]), looks_like)


def _rounded(points: float) -> float:
    return round(points, 9)
