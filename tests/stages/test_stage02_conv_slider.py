"""The laws of stage 02, from the first thing that breaks to the last."""

import operator

import stage02_conv_slider as stage
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.checks import (
    assert_close,
    assert_equal,
    assert_finite,
    assert_holds,
    assert_integer,
    assert_like,
    assert_refused,
    assert_shape,
    shares_memory,
    take,
)
from tests import oracles
from tests.strategies import gentle_convolutions, layouts, shapes, tensors

TOLERANCE = {torch.float64: 1e-10, torch.float32: 1e-5}
"""How far a sigmoid may be off: less than half the precision of float32 shows in float64."""


def layer_with(kernels):
    """A layer whose kernels are these; its own random ones are replaced."""
    layer = stage.ConvolutionalLayer(kernels.shape[0], tuple(kernels.shape[1:]))
    layer.kernels_theta = kernels.clone()
    return layer


def out_shape(image, kernels):
    """(OH, OW, F)."""
    return image.shape[0] - kernels.shape[1] + 1, image.shape[1] - kernels.shape[2] + 1, kernels.shape[0]


def take_windows(found, limit):
    """The slider's (window, h_idx, w_idx), with the places as ints."""
    windows = take(found, limit)
    for item in windows:
        assert_holds(
            isinstance(item, tuple | list) and len(item) == 3,
            "it should yield a window and its two indices",
            item,
            "(window, h_idx, w_idx)",
        )
        for place in item[1:]:
            assert_holds(hasattr(place, "__index__"), "h_idx and w_idx should be ints", item[1:], "two ints")
    return [(window, operator.index(h), operator.index(w)) for window, h, w in windows]


def sums(out):
    """What the sigmoid was applied to: log(p / (1 - p)) for each number p of the output."""
    inside = bool(((out > 0) & (out < 1)).all())
    assert_holds(inside, "there are numbers outside (0, 1): where is the sigmoid?", out, "numbers between 0 and 1")
    return torch.log(out) - torch.log1p(-out)


def test_a_window_of_5_fits_24_times_into_28_pixels():
    """A window of length 5 fits into 28 pixels at 24 places, and one of length 3 at 26."""
    assert_integer(stage.conv_output_size(28, 5), 24)
    assert_integer(stage.conv_output_size(28, 3), 26)


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 3), st.integers(1, 4))
def test_conv_output_size_counts_the_positions(free, kernel_size, padding, stride):
    """The output size is the number of places at which the window lies inside the padded pixels, stride by stride."""
    size = max(1, free + kernel_size - 1 - 2 * padding)
    assert_integer(
        stage.conv_output_size(size, kernel_size, padding, stride),
        oracles.positions(size, kernel_size, padding, stride),
    )


def test_sigmoid_of_three_numbers():
    """The sigmoid of -2 is 0.119, that of 0 is 1/2, and that of 2 is 0.881."""
    x = torch.tensor([-2.0, 0.0, 2.0], dtype=torch.float64)
    assert_close(stage.sigmoid(x), torch.tensor([0.119203, 0.5, 0.880797], dtype=torch.float64), tolerance=1e-6)


@settings(max_examples=30)
@given(st.integers(1, 3).flatmap(shapes).flatmap(tensors).flatmap(layouts))
def test_sigmoid_keeps_shape_and_dtype_and_its_input(x):
    """The sigmoid is a new tensor of the same shape and dtype, and x is as it was."""
    before = x.clone()
    out = stage.sigmoid(x)
    assert_close(x, before)
    assert_like(out, before)


@settings(max_examples=20)
@given(shapes(2, high=3).flatmap(lambda shape: tensors(shape, torch.float64)))
def test_sigmoid_of_minus_x_is_one_minus_sigmoid_of_x(x):
    """sigmoid(-x) = 1 - sigmoid(x)."""
    assert_close(stage.sigmoid(-x), 1 - stage.sigmoid(x))


@settings(max_examples=40)
@given(shapes(2, high=3).flatmap(lambda shape: tensors(shape, low=-160, high=160)))
def test_sigmoid_matches_its_formula(x):
    """The sigmoid of each number is 1 / (1 + exp(-x)), in the precision of its dtype."""
    assert_close(stage.sigmoid(x), oracles.sigmoids(x), TOLERANCE[x.dtype])


