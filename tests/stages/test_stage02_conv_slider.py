"""The laws of stage 02, from the first thing that breaks to the last."""

from itertools import product

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
    assert_left_alone,
    assert_like,
    assert_refused,
    assert_shape,
    shares_memory,
    take,
)
from tests import oracles
from tests.strategies import gentle_convolutions, layouts, shapes, tensors

TOLERANCE = {torch.float64: 1e-10, torch.float32: 1e-5}
"""How far a sigmoid may be off. Whatever was done in float32 is further off than a float64 may be."""

FEW = settings(max_examples=20)
SOME = settings(max_examples=40)


def fitting(free, kernel_size, padding, stride):
    """Arguments of conv_output_size: a window that fits into the padded row, with `free` pixels to spare."""
    return max(1, kernel_size + free - 2 * padding), kernel_size, padding, stride


def layer_with(kernels):
    """A layer whose kernels are these; its own random ones are replaced."""
    layer = stage.ConvolutionalLayer(kernels.shape[0], tuple(kernels.shape[1:]))
    replace_kernels(layer, kernels)
    return layer


def replace_kernels(layer, kernels):
    """Put a copy of these kernels into a layer."""
    if isinstance(layer.kernels_theta, torch.nn.Parameter):  # a torch.nn.Module takes nothing else in its place
        layer.kernels_theta = torch.nn.Parameter(kernels.clone(), requires_grad=False)
    else:
        layer.kernels_theta = kernels.clone()


def small_image():
    """An image (3, 4) float64 with twelve different pixels below 1."""
    return torch.arange(1.0, 13.0, dtype=torch.float64).view(3, 4) / 16


def small_kernels():
    """Two kernels (2, 2) float64 without any symmetry."""
    return torch.tensor([[[1.0, -2.0], [3.0, 0.5]], [[0.0, 1.5], [-1.0, 2.0]]], dtype=torch.float64) / 4


def out_shape(image, kernels):
    """(OH, OW, F)."""
    return image.shape[0] - kernels.shape[1] + 1, image.shape[1] - kernels.shape[2] + 1, kernels.shape[0]


def take_windows(found, limit):
    """All that a slider yields, each window by its place (h_idx, w_idx), in the order in which they came."""
    items = take(found, limit)
    for item in items:
        whole = isinstance(item, tuple | list) and len(item) == 3 and all(hasattr(at, "__index__") for at in item[1:])
        assert_holds(whole, "it should yield a window and two ints", item, "(window, h_idx, w_idx)")
    return [((int(h), int(w)), window) for window, h, w in items]


def take_places(found, limit):
    """The places (h_idx, w_idx) of a slider's windows, sorted."""
    return sorted(place for place, _ in take_windows(found, limit))


def window_at(found, place, limit):
    """A slider's window at this place; all windows are collected before it is looked at."""
    windows = take_windows(found, limit)
    assert_holds(place in dict(windows), f"it yields no window for {place}", [place for place, _ in windows], place)
    return dict(windows)[place]


def sums(out):
    """What the sigmoid was applied to: log(p / (1 - p)) for each number p of the output."""
    inside = bool(((out >= 0) & (out <= 1)).all())
    assert_holds(inside, "a number is not between 0 and 1: where is the sigmoid?", out, "numbers between 0 and 1")
    return torch.log(out) - torch.log1p(-out)


def assert_weights(kernels):
    """A tensor of finite floats."""
    floats = isinstance(kernels, torch.Tensor) and kernels.is_floating_point()
    assert_holds(floats, "it should be a torch.Tensor of floats", kernels, "a tensor of floats")
    assert_finite(kernels)


def assert_no_two_alike(kernels):
    """Each kernel differs from all the others."""
    distinct = len(torch.unique(kernels.flatten(start_dim=1), dim=0))
    assert_holds(distinct == len(kernels), "kernels that start alike stay alike", kernels, "kernels that all differ")


def assert_no_kernel_even(kernels):
    """Each kernel has at least two different weights."""
    flat = kernels.flatten(start_dim=1)  # (F, KH * KW)
    uneven = bool((flat != flat[:, :1]).any(dim=1).all())
    assert_holds(uneven, "a kernel of one number finds no pattern", kernels, "kernels of different weights")


def test_a_window_of_5_fits_24_times_into_28_pixels():
    """A window of length 5 fits into 28 pixels at 24 places, one of length 3 at 26, and one of length 28 at one."""
    assert_integer(stage.conv_output_size(28, 5), 24)
    assert_integer(stage.conv_output_size(28, 3), 26)
    assert_integer(stage.conv_output_size(28, 28), 1)


