"""The laws of stage 05, from the first thing that breaks to the last.

The storage of most tensors here is 0, 1, 2, ...: each number is its own position, and says where it is from.
"""

import math
import operator
from itertools import product

import stage05_contiguity as stage
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kata.checks import (
    assert_close,
    assert_equal,
    assert_holds,
    assert_integer,
    assert_like,
    assert_shape,
    shares_memory,
    take,
)
from tests import oracles
from tests.strategies import along, indices_below, quick_tensors, shapes, strided_shapes, views, views_and_kernel_shapes

FEW, SOME = settings(max_examples=15), settings(max_examples=40)
SHAPES = [shape for dims in range(5) for shape in product(range(4), repeat=dims)]
"""All shapes of up to 4 axes with sizes from 0 to 3, the small ones first."""

SEQUENCES = st.sampled_from([list, tuple, torch.Size])
"""What sizes may come in."""

DTYPES = [
    *(torch.int64, torch.float32, torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32),
    *(torch.float64, torch.float16, torch.bfloat16, torch.complex64, torch.complex128),
]
"""Whole numbers, floats and others; NumPy has no bfloat16."""

NUMBERS = st.one_of(
    st.tuples(st.just(torch.int64), st.lists(st.integers(-(2**63), 2**63 - 1), min_size=6, max_size=6)),
    st.tuples(st.just(torch.float64), st.lists(st.floats(allow_nan=False), min_size=6, max_size=6)),
    st.tuples(st.just(torch.float32), st.lists(st.floats(allow_nan=False, width=32), min_size=6, max_size=6)),
    st.tuples(st.just(torch.complex128), st.lists(st.complex_numbers(max_magnitude=9), min_size=6, max_size=6)),
)
"""A dtype, and six numbers of any size that it can hold."""


def an_axis(sizes):
    """Strategy: the number of an axis."""
    return st.integers(0, len(sizes) - 1)


def a_place(x):
    """Strategy: the index of a number of a matrix."""
    return indices_below(x.shape)


def a_place_in_a_window(image, kernel_shape):
    """Strategy: the index of a number of a window."""
    return indices_below(kernel_shape)


def a_window(image, kernel_shape):
    """Strategy: where a window of the image starts."""
    return indices_below(n - k + 1 for n, k in zip(image.shape, kernel_shape, strict=True))


def a_kernel_shape(image):
    """Strategy: a height and a width from 1 to those of the image."""
    return st.tuples(*(st.integers(1, size) for size in image.shape))


def images_windows_and_places():
    """Strategy: an image, the height and the width of a window that fits, and where one starts."""
    return along(along(shapes(2, high=12).flatmap(views), a_kernel_shape), a_window)


def indices(shape):
    """All indices of a shape, row by row."""
    return product(*map(range, shape))


