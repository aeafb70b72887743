"""Why tests did not pass, in a line each: messages of submissions are cut and cleaned here."""

from __future__ import annotations

from collections.abc import Iterator, Sized

from kata.course.text import shorten
from kata.grading.points import Report, StageResult
from kata.judge.outcomes import Outcome


def wrong(result: StageResult) -> dict[tuple[str, str], list[str]]:
    """By state and reason the names of the tests that neither passed nor are to do; private ones have only names."""
    found: dict[tuple[str, str], list[str]] = {}
    for outcome in result.outcomes:
        if outcome.state not in ("passed", "todo"):
            why = f"{_why(outcome)}: {outcome.test.name}" if outcome.test.private else _why(outcome)
            found.setdefault((outcome.state, why), []).append(outcome.test.name)
    return found


def main_reasons(report: Report) -> Iterator[str]:
    """For each stage the most frequent reason of what went wrong."""
    for result in report.stages:
        if groups := wrong(result):
            (state, why), names = max(groups.items(), key=lambda group: len(group[1]))
            yield f"{result.stage.number:02}: {len(names)} {state}: {why}{_more(groups)}"


def _more(groups: Sized) -> str:
    if len(groups) == 2:
        return " (and another reason)"
    return f" (and {len(groups) - 1} other reasons)" if len(groups) > 2 else ""


def _why(outcome: Outcome) -> str:
    """A message on one line: of a card, what came back, and why that is wrong."""
    lines = [line.split(maxsplit=1) for line in outcome.message.splitlines()]
    parts = {line[0]: line[1] for line in lines if len(line) == 2}
    return shorten(parts.get("because") or parts.get("got") or outcome.message)
