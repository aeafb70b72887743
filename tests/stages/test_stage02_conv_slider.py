"""The laws of stage 02, from the first thing that breaks to the last."""

import stage02_conv_slider as stage
import torch
from hypothesis import given
from hypothesis import strategies as st

from kata.checks import assert_close, assert_finite, assert_holds, assert_integer, assert_refused, assert_shape, take
from tests import oracles
from tests.strategies import convolutions, layouts, shapes, tensors


def layer_with(kernels):
    """A layer whose kernels are these; its own random ones are replaced."""
    layer = stage.ConvolutionalLayer(kernels.shape[0], tuple(kernels.shape[1:]))
    layer.kernels_theta = kernels.clone()
    return layer


def logit(probability):
    """The inverse of the sigmoid: log(p / (1 - p))."""
    return torch.log(probability) - torch.log1p(-probability)


def test_a_window_of_5_fits_24_times_into_28_pixels():
    """A window of length 5 fits into 28 pixels at 24 places, and one of length 3 at 26."""
    assert_integer(stage.conv_output_size(28, 5), 24)
    assert_integer(stage.conv_output_size(28, 3), 26)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 3), st.integers(1, 4))
def test_conv_output_size_counts_the_positions(free, kernel_size, padding, stride):
    """The output size is the number of places at which the window lies inside the padded image."""
    size = max(1, free + kernel_size - 1 - 2 * padding)
    assert_integer(
        stage.conv_output_size(size, kernel_size, padding, stride),
        oracles.positions(size, kernel_size, padding, stride),
    )


@given(shapes(2).flatmap(tensors))
def test_sigmoid_keeps_shape_and_dtype_and_its_input(x):
    """The sigmoid is a new tensor of the same shape and dtype, and x is as it was."""
    before = x.clone()
    out = stage.sigmoid(x)
    assert_close(x, before)
    assert_shape(out, tuple(x.shape))
    assert_holds(out.dtype == x.dtype, f"the dtype is {out.dtype}, and should be {x.dtype}", out.dtype, x.dtype)


@given(shapes(2).flatmap(lambda shape: tensors(shape, torch.float64)))
def test_sigmoid_of_minus_x_is_one_minus_sigmoid_of_x(x):
    """sigmoid(-x) = 1 - sigmoid(x), and so sigmoid(0) = 1/2."""
    assert_close(stage.sigmoid(-x), 1 - stage.sigmoid(x))


@given(st.integers(1, 3).flatmap(shapes).flatmap(tensors))
def test_sigmoid_matches_its_formula(x):
    """The sigmoid of each number is 1 / (1 + exp(-x))."""
    assert_close(stage.sigmoid(x), oracles.sigmoids(x))


def test_sigmoid_stands_very_large_numbers():
    """The sigmoid of -10,000 is 0 and that of 10,000 is 1: no NaN."""
    x = torch.tensor([-1e4, -200.0, 0.0, 200.0, 1e4])
    assert_close(stage.sigmoid(x), torch.tensor([0.0, 0.0, 0.5, 1.0, 1.0]))


@given(st.integers(2, 4), shapes(2, low=2, high=4))
def test_fresh_kernels_are_random_and_differ(num_kernels, kernel_shape):
    """A new layer has F finite kernels (KH, KW), float32, and no two of them are the same."""
    kernels = stage.ConvolutionalLayer(num_kernels, kernel_shape).kernels_theta
    assert_shape(kernels, (num_kernels, *kernel_shape))
    assert_holds(kernels.dtype == torch.float32, "the dtype should be float32", kernels.dtype, torch.float32)
    assert_finite(kernels)
    distinct = len(torch.unique(kernels.flatten(start_dim=1), dim=0))
    assert_holds(distinct == num_kernels, "kernels that start alike stay alike", kernels, "kernels that differ")


@given(convolutions())
def test_slider_visits_every_position_once(case):
    """The slider yields each position at which the kernel fits, once, and no other."""
    image, kernels = case
    height, width = image.shape[0] - kernels.shape[1] + 1, image.shape[1] - kernels.shape[2] + 1
    visited = [(int(h), int(w)) for _, h, w in take(layer_with(kernels).slider(image), height * width)]
    every = [(h, w) for h in range(height) for w in range(width)]
    assert_holds(sorted(visited) == every, "the positions (h_idx, w_idx) are wrong", sorted(visited), every)


