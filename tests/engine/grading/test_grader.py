"""What an instructor sees: `python grader.py` as a new process, and the pieces below it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from kata.course.stages import STAGES
from kata.errors import GraderError, SubmissionError
from kata.grading.documents import to_json
from kata.grading.grade import grade
from kata.grading.points import Report, StageResult
from kata.grading.submissions import Submission, find, find_submissions
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest
from tests.engine import warm
from tests.engine.programs import ROOT

STAGE_02 = STAGES[1]
TESTS = (
    StageTest("t.py::test_one", "One."),
    StageTest("t.py::test_two", "Two."),
    StageTest("t.py::test_three", "Three."),
)
QUICK = Limits(test_seconds=5, tutor=False)


def run_grader(*arguments):
    return warm.run([sys.executable, "grader.py", *arguments], cwd=ROOT)


def without_progress(told):
    """The lines of standard error, but for those that a slow machine has time to print."""
    return [line for line in told.splitlines() if not line.startswith("graded ")]


@pytest.fixture
def group(tmp_path):
    """A class of two: one solved stage 02, one empty folder."""
    (tmp_path / "ada").mkdir()
    (tmp_path / "bob").mkdir()
    shutil.copy(ROOT / "solutions" / "stage02_conv_slider.py", tmp_path / "ada")
    return tmp_path


def test_a_class_gets_a_row_each_and_exit_status_0(group, tmp_path):
    done = run_grader(group, "--stage", 2, "--json", tmp_path / "grade.json")
    assert done.returncode == 0
    *lines, legend, reason, more, seed, isolation = done.stdout.splitlines()[1:]
    rows = [line.split() for line in lines]
    assert re.fullmatch(r"bob 02: \d+ error: there is no stage02_conv_slider.py in bob/", reason)
    assert more == f"All reasons of a submission: python grader.py {group / 'bob'}"
    assert re.fullmatch(r"seed: (\d+) \(the same questions again: --seed \1\)", seed)
    assert isolation.startswith("isolation: ")
    assert rows == [["ada", "100", "10.00", "10"], ["bob", "E", "0.00", "10"]]
    assert legend == "stages in percent, E error"
    warning = "warning: bob has no stage file: a submission has files such as stage01_data_split.py"
    assert without_progress(done.stderr) == [warning]
    document = json.loads((tmp_path / "grade.json").read_text(encoding="utf-8"))
    assert [each["points"] for each in document["submissions"]] == [10.0, 0.0]
    assert {test["state"] for test in document["submissions"][1]["stages"][0]["tests"]} == {"error"}
    assert seed.startswith(f"seed: {document['seed']} ")


def test_one_submission_gets_a_row_for_each_stage_and_no_traceback():
    done = run_grader("exercises")
    assert done.returncode == 0
    assert f"exercises: 0.00 of {sum(stage.points for stage in STAGES)} points" in done.stdout
    assert all(f"{stage.number:02} {stage.title}" in done.stdout for stage in STAGES)
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "not a folder"),
        (["README.md"], "not a folder"),
        (["solutions", "--stage", "77"], "no stage 77"),
        (["solutions", "--json", "no/such/folder/x.json"], "does not exist"),
        (["solutions", "--json", "tests"], "is a folder"),
        (["solutions", "--timeout", "inf"], "--timeout"),
        (["solutions", "--seed", "-1"], "--seed"),
        (["solutions", "--timeout", "0"], "--timeout"),
        ([], "Missing"),
    ],
)
def test_unusable_arguments_exit_with_2_and_a_sentence(arguments, word):
    done = run_grader(*arguments)
    assert done.returncode == 2
    assert word in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_the_same_submission_and_seed_get_the_same_grade(group):
    folder = group / "ada" / "stage02_conv_slider.py"
    folder.write_text(folder.read_text(encoding="utf-8") + "\n\ndef sigmoid(x):\n    return x\n", encoding="utf-8")
    first, again = (grade(find_submissions([group / "ada"]), [STAGE_02], QUICK) for _ in range(2))
    assert to_json(first, QUICK) == to_json(again, QUICK)
    assert 0 < first[0].points < 10


def test_a_stage_that_uses_up_its_time_keeps_what_had_passed(group):
    file = group / "ada" / "stage02_conv_slider.py"
    file.write_text(file.read_text(encoding="utf-8") + "\n\nimport time\n\n\ndef sigmoid(x):\n    time.sleep(100)\n")
    limits = Limits(stage_seconds=6, test_seconds=5)
    outcomes = grade(find_submissions([group / "ada"]), [STAGE_02], limits)[0].stages[0].outcomes
    assert outcomes[0].state == "passed"
    assert outcomes[-1].state == "timeout"
    assert "6 seconds were used up" in outcomes[-1].message


def test_one_endless_loop_leaves_the_tests_of_other_functions_their_time(group):
    file = group / "ada" / "stage02_conv_slider.py"
    file.write_text(file.read_text(encoding="utf-8") + "\n\ndef sigmoid(x):\n    while True:\n        pass\n")
    asks = lambda submission, test: re.search("three_numbers|conv_output_size|leaves_image|fresh", test.name)  # noqa: E731
    limits = Limits(stage_seconds=60, test_seconds=4)
    outcomes = grade(find_submissions([group / "ada"]), [STAGE_02], limits, asks=asks)[0].stages[0].outcomes
    hung = [outcome for outcome in outcomes if outcome.state == "timeout"]
    assert {outcome.state for outcome in outcomes} == {"passed", "timeout"}
    assert "still running after 4 seconds" in hung[0].message
    assert all("still running after 1 second" in outcome.message for outcome in hung[1:])
    assert all("look at    ada/stage02_conv_slider.py:" in outcome.message for outcome in hung)


def test_running_out_of_memory_is_named(group):
    file = group / "ada" / "stage02_conv_slider.py"
    file.write_text(file.read_text(encoding="utf-8") + "\n\ndef sigmoid(x):\n    return torch.zeros(10**9)\n")
    limits = Limits(memory_bytes=256 << 20)
    asks = lambda submission, test: test.name == "test_sigmoid_of_three_numbers"  # noqa: E731
    (outcome,) = grade(find_submissions([group / "ada"]), [STAGE_02], limits, asks=asks)[0].stages[0].outcomes
    assert "RuntimeError: it needs more memory than a test may use" in outcome.message


def test_stage_tests_that_cannot_be_collected_are_an_error_of_the_grader(monkeypatch, group):
    monkeypatch.setattr("kata.judge.bench.BenchProcess.tests", lambda bench, seconds: [])
    with pytest.raises(GraderError, match="could not be collected"):
        grade(find_submissions([group]), [STAGE_02], QUICK)


def test_a_folder_with_stages_is_one_submission_and_a_folder_of_them_a_class(group):
    assert [each.name for each in find_submissions([group])] == ["ada", "bob"]
    assert [each.name for each in find_submissions([group / "ada", group / "ada"])] == ["ada"]
    assert [each.name for each in find_submissions([group / "bob"])] == ["bob"]


def test_a_member_that_cannot_be_looked_into_is_a_member(group, monkeypatch):
    def is_file(path):
        if path.parent == group / "bob":
            raise PermissionError
        return path.exists()

    monkeypatch.setattr(Path, "is_file", is_file)
    assert [each.name for each in find_submissions([group])] == ["ada", "bob"]


def test_a_folder_that_cannot_be_listed_is_refused(group, monkeypatch):
    monkeypatch.setattr(Path, "iterdir", lambda path: os.listdir("/no/such/folder"))
    with pytest.raises(SubmissionError, match="cannot be looked into: No such file"):
        find_submissions([group])


def test_a_name_that_is_no_text_is_skipped_and_nothing_of_it_reaches_the_terminal(group):
    os.mkdir(os.fsencode(group) + b"/\xff\x1b[31m")
    done = run_grader(group, "--stage", 2)
    assert done.returncode == 0
    assert done.stderr.startswith("warning: 1 skipped: '\\udcff\\x1b[31m' is no UTF-8: rename the folder\n")
    assert [line.split()[0] for line in done.stdout.splitlines()[1:3]] == ["ada", "bob"]
    assert "\x1b" not in run_grader("no\x1b[31mwhere").stderr


def test_a_path_that_is_no_text_is_refused(group):
    os.mkdir(os.fsencode(group) + b"/\xff")
    with pytest.raises(SubmissionError, match="is no UTF-8: rename the folder"):
        find_submissions([group / os.fsdecode(b"\xff")])


def test_no_escape_code_in_a_name_reaches_the_terminal(group):
    shutil.copytree(group / "bob", group / "e\x1b[31mve")
    done = run_grader(group / "e\x1b[31mve", group / "ada", "--stage", 2)
    assert "All reasons of a submission" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_a_whole_clone_counts_as_its_exercises(tmp_path):
    shutil.copytree(ROOT / "exercises", tmp_path / "eve" / "exercises")
    assert find_submissions([tmp_path]) == [Submission("eve", tmp_path / "eve" / "exercises")]


def test_submissions_of_one_name_are_told_apart(group, tmp_path):
    shutil.copytree(group / "ada", tmp_path / "other" / "ada")
    names = [each.name for each in find_submissions([group / "ada", tmp_path / "other" / "ada"])]
    assert len(set(names)) == 2


def test_what_is_no_folder_is_no_submission(tmp_path):
    with pytest.raises(SubmissionError, match="is not a folder"):
        find_submissions([tmp_path / "nothing"])


def test_what_is_skipped_in_a_class_is_named_and_stops_nobody_else(group, monkeypatch):
    (group / "eve").symlink_to(group / "ada")
    for name in ("_old", ".hidden", "closed", "__pycache__", ".git"):
        (group / name).mkdir()
    (group / "dan.zip").touch()
    (group / "notes.txt").touch()
    scandir = os.scandir

    def refuse(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find([group])
    assert [each.name for each in found.submissions] == ["ada", "bob"]
    assert found.skipped == (
        ".hidden begins with .",
        "_old begins with _",
        "closed cannot be looked into: Permission denied",
        "dan.zip is no folder: collect it first",
        "eve is a link",
    )


def test_points_are_shared_equally_and_only_passed_earns(tmp_path):
    outcomes = (Outcome(TESTS[0], "passed"), Outcome(TESTS[1], "todo"), Outcome(TESTS[2], "crashed"))
    result = StageResult(STAGE_02, outcomes)
    assert result.points == pytest.approx(10 / 3)
    report = Report("x", tmp_path, (result,))
    assert report.graded
    assert not Report("x", tmp_path, (StageResult(STAGE_02, (Outcome(TESTS[0], "grader_error"),)),)).graded


def test_hostile_names_do_not_reach_the_terminal(tmp_path):
    folder = tmp_path / "\x1b[31m[bold]evil"
    shutil.copytree(ROOT / "exercises", folder, ignore=shutil.ignore_patterns("__pycache__"))
    done = run_grader(folder, "--stage", 2)
    assert "\x1b" not in done.stdout
    assert "[31m[bold]evil" in done.stdout


def test_a_grade_that_cannot_be_written_is_still_printed(group):
    done = run_grader(group, "--stage", 2, "--json", "/dev/full")
    assert done.returncode == 1
    assert "ada" in done.stdout
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_grader_that_is_told_to_stop_leaves_no_child(group, number):
    file = group / "ada" / "stage02_conv_slider.py"
    file.write_text("import time\n\ntime.sleep(876543)\n")
    process = subprocess.Popen(
        [sys.executable, "grader.py", str(group), "--stage", "2"], cwd=ROOT, stderr=subprocess.PIPE
    )
    children = wait_for_children(process.pid)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode not in (0, None)
    assert not any(child.is_running() for child in children)


def wait_for_children(pid):
    """The children of a grader once one of them is at work on a submission."""
    for _ in range(600):
        children = psutil.Process(pid).children(recursive=True)
        if children and children[0].cpu_times().user > 0.3:
            return children
        time.sleep(0.1)
    raise AssertionError("the grader started no child")
