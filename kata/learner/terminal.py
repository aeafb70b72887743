"""What `pytest` prints at the end: the cards of what failed, the table of stages, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kata.course.foundations import blocked_message
from kata.course.stages import STAGES
from kata.course.text import quote
from kata.learner.verdict import Verdict

LETTERS = {
    "passed": ". passed",
    "failed": "F failed",
    "todo": "t still to do",
    "timeout": "T stopped after its time",
    "blocked": "B blocked by another stage",
    "error": "E the file does not import",
    "crashed": "C crashed",
}
"""What pytest prints for a state while the tests run, and what that means."""


def print_cards(reporter: Any, outcomes: Sequence[Verdict], every: bool) -> None:
    """The first card, or every card; each says how many there are."""
    cards = [outcome.card for outcome in outcomes if outcome.card]
    for number, card in enumerate(cards if every else cards[:1], start=1):
        reporter.write_line("")
        reporter.write_line(f"{card.title}   ({number} of {len(cards)} that fail)", red=True, bold=True)
        for line in card.lines():
            reporter.write_line(line)


def print_table(reporter: Any, outcomes: Sequence[Verdict]) -> None:
    """One row a stage: how many of its tests passed, failed, are blocked and are to do."""
    reporter.write_line("")
    seen = {outcome.state for outcome in outcomes}
    blocked = "blocked" if "blocked" in seen else ""
    reporter.write_line(f"{'stage':<28} {'passed':>7} {'failed':>7} {'to do':>6} {blocked:>8}".rstrip())
    for stage in STAGES:
        mine = [outcome.state for outcome in outcomes if outcome.stage is stage]
        if not mine:
            continue
        passed, todo, waiting = (mine.count(state) for state in ("passed", "todo", "blocked"))
        failed = len(mine) - passed - todo - waiting
        colour = {"green": passed == len(mine), "red": failed > 0}
        row = f"{stage.number:02} {stage.title:<25} {f'{passed}/{len(mine)}':>7} {failed:>7} {todo:>6}"
        reporter.write_line(f"{row} {waiting:>8}" if blocked else row, **colour)
    if seen - {"passed", "failed", "todo"}:
        reporter.write_line(f"letters: {', '.join(text for state, text in LETTERS.items() if state in seen)}")
    reporter.write_line("")


def print_blocked(reporter: Any, outcomes: Sequence[Verdict], command: str) -> None:
    """Why tests are blocked: one line a stage that waits for another."""
    for stage, broken in {outcome.stage: outcome.blocker for outcome in outcomes if outcome.blocker}.items():
        reporter.write_line(f"Stage {stage.number:02} {blocked_message(broken)}: {command} {broken.test_file}")


def print_next(reporter: Any, outcomes: Sequence[Verdict], target: str, command: str, whole: bool) -> None:
    """What to do next: mend the first failure, or write the first stub, or go on to the next stage.

    command: pytest, with the options of this run. whole: all tests of the stages ran, and not a selection.
    """
    last = max(outcome.stage.number for outcome in outcomes)
    cards = [outcome.card for outcome in outcomes if outcome.card]
    todo = [outcome for outcome in outcomes if outcome.todo]
    if cards:
        more = " All the cards: --all-cards." if len(cards) > 1 else ""
        reporter.write_line(f"Next: mend the failure above. Its traceback: --tb=short.{more}")
    elif todo:
        stage, message = todo[0].stage, todo[0].todo
        name = message.partition(": ")[2] or message
        reporter.write_line(f"Next: open {target}/{stage.module}.py, read the lesson and write {name}.")
        hint = f"python -m kata hint {stage.number} {name}"
        reporter.write_line(f"Test: {command} {stage.test_file}     Hint: {hint}")
    elif any(outcome.state != "passed" for outcome in outcomes):
        pass  # all of them are blocked, and it has been said by what
    elif not whole:
        stages = {outcome.stage for outcome in outcomes}
        files = f" {outcomes[0].stage.test_file}" if len(stages) == 1 else ""
        reporter.write_line(f"The chosen tests passed. Next: all of them, {command}{files}")
    elif last < len(STAGES):
        reporter.write_line(f"All passed. Next: stage {last + 1:02}, in {target}/{STAGES[last].module}.py.")
    else:
        train = f"python -m kata train {quote(target)}"
        reporter.write_line(f"All passed, and that was the last stage. Train your network: {train}")