def storage_of(tensor):
    """All numbers of the tensor's storage, as a view of one axis."""
    return tensor.as_strided((tensor.untyped_storage().nbytes() // tensor.element_size(),), (1,), 0)


def of_every_dtype(tensor):
    """Tensors with this shape, strides and storage offset, one of each dtype, with fractions and imaginary parts."""
    for dtype in DTYPES:
        numbers = storage_of(tensor) * (1.25 - 0.5j if dtype.is_complex else 1.25)
        yield numbers.to(dtype).as_strided(tensor.shape, tensor.stride(), tensor.storage_offset())


def layout(tensor):
    """What the tensor says about itself: shape, strides, storage offset and dtype."""
    return tuple(tensor.shape), tensor.stride(), tensor.storage_offset(), tensor.dtype


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


def assert_strides_of(got, shape):
    """A stride for each axis; where the size is not 1, it is the one of a contiguous tensor of any length."""
    strides = tuple(take(got, len(shape)))
    expected = torch.empty(shape, device="meta", dtype=torch.uint8).stride()  # takes no memory
    assert_holds(len(strides) == len(shape), f"{len(shape)} axes need as many strides", strides, expected)
    for axis, (size, stride, need) in enumerate(zip(shape, strides, expected, strict=True)):
        reason = f"the stride of axis {axis}, counted from 0, is {stride}, and should be {need}"
        assert_holds(size == 1 or stride == need, reason, strides, expected)


def assert_same(got, expected):
    """The same shape, dtype and numbers, exactly; what NumPy lacks, bfloat16, is compared as float32."""
    assert_like(got, expected)
    dtype = torch.float32 if expected.dtype == torch.bfloat16 else expected.dtype
    assert_close(got.to(dtype), expected.to(dtype), tolerance=0)


def with_every_number_raised(tensor):
    """The tensor, 3 added to its whole storage: no number is 0."""
    storage_of(tensor).add_(3)
    return tensor


def assert_on_the_storage_of(tensor, got):
    """A view that reads the storage of the tensor."""
    assert_holds(shares_memory(got, tensor), "it has a storage of its own: it is a copy", got, "a view of the argument")


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


def assert_untouched(_, tensor, storage, before):
    """The call that comes first has left the tensor its layout, and all numbers of its storage."""
    reason = "shape, strides, storage offset or dtype of the argument changed"
    assert_equal(layout(tensor), before, reason)
    assert_same(storage_of(tensor), storage)


def assert_write_arrives(view, place, tensor, index):
    """After a write of 77 into the view, the tensor holds it at the index."""
    view[place] = 77
    reason = f"77, written into the result at {list(place)}, is not in the argument at {list(index)}"
    assert_holds(tensor[index] == 77, reason, int(tensor[index]), 77)


@settings(max_examples=6)
@given(shapes(2, high=12))
@example((10, 5))
def test_contiguous_strides_of_10_by_5_are_5_and_1(shape):
    """A 10 x 5 tensor has the strides (5, 1) and a 5 x 10 tensor (10, 1), each with an answer of its own."""
    answer, turned = stage.contiguous_strides(shape), shape[::-1]
    assert_row_by_row(stage.contiguous_strides(turned), turned)
    assert_row_by_row(answer, shape)


def test_contiguous_strides_of_a_single_number_are_none():
    """There is one stride for each axis, so the shape () has no strides: ()."""
    assert_row_by_row(stage.contiguous_strides(()), ())


@settings(max_examples=2)
@given(shapes(3, low=2, high=9))
def test_contiguous_strides_count_the_numbers_row_by_row(larger):
    """The sum of index * stride is how many numbers come before that index, counted row by row."""
    for shape in (*SHAPES, larger):
        assert_row_by_row(stage.contiguous_strides(shape), shape)


@FEW
@given(st.lists(st.integers(1, 4), max_size=5), SEQUENCES)
def test_contiguous_strides_take_a_list_as_well_as_a_tuple(sizes, sequence):
    """The sizes may come in a tuple, in a list or in a torch.Size."""
    assert_row_by_row(stage.contiguous_strides(sequence(sizes)), tuple(sizes))


@FEW
@given(st.lists(st.integers(1, 500), min_size=3, max_size=7))
@example([2, 1, 2, 2, 1, 3, 2])
@example([2, 60_000, 60_000])
@example([3, 2**20 + 1, 2**20 + 1, 2**20 + 1])
def test_contiguous_strides_know_no_largest_shape(sizes):
    """Many axes and long ones are counted like few and short ones, also where a stride needs more than 32 bits."""
    assert_strides_of(stage.contiguous_strides(tuple(sizes)), tuple(sizes))


@FEW
@given(*[st.integers(0, 99)] * 5)
@example(2, 3, 5, 1, 21)
def test_element_offset_of_the_example_in_the_lesson(row, column, down, right, start):
    """x[2, 3] of the 10 x 5 tensor is at 2 * 5 + 3 * 1 = 13, and x.t()[3, 2] is there too."""
    place = row * down + column * right
    assert_integer(stage.element_offset((row, column), (down, right)), place)
    assert_integer(stage.element_offset((column, row), (right, down)), place)
    assert_integer(stage.element_offset((row, column), (down, right), start), place + start)


@FEW
@given(st.integers(0, 10**6))
@example(7)
def test_element_offset_without_axes_is_the_storage_offset(start):
    """With no axis to step along, the position is the storage offset itself, or 0 where none is given."""
    assert_integer(stage.element_offset((), (), start), start)
    assert_integer(stage.element_offset((), ()), 0)


@FEW
@given(*[st.integers(0, 9)] * 4)
@example(3, 2, 4, 5)
def test_element_offset_stays_in_place_along_an_expanded_axis(i, j, stride, start):
    """The stride of an expanded axis is 0: all its indices lead to the same position."""
    assert_integer(stage.element_offset((i, j), (0, stride)), j * stride)
    assert_integer(stage.element_offset((i, j), (stride, 0), start), start + i * stride)


@SOME
@given(st.lists(st.tuples(*[st.integers(0, 2**20)] * 2), min_size=1, max_size=7), st.integers(0, 2**40))
@example([(59_999, 784), (783, 1)], 0)
@example([(1, 24), (0, 24), (1, 12), (1, 6), (0, 6), (2, 2), (1, 1)], 0)
def test_element_offset_finds_the_last_pixel_of_60000_digits(steps, start):
    """Positions are exact, however large: the last of 60,000 x 784 pixels is at 59,999 * 784 + 783 = 47,039,999."""
    index, strides = zip(*steps, strict=True)
    expected = start + sum(step * stride for step, stride in steps)
    assert_integer(stage.element_offset(index, strides, start), expected)


@FEW
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 2), max_size=4), st.integers(0, 9))
def test_element_offset_takes_lists_as_well_as_tuples(steps, start):
    """Index and strides may come in lists, and the storage offset by its name."""
    expected = start + sum(step * stride for step, stride in steps)
    index, strides = [step for step, _ in steps], [stride for _, stride in steps]
    assert_integer(stage.element_offset(index, strides, storage_offset=start), expected)


