"""Grades many submissions: each stage of each of them has a judge, and each test a worker.

The judges are forked from this process, which has imported torch, Hypothesis and pytest once, and has never opened a
file of a submission but to copy it. The workers are forked from another, the template.
"""

from __future__ import annotations

import gc
import importlib
import shlex
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
from kata.errors import ControlsError, GraderError
from kata.grading.controls import Controls
from kata.grading.machine import Core, default_jobs, template
from kata.grading.stage_run import StageRun, end_judge, start_judge
from kata.grading.submission_run import SubmissionRun
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.record import collected_tests, read_record
from kata.judge.results import Report, StageTest

SOLUTIONS = ROOT / "solutions"


def grade(
    submissions: Sequence[Submission],
    stages: Sequence[Stage],
    limits: Limits,
    on_stage: Callable[[], None] = lambda: None,
    workers: int | None = None,
    asks: Callable[[Submission, StageTest], bool] = lambda submission, test: True,
    controls: Controls | None = None,
) -> list[Report]:
    """Test each stage of each submission; `on_stage` is called as each of them is done.

    workers: how many judges are at work at once. asks: whether a submission is given a test; by default each is given
    all tests of the stages. controls: an instructor's private tests and weights.
    """
    warm_up()
    controls = controls or Controls()
    collected: dict[Stage, tuple[StageTest, ...]] = {}

    with tempfile.TemporaryDirectory(prefix="kata-", dir=template().folder) as folder:
        scratch = Path(folder)
        collected |= _collect(stages, scratch, limits, controls)

        def tests(submission: Submission, stage: Stage) -> tuple[StageTest, ...]:
            if stage not in collected:
                collected.update(_collect([stage], scratch, limits, controls))
            return tuple(test for test in collected[stage] if asks(submission, test))

        waiting = [
            SubmissionRun(each, stages, tests, limits, scratch / str(number)) for number, each in enumerate(submissions)
        ]
        return _Pool(waiting, workers or default_jobs(), controls, on_stage).run()


class _Pool:
    """Keeps `jobs` judges at work until every submission has its report."""

    def __init__(
        self, waiting: list[SubmissionRun], jobs: int, controls: Controls, on_stage: Callable[[], None]
    ) -> None:
        self.order, self.jobs, self.controls, self.on_stage = waiting, jobs, controls, on_stage
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
            run.start(Core())
            self.working.append(run)

    def _wait(self) -> None:
        """Until a judge has ended, or its time is up."""
        if self.working:
            left = min(run.deadline for run in self.working) - time.monotonic()
            wait([run.child.sentinel for run in self.working], max(0.0, left))
        for run in [run for run in self.working if not run.child.is_alive() or time.monotonic() >= run.deadline]:
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


def _collect(
    stages: Sequence[Stage], scratch: Path, limits: Limits, controls: Controls
) -> dict[Stage, tuple[StageTest, ...]]:
    """The tests of each stage, found without any submission: no submission decides what it is asked."""
    files = {file: stage for stage in stages for file in (stage.test_file, *controls.private_files(stage))}
    public = [file for file in files if files[file].test_file == file]
    found: dict[str, list[StageTest]] = {file: [] for file in files}
    by_path = {Path(ROOT, file).resolve(): file for file in files}
    for together in [public, *([file] for file in files if file not in public)]:  # one that exits takes no other along
        for test in _collected_from(together, scratch, limits):
            found[by_path[Path(ROOT, test.node_id.partition("::")[0]).resolve()]].append(test)
    for file, tests in found.items():
        if not tests:
            raise GraderError(f"{file} could not be collected: run pytest {shlex.quote(file)} to see why")
    return {
        stage: tuple(controls.marked(test, stage) for file in files if files[file] is stage for test in found[file])
        for stage in stages
    }


def _collected_from(files: Sequence[str], scratch: Path, limits: Limits) -> tuple[StageTest, ...]:
    """The tests of some files, found in a process of its own."""
    record, nobody = scratch / "collected.jsonl", scratch / "nobody"
    nobody.mkdir(exist_ok=True)
    record.unlink(missing_ok=True)
    child = start_judge(nobody, ["--collect-only", *files], record, limits)
    child.join(limits.stage_seconds)
    end_judge(child)
    return collected_tests(read_record(record))


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
