"""The laws of stage 09, from the first thing that breaks to the last."""

from functools import partial

import stage09_conv_backward as stage
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
    convolution_gradients,
    indices_below,
    layouts,
    memory_layouts,
    quick_tensors,
    scattered,
    shapes,
    tensors,
)

FEW = settings(max_examples=15)
SOME = settings(max_examples=40)
THREE = settings(max_examples=3)
ONCE = settings(max_examples=1)
"""For many numbers at once."""

NAMES = "grad_inp", "grad_kernels_theta"


def a_place(image, kernels, grad_out):
    """Strategy: the index of a number of grad_out."""
    return indices_below(grad_out.shape)


def some_changes(image, kernels, grad_out):
    """Strategy: what is added to the image and to the kernels."""
    return st.tuples(*(quick_tensors(tuple(each.shape), torch.float64) for each in (image, kernels)))


@st.composite
def sigmoid_cases(draw, dtype=None):
    """What a sigmoid returned, in sixteenths from 0 to 1, and a gradient of its shape, in any layouts."""
    shape = draw(st.integers(1, 3).flatmap(shapes))
    out = draw(quick_tensors(shape, dtype)).abs() / 4
    return draw(layouts(out)), draw(layouts(draw(quick_tensors(shape, out.dtype))))


def correlate(image, kernels):
    """(H, W) and (F, KH, KW) -> (OH, OW, F): the cross-correlation of the image with each kernel."""
    return torch.nn.functional.conv2d(image[None, None], kernels[:, None])[0].permute(1, 2, 0)


def expected_gradients(image, kernels, grad_out):
    """The gradients for image and kernels, by autograd."""
    return oracles.gradients(correlate, grad_out, image, kernels)


def two(found):
    """The two gradients that conv_backward returned, in a tuple or a list."""
    assert_holds(found is not None, "it returned None: is a `return` missing?", None, NAMES)
    both = isinstance(found, tuple | list) and len(found) == 2
    assert_holds(both, "it should return grad_inp and grad_kernels_theta", found, NAMES)
    return found


def assert_gradients(found, *expected, check=assert_close):
    """The gradients for image and kernels are as expected; the reason says which of them is not."""
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


def assert_precise(got, expected, name="it"):
    """The same numbers to 12 digits, which is more than float32 has."""
    assert_close(got, expected)
    off = ((got - expected).abs() / expected.abs().clamp(min=1)).max().item()
    assert_holds(off < 1e-12, f"{name} is {off:.1g} off: was a part of it done in float32?", got, expected)


def assert_predicts(found, changes, differences):
    """Each gradient times a change of its tensor adds up to what that change does to the loss."""
    for name, gradient, change, difference in zip(NAMES, two(found), changes, differences, strict=True):
        assert_like(gradient, change)
        predicted = (gradient * change).sum().item()
        reason = f"{name} says that the loss changes by {predicted:g}, and it changes by {difference:g}"
        assert_holds(abs(predicted - difference) <= 1e-7 * max(1, abs(difference)), reason, predicted, difference)


def step_down(kernels, found):
    """The kernels after a step against their gradient."""
    assert_like(two(found)[1], kernels)
    return kernels - 0.04 * found[1]


def assert_arrived(found, kernels, hidden):
    """Steps against gradients, of which `found` is the last, have led from zeros to the hidden kernels."""
    off = (kernels - hidden).abs().max().item()
    reason = f"grad_kernels_theta led to kernels that are {off:.3g} off"
    assert_holds(off < 1e-4, reason, kernels, hidden)


def scattered_case(seed, height=5, width=6, num_kernels=2, kernel_height=2, kernel_width=3, dtype=torch.float64):
    """An image (H, W), kernels (F, KH, KW) and a gradient (OH, OW, F), without any symmetry."""
    out = height - kernel_height + 1, width - kernel_width + 1, num_kernels
    image, grad_out = scattered(seed, height, width, dtype=dtype), scattered(seed + 1, *out, dtype=dtype)
    return image, scattered(seed + 2, num_kernels, kernel_height, kernel_width, dtype=dtype), 2 * grad_out + 0.5


@given(sigmoid_cases())
@FEW
def test_sigmoid_backward_keeps_shape_and_dtype(case):
    """The gradient has the shape and the dtype of out."""
    out, grad_out = (each.contiguous() for each in case)
    assert_like(stage.sigmoid_backward(out, grad_out), out)