@FEW
@given(st.integers(1, 4).flatmap(lambda dims: shapes(dims, high=3)).flatmap(views))
def test_element_offset_finds_every_number_of_a_view(x):
    """The number at an index of x is in x's storage at the position that strides and storage offset give."""
    for index in indices(x.shape):
        assert_integer(stage.element_offset(index, x.stride(), x.storage_offset()), int(x[index]))


@FEW
@given(shapes(2, low=2, high=99))
@example((10, 5))
def test_is_contiguous_on_the_example_in_the_lesson(shape):
    """(10, 5) with strides (5, 1) is contiguous, its transpose is not, and (5, 10) with (10, 1) is."""
    height, width = shape
    assert_answer(stage.is_contiguous((height, width), (width, 1)), True)
    assert_answer(stage.is_contiguous((width, height), (1, width)), False)
    assert_answer(stage.is_contiguous((width, height), (height, 1)), True)


@FEW
@given(shapes(2, low=2, high=99), st.integers(1, 9))
@example((10, 3), 2)
def test_is_contiguous_does_not_go_by_the_last_stride(shape, left_out):
    """x[:, :3] and x[::2] have the last stride 1 and are not contiguous; x[:1].t() has 5 and is."""
    height, width = shape
    assert_answer(stage.is_contiguous((height, width), (width + left_out, 1)), False)
    assert_answer(stage.is_contiguous((height, width), (2 * width, 1)), False)
    assert_answer(stage.is_contiguous((width, 1), (1, width)), True)


@FEW
@given(shapes(4, low=2))
@example((2, 3, 4, 5))
def test_is_contiguous_knows_one_order_only(shape):
    """Channels-last, column by column, and any other order of the axes but row by row are not contiguous."""
    _, channels, height, width = shape
    image = channels * height * width
    assert_answer(stage.is_contiguous(shape, (image, height * width, width, 1)), True)
    assert_answer(stage.is_contiguous(shape, (image, 1, width * channels, channels)), False)
    columns_first = (1, shape[0], shape[0] * channels, shape[0] * channels * height)
    assert_answer(stage.is_contiguous(shape, columns_first), False)


