"""The laws of stage 02, from the first thing that breaks to the last."""

import math
from itertools import product

import stage02_conv_slider as stage
import torch
from hypothesis import example, given, settings
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
from tests.strategies import along, gentle_convolutions, layouts, quick_tensors, shapes, tensors

TOLERANCE = {torch.float64: 1e-10, torch.float32: 1e-5}
"""How far a sigmoid may be off. Whatever was done in float32 is further off than a float64 may be."""

HANDFUL = settings(max_examples=8)
FEW = settings(max_examples=20)
SOME = settings(max_examples=40)

SEQUENCES = st.sampled_from([list, tuple, torch.Size])
"""What a kernel's shape may come in."""


def a_place_in_the_kernels(image, kernels):
    """Strategy: the row and the column of a weight."""
    return st.sampled_from(list(product(*map(range, kernels.shape[1:]))))


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


@st.composite
def large_kernels(draw):
    """An image and kernels of up to 11 x 11, which may be as large as the image; one dtype, sums of a few units."""
    num_kernels, kernel_height, kernel_width = draw(st.integers(1, 9)), *draw(shapes(2, low=4, high=11))
    height, width = kernel_height + draw(st.integers(0, 3)), kernel_width + draw(st.integers(0, 3))
    source, dtype = torch.Generator().manual_seed(draw(st.integers(0, 2**32))), draw(st.sampled_from(list(TOLERANCE)))
    kernels = torch.randint(-4, 5, (num_kernels, kernel_height, kernel_width), generator=source).to(dtype) / 8
    return draw(layouts(torch.randint(-4, 5, (height, width), generator=source).to(dtype) / 4)), kernels


def tensors_of(shape):
    """Tensors of this shape, of () too."""
    return tensors((math.prod(shape),)).map(lambda flat: flat.view(shape))


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


@HANDFUL
@given(st.integers(1, 99), st.integers(0, 99))
@example(5, 23)
@example(3, 25)
@example(28, 0)
def test_a_window_of_5_fits_24_times_into_28_pixels(kernel_size, free):
    """A window of length 5 fits into 28 pixels at 24 places, one of length 3 at 26, and one of length 28 at one."""
    assert_integer(stage.conv_output_size(kernel_size + free, kernel_size), free + 1)


@SOME
@given(st.builds(fitting, st.integers(0, 9), st.integers(1, 9), st.integers(0, 3), st.integers(1, 4)))
def test_conv_output_size_counts_the_positions(case):
    """The output size counts the places, `stride` pixels apart, at which the window lies in the padded row."""
    size, kernel_size, padding, stride = case
    expected = oracles.positions(size, kernel_size, padding, stride)
    assert_integer(stage.conv_output_size(size, kernel_size, padding, stride), expected)


@FEW
@given(st.builds(fitting, st.integers(0, 60), st.integers(1, 40), st.integers(0, 30), st.integers(1, 50)))
def test_conv_output_size_takes_long_windows_and_long_strides(case):
    """Padding may be longer than the window, and a stride longer than the row; both may be given by name, or not."""
    size, kernel_size, padding, stride = case
    expected = oracles.positions(size, kernel_size, padding, stride)
    assert_integer(stage.conv_output_size(size, kernel_size, padding=padding, stride=stride), expected)
    larger = size + 2 * padding
    assert_integer(stage.conv_output_size(larger, kernel_size, stride=stride), expected)
    assert_integer(stage.conv_output_size(size, kernel_size, padding=padding), larger - kernel_size + 1)


@HANDFUL
@given(st.integers(-80, 80))
@example(0)
def test_sigmoid_of_three_numbers(eighths):
    """The sigmoid of -2 is 0.119, that of 0 is 1/2, and that of 2 is 0.881."""
    x = torch.tensor([-2.0, 0.0, 2.0, eighths / 8], dtype=torch.float64)
    expected = torch.tensor([0.119203, 0.5, 0.880797, oracles.sigmoid(eighths / 8)], dtype=torch.float64)
    assert_close(stage.sigmoid(x), expected, tolerance=1e-6)


@FEW
@given(st.integers(0, 4).flatmap(lambda dims: shapes(dims, low=0, high=3)).flatmap(tensors_of).flatmap(layouts))
@example(torch.tensor(0.5))
@example(torch.empty(0, 3))
def test_sigmoid_keeps_shape_and_dtype(x):
    """The sigmoid of a tensor has its shape, () and empty ones too, and its dtype, however it lies in memory."""
    out = stage.sigmoid(x)
    assert_like(out, torch.full(x.shape, 0.5, dtype=x.dtype))
    assert_close(out, oracles.sigmoids(x), TOLERANCE[x.dtype])


