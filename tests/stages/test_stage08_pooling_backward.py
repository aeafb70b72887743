"""The laws of stage 08, from the first thing that breaks to the last."""

from itertools import product

import stage08_pooling_backward as stage
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
    memory_layouts,
    pooling_gradients,
    scattered,
    shapes,
    tensors,
)

FEW = settings(max_examples=15)
SOME = settings(max_examples=40)
THREE = settings(max_examples=3)
ONCE = settings(max_examples=1)
"""For many numbers at once."""

EXACT = {torch.float64: 1e-12, torch.float32: 1e-5}
"""How far a number may be off that was only handed on: whatever was done in float32 is further off in float64."""


def a_change(inp, k, grad_out):
    """Strategy: a number for each number of the map."""
    return tensors(tuple(inp.shape), torch.float64)


def expected_gradient(inp, k, grad_out):
    """The gradient (H, W, F) by autograd; it is the only right one where no window has two maxima."""

    def pooled(maps):
        return maps.unfold(0, k, k).unfold(1, k, k).amax(dim=(-2, -1))  # (H, W, F) -> (H // k, W // k, F)

    return oracles.gradients(pooled, grad_out, inp)[0]


def windows_and_shares(grad_inp, inp, k, grad_out):
    """For each number of grad_out: its index, the k * k numbers of its window, their gradients, and itself."""
    assert_like(grad_inp, inp)
    numbers, shares = (each.unfold(0, k, k).unfold(1, k, k).flatten(3).tolist() for each in (inp, grad_inp))
    for h, w, f in product(*map(range, grad_out.shape)):
        yield [h, w, f], numbers[h][w][f], shares[h][w][f], grad_out[h, w, f].item()


def assert_only_maxima(grad_inp, inp, k, grad_out):
    """Of each window only pixels that are its maximum have a gradient."""
    for index, numbers, shares, _ in windows_and_shares(grad_inp, inp, k, grad_out):
        largest = max(numbers)
        losers = [(n, share) for n, share in zip(numbers, shares, strict=True) if share != 0 and n != largest]
        for number, share in losers[:1]:
            reason = f"in the window of grad_out{index} a {number:g} gets {share:g}, but {largest:g} is larger"
            raise Mismatch(reason, shares, f"0 for all of {numbers} but the largest")


def assert_passed_on_once(grad_inp, inp, k, grad_out):
    """The gradients of each window add up to the one of its output."""
    for index, numbers, shares, whole in windows_and_shares(grad_inp, inp, k, grad_out):
        tie = f" ({numbers.count(max(numbers))} of its pixels tie)" if numbers.count(max(numbers)) > 1 else ""
        reason = f"grad_out{index} is {whole:g}, but its window gets {sum(shares):.10g} in all{tie}"
        off = abs(sum(shares) - whole)
        assert_holds(off <= len(shares) * EXACT[inp.dtype] * max(1, abs(whole)), reason, shares, f"{whole:g} in all")


def assert_shares(grad_inp, inp, k, grad_out):
    """No pixel gets less than nothing or more than the whole gradient of its window."""
    for index, _, shares, whole in windows_and_shares(grad_inp, inp, k, grad_out):
        low, high = min(0, whole) * (1 + EXACT[inp.dtype]), max(0, whole) * (1 + EXACT[inp.dtype])
        for share in shares:
            reason = f"grad_out{index} is {whole:g}, but a pixel of its window gets {share:.10g}"
            assert_holds(low <= share <= high, reason, shares, f"shares of {whole:g}")


def assert_legal(grad_inp, inp, k, grad_out):
    """All of the above."""
    assert_only_maxima(grad_inp, inp, k, grad_out)
    assert_passed_on_once(grad_inp, inp, k, grad_out)
    assert_shares(grad_inp, inp, k, grad_out)


def assert_close_in(layout, got, expected):
    """Close; the reason says which layout the arguments have."""
    try:
        assert_close(got, expected)
    except Mismatch as wrong:
        raise Mismatch(f"with arguments that are {layout}: {wrong.reason}", wrong.got, wrong.expected) from None


