"""Grades many submissions: one child process a submission and stage, as many at a time as there are cores.

The children are forked from this process, which has imported torch, Hypothesis and pytest once. When a child ends,
or its time is up, it is killed with everything that it started.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import multiprocessing
import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path

import hypothesis.extra.numpy  # noqa: F401  (imported here once, for all children)
import psutil
import torch
from _pytest.config import default_plugins

from kata.errors import GraderError
from kata.foundations import blocked_message, foundations, may_be_blocked
from kata.judge import Limits, collected_tests, explain_end, finished_tests, read_record, run_tests
from kata.results import Outcome, Report, StageResult, StageTest
from kata.stages import Stage
from kata.submissions import Submission
from kata.subreaper import become_subreaper
from kata.workers import Template

CONTEXT = multiprocessing.get_context("fork")

Job = tuple[Submission, Stage]


class StageRun:
    """One stage of one submission on its way to a result: the child at work, and the outcomes so far."""

    def __init__(
        self, submission: Submission, stage: Stage, tests: tuple[StageTest, ...], limits: Limits, scratch: Path
    ) -> None:
        self.submission, self.stage, self.tests, self.limits = submission, stage, tests, limits
        self.scratch = scratch
        self.outcomes: dict[StageTest, Outcome] = {}
        self.seconds_left = limits.stage_seconds

    @property
    def remaining(self) -> tuple[StageTest, ...]:
        return tuple(test for test in self.tests if test not in self.outcomes)

    def start(self, template: Template) -> None:
        """Fork a judge for the tests that have no outcome yet."""
        self.record = Path(tempfile.mkstemp(suffix=".jsonl", dir=self.scratch)[1])
        arguments = [test.node_id for test in self.remaining]
        with template.keeper() as keeper:
            self.child = start_child(self.submission.folder, arguments, self.record, self.limits, keeper)
        self.began = time.monotonic()

    @property
    def deadline(self) -> float:
        return self.began + self.seconds_left

    def settle(self) -> None:
        """After the child's end: take what it recorded, and decide about the test that ended it."""
        events = read_record(self.record)
        self._add(finished_tests(events, self.tests))
        self.seconds_left -= time.monotonic() - self.began
        if self.remaining and self.seconds_left <= 0:
            text = f"the stage's {self.limits.stage_seconds:g} seconds were used up"
            self._add([Outcome(test, "timeout", text) for test in self.remaining])
        elif self.remaining:
            self._add(explain_end(events, self.remaining, self.child.exitcode, self.began, self.limits))

    def result(self) -> StageResult:
        return StageResult(self.stage, tuple(self.outcomes[test] for test in self.tests))

    def _add(self, outcomes: list[Outcome]) -> None:
        self.outcomes.update({outcome.test: outcome for outcome in outcomes})


def grade(
    submissions: Sequence[Submission],
    stages: Sequence[Stage],
    limits: Limits,
    on_stage: Callable[[], None] = lambda: None,
    workers: int | None = None,
    asks: Callable[[Submission, StageTest], bool] = lambda submission, test: True,
) -> list[Report]:
    """Test each stage of each submission; `on_stage` is called as each of them is done.

    asks: whether a submission is given a test; by default each is given all tests of the stages.
    """
    become_subreaper()
    _warm_up()
    jobs = [(each, stage) for each in submissions for stage in stages]
    with tempfile.TemporaryDirectory(prefix="kata-") as folder:
        work = partial(
            _run_jobs, limits=limits, scratch=Path(folder), workers=workers or os.cpu_count() or 1, asks=asks
        )
        results = work(jobs, on_stage=on_stage)
        below = {job: foundations(job[0].folder, job[1]) for job in jobs if _may_be_blocked(results[job])}
        asked = dict.fromkeys((each, stage) for (each, _), stages in below.items() for stage in stages)
        known = results | work([job for job in asked if job not in results], on_stage=lambda: None)
    for (submission, stage), stages_below in below.items():
        broken = next((each for each in stages_below if not known[submission, each].passed), None)
        if broken:
            results[submission, stage] = _blocked(results[submission, stage], broken)
    return [Report(each.name, each.folder, tuple(results[each, stage] for stage in stages)) for each in submissions]