def test_sigmoid_stands_very_large_numbers():
    """The sigmoid of -10,000 is 0 and that of 10,000 is 1: no NaN."""
    x = torch.tensor([-1e4, -200.0, 0.0, 200.0, 1e4])
    assert_close(stage.sigmoid(x), torch.tensor([0.0, 0.0, 0.5, 1.0, 1.0]))


@settings(max_examples=20)
@given(shapes(3, high=4))
def test_fresh_kernels_have_the_shape_that_was_asked_for(shape):
    """A new layer has one tensor kernels_theta (F, KH, KW) of finite floats."""
    kernels = stage.ConvolutionalLayer(shape[0], shape[1:]).kernels_theta
    assert_shape(kernels, shape)
    assert_holds(torch.is_floating_point(kernels), f"the dtype is {kernels.dtype}", kernels.dtype, torch.float32)
    assert_finite(kernels)


@settings(max_examples=20)
@given(st.integers(2, 4), shapes(2, low=2, high=4))
def test_fresh_kernels_are_random_and_differ(num_kernels, kernel_shape):
    """No two kernels of a new layer are the same, and no kernel is one number repeated."""
    kernels = stage.ConvolutionalLayer(num_kernels, kernel_shape).kernels_theta.flatten(start_dim=1)  # (F, KH * KW)
    distinct = len(torch.unique(kernels, dim=0))
    assert_holds(distinct == num_kernels, "kernels that start alike stay alike", kernels, "kernels that differ")
    varied = bool((kernels != kernels[:, :1]).any(dim=1).all())
    assert_holds(varied, "a kernel with one number everywhere sees no pattern", kernels, "weights that differ")


def test_each_layer_has_kernels_of_its_own():
    """A second layer changes nothing in the first one."""
    layer = stage.ConvolutionalLayer(2, (2, 3))
    before = layer.kernels_theta.clone()
    other = stage.ConvolutionalLayer(2, (2, 3))
    assert_close(layer.kernels_theta, before)
    assert_holds(not shares_memory(layer.kernels_theta, other.kernels_theta), "two layers share their kernels")


@settings(max_examples=30)
@given(gentle_convolutions())
def test_slider_visits_every_position_once(case):
    """The slider yields each position at which the kernel fits, once, and no other."""
    image, kernels = case
    height, width, _ = out_shape(image, kernels)
    visited = sorted((h, w) for _, h, w in take_windows(layer_with(kernels).slider(image), height * width))
    assert_equal(visited, [(h, w) for h in range(height) for w in range(width)], "the positions are wrong")


@settings(max_examples=40)
@given(gentle_convolutions())
def test_slider_yields_the_pixels_at_its_position(case):
    """The window at (h_idx, w_idx) is the part of the image (KH, KW) that starts there, even when looked at later."""
    image, kernels = case
    before = image.clone()
    windows = take_windows(layer_with(kernels).slider(image), image.numel())
    assert_holds(windows, "it yields nothing", windows, "one window for each position")
    for window, h, w in windows:
        assert_close(window, before[h : h + kernels.shape[1], w : w + kernels.shape[2]].clone())


def test_slider_starts_afresh_for_each_image():
    """The slider of a second image shows the second image."""
    layer = layer_with(torch.ones(1, 2, 2))
    first, second = torch.zeros(3, 3), torch.ones(3, 3)
    take_windows(layer.slider(first), 4)
    windows = take_windows(layer.slider(second), 4)
    assert_integer(len(windows), 4)
    for window, _, _ in windows:
        assert_close(window, torch.ones(2, 2))


def test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8():
    """Eight kernels of 5 x 5 turn an image (28, 28) into (24, 24, 8), over 576 windows of (5, 5)."""
    layer = stage.ConvolutionalLayer(num_kernels=8, kernel_shape=(5, 5))
    image = torch.linspace(0, 1, 28 * 28).view(28, 28)
    windows = take_windows(layer.slider(image), 576)
    assert_integer(len(windows), 576)
    assert_shape(windows[0][0], (5, 5))
    assert_shape(layer.kernels_theta, (8, 5, 5))
    assert_like(layer.forward(image), torch.empty(24, 24, 8))


@settings(max_examples=30)
@given(gentle_convolutions())
def test_forward_has_a_height_and_a_width_of_its_own(case):
    """The output is (H - KH + 1, W - KW + 1, F), in the dtype of the image."""
    image, kernels = case
    out = layer_with(kernels).forward(image)
    assert_like(out, torch.empty(out_shape(image, kernels), dtype=image.dtype))


