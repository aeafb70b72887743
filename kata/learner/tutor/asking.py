"""Asks the tutor in a process of its own, which is ended when its time is up: a fault there is nobody's."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from kata.course.stages import Stage
from kata.learner.tutor.budget import Budget
from kata.learner.tutor.finding import Question, find

SECONDS = 0.5
"""What the tutor may cost after a failing run."""
LARGEST = 1 << 16


@dataclass(frozen=True)
class Remark:
    """What the tutor says: what the function looks like, a question, and on how many calls that rests."""

    name: str
    looks_like: str
    asks: str
    function: str
    calls: int
    tests: tuple[str, ...] = ()


def remark_on(
    test: Any, stage: Stage, prepare: Callable[[], object], seed: int, passed: frozenset[str], seconds: float
) -> Remark | None:
    """What there is to say about a test of pytest's that failed; nothing, should anything go wrong."""
    with suppress(Exception):
        tests = [each for name, each in vars(test.module).items() if name.startswith("test_") and callable(each)]
        return ask(Question(stage, test.function.__name__, tests, prepare, seed, passed=passed), seconds)
    return None


def ask(question: Question, seconds: float = SECONDS, patience: float | None = None) -> Remark | None:
    """What there is to say about a failing test, within that time; None when in doubt.

    patience: where given, only the time in which the other process is at work counts, and it is waited for so long.
    Silent where a process cannot be forked, or the course's wrong programs are not there.
    """
    start = time.monotonic()
    if not hasattr(os, "fork") or not (question.root / "misconceptions" / question.stage.module).is_dir():
        return None
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pid = os.fork()
    if not pid:
        _answer(question, Budget.from_now(0.9 * seconds, patience is not None), writing)
    os.close(writing)
    try:
        return _read(reading, start + (patience or seconds))
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _read(reading: int, until: float) -> Remark | None:
    text = b""
    while select.select([reading], [], [], max(0.0, until - time.monotonic()))[0]:
        piece = os.read(reading, LARGEST)
        text += piece
        if not piece or len(text) > LARGEST:
            break
    with suppress(ValueError, TypeError):
        return Remark(**json.loads(text))
    return None


def _answer(question: Question, budget: Budget, writing: int) -> None:
    """The life of the other process, too short for the collector, which would touch all memory that is shared."""
    gc.disable()
    try:
        _silence()
        found = find(question, budget)
        if found:
            known, tests = found.misconception, tuple(sorted(found.tests))
            remark = Remark(known.name, known.says, known.asks, found.function, found.calls, tests)
            os.write(writing, json.dumps(asdict(remark)).encode())
    finally:
        os._exit(0)


def _silence() -> None:
    """Nothing is read from the terminal or printed, and no debugger stops; only the pipe is left."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    sys.breakpointhook = lambda *_, **__: None
    sys.settrace(None)