def assert_zero_beyond(grad_inp, inp, height, width):
    """The rows from `height` on and the columns from `width` on hold zeros."""
    assert_like(grad_inp, inp)
    none = bool((grad_inp[height:] == 0).all() and (grad_inp[:, width:] == 0).all())
    reason = f"windows end at row {height} and column {width}: what lies beyond gets 0"
    assert_holds(none, reason, grad_inp, "zeros beyond the last whole window")


@given(pooling_gradients())
@FEW
def test_the_gradient_has_the_shape_and_dtype_of_the_map(case):
    """The gradient is (H, W, F), as large as the map that was pooled, and of its dtype."""
    inp, k, grad_out = case[0].contiguous(), case[1], case[2].contiguous()
    assert_like(stage.max_pool_backward(inp, k, grad_out), inp)


@given(FACTORS)
@example(1)
@FEW
def test_the_example_in_the_lesson(factor):
    """In the 3 x 4 map of the lesson the 5 gets 0.5 and the -1 gets -2; a larger grad_out gives as much more."""
    inp = torch.tensor([[1.0, 5, -4, -2], [3, 2, -1, -3], [9, 9, 9, 9]]).view(3, 4, 1)
    grad_out = torch.tensor([[[0.5], [-2.0]]])
    expected = torch.tensor([[0, 0.5, 0, 0], [0, 0, -2, 0], [0, 0, 0, 0]]).view(3, 4, 1)
    assert_close(stage.max_pool_backward(inp, 2, factor * grad_out), factor * expected)


@given(pooling_gradients())
@FEW
def test_map_and_grad_out_are_left_alone(case):
    """Neither the map nor grad_out is changed."""
    inp, k, grad_out = case
    before, grad_before = inp.clone(), grad_out.clone()
    assert_left_alone(stage.max_pool_backward(inp, k, grad_out), (inp, before), (grad_out, grad_before))


@given(along(st.integers(1, 4), lambda k: shapes(2, low=0, high=k - 1)), FLOATS, FACTORS)
@FEW
def test_a_single_winner_gets_all_of_the_gradient(case, dtype, grad):
    """In a map of k x k zeros with a 1 at (i, j), the pixel (i, j) gets the whole gradient."""
    k, (i, j) = case
    inp, expected = torch.zeros(k, k, 1, dtype=dtype), torch.zeros(k, k, 1, dtype=dtype)
    inp[i, j], expected[i, j] = 1, grad
    assert_close(stage.max_pool_backward(inp, k, torch.full((1, 1, 1), grad, dtype=dtype)), expected)


@given(shapes(3, high=4).flatmap(tensors))
@FEW
def test_windows_of_one_pixel_hand_everything_on(inp):
    """With k = 1 each pixel is a window, and the gradient is grad_out."""
    grad_out = inp.flip(0, 1).clone()
    assert_close(stage.max_pool_backward(inp, 1, grad_out), inp.flip(0, 1).clone())


@given(tensors((1, 1, 3)), st.permutations([(0, 1), (1, 0), (1, 1)]))
@FEW
def test_each_channel_has_a_winner_of_its_own(grad_out, winners):
    """Three channels with their maxima in three places get their gradients in those three places."""
    inp, expected = torch.zeros(2, 2, 3, dtype=grad_out.dtype), torch.zeros(2, 2, 3, dtype=grad_out.dtype)
    for channel, (i, j) in enumerate(winners):
        inp[i, j, channel], expected[i, j, channel] = channel + 1, grad_out[0, 0, channel]
    assert_close(stage.max_pool_backward(inp, 2, grad_out), expected)


