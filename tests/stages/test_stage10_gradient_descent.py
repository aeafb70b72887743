"""The laws of stage 10, from the first thing that breaks to the last.

`optimiser.params` is read after every step, before the tensors that it was made from are looked at.
"""

import random
from itertools import combinations, permutations, product

import numpy as np
import stage10_gradient_descent as stage
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.checks import Mismatch, assert_close, assert_equal, assert_holds, shares_memory, take
from tests import oracles
from tests.strategies import FLOATS, along, descents, layouts, quick_tensors, shapes

TWICE, FEW, SOME = settings(max_examples=2), settings(max_examples=10), settings(max_examples=20)

EXACT = {torch.float64: 1e-10, torch.float32: 1e-4}
"""How far a parameter may be off. Whatever was computed in float32 is further off than a float64 may be."""

SIZES = [*product(range(1, 8), range(1, 9)), (300, 7), (1_024, 32), (5_000, 32)]
"""Numbers of samples and batch sizes, the small ones first: all that matters to them is what is left over."""

SEEDS = st.integers(0, 2**31)
RATES, MOMENTA = st.sampled_from([0.5, 0.1, 0.03, 2.0]), st.sampled_from([0.5, 0.9, 0.25, 0.99])
TYPES = st.sampled_from([list, tuple])


def some_tensors(number):
    """Strategy: so many tensors of one shape (A, B) and one dtype, as a tensor (number, A, B)."""
    return shapes(2, high=3).flatmap(lambda shape: quick_tensors((number, *shape)))


def laid_out(tensors):
    """Strategy: a list of copies of these tensors, each in any layout."""
    return st.tuples(*(layouts(tensor.clone()) for tensor in tensors)).map(list)


def seeded(seed):
    """A new generator, in the state that the seed gives it."""
    return torch.Generator().manual_seed(seed)


def seed_everything_else(seed):
    """Put all the global random numbers into another state."""
    torch.manual_seed(seed)
    np.random.seed(seed % 2**32)
    random.seed(seed)


def take_batches(found, num_samples):
    """All batches of an epoch, and whether each is an int64 tensor of one axis."""
    batches = take(found, num_samples + 1)
    for batch in batches:
        one_axis = isinstance(batch, torch.Tensor) and batch.dim() == 1
        assert_holds(one_axis, "a batch should be a tensor with one axis", batch, "a tensor (B,) int64")
        assert_holds(batch.dtype == torch.int64, f"the dtype is {batch.dtype}", batch, "a tensor (B,) int64")
    return batches


def take_indices(found, num_samples):
    """The indices of an epoch in the order in which they came, as numbers."""
    return tuple(index for batch in take_batches(found, num_samples) for index in batch.tolist())


def take_groups(found, num_samples):
    """The indices of each batch of an epoch, sorted."""
    return tuple(tuple(sorted(batch.tolist())) for batch in take_batches(found, num_samples))


