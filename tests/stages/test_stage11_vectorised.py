"""The laws of stage 11, from the first thing that breaks to the last. None of them looks at the clock."""

from functools import partial

import stage11_vectorised as stage
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kata.checks import Mismatch, assert_close, assert_holds, assert_left_alone, assert_like
from tests import oracles
from tests.strategies import (
    FACTORS,
    FLOATS,
    SEEDS,
    along,
    convolution_batches,
    image_batches,
    indices_below,
    memory_layouts,
    pooling_batches,
    scattered,
)

FEW = settings(max_examples=10)
SOME = settings(max_examples=35)
THREE = settings(max_examples=3)
ONCE = settings(max_examples=1)
"""For many numbers at once."""

NAMES = "grad_images", "grad_kernels_theta"

EXACT = {torch.float64: 1e-12, torch.float32: 1e-5}
"""How far a number may be off that was only handed on: whatever was done in float32 is further off in float64."""


def a_place(images, kernels, grad_out):
    """Strategy: the index of a number of grad_out."""
    return indices_below(grad_out.shape)


def convolution_sizes(large):
    """Sizes N, H, W, F, KH, KW and a dtype: the digits, and something large along each axis."""
    yield 4, 28, 28, 8, 5, 5, torch.float32  # digits
    yield 7 * large + 21, 2, 3, 1, 2, 2, torch.float64
    yield 1, large + 1, 10, 2, large, 9, torch.float64
    yield 1, 10, large + 2, 2, 9, large, torch.float64
    yield 1, 33, large - 5, 1, 2, 3, torch.float64
    yield 2, 3, 2 * large, large, 2, 3, torch.float32


def pooling_sizes(large):
    """Sizes N, H, W, F and k, and a dtype."""
    yield 8, 24, 24, 8, 2, torch.float32  # the maps of digits: more numbers than 16 bits can count
    yield 7 * large + 21, 2, 3, 1, 2, torch.float64
    yield 1, large + 1, 2 * large + 1, 2, large, torch.float64
    yield 2, 3, 2 * large, large, 3, torch.float32


LARGE = st.integers(40, 60)
"""Sizes beyond those of the other laws."""


def scattered_case(seed, num_images, height, width, num_kernels, kernel_height, kernel_width, dtype=torch.float64):
    """Images (N, H, W), kernels (F, KH, KW) and a gradient (N, OH, OW, F)."""
    out = num_images, height - kernel_height + 1, width - kernel_width + 1, num_kernels
    images, kernels = (num_images, height, width), (num_kernels, kernel_height, kernel_width)
    grad_out = 0.5 - 2 * scattered(seed + 2, *out, dtype=dtype)
    return scattered(seed, *images, dtype=dtype), scattered(seed + 1, *kernels, dtype=dtype), grad_out