@FEW
@given(st.integers(0, 999), shapes(2, low=2, high=9))
@example(0, (3, 2))
@example(1, (3, 2))
@example(2, (3, 2))
def test_is_contiguous_ignores_the_stride_of_an_axis_of_size_1(stride, shape):
    """Nobody steps along an axis of size 1, so its stride may be any number; the other axes still count."""
    height, width = shape
    assert_answer(stage.is_contiguous((1,), (stride,)), True)
    assert_answer(stage.is_contiguous((height, 1, width), (width, stride, 1)), True)
    assert_answer(stage.is_contiguous((height, 1, width), (width + 2, stride, 1)), False)


@settings(max_examples=3)
@given(st.integers(0, 999))
@example(7)
def test_is_contiguous_accepts_scalars_and_empty_tensors(stride):
    """A tensor without axes is contiguous, and so is one without numbers, whatever its strides."""
    for shape in SHAPES:
        if not shape or 0 in shape:
            assert_answer(stage.is_contiguous(shape, (stride,) * len(shape)), True)


@FEW
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 99)), max_size=5), st.integers(0, 5), st.integers(0, 99))
def test_is_contiguous_accepts_an_empty_tensor_with_any_strides(axes, place, stride):
    """Where one of the sizes is 0, first, last or between, no stride counts; sizes and strides may come in lists."""
    axes.insert(place, (0, stride))
    assert_answer(stage.is_contiguous([size for size, _ in axes], [step for _, step in axes]), True)


def test_is_contiguous_matches_torch_on_all_small_matrices():
    """For every shape and strides of two axes the answer is that of Tensor.is_contiguous."""
    for shape, strides in product(product(range(4), repeat=2), product(range(5), repeat=2)):
        expected = torch.empty_strided(shape, strides).is_contiguous()
        assert_answer(stage.is_contiguous(shape, strides), expected)


@SOME
@given(along(st.lists(st.integers(2, 3), min_size=1, max_size=7), an_axis), SEQUENCES, st.integers(0, 200))
def test_is_contiguous_asks_every_axis(case, sequence, other):
    """With the right strides the answer is True; one wrong stride, on any one of up to seven axes, makes it False."""
    sizes, axis = case
    strides = list(torch.empty(sizes, device="meta").stride())
    assert_answer(stage.is_contiguous(sequence(sizes), sequence(strides)), True)
    strides[axis] = other if other < strides[axis] else other + 1
    assert_answer(stage.is_contiguous(sequence(sizes), sequence(strides)), False)


@FEW
@given(st.integers(0, 2), st.integers(1, 99))
def test_is_contiguous_counts_beyond_32_bits(axis, times):
    """A stride that is wrong by a multiple of 2**32, or of 2**16, is as wrong as any other."""
    for wrong in (times * 2**32, times * 2**16):
        strides = [12, 4, 1]
        strides[axis] += wrong
        assert_answer(stage.is_contiguous((2, 3, 4), tuple(strides)), False)


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


@FEW
@given(st.integers(-999, 999))
@example(0)
def test_transposed_swaps_the_strides_of_the_example(start):
    """The transpose of the 10 x 5 tensor has the shape (5, 10) and the strides (1, 5)."""
    x = torch.arange(start, start + 50).view(10, 5)
    out = stage.transposed(x)
    assert_close(out, torch.stack([torch.arange(column, 50, 5) for column in range(5)]) + start)
    assert_strides(out, (1, 5))


@FEW
@given(shapes(2).flatmap(views))
def test_transposed_leaves_its_argument_alone(x):
    """transposed leaves numbers, shape, strides and storage offset of its argument as they were."""
    storage, before = storage_of(with_every_number_raised(x)).clone(), layout(x)
    assert_untouched(stage.transposed(x), x, storage, before)


