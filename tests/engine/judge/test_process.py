"""What a judge does with the tests of a stage."""

import os
import signal

import pytest

from kata.course.stages import STAGES
from kata.grading.grade import SOLUTIONS, grade
from kata.grading.submissions import Submission
from kata.judge import process
from kata.judge.bench import BenchProcess
from kata.judge.limits import Limits

LIVE = {"test_fresh_kernels_are_in_no_order"}
"""It draws nothing."""


def test_properties_are_tried_on_the_inputs_that_were_drawn_for_all(monkeypatch, tmp_path):
    def try_on(test, given, examples):
        with open(tmp_path / "tried", "a", encoding="utf-8") as file:
            file.write(f"{test.__name__}\n")

    monkeypatch.setattr(process, "try_on", try_on)  # a judge is forked from here
    (report,) = grade([Submission("solutions", SOLUTIONS)], [STAGES[1]], Limits(seed=0))
    tried = set((tmp_path / "tried").read_text(encoding="utf-8").split())
    assert {outcome.test.name.partition("[")[0] for outcome in report.stages[0].outcomes} - tried == LIVE


@pytest.mark.parametrize(
    "name", [name for name in dir(process.JudgePlugin) if hasattr(getattr(process.JudgePlugin, name), "pytest_impl")]
)
def test_pytest_finds_every_hook_of_a_judge(name):
    assert name.startswith("pytest_")


def test_a_bench_that_ends_with_its_judge_is_replaced(monkeypatch):
    started, killed = BenchProcess.started, []

    def started_and_killed(bench):
        descriptor = started(bench)
        if not killed:
            killed.append(bench.pid)
            os.kill(bench.pid, signal.SIGKILL)
        return descriptor

    monkeypatch.setattr(BenchProcess, "started", started_and_killed)
    (report,) = grade([Submission("solutions", SOLUTIONS)], [STAGES[5]], Limits(seed=0))
    assert killed
    assert report.points == report.max_points