@given(FACTORS)
@example(2)
@FEW
def test_sigmoid_backward_of_the_example_in_the_lesson(grad):
    """With a gradient of 2, an output of 0.5 hands on 0.5, one of 0.8 hands on 0.32, and one of 1 nothing."""
    out, expected = torch.tensor([0.5, 0.8, 1.0]), torch.tensor([0.25, 0.16, 0.0])
    assert_close(stage.sigmoid_backward(out, torch.full((3,), float(grad))), grad * expected)


@given(sigmoid_cases())
@FEW
def test_sigmoid_backward_leaves_its_arguments_alone(case):
    """Neither out nor grad_out is changed."""
    out, grad_out = case
    before, grad_before = out.clone(), grad_out.clone()
    assert_left_alone(stage.sigmoid_backward(out, grad_out), (out, before), (grad_out, grad_before))


@given(SEEDS)
@THREE
def test_sigmoid_backward_takes_any_memory_layout(seed):
    """Tensors that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    outs, grads = scattered(seed, 3, 4, 2).abs(), scattered(seed + 1, 3, 4, 2)
    for (layout, out), (_, grad_out) in zip(memory_layouts(outs), memory_layouts(grads), strict=True):
        expected = grad_out * out * (1 - out)
        assert_close_in(layout, stage.sigmoid_backward(out, grad_out), expected)
        assert_close_in(layout, stage.sigmoid_backward(out.contiguous(), grad_out), expected)


def test_sigmoid_backward_of_a_saturated_sigmoid_is_zero():
    """Where the sigmoid is exactly 0 or 1 no gradient comes through, however large it is: no NaN."""
    for dtype in (torch.float32, torch.float64):
        out = torch.tensor([0, 1, 0, 1], dtype=dtype)
        grad_out = torch.tensor([1e6, 1e6, -1e6, 3], dtype=dtype)
        assert_close(stage.sigmoid_backward(out, grad_out), torch.zeros_like(out))


@given(sigmoid_cases())
@SOME
def test_sigmoid_backward_matches_its_formula(case):
    """Each number is grad_out * out * (1 - out)."""
    out, grad_out = case
    pairs = zip(out.flatten().tolist(), grad_out.flatten().tolist(), strict=True)
    expected = torch.tensor([g * s * (1 - s) for s, g in pairs], dtype=out.dtype).view(out.shape)
    assert_close(stage.sigmoid_backward(out, grad_out), expected)


@given(shapes(2, high=3).flatmap(lambda shape: tensors(shape, torch.float64)), st.integers(-8, 8))
@FEW
def test_sigmoid_backward_predicts_what_a_small_change_of_x_does(x, grad):
    """Change x a little: the gradient is what sigmoid(x) changes by, over that, times grad_out."""
    step, grad_out = 1e-5, torch.full_like(x, grad / 4)
    slope = (oracles.sigmoids(x + step) - oracles.sigmoids(x - step)) / (2 * step)
    assert_close(stage.sigmoid_backward(oracles.sigmoids(x), grad_out), slope * grad_out, tolerance=1e-6)


@given(st.sampled_from([(), (2, 1, 2, 3), (2, 0), (1,) * 6, (70,)]), SEEDS, FLOATS)
@FEW
def test_sigmoid_backward_takes_any_shape(shape, seed, dtype):
    """A single number, four axes or six and no numbers at all come back in their shape."""
    out, grad_out = scattered(seed, *shape, dtype=dtype) / 4 + 0.5, scattered(seed + 1, *shape, dtype=dtype) + 3
    assert_close(stage.sigmoid_backward(out, grad_out), grad_out * out * (1 - out))


@given(SEEDS)
@THREE
def test_sigmoid_backward_of_float64_is_exact_to_twelve_digits(seed):
    """Nothing is turned into float32 on the way: twelve digits of a float64 gradient are right."""
    out, grad_out = scattered(seed, 2, 3).abs() / 7, scattered(seed + 1, 2, 3) / 3
    assert_precise(stage.sigmoid_backward(out, grad_out), grad_out * out * (1 - out))


@given(SEEDS)
@THREE
def test_sigmoid_backward_is_in_proportion_to_grad_out(seed):
    """A grad_out a million times larger or smaller makes a gradient that is as much larger or smaller."""
    out, grad_out = scattered(seed, 2, 3).abs(), scattered(seed + 1, 2, 3)
    for size in (2.0**20, 2.0**-20):
        assert_close(stage.sigmoid_backward(out, size * grad_out) / size, grad_out * out * (1 - out))


@given(SEEDS)
@THREE
def test_sigmoid_backward_of_small_outputs_keeps_their_digits(seed):
    """An output of a millionth has a slope of a millionth, and not of 0."""
    out, grad_out = scattered(seed, 2, 3).abs() + 1, scattered(seed + 1, 2, 3)
    small = 2.0**-20 * out
    assert_close(stage.sigmoid_backward(small, grad_out) * 2.0**20, grad_out * out * (1 - small))


@given(sigmoid_cases())
@FEW
def test_sigmoid_backward_remembers_nothing(case):
    """A result is not changed by the next call, and new numbers in the same tensors have their own."""
    out, grad_out = case
    first, expected = stage.sigmoid_backward(out, grad_out), grad_out * out * (1 - out)
    out.div_(2)
    grad_out.add_(1)
    assert_close(stage.sigmoid_backward(out, grad_out), grad_out * out * (1 - out))
    assert_close(first, expected)


@given(convolution_gradients())
@FEW
def test_conv_backward_returns_a_gradient_for_the_image_and_one_for_the_kernels(case):
    """The two gradients have the shapes and the dtype of the image (H, W) and of the kernels (F, KH, KW)."""
    image, kernels, grad_out = (each.contiguous() for each in case)
    assert_gradients(stage.conv_backward(image, kernels, grad_out), image, kernels, check=assert_like)


@given(FACTORS)
@example(1)
@FEW
def test_conv_backward_of_the_row_in_the_lesson(factor):
    """The row 1 2 4 and the kernel 3 5 with the gradients 1 -2: the pixels get 3 -1 -10, the weights -3 -6."""
    image, kernels = torch.tensor([[1.0, 2, 4]]), torch.tensor([[[3.0, 5]]])
    grad_out = factor * torch.tensor([[[1.0], [-2]]])
    expected = factor * torch.tensor([[3.0, -1, -10]]), factor * torch.tensor([[[-3.0, -6]]])
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected)


@given(FACTORS)
@example(1)
@FEW
def test_conv_backward_of_the_image_in_the_lesson(factor):
    """The 2 x 3 image of the lesson gets 1 10 0 / 0 2 20, and its kernel gets 21 32 / 54 65."""
    image, kernels = torch.tensor([[1.0, 2, 3], [4, 5, 6]]), torch.tensor([[[1.0, 0], [0, 2]]])
    grad_out = factor * torch.tensor([[[1.0], [10]]])
    expected = factor * torch.tensor([[1.0, 10, 0], [0, 2, 20]]), factor * torch.tensor([[[21.0, 32], [54, 65]]])
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected)


@given(convolution_gradients())
@FEW
def test_conv_backward_leaves_its_arguments_alone(case):
    """Neither the image nor the kernels nor grad_out are changed."""
    image, kernels, grad_out = case
    before = [each.clone() for each in case]
    assert_left_alone(stage.conv_backward(image, kernels, grad_out), *zip(case, before, strict=True))


@given(along(convolution_gradients(), a_place))
@FEW
def test_a_single_gradient_returns_to_one_window_and_one_kernel(case):
    """With a 1 at [h, w, f] and zeros elsewhere, kernel f gets that window, and that window gets kernel f."""
    image, kernels, grad_out = (each.contiguous() for each in case[:3])
    h, w, f = case[3]
    grad_out.zero_()[h, w, f] = 1
    window = slice(h, h + kernels.shape[1]), slice(w, w + kernels.shape[2])
    grad_inp, grad_kernels = torch.zeros_like(image), torch.zeros_like(kernels)
    grad_inp[window], grad_kernels[f] = kernels[f], image[window]
    assert_gradients(stage.conv_backward(image, kernels, grad_out), grad_inp, grad_kernels)


@given(SEEDS)
@THREE
def test_conv_backward_takes_any_memory_layout(seed):
    """Arguments that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    plain = scattered_case(seed, 4, 4, 3, 2, 2)
    for (layout, *image), (_, *kernels), (_, *grad_out) in zip(*map(memory_layouts, plain), strict=True):
        moved = [*image, *kernels, *grad_out]
        expected = expected_gradients(*(each.contiguous() for each in moved))
        check = partial(assert_close_in, layout)
        assert_gradients(stage.conv_backward(*moved), *expected, check=check)
        for one in range(3):
            mixed = [each if place == one else each.contiguous() for place, each in enumerate(moved)]
            assert_gradients(stage.conv_backward(*mixed), *expected, check=check)