@SOME
@given(shapes(2).flatmap(views))
def test_transposed_turns_columns_into_rows(x):
    """Row j of the transpose is column j of x; in x, each number is its own position in storage."""
    columns = torch.stack(x.unbind(dim=1))
    assert_close(stage.transposed(x), columns)


@FEW
@given(along(shapes(2).flatmap(views), a_place))
def test_transposed_shares_its_numbers_with_its_argument(case):
    """A number written into the transpose arrives in the tensor, and the other way round: no copy is made."""
    x, (i, j) = case
    out = stage.transposed(x)
    assert_write_arrives(out, (j, i), x, (i, j))
    storage_of(x).add_(100)
    assert_close(out, torch.stack(x.unbind(dim=1)))


@settings(max_examples=3)
@given(shapes(2, high=4).flatmap(lambda shape: views(shape, torch.int64)))
def test_transposed_takes_every_dtype(x):
    """Truth values, whole, real and complex numbers of every precision are transposed without a copy."""
    for each in of_every_dtype(x):
        out = stage.transposed(each)
        assert_same(out, torch.stack(each.unbind(dim=1)))
        assert_on_the_storage_of(each, out)


@FEW
@given(st.integers(2, 4).flatmap(lambda size: views((size, size))))
def test_each_view_of_a_storage_has_a_transpose_of_its_own(x):
    """A square matrix and its transpose start at the same place, and are transposed each by its own strides."""
    out, values = stage.transposed(x), x.clone()
    assert_close(stage.transposed(x.t()), values)
    assert_close(out, torch.stack(x.unbind(dim=1)))


@FEW
@given(st.sampled_from([(0, 3), (3, 0), (0, 0)]), st.sampled_from(DTYPES))
def test_transposed_takes_a_matrix_without_numbers(shape, dtype):
    """A matrix with a size 0 has a transpose, too."""
    assert_shape(stage.transposed(torch.empty(shape, dtype=dtype)), shape[::-1])


@FEW
@given(st.integers(-999, 999))
@example(0)
def test_to_contiguous_gives_the_example_the_strides_10_and_1(start):
    """The transpose of the 10 x 5 tensor, made contiguous, has the same numbers and the strides (10, 1)."""
    x = torch.arange(start, start + 50).view(10, 5).t()
    out = stage.to_contiguous(x)
    assert_close(out, torch.stack([torch.arange(column, 50, 5) for column in range(5)]) + start)
    assert_strides(out, (10, 1))


@FEW
@given(st.integers(0, 3).flatmap(shapes).flatmap(views))
def test_to_contiguous_leaves_its_argument_alone(x):
    """to_contiguous leaves numbers, shape, strides and storage offset of its argument as they were."""
    storage, before = storage_of(with_every_number_raised(x)).clone(), layout(x)
    assert_untouched(stage.to_contiguous(x), x, storage, before)


@SOME
@given(st.integers(1, 7).flatmap(lambda dims: shapes(dims, high=3 if dims < 5 else 2)).flatmap(views))
def test_to_contiguous_keeps_every_number_at_its_index(x):
    """The result has the shape, dtype and numbers of x; in x, each number is its own position in storage."""
    values = x.clone()
    assert_close(stage.to_contiguous(x), values, tolerance=0)


@SOME
@given(st.integers(1, 7).flatmap(lambda dims: shapes(dims, high=3 if dims < 5 else 2)).flatmap(views))
@example(torch.arange(6)[::2])
@example(torch.arange(1).expand(3))
def test_to_contiguous_is_contiguous(x):
    """The result is contiguous, however x is laid out in memory."""
    assert_contiguous(stage.to_contiguous(x), tuple(x.shape))


@settings(max_examples=3)
@given(shapes(2, high=4).flatmap(lambda shape: views(shape, torch.int64)))
def test_to_contiguous_takes_every_dtype(x):
    """Truth values, whole, real and complex numbers of every precision keep their dtype and their values."""
    for each in of_every_dtype(x):
        values = each.clone()
        assert_same(stage.to_contiguous(each), values)


