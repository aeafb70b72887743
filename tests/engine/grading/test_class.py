"""A class of some size: nothing grows with it, all are asked the same, and a grader that is killed leaves nothing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest

from kata.course.stages import ROOT, STAGES
from kata.grading.grade import grade
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits
from tests.engine.grading.test_grader import without_progress

STAGE_08 = STAGES[7]
FILE = f"{STAGE_08.module}.py"
ASKED = "test_the_gradient_has_the_shape_and_dtype_of_the_map"
ECHO = (
    (ROOT / "solutions" / FILE).read_text(encoding="utf-8")
    + '''

_solved = max_pool_backward


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    """Fails on the first input of some size, and says which it was."""
    if inp.numel() > 20:
        raise ValueError(f"{inp.sum().item():.6f} {tuple(inp.shape)} {grad_out.sum().item():.6f}")
    return _solved(inp, pooling_kernel_shape, grad_out)
'''
)


def start(folder, temporary, *arguments, descriptors=1024):
    command = f'ulimit -n {descriptors}; exec "$0" grader.py "$@"'
    environment = os.environ | {"TMPDIR": str(temporary)}
    return subprocess.Popen(
        ["bash", "-c", command, sys.executable, str(folder), "--stage", "8", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def make_class(folder, names, text):
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / FILE).write_text(text, encoding="utf-8")
    return folder


def test_a_class_needs_no_more_descriptors_than_one_submission(tmp_path):
    group = make_class(tmp_path / "class", [f"student {number}" for number in range(30)], "x = (\n")
    (tmp_path / "tmp").mkdir()
    grader = start(group, tmp_path / "tmp", "--json", tmp_path / "grade.json", descriptors=48)
    try:
        out, err = grader.communicate(timeout=300)
    finally:
        grader.kill()
    assert (grader.returncode, without_progress(err)) == (0, [])
    assert out.count("student") == 61  # a row, a reason, and the last line
    found = json.loads((tmp_path / "grade.json").read_text(encoding="utf-8"))["submissions"]
    assert {test["state"] for each in found for stage in each["stages"] for test in stage["tests"]} == {"error"}


def test_all_submissions_of_a_class_are_asked_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("kata.learner.examples._smaller", lambda run, test, example: None)  # show what was asked first
    monkeypatch.setattr("kata.learner.examples.SHRINKING_SECONDS", 0)  # also by tests that draw while they run
    group = make_class(tmp_path, ["number1", "number2", "number3"], ECHO)
    reports = grade(find_submissions([group]), [STAGE_08], Limits(seed=5))
    said = [
        [(each.test.name, each.message.replace(report.name, "")) for each in report.stages[0].outcomes]
        for report in reports
    ]
    assert said[0] == said[1] == said[2]
    (another,) = grade(find_submissions([group / "number1"]), [STAGE_08], Limits(seed=6))
    assert said[0] != [(each.test.name, each.message.replace("number1", "")) for each in another.stages[0].outcomes]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_a_grader_that_is_killed_leaves_no_process_and_no_folder(number, tmp_path):
    group = make_class(tmp_path / "class", ["ada", "bob"], "import time\n\ntime.sleep(876543)\n")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    grader = start(group, temporary)
    deadline = time.monotonic() + 120
    while not list(temporary.glob("kata-workers-*/kata-*/*/ad*")):
        assert time.monotonic() < deadline, "the grader did not start"
        time.sleep(0.1)
    children = psutil.Process(grader.pid).children(recursive=True)
    grader.send_signal(number)
    grader.communicate(timeout=60)
    psutil.wait_procs(children, timeout=30)
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    while left := list(temporary.iterdir()):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def test_a_submission_that_vanishes_is_the_graders_trouble_and_nobody_elses(tmp_path):
    group = make_class(tmp_path, ["ada", "bob"], ECHO)
    submissions = find_submissions([group])
    shutil.rmtree(group / "ada")
    ada, bob = grade(submissions, [STAGE_08], Limits(), asks=lambda _, test: test.name == ASKED)
    assert not ada.graded
    assert "No such file" in ada.stages[0].outcomes[0].message
    assert bob.graded
