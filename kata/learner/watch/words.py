"""The sentences of the watch: the same on its screen and in the plain commands."""

from __future__ import annotations

import os
import shlex
import subprocess
import textwrap
from collections.abc import Sequence
from functools import partial

from kata.course.foundations import blocked_message
from kata.course.stages import STAGES, Stage
from kata.learner.watch.results import StageResult
from kata.learner.watch.watcher import Watcher

LABEL = 12
"""Columns of a card's labels."""


def title(stage: Stage) -> str:
    """A stage as a person would call it."""
    return f"{stage.number:02} {stage.title}"


def heading(watcher: Watcher, poll: bool) -> str:
    """The first line: where the learner is, and what is slow here."""
    solved = len(STAGES) - len(watcher.unsolved())
    parts = [_file(watcher, watcher.current), f"{solved} of {len(STAGES)} stages solved"]
    parts += [] if watcher.runner.warm else ["each run is a new process: about 3 s"]
    return "   ".join([*parts, "looking for saves now and then"] if poll else parts)


def running(watcher: Watcher) -> str:
    """What is known of the stage in view while its tests run, or wait for others."""
    name, now = title(STAGES[watcher.current - 1]), watcher.running
    if now and now.number == watcher.current:
        return f"{name}: {len(now.tests)} of {now.total} tests have run"
    if watcher.current in watcher.pending:
        return f"{name}: starting" if not now else f"{name}: after {title(now.stage)}, which is tested first"
    return f"{name}: not run yet"


def row(watcher: Watcher, number: int) -> str:
    """A line of the list of stages."""
    result, stage = watcher.results.get(number), STAGES[number - 1]
    if not result:
        state = "not run yet"
    elif not watcher.known(number):
        state = f"{result.count('passed')} of {result.total} passed, changed since"
    else:
        state = result.summary()
    mark = "x" if number not in watcher.unsolved() else " "
    return f"[{mark}] {title(stage):<28} {state}"


def verdict(result: StageResult) -> str:
    """How a stage's tests ended, and what that took."""
    took = f" ({result.seconds:.1f} s)" if result.complete and result.seconds else ""
    return f"{title(result.stage)}: {result.summary()}{took}"


def wrapped(lines: Sequence[str], width: int) -> list[str]:
    """The lines of a card, broken so that the labels stand alone."""
    wrap = partial(textwrap.wrap, width=max(width, 2 * LABEL), subsequent_indent=LABEL * " ")
    return [part for line in lines for part in wrap(line) or [""]]


def next_line(watcher: Watcher, number: int) -> str:
    """What to do next about a stage that has been run."""
    result = watcher.known(number)
    if not result:
        return f"Save {_file(watcher, number)} to run its tests."
    if result.passed:
        return _after_success(watcher)
    if broken := result.first_broken:
        return f"Next: mend {broken.function}." if broken.function else "Next: mend the failure above."
    waiting = next((each for each in result.tests if each.blocker), None)
    if waiting and waiting.blocker:
        return f"It {blocked_message(STAGES[waiting.blocker - 1])}. Next: {_file(watcher, waiting.blocker)}."
    todo = result.first_todo
    name = f" and write {todo.function}" if todo and todo.function else ""
    return f"Next: open {_file(watcher, number)}, read the lesson{name}."


def _after_success(watcher: Watcher) -> str:
    following = watcher.following()
    if following is None:
        target = watcher.runner.target
        train = "python -m kata train" + ("" if target == "exercises" else f" {_quote(target)}")
        return f"All stages are solved. Train your network: {train}"
    return f"All passed. Next: stage {following:02}, in {_file(watcher, following)}."


def _file(watcher: Watcher, number: int) -> str:
    return f"{watcher.runner.target}/{STAGES[number - 1].module}.py"


def _quote(text: str) -> str:
    return shlex.quote(text) if os.name == "posix" else subprocess.list2cmdline([text])