@given(convolutions())
def test_slider_yields_the_pixels_at_its_position(case):
    """The window at (h_idx, w_idx) is the part of the image (KH, KW) that starts there, even when looked at later."""
    image, kernels = case
    _, kernel_height, kernel_width = kernels.shape
    windows = take(layer_with(kernels).slider(image), image.numel())
    assert_holds(windows, "it yields nothing", windows, "one window for each position")
    for window, h, w in windows:
        assert_close(window, image[h : h + kernel_height, w : w + kernel_width].clone())


def test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8():
    """Eight kernels of 5 x 5 turn an image (28, 28) into (24, 24, 8), over 576 windows of (5, 5)."""
    layer = stage.ConvolutionalLayer(num_kernels=8, kernel_shape=[5, 5])
    image = torch.linspace(0, 1, 28 * 28).view(28, 28)
    windows = take(layer.slider(image), 576)
    assert_integer(len(windows), 576)
    assert_shape(windows[0][0], (5, 5))
    assert_shape(layer.kernels_theta, (8, 5, 5))
    assert_shape(layer.forward(image), (24, 24, 8))


@given(convolutions())
def test_forward_has_a_height_and_a_width_of_its_own(case):
    """The output is (H - KH + 1, W - KW + 1, F), in the dtype of the image."""
    image, kernels = case
    shape = (image.shape[0] - kernels.shape[1] + 1, image.shape[1] - kernels.shape[2] + 1, kernels.shape[0])
    out = layer_with(kernels).forward(image)
    assert_shape(out, shape)
    assert_holds(out.dtype == image.dtype, f"the dtype is {out.dtype}", out.dtype, image.dtype)


@given(convolutions())
def test_forward_leaves_image_and_kernels_alone(case):
    """The forward pass changes neither the image nor the kernels."""
    image, kernels = case
    before, layer = image.clone(), layer_with(kernels)
    layer.forward(image)
    assert_close(image, before)
    assert_close(layer.kernels_theta, kernels)


def test_forward_of_the_example_in_the_lesson():
    """The 2 x 3 image and the 2 x 2 kernel of the lesson give the sums 1.1 and 1.4, here in tenths."""
    image = torch.tensor([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], dtype=torch.float64)
    layer = layer_with(torch.tensor([[[1.0, 0.0], [0.0, 2.0]]], dtype=torch.float64))
    assert_close(logit(layer.forward(image)), torch.tensor([[[1.1], [1.4]]], dtype=torch.float64))


@given(convolutions(torch.float64), st.data())
def test_a_kernel_of_a_single_one_picks_a_single_pixel(case, data):
    """With a 1 at (i, j) and zeros elsewhere, the sum at (h, w) is the pixel (h + i, w + j): nothing is flipped."""
    image, kernels = case
    i, j = data.draw(st.integers(0, kernels.shape[1] - 1)), data.draw(st.integers(0, kernels.shape[2] - 1))
    kernels = torch.zeros_like(kernels)
    kernels[:, i, j] = 1
    out = logit(layer_with(kernels).forward(image))
    picked = image[i : i + out.shape[0], j : j + out.shape[1], None].expand(out.shape)
    assert_close(out, picked.contiguous())


@given(convolutions(torch.float64), st.integers(-8, 8))
def test_sums_are_linear_in_the_image(case, quarter):
    """Before the sigmoid, a times the image gives a times the sums."""
    image, kernels = case
    image, scale = image / 8, quarter / 4
    layer = layer_with(kernels / 4)
    assert_close(logit(layer.forward(scale * image)), scale * logit(layer.forward(image)), tolerance=1e-6)


@given(convolutions())
def test_moving_the_image_moves_the_output(case):
    """Without the image's first row, the output is what it was, without its first row."""
    image, kernels = case
    taller = torch.cat([image[:1], image])  # (H + 1, W)
    layer = layer_with(kernels)
    assert_close(layer.forward(taller)[1:], layer.forward(image))


@given(convolutions())
def test_forward_matches_a_plain_loop(case):
    """Each output is the sigmoid of one window times one kernel, summed."""
    image, kernels = case
    layer = layer_with(kernels)
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels))


@given(convolutions(), st.data())
def test_forward_remembers_nothing(case, data):
    """An image gives the same output after the layer has seen another one."""
    image, kernels = case
    layer = layer_with(kernels)
    other = data.draw(layouts(image.flip(0, 1)))
    layer.forward(other)
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels))


def test_forward_refuses_an_image_with_a_third_axis():
    """An image that is not (H, W) is refused with an error, not read in some other way."""
    layer = stage.ConvolutionalLayer(2, (2, 3))
    assert_refused(lambda: layer.forward(torch.ones(5, 6, 4)), "an image of shape (5, 6, 4) was accepted")