@SOME
@given(st.builds(fitting, st.integers(0, 9), st.integers(1, 9), st.integers(0, 3), st.integers(1, 4)))
def test_conv_output_size_counts_the_positions(case):
    """The output size counts the places, `stride` pixels apart, at which the window lies in the padded row."""
    size, kernel_size, padding, stride = case
    expected = oracles.positions(size, kernel_size, padding, stride)
    assert_integer(stage.conv_output_size(size, kernel_size, padding, stride), expected)


def test_sigmoid_of_three_numbers():
    """The sigmoid of -2 is 0.119, that of 0 is 1/2, and that of 2 is 0.881."""
    x = torch.tensor([-2.0, 0.0, 2.0], dtype=torch.float64)
    assert_close(stage.sigmoid(x), torch.tensor([0.119203, 0.5, 0.880797], dtype=torch.float64), tolerance=1e-6)


@FEW
@given(st.integers(1, 3).flatmap(shapes).flatmap(tensors).flatmap(layouts))
def test_sigmoid_keeps_shape_and_dtype(x):
    """The sigmoid of a tensor has its shape and dtype, however it lies in memory."""
    out = stage.sigmoid(x)
    assert_shape(out, tuple(x.shape))
    assert_like(out, torch.full(x.shape, 0.5, dtype=x.dtype))


def test_sigmoid_leaves_its_input_alone():
    """The sigmoid is a new tensor, and x is as it was."""
    x = small_image()
    assert_left_alone(stage.sigmoid(x), (x, small_image()))


@FEW
@given(shapes(2, high=3).flatmap(lambda shape: tensors(shape, torch.float64)))
def test_sigmoid_of_minus_x_is_one_minus_sigmoid_of_x(x):
    """sigmoid(-x) = 1 - sigmoid(x)."""
    assert_close(stage.sigmoid(-x), 1 - stage.sigmoid(x))


@SOME
@given(shapes(2, high=3).flatmap(lambda shape: tensors(shape, low=-160, high=160)))
def test_sigmoid_matches_its_formula(x):
    """The sigmoid of each number is 1 / (1 + exp(-x)), to ten digits in float64 and to five in float32."""
    assert_close(stage.sigmoid(x), oracles.sigmoids(x), TOLERANCE[x.dtype])


def test_sigmoid_stands_very_large_numbers():
    """The sigmoid of -10,000 is 0 and that of 10,000 is 1: no NaN."""
    x = torch.tensor([-1e4, -200.0, 0.0, 200.0, 1e4])
    assert_close(stage.sigmoid(x), torch.tensor([0.0, 0.0, 0.5, 1.0, 1.0]))


@FEW
@given(shapes(3, high=4))
def test_fresh_kernels_have_the_shape_that_was_asked_for(shape):
    """A new layer's kernels_theta is one tensor (F, KH, KW) of finite floats."""
    kernels = stage.ConvolutionalLayer(shape[0], shape[1:]).kernels_theta
    assert_shape(kernels, shape)
    assert_weights(kernels)


@FEW
@given(st.integers(2, 12), shapes(2, low=2, high=4))
def test_fresh_kernels_differ(num_kernels, kernel_shape):
    """No two kernels of a new layer are the same, and no kernel is one number repeated."""
    kernels = stage.ConvolutionalLayer(num_kernels, kernel_shape).kernels_theta
    assert_no_two_alike(kernels)
    assert_no_kernel_even(kernels)


def test_each_layer_has_kernels_of_its_own():
    """A second layer changes nothing in the first one."""
    layer = stage.ConvolutionalLayer(2, (1, 2))
    before = layer.kernels_theta.clone()
    assert_left_alone(stage.ConvolutionalLayer(2, (1, 2)), (layer.kernels_theta, before))
    other = stage.ConvolutionalLayer(2, (1, 2))
    shared = shares_memory(layer.kernels_theta, other.kernels_theta)
    assert_holds(not shared, "two layers share their kernels", shared, False)


@SOME
@given(gentle_convolutions())
def test_slider_visits_every_position_once(case):
    """The slider yields each position at which the kernel fits, once, and no other."""
    image, kernels = case
    height, width, _ = out_shape(image, kernels)
    every = list(product(range(height), range(width)))
    assert_equal(take_places(layer_with(kernels).slider(image), image.numel()), every, "these are not all, each once")


