"""Records the calls of a stage's tests on the target's program, and decides what it looks like, in this process.

Its modules, the tests' modules and the random states are not what they were, afterwards: see `asking`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis.errors import StopTest, UnsatisfiedAssumption

from kata.course.stages import ROOT, Stage
from kata.learner.examples import body_of
from kata.learner.tutor.bank import read_bank, read_solution
from kata.learner.tutor.budget import Budget, Late
from kata.learner.tutor.determinism import install
from kata.learner.tutor.inputs import names_in, runs_of
from kata.learner.tutor.matching import Bank, Match, match
from kata.learner.tutor.recording import RecordedModule, Recorder

RECORDING = 0.35
"""The part of the time in which calls are recorded."""
PLAYING = 0.12
"""The part of the time that one program may play the calls in; what comes after that is left out."""
SLOW = 0.02
"""Seconds of a program from which on its calls are left out, unless they are those of the failing test."""
FIRST, OTHERS = 40, 2
"""Runs of the failing test, and in turns of each of the others."""


@dataclass(frozen=True)
class Question:
    """A failing test, by name, and all tests of its stage. prepare: what a test begins with, such as a random state."""

    stage: Stage
    test: str
    tests: Sequence[Any]
    prepare: Callable[[], object]
    seed: int = 0
    root: Path = ROOT


def find(question: Question, budget: Budget) -> Match | None:
    """What the target's program looks like, if anything. Raises Late when there is not enough time."""
    stage = question.stage
    recorder = Recorder(_sources(question))
    sys.modules.pop(stage.module, None)  # a fresh one: what it remembers from the tests is not in any recorded call
    question.prepare()
    install()
    with suppress(Late):
        _record(question, importlib.import_module(stage.module), recorder, budget)
    misconceptions = read_bank(question.root, stage)
    solution, seconds = read_solution(question.root, stage), PLAYING * budget.seconds
    bank = Bank(stage.module, solution, misconceptions, seconds, budget.episode, budget.clock)
    return match(bank, recorder.episodes, question.test)


def _sources(question: Question) -> frozenset[str]:
    """The modules with random generators of their own that the tests or the program may use."""
    modules = sys.modules.get(question.stage.module), sys.modules[body_of(question.tests[0]).__module__]
    files = [each.__file__ for each in modules if each and each.__file__]
    text = "".join(Path(file).read_text(encoding="utf-8", errors="replace") for file in files)
    return frozenset(name for name in ("numpy", "random") if f"import {name}" in text or f"from {name}" in text)


def _record(question: Question, module: ModuleType, recorder: Recorder, budget: Budget) -> None:
    """The calls of the failing test, for half of the time at the most, and of those that use what it uses."""
    tests = {test.__name__: test for test in question.tests}
    first = tests.pop(question.test)
    _put_in_place(RecordedModule(module, recorder), body_of(first).__globals__)
    own = {name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
    mine = names_in(body_of(first)) & own
    others = {name: runs_of(test, question.seed) for name, test in tests.items() if names_in(body_of(test)) & mine}
    spare = (1 - RECORDING) * budget.seconds
    with suppress(Late), budget.alarm((budget.left - spare) / 2):
        _run(question.test, runs_of(first, question.seed), FIRST, recorder)
    with budget.alarm(budget.left - spare):
        while others:
            others = {name: each for name, each in others.items() if _run(name, each, OTHERS, recorder)}


def _put_in_place(stand_in: RecordedModule, names: dict[str, Any]) -> None:
    """Let the tests use the stand-in for the program's module."""
    for name, value in list(names.items()):
        if isinstance(value, ModuleType) and value.__name__ == stand_in.__name__:
            names[name] = stand_in


def _fails(run: Callable[[], object]) -> bool:
    """Run a test's body once; whether it fails, and has not only rejected its input."""
    try:
        run()
    except (Late, KeyboardInterrupt):
        raise
    except (UnsatisfiedAssumption, StopTest):
        return False
    except BaseException:
        return True
    return False


def _run(name: str, runs: Iterator[Any], times: int, recorder: Recorder) -> bool:
    """Record some more runs of a test; whether there may be more of them."""
    for _ in range(times):
        run = next(runs, None)
        if run is None:
            return False
        recorder.begin(name)
        failed = _fails(run)
        if times == FIRST or recorder.seconds < SLOW:
            recorder.end(failed)
    return True
