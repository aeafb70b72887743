"""The laws of stage 04, from the first thing that breaks to the last."""

import math
from itertools import product

import stage04_affine_softmax as stage
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kata.checks import (
    assert_close,
    assert_equal,
    assert_finite,
    assert_holds,
    assert_left_alone,
    assert_like,
    assert_shape,
    shares_memory,
)
from tests import oracles
from tests.strategies import FLOATS, affine_maps, along, layouts, logit_rows, shapes, tensors

FEW = settings(max_examples=30)
"""Enough for these laws: what breaks them breaks most examples."""

MANY = st.sampled_from([(20_000,), (100, 200), (200, 100), (20, 25, 40)])
"""Shapes of 20,000 numbers. The fan_in is drawn beside them: it is not one of their sizes."""

SEEDS = st.integers(0, 2**31)
VERY_FEW, TWICE = settings(max_examples=4), settings(max_examples=2)

EXACT = {torch.float64: 1e-10, torch.float32: 1e-4}
"""How far a probability may be off. Whatever was computed in float32 is further off than a float64 may be."""

LOOSE = 2e-3
"""What rounding a float32 number of size 10,000 may do to a probability."""


def weights_moved(inp, w, b):
    """Strategy: the weights in any layout."""
    return layouts(w)


def biases_moved(inp, w, b):
    """Strategy: the biases in any layout."""
    return layouts(b)


def other_weights(inp, w, b):
    """Strategy: weights of the same shape and dtype, from -1 to 1."""
    return tensors(tuple(w.shape), w.dtype, -4, 4)


@st.composite
def partly_impossible(draw):
    """Logits (N, C) in any layout, some of them -inf, but never all of a row."""
    logits = draw(logit_rows())
    rows, classes = logits.shape
    for row, keep in enumerate(draw(st.lists(st.integers(0, classes - 1), min_size=rows, max_size=rows))):
        impossible = draw(st.sets(st.integers(0, classes - 1))) - {keep}
        logits[row, sorted(impossible)] = -math.inf
    return logits


def seeded(seed):
    """A new generator, in the state that the seed gives it."""
    return torch.Generator().manual_seed(seed)


def layer_with(inp, w, b):
    """A layer for this map, with these weights and biases in place of its own."""
    layer = stage.AffineAndSoftmaxLayer((*inp.shape, b.shape[0]))
    replace(layer, w, b)
    return layer


def replace(layer, w, b):
    """Put copies of w and b, which lie in memory as these do, into a layer, and return the copies."""
    w, b = w.clone(), b.clone()
    if isinstance(layer.w, torch.nn.Parameter):  # a torch.nn.Module takes nothing else in its place
        w, b = (torch.nn.Parameter(tensor, requires_grad=False) for tensor in (w, b))
    layer.w, layer.b = w, b
    return w, b


def differences(z):
    """(N, C) -> (N, C, C): z_i - z_j for every two numbers of a row."""
    return z[:, :, None] - z[:, None, :]


def log_odds(probabilities):
    """(N, C) -> (N, C, C): log(p_i / p_j) for every two probabilities of a row."""
    return differences(torch.log(probabilities))


def distinct_parts(tensor):
    """How many different parts there are along each axis: for a matrix, different rows and columns."""
    return tuple(torch.unique(tensor, dim=axis).shape[axis] for axis in range(tensor.dim()))


def assert_near(got, expected, tolerance, what):
    """A number within `tolerance` of the expected one; right programs are 8 standard errors away from it."""
    reason = f"{what} is {got:.4g}, and should be about {expected:.4g}"
    assert_holds(abs(got - expected) <= tolerance, reason, float(f"{got:.4g}"), float(f"{expected:.4g}"))


