"""A folder of results is read strictly: what is no result is named and left out."""

import json

import pytest

from kata.errors import ResultsError
from kata.grading.export import reading
from kata.grading.export.reading import read_results
from tests.engine.grading.export.classes import graded, result, stage, student, write_class


def left_out(folder, text):
    """What is said about a folder with one right result and this file."""
    (folder / "other.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    lines = []
    assert [each.name for each in read_results(folder, lines.append)] == ["ada"]
    return lines


@pytest.fixture
def folder(tmp_path):
    return write_class(tmp_path / "results", result("ada"))


def test_a_result_is_read_with_its_stages_tests_and_student(read):
    [found] = read(result("ada", stage(2, graded(), graded("test_b", "failed")), student=student(late=True)))
    assert (found.points, found.max_points, found.percent) == (5.0, 10.0, 50.0)
    assert [each.state for each in found.stages[0].tests] == ["passed", "failed"]
    assert (found.student.id, found.student.late) == ("17", True)


def test_a_misconception_is_read_where_the_results_name_one(read):
    [found] = read(result("ada", stage(2, graded(looks_like="flips the kernel"))))
    assert found.stages[0].tests[0].looks_like == "flips the kernel"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 1}, "its version is not 2"),
        ({"points": "10"}, "it.points is not a number"),
        ({"points": True}, "it.points is not a number"),
        ({"points": 1e30}, "it.points is too large a number"),
        ({"graded": 1}, "it.graded is not true or false"),
        ({"name": None}, "it.name is not a text"),
        ({"stages": {}}, "it.stages is not a list"),
        ({"stages": [7]}, "it.stages[0] is not a table"),
        ({"stages": [stage(2, graded(state="won"))]}, "there is no state 'won'"),
        ({"stages": [stage(2, graded(visibility="secret"))]}, "there is no visibility 'secret'"),
        ({"stages": [stage(2, stage=0)]}, "there is no stage 0"),
        ({"stages": [stage(2, stage=2.5)]}, "it.stages[0].stage is not a whole number"),
        ({"stages": [stage(2), stage(2)]}, "a stage is there twice"),
        ({"student": {"id": "17"}}, "it.student has no name"),
    ],
)
def test_a_file_with_a_wrong_value_is_left_out_and_says_which(folder, change, told):
    [line] = left_out(folder, json.dumps({**result("bob"), **change}))
    assert line == f"other.json is no result and is left out: {told}"


@pytest.mark.parametrize(
    "text", ["", "[]", "7", "{", b"\xff\xfe", "[" * 100_000, '{"version": NaN}', '{"version": 2}', "null"]
)
def test_a_file_that_is_no_result_is_left_out(folder, text):
    assert len(left_out(folder, text)) == 1


def test_a_folder_named_like_a_result_is_left_out(folder):
    (folder / "dir.json").mkdir()
    lines = []
    read_results(folder, lines.append)
    assert lines == ["dir.json is no result and is left out: it is no regular file"]


def test_a_file_that_is_too_large_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 0)
    lines = []
    with pytest.raises(ResultsError):
        read_results(write_class(tmp_path / "results", result("ada")), lines.append)
    assert lines == ["000.json is no result and is left out: it has more than 0 MB"]


def test_a_lone_surrogate_is_replaced(read):
    [found] = read(result("a\ud800b"))
    assert found.name == "a\ufffdb"


def test_a_folder_without_results_is_an_error(tmp_path):
    with pytest.raises(ResultsError, match="holds no result"):
        read_results(tmp_path)


def test_a_folder_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(ResultsError, match="there is no folder"):
        read_results(tmp_path / "none")