@given(SEEDS)
@THREE
def test_any_memory_layout_will_do(seed):
    """A map and a grad_out that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    maps, grads = scattered(seed, 4, 4, 3) + 2, scattered(seed + 1, 2, 2, 3) + 2
    for (layout, inp), (_, grad_out) in zip(memory_layouts(maps), memory_layouts(grads), strict=True):
        expected = expected_gradient(inp.contiguous(), 2, grad_out.contiguous())
        assert_close_in(layout, stage.max_pool_backward(inp, 2, grad_out), expected)
        assert_close_in(layout, stage.max_pool_backward(inp.contiguous(), 2, grad_out), expected)


@given(pooling_gradients())
@FEW
def test_rows_and_columns_left_over_get_zero(case):
    """Pixels at the bottom and at the right that fill no whole window get 0, however large they are."""
    inp, k, grad_out = case
    height, width = inp.shape[0] // k * k, inp.shape[1] // k * k
    inp[height:], inp[:, width:] = 99, 99
    grad_inp = stage.max_pool_backward(inp, k, grad_out)
    assert_zero_beyond(grad_inp, inp, height, width)


@given(pooling_gradients())
@SOME
def test_only_the_largest_pixels_get_a_gradient(case):
    """A pixel that is smaller than another one of its window and channel gets exactly 0."""
    inp, k, grad_out = case
    grad_inp = stage.max_pool_backward(inp, k, grad_out)
    assert_only_maxima(grad_inp, inp, k, grad_out)


@given(pooling_gradients())
@SOME
def test_each_window_hands_its_gradient_on_once(case):
    """All gradients of a window add up to its number in grad_out, however many pixels tie."""
    inp, k, grad_out = case
    grad_inp = stage.max_pool_backward(inp, k, grad_out)
    assert_passed_on_once(grad_inp, inp, k, grad_out)


@given(pooling_gradients())
@SOME
def test_pixels_that_tie_share(case):
    """What a pixel gets is a share of its window's gradient: not below nothing and not above the whole."""
    inp, k, grad_out = case
    grad_inp = stage.max_pool_backward(inp, k, grad_out)
    assert_shares(grad_inp, inp, k, grad_out)


@given(pooling_gradients(ties=False), st.sampled_from([100.0, 1e4, 1e6]))
@FEW
def test_negative_maps_have_winners_too(case, depth):
    """Where all numbers are negative, however far below zero, the largest one of each window gets the gradient."""
    inp, k, grad_out = case
    inp = inp - depth
    assert_close(stage.max_pool_backward(inp, k, grad_out), expected_gradient(inp, k, grad_out))


@given(pooling_gradients(), st.sampled_from([5, -3, 0, 3]))
@FEW
def test_minus_infinity_gives_no_nan(case, bound):
    """A pixel of minus infinity loses to any number; where all are minus infinity, they share as in any tie."""
    inp, k, grad_out = case
    inp = torch.where(inp < bound, -torch.inf, inp - 5) * 2.0**124  # down to the smallest numbers of float32
    grad_inp = stage.max_pool_backward(inp, k, grad_out)
    assert_legal(grad_inp, inp, k, grad_out)


@given(FLOATS, st.permutations(range(4)), st.integers(-20, 20), FACTORS)
@FEW
def test_nearly_equal_is_no_tie(dtype, order, power, grad):
    """Of numbers that differ in one of their last digits, large or small, the largest gets all of the gradient."""
    tiny = 4 * torch.finfo(dtype).eps
    numbers = torch.tensor([1, 1 + tiny, 1 - tiny, 1], dtype=dtype)[order] * 2.0**power
    expected = torch.tensor([0, grad, 0, 0], dtype=dtype)[order].view(2, 2, 1)
    grad_out = torch.full((1, 1, 1), grad, dtype=dtype)
    assert_close(stage.max_pool_backward(numbers.view(2, 2, 1), 2, grad_out), expected)


@given(pooling_gradients(ties=False))
@FEW
def test_turning_the_sign_of_grad_out_turns_the_gradient(case):
    """Gradients may be negative: minus grad_out gives minus the gradient."""
    inp, k, grad_out = case
    expected = expected_gradient(inp, k, grad_out)
    assert_close(stage.max_pool_backward(inp, k, -grad_out), -expected)


@given(pooling_gradients(ties=False), st.integers(2, 1000))
@FEW
def test_the_size_of_the_winner_does_not_matter(case, factor):
    """A map that is many times as large, with its winners in the same places, has the same gradient."""
    inp, k, grad_out = case
    expected = expected_gradient(inp, k, grad_out)
    assert_close(stage.max_pool_backward(inp * factor, k, grad_out), expected)


@given(along(pooling_gradients(torch.float64, ties=False), a_change))
@FEW
def test_the_gradient_predicts_what_a_small_change_does(case):
    """Change the map a little: sum(grad_out * out) changes by the sum of the gradient times the changes."""
    inp, k, grad_out = case[:3]
    change = case[3] / 64  # no two numbers trade places
    before, after = oracles.max_pool(inp, k), oracles.max_pool(inp + change, k)
    predicted = (stage.max_pool_backward(inp, k, grad_out) * change).sum()
    assert_close(predicted, (grad_out * (after - before)).sum())


