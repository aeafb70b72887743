"""A function put back to its stub, or shown beside the solution."""

import os

import pytest

from kata.course.hints import hints_of
from kata.course.stages import ROOT, STAGES
from kata.errors import WatchError
from kata.learner.watch import functions
from kata.learner.watch.functions import full_name, line_of, own_and_solution, passes, passing, reset, stub_of
from kata.learner.watch.results import StageResult, TestResult
from tests.engine.learner.watch.headless import make_target, save, solved

STAGE_02, STAGE_03 = STAGES[1], STAGES[2]
ALL = [(stage, name) for stage in STAGES for name in hints_of(stage)]
FILE = f"{STAGE_02.module}.py"


@pytest.fixture
def target(tmp_path):
    folder = make_target(tmp_path / "it's [mine] 🙂")
    save(folder, solved(2), 2)
    return folder


def exercise(number):
    return (ROOT / "exercises" / f"{STAGES[number - 1].module}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(("stage", "name"), ALL, ids=lambda value: value if isinstance(value, str) else value.number)
def test_a_stub_is_the_one_of_the_exercises(stage, name, tmp_path):
    folder = make_target(tmp_path / "target")
    reset(folder, stage, name)
    assert (folder / f"{stage.module}.py").read_text(encoding="utf-8") == exercise(stage.number)


def test_only_the_function_changes_and_the_file_as_it_was_is_kept(target):
    backup = reset(target, STAGE_02, "sigmoid")
    assert backup.read_text(encoding="utf-8") == solved(2)
    text = (target / FILE).read_text(encoding="utf-8")
    own, stub = (functions._text(each, functions._find(each, "sigmoid", backup)) for each in (text, exercise(2)))
    assert own == stub
    assert text.count("raise NotImplementedError") == 1


def test_a_second_backup_does_not_replace_the_first(target):
    backups = [reset(target, STAGE_02, "sigmoid").name for _ in range(2)]
    assert backups == [f"{STAGE_02.module}.before-reset-{number}.txt" for number in (1, 2)]


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}"])
def test_ends_of_lines_and_marks_stay_as_they_are(target, change):
    (target / FILE).write_bytes(change(solved(2)).encode())
    reset(target, STAGE_02, "sigmoid")
    new = (target / FILE).read_bytes().decode()
    assert new.startswith("\ufeff") == change("").startswith("\ufeff")
    assert new.count("\r\n") in (0, new.count("\n"))
    assert 'raise NotImplementedError("stage 02: sigmoid")' in new


def test_the_last_definition_counts_with_its_decorators_and_indentation(target):
    save(
        target,
        "def sigmoid(x):\n\treturn 1\n\n@property\n@staticmethod\ndef sigmoid(x):\n\treturn 2\n\ny = 3\n",
        2,
    )
    reset(target, STAGE_02, "sigmoid")
    text = (target / FILE).read_text(encoding="utf-8")
    assert text.startswith("def sigmoid(x):\n\treturn 1\n\ndef sigmoid")
    assert "@property" not in text
    assert text.endswith('raise NotImplementedError("stage 02: sigmoid")\n\ny = 3\n')


def test_a_link_stays_a_link(target):
    (target / FILE).rename(target / "real.txt")
    (target / FILE).symlink_to("real.txt")
    reset(target, STAGE_02, "sigmoid")
    assert (target / FILE).is_symlink()
    assert "NotImplementedError" in (target / "real.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"def (", "stage02_conv_slider.py:1 is no valid Python: mend that first"),
        (b"x = 1", "stage02_conv_slider.py has no sigmoid: write its first line again, def ..."),
        (b"\xff", "cannot be read: the text is not UTF-8"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_reset_stays_as_it_is(target, text, told):
    file = target / FILE
    file.unlink() if text is None else file.write_bytes(text)
    with pytest.raises(WatchError, match=told.replace(".", r"\.")):
        reset(target, STAGE_02, "sigmoid")
    assert (file.read_bytes() if file.exists() else None) == text
    assert line_of(target, STAGE_02, "sigmoid") == 1


def test_a_file_that_cannot_be_written_says_so(target, monkeypatch):
    def full(file, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(functions, "write_whole", full)
    with pytest.raises(WatchError, match="No space left on device"):
        reset(target, STAGE_02, "sigmoid")
    assert (target / FILE).read_text(encoding="utf-8") == solved(2)


def test_backups_without_end_are_refused(target, monkeypatch):
    monkeypatch.setattr(functions, "MOST_BACKUPS", 2)
    reset(target, STAGE_02, "sigmoid")
    with pytest.raises(WatchError, match="too many backups"):
        reset(target, STAGE_02, "sigmoid")


def test_a_method_may_be_named_without_its_class():
    assert full_name(2, "forward") == (STAGE_02, "ConvolutionalLayer.forward")


@pytest.mark.parametrize(
    ("number", "name", "told"), [(0, "x", "no stage 0"), (13, "x", "no stage 13"), (2, "x", "choose one of")]
)
def test_an_unknown_function_lists_what_there_is(number, name, told):
    with pytest.raises(WatchError, match=told):
        full_name(number, name)


def test_ones_own_function_is_shown_without_its_docstring(target):
    save(target, solved(2).replace("return 1 / (1 + torch.exp(-x))", "return torch.special.expit(x)"), 2)
    own, solution = own_and_solution(target, STAGE_02, "sigmoid")
    assert own == "def sigmoid(x: torch.Tensor) -> torch.Tensor:\n    return torch.special.expit(x)"
    assert solution == "def sigmoid(x: torch.Tensor) -> torch.Tensor:\n    return 1 / (1 + torch.exp(-x))"


def outcome(**failed):
    """Stage 02, all of whose tests pass but some."""
    names = functions._texts_of_tests(STAGE_02)
    tests = [TestResult(f"t.py::{name}", failed.get(name, "passed")) for name in names if name.startswith("test_")]
    return StageResult(2, "", len(tests), tuple(tests))


def test_a_function_passes_with_the_tests_that_use_it():
    result = outcome(test_sigmoid_of_three_numbers="failed")
    assert not passes(result, "sigmoid")
    assert passes(result, "conv_output_size")
    assert "conv_output_size" in passing(result)
    assert passing(None) == []


def test_a_function_that_no_test_names_passes_with_its_stage():
    assert [name for stage, name in ALL if not functions._tests_of(stage, name)] == [
        "kernels_gradient",
        "images_gradient",
    ]
    tests = (TestResult("t.py::test_a", "passed"), TestResult("t.py::test_b", "failed"))
    assert not passes(StageResult(11, "", 2, tests), "kernels_gradient")
    assert passes(StageResult(11, "", 1, tests[:1]), "kernels_gradient")


def test_all_functions_of_a_solved_stage_may_be_compared():
    assert passing(outcome()) == list(hints_of(STAGE_02))


def test_a_stub_does_not_depend_on_the_line_ends_of_the_solutions(monkeypatch, tmp_path):
    before = stub_of(STAGE_03, "MaxPoolLayer.forward")
    monkeypatch.setattr(functions, "_read", lambda file: file.read_text(encoding="utf-8").replace("\n", "\r\n"))
    assert stub_of(STAGE_03, "MaxPoolLayer.forward") == before
    assert os.linesep not in before or os.linesep == "\n"