@HANDFUL
@given(shapes(2, high=3).flatmap(tensors).flatmap(layouts))
def test_sigmoid_leaves_its_input_alone(x):
    """The sigmoid is a new tensor, and x is as it was."""
    before = x.clone()
    assert_left_alone(stage.sigmoid(x), (x, before))


@HANDFUL
@given(shapes(2, high=3).flatmap(tensors))
def test_sigmoid_remembers_nothing(x):
    """A later call changes no earlier result, and other numbers in the same tensor give another one."""
    first, before = stage.sigmoid(x), oracles.sigmoids(x)
    x.neg_().add_(1)
    assert_close(stage.sigmoid(x), oracles.sigmoids(x), TOLERANCE[x.dtype])
    assert_close(first, before, TOLERANCE[x.dtype])


@FEW
@given(shapes(2, high=3).flatmap(lambda shape: tensors(shape, torch.float64)))
def test_sigmoid_of_minus_x_is_one_minus_sigmoid_of_x(x):
    """sigmoid(-x) = 1 - sigmoid(x)."""
    assert_close(stage.sigmoid(-x), 1 - stage.sigmoid(x))
    assert_close(stage.sigmoid(-x), 1 - oracles.sigmoids(x))


@SOME
@given(shapes(2, high=3).flatmap(lambda shape: tensors(shape, low=-160, high=160)))
@example(torch.arange(-96, 97, dtype=torch.float64).view(1, -1) / 4)
def test_sigmoid_matches_its_formula(x):
    """The sigmoid of each number is 1 / (1 + exp(-x)), to ten digits in float64 and to five in float32."""
    assert_close(stage.sigmoid(x), oracles.sigmoids(x), TOLERANCE[x.dtype])


@FEW
@given(st.integers(200, 10_000), st.integers(-16, 16), st.sampled_from(list(TOLERANCE)))
@example(10_000, 0, torch.float32)
def test_sigmoid_stands_very_large_numbers(large, quarters, dtype):
    """The sigmoid of -10,000 is 0 and that of 10,000 is 1: no NaN. The same goes for minus infinity and infinity."""
    x = torch.tensor([-large, -200.0, quarters / 4, 200.0, large, -math.inf, math.inf], dtype=dtype)
    expected = torch.tensor([0.0, 0.0, oracles.sigmoid(quarters / 4), 1.0, 1.0, 0.0, 1.0], dtype=dtype)
    assert_close(stage.sigmoid(x), expected, TOLERANCE[dtype])


@FEW
@given(shapes(3, high=4), SEQUENCES)
def test_fresh_kernels_have_the_shape_that_was_asked_for(shape, sequence):
    """A new layer's kernels_theta is one float32 tensor (F, KH, KW) of finite numbers; (KH, KW) may be a list."""
    kernels = stage.ConvolutionalLayer(shape[0], sequence(shape[1:])).kernels_theta
    assert_weights(kernels)
    assert_like(kernels, torch.empty(shape))


@FEW
@given(st.integers(2, 12), shapes(2, low=2, high=4))
@example(40, (3, 3))
def test_fresh_kernels_differ(num_kernels, kernel_shape):
    """No two kernels of a new layer are the same, and no kernel is one number repeated."""
    kernels = stage.ConvolutionalLayer(num_kernels, kernel_shape).kernels_theta
    assert_no_two_alike(kernels)
    assert_no_kernel_even(kernels)


def test_fresh_kernels_are_in_no_order():
    """From weight to weight a new layer's kernels go up and down: chance drew them, and they were not counted out."""
    weights = stage.ConvolutionalLayer(4, (5, 5)).kernels_theta.detach().flatten()
    rises = int((weights[1:] > weights[:-1]).sum())
    assert_holds(5 < rises < 94, f"the weights rise {rises} times in 99 steps", weights, "weights in no order")


@HANDFUL
@given(shapes(2, high=4))
def test_each_layer_has_kernels_of_its_own(kernel_shape):
    """A second layer changes nothing in the first one."""
    layer = stage.ConvolutionalLayer(2, kernel_shape)
    before = layer.kernels_theta.clone()
    assert_left_alone(stage.ConvolutionalLayer(2, kernel_shape), (layer.kernels_theta, before))
    other = stage.ConvolutionalLayer(2, kernel_shape)
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


