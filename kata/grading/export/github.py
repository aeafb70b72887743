"""What GitHub Classroom's grading reporter reads: for each student a file of lines for `$GITHUB_OUTPUT`, one a stage.

    stage02=BASE64 of {"version": 3, "status": "pass", "max_score": 10, "tests": [{"name": ..., "score": ...}, ...]}

The reporter has two ways to count: passed tests by all tests, times `max_score`; and the sum of the scores. So that
both agree, a test that counts twice is there twice, and scores are rounded so that their sum is. The late penalty and
bonus points have no place in it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kata.grading.export.cards import reason
from kata.grading.export.documents import fitting, json_bytes
from kata.grading.export.escaping import console_text
from kata.grading.export.views import ShownTest, StageView, StudentView

MOST_BYTES = (128 << 10) - 64
"""One string of the environment holds 128 KiB, the variable's name included."""
MOST_SEATS = 240
LINE = re.compile(r"^  look at +\S+?:(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Share:
    """A test, or what is not shown, by its part of the stage's points and the part of them that was earned."""

    name: str
    part: float
    earned: float
    test: ShownTest | None = None


def github_lines(view: StudentView) -> bytes:
    """A line a stage."""
    return b"".join(b"stage%02d=%s\n" % (stage.stage, _encoded(stage)) for stage in view.stages)


def _encoded(stage: StageView) -> bytes:
    return fitting(lambda length: base64.b64encode(json_bytes(_document(stage, min(length, 200)), None)), MOST_BYTES)


def _document(stage: StageView, length: int) -> dict[str, Any]:
    shares = _shares(stage)
    seats = _seats(shares)
    total = sum(count for count, _ in seats)
    most = round(stage.max_points)
    tests: list[dict[str, Any]] = []
    passed = 0
    for share, (count, right) in zip(shares, seats, strict=True):
        for number in range(count):
            score = _score(passed + 1, total, most) - _score(passed, total, most) if number < right else 0
            passed += number < right
            name = share.name if count == 1 else f"{share.name} ({number + 1} of {count})"
            tests.append(_test(stage, share, name, number < right, score / 100, length))
    return {"version": 3, "status": _status(stage, passed == total), "max_score": most, "tests": tests}


def _score(passed: int, total: int, most: int) -> int:
    """The score of so many passed tests, in hundredths."""
    return round(100 * most * passed / total)


def _status(stage: StageView, all_passed: bool) -> str:
    if all_passed:
        return "pass"
    return "error" if stage.tests and stage.count("error") == len(stage.tests) else "fail"


def _test(stage: StageView, share: Share, name: str, right: bool, score: float, length: int) -> dict[str, Any]:
    test = share.test
    broken = test is not None and test.state in ("error", "grader_error")
    found = LINE.search(test.message) if test else None
    shown: dict[str, Any] = {
        "name": console_text(name, max(length, 40)),
        "status": "pass" if right else "error" if broken else "fail",
        "test_code": console_text(test.law if test else "", length),
        "filename": f"{stage.module}.py",
        "line_no": int(found[1]) if found else 1,
        "duration": round(test.seconds, 3) if test else 0,
        "score": score,
    }
    if test and not right:
        shown["message"] = console_text(reason(test.told), length)
    return shown


def _shares(stage: StageView) -> list[Share]:
    """All that counts in the stage; where its points are 0, all tests count the same."""
    tests = [(test.name, test.max_points, test.points, test) for test in stage.tests]
    unseen = (stage.private, stage.hidden)
    rest = [("tests that are not shown", each.max_points, each.points, None) for each in unseen if each.count]
    total = sum(most for _, most, _, _ in (*tests, *rest))
    if not total:
        return [Share(test.name, 1 / len(stage.tests), test.passed / len(stage.tests), test) for test in stage.tests]
    if len(tests) > MOST_SEATS:
        return [Share("tests", 1.0, stage.points / total)]
    return [Share(name, most / total, points / total, test) for name, most, points, test in (*tests, *rest) if most]


def _seats(shares: Sequence[Share]) -> list[tuple[int, int]]:
    """For each share how many tests stand for it, and how many of these passed: the fewest that say it exactly."""
    for total in range(len(shares), MOST_SEATS + 1):
        seats = [(each.part * total, each.earned * total) for each in shares]
        if all(abs(value - round(value)) < 1e-4 for pair in seats for value in pair) and all(s[0] > 0.5 for s in seats):
            return [(round(count), round(right)) for count, right in seats]
    counts = [max(1, round(each.part * MOST_SEATS)) for each in shares]
    return [(count, round(count * each.earned / each.part)) for count, each in zip(counts, shares, strict=True)]