def assert_bell(numbers):
    """About as many of 90,000 numbers lie within one, two and three deviations as of normal ones.

    Of those that are cut off at two deviations and widened none lies beyond 2.27, and fewer within one and beyond two.
    """
    different = len(torch.unique(numbers))
    assert_holds(different > 45_000, f"of 90,000 numbers only {different} are different", numbers, "all different")
    sizes = (numbers.abs() / numbers.std()).double()
    cut = sizes.max().item() < 2.3
    for deviations, share, cut_share, tolerance in ((1, 0.683, 0.650, 0.018), (2, 0.9545, 0.965, 0.007)):
        within = (sizes <= deviations).double().mean().item()
        assert_near(within, cut_share if cut else share, tolerance, f"the share of numbers within {deviations} SD")
    beyond = 1000 * (sizes > 3).double().mean().item()
    assert_near(beyond, 0 if cut else 2.7, 1.5, "of 1,000 numbers, the number of those beyond three deviations")


def assert_independent(draws):
    """No two of the numbers of a draw go together, in 75 draws (75, numbers): a right program is far from it."""
    together = torch.corrcoef(draws.double().T).fill_diagonal_(0)
    first, second = divmod(int(together.abs().argmax()), len(together))
    reason = f"numbers {first} and {second} of two draws in a row go together: their correlation is"
    worst = together[first, second].item()
    assert_holds(abs(worst) < 0.8, f"{reason} {worst:.2f}", round(worst, 2), "about 0")


def assert_differs(got, other):
    """Two draws that are not the same, number for number."""
    assert_holds(not torch.equal(got, other), "the same numbers came again", got, "other numbers")


@given(st.integers(0, 5).flatmap(lambda dims: shapes(dims, high=4)), st.integers(1, 50))
@FEW
def test_lecun_normal_has_the_shape_that_is_asked_for(shape, fan_in):
    """lecun_normal gives finite float32 numbers in any shape, () too, whatever the fan-in."""
    for generator in (None, seeded(fan_in)):
        drawn = stage.lecun_normal(shape, fan_in, generator)
        assert_like(drawn, torch.empty(shape))
        assert_finite(drawn)


@given(SEEDS)
@VERY_FEW
def test_lecun_normal_repeats_no_row_and_no_column(seed):
    """Every number is drawn by itself: no row and no column comes twice."""
    for generator in (None, seeded(seed)):
        drawn = stage.lecun_normal((4, 5, 6), 7, generator)
        assert_equal(distinct_parts(drawn), (4, 5, 6), "some parts are the same")


@given(MANY, st.integers(1, 2000), SEEDS)
@VERY_FEW
def test_lecun_normal_has_mean_zero(shape, fan_in, seed):
    """As many weights are above zero as below it: their mean is 0."""
    for generator in (None, seeded(seed)):
        mean = stage.lecun_normal(shape, fan_in, generator).mean().item()
        assert_near(mean, 0, 0.06 / math.sqrt(fan_in), "the mean")


@given(MANY, st.integers(1, 2000), SEEDS)
@example((100, 200), 7, 0)
@example((200, 100), 1152, 0)
@VERY_FEW
def test_lecun_normal_spreads_by_one_over_the_root_of_fan_in(shape, fan_in, seed):
    """The standard deviation is 1/sqrt(fan_in), whatever the shape, and with a generator too."""
    expected = 1 / math.sqrt(fan_in)
    for generator in (None, seeded(seed)):
        spread = stage.lecun_normal(shape, fan_in, generator).std().item()
        assert_near(spread, expected, 0.04 * expected, "the standard deviation")


@given(SEEDS)
@TWICE
def test_lecun_normal_is_bell_shaped(seed):
    """683 of 1,000 numbers lie within one deviation and 3 beyond three, as no sum of a few uniform ones has it."""
    for generator in (None, seeded(seed)):
        assert_bell(stage.lecun_normal((300, 300), 25, generator))