def test_slider_leaves_the_image_alone():
    """The slider changes nothing in the image."""
    image, layer = 4 * small_image(), layer_with(small_kernels())
    assert_left_alone(take_windows(layer.slider(image), 12), (image, 4 * small_image()))


@FEW
@given(layouts(small_image()))
def test_slider_reads_an_image_in_any_layout(image):
    """A transposed image, one cut out of a larger one and one taken in steps have the windows of their plain copy."""
    layer, plain = layer_with(small_kernels()), small_image()
    assert_close(window_at(layer.slider(image), (1, 2), 12), window_at(layer.slider(plain), (1, 2), 12))


@SOME
@given(gentle_convolutions())
def test_slider_yields_the_pixels_at_its_position(case):
    """The window at (h_idx, w_idx) is the part of the image (KH, KW) that starts there, even when looked at later."""
    image, kernels = case
    before = image.clone()
    layer = layer_with(kernels)
    for h, w in product(*map(range, out_shape(image, kernels)[:2])):
        part = before[h : h + kernels.shape[1], w : w + kernels.shape[2]].clone()
        assert_close(window_at(layer.slider(image), (h, w), image.numel()), part)


def test_slider_starts_afresh_for_each_image():
    """The slider of a second image shows the second image, all of it."""
    layer, first, second = layer_with(small_kernels()), small_image(), -small_image()
    take_windows(layer.slider(first), 12)
    assert_close(window_at(layer.slider(second), (0, 0), 12), second[:2, :2].clone())
    assert_integer(len(take_windows(layer.slider(second), 12)), 6)


def test_two_sliders_of_a_layer_do_not_disturb_each_other():
    """Two sliders of one layer, used in turns, each show all windows of their own image."""
    layer, image = layer_with(small_kernels()), small_image()
    both = take(zip(layer.slider(image), layer.slider(-image), strict=False), 12)
    assert_integer(len(both), 6)
    for (window, h, w), _ in both:
        assert_close(window, image[int(h) : int(h) + 2, int(w) : int(w) + 2].clone())


def test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8():
    """Eight kernels of 5 x 5 turn an image (28, 28) into (24, 24, 8), over 576 windows of (5, 5)."""
    layer = stage.ConvolutionalLayer(8, (5, 5))
    image = torch.linspace(0, 1, 28 * 28).view(28, 28)
    assert_shape(layer.kernels_theta, (8, 5, 5))
    assert_integer(len(take_windows(layer.slider(image), 28 * 28)), 576)
    out = layer.forward(image)
    assert_shape(out, (24, 24, 8))
    assert_like(out, torch.full((24, 24, 8), 0.5))


@SOME
@given(gentle_convolutions())
def test_forward_has_a_height_and_a_width_of_its_own(case):
    """The output is (H - KH + 1, W - KW + 1, F), in the dtype of the image."""
    image, kernels = case[0].contiguous(), case[1]
    out = layer_with(kernels).forward(image)
    assert_shape(out, out_shape(image, kernels))
    assert_like(out, torch.full(out_shape(image, kernels), 0.5, dtype=image.dtype))


def test_forward_leaves_image_and_kernels_alone():
    """The forward pass changes neither the image nor the kernels."""
    image, kernels = 4 * small_image(), 4 * small_kernels()
    layer = layer_with(kernels)
    assert_left_alone(layer.forward(image), (image, 4 * small_image()), (layer.kernels_theta, kernels))


def test_kernels_of_zeros_give_one_half():
    """Once kernels_theta is replaced by zeros, every sum is 0, and every output is sigmoid(0) = 1/2."""
    layer, image = stage.ConvolutionalLayer(2, (2, 2)), small_image()
    replace_kernels(layer, torch.zeros(2, 2, 2, dtype=torch.float64))
    assert_close(layer.forward(image), torch.full((2, 3, 2), 0.5, dtype=torch.float64))


def test_forward_of_the_example_in_the_lesson():
    """The lesson's image and kernel, in tenths, give the sums 1.1 and 1.4: out come sigmoid(1.1) and sigmoid(1.4)."""
    image = torch.tensor([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], dtype=torch.float64)
    layer = layer_with(torch.tensor([[[1.0, 0.0], [0.0, 2.0]]], dtype=torch.float64))
    assert_close(layer.forward(image), torch.tensor([[[0.750260], [0.802184]]], dtype=torch.float64), tolerance=1e-6)


def test_channel_f_belongs_to_kernel_f():
    """Channel f of the output is what a layer with kernel f alone gives."""
    image, kernels = small_image(), small_kernels()
    for f in (0, 1):
        alone = layer_with(kernels[f : f + 1]).forward(image)[:, :, 0]
        assert_close(layer_with(kernels).forward(image)[:, :, f], alone)


