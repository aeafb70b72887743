"""A stage that nobody has begun is run once; what looks like one and is none is run itself."""

import shutil

import pytest

from kata.course.stages import ROOT, STAGES
from kata.grading import stage_run
from kata.grading.grade import grade
from kata.grading.private_and_weights import Controls
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits

STAGE_06 = STAGES[5]
FILE = f"{STAGE_06.module}.py"
SHADOWED = '''
import stage06_loss as stage


def test_of_mine():
    """A stub that is there."""
    assert stage.cross_entropy
'''


@pytest.fixture
def begun(monkeypatch):
    """The names of the submissions for which a judge was started."""
    names, begin = [], stage_run.StageRun.start

    def start(run, bench, core):
        names.append(run.target.name)
        begin(run, bench, core)

    monkeypatch.setattr(stage_run.StageRun, "start", start)
    return names


def hand_in(folder, **files):
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / FILE, folder)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def ask_two(submission, test):
    return test.name in ("test_equal_logits_have_minus_log_of_their_number", "test_of_mine")


def test_a_stub_is_run_once_and_all_others_end_the_same(tmp_path, begun):
    for name in ("ada", "bob", "cem"):
        hand_in(tmp_path / name)
    reports = grade(find_submissions([tmp_path]), [STAGE_06], Limits(), 1, ask_two)
    assert begun == ["ada"]
    assert [[(each.state, each.message) for each in report.stages[0].outcomes] for report in reports] == [
        [("todo", "stage 06: log_softmax")]
    ] * 3


def test_a_changed_stub_and_one_beside_other_files_are_run(tmp_path, begun):
    hand_in(tmp_path / "ada")
    hand_in(tmp_path / "bob", helper="x = 1\n")
    hand_in(tmp_path / "cem", helper="x = 2\n")
    hand_in(tmp_path / "dan", helper="x = 1\n")
    hand_in(tmp_path / "eve")
    with (tmp_path / "eve" / FILE).open("a") as file:
        file.write("\n")
    grade(find_submissions([tmp_path]), [STAGE_06], Limits(), 1, ask_two)
    assert begun == ["ada", "bob", "cem", "eve"]


def test_a_stub_that_passes_a_private_test_is_run(tmp_path, begun):
    private = tmp_path / "private" / f"test_{FILE}"
    private.parent.mkdir()
    private.write_text(SHADOWED, encoding="utf-8")
    for name in ("ada", "bob"):
        hand_in(tmp_path / "class" / name)
    submissions = find_submissions([tmp_path / "class"])
    reports = grade(submissions, [STAGE_06], Limits(), 1, ask_two, Controls(private.parent))
    assert begun == ["ada", "bob"]
    assert [[each.state for each in report.stages[0].outcomes] for report in reports] == [["todo", "passed"]] * 2


def test_a_stub_on_other_stages_is_run(tmp_path, begun):
    stage = STAGES[11]
    for name, below in (("ada", "x = 1\n"), ("bob", "x = 1\n"), ("cem", "x = 2\n")):
        folder = tmp_path / name
        folder.mkdir()
        for each in STAGES:
            shutil.copy(ROOT / "solutions" / f"{each.module}.py", folder)
        shutil.copy(ROOT / "exercises" / f"{stage.module}.py", folder)
        with (folder / "stage02_conv_slider.py").open("a") as file:
            file.write(f"\n\n{below}")
    grade(find_submissions([tmp_path]), [stage], Limits(), 1, lambda _, test: "are_some_tensors" in test.name)
    assert begun == ["ada", "cem"]
