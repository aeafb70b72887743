"""The laws of stage 07, from the first thing that breaks to the last."""

from functools import partial

import stage07_affine_softmax_backward as stage
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kata.checks import Mismatch, assert_close, assert_finite, assert_holds, assert_left_alone, assert_like, take
from tests import oracles
from tests.strategies import (
    FACTORS,
    FLOATS,
    SEEDS,
    affine_batches,
    along,
    indices_below,
    labelled_logits,
    memory_layouts,
    quick_tensors,
    scattered,
)

FEW = settings(max_examples=20)
"""Enough for these laws: what breaks them breaks most examples."""

THREE = settings(max_examples=3)
ONCE = settings(max_examples=1)
"""For many numbers at once."""

SCALES = st.sampled_from([1, 10, 100, 2000])
"""Times logits of up to 4: from gentle ones to 8,000."""

MOVES = st.sampled_from([-19_000, -100, 0, 1, 100, 19_000])
"""Numbers to add to a whole row."""

STEP = 1e-5
"""Times the moves that are drawn, for a small change of the loss."""

NAMES = ("grad_inp", "grad_w", "grad_b")


def an_order(inputs, *_):
    """Strategy: the images in any order."""
    return st.permutations(range(len(inputs)))


def an_image(inp, w, grad_out):
    """Strategy: the number of an image."""
    return st.integers(0, len(inp) - 1)


def an_output(inp, w, grad_out):
    """Strategy: a place [n, c] of the outputs."""
    return indices_below(grad_out.shape)


def a_move(logits, targets):
    """Strategy: a number for each logit."""
    return quick_tensors(tuple(logits.shape), torch.float64)


def another_gradient(inp, w, grad_out):
    """Strategy: a second gradient of the outputs."""
    return quick_tensors(tuple(grad_out.shape), torch.float64)


def some_targets(inp, w, grad_out):
    """Strategy: a class for each image."""
    return st.lists(st.integers(0, w.shape[1] - 1), min_size=len(inp), max_size=len(inp))


def some_moves(inp, w, *_):
    """Strategy: a number for each one of inp, of w and of b."""
    return st.tuples(*[quick_tensors(tuple(shape), torch.float64) for shape in (inp.shape, w.shape, w.shape[1:])])


def tolerance(logits):
    """Ten digits in float64; in float32 what rounding the largest logit may cost: 0.002 at 10,000."""
    return max(1e-4, 2e-7 * logits.abs().max().item()) if logits.dtype == torch.float32 else 1e-10


def loss_gradient(logits, targets):
    """(N, C) and (N,) -> (N, C): the exact gradient of torch's own mean cross-entropy, in the dtype of the logits."""
    (gradient,) = oracles.gradients(
        lambda z: torch.nn.functional.cross_entropy(z, targets), torch.tensor(1.0), logits.double()
    )
    return gradient.to(logits.dtype)


def affine_gradients(inp, w, grad_out):
    """The exact gradients for inp, w and b, by name."""
    b = torch.zeros_like(grad_out[0])
    found = oracles.gradients(lambda x, weights, biases: x @ weights + biases, grad_out, inp, w, b)
    return dict(zip(NAMES, found, strict=True))


def named(gradients):
    """What affine_backward returned, by name."""
    assert_holds(not isinstance(gradients, torch.Tensor), "it is one tensor, and should be three", gradients, NAMES)
    found = take(gradients, 3)
    assert_holds(len(found) == 3, f"the number of results is {len(found)}, and should be 3", found, NAMES)
    return dict(zip(NAMES, found, strict=True))


def assert_close_in(layout, got, expected):
    """Close; the reason says which layout the arguments have."""
    try:
        assert_close(got, expected)
    except Mismatch as wrong:
        raise Mismatch(f"with arguments that are {layout}: {wrong.reason}", wrong.got, wrong.expected) from None


def assert_gradients(got, check=assert_close, **expected):
    """The gradients that are named agree with the expected ones; a Mismatch says which one does not."""
    found = named(got)
    for name, right in expected.items():
        try:
            check(found[name], right)
        except Mismatch as wrong:
            raise Mismatch(f"{name}: {wrong.reason}", wrong.got, wrong.expected) from None


