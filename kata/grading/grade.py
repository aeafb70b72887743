"""Grades many submissions: each stage of each of them has a judge, and each test a worker.

The judges are forked from this process, which has imported torch, Hypothesis and pytest once, and has never opened a
file of a submission but to copy it. The workers are forked from another, the template.
"""

from __future__ import annotations

import gc
import importlib
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from pathlib import Path

import hypothesis.extra.numpy  # noqa: F401  (imported here once, for all judges)
import torch
from _pytest.config import default_plugins

from kata.course.stages import ROOT, Stage
from kata.course.text import shorten
from kata.errors import ControlsError
from kata.grading.benches import Benches
from kata.grading.known_stubs import KnownStubs
from kata.grading.machine import Core, default_jobs, template
from kata.grading.points import Report
from kata.grading.private_and_weights import Controls
from kata.grading.snapshot import Snapshot
from kata.grading.stage_run import StageRun
from kata.grading.submission_run import Copy, SubmissionRun
from kata.grading.submissions import Submission
from kata.judge.bench import BenchProcess
from kata.judge.limits import Limits
from kata.judge.outcomes import StageTest

SOLUTIONS = ROOT / "solutions"
TICK = 1.0


Asks = Callable[[Submission, StageTest], bool]


@dataclass(frozen=True)
class Progress:
    """How many runs of stages are done, of how many there are to do, and which are at work."""

    done: int
    total: int
    running: tuple[str, ...]


Watch = Callable[[Progress], None]


def grade(
    submissions: Sequence[Submission],
    stages: Sequence[Stage],
    limits: Limits,
    jobs: int | None = None,
    asks: Asks = lambda submission, test: True,
    controls: Controls | None = None,
) -> list[Report]:
    """Test each stage of each submission: the reports, in the order of the submissions."""
    places = {submission: number for number, submission in enumerate(submissions)}
    reports = dict(grade_each(submissions, stages, limits, jobs, asks, controls))
    return [reports[submission] for submission in sorted(reports, key=places.__getitem__)]


def grade_each(
    submissions: Sequence[Submission],
    stages: Sequence[Stage],
    limits: Limits,
    jobs: int | None = None,
    asks: Asks = lambda submission, test: True,
    controls: Controls | None = None,
    watch: Watch = lambda progress: None,
    copy: Copy = Snapshot.of,
) -> Generator[tuple[Submission, Report]]:
    """Test each stage of each submission, and give its report as it is complete. Close the generator to end early.

    jobs: how many judges are at work at once. asks: whether a submission is given a test; by default each is given
    all tests of the stages. controls: an instructor's private tests and weights. watch: is told now and then what
    is done, every TICK seconds at least. copy: makes the snapshot of a submission.
    """
    warm_up()
    controls = controls or Controls()
    with (
        tempfile.TemporaryDirectory(prefix="kata-", dir=template().folder) as folder,
        Benches(limits, controls) as benches,
    ):
        benches.start(stages)

        def tests(submission: Submission, stage: Stage) -> tuple[StageTest, ...]:
            return tuple(test for test in benches.tests(stage) if asks(submission, test))

        stubs = KnownStubs()
        waiting = deque(
            SubmissionRun(each, stages, tests, limits, Path(folder, str(number)), stubs, copy)
            for number, each in enumerate(submissions)
        )
        yield from _Pool(waiting, benches, jobs or default_jobs(), controls, watch).run()