def _run_jobs(
    jobs: Sequence[Job],
    limits: Limits,
    scratch: Path,
    workers: int,
    asks: Callable[[Submission, StageTest], bool],
    on_stage: Callable[[], None],
) -> dict[Job, StageResult]:
    """Run the tests of each job, in children."""
    tests = {stage: _collect(stage, scratch, limits) for stage in dict.fromkeys(stage for _, stage in jobs)}
    runs = [
        StageRun(each, stage, tuple(test for test in tests[stage] if asks(each, test)), limits, scratch)
        for each, stage in jobs
    ]
    _run_all(runs, workers, on_stage)
    return {(run.submission, run.stage): run.result() for run in runs}


def _may_be_blocked(result: StageResult) -> bool:
    return any(may_be_blocked(result.stage, each.state, each.message) for each in result.outcomes)


def _blocked(result: StageResult, broken: Stage) -> StageResult:
    """The result, in which everything that the broken stage may have caused is `blocked` by it."""
    message = blocked_message(broken)
    outcomes = [
        Outcome(each.test, "blocked", message) if may_be_blocked(result.stage, each.state, each.message) else each
        for each in result.outcomes
    ]
    return StageResult(result.stage, tuple(outcomes))


@functools.cache
def template() -> Template:
    """The process that all workers are forked from; it ends with this one."""
    found = Template()
    atexit.register(found.close)
    found.wait()
    return found


def start_child(
    target: Path, arguments: list[str], record: Path, limits: Limits, keeper: socket.socket | None = None
) -> multiprocessing.context.ForkProcess:
    """Fork a child that runs pytest with these arguments on this target."""
    child = CONTEXT.Process(target=run_tests, args=(target, arguments, record, limits, keeper))
    child.start()
    return child


def _collect(stage: Stage, scratch: Path, limits: Limits) -> tuple[StageTest, ...]:
    """The tests of a stage, found without any submission: no submission decides what it is asked."""
    record, nobody = scratch / f"{stage.module}.jsonl", scratch / "nobody"
    nobody.mkdir(exist_ok=True)
    child = start_child(nobody, ["--collect-only", stage.test_file], record, limits)
    child.join(limits.stage_seconds)
    _end(child, {child.pid, template().process.pid})
    tests = collected_tests(read_record(record))
    if not tests:
        raise GraderError(f"{stage.test_file} could not be collected: run pytest {stage.test_file} to see why")
    return tests


def _run_all(runs: list[StageRun], workers: int, on_stage: Callable[[], None]) -> None:
    """Keep `workers` children at work until every test of every run has an outcome."""
    waiting, working = [run for run in reversed(runs) if run.remaining], list[StageRun]()
    try:
        while waiting or working:
            while waiting and len(working) < workers:
                working.append(waiting.pop())
                working[-1].start(template())
            now = time.monotonic()
            wait([run.child.sentinel for run in working], max(0.0, min(run.deadline for run in working) - now))
            known = {run.child.pid for run in working} | {template().process.pid}
            for run in [run for run in working if not run.child.is_alive() or time.monotonic() >= run.deadline]:
                _end(run.child, known)
                working.remove(run)
                run.settle()
                if run.remaining:
                    waiting.append(run)
                else:
                    on_stage()
    finally:
        for run in working:
            _end(run.child, {run.child.pid for run in working} | {template().process.pid})


def _end(child: multiprocessing.context.ForkProcess, known: set[int | None]) -> None:
    """Kill a child's whole group, and then what had left the group: it has become a child of this process."""
    if child.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()  # it may not have had the time to make its group
    child.join()
    for _ in range(100):  # an orphan may have left orphans
        orphans = [each for each in psutil.Process().children() if each.pid not in known]
        for orphan in orphans:
            with suppress(psutil.NoSuchProcess):
                orphan.kill()
        psutil.wait_procs(orphans, timeout=1)
        if not orphans:
            return


def _warm_up() -> None:
    """Do once what each child would have to do: import pytest's plugins, and go through all objects for garbage."""
    torch.set_num_threads(1)  # threads do not survive a fork
    for plugin in default_plugins:
        importlib.import_module(f"_pytest.{plugin}")
    gc.collect()
    gc.freeze()  # the children's collectors leave alone what is here now: torch makes it a quarter of a second
