"""What `pytest` prints at the end: the cards of what failed, the table of stages, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kata.course.foundations import blocked_message
from kata.course.stages import STAGES, Stage
from kata.learner.card import Card

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


def print_cards(reporter: Any, cards: Sequence[Card], every: bool) -> None:
    """The first card, or every card; each says how many there are."""
    for number, card in enumerate(cards if every else cards[:1], start=1):
        reporter.write_line("")
        reporter.write_line(f"{card.title}   ({number} of {len(cards)} that fail)", red=True, bold=True)
        for line in card.lines():
            reporter.write_line(line)


def print_table(reporter: Any, states: Sequence[tuple[Stage, str]]) -> None:
    """One row a stage: how many of its tests passed, failed, are blocked and are to do."""
    reporter.write_line("")
    blocked = "blocked" if any(state == "blocked" for _, state in states) else ""
    reporter.write_line(f"{'stage':<28} {'passed':>7} {'failed':>7} {'to do':>6} {blocked:>8}".rstrip())
    for stage in STAGES:
        mine = [state for other, state in states if other is stage]
        if not mine:
            continue
        passed, todo, waiting = (mine.count(state) for state in ("passed", "todo", "blocked"))
        failed = len(mine) - passed - todo - waiting
        colour = {"green": passed == len(mine), "red": failed > 0}
        row = f"{stage.number:02} {stage.title:<25} {f'{passed}/{len(mine)}':>7} {failed:>7} {todo:>6}"
        reporter.write_line(f"{row} {waiting:>8}" if blocked else row, **colour)
    seen = {state for _, state in states}
    if seen - {"passed", "failed", "todo"}:
        reporter.write_line(f"letters: {', '.join(text for state, text in LETTERS.items() if state in seen)}")
    reporter.write_line("")


def print_blocked(reporter: Any, blockers: Mapping[Stage, Stage | None]) -> None:
    """Why tests are blocked: one line a stage that waits for another."""
    for stage, broken in blockers.items():
        if broken:
            reporter.write_line(f"Stage {stage.number:02} {blocked_message(broken)}: pytest {broken.test_file}")


def print_next(
    reporter: Any, target: str, cards: Sequence[Card], todo: Sequence[tuple[Stage, str]], tested: set[Stage]
) -> None:
    """What to do next: mend the first failure, or write the first stub, or go on to the next stage."""
    later = [stage for stage in STAGES if all(stage.number > each.number for each in tested)]
    if cards:
        more = " All the cards: --all-cards." if len(cards) > 1 else ""
        reporter.write_line(f"Next: mend the failure above. Its traceback: --tb=short.{more}")
    elif not todo and later:
        reporter.write_line(f"All passed. Next: stage {later[0].number:02}, in {target}/{later[0].module}.py.")
    elif not todo:
        reporter.write_line(
            f"All passed, and that was the last stage. Train your network: python -m kata train {target}"
        )
    elif todo:
        stage, message = todo[0]
        name = message.partition(": ")[2] or message
        reporter.write_line(f"Next: open {target}/{stage.module}.py, read the lesson and write {name}.")
        reporter.write_line(f"Test: pytest {stage.test_file}     Hint: python -m kata hint {stage.number} {name}")
