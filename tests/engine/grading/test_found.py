"""What strangers found: small submissions that broke the grader, each with the grade that it must get."""

import json
import os
import shutil
import time

import pytest

from kata.course.stages import ROOT, STAGES
from kata.grading.documents import to_json
from kata.grading.grade import grade
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits

STAGE_02 = STAGES[1]
FILE = f"{STAGE_02.module}.py"
SOLUTION = (ROOT / "solutions" / FILE).read_text(encoding="utf-8")


def sigmoids(submission, test):
    return "sigmoid" in test.name


def outcomes(report):
    return {(outcome.state, outcome.message) for result in report.stages for outcome in result.outcomes}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """One class with all of them, and how long it took."""
    group = tmp_path_factory.mktemp("class")
    for name in ("device", "pipe", "text", "honest", "cyclic", "large"):
        (group / name).mkdir()
    (group / "honest" / FILE).write_text(SOLUTION, encoding="utf-8")
    (group / "device" / FILE).symlink_to("/proc/kmsg")
    os.mkfifo(group / "pipe" / FILE)
    (group / "text" / FILE).symlink_to(ROOT / "solutions" / FILE)
    modules = [stage.module for stage in STAGES]
    for module in modules:  # each takes a parser more than a second, and names the others
        lines = [f"import {each}" for each in modules] + ["x = " + "-" * 97_000 + "1", "y = " + "-" * 97_000 + "1"]
        (group / "cyclic" / f"{module}.py").write_text("\n".join(lines), encoding="utf-8")
    (group / "large" / FILE).write_text(f"{SOLUTION}\n# {'x' * (17 << 20)}", encoding="utf-8")
    began = time.monotonic()
    found = grade(find_submissions([group]), [STAGE_02], Limits(test_seconds=5, stage_seconds=60))
    return {report.name: report for report in found} | {"seconds": time.monotonic() - began}


def test_an_honest_submission_of_the_same_class_gets_all_its_points(reports):
    assert reports["honest"].points == reports["honest"].max_points


@pytest.mark.parametrize(("name", "why"), [("device", "a link"), ("pipe", "a pipe"), ("text", "a link")])
def test_a_stage_that_is_no_file_is_refused_by_name_and_never_opened(reports, name, why):
    assert outcomes(reports[name]) == {("error", f"{FILE} is {why}: hand in the file itself")}


def test_a_file_that_is_too_large_is_refused_by_name(reports):
    ((state, message),) = outcomes(reports["large"])
    assert state == "error"
    assert "a file may have 16,777,216" in message


def test_files_that_are_slow_to_read_cost_their_own_judge_only(reports):
    assert reports["cyclic"].points == 0
    assert reports["cyclic"].graded
    assert {state for state, _ in outcomes(reports["cyclic"])} <= {"error", "timeout", "crashed"}


def test_a_grade_says_the_files_that_were_left_out(tmp_path):
    shutil.copy(ROOT / "solutions" / FILE, tmp_path)
    (tmp_path / "notes").symlink_to("/etc/passwd")
    (tmp_path / os.fsdecode(b"\xff")).touch()
    (report,) = grade(
        find_submissions([tmp_path]), [STAGE_02], Limits(), asks=lambda each, test: "sigmoid" in test.name
    )
    assert sorted(report.left_out) == [
        "'\\udcff' has a name that is no UTF-8",
        "notes is a link: hand in the file itself",
    ]
    assert json.loads(to_json([report], Limits()))["submissions"][0]["left_out"] == list(report.left_out)