@HANDFUL
@given(gentle_convolutions())
def test_slider_leaves_the_image_alone(case):
    """The slider changes nothing in the image."""
    image, layer, before = case[0], layer_with(case[1]), case[0].clone()
    assert_left_alone(take_windows(layer.slider(image), image.numel()), (image, before))


@FEW
@given(tensors((3, 4), torch.float64).flatmap(lambda plain: st.tuples(st.just(plain.clone()), layouts(plain))))
def test_slider_reads_an_image_in_any_layout(plain_and_image):
    """A transposed image, one cut out of a larger one and one taken in steps have the windows of their plain copy."""
    plain, image = plain_and_image
    layer = layer_with(torch.ones(2, 2, 2, dtype=torch.float64))
    assert_close(window_at(layer.slider(image), (1, 2), 12), plain[1:3, 2:4].clone())


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


@HANDFUL
@given(quick_tensors((3, 4)), st.sampled_from([torch.uint8, torch.int64, torch.float16, torch.bool]))
def test_slider_shows_pixels_of_any_dtype(image, dtype):
    """An image of whole numbers, as a camera gives them, is shown in its own dtype."""
    image, layer = (4 * image).abs().to(dtype), layer_with(torch.ones(1, 2, 3))
    assert_close(window_at(layer.slider(image), (1, 1), 12), image[1:3, 1:4].clone())


@HANDFUL
@given(quick_tensors((3, 4)), quick_tensors((2, 2, 2)))
def test_slider_starts_afresh_for_each_image(first, kernels):
    """The slider of another image, or of new pixels in the same one, shows that image, all of it."""
    layer, second = layer_with(kernels), 1 - first
    take_windows(layer.slider(first), 12)
    assert_close(window_at(layer.slider(second), (0, 0), 12), second[:2, :2].clone())
    assert_integer(len(take_windows(layer.slider(second), 12)), 6)
    second.neg_().add_(2)
    assert_close(window_at(layer.slider(second), (1, 1), 12), second[1:3, 1:3].clone())


@HANDFUL
@given(quick_tensors((3, 4)), quick_tensors((2, 2, 2)))
def test_two_sliders_of_a_layer_do_not_disturb_each_other(image, kernels):
    """Two sliders of one layer, used in turns, each show all windows of their own image."""
    layer = layer_with(kernels)
    both = take(zip(layer.slider(image), layer.slider(1 - image), strict=False), 12)
    assert_integer(len(both), 6)
    for windows in both:
        for (window, h, w), own in zip(windows, (image, 1 - image), strict=True):
            assert_close(window, own[int(h) : int(h) + 2, int(w) : int(w) + 2].clone())


@settings(max_examples=2)
@given(st.integers(0, 2**32))
def test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8(seed):
    """Eight kernels of 5 x 5 turn an image (28, 28) into (24, 24, 8), over 576 windows of (5, 5)."""
    image = torch.rand(28, 28, generator=torch.Generator().manual_seed(seed))
    layer = stage.ConvolutionalLayer(8, (5, 5))
    assert_shape(layer.kernels_theta, (8, 5, 5))
    assert_integer(len(take_windows(layer.slider(image), 28 * 28)), 576)
    out = layer.forward(image)
    assert_shape(out, (24, 24, 8))
    assert_like(out, torch.full((24, 24, 8), 0.5))
    row = oracles.conv_forward(image[11:16], layer.kernels_theta.detach())  # (1, 24, 8)
    assert_close(out[11:12].detach(), row)


@SOME
@given(gentle_convolutions())
def test_forward_has_a_height_and_a_width_of_its_own(case):
    """The output is (H - KH + 1, W - KW + 1, F), in the dtype of the image."""
    image, kernels = case[0].contiguous(), case[1]
    out = layer_with(kernels).forward(image)
    assert_shape(out, out_shape(image, kernels))
    assert_like(out, torch.full(out_shape(image, kernels), 0.5, dtype=image.dtype))


@HANDFUL
@given(gentle_convolutions())
def test_forward_leaves_image_and_kernels_alone(case):
    """The forward pass changes neither the image nor the kernels."""
    image, kernels = case
    layer, before = layer_with(kernels), image.clone()
    assert_left_alone(layer.forward(image), (image, before), (layer.kernels_theta, kernels))


