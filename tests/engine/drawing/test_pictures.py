"""Pictures: grids of numbers, and those of the lessons, which a target's own stages draw."""

import numpy as np
import pytest

from kata.course.stages import ROOT
from kata.drawing.grid import as_grid, compare, row_of, short, to_svg
from kata.drawing.pictures import PICTURES, draw_pictures
from kata.errors import OutputError, TargetError


def titles(expected, got):
    return [panel.title for panel in compare(np.array(expected), np.array(got))]


def test_expected_yours_and_the_difference_are_side_by_side():
    assert titles([1.0, 2.0], [1.0, 3.0]) == ["expected", "yours", "difference"]


def test_other_shapes_have_no_difference_and_what_is_no_number_has_no_picture():
    assert titles([1.0, 2.0], [[1.0]]) == ["expected", "yours"]
    assert titles(["a"], [1j]) == []
    assert titles([], [1.0]) == ["yours"]


def test_the_largest_difference_has_a_frame_and_nan_counts_as_one():
    assert compare(np.array([[1.0, 2.0, 3.0]]), np.array([[1.5, 2.0, 5.0]]))[2].marked == ((0, 2, 1, 1),)
    assert compare(np.array([[1.0, 2.0]]), np.array([[np.nan, 2.0]]))[2].marked == ((0, 0, 1, 1),)
    assert compare(np.array([[1.0, 2.0]]), np.array([[1.0, 2.0]]))[2].marked == ()


@pytest.mark.parametrize("numbers", [[np.nan], [np.inf, -np.inf], [0.0], [1e300, -1e300], [True, False], [[[1, 2]]]])
def test_every_grid_can_be_drawn(numbers):
    assert to_svg(row_of(compare(np.array(numbers), np.array(numbers)))).startswith(b"<?xml")


def test_channels_come_side_by_side_and_what_is_too_large_is_not_drawn():
    assert as_grid(np.arange(8).reshape(2, 2, 2)).shape == (2, 5)
    assert as_grid(np.zeros((2, 29))) is None
    assert as_grid(np.zeros((1, 1, 1, 1))) is None


def test_numbers_are_short():
    assert [short(each) for each in (3.0, 0.5, 0.001, 12345.6, np.nan, -np.inf)] == [
        *("3", "0.50", "0.001", "1.2e+04", "NaN", "-∞")
    ]


def test_all_pictures_are_drawn_small_alike_each_time_and_have_words(tmp_path):
    first, second = (draw_pictures(ROOT / "solutions", tmp_path / name) for name in ("ein Ordner ✓", "2"))
    assert [file.name for file in first] == [picture.file for picture in PICTURES]
    drawn = [[file.read_bytes() for file in files[:-1]] for files in (first, second)]  # the last one is a training
    assert drawn[0] == drawn[1]
    assert max(file.stat().st_size for file in first) < 150_000
    assert min(len(picture.alt) for picture in PICTURES) > 80


def test_stubs_draw_nothing_and_say_what_to_do(tmp_path):
    with pytest.raises(TargetError, match="exercises is not solved that far"):
        draw_pictures(ROOT / "exercises", tmp_path)


def test_a_place_that_is_no_folder_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        draw_pictures(ROOT / "solutions", tmp_path / "file")