def sizes_of(num_samples, batch_size):
    """How long the batches of an epoch are."""
    rest = num_samples % batch_size
    return [batch_size] * (num_samples // batch_size) + [rest] * (rest > 0)


def assert_sizes(found, num_samples, batch_size):
    """An epoch of full batches, and a shorter last one where some indices are left."""
    sizes = [len(batch) for batch in take_batches(found, num_samples)]
    assert_equal(sizes, sizes_of(num_samples, batch_size), "the batches should be this long, in this order")


def assert_an_epoch(found, num_samples):
    """Each index from 0 to num_samples - 1 exactly once."""
    indices = take_indices(found, num_samples)
    missing = sorted(set(range(num_samples)) - set(indices))
    twice = sorted({index for index in indices if indices.count(index) > 1}) if num_samples < 100 else []
    wrong = len(indices) != num_samples or bool(missing)
    reason = f"missing: {missing or 'none'}; more than once: {twice or 'none'}"
    assert_holds(not wrong, reason, indices, f"the indices 0 to {num_samples - 1}, in any order")


def assert_another(groups, seen):
    """The batches of this epoch are not those of an earlier one."""
    reason = f"epoch {len(seen) + 1} has the batches of epoch {seen.index(groups) + 1}" if groups in seen else ""
    assert_holds(groups not in seen, reason, groups, "other batches")


def assert_all_came(found, possible):
    """Of 150 random epochs each possible outcome is some: a right program misses one with a chance below 1e-10."""
    missing = [each for each in possible if each not in found]
    assert_holds(not missing, f"never in 150 epochs: {missing[:4]}", sorted(set(found)), f"all {len(possible)} of them")


def copies(tensors):
    """New tensors with the same numbers."""
    return [tensor.clone() for tensor in tensors]


def assert_params(_, optimiser, expected, when="after the step"):
    """The step that comes first has left the optimiser with these parameters."""
    found = take(optimiser.params, len(expected))
    assert_equal(len(found), len(expected), "there are not as many params as the optimiser was given")
    for number, (param, wanted) in enumerate(zip(found, expected, strict=True)):
        try:
            assert_close(param, wanted, EXACT[wanted.dtype])
        except Mismatch as error:
            raise Mismatch(f"params[{number}] {when}: {error.reason}", error.got, error.expected) from None


def parts_of(whole):
    """Three parts of a tensor (4, 6) that have no number in common; none of them lies in one piece."""
    return [whole[1:3, :4:2], whole[0:2, 1:4:2], whole[1:, 5]]


def assert_only_parts_change(_, optimiser, whole):
    """The tensor holds 0 to 23 still, but for the parameters that are its parts."""
    expected = torch.arange(24, dtype=whole.dtype).view(4, 6)
    for part, param in zip(parts_of(expected), optimiser.params, strict=True):
        part.copy_(param.detach())
        assert_holds(not torch.equal(param, param.round()), "a step did not move the parameter", param, "others")
    assert_close(whole, expected)


def assert_walk(optimiser, start, rounds, lr, momentum):
    """Step by step the optimiser goes where the formula leads."""
    columns = list(zip(*rounds, strict=True))  # the gradients of each parameter
    places = [oracles.descent(p, column, lr, momentum) for p, column in zip(start, columns, strict=True)]
    for number, grads in enumerate(rounds):
        expected = [place[number] for place in places]
        assert_params(optimiser.step(copies(grads)), optimiser, expected, f"after step {number + 1}")


def assert_unchanged(_, rounds, before):
    """The step that comes first has left the gradients of all rounds alone."""
    for grads, wanted in zip(rounds, before, strict=True):
        for tensor, numbers in zip(grads, wanted, strict=True):
            reason = "a gradient of this step or of an earlier one is not what it was"
            assert_holds(torch.equal(tensor, numbers), reason, tensor, numbers)


def assert_same_tensors(_, optimiser, given_tensors, views):
    """The optimiser still works on the storage of the tensors that it was given, which have flat views."""
    for number, (param, own, view) in enumerate(zip(optimiser.params, given_tensors, views, strict=True)):
        reason = f"params[{number}] has another storage than the tensor that was given"
        assert_holds(shares_memory(param, own), reason, param, "the same tensor, changed in place")
        assert_holds(not own.requires_grad, f"params[{number}] now asks for autograd's gradient", True, False)
        reason = f"the tensor that was given does not hold the numbers of params[{number}]"
        assert_holds(torch.equal(own, param), reason, own, param)
        reason = f"a view of the tensor, made before, does not show the numbers of params[{number}]"
        assert_holds(torch.equal(view, param.reshape(-1)), reason, view, param.reshape(-1))


@TWICE
@given(SEEDS)
def test_seven_samples_in_batches_of_three_come_as_three_and_three_and_one(seed):
    """Seven samples in batches of 3 give batches of 3, 3 and 1, and nine samples give 3, 3 and 3."""
    assert_sizes(stage.minibatches(7, 3, seeded(seed)), 7, 3)
    assert_sizes(stage.minibatches(9, 3, seeded(seed)), 9, 3)


@TWICE
@given(SEEDS)
def test_every_batch_is_full_but_perhaps_the_last(seed):
    """Batches are int64 tensors (B,); where B does not divide N a shorter one comes last, and none is empty."""
    for num_samples, batch_size in SIZES:
        assert_sizes(stage.minibatches(num_samples, batch_size, seeded(seed)), num_samples, batch_size)


@TWICE
@given(SEEDS)
def test_a_batch_size_beyond_the_samples_gives_one_batch(seed):
    """Where all the samples fit into one batch, there is one batch, and it holds them all."""
    for num_samples, batch_size in ((1, 1), (1, 2), (3, 3), (3, 4), (3, 100), (31, 32)):
        assert_sizes(stage.minibatches(num_samples, batch_size, seeded(seed)), num_samples, batch_size)
        assert_an_epoch(stage.minibatches(num_samples, batch_size, seeded(seed)), num_samples)


@TWICE
@given(SEEDS)
def test_an_epoch_has_every_index_exactly_once(seed):
    """The batches of an epoch, collected, hold each index from 0 to N - 1 exactly once."""
    for num_samples, batch_size in SIZES:
        assert_an_epoch(stage.minibatches(num_samples, batch_size, seeded(seed)), num_samples)


@TWICE
@given(SEEDS)
def test_an_epoch_of_60000_digits_mixes_them_all(seed):
    """Each of 60,000 indices comes once, and each batch of 1,000 has some from each tenth of the data."""
    batches = take_batches(stage.minibatches(60_000, 1_000, seeded(seed)), 60)
    assert_sizes(batches, 60_000, 1_000)
    assert_an_epoch(batches, 60_000)
    for batch in batches:
        tenths = torch.unique(batch // 6_000).tolist()
        assert_equal(tenths, list(range(10)), "a batch has samples from some tenths of the data only")


@FEW
@given(SEEDS, SEEDS)
def test_a_batch_stays_as_it_is(seed, other):
    """A batch holds the same indices when the next one has come, and when the next epoch has."""
    batches, before = [], []
    for batch in stage.minibatches(11, 4, seeded(seed)):
        batches.append(batch)
        before.append(batch.clone())
        assert_holds(len(batches) <= 3, "11 samples, 4 a batch: there are more batches than 3", batches, "3 batches")
    assert_an_epoch(stage.minibatches(11, 4, seeded(other)), 11)
    for batch, wanted in zip(batches, before, strict=True):
        assert_close(batch, wanted)


@FEW
@given(SEEDS, SEEDS, st.integers(1, 4))
def test_epochs_that_take_turns_do_not_disturb_each_other(seed, other, batch_size):
    """Two epochs whose batches are asked for in turns are complete, and so is one after an epoch that was given up."""
    next(iter(stage.minibatches(9, 2, seeded(seed))))
    one, two = iter(stage.minibatches(11, 4, seeded(seed))), iter(stage.minibatches(6, batch_size, seeded(other)))
    batches = [], []
    for _ in range(7):
        for found, epoch in zip(batches, (one, two), strict=True):
            found.extend(batch for batch in [next(epoch, None)] if batch is not None)
    assert_an_epoch(batches[0], 11)
    assert_an_epoch(batches[1], 6)


@FEW
@given(SEEDS, SEEDS, st.sampled_from([20, 500]))
def test_a_generator_in_the_same_state_gives_the_same_batches(seed, elsewhere, num_samples):
    """With generators in the same state two epochs are the same, whatever the global random numbers have done."""
    first = take_indices(stage.minibatches(num_samples, 3, seeded(seed)), num_samples)
    seed_everything_else(elsewhere)
    again = take_indices(stage.minibatches(num_samples, 3, seeded(seed)), num_samples)
    assert_equal(again, first, "the generator was in the same state, and the order is another")


@FEW
@given(SEEDS, st.integers(1, 3))
def test_a_generator_put_back_gives_the_same_batches_again(seed, epochs):
    """Only the state of the generator counts, and not how many epochs it has given before."""
    generator = seeded(seed)
    for _ in range(epochs):
        take_batches(stage.minibatches(20, 3, generator), 20)
    state = generator.get_state()
    first = take_indices(stage.minibatches(20, 3, generator), 20)
    generator.set_state(state)
    again = take_indices(stage.minibatches(20, 3, generator), 20)
    assert_equal(again, first, "the generator was put back to its earlier state, and the order is another")


@FEW
@given(SEEDS, st.integers(1, 2**31))
def test_another_seed_gives_other_batches(seed, step):
    """Generators with different seeds deal the samples out in different ways."""
    first = take_groups(stage.minibatches(20, 3, seeded(seed)), 20)
    other = take_groups(stage.minibatches(20, 3, seeded(seed + step)), 20)
    assert_holds(other != first, "another seed, and the same batches", other, "other batches")


@TWICE
@given(SEEDS)
def test_each_epoch_has_other_batches(seed):
    """Of 100 epochs with one generator no two have the same batches: each call moves it on."""
    generator, seen = seeded(seed), []
    for _ in range(100):
        groups = take_groups(stage.minibatches(20, 3, generator), 20)
        assert_another(groups, seen)
        seen.append(groups)


@SOME
@given(SEEDS, st.integers(2, 20), st.integers(1, 25))
def test_an_epoch_moves_the_generator_on(seed, num_samples, batch_size):
    """What the generator draws after an epoch, one of a single batch too, is not what it would have drawn before."""
    generator = seeded(seed)
    take_batches(stage.minibatches(num_samples, batch_size, generator), num_samples)
    drawn, fresh = torch.rand(4, generator=generator), torch.rand(4, generator=seeded(seed))
    assert_holds(not torch.equal(drawn, fresh), "the generator is where it was before", drawn, "other numbers")


@FEW
@given(SEEDS, SEEDS)
def test_global_random_numbers_go_on_undisturbed(elsewhere, seed):
    """An epoch neither seeds nor uses up the global random numbers of torch, NumPy and Python."""
    seed_everything_else(elsewhere)
    wanted = torch.rand(1).item(), np.random.rand(), random.random()
    seed_everything_else(elsewhere)
    take_batches(stage.minibatches(20, 3, seeded(seed)), 20)
    drawn = torch.rand(1).item(), np.random.rand(), random.random()
    assert_equal(drawn, wanted, "the next global random numbers of torch, NumPy and Python are others than without it")


@TWICE
@given(SEEDS)
def test_three_samples_come_in_every_order(seed):
    """Three samples, one a batch: all six orders come up in 150 epochs."""
    generator = seeded(seed)
    orders = [take_indices(stage.minibatches(3, 1, generator), 3) for _ in range(150)]
    assert_all_came(orders, list(permutations(range(3))))


@TWICE
@given(SEEDS)
def test_any_two_samples_can_share_a_batch(seed):
    """Four samples, two a batch: each of the six pairs is the first batch of some epoch in 150."""
    generator = seeded(seed)
    pairs = [take_groups(stage.minibatches(4, 2, generator), 4)[0] for _ in range(150)]
    assert_all_came(pairs, list(combinations(range(4), 2)))


@TWICE
@given(SEEDS)
def test_any_sample_can_be_left_over(seed):
    """Three samples, two a batch: each of them is the short last batch of some epoch in 150."""
    generator = seeded(seed)
    last = [take_groups(stage.minibatches(3, 2, generator), 3)[-1] for _ in range(150)]
    assert_all_came(last, [(0,), (1,), (2,)])


@TWICE
@given(SEEDS)
def test_an_index_comes_early_as_often_as_late(seed):
    """In 200 epochs of five batches of 40 each fifth of the indices is spread evenly over the batches."""
    generator, counts = seeded(seed), torch.zeros(5, 5)
    for _ in range(200):
        batches = take_batches(stage.minibatches(200, 40, generator), 5)
        assert_sizes(batches, 200, 40)
        counts += torch.stack([torch.bincount(batch // 40, minlength=5) for batch in batches])
    surprise = ((counts - 1600) ** 2 / 1600).sum()  # chi squared, 16 degrees of freedom: above 100 once in 10^13 times
    reason = "row by row, how many indices of each fifth came in the first, second, ... batch of their epoch"
    assert_holds(surprise < 100, reason, counts, "about 1600 everywhere")


@FEW
@given(descents(), RATES, TYPES)
def test_a_new_optimiser_holds_the_tensors_that_it_is_given(case, lr, container):
    """Before the first step `params` holds the given tensors themselves, in their order, with their numbers."""
    start, _ = case
    own = copies(start)
    optimiser = stage.SGD(container(own), lr=lr)
    kind = type(optimiser.params).__name__
    assert_holds(isinstance(optimiser.params, list | tuple), f"params is a {kind}", kind, "a list or a tuple")
    assert_params(None, optimiser, start, "before the first step")
    assert_same_tensors(None, optimiser, own, [tensor.view(-1) for tensor in own])


@FEW
@given(descents(), RATES, MOMENTA, TYPES)
def test_step_leaves_the_gradients_alone(case, lr, momentum, container):
    """A step changes no gradient: not the one that it is given, and not that of the step before."""
    start, rounds = case
    optimiser = stage.SGD(copies(start), lr=lr, momentum=momentum)
    own = [container(copies(grads)) for grads in rounds]
    for grads in own:
        assert_unchanged(optimiser.step(grads), own, rounds)


@SOME
@given(descents(), RATES)
def test_a_plain_step_is_lr_times_the_gradient_downhill(case, lr):
    """Without momentum a step takes each parameter p to p - lr * g."""
    start, (grads, *_) = case
    optimiser = stage.SGD(copies(start), lr=lr)
    expected = [p - lr * g for p, g in zip(start, grads, strict=True)]
    assert_params(optimiser.step(grads), optimiser, expected)


def test_three_steps_of_the_example_in_the_lesson():
    """On f(w) = w^2 / 2 from 4, with lr 1/2: plain to 2, 1 and 1/2; with momentum 1/2 to 2, 0 and -1."""
    for momentum, places in ((0.0, (2.0, 1.0, 0.5)), (0.5, (2.0, 0.0, -1.0))):
        w = torch.tensor([4.0])
        optimiser = stage.SGD([w], lr=0.5, momentum=momentum)
        for number, place in enumerate(places):
            grad = optimiser.params[0].clone()
            assert_params(optimiser.step([grad]), optimiser, [torch.tensor([place])], f"after step {number + 1}")


@FEW
@given(descents(), RATES, MOMENTA)
def test_the_first_step_with_momentum_is_a_plain_one(case, lr, momentum):
    """The velocity is 0 at first, so that the first step is lr * g, whatever the momentum."""
    start, (grads, *_) = case
    optimiser = stage.SGD(copies(start), lr=lr, momentum=momentum)
    expected = [p - lr * g for p, g in zip(start, grads, strict=True)]
    assert_params(optimiser.step(grads), optimiser, expected)


@FEW
@given(shapes(2, high=3).flatmap(quick_tensors), RATES, MOMENTA)
def test_without_a_gradient_the_steps_shrink_by_the_momentum(grad, lr, momentum):
    """After one gradient and then zeros, each step is `momentum` times the one before it."""
    place = torch.zeros_like(grad)
    optimiser = stage.SGD([torch.zeros_like(grad)], lr=lr, momentum=momentum)
    for number in range(12):
        grads = [grad.clone() if number == 0 else torch.zeros_like(grad)]
        place = place - lr * momentum**number * grad
        assert_params(optimiser.step(grads), optimiser, [place], f"after step {number + 1}")


@FEW
@given(descents(), RATES)
def test_without_momentum_a_step_remembers_nothing(case, lr):
    """With momentum 0, which is the default, each step is lr times its own gradient alone."""
    start, rounds = case
    stage.SGD(copies(start), lr, 0.75)  # its momentum is its own
    for momentum in ((), (0.0,)):
        optimiser, expected = stage.SGD(copies(start), lr, *momentum), start
        for number, grads in enumerate(rounds):
            expected = [p - lr * g for p, g in zip(expected, grads, strict=True)]
            assert_params(optimiser.step(grads), optimiser, expected, f"after step {number + 1}")


@SOME
@given(descents(), RATES, MOMENTA, TYPES)
def test_steps_change_the_tensors_that_were_given(case, lr, momentum, container):
    """After each step the caller's own tensors, and views of them, hold the new numbers: nothing is replaced."""
    start, rounds = case
    own = copies(start)
    views = [tensor.view(-1) for tensor in own]
    optimiser = stage.SGD(container(own), lr=lr, momentum=momentum)
    for grads in rounds:
        assert_same_tensors(optimiser.step(grads), optimiser, own, views)


@FEW
@given(FLOATS, st.sampled_from([0.1, 0.03]), st.integers(1, 4))
def test_steps_change_nothing_beside_the_parameter(dtype, lr, grad):
    """Of a tensor that is trained in parts only those parts change, and they change in that tensor."""
    whole = torch.arange(24, dtype=dtype).view(4, 6)
    optimiser = stage.SGD(parts_of(whole), lr=lr, momentum=0.9)
    for _ in range(2):
        grads = [torch.full_like(part, grad) for part in parts_of(whole)]
        assert_only_parts_change(optimiser.step(grads), optimiser, whole)


@SOME
@given(along(some_tensors(3), laid_out), RATES)
def test_parameters_and_gradients_lie_in_memory_as_they_like(case, lr):
    """A transposed or sliced parameter is moved number by number like any other, and so with its gradient."""
    (start, *grads), (parameter, *laid_out_grads) = case
    optimiser = stage.SGD([parameter], lr=lr, momentum=0.9)
    places = oracles.descent(start, grads, lr, 0.9)
    for number, grad in enumerate(laid_out_grads):
        assert_params(optimiser.step([grad]), optimiser, [places[number]], f"after step {number + 1}")


@FEW
@given(RATES, MOMENTA)
def test_each_parameter_has_a_velocity_of_its_own(lr, momentum):
    """Three parameters of one shape, two of them without a gradient: those two stay where they are."""
    start = [torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]), torch.tensor([5.0, 6.0])]
    zero, grad = torch.zeros(2), torch.tensor([8.0, -8.0])
    optimiser = stage.SGD(copies(start), lr=lr, momentum=momentum)
    for number in range(3):
        moved = start[1] - lr * sum(momentum**power * (number + 1 - power) for power in range(number + 1)) * grad
        expected = [start[0], moved, start[2]]
        grads = [zero.clone(), grad.clone(), zero.clone()]
        assert_params(optimiser.step(grads), optimiser, expected, f"after step {number + 1}")


@FEW
@given(descents(), RATES, MOMENTA)
def test_two_optimisers_share_nothing(case, lr, momentum):
    """Two optimisers that take turns each go their own way: neither knows the other's velocities or numbers."""
    start, rounds = case
    one = stage.SGD(copies(start), lr=lr, momentum=momentum)
    two = stage.SGD(copies(start), lr=2 * lr, momentum=momentum / 2)
    columns = list(zip(*rounds, strict=True))
    places = [oracles.descent(p, column, lr, momentum) for p, column in zip(start, columns, strict=True)]
    turned = [oracles.descent(p, [-g for g in gs], 2 * lr, momentum / 2) for p, gs in zip(start, columns, strict=True)]
    for number, grads in enumerate(rounds):
        when = f"after step {number + 1} of two optimisers that take turns"
        assert_params(one.step(copies(grads)), one, [place[number] for place in places], when)
        assert_params(two.step([-g for g in grads]), two, [place[number] for place in turned], when)


@FEW
@given(descents(), RATES, MOMENTA)
def test_a_new_optimiser_of_the_same_tensors_starts_at_rest(case, lr, momentum):
    """A second optimiser of the same tensors has velocities of its own, which are 0 at first."""
    start, (grads, *_) = case
    own, expected = copies(start), start
    for which in ("first", "second"):
        optimiser = stage.SGD(own, lr=lr, momentum=momentum)
        expected = [p - lr * g for p, g in zip(expected, grads, strict=True)]
        when = f"after the first step of the {which} optimiser of the same tensors"
        assert_params(optimiser.step(copies(grads)), optimiser, expected, when)


@SOME
@given(descents(), RATES, MOMENTA)
def test_gradients_may_be_overwritten_after_the_step(case, lr, momentum):
    """A program may collect all its gradients in the same tensors: the steps before keep what they were given."""
    start, rounds = case
    places = [oracles.descent(p, gs, lr, momentum) for p, gs in zip(start, zip(*rounds, strict=True), strict=True)]
    optimiser = stage.SGD(copies(start), lr=lr, momentum=momentum)
    grads = copies(rounds[0])
    for number, fresh in enumerate(rounds):
        for tensor, numbers in zip(grads, fresh, strict=True):
            tensor.copy_(numbers)
        assert_params(optimiser.step(grads), optimiser, [place[number] for place in places], f"after step {number + 1}")


@FEW
@given(some_tensors(4), RATES, MOMENTA)
def test_a_step_starts_where_the_parameter_is(case, lr, momentum):
    """When somebody else writes into a parameter between two steps, the next step goes on from there."""
    start, first, elsewhere, second = case
    own = start.clone()
    optimiser = stage.SGD([own], lr=lr, momentum=momentum)
    assert_params(optimiser.step([first.clone()]), optimiser, [start - lr * first])
    own.copy_(elsewhere)
    expected = [elsewhere - lr * (momentum * first + second)]
    assert_params(optimiser.step([second.clone()]), optimiser, expected, "after it was overwritten, and a step")


@FEW
@given(shapes(2, high=3).flatmap(lambda shape: quick_tensors(shape, torch.float64)))
def test_steps_are_in_proportion_to_the_gradient(grad):
    """A gradient a million times larger or smaller makes steps that are as much larger or smaller."""
    for size in (1.0, 1e6, 1e-6):
        optimiser = stage.SGD([torch.zeros_like(grad)], lr=0.1, momentum=0.5)
        optimiser.step([size * grad])
        optimiser.step([size * grad])
        assert_close(optimiser.params[0] / size, -0.25 * grad, 1e-10)


@SOME
@given(descents(), RATES, MOMENTA)
def test_every_step_matches_the_formula(case, lr, momentum):
    """v = momentum * v + g, then p = p - lr * v, for each number of each parameter, to 10 digits in float64."""
    start, rounds = case
    assert_walk(stage.SGD(copies(start), lr=lr, momentum=momentum), start, rounds, lr, momentum)


@FEW
@given(RATES, MOMENTA)
def test_the_hundredth_step_is_like_the_first(lr, momentum):
    """lr and momentum stay what they were: a hundred steps with gradients that come again match the formula."""
    start, grads = (
        torch.tensor([1.0, -2.0], dtype=torch.float64),
        torch.tensor([[3.0, 0.5], [-1.0, 2.0], [0.25, 0]]).double(),
    )
    optimiser, rounds = stage.SGD([start.clone()], lr=lr, momentum=momentum), [grads[i % 3] for i in range(100)]
    for grad in rounds:
        optimiser.step([grad.clone()])
    assert_params(None, optimiser, oracles.descent(start, rounds, lr, momentum)[-1:], "after 100 steps")


@SOME
@given(descents(torch.float64), RATES, MOMENTA, st.integers(0, 1))
def test_parameters_of_two_dtypes_are_trained_side_by_side(case, lr, momentum, first):
    """float32 and float64 parameters of one optimiser each keep their dtype, and float64 its ten digits."""
    dtypes = (torch.float32, torch.float64)
    start, *rounds = ([(t / 3).to(dtypes[(first + i) % 2]) for i, t in enumerate(row)] for row in (case[0], *case[1]))
    assert_walk(stage.SGD(copies(start), lr=lr, momentum=momentum), start, rounds, lr, momentum)


@TWICE
@given(st.integers(0, 100))
def test_the_parameters_of_the_whole_network_are_trained(phase):
    """Kernels (8, 5, 5), weights (1152, 10) and biases (10,) in float32 match the formula over five steps."""
    rows = torch.linspace(phase, phase + 2, 6 * 11_730).view(6, 11_730).sin()
    sizes = ((8, 5, 5), (1152, 10), (10,))
    cut = [[part.view(shape) for part, shape in zip(row.split([200, 11_520, 10]), sizes, strict=True)] for row in rows]
    start, rounds = cut[0], cut[1:]
    assert_walk(stage.SGD(copies(start), lr=0.05, momentum=0.9), start, rounds, 0.05, 0.9)


@TWICE
@given(quick_tensors((2, 3), torch.float64))
def test_the_bottom_of_a_bowl_is_found(bottom):
    """On f(w) = sum(c * (w - bottom)^2) / 2 with c from 1/2 to 2, 120 steps lead from afar to the bottom."""
    c = torch.tensor([[0.5, 1.0, 2.0], [2.0, 1.0, 0.5]], dtype=torch.float64)
    for momentum in (0.0, 0.5, 0.8):
        optimiser = stage.SGD([torch.full_like(bottom, 10)], lr=0.3, momentum=momentum)
        for _ in range(120):
            optimiser.step([c * (optimiser.params[0] - bottom)])
        found = optimiser.params[0]
        assert_close(found, bottom, 1e-4)