@HANDFUL
@given(gentle_convolutions())
def test_kernels_of_zeros_give_one_half(case):
    """Once kernels_theta is replaced by zeros, every sum is 0, and every output is sigmoid(0) = 1/2."""
    image, kernels = case
    layer = stage.ConvolutionalLayer(len(kernels), tuple(kernels.shape[1:]))
    replace_kernels(layer, torch.zeros_like(kernels))
    assert_close(layer.forward(image), torch.full(out_shape(image, kernels), 0.5, dtype=image.dtype))


@HANDFUL
@given(st.lists(st.integers(-9, 9), min_size=6, max_size=6), st.lists(st.integers(-9, 9), min_size=4, max_size=4))
@example([1, 2, 3, 4, 5, 6], [10, 0, 0, 20])
def test_forward_of_the_example_in_the_lesson(pixels, weights):
    """The lesson's image and kernel, in tenths, give the sums 1.1 and 1.4: out come sigmoid(1.1) and sigmoid(1.4)."""
    image = torch.tensor(pixels, dtype=torch.float64).view(2, 3) / 10
    layer = layer_with(torch.tensor(weights, dtype=torch.float64).view(1, 2, 2) / 10)
    (a, b, c, d, e, f), (p, q, r, s) = pixels, weights
    first, second = (a * p + b * q + d * r + e * s) / 100, (b * p + c * q + e * r + f * s) / 100
    expected = torch.tensor([[[oracles.sigmoid(first)], [oracles.sigmoid(second)]]], dtype=torch.float64)
    assert_close(layer.forward(image), expected, tolerance=1e-6)


@HANDFUL
@given(gentle_convolutions())
def test_channel_f_belongs_to_kernel_f(case):
    """Channel f of the output is what a layer with kernel f alone gives."""
    image, kernels = case
    out = layer_with(kernels).forward(image)
    assert_shape(out, out_shape(image, kernels))
    for f in range(len(kernels)):
        alone = oracles.conv_forward(image, kernels[f : f + 1])[:, :, 0]
        assert_close(layer_with(kernels[f : f + 1]).forward(image)[:, :, 0], alone)
        assert_close(out[:, :, f], alone)


@HANDFUL
@given(gentle_convolutions())
def test_forward_remembers_no_image(case):
    """New pixels, written into the same tensor, give the output of these pixels."""
    image, kernels = case
    layer = layer_with(kernels)
    layer.forward(image)
    image.neg_().add_(1)
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels))


@HANDFUL
@given(gentle_convolutions())
def test_forward_gives_a_new_tensor_each_time(case):
    """The output of one image stays as it was when the layer sees another image."""
    image, kernels = case
    layer = layer_with(kernels)
    first = layer.forward(image)
    before = first.clone()
    assert_left_alone(layer.forward(1 - image), (first, before))
    assert_close(first, oracles.conv_forward(image, kernels))


@HANDFUL
@given(gentle_convolutions())
def test_forward_reads_its_kernels_each_time(case):
    """Kernels that are replaced after a forward pass, or written into, count in the next one."""
    image, kernels = case
    layer = layer_with(-kernels)
    layer.forward(image)
    replace_kernels(layer, kernels)
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels))
    layer.kernels_theta.detach().mul_(-2)
    assert_close(layer.forward(image), oracles.conv_forward(image, -2 * kernels))


@HANDFUL
@given(along(quick_tensors((3, 4)), lambda image: quick_tensors((2, 2, 2), image.dtype)))
def test_forward_of_one_layer_does_not_depend_on_another(case):
    """A second layer, with kernels of another shape, changes nothing in what the first one gives."""
    image, kernels = case[0], case[1] / 4
    layer = layer_with(kernels)
    layer.forward(image)
    layer_with(torch.ones(1, 3, 1, dtype=image.dtype)).forward(image)
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels))


@FEW
@given(tensors((3, 4), torch.float64).flatmap(lambda plain: st.tuples(st.just(plain.clone()), layouts(plain))))
def test_forward_reads_an_image_in_any_layout(plain_and_image):
    """A transposed image, one cut out of a larger one and one taken in steps give the output of their plain copy."""
    plain, image = plain_and_image
    kernels = torch.tensor([[[1.0, -2.0], [3.0, 0.5]], [[0.0, 1.5], [-1.0, 2.0]]], dtype=torch.float64) / 4
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(plain, kernels))