@SOME
@given(NUMBERS)
@example((torch.bool, [True, False, False, True, True, False]))
@example((torch.uint8, [0, 1, 254, 255, 7, 8]))
@example((torch.int64, [2**62 + 1, -(2**62) - 1, 2**53 + 1, 0, 3, 4]))
@example((torch.float64, [1 / 3, 1e-300, 1e300, -2 / 3, 0.1, 1 + 2**-52]))
@example((torch.float32, [1 / 3, 1e-30, 1e30, -2 / 3, math.inf, -math.inf]))
@example((torch.complex64, [1 + 2j, -1j, 0.5, 2j, 0.25 - 3j, 4j]))
def test_to_contiguous_keeps_every_dtype_exact(dtype_and_numbers):
    """Truth values, large whole numbers, infinity and all digits of a float arrive as they were."""
    dtype, numbers = dtype_and_numbers
    x = torch.tensor([numbers[:3], numbers[3:]], dtype=dtype).t()
    values = x.clone()
    assert_close(stage.to_contiguous(x), values, tolerance=0)


@FEW
@given(st.integers(-99, 99), st.sampled_from(DTYPES), st.sampled_from([(0,), (0, 3), (3, 0), (2, 0, 3), (1, 2, 3, 0)]))
def test_to_contiguous_keeps_scalars_and_empty_tensors(number, dtype, empty):
    """A tensor without axes stays one, and a tensor without numbers keeps its shape."""
    for x in (torch.tensor(number).to(dtype), torch.arange(number, number + 6).to(dtype)[4]):
        values = x.clone()
        assert_same(stage.to_contiguous(x), values)
    for x in (
        torch.empty(empty, dtype=dtype),
        torch.empty(empty[::-1], dtype=dtype).permute(*reversed(range(len(empty)))),
    ):
        assert_like(stage.to_contiguous(x), torch.empty(empty, dtype=dtype))


@FEW
@given(
    st.integers(2, 4)
    .flatmap(lambda dims: shapes(dims, low=2, high=3))
    .flatmap(views)
    .filter(lambda x: not x.is_contiguous())
)
def test_to_contiguous_shares_nothing_with_its_argument(x):
    """A tensor that is not contiguous is copied: a write into one of the two does not reach the other."""
    values = x.clone()
    out = stage.to_contiguous(x)
    storage_of(x).add_(100)
    assert_close(out, values)
    out.fill_(77)
    assert_close(x, values + 100)


@FEW
@given(shapes(2, low=2, high=4).flatmap(views).filter(lambda x: not x.is_contiguous()))
def test_to_contiguous_remembers_no_tensor(x):
    """New numbers in the same tensor, and another view of the same storage, are read anew."""
    values = x.clone()
    stage.to_contiguous(x)
    storage_of(x).add_(100)
    assert_close(stage.to_contiguous(x), values + 100)
    assert_close(stage.to_contiguous(x.t()), torch.stack(values.unbind(dim=1)) + 100)


@FEW
@given(shapes(2, low=2, high=4), st.integers(1, 99))
def test_to_contiguous_gives_each_call_a_tensor_of_its_own(shape, step):
    """A result stays as it is when another tensor of the same shape is made contiguous."""
    x = torch.arange(math.prod(shape)).view(shape).t()
    other, values = x + step, x.clone()
    out = stage.to_contiguous(x)
    assert_close(stage.to_contiguous(other), values + step)
    assert_close(out, values)
    again = stage.to_contiguous(x)
    assert_holds(not shares_memory(again, out), "two results share their memory", again, "a copy of its own")


@FEW
@given(st.integers(-99, 99))
@example(0)
def test_sliding_windows_of_the_example_in_the_lesson(start):
    """The 2 x 4 image of the lesson has two windows of 2 x 3 side by side."""
    image = torch.arange(start, start + 8).view(2, 4)
    expected = torch.tensor([[[[0, 1, 2], [4, 5, 6]], [[1, 2, 3], [5, 6, 7]]]]) + start
    assert_close(stage.sliding_windows(image, (2, 3)), expected)