@given(convolution_gradients())
@FEW
def test_a_kernel_as_large_as_the_image_has_one_window(case):
    """With KH = H and KW = W the kernels get multiples of the image, and the image multiples of the kernels."""
    _, kernels, grad_out = (each.contiguous() for each in case)
    image, grad_out = kernels[0].flip(0).clone(), grad_out[:1, :1]
    upstream = grad_out.reshape(-1, 1, 1)
    expected = (upstream * kernels).sum(dim=0), upstream * image
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected)


@given(convolution_gradients())
@FEW
def test_a_kernel_of_one_pixel_meets_each_pixel_once(case):
    """With KH = KW = 1 each pixel has a gradient of its own, and each kernel sums over all pixels."""
    image, kernels, grad_out = case
    image, kernels = image[: grad_out.shape[0], : grad_out.shape[1]], kernels[:, :1, :1]
    expected = (grad_out * kernels.flatten()).sum(dim=2), (grad_out * image[:, :, None]).sum(dim=(0, 1)).view(-1, 1, 1)
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected)


@given(FACTORS)
@example(1)
@FEW
def test_a_pixel_collects_from_all_windows_that_it_lies_in(factor):
    """With all kernels and gradients 1, a pixel's gradient counts its windows: 1 in a corner, more in the middle."""
    image, kernels, grad_out = torch.ones(3, 5), torch.ones(1, 2, 3), torch.full((2, 3, 1), float(factor))
    windows = factor * torch.tensor([[1.0, 2, 3, 2, 1], [2, 4, 6, 4, 2], [1, 2, 3, 2, 1]])
    assert_gradients(stage.conv_backward(image, kernels, grad_out), windows, torch.full((1, 2, 3), 6.0 * factor))