def test_forward_remembers_no_image():
    """New pixels, written into the same tensor, give what a new layer with the same kernels gives."""
    image, kernels = small_image(), small_kernels()
    layer = layer_with(kernels)
    layer.forward(image)
    image.neg_()
    assert_close(layer.forward(image), layer_with(kernels).forward(image))


def test_forward_gives_a_new_tensor_each_time():
    """The output of one image stays as it was when the layer sees another image."""
    image, layer = small_image(), layer_with(small_kernels())
    first = layer.forward(image)
    before = first.clone()
    assert_left_alone(layer.forward(-image), (first, before))


def test_forward_reads_its_kernels_each_time():
    """Kernels that are replaced after a forward pass count in the next one."""
    image, kernels = small_image(), small_kernels()
    layer = layer_with(-kernels)
    layer.forward(image)
    replace_kernels(layer, kernels)
    assert_close(layer.forward(image), layer_with(kernels).forward(image))


def test_forward_of_one_layer_does_not_depend_on_another():
    """A second layer, with kernels of another shape, changes nothing in what the first one gives."""
    image, layer = small_image(), layer_with(small_kernels())
    before = layer.forward(image)
    layer_with(torch.ones(1, 3, 1, dtype=torch.float64))
    assert_close(layer.forward(image), before)


@FEW
@given(layouts(small_image()))
def test_forward_reads_an_image_in_any_layout(image):
    """A transposed image, one cut out of a larger one and one taken in steps give the output of their plain copy."""
    layer = layer_with(small_kernels())
    assert_close(layer.forward(image), layer.forward(small_image()))


@SOME
@given(gentle_convolutions(torch.float64), st.data())
def test_a_kernel_of_a_single_one_picks_a_single_pixel(case, data):
    """With a 1 at (i, j) and zeros elsewhere, the sum at (h, w) is the pixel (h + i, w + j): nothing is flipped."""
    image, kernels = case[0], torch.zeros_like(case[1])
    i, j = data.draw(st.sampled_from(list(product(*map(range, kernels.shape[1:])))))
    kernels[:, i, j] = 1
    picked = image[i : i + image.shape[0] - kernels.shape[1] + 1, j : j + image.shape[1] - kernels.shape[2] + 1]
    out = sums(layer_with(kernels).forward(image))
    assert_close(out, picked[:, :, None].repeat(1, 1, len(kernels)), tolerance=1e-5)


def test_forward_of_float64_is_exact_to_ten_digits():
    """A float64 image is not turned into float32 on the way: ten digits of the output are right."""
    image, kernels = small_image() / 3, small_kernels() / 3
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(image, kernels), tolerance=1e-10)


def test_forward_of_float32_is_exact_to_five_digits():
    """A float32 image is not turned into half precision on the way: five digits of the output are right."""
    image, kernels = (small_image() / 3).float(), (small_kernels() / 3).float()
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(image, kernels), tolerance=1e-5)


def test_forward_tells_large_sums_apart():
    """Sums between 10 and 20 give outputs that differ from 1, and from each other: nothing is cut off."""
    image, kernels = 10 * small_image(), small_kernels().abs()
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(image, kernels), tolerance=1e-10)


@FEW
@given(gentle_convolutions(torch.float64), st.integers(-8, 8))
def test_sums_are_linear_in_the_image(case, quarter):
    """Before the sigmoid, a times the image gives a times the sums."""
    image, kernels, scale = case[0] / 4, case[1], quarter / 4
    layer = layer_with(kernels)
    assert_close(sums(layer.forward(scale * image)), scale * sums(layer.forward(image)), tolerance=1e-6)


@FEW
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
    """Pixels that nobody scaled give sums so large that the outputs are 0 or 1, but no NaN."""
    image = torch.full((2, 3), 255.0)
    layer = layer_with(torch.tensor([[[4.0, 4.0]], [[-4.0, -4.0]]]))
    assert_close(layer.forward(image), torch.tensor([1.0, 0.0]).repeat(2, 2, 1))


def test_forward_refuses_an_image_with_a_third_axis():
    """An image that is not (H, W) is refused with an error, not read in some other way."""
    layer = stage.ConvolutionalLayer(2, (2, 3))
    assert_refused(lambda: layer.forward(torch.ones(5, 6, 4)), "an image of shape (5, 6, 4) was accepted")