@given(labelled_logits())
@FEW
def test_the_gradient_has_the_shape_of_the_logits_and_leaves_its_inputs_alone(case):
    """The gradient is (N, C) in the dtype of the logits; logits and targets are as they were."""
    logits, targets = case
    logits_before, targets_before = logits.clone(), targets.clone()
    assert_like(stage.softmax_cross_entropy_backward(logits, targets), logits_before)
    before = (logits, logits_before), (targets, targets_before)
    assert_left_alone(stage.softmax_cross_entropy_backward(logits, targets), *before)


@given(st.tuples(*[st.integers(0, 2)] * 2), st.integers(-40, 40))
@example((1, 2), 0)
@FEW
def test_the_logits_gradient_of_the_example_in_the_lesson(classes, quarter):
    """The two images of the lesson, with any classes: .0176, .1297, .3527 and .1667 three times, and -1/2 there."""
    logits = torch.tensor([[1.0, 3, 4], [0, 0, 0]]) + quarter / 4
    expected = torch.tensor([[0.01756, 0.12975, 0.35269], [0.16667, 0.16667, 0.16667]])
    expected[[0, 1], classes] -= 0.5
    assert_close(stage.softmax_cross_entropy_backward(logits, torch.tensor(classes)), expected)


@given(SEEDS)
@THREE
def test_the_logits_gradient_takes_any_memory_layout(seed):
    """Logits that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    targets = torch.tensor([[2, 0], [0, 1], [1, 1]])[:, 0]
    for layout, logits in memory_layouts(3 * scattered(seed, 3, 3)):
        expected = loss_gradient(logits.contiguous(), targets)
        assert_close_in(layout, stage.softmax_cross_entropy_backward(logits, targets.contiguous()), expected)
        assert_close_in(layout, stage.softmax_cross_entropy_backward(logits, targets), expected)


@given(labelled_logits(), st.integers(-8, 8))
@FEW
def test_equal_logits_are_pushed_alike_except_the_target(case, logit):
    """With equal logits each target gets (1/C - 1)/N, and every other class 1/C/N."""
    logits, targets = torch.full_like(case[0], logit / 4), case[1]
    rows, classes = logits.shape
    expected = torch.full_like(logits, 1 / classes / rows)
    for row, target in enumerate(targets.tolist()):
        expected[row, target] = (1 / classes - 1) / rows
    assert_close(stage.softmax_cross_entropy_backward(logits, targets), expected)


@given(labelled_logits(torch.float64))
@FEW
def test_one_image_gets_its_probabilities_minus_one_hot(case):
    """With N = 1 the gradient is softmax minus 1 at the target, to 10 digits in float64."""
    logits, target = case[0][:1] / 3, case[1][:1]
    expected = oracles.softmaxes(logits)
    expected[0, target.item()] -= 1
    assert_close(stage.softmax_cross_entropy_backward(logits, target), expected, tolerance=1e-10)


@given(labelled_logits(), st.integers(1, 3))
@FEW
def test_targets_may_be_a_column_of_a_table(case, columns):
    """A column of a table of labels, which lies in steps in memory, serves as well as a copy of it."""
    logits, targets = case
    column = torch.stack([targets, *[targets + 9] * columns], dim=1)[:, 0]
    assert_close(stage.softmax_cross_entropy_backward(logits, column), loss_gradient(logits, targets))


@given(labelled_logits())
@FEW
def test_each_row_of_the_gradient_sums_to_zero(case):
    """Moving all the logits of an image alike changes no loss: each row of the gradient adds up to 0."""
    logits, targets = case
    sums = stage.softmax_cross_entropy_backward(logits, targets).sum(dim=1)
    assert_close(sums, torch.zeros_like(logits[:, 0]))


@given(labelled_logits())
@FEW
def test_an_image_in_a_batch_of_n_counts_one_nth(case):
    """Row n is the gradient that image n has alone, over N: the loss is a mean."""
    logits, targets = case
    alone = [loss_gradient(logits[[row]], targets[[row]]) for row in range(len(targets))]
    assert_close(stage.softmax_cross_entropy_backward(logits, targets), torch.cat(alone) / len(targets))


@given(along(labelled_logits(), an_order))
@FEW
def test_the_order_of_the_images_is_the_order_of_the_rows(case):
    """Images in another order, each with its target, have the same rows in that order."""
    logits, targets, order = case
    gradient = stage.softmax_cross_entropy_backward(logits[order], targets[order])
    assert_close(gradient, loss_gradient(logits, targets)[order])


@given(labelled_logits(), st.lists(MOVES, min_size=4, max_size=4))
@FEW
def test_adding_a_number_to_a_row_changes_no_gradient(case, moves):
    """Each row of the logits may be moved by a number of its own, up to 19,000 either way."""
    logits, targets = case
    moved = logits + torch.tensor(moves[: logits.shape[0]], dtype=logits.dtype)[:, None]
    expected = loss_gradient(logits, targets)
    assert_close(stage.softmax_cross_entropy_backward(moved, targets), expected, tolerance(moved))


@given(FLOATS, st.permutations(range(3)), st.permutations(range(3)), st.integers(1000, 10_000))
@FEW
def test_the_gradient_stands_very_large_logits(dtype, rows, classes, large):
    """A right class that leads by 1,000 to 10,000 gets 0, one that trails by it -1/N, and nothing is NaN."""
    logits = torch.tensor([[1, 0, -1], [-1, 1, 0], [-1, -1, -2]], dtype=dtype) * large
    expected = torch.tensor([[0, 0, 0], [0, 1, -1], [0.5, -0.5, 0]], dtype=dtype) / 3
    targets = torch.tensor([classes.index(each) for each in (0, 2, 1)])[rows]
    gradient = stage.softmax_cross_entropy_backward(logits[:, classes][rows], targets)
    assert_finite(gradient)
    assert_close(gradient, expected[:, classes][rows], tolerance(logits))


@given(along(labelled_logits(torch.float64), a_move))
@FEW
def test_the_gradient_predicts_how_the_loss_changes(case):
    """A small move of the logits changes the mean loss by the sum of gradient times move."""
    logits, targets, move = *case[:2], case[2] * STEP
    change = (oracles.cross_entropy(logits + move, targets) - oracles.cross_entropy(logits - move, targets)) / 2
    predicted = (stage.softmax_cross_entropy_backward(logits, targets) * move).sum()
    assert_close(predicted / STEP, change / STEP, tolerance=1e-6)


@given(labelled_logits(), SCALES)
@FEW
def test_the_logits_gradient_matches_autograd(case, scale):
    """The gradient is the one that torch computes, for small logits and for very large ones."""
    logits, targets = scale * case[0], case[1]
    expected = loss_gradient(logits, targets)
    assert_close(stage.softmax_cross_entropy_backward(logits, targets), expected, tolerance(logits))


@given(labelled_logits())
@FEW
def test_the_logits_gradient_remembers_nothing(case):
    """A later call does not change a result; other targets, or logits, in the same tensors give another one."""
    logits, targets = case
    expected = loss_gradient(logits, targets)
    first = stage.softmax_cross_entropy_backward(logits, targets)
    stage.softmax_cross_entropy_backward(-logits - 1, (targets + 1) % logits.shape[1])
    assert_close(first, expected)
    targets.add_(1).remainder_(logits.shape[1])
    assert_close(stage.softmax_cross_entropy_backward(logits, targets), loss_gradient(logits, targets))
    logits.neg_()
    assert_close(stage.softmax_cross_entropy_backward(logits, targets), loss_gradient(logits, targets))


@given(st.integers(300, 320), SEEDS)
@ONCE
def test_the_logits_gradient_of_large_batches_matches_autograd(large, seed):
    """32 or more than 1000 images of 10 classes, and 10 images of more than 300 classes: every row is right."""
    for rows, classes in ((32, 10), (3 * large + 109, 10), (10, large)):
        logits = 8 * scattered(seed, rows, classes)
        targets = logits.flip(0).argmax(dim=1)
        targets[0] = classes - 1
        expected = loss_gradient(logits, targets) * rows
        assert_close(stage.softmax_cross_entropy_backward(logits, targets) * rows, expected, tolerance=1e-10)


@given(affine_batches())
@FEW
def test_affine_backward_gives_three_gradients_and_leaves_its_inputs_alone(case):
    """grad_inp is (N, D), grad_w (D, C) and grad_b (C,), in one dtype; inp, w and grad_out are as they were."""
    inp, w, grad_out = case
    before = [each.clone() for each in case]
    like = {"grad_inp": inp, "grad_w": w, "grad_b": grad_out[0]}
    assert_gradients(stage.affine_backward(inp, w, grad_out), check=assert_like, **like)
    assert_left_alone(stage.affine_backward(inp, w, grad_out), *zip(case, before, strict=True))


@given(st.lists(st.integers(-16, 16), min_size=3, max_size=3), FLOATS)
@FEW
def test_with_single_numbers_the_gradients_are_products(quarters, dtype):
    """For y = x w + b of single numbers: g w for x, g x for w, and g for b."""
    x, w, g = (torch.full((1, 1), quarter / 4, dtype=dtype) for quarter in quarters)
    assert_gradients(stage.affine_backward(x, w, g), grad_inp=g * w, grad_w=g * x, grad_b=g[0])


@given(FACTORS)
@example(1)
@FEW
def test_affine_backward_of_the_example_in_the_lesson(factor):
    """The two images of the lesson: a row each of grad_inp, and sums over both in grad_w and grad_b."""
    inp, w = torch.tensor([[1.0, 2], [0, -1]]), torch.tensor([[1.0, 0], [3, -1]])
    grad_out = factor * torch.tensor([[0.5, -1], [2, 1]])
    expected = {
        "grad_inp": factor * torch.tensor([[0.5, 2.5], [2, 5]]),
        "grad_w": factor * torch.tensor([[0.5, -1], [-1, -3]]),
        "grad_b": factor * torch.tensor([2.5, 0]),
    }
    assert_gradients(stage.affine_backward(inp, w, grad_out), **expected)


@given(SEEDS)
@THREE
def test_affine_backward_takes_any_memory_layout(seed):
    """Arguments that are transposed, cut out, in steps or expanded are like their contiguous copies."""
    plain = scattered(seed, 3, 4), scattered(seed + 1, 4, 2), scattered(seed + 2, 3, 2)
    for (layout, *inp), (_, *w), (_, *grad_out) in zip(*map(memory_layouts, plain), strict=True):
        moved = [*inp, *w, *grad_out]
        expected = affine_gradients(*(each.contiguous() for each in moved))
        check = partial(assert_close_in, layout)
        assert_gradients(stage.affine_backward(*moved), check=check, **expected)
        for one in range(3):
            mixed = [each if place == one else each.contiguous() for place, each in enumerate(moved)]
            assert_gradients(stage.affine_backward(*mixed), check=check, **expected)


@given(along(affine_batches(), an_output))
@FEW
def test_one_output_alone_shows_what_went_into_it(case):
    """A 1 at [n, c] of grad_out, and zeros elsewhere: column c of w, row n of inp, and 1 for b[c]."""
    inp, w, zeros, (n, c) = *case[:2], torch.zeros_like(case[2]), case[3]
    grad_out, grad_inp, grad_w = zeros.clone(), torch.zeros_like(inp), torch.zeros_like(w)
    grad_out[n, c], grad_inp[n], grad_w[:, c] = 1, w[:, c], inp[n]
    assert_gradients(stage.affine_backward(inp, w, grad_out), grad_inp=grad_inp, grad_w=grad_w, grad_b=grad_out[n])


@given(affine_batches())
@FEW
def test_the_bias_gets_the_sum_over_the_batch(case):
    """b is added to every row of the outputs, so grad_b is the sum of the rows of grad_out."""
    inp, w, grad_out = case
    expected = torch.tensor([sum(column) for column in grad_out.t().tolist()], dtype=grad_out.dtype)
    assert_gradients(stage.affine_backward(inp, w, grad_out), grad_b=expected)


@given(affine_batches())
@FEW
def test_weights_and_biases_add_up_what_each_image_gives(case):
    """grad_w and grad_b of a batch are the sums, and not the means, of those of its images alone."""
    inp, w, grad_out = case
    alone = [affine_gradients(inp[[n]], w, grad_out[[n]]) for n in range(inp.shape[0])]
    grad_w, grad_b = (torch.stack([each[name] for each in alone]).sum(dim=0) for name in ("grad_w", "grad_b"))
    assert_gradients(stage.affine_backward(inp, w, grad_out), grad_w=grad_w, grad_b=grad_b)


@given(along(affine_batches(), an_image))
@FEW
def test_the_input_of_an_image_knows_nothing_of_the_others(case):
    """An image alone has the row of grad_inp that it has in a batch."""
    inp, w, grad_out, n = case
    expected = affine_gradients(inp, w, grad_out)["grad_inp"][[n]]
    assert_gradients(stage.affine_backward(inp[[n]], w, grad_out[[n]]), grad_inp=expected)


@given(along(affine_batches(torch.float64), another_gradient))
@FEW
def test_affine_backward_is_linear_in_grad_out(case):
    """The gradients for a sum of two grad_outs are the sums of the gradients for each."""
    inp, w, grad_out, other = case
    one, two = (affine_gradients(inp, w, each) for each in (grad_out, other))
    expected = {name: one[name] + two[name] for name in NAMES}
    assert_gradients(stage.affine_backward(inp, w, grad_out + other), **expected)


@given(SEEDS)
@THREE
def test_affine_backward_is_in_proportion_to_grad_out(seed):
    """A grad_out a million times larger or smaller makes gradients that are as much larger or smaller."""
    inp, w, grad_out = scattered(seed, 2, 3), scattered(seed + 1, 3, 4), scattered(seed + 2, 2, 4)
    for size in (2.0**20, 2.0**-20):
        found = named(stage.affine_backward(inp, w, size * grad_out))
        in_proportion = [found[name] / size for name in NAMES]
        assert_gradients(in_proportion, **affine_gradients(inp, w, grad_out))


@given(along(affine_batches(), an_order))
@FEW
def test_affine_backward_of_reordered_images_is_reordered(case):
    """Images in another order have their rows of grad_inp in that order, and the same grad_w and grad_b."""
    inp, w, grad_out, order = case
    expected = affine_gradients(inp, w, grad_out)
    expected["grad_inp"] = expected["grad_inp"][order]
    assert_gradients(stage.affine_backward(inp[order], w, grad_out[order]), **expected)


@given(affine_batches())
@FEW
def test_affine_backward_matches_autograd(case):
    """All three gradients are those that torch computes, in float64 to 10 digits."""
    inp, w, grad_out = (each / 3 for each in case)  # not exact in float32
    agree = partial(assert_close, tolerance=1e-10 if inp.dtype == torch.float64 else None)
    expected = affine_gradients(inp, w, grad_out)
    assert_gradients(stage.affine_backward(inp, w, grad_out), check=agree, **expected)


@given(affine_batches())
@FEW
def test_affine_backward_remembers_nothing(case):
    """A later call does not change a result, and other numbers in the same tensors give another one."""
    inp, w, grad_out = case
    expected = affine_gradients(inp, w, grad_out)
    first = tuple(stage.affine_backward(inp, w, grad_out))
    stage.affine_backward(inp + 1, -w - 1, 2 * grad_out - 1)
    assert_gradients(first, **expected)
    for each in (grad_out, w, inp):
        each.neg_().add_(1)
        expected = affine_gradients(inp, w, grad_out)
        assert_gradients(stage.affine_backward(inp, w, grad_out), **expected)


@given(st.integers(300, 320), SEEDS)
@ONCE
def test_affine_backward_of_real_sizes_matches_autograd(large, seed):
    """1152 inputs and 10 classes, as in the network, and more than 300 images or classes: all is as in small ones."""
    real, many, wide = (2, 1152, 10), (large, 6, 3), (3, 6, large)
    for (rows, inputs, classes), dtype in zip(
        (real, many, wide), (torch.float32, torch.float64, torch.float64), strict=True
    ):
        sizes = (rows, inputs), (inputs, classes), (rows, classes)
        inp, w, grad_out = (scattered(seed + place, *size, dtype=dtype) for place, size in enumerate(sizes))
        agree = partial(assert_close, tolerance=1e-10 if dtype == torch.float64 else None)
        expected = affine_gradients(inp, w, grad_out)
        assert_gradients(stage.affine_backward(inp, w, grad_out), check=agree, **expected)


@given(along(affine_batches(torch.float64), some_targets, some_moves))
@FEW
def test_both_steps_together_predict_how_the_loss_changes(case):
    """A small move of inp, w and b changes the loss by the sum of all their gradients times moves."""
    inp, w = case[0] / 4, case[1] / 4
    b = torch.zeros_like(w[0])
    targets, moves = torch.tensor(case[3]), [STEP * move for move in case[4]]
    ahead, back = (
        oracles.cross_entropy((inp + s * moves[0]) @ (w + s * moves[1]) + s * moves[2], targets) for s in (1, -1)
    )
    grad_logits = stage.softmax_cross_entropy_backward(inp @ w + b, targets)
    gradients = named(stage.affine_backward(inp, w, grad_logits)).values()
    predicted = sum((gradient * move).sum() for gradient, move in zip(gradients, moves, strict=True))
    assert_close(predicted / STEP, (ahead - back) / 2 / STEP, tolerance=1e-6)
