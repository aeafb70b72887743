"""What a class's results say together, with pandas: the heat map, the reasons, who is stuck where, and the seconds.

results -> frame, a row a stage of a submission -> StageNumbers, a row of the heat map for each submission
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd  # type: ignore[import-untyped]

from kata.grading.export.cards import reason
from kata.grading.export.escaping import one_line
from kata.grading.export.names import shown_names
from kata.grading.export.reading import GradedStage, GradedTest, Result

MOST_REASONS = 5
STEPS = 10
"""The heat map has a step of darkness for each tenth of the points."""


@dataclass(frozen=True)
class Cell:
    """A stage of a submission in the heat map. step: 0 to STEPS; None and an empty text where it was not graded."""

    text: str
    step: int | None
    title: str


@dataclass(frozen=True)
class Row:
    """A submission in the heat map."""

    name: str
    cells: tuple[Cell, ...]
    points: str
    percent: str
    marks: str


@dataclass(frozen=True)
class Reason:
    """The first test of a stage that so many submissions do not pass, and what is most often said about it."""

    count: int
    test: str
    law: str
    state: str
    often: str
    private: bool


@dataclass(frozen=True)
class StageNumbers:
    """A stage over the class. mean: percent of its points. median, longest: seconds."""

    stage: int
    title: str
    graded: int
    mean: float
    full: int
    not_begun: int
    median: float
    longest: float
    reasons: tuple[Reason, ...]
    more_reasons: int
    misconceptions: tuple[tuple[str, int], ...]
    stuck: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """A submission with functions that are those of the solutions. unread: the stages whose files could not be read."""

    name: str
    written: int
    same: int
    long: int
    stages: str
    unread: str


def like_the_solutions(results: Sequence[Result]) -> list[Alike]:
    """The submissions with such functions, or files that could not be read; those with the most long ones first."""
    rows = [_alike(result, name) for result, name in zip(results, shown_names(results), strict=True)]
    return sorted((row for row in rows if row.same or row.unread), key=lambda row: (-row.long, -row.same, row.name))


def heat_map(results: Sequence[Result]) -> list[Row]:
    """A row a submission, a cell a stage."""
    numbers = _stages(results)
    return [_row(result, name, numbers) for result, name in zip(results, shown_names(results), strict=True)]


def stage_numbers(results: Sequence[Result]) -> list[StageNumbers]:
    """What each stage of the class shows."""
    frame = pd.DataFrame([_stage_row(result, stage) for result in results for stage in result.stages])
    stuck = _stuck(results)
    return (
        [_numbers(int(number), group, results, stuck) for number, group in frame.groupby("stage")] if len(frame) else []
    )


def class_summary(results: Sequence[Result]) -> dict[str, Any]:
    """Mean and quartiles of percent, and counts of what an instructor should look at."""
    percent = pd.Series([result.percent for result in results])
    return {
        "count": len(results),
        "mean": float(percent.mean()),
        "median": float(percent.median()),
        "low": float(percent.quantile(0.25)),
        "high": float(percent.quantile(0.75)),
        "max_points": max(result.max_points for result in results),
        "not_graded": [name for name, result in zip(shown_names(results), results, strict=True) if not result.graded],
        "late": sum(bool(result.student and result.student.late) for result in results),
        "dates": sorted({one_line(result.date[:10]) for result in results}),
        "hours": sum(result.seconds for result in results) / 3600,
    }


def _alike(result: Result, name: str) -> Alike:
    found = [(stage.stage, each) for stage in result.stages if (each := stage.similarity)]
    same = ", ".join(f"{number:02}" for number, each in found if each.same)
    unread = ", ".join(f"{number:02}" for number, each in found if not each.readable)
    written, alike, long = (sum(getattr(each, which) for _, each in found) for which in ("written", "same", "long"))
    return Alike(name, written, alike, long, same, unread)


def _stages(results: Sequence[Result]) -> list[int]:
    return sorted({stage.stage for result in results for stage in result.stages})


def _row(result: Result, name: str, numbers: Sequence[int]) -> Row:
    stages = {stage.stage: stage for stage in result.stages}
    late = result.student is not None and result.student.late
    marks = [*(["late"] if late else []), *([] if result.graded else ["grader failed"])]
    cells = tuple(_cell(stages.get(number)) for number in numbers)
    return Row(name, cells, f"{result.points:.2f}", f"{result.percent:.0f}", ", ".join(marks))


def _cell(stage: GradedStage | None) -> Cell:
    if stage is None:
        return Cell("", None, "not graded")
    share = stage.points / stage.max_points if stage.max_points else 0.0
    step = min(max(int(share * STEPS), 0), STEPS)
    states = Counter(test.state for test in stage.tests)
    return Cell(f"{stage.points:.3g}", step, ", ".join(f"{count} {state}" for state, count in states.most_common()))


def _stage_row(result: Result, stage: GradedStage) -> dict[str, Any]:
    return {
        "submission": result.name,
        "stage": stage.stage,
        "title": one_line(stage.title, 60),
        "percent": 100 * stage.points / stage.max_points if stage.max_points else 0.0,
        "full": is_full(stage),
        "not_begun": bool(stage.tests) and all(test.state == "todo" for test in stage.tests),
        "seconds": stage.seconds,
    }


def is_full(stage: GradedStage) -> bool:
    """Whether all tests of a stage passed."""
    return all(test.state == "passed" for test in stage.tests)


def _numbers(number: int, group: Any, results: Sequence[Result], stuck: dict[int, list[str]]) -> StageNumbers:
    stages = [stage for result in results for stage in result.stages if stage.stage == number]
    reasons = _reasons(stages)
    return StageNumbers(
        stage=number,
        title=str(group["title"].iloc[0]),
        graded=len(group),
        mean=float(group["percent"].mean()),
        full=int(group["full"].sum()),
        not_begun=int(group["not_begun"].sum()),
        median=float(group["seconds"].median()),
        longest=float(group["seconds"].max()),
        reasons=tuple(reasons[:MOST_REASONS]),
        more_reasons=len(reasons[MOST_REASONS:]),
        misconceptions=tuple(_misconceptions(stages)),
        stuck=tuple(stuck[number]),
    )


def _reasons(stages: Sequence[GradedStage]) -> list[Reason]:
    """Of each submission the first test that went wrong, counted; the most frequent first."""
    found: dict[str, list[GradedTest]] = defaultdict(list)
    for stage in stages:
        first = next((test for test in stage.tests if test.state not in ("passed", "todo")), None)
        if first:
            found["the file does not import" if first.state == "error" else first.name].append(first)
    counted = sorted(found.values(), key=len, reverse=True)
    return [_reason(tests) for tests in counted]


def _reason(tests: Sequence[GradedTest]) -> Reason:
    first = tests[0]
    often = Counter(reason(test.message) for test in tests).most_common(1)[0][0]
    state = Counter(test.state for test in tests).most_common(1)[0][0]
    broken = first.state == "error"
    name, law = ("", "The file does not import.") if broken else (one_line(first.name), one_line(first.law))
    return Reason(len(tests), name, law, state, often, first.private and not broken)


def _misconceptions(stages: Sequence[GradedStage]) -> list[tuple[str, int]]:
    """The names that the tutor gave, by the number of submissions with one."""
    named = [{one_line(test.looks_like) for test in stage.tests if test.looks_like} for stage in stages]
    return Counter(name for names in named for name in names if name).most_common()


def _stuck(results: Sequence[Result]) -> dict[int, list[str]]:
    """By stage the submissions of which it is the first that is not whole."""
    found: dict[int, list[str]] = defaultdict(list)
    for result, name in zip(results, shown_names(results), strict=True):
        first = next((stage for stage in result.stages if not is_full(stage)), None)
        if first:
            found[first.stage].append(name)
    return found