@given(convolution_gradients(), st.sampled_from([0, 0, 1, 2]))
@FEW
def test_pixels_without_ink_have_a_gradient_too(case, rows):
    """Where the image is 0, in all of it or in some rows, the kernels still hand its pixels their gradients."""
    image, kernels, grad_out = case
    image[rows:] = 0
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected_gradients(image, kernels, grad_out))


@given(convolution_gradients(), st.integers(0, 2))
@FEW
def test_kernels_of_zeros_have_a_gradient_too(case, first):
    """Where kernels are 0, all of them or some, the image still hands them their gradients."""
    image, kernels, grad_out = case
    kernels[first % len(kernels) :] = 0
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected_gradients(image, kernels, grad_out))


@given(SEEDS)
@THREE
def test_gradients_are_in_proportion_to_grad_out(seed):
    """A grad_out a million times larger or smaller makes gradients that are as much larger or smaller."""
    image, kernels, grad_out = scattered_case(seed)
    for size in (2.0**20, 2.0**-20):
        found = [each / size for each in two(stage.conv_backward(image, kernels, size * grad_out))]
        assert_gradients(found, *expected_gradients(image, kernels, grad_out))


@given(convolution_gradients())
@FEW
def test_the_gradients_of_several_kernels(case):
    """Kernel f is paired with channel f of grad_out, and the image collects from all kernels."""
    image, kernels, grad_out = case
    alone = [expected_gradients(image, kernels[f : f + 1], grad_out[:, :, f : f + 1]) for f in range(kernels.shape[0])]
    expected = sum(each[0] for each in alone), torch.cat([each[1] for each in alone])
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected)


@given(convolution_gradients())
@FEW
def test_each_gradient_depends_on_the_other_factor_only(case):
    """A product: the image's gradient does not depend on the image, nor the kernels' gradient on the kernels."""
    image, kernels, grad_out = case
    grad_inp, _ = expected_gradients(image, kernels, grad_out)
    _, grad_kernels = expected_gradients(2 * image - 1, kernels, grad_out)
    assert_gradients(stage.conv_backward(2 * image - 1, kernels, grad_out), grad_inp, grad_kernels)


