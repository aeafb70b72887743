"""Grades many submissions: each stage of each of them has a judge, and each test a worker.

The judges are forked from this process, which has imported torch, Hypothesis and pytest once, and has never opened a
file of a submission but to copy it. The workers are forked from another, the template.
"""

from __future__ import annotations

import gc
import importlib
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path

import hypothesis.extra.numpy  # noqa: F401  (imported here once, for all judges)
import torch
from _pytest.config import default_plugins

from kata.course.stages import ROOT, Stage
from kata.course.text import shorten
from kata.errors import ControlsError
from kata.grading.benches import Benches
from kata.grading.machine import Core, default_jobs, template
from kata.grading.points import Report
from kata.grading.private_and_weights import Controls
from kata.grading.stage_run import StageRun
from kata.grading.submission_run import SubmissionRun
from kata.grading.submissions import Submission
from kata.judge.bench import BenchProcess
from kata.judge.limits import Limits
from kata.judge.outcomes import StageTest

SOLUTIONS = ROOT / "solutions"


def grade(
    submissions: Sequence[Submission],
    stages: Sequence[Stage],
    limits: Limits,
    on_stage: Callable[[], None] = lambda: None,
    jobs: int | None = None,
    asks: Callable[[Submission, StageTest], bool] = lambda submission, test: True,
    controls: Controls | None = None,
) -> list[Report]:
    """Test each stage of each submission; `on_stage` is called as each of them is done.

    jobs: how many judges are at work at once. asks: whether a submission is given a test; by default each is given
    all tests of the stages. controls: an instructor's private tests and weights.
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

        waiting = [
            SubmissionRun(each, stages, tests, limits, Path(folder, str(number)))
            for number, each in enumerate(submissions)
        ]
        return _Pool(waiting, benches, jobs or default_jobs(), controls, on_stage).run()


class _Pool:
    """Keeps `jobs` judges at work until every submission has its report."""

    def __init__(
        self,
        waiting: list[SubmissionRun],
        benches: Benches,
        jobs: int,
        controls: Controls,
        on_stage: Callable[[], None],
    ) -> None:
        self.order, self.benches, self.jobs, self.controls, self.on_stage = waiting, benches, jobs, controls, on_stage
        self.waiting = list(waiting)
        self.opened: list[SubmissionRun] = []
        self.ready: list[StageRun] = []
        self.working: list[StageRun] = []
        self.reports: dict[SubmissionRun, Report] = {}

    def run(self) -> list[Report]:
        """The reports, in the order of the submissions."""
        try:
            while len(self.reports) < len(self.order):
                self._fill()
                self._wait()
                self._finish()
        finally:
            for run in self.working:
                run.end()
        return [self.reports[each] for each in self.order]

    def _fill(self) -> None:
        """Start judges, those of the stages with the most tests first: a long one left to the end would keep a core
        waiting. Another submission is opened when there is nothing else to do."""
        while len(self.working) < self.jobs and (self.ready or self.waiting):
            if not self.ready:
                self.opened.append(self.waiting.pop(0))
                self._add(self.opened[-1].open())
                for _ in [run for run in self.opened[-1].runs.values() if not run.remaining]:
                    self.on_stage()
                continue
            run = self.ready.pop()
            bench, core = self.benches.of(run.stage), Core()
            try:
                run.start(bench, core)
            except OSError as error:
                core.free()
                run.decide("grader_error", f"no judge could be started: {error.strerror}")
                self.on_stage()
            else:
                self.working.append(run)

    def _wait(self) -> None:
        """Until a bench has forked a judge, or a judge has ended, or its time is up."""
        if not self.working:
            return
        left = min(run.deadline for run in self.working) - time.monotonic()
        ready = set(wait({run.watched for run in self.working}, None if left == math.inf else max(0.0, left)))
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
            self.on_stage()

    def _finish(self) -> None:
        """Report the submissions of which all is done."""
        for each in list(self.opened):
            if each.unfinished:
                continue
            if more := each.follow_up():
                self._add(more)
                continue
            self.reports[each] = each.report(self.controls)
            each.close()
            self.opened.remove(each)

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
