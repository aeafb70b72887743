"""Records the calls of a stage's tests on the target's program, and decides what it looks like, in this process.

Its modules, the tests' modules and the random states are not what they were, afterwards: see `asking`.
"""

from __future__ import annotations

import importlib
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis.errors import StopTest, UnsatisfiedAssumption

from kata.course.notebooks import top_names
from kata.course.stages import ROOT, STAGES, Stage
from kata.errors import WorkerDied
from kata.learner.examples import body_of, failing_choices
from kata.learner.tutor.bank import read_bank, read_solution
from kata.learner.tutor.budget import Budget, Late
from kata.learner.tutor.determinism import install
from kata.learner.tutor.inputs import names_in, runs_of
from kata.learner.tutor.matching import QUICK, Bank, Match, match, narrow
from kata.learner.tutor.recording import Recorder
from kata.learner.tutor.stand_ins import RecordedModule

RECORDING = 0.32
"""The part of the time in which calls are recorded."""
PLAYING = 0.12
"""The part of the time that one program may play the calls in; what comes after that is left out."""
SLOW = 0.02
"""Seconds of a program from which on its calls are left out, unless they are those of the failing test."""
FIRST, OTHERS, ROUNDS = 40, 2, 4
"""Runs of the failing test, and in turns of each of the others, which are gone through so often."""


@dataclass(frozen=True)
class Question:
    """A failing test, by name, and all tests of its stage. prepare: what a test begins with, such as a random state.

    load: the program's module, which remembers nothing; by default it is imported anew. imports: the modules that the
    program imports, where they are known without its text. passed: tests that the program has passed on all of their
    inputs: it is no misconception that one of them catches.
    """

    stage: Stage
    test: str
    tests: Sequence[Any]
    prepare: Callable[[], object]
    seed: int = 0
    root: Path = ROOT
    load: Callable[[], ModuleType] | None = None
    imports: frozenset[str] = field(default_factory=frozenset)
    passed: frozenset[str] = field(default_factory=frozenset)


class Rehearsal:
    """The tests of a question, run once more on the target's program so that its calls are recorded."""

    def __init__(self, question: Question, module: ModuleType, recorder: Recorder, budget: Budget) -> None:
        self.recorder, self.budget, self.name = recorder, budget, question.test
        tests = {test.__name__: test for test in question.tests}
        bodies = {name: body_of(test) for name, test in tests.items()}
        _put_in_place(RecordedModule(module, recorder), bodies[self.name].__globals__)
        mine = names_in(bodies[self.name]) & set(top_names(question.stage))
        shared = {name: len(names_in(body) & mine) for name, body in bodies.items()}
        related = sorted((name for name in shared if shared[name]), key=lambda name: -shared[name])
        runs = {name: runs_of(tests[name], question.seed) for name in related}
        self.failing = runs.pop(self.name, iter(()))
        self.sure = not hasattr(tests[self.name], "hypothesis") or failing_choices(tests[self.name]) is not None
        """Whether the next run of the failing test is known to fail."""
        self.others = deque(runs.items())

    def begin(self) -> None:
        """Record the first runs of the failing test, and one of each that uses what it uses."""
        self._record_failing(QUICK)
        self._record_others(1, 1, RECORDING / 4)

    def go_on(self) -> None:
        """Record more of them."""
        self._record_failing(FIRST)
        self._record_others(OTHERS, ROUNDS, RECORDING / 2)

    def _record_failing(self, times: int) -> None:
        with suppress(Late), self.budget.alarm(RECORDING * self.budget.seconds / 4):
            self._run(self.name, self.failing, times)

    def _record_others(self, times: int, rounds: int, part: float) -> None:
        """Go on with the test after the last one: when time is short, each has its turn all the same."""
        with suppress(Late), self.budget.alarm(part * self.budget.seconds):
            for _ in range(rounds * len(self.others)):
                self.others.rotate(-1)
                self._run(*self.others[-1], times)

    def _run(self, name: str, runs: Iterator[Any], times: int) -> None:
        for run in islice(runs, times):
            self.recorder.begin(name)
            sure, self.sure = self.sure and name == self.name, self.sure and name != self.name
            try:
                failed = _fails(run)
            except Late:
                if sure:
                    self.recorder.end(failed=True)  # as far as it came
                raise
            if name == self.name or self.recorder.seconds < SLOW:
                self.recorder.end(failed)


def find(question: Question, budget: Budget) -> Match | None:
    """What the target's program looks like, if anything. Raises Late when there is not enough time."""
    stage = question.stage
    recorder = Recorder(_sources(question))
    question.prepare()
    install()
    with budget.alarm(budget.left):
        module = question.load() if question.load else _import_anew(stage.module)
    rehearsal = Rehearsal(question, module, recorder, budget)
    rehearsal.begin()
    solution, seconds = read_solution(question.root, stage), PLAYING * budget.seconds
    possible = [each for each in read_bank(question.root, stage) if each.caught_by not in question.passed]
    bank = Bank(stage.module, solution, possible, seconds, budget.episode, budget.clock)
    likely = narrow(bank, recorder.episodes, question.test)
    if not likely:
        return None
    question.prepare()  # the misconceptions that have been tried may have left other random numbers
    rehearsal.go_on()
    return match(bank, recorder.episodes, question.test, likely)


def _import_anew(name: str) -> ModuleType:
    """A fresh one: what the program remembers from the tests is not in any recorded call."""
    sys.modules.pop(name, None)
    return importlib.import_module(name)


def _sources(question: Question) -> frozenset[str]:
    """The modules with random generators of their own that the program may use, itself or through a stage below."""
    modules = [sys.modules[each.module] for each in STAGES if each.module in sys.modules]
    files = [file for each in modules if (file := getattr(each, "__file__", None)) and Path(file).is_file()]
    text = "".join(Path(file).read_text(encoding="utf-8", errors="replace") for file in files)
    named = {name for name in ("numpy", "random") if f"import {name}" in text or f"from {name}" in text}
    return frozenset(named | {name for name in ("numpy", "random") if name in question.imports})


def _put_in_place(stand_in: RecordedModule, names: dict[str, Any]) -> None:
    """Let the tests use the stand-in for the program's module."""
    for name, value in list(names.items()):
        if isinstance(value, ModuleType) and value.__name__ == stand_in.__name__:
            names[name] = stand_in


def _fails(run: Callable[[], object]) -> bool:
    """Run a test's body once; whether it fails, and has not only rejected its input."""
    try:
        run()
    except (Late, KeyboardInterrupt, WorkerDied):  # of a program that has ended, nothing is said
        raise
    except (UnsatisfiedAssumption, StopTest):
        return False
    except BaseException:
        return True
    return False