@SOME
@given(along(gentle_convolutions(torch.float64), a_place_in_the_kernels))
def test_a_kernel_of_a_single_one_picks_a_single_pixel(case):
    """With a 1 at (i, j) and zeros elsewhere, the sum at (h, w) is the pixel (h + i, w + j): nothing is flipped."""
    image, kernels, (i, j) = case[0], torch.zeros_like(case[1]), case[2]
    kernels[:, i, j] = 1
    picked = image[i : i + image.shape[0] - kernels.shape[1] + 1, j : j + image.shape[1] - kernels.shape[2] + 1]
    out = sums(layer_with(kernels).forward(image))
    assert_close(out, picked[:, :, None].repeat(1, 1, len(kernels)), tolerance=1e-5)


@HANDFUL
@given(gentle_convolutions(torch.float64))
def test_forward_of_float64_is_exact_to_ten_digits(case):
    """A float64 image is not turned into float32 on the way: ten digits of the output are right."""
    image, kernels = case[0] / 3, case[1] / 3
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(image, kernels), tolerance=1e-10)


@HANDFUL
@given(gentle_convolutions(torch.float32))
def test_forward_of_float32_is_exact_to_five_digits(case):
    """A float32 image is not turned into half precision on the way: five digits of the output are right."""
    image, kernels = case[0] / 3, case[1] / 3
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(image, kernels), tolerance=1e-5)


@HANDFUL
@given(shapes(2, low=2, high=4), st.integers(80, 160))
@example((3, 4), 80)
def test_forward_tells_large_sums_apart(shape, eighths):
    """Sums between 10 and 20 give outputs that differ from 1, and from each other: nothing is cut off."""
    image = eighths / 8 - torch.arange(shape[0] * shape[1], dtype=torch.float64).view(shape) / 16
    kernels = torch.tensor([[[1.0]], [[-1.0]], [[0.75]]], dtype=torch.float64)
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(image, kernels), tolerance=1e-10)


@FEW
@given(gentle_convolutions(torch.float64), st.integers(-8, 8))
def test_sums_are_linear_in_the_image(case, quarter):
    """Before the sigmoid, a times the image gives a times the sums."""
    image, kernels, scale = case[0] / 4, case[1], quarter / 4
    out = layer_with(kernels).forward(scale * image)
    assert_close(sums(out), scale * oracles.window_sums(image, kernels), tolerance=1e-6)


@FEW
@given(gentle_convolutions())
def test_moving_the_image_moves_the_output(case):
    """Without the image's first row, the output is what it was, without its first row."""
    image, kernels = case
    taller, layer = torch.cat([image[:1], image]), layer_with(kernels)  # (H + 1, W)
    moved = layer.forward(taller)[1:]
    assert_close(moved, layer.forward(image))
    assert_close(moved, oracles.conv_forward(image, kernels))


@given(gentle_convolutions())
def test_forward_matches_a_plain_loop(case):
    """Each output is the sigmoid of one window times one kernel, summed."""
    image, kernels = case
    layer = layer_with(kernels)
    assert_close(layer.forward(image), oracles.conv_forward(image, kernels), TOLERANCE[image.dtype])


@settings(max_examples=12)
@given(large_kernels())
def test_forward_takes_kernels_of_any_size_that_fits(case):
    """Kernels of up to 11 x 11, and up to nine of them, are summed like small ones."""
    image, kernels = case
    assert_close(layer_with(kernels).forward(image), oracles.conv_forward(image, kernels), TOLERANCE[image.dtype])


@HANDFUL
@given(shapes(2, low=2, high=4), st.integers(1, 255))
@example((2, 3), 255)
def test_forward_stands_pixels_up_to_255(shape, pixel):
    """Pixels that nobody scaled give sums so large that the outputs are 0 or 1, but no NaN."""
    image = torch.full(shape, 255.0)
    image[0, 0] = pixel
    kernels = torch.tensor([[[4.0, 4.0]], [[-4.0, -4.0]]])
    assert_close(layer_with(kernels).forward(image), torch.tensor([1.0, 0.0]).repeat(shape[0], shape[1] - 1, 1))


@HANDFUL
@given(gentle_convolutions(), st.integers(0, 2), st.integers(1, 4))
def test_forward_refuses_an_image_with_a_third_axis(case, axis, size):
    """An image that is not (H, W) is refused with an error, not read in some other way."""
    image, layer = case[0], layer_with(case[1])
    assert_close(layer.forward(image), oracles.conv_forward(image, case[1]))
    three = torch.stack([image] * size, dim=axis)
    assert_refused(lambda: layer.forward(three), f"an image of shape {tuple(three.shape)} was accepted")