@given(along(convolution_gradients(torch.float64), some_changes))
@FEW
def test_the_gradients_predict_what_changes_do(case):
    """Change pixels or weights: sum(grad_out * y) changes by the sum of the gradient times the changes."""
    image, kernels, grad_out, changes = case
    differences = [
        (grad_out * oracles.window_sums(changes[0], kernels)).sum().item(),
        (grad_out * oracles.window_sums(image, changes[1])).sum().item(),
    ]
    assert_predicts(stage.conv_backward(image, kernels, grad_out), changes, differences)


@given(convolution_gradients())
@SOME
def test_both_gradients_match_autograd(case):
    """Both gradients are those that torch finds for the plain cross-correlation, without a sigmoid."""
    image, kernels, grad_out = case
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected_gradients(image, kernels, grad_out))


@given(SEEDS)
@THREE
def test_conv_backward_of_float64_is_exact_to_twelve_digits(seed):
    """Nothing is turned into float32 on the way: twelve digits of the float64 gradients are right."""
    image, kernels, grad_out = (each / 7 for each in scattered_case(seed))
    expected = expected_gradients(image, kernels, grad_out)
    assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected, check=assert_precise)


@given(SEEDS)
@ONCE
def test_conv_backward_of_a_digit_and_eight_kernels(seed):
    """An image (28, 28), kernels (8, 5, 5) and gradients (24, 24, 8): the sums run over all 576 windows."""
    for dtype in (torch.float32, torch.float64):
        case = scattered_case(seed, 28, 28, 8, 5, 5, dtype=dtype)
        assert_gradients(stage.conv_backward(*case), *expected_gradients(*case))


@given(st.integers(40, 60), SEEDS)
@ONCE
def test_there_is_no_largest_kernel_and_no_largest_number_of_kernels(large, seed):
    """Kernels of up to 60 rows or columns, large images and up to 60 kernels are like small ones."""
    columns, rows = (large + 1, 10, 1, large, 9), (10, large + 1, 1, 9, large)
    for each in (columns, rows, (3, 3 * large, 2, 2, 3), (33, large - 5, 1, 2, 2), (3, 4, large, 2, 2)):
        case = scattered_case(seed, *each)
        assert_gradients(stage.conv_backward(*case), *expected_gradients(*case), check=assert_precise)


@given(convolution_gradients())
@FEW
def test_gradients_stay_as_they_are_when_others_are_computed(case):
    """What the first call returned is not changed by the next call."""
    image, kernels, grad_out = case
    expected = expected_gradients(image, kernels, grad_out)
    found = stage.conv_backward(image, kernels, grad_out)
    stage.conv_backward(image + 1, kernels - 1, grad_out + 2)
    assert_gradients(found, *expected)


@given(convolution_gradients())
@FEW
def test_conv_backward_remembers_nothing(case):
    """New numbers in the same tensors have their own gradients, and the same ones have the same gradients again."""
    image, kernels, grad_out = case
    for _ in range(2):
        stage.conv_backward(image, kernels, grad_out)
        expected = expected_gradients(image, kernels, grad_out)
        assert_gradients(stage.conv_backward(image, kernels, grad_out), *expected)
        image.neg_().add_(1)
        kernels.add_(2)
        grad_out.sub_(1)


@given(SEEDS)
@THREE
def test_gradient_descent_from_zero_finds_the_kernels(seed):
    """Twenty steps against the gradient of the squared error turn zeros into the kernels that made the output."""
    image = torch.sin(torch.arange(72, dtype=torch.float64) ** 2).view(8, 9)
    hidden = scattered(seed, 2, 2, 3)
    kernels, target = torch.zeros_like(hidden), correlate(image, hidden)
    for _ in range(20):
        error = correlate(image, kernels) - target  # the gradient of half its squares is the error itself
        found = stage.conv_backward(image, kernels, error)
        kernels = step_down(kernels, found)
    assert_arrived(found, kernels, hidden)


@given(SEEDS)
@THREE
def test_together_they_go_back_through_the_layer(seed):
    """sigmoid_backward and then conv_backward give the gradients of sigmoid(cross-correlation)."""
    image, kernels, grad_out = scattered_case(seed)
    out = torch.sigmoid(correlate(image, kernels))
    expected = oracles.gradients(lambda *both: torch.sigmoid(correlate(*both)), grad_out, image, kernels)
    grad_sums = stage.sigmoid_backward(out, grad_out)
    assert_gradients(stage.conv_backward(image, kernels, grad_sums), *expected)
