"""A stage that is built on others: its tests are `blocked`, and not failed, where another stage is to blame."""

import os
import shutil
import sys

import pytest

from kata.course.foundations import may_be_blocked
from kata.course.source import parse, read_source
from kata.course.stages import STAGES
from kata.grading.grade import grade
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.worker.keeper import packages_among
from tests.engine import warm
from tests.engine.programs import ROOT

STAGE_06, STAGE_11, STAGE_12 = STAGES[5], STAGES[10], STAGES[11]
FEW = Limits(examples=3, tutor=False)
"""What is asked here is whose fault it is that a law breaks, and not on which inputs."""
WRONG_LOSS = "\n\ndef cross_entropy(logits, targets):\n    return -log_softmax(logits)[0, targets[0]]\n"


@pytest.fixture
def target(tmp_path):
    """A copy of the solutions, to be broken."""
    return shutil.copytree(ROOT / "solutions", tmp_path / "ada", ignore=shutil.ignore_patterns("__pycache__"))


def states(target, stages):
    (report,) = grade([Submission("ada", target)], stages, FEW)
    return {result.stage.number: {outcome.state for outcome in result.outcomes} for result in report.stages}


def pytest_on(target, *arguments):
    command = [sys.executable, "-m", "pytest", f"--target={target}", *arguments]
    return warm.run(command, cwd=ROOT)


def append(file, text):
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def test_the_foundations_of_a_stage_are_the_stages_that_its_file_imports(tmp_path):
    (tmp_path / "stage12_train_mnist.py").write_text(
        "import stage06_loss as loss\ndef f():\n    from stage11_vectorised import im2col\nimport numpy\n"
    )
    (tmp_path / "stage11_vectorised.py").write_text("from stage05_contiguity import sliding_windows\nimport torch\n")
    assert [stage.number for stage in read_source(tmp_path, STAGE_12).below] == [5, 6, 11]
    assert read_source(tmp_path, STAGE_06).below == ()


def test_stages_that_import_one_another_have_an_end(tmp_path):
    (tmp_path / "stage12_train_mnist.py").write_text("import stage11_vectorised\n")
    (tmp_path / "stage11_vectorised.py").write_text("import stage12_train_mnist\n")
    assert read_source(tmp_path, STAGE_12).below == (STAGE_11,)


@pytest.mark.parametrize("content", [b"def broken(:\n", b"\xff\xfe\x00", b"(" * 10**5])
def test_a_file_that_is_no_python_has_no_foundations(content, tmp_path):
    (tmp_path / "stage12_train_mnist.py").write_bytes(content)
    assert read_source(tmp_path, STAGE_12).below == ()


def test_a_file_without_an_end_is_not_read(tmp_path):
    (tmp_path / "stage12_train_mnist.py").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "stage11_vectorised.py")
    (tmp_path / "stage10_gradient_descent.py").write_text("import stage06_loss\n" + " " * 10**6)
    assert all(read_source(tmp_path, stage).below == () for stage in STAGES[9:])


def test_a_file_of_millions_of_statements_is_not_parsed(tmp_path):
    file = tmp_path / f"{STAGE_12.module}.py"
    file.write_text(f"import {STAGE_06.module}\n" + "0;" * 2_000_000 + "\n")
    assert parse(file).body == []
    assert read_source(tmp_path, STAGE_12).below == ()


def test_only_known_packages_that_a_stage_imports_are_imported_for_all_its_tests(tmp_path):
    text = "import scipy.signal\nimport os.path\nfrom sklearn.svm import SVC\n"
    (tmp_path / f"{STAGE_06.module}.py").write_text(text)
    found = packages_among(list(read_source(tmp_path, STAGE_06).imports))
    assert found == ["scipy", "scipy.signal", "sklearn"]


def test_only_the_solutions_stage_12_has_foundations():
    found = {stage.number: [each.number for each in read_source(ROOT / "solutions", stage).below] for stage in STAGES}
    assert {number for number, below in found.items() if below} == {12}
    assert found[12] == [each.number for each in read_source(ROOT / "exercises", STAGE_12).below]


@pytest.mark.parametrize(
    ("state", "message", "blocked"),
    [
        ("passed", "", False),
        ("failed", "", True),
        ("timeout", "", True),
        ("error", "stage11_vectorised.py:3: SyntaxError", True),
        ("todo", "stage 11: im2col", True),
        ("todo", "stage 12: train", False),
        ("grader_error", "", False),
    ],
)
def test_what_another_stage_may_have_caused(state, message, blocked):
    assert may_be_blocked(STAGE_12, state, message) is blocked


def test_an_unsolved_stage_blocks_what_is_built_on_it(target):
    shutil.copy(ROOT / "exercises" / "stage11_vectorised.py", target)
    found = states(target, [STAGE_11, STAGE_12])
    assert found[11] == {"todo"}
    assert "failed" not in found[12]
    assert "blocked" in found[12]


def test_a_wrong_stage_blocks_what_fails_because_of_it_also_where_only_the_latter_is_graded(target):
    append(target / "stage06_loss.py", WRONG_LOSS)
    (report,) = grade([Submission("ada", target)], [STAGE_12], FEW)
    blocked = [outcome for outcome in report.stages[0].outcomes if outcome.state == "blocked"]
    assert blocked
    assert {outcome.state for outcome in report.stages[0].outcomes} == {"passed", "blocked"}
    assert all("stage 06 (loss)" in outcome.message for outcome in blocked)


def test_a_stage_12_that_is_wrong_itself_fails(target):
    append(target / "stage12_train_mnist.py", "\n\ndef accuracy(model, images, targets):\n    return 2.0\n")
    assert states(target, [STAGE_12])[12] == {"passed", "failed"}


def test_pytest_says_which_stage_is_to_blame(target):
    append(target / "stage06_loss.py", WRONG_LOSS)
    done = pytest_on(target, STAGE_12.test_file)
    assert done.returncode == 1
    assert "Stage 12 waits for stage 06 (loss), which does not pass its own tests" in done.stdout
    assert "that fail)" not in done.stdout  # no card: there is nothing to mend in stage 12
    assert "blocked" in done.stdout


def test_a_syntax_error_below_blocks(target):
    append(target / "stage10_gradient_descent.py", "\n\ndef broken(:\n")
    done = pytest_on(target, STAGES[9].test_file, STAGE_12.test_file)
    assert "Stage 12 waits for stage 10 (gradient descent)" in done.stdout
