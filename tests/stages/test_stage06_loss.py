"""The laws of stage 06, from the first thing that breaks to the last."""

import math

import stage06_loss as stage
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kata.checks import assert_close, assert_finite, assert_left_alone, assert_like
from tests import oracles
from tests.strategies import FLOATS, along, labelled_logits, logit_rows

HANDFUL = settings(max_examples=6)
FEW = settings(max_examples=20)
"""Enough for these laws: what breaks them breaks most examples."""

SCALES = st.sampled_from([1, 10, 100, 600])
"""Times the logits that are drawn: from gentle ones to nearly 10,000."""

MOVES = st.sampled_from([-10_000, -100, 0, 1, 100, 10_000])
"""Numbers to add to a whole row."""

LARGE = [(32, 10), (1009, 10), (10, 300)]
"""Shapes (N, C) of real batches: the last one has more classes than a byte counts."""

SEEDS = st.integers(0, 2**32)


def a_row(logits, *_):
    """Strategy: the number of a row."""
    return st.integers(0, logits.shape[0] - 1)


def a_class(logits, *_):
    """Strategy: the number of a class."""
    return st.integers(0, logits.shape[1] - 1)


def an_order_of_classes(logits, *_):
    """Strategy: the classes in any order."""
    return st.permutations(range(logits.shape[1]))


def tolerance(logits):
    """Ten digits in float64; in float32 what rounding the largest logit may cost: 0.002 at 10,000."""
    return max(1e-4, 2e-7 * logits.abs().max().item()) if logits.dtype == torch.float32 else 1e-10


def differences(z):
    """(N, C) -> (N, C, C): z_i - z_j for every two numbers of a row."""
    return z[:, :, None] - z[:, None, :]


def large_batch(rows, classes, seed):
    """Random logits (N, C), later rows farther apart than earlier ones, and targets (N,) of every class; float64."""
    source = torch.Generator().manual_seed(seed)
    logits = torch.randn(rows, classes, generator=source, dtype=torch.float64) * torch.linspace(0.5, 8, rows)[:, None]
    return logits, torch.randint(classes, (rows,), generator=source)


@given(logit_rows())
@FEW
def test_log_softmax_keeps_shape_and_dtype_and_its_input(logits):
    """The result is a new tensor (N, C) of the dtype of the logits, which are as they were."""
    before = logits.clone()
    log_probabilities = stage.log_softmax(logits)
    assert_like(log_probabilities, before)
    assert_close(logits, before)


@given(st.integers(1, 4), st.integers(1, 5), st.integers(-8, 8), FLOATS)
@FEW
def test_equal_logits_have_minus_log_of_their_number(rows, classes, logit, dtype):
    """C equal logits give -log(C) to each class, and a single class gets 0."""
    logits = torch.full((rows, classes), logit / 4, dtype=dtype)
    assert_close(stage.log_softmax(logits), torch.full_like(logits, -math.log(classes)))


@given(st.integers(-8, 8), st.integers(-8, 8))
@HANDFUL
@example(0, 0)
def test_log_softmax_of_the_example_in_the_lesson(first, second):
    """The logits 1, 3, 4 give -3.349, -1.349, -0.349, and three equal ones -1.0986 each."""
    logits = torch.tensor([[1.0, 3, 4], [0, 0, 0], [first, second, 0]])
    expected = torch.tensor([[-3.34901, -1.34901, -0.34901], [-1.09861, -1.09861, -1.09861], [0, 0, 0]])
    expected[2] = oracles.log_softmaxes(logits)[2]
    assert_close(stage.log_softmax(logits), expected)


@given(logit_rows(torch.float64))
@FEW
def test_differences_of_logits_stay_as_they_are(logits):
    """log p_i - log p_j = z_i - z_j for every two classes of a row, to 10 digits in float64."""
    logits = logits / 3  # not exact in float32
    assert_close(differences(stage.log_softmax(logits)), differences(logits), tolerance=1e-10)


@given(logit_rows())
@FEW
def test_the_probabilities_of_each_row_sum_to_one(logits):
    """exp of the results, added up along a row, is 1."""
    assert_close(stage.log_softmax(logits).exp().sum(dim=1), torch.ones_like(logits[:, 0]))


@given(along(logit_rows(), a_row))
@FEW
def test_rows_know_nothing_of_each_other(case):
    """A row alone has the log-probabilities that it has in a batch."""
    logits, row = case
    alone = oracles.log_softmaxes(logits)[row : row + 1]
    assert_close(stage.log_softmax(logits[row : row + 1]), alone)
    assert_close(stage.log_softmax(logits)[row : row + 1], alone)


@given(along(logit_rows(), an_order_of_classes))
@FEW
def test_log_softmax_of_permuted_classes_is_permuted(case):
    """With the classes in another order, their log-probabilities are the same in that order."""
    logits, order = case
    assert_close(stage.log_softmax(logits[:, order]), oracles.log_softmaxes(logits)[:, order])