@given(SEEDS)
@TWICE
def test_sums_of_weights_spread_by_the_root_of_their_number(seed):
    """Variances of independent numbers add up: rows and columns of 300 weights have sums that spread by sqrt(300)."""
    for generator in (None, seeded(seed)):
        drawn = stage.lecun_normal((300, 300), 300, generator)
        for name, axis in (("rows", 1), ("columns", 0)):
            spread = drawn.sum(dim=axis).square().mean().sqrt().item()
            assert_near(spread, 1, 0.4, f"the root mean square of the sums of {name}")


@given(SEEDS)
@TWICE
def test_neighbours_are_not_alike(seed):
    """A weight says nothing about the next one in its row or column: over 90,000 weights their correlation is 0."""
    for generator in (None, seeded(seed)):
        drawn = stage.lecun_normal((300, 300), 9, generator) * 3
        for name, axis in (("row", 1), ("column", 0)):
            together = (drawn.narrow(axis, 0, 299) * drawn.narrow(axis, 1, 299)).mean().item()
            assert_near(together, 0, 0.03, f"the correlation of neighbours in a {name}")


@given(SEEDS)
@TWICE
def test_no_weight_knows_another(seed):
    """Weights are independent: over many draws no two places of a tensor, and of the next one, go together."""
    generator = seeded(seed)
    draws = torch.stack([stage.lecun_normal((2, 3, 2), 4, generator).flatten() for _ in range(150)])
    assert_equal(distinct_parts(draws)[0], 150, "of 150 draws with one generator, so many were different")
    assert_independent(draws.view(75, 24))


@given(SEEDS)
@FEW
def test_no_generator_means_torchs_global_one(seed):
    """Without a generator torch's global one decides: torch.manual_seed makes the same numbers come again."""
    torch.manual_seed(seed)
    first = stage.lecun_normal((3, 5), 4).clone()
    torch.manual_seed(seed)
    assert_close(stage.lecun_normal((3, 5), 4), first)


@given(st.integers(0, 2**32), st.integers(0, 2**32))
@FEW
def test_a_generator_in_the_same_state_gives_the_same_numbers(seed, elsewhere):
    """With a generator nothing else decides the numbers: not what torch's global one has drawn before."""
    first = stage.lecun_normal((3, 5), 4, generator=seeded(seed)).clone()
    torch.manual_seed(elsewhere)
    assert_close(stage.lecun_normal((3, 5), 4, generator=seeded(seed)), first)


@given(st.integers(0, 2**31), st.integers(1, 2**31))
@FEW
def test_another_seed_gives_other_numbers(seed, step):
    """Generators with different seeds give different numbers."""
    first = stage.lecun_normal((3, 5), 4, generator=seeded(seed))
    assert_differs(stage.lecun_normal((3, 5), 4, generator=seeded(seed + step)), first)


def test_the_next_call_gives_other_numbers():
    """Two calls in a row differ, with one generator and with none: each call moves it on."""
    for generator in (None, seeded(0), seeded(1)):
        first = stage.lecun_normal((3, 5), 4, generator)
        assert_differs(stage.lecun_normal((3, 5), 4, generator), first)


@given(logit_rows())
@FEW
def test_softmax_keeps_shape_and_dtype_and_its_input(logits):
    """The probabilities are a new tensor (N, C) of the dtype of the logits, which are as they were."""
    before = logits.clone()
    assert_like(stage.softmax(logits), before)
    assert_left_alone(stage.softmax(logits), (logits, before))


@given(logit_rows())
@FEW
def test_softmax_remembers_nothing(logits):
    """A result is not changed by a later call, and the same logits give it again, also when it was overwritten."""
    first, expected = stage.softmax(logits), oracles.softmaxes(logits)
    stage.softmax(-logits - 1)
    assert_close(first, expected)
    first.zero_()
    assert_close(stage.softmax(logits), expected)


