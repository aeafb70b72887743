"""The laws of stage 05, from the first thing that breaks to the last.

The storage of most tensors here is 0, 1, 2, ...: each number is its own position, and says where it is from.
"""

import operator
from itertools import product

import stage05_contiguity as stage
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.checks import assert_close, assert_equal, assert_holds, assert_integer, assert_shape, take
from tests import oracles
from tests.strategies import shapes, strided_shapes, views, views_and_kernel_shapes

FEW, SOME = settings(max_examples=15), settings(max_examples=40)
SHAPES = [shape for dims in range(5) for shape in product(range(4), repeat=dims)]
"""All shapes of up to 4 axes with sizes from 0 to 3, the small ones first."""


def indices(shape):
    """All indices of a shape, row by row."""
    return product(*map(range, shape))


def storage_of(tensor):
    """All numbers of the tensor's storage, as a view of one axis."""
    return tensor.as_strided((tensor.untyped_storage().nbytes() // tensor.element_size(),), (1,), 0)


def layout(tensor):
    """What the tensor says about itself: shape, strides, storage offset and dtype."""
    return tuple(tensor.shape), tensor.stride(), tensor.storage_offset(), tensor.dtype


def pieces():
    """A whole matrix, one cut out of a larger matrix, and the transpose of every second column of it."""
    larger = torch.arange(80).view(8, 10)
    return torch.arange(6).view(2, 3), larger[2:5, 3:7], larger[1:, ::2].t()


def assert_row_by_row(strides, shape):
    """A stride for each axis, and with them each number lies where counting row by row puts it."""
    strides = tuple(take(strides, len(shape)))
    expected = tuple(torch.empty(shape).stride())
    assert_holds(len(strides) == len(shape), f"{len(shape)} axes need as many strides", strides, expected)
    assert_holds(all(map(is_whole, strides)), "strides are ints", strides, expected)
    for count, index in enumerate(indices(shape)):
        place = sum(step * stride for step, stride in zip(index, strides, strict=True))
        reason = f"row by row, {list(index)} is number {count}, counted from 0; these strides lead to {place}"
        assert_holds(place == count, reason, strides, expected)


def is_whole(number):
    """Whether Python accepts it as an index: 5, and not 5.0 or None."""
    try:
        operator.index(number)
    except TypeError:
        return False
    return True


def assert_answer(got, expected):
    """Whether a shape and strides are contiguous: the expected answer, True or False."""
    assert_equal(got, expected, f"a tensor like this is {'contiguous' if expected else 'not contiguous'}")


def assert_strides(got, strides):
    """A tensor with these strides."""
    assert_equal(got.stride(), strides, "its strides are wrong")


def assert_contiguous(got, shape):
    """A contiguous tensor of this shape."""
    assert_shape(got, shape)
    expected = tuple(torch.empty(shape).stride())
    assert_holds(got.is_contiguous(), "its strides are not contiguous", got.stride(), expected)


def assert_untouched(_, tensor, values, before):
    """The call that comes first has left the tensor its numbers and its layout."""
    reason = "shape, strides, storage offset or dtype of the argument changed"
    assert_equal(layout(tensor), before, reason)
    assert_close(tensor, values)


def assert_write_arrives(view, place, tensor, index):
    """After a write of 77 into the view, the tensor holds it at the index."""
    view[place] = 77
    reason = f"77, written into the result at {list(place)}, is not in the argument at {list(index)}"
    assert_holds(tensor[index] == 77, reason, int(tensor[index]), 77)


def test_contiguous_strides_of_10_by_5_are_5_and_1():
    """A 10 x 5 tensor has the strides (5, 1) and a 5 x 10 tensor (10, 1), each with an answer of its own."""
    answer = stage.contiguous_strides((10, 5))
    assert_row_by_row(stage.contiguous_strides((5, 10)), (5, 10))
    assert_row_by_row(answer, (10, 5))


def test_contiguous_strides_of_a_single_number_are_none():
    """There is one stride for each axis, so the shape () has no strides: ()."""
    assert_row_by_row(stage.contiguous_strides(()), ())


def test_contiguous_strides_count_the_numbers_row_by_row():
    """The sum of index * stride is how many numbers come before that index, counted row by row."""
    for shape in SHAPES:
        assert_row_by_row(stage.contiguous_strides(shape), shape)


def test_contiguous_strides_know_no_largest_shape():
    """Many axes and long ones are counted like few and short ones."""
    assert_row_by_row(stage.contiguous_strides((2, 1, 2, 2, 1, 3, 2)), (2, 1, 2, 2, 1, 3, 2))
    assert_row_by_row(stage.contiguous_strides((2, 1_500, 2)), (2, 1_500, 2))


def test_element_offset_of_the_example_in_the_lesson():
    """x[2, 3] of the 10 x 5 tensor is at 2 * 5 + 3 * 1 = 13, and x.t()[3, 2] is there too."""
    assert_integer(stage.element_offset((2, 3), (5, 1)), 13)
    assert_integer(stage.element_offset((3, 2), (1, 5)), 13)
    assert_integer(stage.element_offset((2, 3), (5, 1), 21), 34)
    assert_integer(stage.element_offset((1, 0, 1, 1, 0, 2, 1), (24, 24, 12, 6, 6, 2, 1), 0), 47)


def test_element_offset_without_axes_is_the_storage_offset():
    """With no axis to step along, the position is the storage offset itself."""
    assert_integer(stage.element_offset((), (), 7), 7)
    assert_integer(stage.element_offset((), ()), 0)


def test_element_offset_stays_in_place_along_an_expanded_axis():
    """The stride of an expanded axis is 0: all its indices lead to the same position."""
    assert_integer(stage.element_offset((3, 2), (0, 1)), 2)
    assert_integer(stage.element_offset((3, 2), (4, 0), 5), 17)


def test_element_offset_finds_the_last_pixel_of_60000_digits():
    """Positions are exact: the last of 60,000 x 784 pixels is at 59,999 * 784 + 783 = 47,039,999."""
    assert_integer(stage.element_offset((59_999, 783), (784, 1)), 47_039_999)


@FEW
@given(st.integers(1, 4).flatmap(lambda dims: shapes(dims, high=3)).flatmap(views))
def test_element_offset_finds_every_number_of_a_view(x):
    """The number at an index of x is in x's storage at the position that strides and storage offset give."""
    for index in indices(x.shape):
        assert_integer(stage.element_offset(index, x.stride(), x.storage_offset()), int(x[index]))


def test_is_contiguous_on_the_example_in_the_lesson():
    """(10, 5) with strides (5, 1) is contiguous, its transpose is not, and (5, 10) with (10, 1) is."""
    assert_answer(stage.is_contiguous((10, 5), (5, 1)), True)
    assert_answer(stage.is_contiguous((5, 10), (1, 5)), False)
    assert_answer(stage.is_contiguous((5, 10), (10, 1)), True)


def test_is_contiguous_does_not_go_by_the_last_stride():
    """x[:, :3] and x[::2] have the last stride 1 and are not contiguous; x[:1].t() has 5 and is."""
    assert_answer(stage.is_contiguous((10, 3), (5, 1)), False)
    assert_answer(stage.is_contiguous((5, 5), (10, 1)), False)
    assert_answer(stage.is_contiguous((5, 1), (1, 5)), True)


def test_is_contiguous_knows_one_order_only():
    """Channels-last, column by column, and any other order of the axes but row by row are not contiguous."""
    assert_answer(stage.is_contiguous((2, 3, 4, 5), (60, 20, 5, 1)), True)
    assert_answer(stage.is_contiguous((2, 3, 4, 5), (60, 1, 15, 3)), False)
    assert_answer(stage.is_contiguous((2, 3, 4, 5), (1, 2, 6, 24)), False)


def test_is_contiguous_ignores_the_stride_of_an_axis_of_size_1():
    """Nobody steps along an axis of size 1, so its stride may be any number; the other axes still count."""
    for stride in range(8):
        assert_answer(stage.is_contiguous((1,), (stride,)), True)
        assert_answer(stage.is_contiguous((3, 1, 2), (2, stride, 1)), True)
        assert_answer(stage.is_contiguous((3, 1, 2), (4, stride, 1)), False)


def test_is_contiguous_accepts_scalars_and_empty_tensors():
    """A tensor without axes is contiguous, and so is one without numbers, whatever its strides."""
    for shape in SHAPES:
        if not shape or 0 in shape:
            assert_answer(stage.is_contiguous(shape, (7,) * len(shape)), True)


def test_is_contiguous_matches_torch_on_all_small_matrices():
    """For every shape and strides of two axes the answer is that of Tensor.is_contiguous."""
    for shape, strides in product(product(range(4), repeat=2), product(range(5), repeat=2)):
        expected = torch.empty_strided(shape, strides).is_contiguous()
        assert_answer(stage.is_contiguous(shape, strides), expected)


@SOME
@given(strided_shapes())
def test_is_contiguous_matches_torch_on_more_axes(shape_and_strides):
    """For one to four axes, with gaps, overlaps and zero strides, it answers as Tensor.is_contiguous."""
    shape, strides = shape_and_strides
    assert_answer(stage.is_contiguous(shape, strides), torch.empty_strided(shape, strides).is_contiguous())


@SOME
@given(st.integers(1, 4).flatmap(lambda dims: shapes(dims, high=3)).flatmap(views))
def test_is_contiguous_matches_torch_on_views(x):
    """The answer is that of Tensor.is_contiguous for tensors transposed, cut out, in steps or expanded."""
    shape, strides = tuple(x.shape), x.stride()
    assert_answer(stage.is_contiguous(shape, strides), x.is_contiguous())


def test_transposed_swaps_the_strides_of_the_example():
    """The transpose of the 10 x 5 tensor has the shape (5, 10) and the strides (1, 5)."""
    x = torch.arange(50).view(10, 5)
    out = stage.transposed(x)
    assert_close(out, torch.stack([torch.arange(column, 50, 5) for column in range(5)]))
    assert_strides(out, (1, 5))


def test_transposed_leaves_its_argument_alone():
    """transposed leaves numbers, shape, strides and storage offset of its argument as they were."""
    for x in pieces():
        values, before = x.clone(), layout(x)
        assert_untouched(stage.transposed(x), x, values, before)


@SOME
@given(shapes(2).flatmap(views))
def test_transposed_turns_columns_into_rows(x):
    """Row j of the transpose is column j of x; in x, each number is its own position in storage."""
    columns = torch.stack(x.unbind(dim=1))
    assert_close(stage.transposed(x), columns)


@FEW
@given(shapes(2).flatmap(views), st.data())
def test_transposed_shares_its_numbers_with_its_argument(x, data):
    """A number written into the transpose arrives in the tensor, and the other way round: no copy is made."""
    i, j = data.draw(st.integers(0, x.shape[0] - 1)), data.draw(st.integers(0, x.shape[1] - 1))
    out = stage.transposed(x)
    assert_write_arrives(out, (j, i), x, (i, j))
    storage_of(x).add_(100)
    assert_close(out, torch.stack(x.unbind(dim=1)))


def test_to_contiguous_gives_the_example_the_strides_10_and_1():
    """The transpose of the 10 x 5 tensor, made contiguous, has the same numbers and the strides (10, 1)."""
    x = torch.arange(50).view(10, 5).t()
    out = stage.to_contiguous(x)
    assert_close(out, torch.stack([torch.arange(column, 50, 5) for column in range(5)]))
    assert_strides(out, (10, 1))


def test_to_contiguous_leaves_its_argument_alone():
    """to_contiguous leaves numbers, shape, strides and storage offset of its argument as they were."""
    for x in pieces():
        values, before = x.clone(), layout(x)
        assert_untouched(stage.to_contiguous(x), x, values, before)


@SOME
@given(st.integers(1, 5).flatmap(lambda dims: shapes(dims, high=3)).flatmap(views))
def test_to_contiguous_keeps_every_number_at_its_index(x):
    """The result has the shape, dtype and numbers of x; in x, each number is its own position in storage."""
    values = x.clone()
    assert_close(stage.to_contiguous(x), values, tolerance=0)


@SOME
@given(st.integers(1, 5).flatmap(lambda dims: shapes(dims, high=3)).flatmap(views))
def test_to_contiguous_is_contiguous(x):
    """The result is contiguous, however x is laid out in memory."""
    assert_contiguous(stage.to_contiguous(x), tuple(x.shape))


def test_to_contiguous_keeps_every_dtype_exact():
    """Truth values, large whole numbers and all digits of a float arrive as they were."""
    for x in (
        torch.tensor([[True, False, False], [True, True, False]]).t(),
        torch.tensor([[0, 1, 254], [255, 7, 8]], dtype=torch.uint8).t(),
        torch.tensor([[2**62 + 1, -(2**62) - 1], [2**53 + 1, 0], [3, 4]]).t(),
        torch.tensor([[1 / 3, 1e-300, 1e300], [-2 / 3, 0.1, 1 + 2**-52]], dtype=torch.float64).t(),
        torch.tensor([[1 / 3, 1e-30, 1e30], [-2 / 3, 0.1, 1 + 2**-23]], dtype=torch.float32).t(),
    ):
        values = x.clone()
        assert_close(stage.to_contiguous(x), values, tolerance=0)


def test_to_contiguous_keeps_scalars_and_empty_tensors():
    """A tensor without axes stays one, and a tensor without numbers keeps its shape."""
    scalars = torch.tensor(2.5), torch.tensor(True), torch.arange(6)[4]
    for x in (*scalars, *(torch.empty(shape) for shape in ((0,), (0, 3), (3, 0), (2, 0, 3)))):
        values = x.clone()
        assert_close(stage.to_contiguous(x), values)


@FEW
@given(shapes(2, low=2).flatmap(views).filter(lambda x: not x.is_contiguous()))
def test_to_contiguous_shares_nothing_with_its_argument(x):
    """A tensor that is not contiguous is copied: a write into one of the two does not reach the other."""
    values = x.clone()
    out = stage.to_contiguous(x)
    storage_of(x).add_(100)
    assert_close(out, values)
    out[0, 0] = 77
    assert_close(x, values + 100)


def test_to_contiguous_gives_each_call_a_tensor_of_its_own():
    """A result stays as it is when another tensor of the same shape is made contiguous."""
    x, other = torch.arange(6).view(2, 3).t(), torch.arange(10, 16).view(2, 3).t()
    out = stage.to_contiguous(x)
    assert_close(stage.to_contiguous(other), torch.tensor([[10, 13], [11, 14], [12, 15]]))
    assert_close(out, torch.tensor([[0, 3], [1, 4], [2, 5]]))


def test_sliding_windows_of_the_example_in_the_lesson():
    """The 2 x 4 image of the lesson has two windows of 2 x 3 side by side."""
    image = torch.arange(8).view(2, 4)
    expected = torch.tensor([[[[0, 1, 2], [4, 5, 6]], [[1, 2, 3], [5, 6, 7]]]])
    assert_close(stage.sliding_windows(image, (2, 3)), expected)


def test_sliding_windows_of_a_digit_are_24_by_24_by_5_by_5():
    """A 28 x 28 digit has 24 * 24 windows of 5 x 5, and the last one ends at the last pixel."""
    image = torch.linspace(0, 1, 28 * 28).view(28, 28)
    windows = stage.sliding_windows(image, (5, 5))
    assert_shape(windows, (24, 24, 5, 5))
    assert_close(windows[23, 23], image[23:28, 23:28])


def test_sliding_windows_have_a_height_and_a_width_of_their_own():
    """The shape is (H - KH + 1, W - KW + 1, KH, KW), for every kernel that fits into a 3 x 5 image."""
    image = torch.arange(15).view(3, 5)
    for kernel_shape in product((1, 2, 3), (1, 2, 3, 4, 5)):
        places = 4 - kernel_shape[0], 6 - kernel_shape[1]
        assert_shape(stage.sliding_windows(image, kernel_shape), places + kernel_shape)


def test_sliding_windows_leave_the_image_alone():
    """sliding_windows leaves numbers, shape, strides and storage offset of the image as they were."""
    for image in pieces():
        values, before = image.clone(), layout(image)
        assert_untouched(stage.sliding_windows(image, (2, 3)), image, values, before)


@FEW
@given(shapes(2).flatmap(views))
def test_sliding_windows_as_small_and_as_large_as_can_be(image):
    """Windows of 1 x 1 are the single pixels, and a kernel as large as the image sees it once, whole."""
    pixels = image.clone()
    assert_close(stage.sliding_windows(image, (1, 1)), pixels[:, :, None, None])
    assert_close(stage.sliding_windows(image, tuple(image.shape)), pixels[None, None])


@SOME
@given(views_and_kernel_shapes())
def test_sliding_windows_show_the_pixels_at_their_place(case):
    """out[h, w, i, j] is image[h + i, w + j]; in the image, each number is its own position in storage."""
    image, kernel_shape = case
    expected = oracles.windows(image, kernel_shape)
    assert_close(stage.sliding_windows(image, kernel_shape), expected)


@FEW
@given(views_and_kernel_shapes())
def test_sliding_windows_show_what_is_written_into_the_image(case):
    """A number written into the image afterwards shows in all its windows: nothing is copied."""
    image, kernel_shape = case
    windows = stage.sliding_windows(image, kernel_shape)
    storage_of(image).add_(100)
    assert_close(windows, oracles.windows(image, kernel_shape))


@FEW
@given(views_and_kernel_shapes(), st.data())
def test_sliding_windows_pass_writes_on_to_the_image(case, data):
    """A number written into out[h, w, i, j] arrives in image[h + i, w + j]: nothing is copied."""
    image, (kernel_height, kernel_width) = case
    i, j = data.draw(st.integers(0, kernel_height - 1)), data.draw(st.integers(0, kernel_width - 1))
    h, w = (data.draw(st.integers(0, n - k)) for n, k in zip(image.shape, case[1], strict=True))
    windows = stage.sliding_windows(image, (kernel_height, kernel_width))
    assert_write_arrives(windows, (h, w, i, j), image, (h + i, w + j))
