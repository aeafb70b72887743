"""Inputs are kept from one grade to the next: the very same ones, only where that is safe, and never out of date."""

import hashlib
import os

import numpy as np
import pytest
import torch

from kata.course.stages import STAGES
from kata.grading.grade import grade
from kata.grading.submissions import Submission
from kata.judge import bench, kept_inputs
from kata.judge.kept_inputs import is_own, keep_inputs, read_inputs
from kata.judge.limits import Limits
from kata.learner.examples import Example
from tests.engine.programs import ROOT

TEST_FILE = STAGES[1].test_file


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A cache of one's own."""
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "inputs"


def kept(**limits):
    return kept_inputs.kept_inputs(TEST_FILE, Limits(**limits))


def back(*values):
    """What values are once they have been kept and read."""
    keep_inputs(kept(), {"test": [Example(values, {"seed": 3}, (1, 0.5, b"x", "y", True))]})
    (example,) = read_inputs(kept())["test"]
    assert example.keywords == {"seed": 3}
    assert example.choices == (1, 0.5, b"x", "y", True)
    return example.arguments


def test_tensors_come_back_with_their_layout_dtype_and_memory():
    base = torch.arange(24.0, dtype=torch.float64).reshape(4, 6)
    view, whole = back(base[1::2, ::3].t(), base)
    assert (view.dtype, view.shape, view.stride(), view.storage_offset()) == (torch.float64, (2, 2), (3, 12), 6)
    whole[1, 3] = -1
    assert view.tolist() == [[6, 18], [-1, 21]]


def test_arrays_come_back_with_their_strides():
    (array,) = back(np.arange(12, dtype=np.int16).reshape(3, 4)[::-1, ::2])
    assert (array.dtype, array.strides, array.tolist()) == (np.int16, (-8, 4), [[8, 10], [4, 6], [0, 2]])


def test_what_is_one_object_stays_one_object():
    tensor = torch.ones(2)
    first, (second, other) = back(tensor, (tensor, torch.ones(2)))
    assert first is second
    assert first is not other


def test_classes_and_dtypes_that_tests_are_given_come_back():
    values = (list, torch.Size, float, torch.Tensor, torch.bfloat16, None, 1j, [torch.Size([2])], -0.0)
    assert repr(back(*values)) == repr(values)


def test_an_input_that_cannot_be_kept_costs_the_others_nothing():
    keep_inputs(kept(), {"a": [Example((object(),), {}, ())], "b": [Example((1,), {}, ())], "c": None, "d": []})
    assert read_inputs(kept()) == {"b": [Example((1,), {}, ())], "c": None, "d": []}


@pytest.mark.parametrize(
    "changed", [lambda d: d[:-1], lambda d: b"", lambda d: d + b"x", lambda d: d[:40] + b"!" + d[41:]]
)
def test_a_damaged_file_is_taken_for_none(changed):
    keep_inputs(kept(), {"test": [Example((torch.ones(9),), {}, (1,))]})
    kept().write_bytes(changed(kept().read_bytes()))
    assert read_inputs(kept()) == {}


@pytest.mark.parametrize(
    "text", [b'[["list"],[],[],[]]', b'[["list",3,3],[],[],[]]', b'[["list","a",["list",["list",1]]],[],[],[]]', b"x"]
)
def test_a_file_that_says_what_none_says_is_taken_for_none(text):
    data = len(text).to_bytes(4, "big") + bytes(4) + text
    kept().write_bytes(hashlib.sha256(data).digest() + data)
    assert read_inputs(kept()) == {}


def test_each_seed_number_of_inputs_and_state_of_the_course_has_its_own_file(monkeypatch):
    names = {kept(), kept(seed=1), kept(examples=5), kept_inputs.kept_inputs(STAGES[2].test_file, Limits())}
    monkeypatch.setattr(kept_inputs, "course_files", lambda: [("tests/strategies.py", "changed")])
    names.add(kept())
    monkeypatch.setattr(kept_inputs, "versions", lambda: {"hypothesis": "0"})
    names.add(kept())
    assert len(names) == 6
    assert kept() == kept(tutor=False, test_seconds=1)


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_nothing_is_kept_in_a_folder_that_others_may_write(folder, mode):
    assert kept()
    folder.chmod(mode)
    assert kept() is None


def test_nothing_is_kept_in_the_folder_of_another_user(monkeypatch):
    assert kept()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert kept() is None


def test_without_a_place_for_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "file"))
    assert kept() is None
    keep_inputs(None, {"test": None})
    assert read_inputs(None) == {}


def test_the_oldest_files_go(folder, monkeypatch):
    monkeypatch.setattr(kept_inputs, "MOST_FILES", 2)
    files = [kept(seed=seed) for seed in range(4)]
    for age, file in enumerate(files):
        keep_inputs(file, {})
        os.utime(file, (age, age))
    keep_inputs(kept(seed=9), {})
    assert sorted(folder.iterdir()) == sorted([files[3], kept(seed=9)])


def test_only_the_courses_own_tests_are_kept(tmp_path):
    assert is_own(f"{TEST_FILE}::test_sigmoid_of_zero")
    assert is_own(f"{ROOT / TEST_FILE}::test_sigmoid_of_zero")
    assert not is_own(f"{tmp_path}/{TEST_FILE}::test_sigmoid_of_zero")
    assert not is_own("tests/engine/test_data.py::test_it")


def test_a_second_grade_asks_the_same_and_draws_nothing(monkeypatch, folder):
    def points():
        asks = lambda _, test: "sigmoid" in test.name  # noqa: E731
        (report,) = grade([Submission("solutions", ROOT / "solutions")], [STAGES[1]], Limits(), 1, asks)
        return [outcome.state for outcome in report.stages[0].outcomes if outcome.state == "passed"]

    first = points()
    (file,) = folder.iterdir()
    monkeypatch.setattr(bench, "examples_of", lambda item: pytest.exit("drawn again"))
    assert points() == first
    file.unlink()
    with pytest.raises(AssertionError):
        assert points() == first
