"""A grade as people read it.

Names and messages come from submissions, so they are never read as markup, and only printing characters get through.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kata.course.states import STATES
from kata.course.text import shorten
from kata.grading.class_table import Row, line_start, print_class
from kata.grading.points import Report, StageResult
from kata.grading.reasons import wrong


def print_reports(
    reports: Iterable[Report], console: Console, isolation: Sequence[str] = (), seed: int | None = None
) -> None:
    """One submission: its stages and what went wrong in them. Several: a row each; the reports are looked at once.

    isolation: the protections in force. seed: what decided the inputs.
    """
    rows, last = [], None
    for last in reports:
        rows.append(Row.of(last))
    if last and len(rows) == 1:
        _print_submission(last, console)
    elif rows:
        print_class(rows, console)
        _print_reasons(rows, console)
    for row in rows:
        if not row.graded:
            console.print(Text(f"not graded: {row.shown} (an error of the grader, see above or --json)"))
        if row.left_out:
            more = f" (and {len(row.left_out) - 1} more)" if len(row.left_out) > 1 else ""
            console.print(Text(f"left out of {row.shown}: {row.left_out[0]}{more}"), soft_wrap=True)
    if seed is not None:
        console.print(Text(f"seed: {seed} (the same questions again: --seed {seed})"))
    console.print(Text(f"isolation: {', '.join(isolation) or 'none'}"))


def _print_submission(report: Report, console: Console) -> None:
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False)
    table.add_column("stage")
    for name in ("passed", "tests", "points", "of"):
        table.add_column(name, justify="right")
    table.add_column("not passed")
    for result in report.stages:
        others = ", ".join(f"{result.count(state)} {state}" for state in STATES[1:] if result.count(state))
        style = "green" if not others else "yellow" if result.count("todo") == len(result.outcomes) else "red"
        table.add_row(*_cells(result), Text(others, style=style))
    head = f"{line_start(report.name)}: {report.points:.2f} of {report.max_points:g} points"
    console.print(Text(f"{head}{_terms(report)}", style="bold"))
    console.print(table)
    for result in report.stages:
        for (state, why), names in wrong(result).items():
            tests = names[0] if len(names) == 1 else f"{len(names)} tests"
            console.print(Text(f"{result.stage.number:02} {state:<8} {tests}"))
            console.print(Text(f"            because: {why}"))


def _terms(report: Report) -> str:
    """What lateness took, and the bonus."""
    late = [f"{report.late_percent:g} % off {report.earned:.2f}, {report.days_late:.2f} days late"]
    bonus = [f"a bonus of {report.bonus:g}"]
    terms = [*(late if report.late_percent else []), *(bonus if report.bonus else [])]
    return f" ({', '.join(terms)})" if terms else ""


def _print_reasons(rows: Sequence[Row], console: Console) -> None:
    for row in rows:
        for reason in row.reasons:
            console.print(Text(f"{row.shown} {reason}"), soft_wrap=True)
    if some := next((row for row in rows if row.reasons), None):
        folder = shlex.quote(shorten(str(some.folder), 400))
        console.print(Text(f"All reasons of a submission: python grader.py {folder}"), soft_wrap=True)


def _cells(result: StageResult) -> list[str]:
    title = f"{result.stage.number:02} {result.stage.title}"
    numbers = [
        str(result.count("passed")),
        str(len(result.outcomes)),
        f"{result.points:.2f}",
        f"{result.stage.points:g}",
    ]
    return [title, *numbers]