@given(logit_rows())
@FEW
def test_softmax_reads_logits_that_have_changed(logits):
    """When the same tensor holds other logits, it has other probabilities: they belong to numbers, not to a tensor."""
    stage.softmax(logits)
    logits.copy_(1 - 2 * logits.flip(0, 1))
    assert_close(stage.softmax(logits), oracles.softmaxes(logits))


@given(st.integers(1, 4), st.integers(1, 5), st.integers(-8, 8), FLOATS)
@FEW
def test_equal_logits_share_equally(rows, classes, logit, dtype):
    """C equal logits give each class the probability 1/C, and a single class all of it."""
    logits = torch.full((rows, classes), logit / 4, dtype=dtype)
    assert_close(stage.softmax(logits), torch.full_like(logits, 1 / classes))


@given(logit_rows())
@FEW
def test_each_row_sums_to_one(logits):
    """The probabilities of each row add up to 1."""
    sums = stage.softmax(logits).sum(dim=1)
    assert_close(sums, torch.ones_like(logits[:, 0]))


@given(logit_rows(torch.float64))
@FEW
def test_the_difference_of_two_logits_is_their_log_odds(logits):
    """log(p_i / p_j) = z_i - z_j for every two classes of a row, to 10 digits in float64."""
    logits = logits * 1.1  # not exact in float32
    assert_close(log_odds(stage.softmax(logits)), differences(logits), tolerance=1e-10)


@given(along(logit_rows(), lambda logits: st.integers(0, len(logits) - 1)))
@FEW
def test_rows_know_nothing_of_each_other(case):
    """A row alone has the probabilities that it has in a batch."""
    logits, row = case
    assert_close(stage.softmax(logits[row : row + 1]), stage.softmax(logits)[row : row + 1])


@given(along(logit_rows(), lambda logits: st.permutations(range(logits.shape[1]))))
@FEW
def test_softmax_of_permuted_classes_is_permuted(case):
    """With the classes in another order, their probabilities are the same in that order."""
    logits, order = case
    assert_close(stage.softmax(logits[:, order]), stage.softmax(logits)[:, order])


@given(logit_rows(), st.lists(st.sampled_from([-10_000, -100, 0, 1, 100, 10_000]), min_size=4, max_size=4))
@FEW
def test_adding_a_number_to_a_row_changes_nothing(logits, moves):
    """Only differences count: each row may be moved by a number of its own, up to 10,000 either way."""
    moved = logits + torch.tensor(moves[: logits.shape[0]], dtype=logits.dtype)[:, None]
    assert_close(stage.softmax(moved), oracles.softmaxes(logits), tolerance=LOOSE)


@given(logit_rows())
@FEW
def test_softmax_matches_its_formula(logits):
    """Each probability is exp(z_i) over the sum of exp(z_j) of its row."""
    assert_close(stage.softmax(logits), oracles.softmaxes(logits))


@given(SEEDS, FLOATS)
@VERY_FEW
def test_softmax_of_many_rows_and_classes_matches_its_formula(seed, dtype):
    """50 rows of 30 classes each have the probabilities of the formula, to 10 digits in float64."""
    logits = 8 * torch.rand(50, 30, generator=seeded(seed), dtype=torch.float64).to(dtype)
    assert_close(stage.softmax(logits), oracles.softmaxes(logits), EXACT[dtype])


def test_softmax_stands_very_large_logits():
    """A class that leads by 10,000 has probability 1, two that lead share it, and nothing is NaN."""
    for dtype in (torch.float32, torch.float64):
        logits = torch.tensor([[1e4, 0, -1e4], [-1e4, -1e4, -2e4], [0, 1e4, 1e4]], dtype=dtype)
        expected = torch.tensor([[1, 0, 0], [0.5, 0.5, 0], [0, 0.5, 0.5]], dtype=dtype)
        assert_close(stage.softmax(logits), expected, tolerance=LOOSE)


@given(logit_rows())
@FEW
def test_large_logits_match_the_formula(logits):
    """With logits of up to 10,000 each probability is what the formula gives without overflow."""
    large = 625 * logits
    assert_close(stage.softmax(large), oracles.log_softmaxes(large).exp(), tolerance=LOOSE)


