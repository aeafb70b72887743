"""Whose stages are imported, under which names, and what a target's files may import from elsewhere."""

import importlib
import shutil
import subprocess
import sys
import traceback

import pytest

from kata.course.stages import STAGES
from kata.course.target import StageLoader, attempt, check_import, stages_of
from kata.errors import StageImportError, TargetError
from kata.grading.grade import grade
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits
from tests.engine.programs import ROOT

STAGE_03 = "stage03_pooling"
USES_STAGE_02 = """
from exercises.stage02_conv_slider import sigmoid

assert sigmoid.__module__ == "stage02_conv_slider"
"""


@pytest.fixture
def folder(tmp_path):
    """The solutions, in a folder of another name."""
    found = tmp_path / "beside" / "work"
    shutil.copytree(ROOT / "solutions", found, ignore=shutil.ignore_patterns("__pycache__"))
    return found


def prepend(file, text):
    """Write lines below the one that must be the first."""
    first = "from __future__ import annotations\n"
    file.write_text(file.read_text(encoding="utf-8").replace(first, first + text), encoding="utf-8")


def reason_of(folder, number=3):
    """Why a stage of a target does not import; None where it does."""
    with stages_of(folder, [number]) as stages:
        try:
            check_import(stages[number].__name__)
        except StageImportError as error:
            return error.reason
    return None


def states_of(folder, number=3):
    """What a grader says of a stage: the states, and the first message."""
    (report,) = grade(find_submissions([folder]), [STAGES[number - 1]], Limits(examples=2))
    outcomes = report.stages[0].outcomes
    return {each.state for each in outcomes}, outcomes[0].message


@pytest.mark.parametrize("package", ["exercises.", ""])
def test_a_stage_is_the_same_module_under_both_its_names(package, folder):
    with stages_of(folder, [2]) as stages:
        module = importlib.import_module(f"{package}stage02_conv_slider")
        assert module is stages[2]
        assert module.__name__ == module.__spec__.name == "stage02_conv_slider"
        assert module.__file__ == str(folder / "stage02_conv_slider.py")
    assert not [name for name in sys.modules if name.startswith(("exercises", "stage02"))]


def test_the_targets_own_helper_is_found_in_its_package(folder):
    (folder / "kata_helper.py").write_text("value = 7\n")
    prepend(folder / f"{STAGE_03}.py", "from exercises.kata_helper import value\n")
    assert reason_of(folder) is None


def test_exercises_is_the_target_in_the_grader_too(folder):
    prepend(folder / f"{STAGE_03}.py", USES_STAGE_02)
    assert reason_of(folder) is None
    assert states_of(folder) == ({"passed"}, "")


def test_a_broken_stage_is_broken_under_its_other_name_too(folder):
    (folder / "stage02_conv_slider.py").write_text("1 / 0\n")
    prepend(folder / f"{STAGE_03}.py", USES_STAGE_02)
    assert "ZeroDivisionError" in reason_of(folder)


@pytest.mark.parametrize(
    ("file", "statement"),
    [
        ("kata_beside.py", "import kata_beside"),
        ("kata_beside.py", "from kata_beside import value"),
        ("kata_beside/more.py", "import kata_beside.more"),
    ],
)
def test_a_module_beside_the_folder_is_refused_in_one_sentence(file, statement, folder, monkeypatch):
    (folder.parent / file).parent.mkdir(exist_ok=True)
    (folder.parent / file).write_text("value = 7\n")
    monkeypatch.syspath_prepend(folder.parent)  # as pytest does with the root of the repository
    prepend(folder / f"{STAGE_03}.py", f"{statement}\n")
    sentence = "kata_beside lies beside work/: put it into work/, where the stages are"
    assert reason_of(folder).endswith(f": ModuleNotFoundError: {sentence}")


def test_a_module_in_the_root_of_the_repository_is_refused_on_both_sides(folder):
    prepend(folder / f"{STAGE_03}.py", "import misconceptions\n")
    for text in (reason_of(folder), states_of(folder)[1]):
        assert "misconceptions lies beside work/: put it into work/, where the stages are" in text


def test_a_package_that_is_installed_is_found_though_a_folder_of_its_name_is_beside(folder):
    (folder.parent / "sklearn").mkdir()
    prepend(folder / f"{STAGE_03}.py", "import sklearn\n\nassert sklearn.__version__\n")
    assert reason_of(folder) is None


def test_others_than_the_target_may_import_what_is_beside_it(folder, monkeypatch):
    (folder.parent / "kata_beside.py").write_text("value = 7\n")
    monkeypatch.syspath_prepend(folder.parent)
    with stages_of(folder, [3]):
        assert importlib.import_module("kata_beside").value == 7
    del sys.modules["kata_beside"]


def test_a_broken_stage_raises_a_fresh_error_each_time(folder):
    (folder / f"{STAGE_03}.py").write_text("1 / 0\n")
    lengths = set()
    with stages_of(folder, [3]) as stages:
        for _ in range(5):
            with pytest.raises(StageImportError) as caught:
                stages[3].MaxPoolLayer  # noqa: B018
            lengths.add(len(traceback.format_exception(caught.value)))
    assert len(lengths) == 1


def test_a_stage_that_works_or_was_never_imported_is_not_broken(folder):
    with stages_of(folder, [3]):
        check_import(STAGE_03)
        check_import("stage04_affine_softmax")


@pytest.mark.parametrize(
    "trick",
    [
        "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')",
        "sys.stdout = open(sys.stdout.fileno(), 'w', encoding='utf-8')",
        "sys.stdout = sys.stderr = io.StringIO()",
        "sys.stdout = sys.stdin = None",
    ],
)
def test_streams_that_a_file_replaces_come_back_open(trick, folder):
    program = (
        "import io, sys\n"
        "from pathlib import Path\n"
        "from kata.course.target import stages_of\n"
        f"with stages_of(Path({str(folder)!r}), [3]):\n"
        "    print('still here')\n"
    )
    prepend(folder / f"{STAGE_03}.py", f"import io, sys\n{trick}\nprint('a line')\n" if "None" not in trick else trick)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "still here"
    assert done.returncode == 0


def test_a_folder_in_the_place_of_a_stage_is_called_one(folder):
    (folder / f"{STAGE_03}.py").unlink()
    (folder / f"{STAGE_03}.py").mkdir()
    assert reason_of(folder) == f"{STAGE_03}.py: this is a folder, and not a file"


def test_a_file_that_cannot_be_read_is_named_without_its_place(folder, monkeypatch):
    def refuse(loader, path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(StageLoader, "get_data", refuse)
    assert reason_of(folder) == f"{STAGE_03}.py: it cannot be read: Permission denied"


@pytest.mark.parametrize(("name", "option"), [("my work", "'--target={}'"), ("work", "--target={}")])
def test_a_command_says_how_to_run_the_tests_of_any_folder(name, option, tmp_path):
    with pytest.raises(TargetError) as caught:
        attempt(tmp_path / name, 2, lambda: 1 / 0)
    assert str(caught.value).endswith(f". Run: pytest {option.format(tmp_path / name)}")
