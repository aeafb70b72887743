"""Runs judges: one child process a submission and stage, as many at a time as there are cores."""

from __future__ import annotations

import atexit
import functools
import multiprocessing
import os
import socket
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from pathlib import Path

from kata.course.stages import STAGES, Stage
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.process import run_tests
from kata.judge.record import explain_end, finished_tests, read_record
from kata.judge.results import Outcome, StageResult, StageTest
from kata.judge.supply import TemplateProcess, WorkerOrder, WorkerSupply
from kata.worker.sandbox import BAIT, PROTECTIONS

CONTEXT = multiprocessing.get_context("fork")


class StageRun:
    """One stage of one submission on its way to a result: the judge at work, and the outcomes so far."""

    def __init__(
        self,
        submission: Submission,
        stage: Stage,
        tests: tuple[StageTest, ...],
        limits: Limits,
        scratch: Path,
        used: dict[Submission, float],
    ) -> None:
        self.submission, self.stage, self.tests, self.limits = submission, stage, tests, limits
        self.scratch = scratch
        self.outcomes: dict[StageTest, Outcome] = {}
        self.seconds = 0.0
        self.used = used  # by all stages of each submission, in seconds

    @property
    def remaining(self) -> tuple[StageTest, ...]:
        return tuple(test for test in self.tests if test not in self.outcomes)

    def start(self, core: int | None) -> None:
        """Fork a judge for the tests that have no outcome yet."""
        self.core = core
        self.record = Path(tempfile.mkstemp(suffix=".jsonl", dir=self.scratch)[1])
        arguments = [test.node_id for test in self.remaining]
        order = WorkerOrder.of(self.submission.folder, self.stage, self.limits, core, must_hold=not isolation()[1])
        self.keeper = template().keeper()
        self.child = start_judge(self.submission.folder, arguments, self.record, self.limits, (self.keeper, order))
        self.began = time.monotonic()
        self.deadline = self.began + min(self._seconds_left().values())

    def end(self) -> None:
        """Kill the judge, and wait until its keeper has ended what the submission started."""
        kill(self.child)
        TemplateProcess.end_keeper(self.keeper)
        self.seconds += time.monotonic() - self.began
        self.used[self.submission] += time.monotonic() - self.began

    def settle(self) -> None:
        """After the judge's end: take what it recorded, and decide about the test that ended it."""
        events = read_record(self.record)
        self._add(finished_tests(events, self.tests))
        over = [text for text, seconds in self._seconds_left().items() if seconds <= 0]
        if over:
            self._add([Outcome(test, "timeout", over[0]) for test in self.remaining])
        elif self.remaining:
            self._add(explain_end(events, self.remaining, self.child.exitcode, self.began, self.limits))

    def result(self) -> StageResult:
        """What came of it."""
        return StageResult(self.stage, tuple(self.outcomes[test] for test in self.tests))

    def _seconds_left(self) -> dict[str, float]:
        """The time that is left to the stage and to the submission, each by what to say when it is used up."""
        stage, submission = self.limits.stage_seconds, self.limits.submission_seconds
        return {
            f"the stage's {stage:g} seconds were used up": stage - self.seconds,
            f"the submission's {submission:g} seconds were used up": submission - self.used[self.submission],
        }

    def _add(self, outcomes: list[Outcome]) -> None:
        self.outcomes.update({outcome.test: outcome for outcome in outcomes})


def run_all(runs: list[StageRun], workers: int, on_stage: Callable[[], None]) -> None:
    """Keep `workers` judges at work until every test of every run has an outcome.

    The runs with the most tests come first: a long one that is left to the end would keep one core waiting.
    """
    waiting, working = sorted((run for run in runs if run.remaining), key=lambda run: len(run.tests)), list[StageRun]()
    free = (_cores() * workers)[:workers]
    try:
        while waiting or working:
            while waiting and free:
                working.append(waiting.pop())
                working[-1].start(free.pop())
            now = time.monotonic()
            wait([run.child.sentinel for run in working], max(0.0, min(run.deadline for run in working) - now))
            for run in [run for run in working if not run.child.is_alive() or time.monotonic() >= run.deadline]:
                run.end()
                free.append(run.core)
                working.remove(run)
                run.settle()
                if run.remaining:
                    waiting.append(run)
                else:
                    on_stage()
    finally:
        for run in working:
            run.end()


def _cores() -> list[int | None]:
    """The cores that this process may use; not every system tells."""
    return [*sorted(os.sched_getaffinity(0))] if hasattr(os, "sched_getaffinity") else [None]


@functools.cache
def template() -> TemplateProcess:
    """The process that all workers are forked from; it ends with this one."""
    found = TemplateProcess()
    atexit.register(found.close)
    found.wait()
    return found


@functools.cache
def isolation() -> tuple[list[str], list[str]]:
    """Which protections hold for workers on this machine, found by trying each in one, and which do not."""
    with tempfile.TemporaryDirectory(prefix="kata-") as folder, template().keeper() as connection:
        inside, outside = Path(folder, "inside"), Path(folder, "outside")
        for each in (inside, outside):
            each.mkdir()
        (outside / BAIT).touch()
        order = WorkerOrder.of(inside, STAGES[0], Limits(), must_hold=False)
        found = WorkerSupply(connection, order).probe(outside)
        TemplateProcess.end_keeper(connection)
    return [name for name in PROTECTIONS if name in found], [name for name in PROTECTIONS if name not in found]


def start_judge(
    target: Path,
    arguments: list[str],
    record: Path,
    limits: Limits,
    workers: tuple[socket.socket, WorkerOrder] | None = None,
) -> multiprocessing.context.ForkProcess:
    """Fork a judge that runs pytest with these arguments on this target."""
    child = CONTEXT.Process(target=run_tests, args=(target, arguments, record, limits, workers))
    child.start()
    return child


def kill(child: multiprocessing.context.ForkProcess) -> None:
    """End a judge; it has no children of its own."""
    child.kill()
    child.join()
