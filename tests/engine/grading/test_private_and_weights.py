"""What an instructor may change: private tests, points, weights, limits; and a machine without protections."""

import json
import os
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kata import cli
from kata.course.stages import STAGES
from kata.errors import ControlsError, GraderError, StageImportError, WorkerDied
from kata.grading.grade import grade
from kata.grading.machine import isolation, template
from kata.grading.points import StageResult
from kata.grading.private_and_weights import HIDDEN, Controls, load_controls
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest
from kata.judge.supply import WorkerOrder, WorkerSupply
from kata.judge.template_process import TemplateProcess
from kata.worker.keeper import empty
from kata.worker.sandbox import PROTECTIONS
from tests.engine.grading.test_grader import run_grader
from tests.engine.programs import ROOT

STAGE_02 = STAGES[1]
NOBODY = 65534
SECRET = '''
"""Tests that learners never see."""

import stage02_conv_slider as stage
import torch


def test_of_mine():
    """The secret law."""
    assert stage.sigmoid(torch.zeros(1)).item() == 0.5


def test_of_one_size():
    """Another secret."""
    assert stage.conv_output_size(987654321, 5) == 987654317
'''


WRONG_FOR_ONE_SIZE = """

_right = conv_output_size


def conv_output_size(size, *more, **named):
    return 0 if size == 987654321 else _right(size, *more, **named)
"""


@pytest.fixture
def folders(tmp_path):
    """A folder of private tests for stage 02, and one submission."""
    private, submission = tmp_path / "private", tmp_path / "ada"
    private.mkdir()
    submission.mkdir()
    (private / "test_stage02_conv_slider.py").write_text(SECRET, encoding="utf-8")
    shutil.copy(ROOT / "solutions" / "stage02_conv_slider.py", submission)
    return private, submission


def write(folder, text):
    file = folder / "weights.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_private_tests_count_and_only_their_names_are_told(folders, tmp_path):
    private, submission = folders
    with (submission / "stage02_conv_slider.py").open("a", encoding="utf-8") as file:
        file.write(WRONG_FOR_ONE_SIZE)
    done = run_grader(submission, "--stage", 2, "--private", private, "--json", tmp_path / "grade.json")
    assert done.returncode == 0
    document = json.loads((tmp_path / "grade.json").read_text(encoding="utf-8"))
    tests = document["submissions"][0]["stages"][0]["tests"]
    mine = {test["name"]: test for test in tests if test["private"]}
    assert {name: test["state"] for name, test in mine.items()} == {
        "test_of_mine": "passed",
        "test_of_one_size": "failed",
    }
    assert {test["law"] for test in mine.values()} == {HIDDEN}
    assert document["submissions"][0]["points"] == pytest.approx(10 * (len(tests) - 1) / len(tests), abs=1e-3)
    for told in (done.stdout, json.dumps(document)):
        assert "test_of_one_size" in told
        assert "secret" not in told
        assert "987654317" not in told


def test_a_private_test_that_the_solutions_do_not_pass_is_refused_with_its_file(folders):
    private, submission = folders
    (private / "test_stage02_conv_slider.py").write_text(SECRET.replace("987654317", "1"), encoding="utf-8")
    done = run_grader(submission, "--stage", 2, "--private", private)
    assert done.returncode == 2
    assert "test_of_one_size does not pass on the solutions" in done.stderr


def test_private_tests_that_cannot_be_collected_are_an_error_of_the_grader(folders):
    private, submission = folders
    (private / "test_stage02_conv_slider.py").write_text("import nothing_of_that_name\n", encoding="utf-8")
    with pytest.raises(GraderError, match="could not be collected"):
        grade(find_submissions([submission]), [STAGE_02], Limits(), controls=Controls(private))


def test_weights_share_the_points_of_a_stage(folders):
    file = write(folders[0], "[points]\n2 = 20\n[tests]\ntest_of_mine = 0\ntest_fresh_kernels_differ = 3\n")
    controls = load_controls(folders[0], file)
    assert controls.weights["test_of_mine"] == 0
    names = "test_fresh_kernels_differ", "test_third[1]"
    tests = [StageTest(f"{STAGE_02.test_file}::{name}", "A law.") for name in names]
    marked = [controls.marked(test, STAGE_02) for test in tests]
    result = controls.weigh(StageResult(STAGE_02, (Outcome(marked[0], "passed"), Outcome(marked[1], "failed"))))
    assert result.points == pytest.approx(15)
    assert result.stage.points == 20
    nothing = StageResult(STAGE_02, (Outcome(StageTest("t", "l", weight=0.0), "passed"),))
    assert nothing.points == 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[points", "is no TOML"),
        ("[stages]\n2 = 1", "there is no [stages]"),
        ("[points]\n77 = 1", "no stage 77"),
        ("[points]\n2 = -1", "2 should be a number"),
        ("[tests]\ntest_fresh_kernels_differ = 'much'", "test_fresh_kernels_differ should be a number"),
        ("[tests]\ntest_fresh_kernels_differ = true", "test_fresh_kernels_differ should be a number"),
        ("points = 3", "should be tables"),
    ],
)
def test_unusable_weights_say_what_is_wrong(tmp_path, text, word):
    with pytest.raises(ControlsError) as caught:
        load_controls(None, write(tmp_path, text))
    assert word in str(caught.value)


def test_weights_and_private_tests_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(ControlsError, match="cannot be read: No such file"):
        load_controls(None, tmp_path / "weights.toml")
    with pytest.raises(ControlsError, match="there is no folder"):
        load_controls(tmp_path / "private", None)


def test_a_folder_without_private_tests_is_refused(tmp_path):
    done = run_grader("solutions", "--private", tmp_path)
    assert done.returncode == 2
    assert "has no file such as test_stage01" in done.stderr.replace("\n", " ")