class _Pool:
    """Keeps `jobs` judges at work until every submission has its report."""

    def __init__(
        self, waiting: deque[SubmissionRun], benches: Benches, jobs: int, controls: Controls, watch: Watch
    ) -> None:
        self.waiting, self.benches, self.jobs, self.controls, self.watch = waiting, benches, jobs, controls, watch
        self.opened: list[SubmissionRun] = []
        self.ready: list[StageRun] = []
        self.working: list[StageRun] = []
        self.done, self.total = 0, sum(len(each.stages) for each in waiting)

    def run(self) -> Iterator[tuple[Submission, Report]]:
        """The reports, as they are complete."""
        try:
            while self.waiting or self.opened:
                self._fill()
                self.watch(Progress(self.done, self.total, tuple(run.name for run in self.working)))
                self._wait()
                yield from self._finished()
        finally:
            for run in self.working:
                run.end()
            for each in self.opened:
                each.close()

    def _fill(self) -> None:
        """Start judges, those of the stages with the most tests first: a long one left to the end would keep a core
        waiting. Another submission is opened when there is nothing else to do."""
        while len(self.working) < self.jobs and (self.ready or self.waiting):
            if not self.ready:
                self.opened.append(self.waiting.popleft())
                self._add(self.opened[-1].open())
                self.done += sum(not run.remaining for run in self.opened[-1].runs.values())
                continue
            run = self.ready.pop()
            bench, core = self.benches.of(run.stage), Core()
            try:
                run.start(bench, core)
            except OSError as error:
                core.free()
                run.decide("grader_error", f"no judge could be started: {error.strerror}")
                self.done += 1
            else:
                self.working.append(run)

    def _wait(self) -> None:
        """Until a bench has forked a judge, or a judge has ended, or its time is up."""
        if not self.working:
            return
        left = min(run.deadline for run in self.working) - time.monotonic()
        ready = set(wait({run.watched for run in self.working}, max(0.0, min(left, TICK))))
        answered: set[BenchProcess] = set()
        for run in list(self.working):
            if not run.begun:
                if run.watched in ready and run.bench not in answered:  # a bench answers in the order of the questions
                    answered.add(run.bench)
                    if not run.begin():
                        self._settle(run)
            elif run.watched in ready or time.monotonic() >= run.deadline:
                self._settle(run)

    def _settle(self, run: StageRun) -> None:
        """A judge has ended, or must: take what it wrote down."""
        run.end()
        self.working.remove(run)
        run.settle()
        if run.remaining:
            self._add([run])
        else:
            self.done += 1

    def _finished(self) -> Iterator[tuple[Submission, Report]]:
        """Report the submissions of which all is done."""
        for each in list(self.opened):
            if each.unfinished:
                continue
            if more := each.follow_up():
                self.total += len(more)
                self._add(more)
                continue
            report = each.report(self.controls)
            each.close()
            self.opened.remove(each)
            yield each.submission, report

    def _add(self, runs: Sequence[StageRun]) -> None:
        self.ready = sorted([*self.ready, *runs], key=lambda run: len(run.tests))


def try_private_tests(controls: Controls, stages: Sequence[Stage], limits: Limits) -> None:
    """Private tests must pass on the solutions before anybody is judged by them. ControlsError names one that fails."""
    files = {stage: controls.private_files(stage) for stage in stages}
    chosen = [stage for stage in stages if files[stage] and (SOLUTIONS / f"{stage.module}.py").is_file()]
    if not chosen:
        return
    submission = Submission("solutions", SOLUTIONS)
    telling = replace(controls, tells=True)
    (report,) = grade([submission], chosen, limits, asks=lambda _, test: test.private, controls=telling)
    for result in report.stages:
        for each in result.outcomes:
            if each.state != "passed":
                file, why = files[result.stage][0], shorten(" ".join(each.message.split()))
                name = each.test.name
                raise ControlsError(f"--private: {file}: {name} does not pass on the solutions ({each.state}): {why}")


def warm_up() -> None:
    """Do once what each judge would have to do: import pytest's plugins, and go through all objects for garbage."""
    template()
    torch.set_num_threads(1)  # threads do not survive a fork
    for plugin in default_plugins:
        importlib.import_module(f"_pytest.{plugin}")
    gc.collect()
    gc.freeze()  # the judges' collectors leave alone what is here now: torch makes it a quarter of a second