def scattered_maps(seed, num_images, height, width, channels, k, dtype=torch.float64):
    """Maps (N, H, W, F) and a gradient (N, H // k, W // k, F)."""
    grad_out = 0.5 - 2 * scattered(seed + 1, num_images, height // k, width // k, channels, dtype=dtype)
    return scattered(seed, num_images, height, width, channels, dtype=dtype), grad_out


def in_each_layout(*tensors):
    """Pairs of a layout's name and tensors: all of them lie like that in memory, and then each of them alone."""
    for (layout, *first), *others in zip(*map(memory_layouts, tensors), strict=True):
        moved = [*first, *(other for _, other in others)]
        yield layout, moved
        for one in range(len(moved)):
            yield layout, [each if place == one else each.contiguous() for place, each in enumerate(moved)]


def window_rows(images, kernel_shape):
    """(N, H, W) -> (N, OH*OW, KH*KW): each window of each image as a row."""
    windows = images.unfold(1, kernel_shape[0], 1).unfold(2, kernel_shape[1], 1)  # (N, OH, OW, KH, KW)
    return windows.flatten(3).flatten(1, 2)


def correlate(images, kernels):
    """(N, H, W) and (F, KH, KW) -> (N, OH, OW, F): the cross-correlation of each image with each kernel."""
    return torch.nn.functional.conv2d(images[:, None], kernels[:, None]).permute(0, 2, 3, 1)


def expected_gradients(images, kernels, grad_out):
    """The gradients for images and kernels, by autograd."""
    return oracles.gradients(correlate, grad_out, images, kernels)


def pool(maps, k):
    """(N, H, W, F) -> (N, H // k, W // k, F): the largest number of each window."""
    return maps.unfold(1, k, k).unfold(2, k, k).amax(dim=(-2, -1))


def expected_gradient(maps, k, grad_out):
    """The gradient for maps by autograd; it is the only right one where no window has two maxima."""
    return oracles.gradients(lambda leaf: pool(leaf, k), grad_out, maps)[0]


def two(found):
    """The two gradients that conv_backward returned, in a tuple or a list."""
    assert_holds(found is not None, "it returned None: is a `return` missing?", None, NAMES)
    both = isinstance(found, tuple | list) and len(found) == 2
    assert_holds(both, "it should return grad_images and grad_kernels_theta", found, NAMES)
    return found


def assert_gradients(found, *expected, check=assert_close):
    """The gradients for images and kernels are as expected; the reason says which of them is not."""
    for name, got, wanted in zip(NAMES, two(found), expected, strict=True):
        try:
            check(got, wanted)
        except Mismatch as error:
            raise Mismatch(f"{name}: {error.reason}", error.got, error.expected) from None


def assert_close_in(layout, got, expected):
    """Close; the reason says which layout the arguments have."""
    try:
        assert_close(got, expected)
    except Mismatch as wrong:
        raise Mismatch(f"with arguments that are {layout}: {wrong.reason}", wrong.got, wrong.expected) from None


def assert_same_numbers(got, expected):
    """Exactly the same numbers, of which some may be infinite."""
    assert_like(got, expected)
    for index in (got != expected).nonzero().tolist()[:1]:
        found, wanted = got[tuple(index)].item(), expected[tuple(index)].item()
        raise Mismatch(f"at {index} it is {found:g}, and should be {wanted:g}", got, expected)


def assert_precise(got, expected):
    """The same numbers; those of float64 to 12 digits, which is more than float32 has."""
    assert_close(got, expected)
    if expected.dtype == torch.float32:
        return
    off = ((got - expected).abs() / expected.abs().clamp(min=1)).max().item()
    assert_holds(off < 1e-12, f"it is {off:.1g} off: was a part of it done in float32?", got, expected)


def windows_and_shares(grad_maps, maps, k):
    """The numbers of each window, and their gradients: two tensors (N, H // k, W // k, F, k * k)."""
    assert_like(grad_maps, maps)
    return [each.unfold(1, k, k).unfold(2, k, k).flatten(4) for each in (maps, grad_maps)]


def assert_nowhere(wrong, reason, shares, expected):
    """No window is wrong; `reason` tells of the first that is, from its index, and so does `expected`."""
    for index in wrong.nonzero().tolist()[:1]:
        raise Mismatch(reason(tuple(index)), shares[tuple(index)], expected(tuple(index)))


def assert_only_maxima(grad_maps, maps, k):
    """Of each window only numbers that are its maximum have a gradient."""
    numbers, shares = windows_and_shares(grad_maps, maps, k)
    lower = numbers < numbers.amax(-1, keepdim=True)

    def reason(i):
        loser = (lower[i] & (shares[i] != 0)).nonzero()[0].item()
        number, share, larger = numbers[i][loser].item(), shares[i][loser].item(), numbers[i].max().item()
        return f"in the window of grad_out{list(i)} a {number:g} gets {share:g}, but {larger:g} is larger"

    wrong = (lower & (shares != 0)).any(-1)
    assert_nowhere(wrong, reason, shares, lambda i: f"0 for all of {numbers[i].tolist()} but the largest")


def assert_handed_on_once(grad_maps, maps, k, grad_out):
    """The gradients of each window are shares of the one of its output, and add up to it."""
    numbers, shares = windows_and_shares(grad_maps, maps, k)
    ties, sums = (numbers == numbers.amax(-1, keepdim=True)).sum(-1), shares.sum(-1)
    slack = EXACT[maps.dtype] * grad_out.abs().clamp(min=1)

    def reason(i):
        tie = f" ({ties[i].item()} of its numbers tie)" if ties[i] > 1 else ""
        return f"grad_out{list(i)} is {grad_out[i].item():g}, but its window gets {sums[i].item():.10g} in all{tie}"

    def reason_of_share(i):
        return f"grad_out{list(i)} is {grad_out[i].item():g}, but a number of its window gets more, or less than 0"

    added_up = (sums - grad_out).abs() <= k * k * slack
    assert_nowhere(~added_up, reason, shares, lambda i: f"{grad_out[i].item():g} in all")
    low, high = grad_out.clamp(max=0) - slack, grad_out.clamp(min=0) + slack
    within = ((shares >= low[..., None]) & (shares <= high[..., None])).all(-1)
    assert_nowhere(~within, reason_of_share, shares, lambda i: f"shares of {grad_out[i].item():g}")


def assert_zero_beyond(grad_maps, maps, height, width):
    """The rows from `height` on and the columns from `width` on hold zeros."""
    assert_like(grad_maps, maps)
    none = bool((grad_maps[:, height:] == 0).all() and (grad_maps[:, :, width:] == 0).all())
    reason = f"windows end at row {height} and column {width}: what lies beyond gets 0"
    assert_holds(none, reason, grad_maps, "zeros beyond the last whole window")


@given(image_batches())
@FEW
def test_im2col_makes_a_row_for_each_window(case):
    """The columns are (N, OH*OW, KH*KW), in the dtype of the images."""
    images, kernel_shape = case[0].contiguous(), case[1]
    columns = stage.im2col(images, kernel_shape)
    assert_like(columns, window_rows(images, kernel_shape))


@given(FACTORS)
@example(1)
@FEW
def test_im2col_of_the_example_in_the_lesson(factor):
    """The image 1 2 3 / 4 5 6 / 7 8 9 has the windows 1 2 4 5, 2 3 5 6, 4 5 7 8 and 5 6 8 9."""
    images = torch.tensor([[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]])
    expected = torch.tensor([[[1.0, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]])
    assert_close(stage.im2col(factor * images, (2, 2)), factor * expected)


@given(image_batches())
@FEW
def test_im2col_leaves_the_images_alone(case):
    """The images are not changed."""
    images, kernel_shape = case
    before = images.clone()
    assert_left_alone(stage.im2col(images, kernel_shape), (images, before))


@given(image_batches())
@SOME
def test_each_row_of_im2col_is_the_window_at_its_place(case):
    """Row h * OW + w of image n is its window at [h, w], read row by row."""
    images, kernel_shape = case[0].contiguous(), case[1]
    expected = torch.stack([oracles.windows(image, kernel_shape).flatten(2).flatten(0, 1) for image in images])
    assert_close(stage.im2col(images, kernel_shape), expected)


@given(SEEDS)
@THREE
def test_im2col_takes_any_memory_layout(seed):
    """Images that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    for layout, images in memory_layouts(scattered(seed, 2, 4, 4)):
        assert_close_in(layout, stage.im2col(images, (2, 2)), window_rows(images.contiguous(), (2, 2)))


@given(image_batches())
@FEW
def test_im2col_takes_the_kernel_shape_as_a_list_too(case):
    """A kernel shape is a sequence of two numbers: a list will do as well as a tuple."""
    images, kernel_shape = case
    assert_close(stage.im2col(images, list(kernel_shape)), window_rows(images, kernel_shape))


@given(image_batches(), st.sampled_from([-3, 0, 5]))
@FEW
def test_im2col_hands_minus_infinity_on(case, bound):
    """Numbers are copied and not computed with: minus infinity stays what it is, and no other becomes NaN."""
    images, kernel_shape = case
    images = torch.where(images < bound, -torch.inf, images)
    assert_same_numbers(stage.im2col(images, kernel_shape), window_rows(images, kernel_shape))


@given(SEEDS)
@THREE
def test_im2col_keeps_all_digits(seed):
    """Each number comes out as it is, in float64 too: nothing is turned into float32 on the way."""
    images = scattered(seed, 3, 8, 9) / 3
    assert_precise(stage.im2col(images, (2, 4)), window_rows(images, (2, 4)))


@given(LARGE, SEEDS)
@ONCE
def test_im2col_of_digits_and_of_large_batches(large, seed):
    """Digits with 5 x 5 kernels, more than 300 images, kernels of up to 60 and large images are like small ones."""
    for *shape, _, kernel_height, kernel_width, dtype in convolution_sizes(large):
        images, kernel_shape = scattered(seed, *shape, dtype=dtype), (kernel_height, kernel_width)
        assert_precise(stage.im2col(images, kernel_shape), window_rows(images, kernel_shape))


@given(image_batches())
@FEW
def test_im2col_remembers_nothing(case):
    """A result is not changed by the next call, and new numbers in the same tensor have their own."""
    images, kernel_shape = case
    expected = window_rows(images, kernel_shape)
    first = stage.im2col(images, kernel_shape)
    stage.im2col(images + 1, kernel_shape)
    assert_close(first, expected)
    images.neg_().add_(2)
    assert_close(stage.im2col(images, kernel_shape), window_rows(images, kernel_shape))


@given(convolution_batches())
@FEW
def test_conv_forward_returns_maps_with_the_kernels_last(case):
    """The maps are (N, OH, OW, F), in the dtype of the images, for one image and one kernel too."""
    images, kernels, grad_out = (each.contiguous() for each in case)
    maps = stage.conv_forward(images, kernels)
    assert_like(maps, grad_out)


@given(FACTORS)
@example(1)
@FEW
def test_conv_forward_of_the_example_in_the_lesson(factor):
    """The kernels 1 0 / 0 2 and 0 1 / 1 0 make 11 14 / 20 23 and 6 8 / 12 14 of the image: no sigmoid."""
    images = torch.tensor([[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]])
    kernels = torch.tensor([[[1.0, 0], [0, 2]], [[0, 1], [1, 0]]])
    expected = torch.tensor([[[[11.0, 6], [14, 8]], [[20, 12], [23, 14]]]])
    assert_close(stage.conv_forward(factor * images, kernels), factor * expected)


@given(convolution_batches())
@FEW
def test_conv_forward_leaves_its_arguments_alone(case):
    """Neither the images nor the kernels are changed."""
    images, kernels, _ = case
    before, kernels_before = images.clone(), kernels.clone()
    assert_left_alone(stage.conv_forward(images, kernels), (images, before), (kernels, kernels_before))


@given(convolution_batches())
@SOME
def test_conv_forward_gives_each_image_what_it_gets_by_itself(case):
    """Image n of the batch is correlated with each kernel, whatever the other images are."""
    images, kernels, _ = (each.contiguous() for each in case)
    expected = torch.stack([oracles.window_sums(image, kernels) for image in images])
    assert_close(stage.conv_forward(images, kernels), expected)


@given(SEEDS)
@THREE
def test_conv_forward_takes_any_memory_layout(seed):
    """Arguments that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    for layout, (images, kernels) in in_each_layout(*scattered_case(seed, 2, 4, 4, 3, 2, 2)[:2]):
        expected = correlate(images.contiguous(), kernels.contiguous())
        assert_close_in(layout, stage.conv_forward(images, kernels), expected)


@given(SEEDS)
@THREE
def test_conv_forward_of_float64_is_exact_to_twelve_digits(seed):
    """With no two sizes alike, and nothing turned into float32 on the way."""
    images, kernels, _ = (each / 3 for each in scattered_case(seed, 3, 8, 9, 5, 2, 4))
    assert_precise(stage.conv_forward(images, kernels), correlate(images, kernels))


@given(LARGE, SEEDS)
@ONCE
def test_conv_forward_of_digits_and_of_large_batches(large, seed):
    """Digits with 8 kernels of 5 x 5, more than 300 images, up to 60 kernels of up to 60 are like small ones."""
    for sizes in convolution_sizes(large):
        images, kernels, _ = scattered_case(seed, *sizes)
        assert_precise(stage.conv_forward(images, kernels), correlate(images, kernels))


@given(convolution_batches())
@FEW
def test_conv_forward_remembers_nothing(case):
    """A result is not changed by the next call, and new numbers in the same tensors have their own."""
    images, kernels, _ = case
    expected = correlate(images, kernels)
    first = stage.conv_forward(images, kernels)
    stage.conv_forward(images + 1, kernels - 1)
    assert_close(first, expected)
    images.neg_().add_(2)
    kernels.add_(1)
    assert_close(stage.conv_forward(images, kernels), correlate(images, kernels))


@given(convolution_batches())
@FEW
def test_conv_backward_returns_a_gradient_for_the_images_and_one_for_the_kernels(case):
    """The two gradients have the shapes and the dtype of the images (N, H, W) and of the kernels (F, KH, KW)."""
    images, kernels, grad_out = (each.contiguous() for each in case)
    found = stage.conv_backward(images, kernels, grad_out)
    assert_gradients(found, images, kernels, check=assert_like)


@given(FACTORS)
@example(1)
@FEW
def test_conv_backward_of_the_example_in_the_lesson(factor):
    """The kernel gets 12 17 / 27 32, and the image 1 2 0 / 3 1 4 / 0 6 -2."""
    images, kernels = torch.tensor([[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]]), torch.tensor([[[1.0, 0], [0, 2]]])
    grad_out = torch.tensor([[[[1.0], [2]], [[3], [-1]]]])
    expected = torch.tensor([[[1.0, 2, 0], [3, 1, 4], [0, 6, -2]]]), torch.tensor([[[12.0, 17], [27, 32]]])
    found = stage.conv_backward(images, kernels, factor * grad_out)
    assert_gradients(found, *(factor * each for each in expected))


@given(convolution_batches())
@FEW
def test_conv_backward_leaves_its_arguments_alone(case):
    """Neither the images nor the kernels nor grad_out are changed."""
    images, kernels, grad_out = case
    before = [each.clone() for each in case]
    assert_left_alone(stage.conv_backward(images, kernels, grad_out), *zip(case, before, strict=True))


@given(convolution_batches(), st.integers(2, 5))
@FEW
def test_the_gradient_of_the_kernels_is_a_sum_over_the_batch(case, times):
    """A batch of the same image several times gives the kernels its gradient as many times, and not the mean."""
    images, kernels, grad_out = (each.contiguous() for each in (case[0][:1], case[1], case[2][:1]))
    grad_images, grad_kernels = expected_gradients(images, kernels, grad_out)
    images, grad_out = images.repeat(times, 1, 1), grad_out.repeat(times, 1, 1, 1)
    found = stage.conv_backward(images, kernels, grad_out)
    assert_gradients(found, grad_images.repeat(times, 1, 1), times * grad_kernels)


@given(along(convolution_batches(), a_place))
@FEW
def test_a_single_gradient_returns_to_one_window_of_one_image_and_one_kernel(case):
    """With a 1 at [n, h, w, f] and zeros elsewhere, kernel f gets that window of image n, and it gets kernel f."""
    images, kernels, grad_out = (each.contiguous() for each in case[:3])
    n, h, w, f = case[3]
    grad_out.zero_()[n, h, w, f] = 1
    window = n, slice(h, h + kernels.shape[1]), slice(w, w + kernels.shape[2])
    grad_images, grad_kernels = torch.zeros_like(images), torch.zeros_like(kernels)
    grad_images[window], grad_kernels[f] = kernels[f], images[window]
    assert_gradients(stage.conv_backward(images, kernels, grad_out), grad_images, grad_kernels)


@given(SEEDS)
@THREE
def test_conv_backward_takes_any_memory_layout(seed):
    """Arguments that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    for layout, moved in in_each_layout(*scattered_case(seed, 2, 4, 4, 3, 2, 2)):
        expected = expected_gradients(*(each.contiguous() for each in moved))
        assert_gradients(stage.conv_backward(*moved), *expected, check=partial(assert_close_in, layout))


@given(FACTORS)
@example(1)
@FEW
def test_a_pixel_collects_from_all_windows_that_it_lies_in(factor):
    """With all kernels and gradients 1, a pixel's gradient counts its windows: 1 in a corner, more in the middle."""
    images, kernels, grad_out = torch.ones(1, 3, 5), torch.ones(1, 2, 3), torch.full((1, 2, 3, 1), float(factor))
    windows = factor * torch.tensor([[[1.0, 2, 3, 2, 1], [2, 4, 6, 4, 2], [1, 2, 3, 2, 1]]])
    found = stage.conv_backward(images, kernels, grad_out)
    assert_gradients(found, windows, torch.full((1, 2, 3), 6.0 * factor))


@given(convolution_batches(), st.integers(0, 2), st.sampled_from([0, 0, 1, 2]))
@FEW
def test_images_without_ink_have_a_gradient_too(case, first, rows):
    """Where images are 0, all of them or some or some of their rows, the kernels still hand them their gradients."""
    images, kernels, grad_out = case
    images[first % len(images) :, rows:] = 0
    expected = expected_gradients(images, kernels, grad_out)
    assert_gradients(stage.conv_backward(images, kernels, grad_out), *expected)


@given(convolution_batches(), st.integers(0, 2))
@FEW
def test_kernels_of_zeros_have_a_gradient_too(case, first):
    """Where kernels are 0, all of them or some, the images still hand them their gradients."""
    images, kernels, grad_out = case
    kernels[first % len(kernels) :] = 0
    expected = expected_gradients(images, kernels, grad_out)
    assert_gradients(stage.conv_backward(images, kernels, grad_out), *expected)


@given(convolution_batches())
@SOME
def test_both_gradients_match_autograd_image_by_image(case):
    """Each image has the gradient that it has by itself; the kernels have the sum of what each image gives them."""
    images, kernels, grad_out = case
    alone = [expected_gradients(images[n : n + 1], kernels, grad_out[n : n + 1]) for n in range(len(images))]
    expected = torch.cat([each[0] for each in alone]), sum(each[1] for each in alone)
    assert_gradients(stage.conv_backward(images, kernels, grad_out), *expected)


@given(SEEDS)
@THREE
def test_conv_backward_of_float64_is_exact_to_twelve_digits(seed):
    """With no two sizes alike, and nothing turned into float32 on the way."""
    case = [each / 3 for each in scattered_case(seed, 3, 8, 9, 5, 2, 4)]
    assert_gradients(stage.conv_backward(*case), *expected_gradients(*case), check=assert_precise)


@given(SEEDS)
@THREE
def test_conv_backward_is_in_proportion_to_grad_out(seed):
    """A grad_out a million times larger or smaller makes gradients that are as much larger or smaller."""
    images, kernels, grad_out = scattered_case(seed, 2, 5, 6, 3, 2, 3)
    expected = expected_gradients(images, kernels, grad_out)
    for size in (2.0**20, 2.0**-20):
        found = [each / size for each in two(stage.conv_backward(images, kernels, size * grad_out))]
        assert_gradients(found, *expected)


@given(LARGE, SEEDS)
@ONCE
def test_conv_backward_of_digits_and_of_large_batches(large, seed):
    """Digits with 8 kernels of 5 x 5, more than 300 images, up to 60 kernels of up to 60 are like small ones."""
    for sizes in convolution_sizes(large):
        case = scattered_case(seed, *sizes)
        assert_gradients(stage.conv_backward(*case), *expected_gradients(*case), check=assert_precise)


@given(convolution_batches())
@FEW
def test_conv_backward_remembers_nothing(case):
    """Gradients are not changed by the next call, and new numbers in the same tensors have their own."""
    images, kernels, grad_out = case
    expected = expected_gradients(images, kernels, grad_out)
    first = stage.conv_backward(images, kernels, grad_out)
    stage.conv_backward(images + 1, kernels - 1, grad_out + 2)
    assert_gradients(first, *expected)
    images.neg_().add_(2)
    kernels.add_(1)
    grad_out.sub_(1)
    expected = expected_gradients(images, kernels, grad_out)
    assert_gradients(stage.conv_backward(images, kernels, grad_out), *expected)


@given(pooling_batches())
@FEW
def test_max_pool_forward_rounds_the_sizes_down(case):
    """The result is (N, H // k, W // k, F), in the dtype of the maps."""
    maps, k, grad_out = case[0].contiguous(), case[1], case[2]
    pooled = stage.max_pool_forward(maps, k)
    assert_like(pooled, grad_out)


@given(FACTORS)
@example(1)
@FEW
def test_max_pool_forward_of_the_example_in_the_lesson(factor):
    """The map 1 5 -4 -2 / 3 2 -1 -3 / 9 9 9 9 is pooled to 5 -1; the nines fill no whole window."""
    maps = torch.tensor([[1.0, 5, -4, -2], [3, 2, -1, -3], [9, 9, 9, 9]]).view(1, 3, 4, 1)
    assert_close(stage.max_pool_forward(factor * maps, 2), factor * torch.tensor([5.0, -1]).view(1, 1, 2, 1))


@given(pooling_batches())
@FEW
def test_max_pool_forward_leaves_the_maps_alone(case):
    """The maps are not changed."""
    maps, k, _ = case
    before = maps.clone()
    assert_left_alone(stage.max_pool_forward(maps, k), (maps, before))


@given(pooling_batches())
@SOME
def test_max_pool_forward_gives_each_image_and_channel_what_it_gets_by_itself(case):
    """Each number is the largest of its window, in its image and its channel."""
    maps, k = case[0].contiguous(), case[1]
    expected = torch.stack([oracles.max_pool(each, k) for each in maps])
    assert_close(stage.max_pool_forward(maps, k), expected)


@given(SEEDS)
@THREE
def test_max_pool_forward_takes_any_memory_layout(seed):
    """Maps that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    for layout, maps in memory_layouts(scattered(seed, 2, 4, 4, 3) + 2):
        assert_close_in(layout, stage.max_pool_forward(maps, 2), pool(maps.contiguous(), 2))


@given(pooling_batches(), st.sampled_from([100.0, 1e4, 1e30]))
@FEW
def test_max_pool_forward_of_negative_maps(case, depth):
    """Where all numbers are negative, however far below zero, the largest one is negative too."""
    maps, k, _ = case
    maps = maps - depth
    assert_close(stage.max_pool_forward(maps, k), pool(maps, k))


@given(pooling_batches(), st.sampled_from([-3, 0, 3, 5]))
@SOME
def test_max_pool_forward_of_minus_infinity(case, bound):
    """Minus infinity loses to any number, however small; a window of nothing else gives minus infinity."""
    maps, k, _ = case
    maps = torch.where(maps < bound, -torch.inf, maps - 5) * 2.0**124  # down to the smallest numbers of float32
    assert_same_numbers(stage.max_pool_forward(maps, k), pool(maps, k))


@given(pooling_batches(torch.float64))
@FEW
def test_max_pool_forward_of_float64_below_all_float32_numbers(case):
    """Where all numbers are smaller than the smallest of float32, the maxima are too."""
    maps, k, _ = case
    maps = (maps - 5) * 2.0**200
    assert_same_numbers(stage.max_pool_forward(maps, k), pool(maps, k))


@given(SEEDS)
@THREE
def test_max_pool_forward_of_float64_is_exact_to_twelve_digits(seed):
    """With no two sizes alike, and nothing turned into float32 on the way."""
    maps = scattered(seed, 4, 7, 17, 6) / 3
    assert_precise(stage.max_pool_forward(maps, 3), pool(maps, 3))


@given(LARGE, SEEDS)
@ONCE
def test_max_pool_forward_of_digits_and_of_large_batches(large, seed):
    """The maps of digits, more than 300 images, windows of up to 60 x 60, up to 60 channels are like small ones."""
    for *sizes, k, dtype in pooling_sizes(large):
        maps, _ = scattered_maps(seed, *sizes, k, dtype)
        assert_precise(stage.max_pool_forward(maps, k), pool(maps, k))


@given(pooling_batches())
@FEW
def test_max_pool_forward_remembers_nothing(case):
    """A result is not changed by the next call, and new numbers in the same tensor have their own."""
    maps, k, _ = case
    expected = pool(maps, k)
    first = stage.max_pool_forward(maps, k)
    stage.max_pool_forward(1 - maps, k)
    assert_close(first, expected)
    maps.neg_().add_(2)
    assert_close(stage.max_pool_forward(maps, k), pool(maps, k))


@given(pooling_batches())
@FEW
def test_max_pool_backward_has_the_shape_and_dtype_of_the_maps(case):
    """The gradient is (N, H, W, F), as large as the maps that were pooled, and of their dtype."""
    maps, k, grad_out = case[0].contiguous(), case[1], case[2].contiguous()
    grad_maps = stage.max_pool_backward(maps, k, grad_out)
    assert_like(grad_maps, maps)


@given(FACTORS)
@example(1)
@FEW
def test_max_pool_backward_of_the_example_in_the_lesson(factor):
    """In the map 1 5 -4 -2 / 3 2 -1 -3 / 9 9 9 9 the 5 gets 0.5 and the -1 gets -2; all others get 0."""
    maps = torch.tensor([[1.0, 5, -4, -2], [3, 2, -1, -3], [9, 9, 9, 9]]).view(1, 3, 4, 1)
    grad_out = torch.tensor([0.5, -2]).view(1, 1, 2, 1)
    expected = torch.tensor([[0, 0.5, 0, 0], [0, 0, -2, 0], [0, 0, 0, 0]]).view(1, 3, 4, 1)
    assert_close(stage.max_pool_backward(maps, 2, factor * grad_out), factor * expected)


@given(pooling_batches())
@FEW
def test_max_pool_backward_leaves_its_arguments_alone(case):
    """Neither the maps nor grad_out is changed."""
    maps, k, grad_out = case
    before, grad_before = maps.clone(), grad_out.clone()
    assert_left_alone(stage.max_pool_backward(maps, k, grad_out), (maps, before), (grad_out, grad_before))


@given(SEEDS)
@THREE
def test_each_image_and_channel_has_winners_of_its_own(seed):
    """Images and channels never meet: each window of each of them has its own winner, which gets all of grad_out."""
    maps, grad_out = scattered(seed, 2, 4, 4, 3) + 2, scattered(seed + 1, 2, 2, 2, 3) + 2
    assert_close(stage.max_pool_backward(maps, 2, grad_out), expected_gradient(maps, 2, grad_out))


@given(SEEDS)
@THREE
def test_max_pool_backward_takes_any_memory_layout(seed):
    """Maps and a grad_out that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    for layout, (maps, grad_out) in in_each_layout(scattered(seed, 2, 4, 4, 3) + 2, scattered(seed, 2, 2, 2, 3) + 2):
        expected = expected_gradient(maps.contiguous(), 2, grad_out.contiguous())
        assert_close_in(layout, stage.max_pool_backward(maps, 2, grad_out), expected)


@given(pooling_batches())
@FEW
def test_rows_and_columns_left_over_get_no_gradient(case):
    """Numbers at the bottom and at the right that fill no whole window get 0, however large they are."""
    maps, k, grad_out = case
    height, width = maps.shape[1] // k * k, maps.shape[2] // k * k
    maps[:, height:], maps[:, :, width:] = 99, 99
    grad_maps = stage.max_pool_backward(maps, k, grad_out)
    assert_zero_beyond(grad_maps, maps, height, width)


@given(pooling_batches())
@SOME
def test_only_the_largest_numbers_get_a_gradient(case):
    """A number that is smaller than another one of its window, image and channel gets exactly 0."""
    maps, k, grad_out = case
    grad_maps = stage.max_pool_backward(maps, k, grad_out)
    assert_only_maxima(grad_maps, maps, k)


@given(pooling_batches())
@SOME
def test_each_window_hands_its_gradient_on_once(case):
    """However many numbers tie, they get shares of their window's gradient, and these add up to it."""
    maps, k, grad_out = case
    grad_maps = stage.max_pool_backward(maps, k, grad_out)
    assert_handed_on_once(grad_maps, maps, k, grad_out)


@given(pooling_batches(ties=False), st.sampled_from([0.0, 100.0, 1e4, 1e6]))
@SOME
def test_without_ties_the_gradient_of_the_maps_is_exact(case, depth):
    """Where each window has one largest number, it gets grad_out and all others 0; in negative maps too."""
    maps, k, grad_out = case
    maps = maps - depth
    assert_close(stage.max_pool_backward(maps, k, grad_out), expected_gradient(maps, k, grad_out))


@given(FLOATS, st.permutations(range(4)), st.integers(-20, 20), FACTORS)
@FEW
def test_nearly_equal_is_no_tie(dtype, order, power, grad):
    """Of numbers that differ in one of their last digits, large or small, the largest gets all of the gradient."""
    tiny = 4 * torch.finfo(dtype).eps
    numbers = torch.tensor([1, 1 + tiny, 1 - tiny, 1], dtype=dtype)[order] * 2.0**power
    expected = torch.tensor([0, grad, 0, 0], dtype=dtype)[order].view(1, 2, 2, 1)
    grad_out = torch.full((1, 1, 1, 1), grad, dtype=dtype)
    assert_close(stage.max_pool_backward(numbers.view(1, 2, 2, 1), 2, grad_out), expected)


@given(SEEDS)
@THREE
def test_max_pool_backward_of_float64_is_exact_to_twelve_digits(seed):
    """With no two sizes alike, and nothing turned into float32 on the way."""
    maps, grad_out = (each / 3 for each in scattered_maps(seed, 4, 7, 17, 6, 3))
    assert_precise(stage.max_pool_backward(maps, 3, grad_out), expected_gradient(maps, 3, grad_out))


@given(SEEDS)
@THREE
def test_max_pool_backward_is_in_proportion_to_grad_out(seed):
    """A grad_out a million times larger or smaller makes a gradient that is as much larger or smaller."""
    maps, grad_out = scattered_maps(seed, 2, 4, 5, 3, 2)
    for size in (2.0**20, 2.0**-20):
        grad_maps = stage.max_pool_backward(maps, 2, size * grad_out) / size
        assert_close(grad_maps, expected_gradient(maps, 2, grad_out))


@given(LARGE, SEEDS)
@ONCE
def test_max_pool_backward_of_digits_and_of_large_batches(large, seed):
    """The maps of digits, more than 300 images, windows of up to 60 x 60, up to 60 channels are like small ones."""
    for *sizes, k, dtype in pooling_sizes(large):
        maps, grad_out = scattered_maps(seed, *sizes, k, dtype)
        maps = maps.clamp(max=0.1)  # almost half of its numbers are alike, and the largest
        grad_maps = stage.max_pool_backward(maps, k, grad_out)
        assert_only_maxima(grad_maps, maps, k)
        assert_handed_on_once(grad_maps, maps, k, grad_out)


@given(pooling_batches(ties=False))
@FEW
def test_max_pool_backward_remembers_nothing(case):
    """A gradient is not changed by the next call, and new numbers in the same tensors have their own."""
    maps, k, grad_out = case
    expected = expected_gradient(maps, k, grad_out)
    first = stage.max_pool_backward(maps, k, grad_out)
    stage.max_pool_backward(-maps, k, grad_out + 1)
    assert_close(first, expected)
    maps.neg_()
    grad_out.sub_(2)
    assert_close(stage.max_pool_backward(maps, k, grad_out), expected_gradient(maps, k, grad_out))


@given(SEEDS)
@THREE
def test_going_back_depends_on_the_arguments_alone(seed):
    """The backward functions use the tensors that they are given, as they are now, and not what went forward last."""
    images, kernels, grad_out = scattered_case(seed, 2, 4, 5, 3, 2, 3)
    stage.conv_forward(images, kernels)
    images.neg_().add_(1)
    kernels.add_(1)
    expected = expected_gradients(images, kernels, grad_out)
    assert_gradients(stage.conv_backward(images, kernels, grad_out), *expected)
    maps, grad_out = scattered_maps(seed, 2, 4, 5, 3, 2)
    stage.max_pool_forward(maps, 2)
    maps.neg_()
    assert_close(stage.max_pool_backward(maps, 2, grad_out), expected_gradient(maps, 2, grad_out))


@given(SEEDS)
@THREE
def test_together_they_go_forward_and_back(seed):
    """Convolution, pooling and back again: the gradients are those of the two layers in a row."""
    generator = torch.Generator().manual_seed(seed % 2**32)  # such numbers have no ties, which all may break otherwise
    images = torch.randn(3, 8, 9, generator=generator, dtype=torch.float64)
    kernels = torch.randn(5, 2, 4, generator=generator, dtype=torch.float64)
    maps = stage.conv_forward(images, kernels)
    pooled = stage.max_pool_forward(maps, 2)
    assert_close(pooled, pool(correlate(images, kernels), 2))
    grad_pooled = 0.5 - 2 * scattered(seed + 3, 3, 3, 3, 5)
    grad_maps = stage.max_pool_backward(maps, 2, grad_pooled)
    expected = oracles.gradients(lambda *both: pool(correlate(*both), 2), grad_pooled, images, kernels)
    assert_gradients(stage.conv_backward(images, kernels, grad_maps), *expected)
