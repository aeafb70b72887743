"""Asks the tutor about the tests that failed, after the others: what it says decides nothing.

A process that is forked from the judge runs tests once more on a fresh worker, through the same proxy, and plays the
calls on the course's misconceptions. Nothing of the submission is in it, and what comes back is a name out of the
course's own bank: a hostile submission can at most look like a misconception that it has not.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kata.course.stages import Stage
from kata.errors import printable
from kata.judge.proxy import RemoteModule, Session
from kata.judge.record import add_event
from kata.judge.supply import WorkerSupply
from kata.learner.pytest_plugin import id_of, stage_of
from kata.learner.tutor.asking import SECONDS, Remark, ask
from kata.learner.tutor.finding import Question
from kata.worker.processes import end_with

PATIENCE = 3.0
"""Seconds on the wall that an answer is waited for on a busy machine, unless the program has hung in a test already.
SECONDS of work are shared by all questions about a stage."""
MOST_ASKED = 3


def add_remarks(learners: Any, failed: Sequence[pytest.Function], supply: WorkerSupply, record: Path) -> None:
    """Write down for each of these tests which misconception its program looks like, where the tutor knows it.

    learners: the pytest plugin, with the tests' verdicts. Private tests are not asked about.
    """
    waiting = [item for item in failed if _is_public(item)]
    left = SECONDS
    for _ in range(MOST_ASKED):
        if not waiting or left <= 0.1 * SECONDS:
            return
        item, *waiting = waiting
        before = _work_of_children()
        remark = _remark(learners, item, supply, left)
        left -= _work_of_children() - before
        if remark and not _is_shared(item, remark):
            same = [item, *(each for each in waiting if each.function.__name__ in remark.tests)]
            waiting = [each for each in waiting if each not in same]
            for each in same:
                _add(learners, each, remark, record)


def _is_public(item: pytest.Function) -> bool:
    stage = stage_of(item)
    return stage is not None and id_of(item).startswith(stage.test_file)


def _is_shared(item: pytest.Function, remark: Remark) -> bool:
    """Whether a remark is about what shares memory with the tests: from here it is not seen how that was changed."""
    stage = stage_of(item)
    return stage is not None and not set(stage.shared).isdisjoint(remark.function.split("."))


def _work_of_children() -> float:
    """Seconds of processor time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _remark(learners: Any, item: pytest.Function, supply: WorkerSupply, seconds: float) -> Remark | None:
    """What there is to say about a test, on a worker of its own; nothing, should anything go wrong."""
    stage, session = stage_of(item), None
    try:
        session = RemoteModule.session = supply.start(more=False)
        assert stage
        hung = any(each.state == "timeout" for each in learners.outcomes.values())
        return ask(_question(learners, item, stage, session, supply), seconds, SECONDS if hung else PATIENCE)
    except (OSError, ValueError, LookupError):
        return None
    finally:
        RemoteModule.session = None
        if session:
            session.channel.connection.close()
            session.channel.output.close()
            with suppress(OSError):
                supply.end()


def _question(learners: Any, item: pytest.Function, stage: Stage, session: Session, supply: WorkerSupply) -> Question:
    tests = [each for name, each in vars(item.module).items() if name.startswith("test_") and callable(each)]
    return Question(
        stage,
        item.function.__name__,
        tests,
        partial(_prepare, learners, os.getpid()),
        int(item.config.option.hypothesis_seed),
        load=partial(_load, session, stage.module),
        imports=supply.source.imports,
        passed=learners.passed(learners.outcomes.values(), stage),
    )


def _prepare(learners: Any, judge: int) -> None:
    """In the process that plays: end with the judge, and begin as a test does."""
    end_with(judge)
    learners.as_before_a_test()


def _load(session: Session, name: str) -> ModuleType:
    session.load(name)
    return sys.modules[name]


def _add(learners: Any, item: pytest.Function, remark: Remark, record: Path) -> None:
    card = learners.outcomes[id_of(item)].card
    if card:
        message = "\n".join(map(printable, card.with_remark(remark.looks_like, remark.asks).lines()))
        add_event(record, "remark", test=id_of(item), message=message, looks_like=remark.looks_like)