@given(logit_rows(), st.lists(MOVES, min_size=4, max_size=4))
@FEW
def test_adding_a_number_to_a_row_changes_no_log_probability(logits, moves):
    """Only differences count: each row may be moved by a number of its own, up to 10,000 either way."""
    moved = logits + torch.tensor(moves[: logits.shape[0]], dtype=logits.dtype)[:, None]
    assert_close(stage.log_softmax(moved), oracles.log_softmaxes(logits), tolerance(moved))


@given(st.integers(100, 10_000), FLOATS)
@HANDFUL
@example(10_000, torch.float32)
@example(10_000, torch.float64)
def test_log_softmax_stands_very_large_logits(z, dtype):
    """A class that trails by 10,000 gets -10,000 and not -infinity; two that lead get -log(2) each."""
    logits = torch.tensor([[z, 0, -z], [-z, -z, -2 * z], [0, z, z]], dtype=dtype)
    half = -math.log(2)
    expected = torch.tensor([[0, -z, -2 * z], [half, half, half - z], [half - z, half, half]], dtype=dtype)
    assert_close(stage.log_softmax(logits), expected, tolerance(logits))


@given(logit_rows(), SCALES)
@FEW
def test_log_softmax_matches_its_formula(logits, scale):
    """Each result is z_i - log(sum of exp(z_j)), for logits of every size up to 10,000."""
    scaled = scale * logits
    assert_close(stage.log_softmax(scaled), oracles.log_softmaxes(scaled), tolerance(scaled))


@given(logit_rows())
@FEW
def test_log_softmax_remembers_nothing(logits):
    """A later call does not change a result, and other numbers in the same tensor give another one."""
    first = stage.log_softmax(logits)
    before = first.clone()
    stage.log_softmax(-logits - 1)
    assert_close(first, before)
    stage.log_softmax(logits)
    logits.neg_()
    assert_close(stage.log_softmax(logits), oracles.log_softmaxes(logits))


@given(SEEDS)
@settings(max_examples=2)
def test_log_softmax_of_large_batches_matches_its_formula(seed):
    """32 or 1009 images of 10 classes, and 10 images of 300 classes: every row is right."""
    for shape in LARGE:
        logits, _ = large_batch(*shape, seed)
        assert_close(stage.log_softmax(logits), oracles.log_softmaxes(logits), tolerance=1e-10)


@given(labelled_logits())
@FEW
def test_cross_entropy_is_one_number_and_leaves_its_inputs_alone(case):
    """The loss is a tensor of shape () in the dtype of the logits; logits and targets are as they were."""
    logits, targets = case
    logits_before, targets_before = logits.clone(), targets.clone()
    assert_like(stage.cross_entropy(logits, targets), torch.empty((), dtype=logits.dtype))
    assert_left_alone(stage.cross_entropy(logits, targets), (logits, logits_before), (targets, targets_before))


@given(labelled_logits(), st.integers(-8, 8))
@FEW
def test_knowing_nothing_costs_the_logarithm_of_the_classes(case, logit):
    """Equal logits cost log(C), whatever the targets are: with ten classes 2.30."""
    logits, targets = torch.full_like(case[0], logit / 4), case[1]
    expected = torch.full_like(logits[0, 0], math.log(logits.shape[1]))
    assert_close(stage.cross_entropy(logits, targets), expected)


@given(st.integers(-8, 8), st.integers(0, 2))
@HANDFUL
@example(4, 1)
def test_cross_entropy_of_the_example_in_the_lesson(logit, target):
    """The two images of the lesson cost 1.3490 and 1.0986: the loss is 1.2238."""
    lesson, lesson_targets = torch.tensor([[1.0, 3, 4], [0, 0, 0]]), torch.tensor([1, 2])
    assert_close(stage.cross_entropy(lesson, lesson_targets), torch.tensor(1.22381))
    logits, targets = torch.tensor([[1.0, 3, logit], [0, 0, 0]]), torch.tensor([target, 2])
    assert_close(stage.cross_entropy(logits, targets), oracles.cross_entropy(logits, targets))


@given(labelled_logits(torch.float64))
@FEW
def test_one_image_costs_minus_the_log_probability_of_its_class(case):
    """With N = 1 the loss is -log(p) of the target, to 10 digits in float64."""
    logits, target = case[0][:1] / 3, case[1][:1]
    loss = stage.cross_entropy(logits, target)
    assert_close(loss, -oracles.log_softmaxes(logits)[0, target.item()], tolerance=1e-10)


@given(st.lists(st.integers(0, 2), min_size=6, max_size=6))
@HANDFUL
@example([2, 0, 0, 1, 1, 1])
def test_targets_may_be_a_column_of_a_table(labels):
    """A column of a table of labels, which lies in steps in memory, serves as well as a copy of it."""
    logits = torch.tensor([[0.0, 1, 2], [3, 0, 1], [0, 2, 4]])
    targets = torch.tensor(labels).view(3, 2)[:, 0]
    assert_close(stage.cross_entropy(logits, targets), oracles.cross_entropy(logits, targets.clone()))


@given(labelled_logits())
@FEW
def test_the_loss_of_a_batch_is_the_mean_of_its_images(case):
    """The loss is the mean, and not the sum, of the losses that the images have alone."""
    logits, targets = case
    alone = [oracles.cross_entropy(logits[[row]], targets[[row]]) for row in range(len(targets))]
    assert_close(stage.cross_entropy(logits, targets), torch.stack(alone).mean())


