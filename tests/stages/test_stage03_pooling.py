"""The laws of stage 03, from the first thing that breaks to the last."""

import copy

import stage03_pooling as stage
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kata.checks import (
    assert_close,
    assert_equal,
    assert_holds,
    assert_integer,
    assert_left_alone,
    assert_like,
    assert_shape,
    take,
)
from tests import oracles
from tests.strategies import (
    FACTORS,
    SEEDS,
    along,
    feature_maps,
    indices_below,
    memory_layouts,
    poolings,
    scattered,
    shapes,
    tensors,
)

MOST = 200
"""More windows than any of the sliders below should yield; an endless one is stopped here."""


def output_shape(inp, k):
    """(H // k, W // k, F)."""
    height, width, channels = inp.shape
    return height // k, width // k, channels


def places(windows):
    """The places (h_idx, w_idx) of all windows, sorted."""
    assert_holds(windows is not None, "it returned None: is a `yield` missing?", None, "(window, h_idx, w_idx), ...")
    found = [(h, w) for _, h, w in take(windows, MOST)]
    for number in sum(found, ()):
        assert_integer(number, int(number))
    return sorted((int(h), int(w)) for h, w in found)


def window_at(windows, place, keep=copy.deepcopy):
    """The window that came with this place; it is copied when it comes, before the slider goes on."""
    found = take((((int(h), int(w)), keep(window)) for window, h, w in windows), MOST)
    there = [window for other, window in found if other == place]
    assert_holds(there, f"it yields no window for {place}", [other for other, _ in found], place)
    return there[0]


def window_looked_at_later(windows, place):
    """The same, but nothing is copied, and the slider has gone on to its end."""
    return window_at(windows, place, keep=lambda window: window)


def a_place(inp, k):
    """Strategy: a place (h_idx, w_idx) of the output."""
    return indices_below(output_shape(inp, k)[:2])


def another_map(inp, k):
    """Strategy: a map of another size and dtype, for windows of the same size."""
    return feature_maps(k)


def a_channel(inp, k):
    """Strategy: the number of a channel."""
    return st.integers(0, inp.shape[2] - 1)


def numbers_and_windows(out, inp, k):
    """Each number of the output, with its index and the numbers of its window in its channel."""
    assert_shape(out, output_shape(inp, k))
    for h, w, f in torch.cartesian_prod(*map(torch.arange, out.shape)).tolist():
        yield [h, w, f], out[h, w, f].item(), inp[h * k : h * k + k, w * k : w * k + k, f].flatten().tolist()


def assert_in_window(out, inp, k):
    """Each number of the output is one of its window's, exactly."""
    for index, number, window in numbers_and_windows(out, inp, k):
        assert_holds(number in window, f"at {index} it is {number:g}, which is not in its window", number, window)


def assert_none_larger(out, inp, k):
    """No number of a window is larger than the output."""
    for index, number, window in numbers_and_windows(out, inp, k):
        assert_holds(number >= max(window), f"at {index} it is {number:g}, less than {max(window):g}", number, window)


@given(poolings())
def test_slider_visits_every_place_of_the_output_once(case):
    """The slider yields each place (h_idx, w_idx) of the output (H // k, W // k) once, and no other."""
    inp, k = case
    height, width, _ = output_shape(inp, k)
    found = places(stage.MaxPoolLayer(k).slider(inp))
    assert_equal(found, [(h, w) for h in range(height) for w in range(width)], "the places (h_idx, w_idx) are wrong")


@settings(max_examples=40)
@given(along(poolings(), a_place))
def test_slider_yields_the_pixels_of_its_place(case):
    """The window of place (h_idx, w_idx) is the part (k, k, F) of the map that starts at (h_idx * k, w_idx * k)."""
    inp, k, (h, w) = case
    found = window_at(stage.MaxPoolLayer(k).slider(inp), (h, w))
    assert_close(found, inp[h * k : h * k + k, w * k : w * k + k].clone())


