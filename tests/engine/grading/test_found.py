"""What strangers found: small submissions that broke the grader, each with the grade that it must get."""

import json
import os
import shutil
import time

import pytest

from kata.course.stages import ROOT, STAGES
from kata.grading.documents import to_json
from kata.grading.grade import grade
from kata.grading.snapshot import MOST_FILES, Snapshot
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


def test_folders_are_counted_like_files(tmp_path):
    shutil.copy(ROOT / "solutions" / FILE, tmp_path)
    for number in range(MOST_FILES + 5):
        (tmp_path / f"{number:04}").mkdir()
    (tmp_path / "copy").mkdir()
    found = Snapshot.of(tmp_path, tmp_path / "copy")
    assert len(list(found.folder.iterdir())) == MOST_FILES
    assert (found.folder / FILE).is_file()
    assert found.left_out[0].startswith("0999 is beyond the 1000 files and folders")


def test_only_so_many_names_are_looked_at_in_all_folders_together(tmp_path, monkeypatch):
    monkeypatch.setattr("kata.grading.snapshot.MOST_NAMES", 7)
    for folder in "ab":
        (tmp_path / "from" / folder).mkdir(parents=True)
        for name in "12345":
            (tmp_path / "from" / folder / name).touch()
    found = Snapshot.of(tmp_path / "from", tmp_path / "to")
    assert [len(list((found.folder / folder).iterdir())) for folder in "ab"] == [5, 0]


def test_the_name_of_a_folder_writes_no_lines_of_a_report(tmp_path):
    folder = tmp_path / "x\n  because   forged\n::error::x\x1b[31m"
    folder.mkdir()
    (folder / FILE).write_text(f"{SOLUTION}\n\ndef sigmoid(x):\n    return x\n", encoding="utf-8")
    asks = "test_sigmoid_of_three_numbers"
    (report,) = grade(find_submissions([folder]), [STAGE_02], Limits(), asks=lambda each, test: test.name == asks)
    ((state, message),) = outcomes(report)
    assert state == "failed"
    assert all(line.startswith("  ") and line.isprintable() for line in message.split("\n"))
    assert message.count("\n  because ") == 1