@given(along(labelled_logits(torch.float64), a_row, a_class))
@FEW
def test_another_target_changes_the_loss_by_a_difference_of_logits(case):
    """If one image's right class is j instead of i, the loss rises by (z_i - z_j) / N."""
    logits, targets, row, other = case
    other_targets = targets.clone()
    other_targets[row] = other
    rise = stage.cross_entropy(logits, other_targets) - stage.cross_entropy(logits, targets)
    expected = (logits[row, targets[row]] - logits[row, other_targets[row]]) / logits.shape[0]
    assert_close(rise, expected, tolerance=1e-10)


@given(along(labelled_logits(), lambda logits, targets: st.permutations(range(len(targets)))))
@FEW
def test_the_order_of_the_images_does_not_matter(case):
    """Images in another order, each with its target, have the same loss."""
    logits, targets, order = case
    assert_close(stage.cross_entropy(logits[order], targets[order]), oracles.cross_entropy(logits, targets))


@given(along(labelled_logits(), an_order_of_classes))
@FEW
def test_renaming_the_classes_changes_nothing(case):
    """With the classes in another order, and the targets renamed to match, the loss is the same."""
    logits, targets, order = case
    renamed = torch.tensor([order.index(target) for target in targets.tolist()])
    assert_close(stage.cross_entropy(logits[:, order], renamed), oracles.cross_entropy(logits, targets))


@given(labelled_logits(), st.integers(2, 3))
@FEW
def test_a_batch_twice_over_has_the_same_loss(case, times):
    """Repeating all images, with their targets, changes nothing: the loss does not grow with the batch."""
    logits, targets = case
    repeated, their_targets = logits.repeat(times, 1), targets.repeat(times)
    assert_close(stage.cross_entropy(repeated, their_targets), oracles.cross_entropy(logits, targets))


@given(labelled_logits(), st.integers(1, 3))
@FEW
def test_an_image_that_comes_more_than_once_counts_each_time(case, times):
    """Where one image comes several times and the others once, its loss counts that often in the mean."""
    logits, targets = (torch.cat([each, *[each[:1]] * times]) for each in case)
    assert_close(stage.cross_entropy(logits, targets), oracles.cross_entropy(logits, targets))


@given(labelled_logits(), st.lists(MOVES, min_size=4, max_size=4))
@FEW
def test_adding_a_number_to_a_row_does_not_change_the_loss(case, moves):
    """Each row of the logits may be moved by a number of its own, up to 10,000 either way."""
    logits, targets = case
    moved = logits + torch.tensor(moves[: logits.shape[0]], dtype=logits.dtype)[:, None]
    assert_close(stage.cross_entropy(moved, targets), oracles.cross_entropy(logits, targets), tolerance(moved))


@given(st.integers(100, 10_000), FLOATS)
@HANDFUL
@example(10_000, torch.float32)
@example(10_000, torch.float64)
def test_cross_entropy_stands_very_large_logits(z, dtype):
    """A right class that leads by 10,000 costs 0, one that trails by it 10,000, and nothing is NaN."""
    logits = torch.tensor([[z, 0, 0], [0, z, 0], [-z, -z, -2 * z]], dtype=dtype)
    for targets, expected in (([0, 1, 0], math.log(2) / 3), ([2, 0, 2], (3 * z + math.log(2)) / 3)):
        loss = stage.cross_entropy(logits, torch.tensor(targets))
        assert_finite(loss)
        assert_close(loss, torch.tensor(expected, dtype=dtype), tolerance(logits))


@given(labelled_logits(), SCALES)
@FEW
def test_cross_entropy_matches_its_formula(case, scale):
    """The loss is the mean of log(sum of exp(z_j)) - z_target, for small logits and for very large ones."""
    logits, targets = scale * case[0], case[1]
    assert_close(stage.cross_entropy(logits, targets), oracles.cross_entropy(logits, targets), tolerance(logits))


@given(labelled_logits())
@FEW
def test_cross_entropy_remembers_nothing(case):
    """A later call does not change a loss; other targets, or logits, in the same tensors give another one."""
    logits, targets = case
    first = stage.cross_entropy(logits, targets)
    before = first.clone()
    stage.cross_entropy(-logits - 1, targets)
    assert_close(first, before)
    targets.add_(1).remainder_(logits.shape[1])
    assert_close(stage.cross_entropy(logits, targets), oracles.cross_entropy(logits, targets))
    logits.neg_()
    assert_close(stage.cross_entropy(logits, targets), oracles.cross_entropy(logits, targets))


@given(SEEDS)
@settings(max_examples=2)
def test_cross_entropy_of_large_batches_matches_its_formula(seed):
    """32 or 1009 images of 10 classes, and 10 images of 300 classes: each image counts once."""
    for shape in LARGE:
        logits, targets = large_batch(*shape, seed)
        assert_close(stage.cross_entropy(logits, targets), oracles.cross_entropy(logits, targets), tolerance=1e-10)
