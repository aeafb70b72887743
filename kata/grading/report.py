"""A grade as a table for people and as JSON for programs.

Names and messages come from submissions, so they are never read as markup, and only printing characters get through.
"""

from __future__ import annotations

import json
import platform
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kata.course.states import STATES
from kata.course.text import shorten
from kata.grading.points import Report, StageResult
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome

FORMAT_VERSION = 1


def print_reports(
    reports: Sequence[Report], console: Console, isolation: Sequence[str] = (), seed: int | None = None
) -> None:
    """One submission: its stages and what went wrong in them. Several: a row of points each.

    isolation: the protections in force. seed: what decided the inputs.
    """
    if len(reports) == 1:
        _print_submission(reports[0], console)
    else:
        console.print(_class_table(reports, console))
        _print_reasons(reports, console)
    for report in reports:
        if not report.graded:
            console.print(Text(f"not graded: {_name(report)} (an error of the grader, see above or --json)"))
        if report.left_out:
            more = f" (and {len(report.left_out) - 1} more)" if len(report.left_out) > 1 else ""
            console.print(Text(f"left out of {_name(report)}: {report.left_out[0]}{more}"), soft_wrap=True)
    if seed is not None:
        console.print(Text(f"seed: {seed} (the same questions again: --seed {seed})"))
    console.print(Text(f"isolation: {', '.join(isolation) or 'none'}"))


def to_json(reports: Sequence[Report], limits: Limits, isolation: Sequence[str] = ()) -> str:
    """Everything there is to know about a grade, in a stable order."""
    versions = {name: version(name) for name in ("torch", "numpy", "hypothesis", "pytest")}
    document = {
        "version": FORMAT_VERSION,
        "seed": limits.seed,
        "limits": {name: value for name, value in asdict(limits).items() if name != "seed"},
        "isolation": list(isolation),
        "versions": {"python": platform.python_version(), **versions},
        "submissions": [_submission(report) for report in reports],
    }
    return json.dumps(document, indent=2) + "\n"


def _name(report: Report) -> str:
    """A submission's name at the start of a line, where a build server would take some texts for its commands."""
    name = shorten(report.name)
    return f"./{name}" if name.lstrip()[:1] in (":", "#") else name


def _submission(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "folder": str(report.folder),
        "graded": report.graded,
        "left_out": list(report.left_out),
        "points": _rounded(report.points),
        "max_points": report.max_points,
        "stages": [_stage(result) for result in report.stages],
    }


def _stage(result: StageResult) -> dict[str, Any]:
    return {
        "stage": result.stage.number,
        "module": result.stage.module,
        "points": _rounded(result.points),
        "max_points": result.stage.points,
        "tests": [_test(result, outcome) for outcome in result.outcomes],
    }


def _test(result: StageResult, outcome: Outcome) -> dict[str, Any]:
    worth = result.worth(outcome)
    return {
        "name": outcome.test.name,
        "law": outcome.test.law,
        "private": outcome.test.private,
        "state": outcome.state,
        "points": _rounded(worth if outcome.state == "passed" else 0),
        "max_points": _rounded(worth),
        "message": outcome.message,
    }


def _print_submission(report: Report, console: Console) -> None:
    table = _table(console)
    table.add_column("stage")
    for name in ("passed", "tests", "points", "of"):
        table.add_column(name, justify="right")
    table.add_column("not passed")
    for result in report.stages:
        others = ", ".join(f"{result.count(state)} {state}" for state in STATES[1:] if result.count(state))
        style = "green" if not others else "yellow" if result.count("todo") == len(result.outcomes) else "red"
        table.add_row(*_cells(result), Text(others, style=style))
    console.print(Text(f"{_name(report)}: {report.points:.2f} of {report.max_points:g} points", style="bold"))
    console.print(table)
    for result in report.stages:
        wrong = [outcome for outcome in result.outcomes if outcome.state not in ("passed", "todo")]
        for (state, why), names in _grouped(wrong).items():
            tests = names[0] if len(names) == 1 else f"{len(names)} tests"
            console.print(Text(f"{result.stage.number:02} {state:<8} {tests}"))
            console.print(Text(f"            because: {why}"))


def _print_reasons(reports: Sequence[Report], console: Console) -> None:
    """For each submission and stage the most frequent reason of what went wrong."""
    some = None
    for report in reports:
        for result in report.stages:
            groups = _grouped([each for each in result.outcomes if each.state not in ("passed", "todo")])
            if groups:
                (state, why), names = max(groups.items(), key=lambda group: len(group[1]))
                more = f" (and {len(groups) - 1} other reasons)" if len(groups) > 2 else ""
                more = " (and another reason)" if len(groups) == 2 else more
                text = f"{_name(report)} {result.stage.number:02}: {len(names)} {state}: {why}{more}"
                console.print(Text(text), soft_wrap=True)
                some = some or report
    if some:
        folder = shlex.quote(shorten(str(some.folder), 400))
        console.print(Text(f"All reasons of a submission: python grader.py {folder}"), soft_wrap=True)


def _grouped(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], list[str]]:
    """The names of the tests that ended in the same state for the same reason; private ones have only names."""
    found: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        why = f"{_why(outcome)}: {outcome.test.name}" if outcome.test.private else _why(outcome)
        found.setdefault((outcome.state, why), []).append(outcome.test.name)
    return found


def _why(outcome: Outcome) -> str:
    """A message on one line: of a card, what came back, and why that is wrong."""
    lines = [line.split(maxsplit=1) for line in outcome.message.splitlines()]
    parts = {line[0]: line[1] for line in lines if len(line) == 2}
    return shorten(parts.get("because") or parts.get("got") or outcome.message)


def _cells(result: StageResult) -> list[str]:
    title = f"{result.stage.number:02} {result.stage.title}"
    numbers = [
        str(result.count("passed")),
        str(len(result.outcomes)),
        f"{result.points:.2f}",
        f"{result.stage.points:g}",
    ]
    return [title, *numbers]


def _class_table(reports: Sequence[Report], console: Console) -> Table:
    table = _table(console)
    table.add_column("submission")
    for result in reports[0].stages:
        table.add_column(f"{result.stage.number:02}", justify="right")
    table.add_column("points", justify="right")
    table.add_column("of", justify="right")
    table.add_column("not passed")
    for report in reports:
        points = [f"{result.points:.2f}" for result in report.stages]
        states = {state: sum(result.count(state) for result in report.stages) for state in STATES[1:]}
        others = ", ".join(f"{count} {state}" for state, count in states.items() if count)
        table.add_row(Text(_name(report)), *points, f"{report.points:.2f}", f"{report.max_points:g}", others)
    return table


def _table(console: Console) -> Table:
    return Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False)


def _rounded(points: float) -> float:
    return round(points, 9)