@settings(max_examples=30)
@given(along(poolings(), a_place))
def test_a_window_stays_as_it_is_when_the_slider_goes_on(case):
    """All windows can be kept in a list and looked at later: none of them has changed by then."""
    inp, k, (h, w) = case
    found = window_looked_at_later(stage.MaxPoolLayer(k).slider(inp), (h, w))
    assert_close(found, inp[h * k : h * k + k, w * k : w * k + k].clone())


@settings(max_examples=30)
@given(along(poolings(), another_map, a_place))
def test_slider_remembers_nothing(case):
    """A slider that has shown all windows of one map shows those of the next map."""
    inp, k, other, (h, w) = case
    layer = stage.MaxPoolLayer(k)
    take(layer.slider(other), MOST)
    found = window_at(layer.slider(inp), (h, w))
    assert_close(found, inp[h * k : h * k + k, w * k : w * k + k].clone())


@settings(max_examples=4)
@given(SEEDS)
def test_two_sliders_of_a_layer_do_not_disturb_each_other(seed):
    """Two sliders of one layer, used in turns, each show all windows of their own map."""
    inp, layer = scattered(seed, 4, 6, 2), stage.MaxPoolLayer(2)
    both = take(zip(layer.slider(inp), layer.slider(-inp), strict=False), MOST)
    assert_integer(len(both), 6)
    for (window, h, w), _ in both:
        assert_close(window, inp[2 * int(h) : 2 * int(h) + 2, 2 * int(w) : 2 * int(w) + 2].clone())


def test_pooling_turns_24_by_24_by_8_into_12_by_12_by_8():
    """Windows of 2 x 2 turn a feature map (24, 24, 8) into (12, 12, 8): 144 windows of (2, 2, 8)."""
    inp = torch.linspace(0, 1, 24 * 24 * 8).view(24, 24, 8)
    layer = stage.MaxPoolLayer(2)
    windows = take(layer.slider(inp), MOST)
    assert_integer(len(windows), 144)
    assert_shape(windows[0][0], (2, 2, 8))
    assert_shape(layer.forward(inp), (12, 12, 8))


@settings(max_examples=40)
@given(poolings())
def test_forward_rounds_height_and_width_down(case):
    """The output is (H // k, W // k, F), in the dtype of the map."""
    inp, k = case
    assert_like(stage.MaxPoolLayer(k).forward(inp), oracles.max_pool(inp, k))


@settings(max_examples=40)
@given(poolings())
def test_slider_and_forward_leave_the_map_alone(case):
    """Neither the slider nor the forward pass changes the map."""
    inp, k = case
    before, layer = inp.clone(), stage.MaxPoolLayer(k)
    assert_left_alone(take(layer.slider(inp), MOST), (inp, before))
    assert_left_alone(layer.forward(inp), (inp, before))


@settings(max_examples=5)
@given(FACTORS)
@example(1)
def test_forward_of_the_example_in_the_lesson(factor):
    """The 3 x 4 map of the lesson, times any number above 0, gives 5 and -1 times that number with k = 2."""
    inp = torch.tensor([[1.0, 5.0, -4.0, -2.0], [3.0, 2.0, -1.0, -3.0], [9.0, 9.0, 9.0, 9.0]]).view(3, 4, 1)
    assert_close(stage.MaxPoolLayer(2).forward(factor * inp), factor * torch.tensor([[[5.0], [-1.0]]]))


@settings(max_examples=20)
@given(shapes(2, high=4).flatmap(lambda sizes: tensors((sizes[0], sizes[0], sizes[1]))))
def test_one_window_over_the_whole_map_gives_the_largest_of_each_channel(inp):
    """A map of k x k is a single window: one number for each channel comes out, its largest."""
    k = inp.shape[0]
    assert_close(stage.MaxPoolLayer(k).forward(inp), inp.flatten(0, 1).max(dim=0).values.view(1, 1, -1))