@given(partly_impossible())
@FEW
def test_a_logit_of_minus_infinity_has_probability_zero(logits):
    """A class with the logit -inf is impossible, and the others share the probability as if it were not there."""
    assert_close(stage.softmax(logits), oracles.log_softmaxes(logits).exp())


@given(shapes(4, high=4), st.sampled_from([tuple, list, torch.Size]))
@FEW
def test_a_fresh_layer_has_a_weight_for_every_input_and_class(shape, sequence):
    """For (H, W, F, C), a tuple or a list, w is (H*W*F, C) and b is (C,): finite, float32."""
    layer = stage.AffineAndSoftmaxLayer(sequence(shape))
    assert_like(layer.w, torch.empty(math.prod(shape[:3]), shape[3]))
    assert_like(layer.b, torch.empty(shape[3]))
    assert_finite(layer.w)
    assert_finite(layer.b)


def test_forward_turns_12_by_12_by_8_into_ten_probabilities():
    """A map (12, 12, 8) meets weights (1152, 10) and becomes (1, 10), which adds up to 1."""
    layer = stage.AffineAndSoftmaxLayer((12, 12, 8, 10))
    assert_shape(layer.w, (1152, 10))
    probabilities = layer.forward(torch.linspace(0, 1, 1152).view(12, 12, 8))
    assert_like(probabilities, torch.empty(1, 10))
    assert_close(probabilities.sum(), torch.tensor(1.0))