@given(pooling_gradients(ties=False))
@SOME
def test_without_ties_the_gradient_is_exact(case):
    """Where each window has one largest pixel, there is one right gradient: grad_out there, and 0 elsewhere."""
    inp, k, grad_out = case
    assert_close(stage.max_pool_backward(inp, k, grad_out), expected_gradient(inp, k, grad_out))


@given(SEEDS)
@THREE
def test_the_gradient_is_in_proportion_to_grad_out(seed):
    """A grad_out a million times larger or smaller makes a gradient that is as much larger or smaller."""
    inp, grad_out = scattered(seed, 4, 6, 1), 4 * scattered(seed + 1, 2, 3, 1)
    for size in (2.0**20, 2.0**-20):
        assert_close(stage.max_pool_backward(inp, 2, size * grad_out) / size, expected_gradient(inp, 2, grad_out))


@given(SEEDS)
@THREE
def test_float64_keeps_its_digits(seed):
    """A float64 gradient is handed on as it came, to 12 digits: nothing is turned into float32 on the way."""
    inp, grad_out = scattered(seed, 4, 6, 1) / 7, scattered(seed + 1, 2, 3, 1) / 3
    grad_inp = stage.max_pool_backward(inp, 2, grad_out)
    assert_like(grad_inp, inp)
    off = (grad_inp - expected_gradient(inp, 2, grad_out)).abs().max().item()
    assert_holds(off < EXACT[torch.float64], f"it is {off:.1g} off: was a part of it done in float32?", grad_inp)


@given(SEEDS)
@ONCE
def test_a_map_of_8_channels_with_an_even_background(seed):
    """A map (24, 24, 8), many of whose windows hold one number four times, hands on each of 1152 gradients once."""
    for dtype in (torch.float32, torch.float64):
        inp = scattered(seed, 24, 24, 8, dtype=dtype)
        inp[6:18, 6:18] = 0.5
        grad_out = scattered(seed + 1, 12, 12, 8, dtype=dtype)
        grad_inp = stage.max_pool_backward(inp, 2, grad_out)
        assert_legal(grad_inp, inp, 2, grad_out)


@given(st.integers(40, 60), SEEDS)
@ONCE
def test_there_is_no_largest_window_and_no_largest_number_of_channels(large, seed):
    """Windows of up to 60 x 60 and maps of up to 60 channels or 180 columns are like small ones."""
    for *shape, k in ((large + 1, 2 * large + 1, 1, large), (3, 5, large, 2), (4, 3 * large, 1, 3)):
        inp = scattered(seed, *shape)
        grad_out = scattered(seed + 1, shape[0] // k, shape[1] // k, shape[2]) + 0.5
        expected = expected_gradient(inp, k, grad_out)
        assert_close(stage.max_pool_backward(inp, k, grad_out), expected, EXACT[torch.float64])
        even = inp.clamp(max=0.1)  # with hundreds of ties in the large window
        assert_legal(stage.max_pool_backward(even, k, grad_out), even, k, grad_out)


@given(pooling_gradients(ties=False))
@FEW
def test_a_gradient_stays_as_it_is_when_another_one_is_computed(case):
    """What the first call returned is not changed by the next call."""
    inp, k, grad_out = case
    expected = expected_gradient(inp, k, grad_out)
    gradient = stage.max_pool_backward(inp, k, grad_out)
    stage.max_pool_backward(-inp, k, grad_out + 1)
    assert_close(gradient, expected)


@given(pooling_gradients(ties=False))
@FEW
def test_nothing_is_remembered_from_call_to_call(case):
    """New numbers in the same tensors have their own gradient, and the same ones have the same gradient again."""
    inp, k, grad_out = case
    for _ in range(2):
        stage.max_pool_backward(inp, k, grad_out)
        assert_close(stage.max_pool_backward(inp, k, grad_out), expected_gradient(inp, k, grad_out))
        inp.neg_()
        grad_out.add_(1)