@settings(max_examples=5)
@given(quick_tensors((28, 28)), st.integers(0, 23), st.integers(0, 23))
def test_sliding_windows_of_a_digit_are_24_by_24_by_5_by_5(image, h, w):
    """A 28 x 28 digit has 24 * 24 windows of 5 x 5, and the last one ends at the last pixel: nothing is copied."""
    windows = stage.sliding_windows(image, (5, 5))
    assert_shape(windows, (24, 24, 5, 5))
    assert_close(windows[h, w], image[h : h + 5, w : w + 5].clone())
    assert_close(windows[23, 23], image[23:28, 23:28].clone())
    assert_on_the_storage_of(image, windows)


@settings(max_examples=3)
@given(shapes(2, high=7))
@example((3, 5))
def test_sliding_windows_have_a_height_and_a_width_of_their_own(shape):
    """The shape is (H - KH + 1, W - KW + 1, KH, KW), for every kernel that fits into a 3 x 5 image."""
    image = torch.arange(math.prod(shape)).view(shape)
    for kernel_shape in product(*(range(1, size + 1) for size in shape)):
        places = shape[0] - kernel_shape[0] + 1, shape[1] - kernel_shape[1] + 1
        assert_shape(stage.sliding_windows(image, kernel_shape), places + kernel_shape)


@FEW
@given(views_and_kernel_shapes())
def test_sliding_windows_leave_the_image_alone(case):
    """sliding_windows leaves numbers, shape, strides and storage offset of the image as they were."""
    image, kernel_shape = case
    storage, before = storage_of(with_every_number_raised(image)).clone(), layout(image)
    assert_untouched(stage.sliding_windows(image, kernel_shape), image, storage, before)


@FEW
@given(images_windows_and_places(), SEQUENCES)
def test_sliding_windows_of_any_size_that_fits(case, sequence):
    """The kernel's height and width, in a tuple or a list, may be any from 1 to those of the image."""
    image, (kernel_height, kernel_width), (h, w) = case
    windows = stage.sliding_windows(image, sequence((kernel_height, kernel_width)))
    places = image.shape[0] - kernel_height + 1, image.shape[1] - kernel_width + 1
    assert_shape(windows, (*places, kernel_height, kernel_width))
    assert_close(windows[h, w], image[h : h + kernel_height, w : w + kernel_width].clone())


@settings(max_examples=3)
@given(shapes(2, high=4).flatmap(lambda shape: views(shape, torch.int64)))
def test_sliding_windows_take_every_dtype(image):
    """An image of truth values, of whole, real or complex numbers of any precision is seen without a copy."""
    for each in of_every_dtype(image):
        windows = stage.sliding_windows(each, (image.shape[0], 1))
        assert_same(windows, torch.stack(each.unbind(dim=1))[None, :, :, None])
        assert_on_the_storage_of(each, windows)


@FEW
@given(st.integers(2, 4).flatmap(lambda size: views((size, size))))
def test_each_view_of_a_storage_has_windows_of_its_own(image):
    """A square image and its transpose start at the same place, and each is seen by its own strides."""
    windows = stage.sliding_windows(image, (2, 1))
    assert_close(stage.sliding_windows(image.t(), (2, 1)), oracles.windows(image.t(), (2, 1)))
    assert_close(windows, oracles.windows(image, (2, 1)))


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
@given(along(views_and_kernel_shapes(), a_place_in_a_window, a_window))
def test_sliding_windows_pass_writes_on_to_the_image(case):
    """A number written into out[h, w, i, j] arrives in image[h + i, w + j]: nothing is copied."""
    image, (kernel_height, kernel_width), (i, j), (h, w) = case
    windows = stage.sliding_windows(image, (kernel_height, kernel_width))
    assert_write_arrives(windows, (h, w, i, j), image, (h + i, w + j))