@given(shapes(3, high=12))
@VERY_FEW
def test_fresh_weights_spread_by_one_over_the_root_of_their_inputs(sizes):
    """The weights of a new layer have standard deviation 1/sqrt(H*W*F) and mean 0."""
    expected, classes = 1 / math.sqrt(math.prod(sizes)), -(-100_000 // math.prod(sizes))
    w = stage.AffineAndSoftmaxLayer((*sizes, classes)).w
    assert_near(w.std().item(), expected, 0.025 * expected, "the standard deviation of w")
    assert_near(w.mean().item(), 0, 0.04 * expected, "the mean of w")


def test_fresh_weights_repeat_no_row_and_no_column():
    """No two inputs and no two classes start with the same weights."""
    distinct = distinct_parts(stage.AffineAndSoftmaxLayer((2, 3, 2, 5)).w)
    assert_equal(distinct, (12, 5), "some rows or columns of w are the same")


def test_making_a_layer_does_not_start_the_random_numbers_again():
    """Other random numbers go on when a layer is made: it sets no global seed."""
    stage.AffineAndSoftmaxLayer((1, 2, 2, 3))
    first = stage.lecun_normal((5,), 4)
    stage.AffineAndSoftmaxLayer((1, 2, 2, 3))
    assert_differs(stage.lecun_normal((5,), 4), first)


def test_each_layer_has_weights_of_its_own():
    """Another layer neither changes the weights of this one nor shares their memory."""
    layer = stage.AffineAndSoftmaxLayer((1, 2, 2, 3))
    before = layer.w.clone()
    other = stage.AffineAndSoftmaxLayer((1, 2, 2, 3))
    assert_close(layer.w, before)
    assert_holds(not shares_memory(layer.w, other.w), "both layers have one w", "the same tensor", "two tensors")


@given(shapes(4, high=4))
@FEW
def test_fresh_biases_are_zero(shape):
    """The biases start at 0: before it has seen anything, the layer prefers no class."""
    assert_close(stage.AffineAndSoftmaxLayer(shape).b, torch.zeros(shape[3]), tolerance=0)


@given(affine_maps())
@FEW
def test_forward_gives_one_row_in_the_dtype_of_the_map(case):
    """The probabilities are (1, C), in the dtype of the map, the weights and the biases."""
    inp, w, b = case
    assert_like(layer_with(inp, w, b).forward(inp), b[None])


@given(affine_maps())
@FEW
def test_forward_leaves_map_weights_and_biases_alone(case):
    """The forward pass changes neither the map nor w nor b."""
    inp, w, b = case
    before, layer = inp.clone(), layer_with(inp, w, b)
    assert_left_alone(layer.forward(inp), (inp, before), (layer.w, w), (layer.b, b))


@given(affine_maps(torch.float64))
@FEW
def test_with_zero_weights_the_biases_are_the_logits(case):
    """With w = 0 the map does not matter: log(p_i / p_j) = b_i - b_j."""
    inp, w, b = case
    layer = layer_with(inp, torch.zeros_like(w), b / 3)
    assert_close(log_odds(layer.forward(inp)), differences(b[None] / 3), tolerance=1e-10)


def test_forward_of_the_example_in_the_lesson():
    """The map of the lesson has the logits 1, 3 and 4: the probabilities are .0351, .2595 and .7054."""
    inp = torch.tensor([[[1.0], [2.0]]])
    layer = layer_with(inp, torch.tensor([[1.0, 0, 2], [0, 1, 1]]), torch.tensor([0.0, 1, 0]))
    assert_close(layer.forward(inp), torch.tensor([[0.0351, 0.2595, 0.7054]]))


def test_a_map_of_a_single_one_picks_a_row_of_the_weights():
    """A 1 at [i, j, f] and zeros elsewhere give the logits w[(i * W + j) * F + f] + b."""
    w, b = torch.zeros(12, 2, dtype=torch.float64), torch.tensor([0.25, 0], dtype=torch.float64)
    w[:, 1] = torch.arange(12) / 4
    for row, (i, j, f) in enumerate(product(range(2), range(3), range(2))):
        inp = torch.zeros(2, 3, 2, dtype=torch.float64)
        inp[i, j, f] = 1
        assert_close(log_odds(layer_with(inp, w, b).forward(inp)), differences(w[[row]] + b))


@given(affine_maps(torch.float64), st.integers(-8, 8))
@FEW
def test_doubling_weights_and_biases_doubles_the_log_odds(case, quarter):
    """a times w and a times b give a times the log-odds: before softmax nothing bends."""
    inp, w, b = case
    scale = quarter / 4
    scaled = layer_with(inp, scale * w, scale * b)
    assert_close(log_odds(scaled.forward(inp)), scale * log_odds(layer_with(inp, w, b).forward(inp)))


@given(affine_maps(torch.float64))
@FEW
def test_log_odds_of_forward_match_a_plain_loop(case):
    """log(p_i / p_j) is the difference of two sums of inputs times weights, plus biases, to 10 digits."""
    inp, w, b = case
    layer = layer_with(inp, w / 3, b / 3)
    expected = differences(oracles.affine_logits(inp, w, b) / 3)
    assert_close(log_odds(layer.forward(inp)), expected, tolerance=1e-10)


@given(affine_maps())
@FEW
def test_forward_matches_a_plain_loop(case):
    """The probabilities are the softmax of the flattened map times w plus b."""
    inp, w, b = case
    layer = layer_with(inp, w, b)
    assert_close(layer.forward(inp), oracles.softmaxes(oracles.affine_logits(inp, w, b)))


@given(along(affine_maps(), weights_moved, weights_moved, biases_moved))
@FEW
def test_weights_and_biases_lie_in_memory_as_they_like(case):
    """Transposed and sliced weights, and biases in steps, give the probabilities that others give."""
    inp, w, b, moved_w, other_w, moved_b = case
    layer = layer_with(inp, moved_w, b)
    assert_close(layer.forward(inp), oracles.softmaxes(oracles.affine_logits(inp, w, b)))
    if not isinstance(layer.w, torch.nn.Parameter):
        layer.w, layer.b = other_w, moved_b
    assert_close(layer.forward(inp), oracles.softmaxes(oracles.affine_logits(inp, w, b)))


@given(SEEDS, FLOATS)
@TWICE
def test_forward_of_the_whole_network_matches_a_plain_loop(seed, dtype):
    """A map (12, 12, 8) and weights (1152, 10) have the probabilities that a loop over all 11,520 products gives."""
    numbers = torch.randn(1152 + 11_520 + 10, generator=seeded(seed), dtype=torch.float64).to(dtype)
    inp, w, b = numbers[:1152].view(12, 12, 8), numbers[1152:12_672].view(1152, 10) / 16, numbers[12_672:]
    expected = oracles.softmaxes(oracles.affine_logits(inp, w, b))
    assert_close(layer_with(inp, w, b).forward(inp), expected, EXACT[dtype])


def test_forward_stands_very_large_logits():
    """Logits of 10,000 and of -10,000 give probabilities, and no NaN."""
    for dtype in (torch.float32, torch.float64):
        inp, w = torch.ones(1, 1, 1, dtype=dtype), torch.tensor([[1e4, 0, -1e4]], dtype=dtype)
        layer = layer_with(inp, w, torch.zeros(3, dtype=dtype))
        assert_close(layer.forward(inp), torch.tensor([[1, 0, 0]], dtype=dtype))
        layer = layer_with(inp, w, torch.tensor([-3e4, -2e4, -1e4], dtype=dtype))
        assert_close(layer.forward(inp), torch.full((1, 3), 1 / 3, dtype=dtype), tolerance=LOOSE)


@given(affine_maps(torch.float64))
@FEW
def test_forward_with_large_weights_matches_the_formula(case):
    """With weights that make logits of thousands the probabilities are what the formula gives without overflow."""
    inp, w, b = case
    expected = oracles.log_softmaxes(oracles.affine_logits(inp, 200 * w, 200 * b)).exp()
    assert_close(layer_with(inp, 200 * w, 200 * b).forward(inp), expected)


@given(along(affine_maps(), other_weights))
@FEW
def test_forward_remembers_nothing(case):
    """Each answer belongs to the map, w and b of its own call, and a later call does not change it."""
    inp, w, b, other_w = case
    layer = layer_with(inp, w, b)
    first = layer.forward(inp)
    other = inp.flip(0, 1)
    replace(layer, other_w, -b)
    assert_close(layer.forward(other), oracles.softmaxes(oracles.affine_logits(other, other_w, -b)))
    assert_close(first, oracles.softmaxes(oracles.affine_logits(inp, w, b)))


@given(affine_maps())
@FEW
def test_forward_sees_what_was_changed_in_place(case):
    """When the numbers of the same map, w or b become others, so does the answer, whoever overwrites an old one."""
    inp, w, b = case
    layer = layer_with(inp, w, b)
    own_w, own_b = replace(layer, w, b)
    layer.forward(inp).zero_()
    assert_close(layer.forward(inp), oracles.softmaxes(oracles.affine_logits(inp, w, b)))
    for tensor, numbers in ((inp, inp.flip(0, 1).clone()), (inp, 1 - inp), (own_w, -w.flip(0)), (own_b, 1 - b)):
        tensor.copy_(numbers)
        assert_close(layer.forward(inp), oracles.softmaxes(oracles.affine_logits(inp, own_w, own_b)))


@given(SEEDS)
@TWICE
def test_an_untrained_layer_is_about_as_sure_as_a_guess(seed):
    """Before training, the mean loss over ten classes is little more than log(10) = 2.30."""
    inp = torch.rand(12, 12, 8, generator=seeded(seed))
    layers = [stage.AffineAndSoftmaxLayer((12, 12, 8, 10)) for _ in range(10)]
    loss = torch.cat([-torch.log(layer.forward(inp)) for layer in layers]).mean().item()
    assert_near(loss, math.log(10), 0.6, "the loss of an untrained layer")
