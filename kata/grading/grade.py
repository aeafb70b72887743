"""Grades many submissions: each stage of each of them has a judge, and each test a worker.

The judges are forked from this process, which has imported torch, Hypothesis and pytest once, and has never seen a
submission. The workers are forked from another, the template.
"""

from __future__ import annotations

import gc
import importlib
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import hypothesis.extra.numpy  # noqa: F401  (imported here once, for all judges)
import torch
from _pytest.config import default_plugins

from kata.course.foundations import blocked_message, foundations, may_be_blocked
from kata.course.stages import ROOT, Stage
from kata.errors import GraderError
from kata.grading.controls import Controls
from kata.grading.stage_run import StageRun, kill, run_all, start_judge, template
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.record import collected_tests, read_record
from kata.judge.results import Outcome, Report, StageResult, StageTest

Job = tuple[Submission, Stage]


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

    asks: whether a submission is given a test; by default each is given all tests of the stages.
    controls: an instructor's private tests and weights.
    """
    warm_up()
    controls = controls or Controls()
    jobs = [(each, stage) for each in submissions for stage in stages]
    with tempfile.TemporaryDirectory(prefix="kata-") as folder:
        collect = partial(_collect, scratch=Path(folder), limits=limits, controls=controls)
        work = partial(
            _run_jobs, collect, limits=limits, scratch=Path(folder), workers=workers or os.cpu_count() or 1, asks=asks
        )
        results = work(jobs, on_stage=on_stage)
        below = {job: foundations(job[0].folder, job[1]) for job in jobs if _may_be_blocked(results[job])}
        asked = dict.fromkeys((each, stage) for (each, _), stages in below.items() for stage in stages)
        known = results | work([job for job in asked if job not in results], on_stage=lambda: None)
    for (submission, stage), stages_below in below.items():
        broken = next((each for each in stages_below if not known[submission, each].passed), None)
        if broken:
            results[submission, stage] = _blocked(results[submission, stage], broken)
    return [
        Report(each.name, each.folder, tuple(controls.weigh(results[each, stage]) for stage in stages))
        for each in submissions
    ]


def _run_jobs(
    collect: Callable[[Sequence[Stage]], dict[Stage, tuple[StageTest, ...]]],
    jobs: Sequence[Job],
    limits: Limits,
    scratch: Path,
    workers: int,
    asks: Callable[[Submission, StageTest], bool],
    on_stage: Callable[[], None],
) -> dict[Job, StageResult]:
    """Run the tests of each job, with judges."""
    tests = collect(list(dict.fromkeys(stage for _, stage in jobs)))
    used = dict.fromkeys((each for each, _ in jobs), 0.0)
    runs = [
        StageRun(each, stage, tuple(test for test in tests[stage] if asks(each, test)), limits, scratch, used)
        for each, stage in jobs
    ]
    run_all(runs, workers, on_stage)
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


def _collect(
    stages: Sequence[Stage], scratch: Path, limits: Limits, controls: Controls
) -> dict[Stage, tuple[StageTest, ...]]:
    """The tests of each stage, found without any submission: no submission decides what it is asked."""
    if not stages:
        return {}
    record, nobody = Path(tempfile.mkstemp(suffix=".jsonl", dir=scratch)[1]), scratch / "nobody"
    nobody.mkdir(exist_ok=True)
    files = {file: stage for stage in stages for file in (stage.test_file, *controls.private_files(stage))}
    child = start_judge(nobody, ["--collect-only", *files], record, limits)
    child.join(limits.stage_seconds)
    kill(child)
    found: dict[str, list[StageTest]] = {file: [] for file in files}
    by_path = {Path(ROOT, file).resolve(): file for file in files}
    for test in collected_tests(read_record(record)):
        found[by_path[Path(ROOT, test.node_id.partition("::")[0]).resolve()]].append(test)
    for file, tests in found.items():
        if not tests:
            raise GraderError(f"{file} could not be collected: run pytest {file} to see why")
    return {
        stage: tuple(controls.marked(test, stage) for file in files if files[file] is stage for test in found[file])
        for stage in stages
    }


def warm_up() -> None:
    """Do once what each judge would have to do: import pytest's plugins, and go through all objects for garbage."""
    template()
    torch.set_num_threads(1)  # threads do not survive a fork
    for plugin in default_plugins:
        importlib.import_module(f"_pytest.{plugin}")
    gc.collect()
    gc.freeze()  # the judges' collectors leave alone what is here now: torch makes it a quarter of a second
