"""Values as a learner reads them."""

import numpy as np
import pytest
import torch

from kata.course.values import layout_of, summary


@pytest.mark.parametrize(
    ("value", "layout"),
    [
        (torch.zeros(2, 3), ""),
        (torch.zeros(2, 3).T, ", strides (1, 3)"),
        (torch.zeros(4)[::2], ", strides (2,)"),
        (torch.zeros(1).expand(2, 2), ", strides (0, 0)"),
        (np.zeros((2, 3)), ""),
        (np.zeros((2, 3), order="F"), ", strides (1, 2)"),
        (np.zeros(4)[::-1], ", strides (-1,)"),
        (torch.zeros(2, 2).to_sparse(), ""),
        ([1], ""),
    ],
)
def test_memory_that_is_not_row_by_row_is_told_by_its_strides(value, layout):
    assert layout_of(value) == layout


def test_the_layout_stands_behind_shape_and_dtype():
    value = torch.tensor([[1.0, 2.0], [3.0, 4.0]]).T
    assert summary(value, layout_of(value)) == "(2, 2) float32, strides (1, 2) [[1., 3.], [2., 4.]]"


def test_of_several_the_shapes_are_told_and_not_the_numbers():
    assert summary([torch.zeros(2, 3).T, np.zeros(2), 7]) == "(3, 2) float32, strides (1, 3); (2,) float64; 7"
    assert summary([1, 2]) == "[1, 2]"