@settings(max_examples=20)
@given(gentle_convolutions())
def test_forward_leaves_image_and_kernels_alone(case):
    """The forward pass changes neither the image nor the kernels."""
    image, kernels = case
    before, layer = image.clone(), layer_with(kernels)
    layer.forward(image)
    assert_close(image, before)
    assert_close(layer.kernels_theta, kernels)


def test_forward_of_the_example_in_the_lesson():
    """The lesson's image and kernel, in tenths, give the sums 1.1 and 1.4: out come sigmoid(1.1) and sigmoid(1.4)."""
    image = torch.tensor([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], dtype=torch.float64)
    layer = layer_with(torch.tensor([[[1.0, 0.0], [0.0, 2.0]]], dtype=torch.float64))
    assert_close(layer.forward(image), oracles.sigmoids(torch.tensor([[[1.1], [1.4]]], dtype=torch.float64)))


@settings(max_examples=40)
@given(gentle_convolutions(torch.float64), st.data())
def test_a_kernel_of_a_single_one_picks_a_single_pixel(case, data):
    """With a 1 at (i, j) and zeros elsewhere, the sum at (h, w) is the pixel (h + i, w + j): nothing is flipped."""
    image, kernels = case
    i, j = data.draw(st.integers(0, kernels.shape[1] - 1)), data.draw(st.integers(0, kernels.shape[2] - 1))
    kernels = torch.zeros_like(kernels)
    kernels[:, i, j] = 1
    out = sums(layer_with(kernels).forward(image))
    picked = image[i : i + out.shape[0], j : j + out.shape[1], None].expand(out.shape)
    assert_close(out, picked.contiguous())


@settings(max_examples=30)
@given(gentle_convolutions(torch.float64), st.integers(-8, 8))
def test_sums_are_linear_in_the_image(case, quarter):
    """Before the sigmoid, a times the image gives a times the sums."""
    image, kernels = case
    image, scale = image / 4, quarter / 4
    layer = layer_with(kernels)
    assert_close(sums(layer.forward(scale * image)), scale * sums(layer.forward(image)), tolerance=1e-6)


@settings(max_examples=20)
@given(gentle_convolutions())
def test_moving_the_image_moves_the_output(case):
    """Without the image's first row, the output is what it was, without its first row."""
    image, kernels = case
    taller = torch.cat([image[:1], image])  # (H + 1, W)
    layer = layer_with(kernels)
    assert_close(layer.forward(taller)[1:], layer.forward(image))


@given(gentle_convolutions())
def test_forward_matches_a_plain_loop(case):
    """Each output is the sigmoid of one window times one kernel, summed."""
    image, kernels = case
    layer = layer_with(kernels)
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels), TOLERANCE[image.dtype])


def test_forward_stands_pixels_up_to_255():
    """Pixels that nobody scaled give outputs that are 0 or 1 for any practical purpose, but no NaN."""
    image = torch.full((3, 4), 255.0)
    layer = layer_with(torch.stack([torch.full((2, 2), 4.0), torch.full((2, 2), -4.0)]))
    assert_close(layer.forward(image), torch.tensor([1.0, 0.0]).expand(2, 3, 2).contiguous())


@settings(max_examples=20)
@given(gentle_convolutions())
def test_forward_reads_its_kernels_each_time(case):
    """Once kernels_theta is replaced, the output is that of the new kernels."""
    image, kernels = case
    layer = layer_with(torch.ones_like(kernels))
    layer.forward(image)
    layer.kernels_theta = kernels.clone()
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels))


@settings(max_examples=20)
@given(gentle_convolutions())
def test_forward_remembers_nothing(case):
    """Another image gives its own output, and the output of the first one stays as it was."""
    image, kernels = case
    layer = layer_with(kernels)
    first = layer.forward(image)
    before = first.clone()
    image.neg_()
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels))
    assert_close(first, before)


def test_forward_refuses_an_image_with_a_third_axis():
    """An image that is not (H, W) is refused with an error, not read in some other way."""
    layer = stage.ConvolutionalLayer(2, (2, 3))
    assert_refused(lambda: layer.forward(torch.ones(5, 6, 4)), "an image of shape (5, 6, 4) was accepted")