@settings(max_examples=4)
@given(SEEDS)
def test_forward_takes_any_memory_layout(seed):
    """A map that is transposed, cut out, in steps or expanded gives what its contiguous copy gives."""
    for layout, inp in memory_layouts(scattered(seed, 4, 4, 2) + 2):
        expected = oracles.max_pool(inp, 2)
        out = stage.MaxPoolLayer(2).forward(inp)
        assert_like(out, expected)
        assert_holds((out == expected).all(), f"the map is {layout}, and not all maxima are right", out, expected)


@settings(max_examples=20)
@given(feature_maps(1))
def test_windows_of_one_pixel_change_nothing(inp):
    """With k = 1 each window is one pixel, and the output is the map itself."""
    assert_close(stage.MaxPoolLayer(1).forward(inp), inp.clone())


@settings(max_examples=30)
@given(poolings())
def test_of_rising_numbers_the_last_pixel_of_each_window_wins(case):
    """Where the numbers rise to the right and downwards, each window's largest is at its bottom right."""
    inp, k = case
    inp = torch.arange(inp.numel()).view(inp.shape).to(inp.dtype)
    assert_close(stage.MaxPoolLayer(k).forward(inp), inp[k - 1 :: k, k - 1 :: k].clone())


@settings(max_examples=30)
@given(poolings())
def test_rows_and_columns_left_over_do_not_count(case):
    """Pixels at the bottom and at the right that fill no whole window do not count, however large they are."""
    inp, k = case
    expected = oracles.max_pool(inp, k)
    inp[inp.shape[0] // k * k :] = 99
    inp[:, inp.shape[1] // k * k :] = 99
    assert_close(stage.MaxPoolLayer(k).forward(inp), expected)


@settings(max_examples=40)
@given(poolings())
def test_each_output_is_a_number_of_its_window(case):
    """Each output is one of the k * k numbers of its window in its channel: nothing is averaged or added."""
    inp, k = case
    out = stage.MaxPoolLayer(k).forward(inp)
    assert_in_window(out, inp, k)


@settings(max_examples=40)
@given(poolings())
def test_no_number_of_a_window_is_larger_than_its_output(case):
    """Each output is at least as large as all numbers of its window in its channel."""
    inp, k = case
    out = stage.MaxPoolLayer(k).forward(inp)
    assert_none_larger(out, inp, k)


@given(poolings(), st.sampled_from([0.25, 10.0, 1e3, 1e6, 2.0**100]))
def test_negative_maps_have_negative_maxima(case, depth):
    """In a map without a number above zero the maxima are negative, however far below zero: 0 is not in the map."""
    inp, k = case
    inp = -inp.abs() - depth
    assert_close(stage.MaxPoolLayer(k).forward(inp), oracles.max_pool(inp, k), tolerance=1e-9)


@settings(max_examples=40)
@given(poolings(), st.sampled_from([-3, 0, 3, 5]))
def test_minus_infinity_is_the_smallest_number(case, bound):
    """Minus infinity loses to any number, however small; a window of nothing else gives minus infinity."""
    inp, k = case
    inp = torch.where(inp < bound, -torch.inf, inp - 5) * 2.0**124  # down to the smallest numbers of float32
    out = stage.MaxPoolLayer(k).forward(inp)
    assert_in_window(out, inp, k)
    assert_none_larger(out, inp, k)


@settings(max_examples=10)
@given(poolings(torch.float64))
def test_float64_maps_may_lie_below_all_float32_numbers(case):
    """Where all numbers are smaller than the smallest of float32, the maxima are too."""
    inp, k = case
    inp = (inp - 5) * 2.0**200
    out = stage.MaxPoolLayer(k).forward(inp)
    assert_in_window(out, inp, k)
    assert_none_larger(out, inp, k)


@settings(max_examples=30)
@given(poolings(), st.integers(-40, 40))
def test_adding_a_number_to_the_map_adds_it_to_each_output(case, quarter):
    """max(map + c) = max(map) + c."""
    inp, k = case
    c = quarter / 4
    assert_close(stage.MaxPoolLayer(k).forward(inp + c), oracles.max_pool(inp, k) + c)


@settings(max_examples=30)
@given(along(poolings(), a_channel))
def test_changing_one_channel_changes_only_that_channel(case):
    """Channels never meet: the others come out as they were, and in their order."""
    inp, k, channel = case[0].contiguous(), *case[1:]
    expected = oracles.max_pool(inp, k)
    expected[:, :, channel] += 50
    inp[:, :, channel] += 50
    assert_close(stage.MaxPoolLayer(k).forward(inp), expected)


@settings(max_examples=30)
@given(poolings())
def test_forward_loses_no_digits(case):
    """The largest of thirds is exact in the precision of the map: float64 stays float64 on the way."""
    inp, k = case
    inp = inp / 3
    tolerance = 1e-12 if inp.dtype == torch.float64 else 1e-5
    assert_close(stage.MaxPoolLayer(k).forward(inp), oracles.max_pool(inp, k), tolerance)


@given(poolings())
def test_forward_matches_a_plain_loop(case):
    """Each output is the largest number of its window in its channel."""
    inp, k = case
    assert_close(stage.MaxPoolLayer(k).forward(inp), oracles.max_pool(inp, k))


@settings(max_examples=1)
@given(SEEDS)
def test_forward_matches_a_plain_loop_on_a_map_of_8_channels(seed):
    """In a map (24, 24, 8) too, each output is the largest number of its window in its channel."""
    inp = scattered(seed, 24, 24, 8, dtype=torch.float32)
    assert_close(stage.MaxPoolLayer(2).forward(inp), oracles.max_pool(inp, 2))


@settings(max_examples=1)
@given(st.integers(40, 60), SEEDS)
def test_forward_knows_no_largest_window_and_no_largest_number_of_channels(large, seed):
    """Windows of up to 60 x 60 and maps of up to 60 channels or 540 rows or columns are pooled like small ones."""
    sizes = (large + 1, 2 * large + 1, 1, large), (3, 5, large, 2), (2, 9 * large, 1, 2), (9 * large, 2, 1, 2)
    for *shape, k in sizes:
        inp = scattered(seed, *shape)
        assert_close(stage.MaxPoolLayer(k).forward(inp), oracles.max_pool(inp, k), tolerance=1e-12)


@settings(max_examples=30)
@given(along(poolings(), another_map))
def test_forward_remembers_nothing(case):
    """A map gives the same output after the layer has seen another one, of another size and dtype."""
    inp, k, other = case
    layer = stage.MaxPoolLayer(k)
    layer.forward(other)
    assert_close(layer.forward(inp), oracles.max_pool(inp, k))


@settings(max_examples=30)
@given(poolings())
def test_forward_looks_at_the_map_again_each_time(case):
    """New numbers in the same map give new maxima."""
    inp, k = case
    layer = stage.MaxPoolLayer(k)
    layer.forward(inp)
    inp.neg_().sub_(9)
    assert_close(layer.forward(inp), oracles.max_pool(inp, k))


@settings(max_examples=30)
@given(poolings())
def test_an_output_stays_as_it_is_when_another_map_is_pooled(case):
    """What forward returned does not change when it is called again, with this layer or with another."""
    inp, k = case
    layer = stage.MaxPoolLayer(k)
    out = layer.forward(inp)
    layer.forward(inp - 9)
    stage.MaxPoolLayer(k).forward(inp - 9)
    assert_close(out, oracles.max_pool(inp, k))


@settings(max_examples=30)
@given(poolings())
def test_each_layer_keeps_its_own_k(case):
    """A layer pools with its own k after another layer was made with another k."""
    inp, k = case
    layer = stage.MaxPoolLayer(k)
    stage.MaxPoolLayer(k + 1)
    assert_close(layer.forward(inp), oracles.max_pool(inp, k))