def test_weights_of_tests_that_do_not_exist_are_refused(folders):
    done = run_grader(folders[1], "--stage", 2, "--weights", write(folders[0], "[tests]\ntest_sigmoit = 2"))
    assert done.returncode == 2
    assert "there is no test test_sigmoit; did you mean test_sigmoid" in done.stderr.replace("\n", " ")


def test_the_number_of_examples_and_the_seconds_can_be_chosen(folders):
    done = run_grader(
        *(folders[1], "--stage", 2, "--examples", 3, "--test-timeout", 4, "--timeout", 30),
        *("--submission-timeout", 50, "--memory", 512, "--json", folders[0] / "grade.json"),
    )
    assert done.returncode == 0, done.stderr
    limits = json.loads((folders[0] / "grade.json").read_text(encoding="utf-8"))["limits"]
    assert limits == {
        "stage_seconds": 30.0,
        "test_seconds": 4.0,
        "submission_seconds": 50.0,
        "memory_bytes": 512 << 20,
        "examples": 3,
        "tutor": True,
    }


def test_a_submission_that_uses_up_its_time_is_stopped_in_all_its_stages(folders):
    file = folders[1] / "stage02_conv_slider.py"
    file.write_text("import time\n\n\ndef conv_output_size(*_, **__):\n    time.sleep(100)\n", encoding="utf-8")
    shutil.copy(ROOT / "solutions" / "stage03_pooling.py", folders[1])
    limits = Limits(submission_seconds=3, test_seconds=2)
    report = grade(find_submissions([folders[1]]), STAGES[1:3], limits, jobs=1)[0]
    assert {outcome.state for outcome in report.stages[1].outcomes} == {"timeout"}
    assert "3 seconds were used up" in report.stages[1].outcomes[0].message


def test_all_protections_hold_here_or_are_named():
    active, missing = isolation()
    assert (*active, *missing) == tuple(
        sorted(PROTECTIONS, key=lambda name: (name in missing, PROTECTIONS.index(name)))
    )
    assert missing == []


@pytest.fixture
def bare_machine(monkeypatch):
    """A machine that protects from reading only."""
    monkeypatch.setattr("kata.grading.machine.isolation", lambda: (["reading"], ["network", "memory"]))


def test_a_machine_without_all_protections_says_so_in_one_line_and_goes_on(bare_machine, folders):
    done = CliRunner().invoke(cli.grader, [str(folders[1]), "--stage", "2"])
    assert done.exit_code == 0
    assert "missing: network, memory" in done.stderr.replace("\n", " ")
    assert "isolation: reading\n" in done.stdout


def test_require_isolation_refuses_such_a_machine(bare_machine, folders):
    done = CliRunner().invoke(cli.grader, [str(folders[1]), "--stage", "2", "--require-isolation"])
    assert done.exit_code == 1
    assert "Nothing was graded" in done.stderr.replace("\n", " ")


def test_a_worker_that_cannot_be_started_is_an_error_of_the_grader(folders, monkeypatch):
    def refuse(self):
        ours, theirs = socket.socketpair()
        theirs.close()
        return ours

    isolation()  # which is found out once, with a worker
    monkeypatch.setattr(TemplateProcess, "keeper", refuse)
    report = grade(find_submissions([folders[1]]), [STAGE_02], Limits())[0]
    assert {outcome.state for outcome in report.stages[0].outcomes} == {"grader_error"}
    assert not report.graded


def test_a_template_that_does_not_start_is_an_error_of_the_grader(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/true")
    found = TemplateProcess()
    with pytest.raises(GraderError, match="has ended"):
        found.wait()
    found.close()


def test_a_template_that_is_never_ready_is_an_error_of_the_grader(monkeypatch):
    monkeypatch.setattr("kata.judge.template_process.START_SECONDS", 0.01)
    found = TemplateProcess()
    with pytest.raises(GraderError, match="nothing was ready"):
        found.wait()
    found.close()


def test_a_fresh_worker_for_each_test_knows_nothing_of_the_one_before(folders):
    with template().keeper() as connection:
        keeper = WorkerSupply(connection, WorkerOrder.of(folders[1], STAGE_02, Limits()))
        pids = []
        for _ in range(3):
            session = keeper.start()
            session.ask("load", STAGE_02.module)
            pids.append(keeper.pid)
            session.channel.close()
            keeper.end()
        TemplateProcess.end_keeper(connection)
    assert len(set(pids)) == 3


def test_a_worker_that_cannot_be_confined_ends_before_it_touches_the_submission(folders, tmp_path):
    order = WorkerOrder.of(folders[1], STAGE_02, Limits())
    nowhere = replace(order, folder=tmp_path / "nowhere")  # of which no rule can be made
    with template().keeper() as connection:
        with pytest.raises(WorkerDied):
            WorkerSupply(connection, nowhere).start().ask("load", STAGE_02.module)
        TemplateProcess.end_keeper(connection)
    with template().keeper() as connection:
        session = WorkerSupply(connection, replace(nowhere, must_hold=False)).start()
        with pytest.raises(StageImportError, match="there is no stage"):
            session.call(STAGE_02.module, "sigmoid", (0,), {})
        TemplateProcess.end_keeper(connection)


def test_folders_that_an_ordinary_owner_cannot_move_are_deleted_too(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "c").mkdir(mode=0)
    for folder in (tmp_path, *tmp_path.rglob("*")):
        os.chown(folder, NOBODY if os.getuid() == 0 else -1, -1)
    child = os.fork()
    if not child:
        try:
            if os.getuid() == 0:
                os.chdir(tmp_path)  # what is above it may be root's alone
                os.setuid(NOBODY)
            empty(Path("."))
        except OSError:
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert list(tmp_path.iterdir()) == []
