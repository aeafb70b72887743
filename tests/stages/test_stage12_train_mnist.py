"""The laws of stage 12, from the first thing that breaks to the last.

About the parameters they know only that they are tensors, which can be written into: number, order and shapes are free.
"""

import functools
import random

import numpy as np
import stage12_train_mnist as stage
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kata.checks import (
    Mismatch,
    assert_close,
    assert_equal,
    assert_finite,
    assert_holds,
    assert_shape,
    take,
)
from kata.data import load_digits

FEW, SOME = settings(max_examples=3), settings(max_examples=8)

SEEDS = st.integers(0, 2**30)
COUNTS = st.sampled_from([1, 2, 3, 5, 8, 10])
"""How many digits: as many as there are kernels or classes, too."""

MOVE = 0.003
"""By how much the logits change in a test of the gradients: little enough to be a straight line."""

SLOPE = 0.02
"""How far a gradient may be off. Right ones stay below 0.007: even a small step lets some other pixels win."""

TRAINED = 2e-5
"""How far a parameter may be off after a few steps; the steps themselves are some hundred times as long."""

TINY = 3e-6
"""A learning rate so small that the gradients of all images stay what they are for a whole epoch."""


@functools.cache
def bundled():
    """The bundled digits: images (5000, 28, 28) from 0 to 1, and their classes."""
    found = load_digits()
    return torch.from_numpy(found.images).float() / 255, torch.from_numpy(found.labels)


def draw(count, seed, model):
    """Different digits (count, 28, 28) from 0 to 1, in the dtype of the model's parameters, and their classes."""
    images, labels = bundled()
    chosen = torch.randperm(len(images), generator=seeded(seed))[:count]
    return images[chosen].to(tensors(model)[0].dtype), labels[chosen]


def seeded(seed):
    """A new generator, in the state that the seed gives it."""
    return torch.Generator().manual_seed(seed)


def seed_everything(seed):
    """Put all the global random numbers into another state."""
    torch.manual_seed(seed)
    np.random.seed(seed % 2**32)
    random.seed(seed)


def tensors(model):
    """The parameters, as tensors that can be written into."""
    return [as_tensor(param).detach() for param in take(model.parameters(), 100)]


def as_tensor(value):
    """The value itself, which has to be a tensor."""
    assert_holds(isinstance(value, torch.Tensor), f"it is a {type(value).__name__}", value, "a tensor")
    return value


def copies(numbers):
    """New tensors with the same numbers."""
    return [tensor.detach().clone() for tensor in numbers]


def flat(numbers):
    """All the numbers of some tensors in a row, in float64."""
    return torch.cat([tensor.detach().reshape(-1).double() for tensor in numbers])


def put(model, numbers):
    """Write numbers into the parameters of a model."""
    write(tensors(model), numbers)


def write(params, numbers):
    """Write numbers into parameters."""
    for param, wanted in zip(params, numbers, strict=True):
        param.copy_(wanted)


def network(seed):
    """A new network, drawn with the global random numbers in the state that the seed gives them."""
    seed_everything(seed)
    return stage.CNN()


def rough_network(seed):
    """A network with random numbers added to all its parameters, so that none of them is 0."""
    model, generator = network(seed), seeded(seed)
    put(model, [param + 0.05 * torch.randn(param.shape, generator=generator) for param in tensors(model)])
    return model


def twin(model):
    """Another network with the same parameters."""
    other = stage.CNN()
    put(other, copies(tensors(model)))
    return other


def cross_entropy(logits, targets):
    """The mean cross-entropy of logits (N, C), in float64."""
    return torch.nn.functional.cross_entropy(logits.detach().double(), targets).item()


def answer(result):
    """Loss and gradients, as loss_and_grads returned them."""
    parts = take(result, 2)
    assert_equal(len(parts), 2, "it should return two things: the loss, and the gradients")
    return parts[0], take(parts[1], 100)


def gradients(result, model):
    """The gradients out of (loss, gradients): as many as there are parameters, of their shapes."""
    _, grads = answer(result)
    params = tensors(model)
    found = [as_tensor(grad).detach() for grad in grads]
    assert_equal(len(found), len(params), f"there are {len(found)} gradients for {len(params)} parameters")
    for number, (grad, param) in enumerate(zip(found, params, strict=True)):
        if grad.shape != param.shape:
            reason = f"gradient {number} has the shape {tuple(grad.shape)}, its parameter {tuple(param.shape)}"
            raise Mismatch(reason, grad, f"a gradient {tuple(param.shape)}")
    return found


def assert_logits(logits, count):
    """Finite floats (N, 10)."""
    assert_shape(logits, (count, 10))
    assert_holds(as_tensor(logits).is_floating_point(), f"the dtype is {logits.dtype}", logits, "floats")
    assert_finite(logits)


def assert_same(got, expected, what, allowed=None):
    """Numbers that agree but for rounding, each tensor of them in its own size; `what` takes its number."""
    for number, (found, wanted) in enumerate(zip(got, expected, strict=True)):
        size = wanted.detach().abs().max().clamp(min=1e-3).item()
        try:
            assert_close(found.detach(), wanted.detach().to(found.dtype), allowed or 1e-3 * size)
        except Mismatch as error:
            raise Mismatch(f"{what.format(number)}: {error.reason}", error.got, error.expected) from None


def assert_unchanged(_, got, before, what):
    """The call that comes first has left these tensors as they were."""
    for number, (found, wanted) in enumerate(zip(got, before, strict=True)):
        assert_holds(torch.equal(found, wanted), f"{what.format(number)} changed", found, wanted)


def assert_differs(got, other, reason):
    """Logits that are not the same."""
    assert_holds(not torch.allclose(got, other, 1e-4, 1e-4), reason, got, "other logits")


def assert_number(got, expected, tolerance, what):
    """A number, or a tensor of one number, near the expected one."""
    assert_holds(got is not None, "it returned None: is a `return` missing?", got, expected)
    number = float(got)
    reason = f"{what} is {number:.6g}, and should be {expected:.6g}"
    assert_holds(abs(number - expected) <= tolerance, reason, float(f"{number:.6g}"), float(f"{expected:.6g}"))


def assert_loss(result, expected, what="the loss"):
    """The loss out of (loss, gradients), relative to the larger of 1 and the expected one."""
    loss, _ = answer(result)
    assert_number(loss, expected, 1e-4 * max(1, expected), what)


def assert_gradients(result, model):
    """As many gradients as there are parameters, of their shapes, with finite numbers."""
    for grad in gradients(result, model):
        assert_finite(grad)


def directions(grads, chosen, generator):
    """For each chosen gradient a random way that is not far from uphill, with steps of 1 at most; else zeros."""
    found = [torch.zeros_like(grad) for grad in grads]
    for number in chosen:
        grad = grads[number]
        signs = torch.randint(2, grad.shape, generator=generator) * 2 - 1
        size = grad.square().mean().sqrt()
        way = 2 * torch.rand(grad.shape, generator=generator) * grad + (size if size > 0 else 1) * signs
        found[number] = way / way.abs().max()
    return found


def flat_directions(grads, chosen, generator):
    """Random steps of 1 and -1 where the chosen gradients are 0; else zeros."""
    found = [torch.zeros_like(grad) for grad in grads]
    for number in chosen:
        signs = torch.randint(2, grads[number].shape, generator=generator) * 2 - 1
        found[number] = (grads[number] == 0) * signs.to(grads[number].dtype)
    return found


def step_size(model, images, params, start, ways):
    """How far to go along `ways` so that the logits change by MOVE; the model is left there."""
    before = model.forward(images).detach().double()
    write(params, [param + 1e-3 * way for param, way in zip(start, ways, strict=True)])
    change = (model.forward(images).detach().double() - before).abs().max().item()
    return 1e-3 * MOVE / change if change > 0 else 1e-3


def assert_slopes(result, model, images, targets, chosen, seed, directions=directions):
    """Where the chosen parameters move a little, the loss changes by gradient times step."""
    grads, params = gradients(result, model), tensors(model)
    start = copies(params)
    ways = directions(grads, chosen, seeded(seed))
    step, ends, losses = step_size(model, images, params, start, ways), [], []
    for sign in (1, -1):
        write(params, [param + sign * step * way for param, way in zip(start, ways, strict=True)])
        ends.append(flat(params))
        losses.append(cross_entropy(model.forward(images), targets))
    write(params, start)
    found, change = (flat(grads) @ (ends[0] - ends[1])).item(), losses[0] - losses[1]
    which = f"gradient {chosen[0]}, {tuple(grads[chosen[0]].shape)}," if len(chosen) == 1 else "the gradients"
    reason = f"{which} times a small step is {found:.3g}; with that step the loss changes by {change:.3g}"
    right = abs(found - change) <= SLOPE * max(abs(found), abs(change)) + 1e-5
    assert_holds(right, reason, float(f"{found:.4g}"), float(f"{change:.4g}"))


def assert_each_slope(result, model, images, targets, seed):
    """Each gradient by itself: along a way on which the loss changes, and where the gradient says that it does not."""
    result = answer(result)
    for number in range(len(tensors(model))):
        assert_slopes(result, model, images, targets, [number], seed)
        assert_slopes(result, model, images, targets, [number], seed, flat_directions)


def gradient_of_each_image(model, images, targets):
    """(P, N): the gradients of each image alone, in a column."""
    single = [model.loss_and_grads(images[n : n + 1], targets[n : n + 1]) for n in range(len(images))]
    return torch.stack([flat(gradients(result, model)) for result in single], dim=1)


def before_training(model, images, targets):
    """The gradients of each image alone, (P, N), and the parameters, (P,): what the weights are found with."""
    return gradient_of_each_image(model, images, targets), flat(tensors(model))


def weights_after(_, model, before):
    """(N,): how much each image has counted in a training so slow that it is a sum of the images' gradients."""
    columns, start = before
    moved = (start - flat(tensors(model))) / TINY
    finite = moved.isfinite().all() and columns.isfinite().all()
    assert_holds(finite, "the training gave NaN or infinity", moved, "finite numbers")
    return torch.linalg.lstsq(columns, moved[:, None], driver="gelsd").solution[:, 0]


def assert_weights(training, model, before, expected, in_order=True):
    """How much each image has counted in the training that comes first."""
    weights = weights_after(training, model, before)
    found = (weights if in_order else weights.sort().values).tolist()
    right = all(abs(one - other) <= 0.05 for one, other in zip(found, expected, strict=True))
    got = [round(weight, 2) + 0.0 for weight in found]
    assert_holds(right, f"the images counted {got}, and should have counted {expected}", got, expected)


def assert_moved(_, model, held, before):
    """The training that comes first has changed each of the tensors that were held, and they are the model's still."""
    for number, (param, start, now) in enumerate(zip(held, before, tensors(model), strict=True)):
        reason = f"the tensor of parameter {number} holds what it held before"
        assert_holds(not torch.equal(param, start), reason, param, "other numbers")
        assert_holds(torch.equal(param, now), f"parameter {number} is another tensor now", param, now)


def assert_near(_, model, expected, distance):
    """The training that comes first has left each parameter within this distance."""
    for number, (param, wanted) in enumerate(zip(tensors(model), expected, strict=True)):
        moved = (param - wanted).abs().max().item()
        assert_holds(moved <= distance, f"parameter {number} has moved by {moved:.3g}", param, wanted)


def assert_elsewhere(_, model, expected):
    """The training that comes first has left the model with other parameters than these."""
    apart = (flat(tensors(model)) - flat(expected)).abs().max().item()
    assert_holds(not apart <= 1e-4, "the parameters are those of the other seed", apart, "a difference above 0")


def assert_learned(_, model, images, targets, most):
    """The training that comes first has left the model with a loss of at most `most`."""
    loss = cross_entropy(model.forward(images), targets)
    assert_holds(loss <= most, f"the loss is {loss:.3g} after the training", float(f"{loss:.3g}"), f"at most {most}")


def assert_trained(_, model, expected):
    """The training that comes first has left the model with these parameters."""
    assert_same(tensors(model), expected, "parameter {}", TRAINED)


def test_forward_gives_ten_logits_for_each_image():
    """forward turns (N, 28, 28) into finite logits (N, 10), for one image or many."""
    model = stage.CNN()
    for count in (1, 2, 10, 28):
        images, _ = draw(count, count, model)
        assert_logits(model.forward(images), count)


def test_parameters_are_some_tensors():
    """parameters() gives tensors of finite floats, at least one."""
    model = stage.CNN()
    params = take(model.parameters(), 100)
    assert_holds(params, "there is no parameter", params, "tensors")
    for param in params:
        assert_holds(as_tensor(param).is_floating_point(), f"the dtype is {param.dtype}", param, "floats")
        assert_finite(param)


@FEW
@given(SEEDS)
def test_forward_leaves_images_and_parameters_alone(seed):
    """The forward pass changes neither the images nor the parameters."""
    model = rough_network(seed)
    images, _ = draw(3, seed, model)
    before = [images.clone(), *copies(tensors(model))]
    logits = model.forward(images)
    assert_unchanged(logits, [images], before[:1], "the images")
    assert_unchanged(logits, tensors(model), before[1:], "parameter {}")


@FEW
@given(SEEDS)
def test_images_know_nothing_of_each_other(seed):
    """The logits of an image are the same alone, in a batch, and in another place of the batch."""
    model = rough_network(seed)
    images, _ = draw(10, seed, model)
    logits, order = model.forward(images), torch.randperm(10, generator=seeded(seed))
    alone = torch.cat([model.forward(images[n : n + 1]) for n in range(10)])
    assert_close(alone, logits)
    assert_close(model.forward(images[order]), logits[order])


def test_images_lie_in_memory_as_they_like():
    """Transposed, sliced or stored the other way round, images have the same logits, loss and gradients."""
    model = rough_network(0)
    images, targets = draw(4, 0, model)
    logits, grads = model.forward(images), gradients(model.loss_and_grads(images, targets), model)
    wide = torch.stack([images, 1 - images], dim=3).flatten(2)
    layouts = images.mT.contiguous().mT, images.permute(1, 2, 0).contiguous().permute(2, 0, 1), wide[:, :, ::2]
    for layout in layouts:
        assert_close(model.forward(layout), logits)
        assert_same(gradients(model.loss_and_grads(layout, targets), model), grads, "gradient {}")


def test_forward_remembers_nothing():
    """A result is not changed by a later call, and new numbers in the same tensor give new logits."""
    model = rough_network(0)
    images, _ = draw(3, 0, model)
    others, _ = draw(3, 1, model)
    first = model.forward(images)
    before = first.detach().clone()
    wanted = model.forward(others).detach().clone()
    assert_close(first, before)
    images.copy_(others)
    assert_close(model.forward(images), wanted)


def test_parameters_are_those_that_forward_uses():
    """A change that is written into any of the parameters changes the logits, and can be taken back."""
    model = rough_network(0)
    images, _ = draw(2, 0, model)
    start, logits = copies(tensors(model)), model.forward(images).detach().clone()
    for number, param in enumerate(tensors(model)):
        param += torch.randn(param.shape, generator=seeded(number))
        moved = model.forward(images).detach().clone()
        put(model, start)
        reason = f"parameter {number}, {tuple(param.shape)}, was changed in place, and the logits are as before"
        assert_differs(moved, logits, reason)
        assert_close(model.forward(images), logits)


@FEW
@given(SEEDS)
def test_equal_parameters_make_equal_networks(seed):
    """A network with the parameters of another has its logits, loss and gradients: nothing else decides them."""
    model = rough_network(seed)
    images, targets = draw(3, seed, model)
    other = twin(model)
    assert_close(other.forward(images), model.forward(images))
    grads = gradients(model.loss_and_grads(images, targets), model)
    assert_same(gradients(other.loss_and_grads(images, targets), other), grads, "gradient {}")


def test_two_networks_share_nothing():
    """A new network, and whatever happens to its parameters, leaves the one before as it was."""
    model = stage.CNN()
    images, _ = draw(2, 0, model)
    before, logits = copies(tensors(model)), model.forward(images).detach().clone()
    other = stage.CNN()
    put(other, [param + 1 for param in tensors(other)])
    assert_unchanged(other, tensors(model), before, "parameter {} of the first network")
    assert_close(model.forward(images), logits)


@SOME
@given(SEEDS, COUNTS, st.sampled_from([1, 8]))
def test_the_loss_is_the_mean_cross_entropy_of_the_logits(seed, count, scale):
    """The loss is the mean of -log(p) over the batch, with p from the logits of forward."""
    model = rough_network(seed)
    images, targets = draw(count, seed, model)
    expected = cross_entropy(model.forward(scale * images), targets)
    assert_loss(model.loss_and_grads(scale * images, targets), expected)


def test_the_loss_of_300_digits_is_a_mean_too():
    """The loss of a large batch is still the mean over its images."""
    model = rough_network(0)
    images, targets = draw(300, 0, model)
    expected = cross_entropy(model.forward(images), targets)
    assert_loss(model.loss_and_grads(images, targets), expected)


def test_the_loss_stands_very_large_logits():
    """With parameters that are 2,000 times as large the loss is still right, and no gradient is NaN."""
    model = rough_network(0)
    images, targets = draw(5, 0, model)
    put(model, [2_000 * param for param in tensors(model)])
    expected = cross_entropy(model.forward(images), targets)
    result = answer(model.loss_and_grads(images, targets))
    assert_loss(result, expected)
    assert_gradients(result, model)


def test_each_parameter_has_a_gradient_of_its_shape():
    """loss_and_grads gives as many gradients as there are parameters, in their order and of their shapes."""
    model = stage.CNN()
    for count in (1, 3, 8, 10):
        images, targets = draw(count, count, model)
        assert_gradients(model.loss_and_grads(images, targets), model)


@FEW
@given(SEEDS)
def test_loss_and_grads_changes_nothing(seed):
    """Images, targets and parameters are afterwards as they were: it is train that takes the steps."""
    model = rough_network(seed)
    images, targets = draw(3, seed, model)
    before = [images.clone(), targets.clone(), *copies(tensors(model))]
    result = model.loss_and_grads(images, targets)
    assert_unchanged(result, [images], before[:1], "the images")
    assert_unchanged(result, [targets], before[1:2], "the targets")
    assert_unchanged(result, tensors(model), before[2:], "parameter {}")


@FEW
@given(SEEDS)
def test_loss_and_grads_remembers_nothing(seed):
    """The same images and targets give the same answer again, whatever came in between, and it stays as it is."""
    model = rough_network(seed)
    images, targets = draw(3, seed, model)
    others, other_targets = draw(3, seed + 1, model)
    result = answer(model.loss_and_grads(images, targets))
    before, loss = copies(gradients(result, model)), float(result[0])
    model.forward(others)
    model.loss_and_grads(others, other_targets)
    assert_same(gradients(result, model), before, "gradient {} after the next call")
    again = answer(model.loss_and_grads(images, targets))
    assert_same(gradients(again, model), before, "gradient {} the second time")
    assert_loss(again, loss, "the loss the second time")


@FEW
@given(SEEDS)
def test_all_gradients_together_say_how_the_loss_changes(seed):
    """In a new network gradient times step, summed over all parameters, is the change of the loss."""
    model = network(seed)
    for count in (1, 10):
        images, targets = draw(count, seed, model)
        chosen = list(range(len(tensors(model))))
        assert_slopes(model.loss_and_grads(images, targets), model, images, targets, chosen, seed)


@SOME
@given(SEEDS, COUNTS)
def test_each_gradient_says_how_the_loss_changes(seed, count):
    """Where one parameter moves and the others stay, its gradient times the step is the change of the loss."""
    model = rough_network(seed)
    images, targets = draw(count, seed, model)
    assert_each_slope(model.loss_and_grads(images, targets), model, images, targets, seed)


def test_the_gradients_of_a_large_batch_are_right():
    """The same with 64 digits at once."""
    model = rough_network(0)
    images, targets = draw(64, 0, model)
    assert_each_slope(model.loss_and_grads(images, targets), model, images, targets, 0)


@FEW
@given(SEEDS, st.sampled_from([2, 5]))
def test_the_gradients_are_right_for_brighter_images(seed, count):
    """The same with pixels from 0 to 8, where most sigmoids are near 0 or 1."""
    model = rough_network(seed)
    images, targets = draw(count, seed, model)
    bright = 8 * images
    assert_each_slope(model.loss_and_grads(bright, targets), model, bright, targets, seed)


@FEW
@given(SEEDS, st.sampled_from([1, 4]))
def test_the_gradients_are_right_for_grey_images(seed, count):
    """On images of a single grey all numbers of a pooling window tie: together they get its gradient once."""
    model = rough_network(seed)
    images, targets = draw(count, seed, model)
    grey = torch.rand((count, 1, 1), generator=seeded(seed)).to(images.dtype).expand(count, 28, 28)
    assert_each_slope(model.loss_and_grads(grey, targets), model, grey, targets, seed)


@FEW
@given(SEEDS, st.sampled_from([2, 5, 8]))
def test_the_gradient_of_a_batch_is_the_mean_of_its_images(seed, count):
    """Each gradient is the mean of those of the images, one by one: neither their sum nor that of the last."""
    model = rough_network(seed)
    images, targets = draw(count, seed, model)
    columns = gradient_of_each_image(model, images, targets)
    grads = gradients(model.loss_and_grads(images, targets), model)
    means = columns.mean(dim=1).split([grad.numel() for grad in grads])
    assert_same(grads, [part.view(grad.shape) for part, grad in zip(means, grads, strict=True)], "gradient {}")


def test_an_untrained_network_is_about_as_sure_as_a_guess():
    """Before training the mean loss is near log(10) = 2.30: at most 2.9, and no less than 2."""
    models = [stage.CNN() for _ in range(5)]
    batches = [draw(100, seed, model) for seed, model in enumerate(models)]
    losses = [cross_entropy(m.forward(images), targets) for m, (images, targets) in zip(models, batches, strict=True)]
    mean = sum(losses) / 5
    reason = f"the mean loss of five untrained networks is {mean:.3g}"
    assert_holds(2.0 <= mean <= 2.9, reason, float(f"{mean:.3g}"), "about 2.3")


def test_the_sigmoid_bounds_what_an_image_can_do():
    """Images 2^30 and 2^33 times as bright have the same logits: every sigmoid is at 0, at 1/2 or at 1."""
    model = rough_network(0)
    images, _ = draw(5, 0, model)
    bright, brighter = (model.forward(images * factor) for factor in (2.0**30, 2.0**33))
    off = (bright.double() - brighter.double()).abs().max().item()
    assert_holds(off < 0.05, f"eight times the brightness moves a logit by {off:.3g}", brighter, bright)


def test_pooling_keeps_the_largest_and_not_the_mean():
    """A faint image and its negative do not cancel: the largest of four is no mean of them."""
    model = rough_network(0)
    images, _ = draw(5, 0, model)
    faint, negative, black = (model.forward(images * factor).double() for factor in (2.0**-6, -(2.0**-6), 0.0))
    left, size = (faint + negative - 2 * black).abs().max().item(), (faint - negative).abs().max().item()
    reason = f"the logits move by up to {size:.3g}, and image and negative together by {left:.3g}"
    assert_holds(left > 0.05 * size, reason, left, f"more than {0.05 * size:.3g}")


def test_the_network_has_as_many_numbers_as_the_tutorials():
    """All parameters together hold about 11,730 numbers: 8 * 5 * 5 + 1152 * 10 + 10."""
    count = flat(tensors(network(0))).numel()
    assert_holds(11_730 <= count <= 11_800, "the parameters hold another number of numbers", count, 11_730)


def test_predict_gives_the_class_with_the_largest_logit():
    """predict turns (N, 28, 28) into N whole numbers: where each row of logits is largest. N may be 300."""
    model = rough_network(0)
    for count in (1, 10, 256, 300):
        images, _ = draw(count, count, model)
        before = images.clone()
        classes = model.predict(images)
        assert_shape(classes, (count,))
        assert_holds(not as_tensor(classes).is_floating_point(), f"the dtype is {classes.dtype}", classes, "classes")
        logits = model.forward(images).detach()
        chosen = logits.gather(1, classes.long().clamp(0, 9)[:, None])[:, 0]
        lower = logits.amax(dim=1) - chosen > 1e-4
        assert_holds(not lower.any(), f"{int(lower.sum())} of {count} are another class", classes, logits.argmax(dim=1))
        assert_unchanged(classes, [images], [before], "the images")


def test_accuracy_is_the_share_of_right_answers():
    """Of N images whose class is predicted for k, the accuracy is k / N: 0 for none and 1 for all."""
    model = rough_network(0)
    for count, wrong in ((1, 0), (4, 4), (7, 3), (300, 0), (300, 60)):
        images, _ = draw(count, count, model)
        targets = model.predict(images).long().clone()
        targets[count - wrong :] = (targets[count - wrong :] + 1) % 10
        assert_number(stage.accuracy(model, images, targets), 1 - wrong / count, 1e-6, "the accuracy")


def test_training_gives_a_history_and_leaves_the_data_alone():
    """train returns its history, and changes neither the images nor the targets."""
    model = stage.CNN()
    images, targets = draw(5, 0, model)
    before = [images.clone(), targets.clone()]
    history = stage.train(model, images, targets, epochs=2, lr=0.01, momentum=0.5, batch_size=2, seed=0)
    assert_holds(history is not None, "it returned None: is a `return` missing?", None, "a history")
    empty = hasattr(history, "__len__") and np.size(history) == 0
    assert_holds(not empty, "the history of two epochs is empty", history, "a loss for each epoch")
    assert_unchanged(history, [images, targets], before, "tensor {} of images and targets")


def test_training_changes_the_tensors_that_parameters_gave():
    """Whoever holds the parameters sees the training: their numbers change, and the tensors stay the same."""
    model = stage.CNN()
    images, targets = draw(5, 0, model)
    held, before = tensors(model), copies(tensors(model))
    assert_moved(stage.train(model, images, targets, 1, 0.1, 0.0, 2, 0), model, held, before)


def test_no_epoch_is_no_training():
    """With 0 epochs the parameters stay as they are: train does not start the network again."""
    model = rough_network(0)
    images, targets = draw(5, 0, model)
    before = copies(tensors(model))
    history = stage.train(model, images, targets, epochs=0, lr=0.1, momentum=0.9, batch_size=2, seed=0)
    assert_unchanged(history, tensors(model), before, "parameter {}")


@FEW
@given(SEEDS, st.sampled_from([5, 100]))
def test_an_epoch_of_one_batch_is_one_step(seed, batch_size):
    """Where a batch holds all the images, an epoch takes each parameter p to p - lr * g."""
    model = rough_network(seed)
    images, targets = draw(5, seed, model)
    grads = gradients(model.loss_and_grads(images, targets), model)
    expected = [param - 0.1 * grad for param, grad in zip(copies(tensors(model)), grads, strict=True)]
    assert_trained(stage.train(model, images, targets, 1, 0.1, 0.0, batch_size, seed), model, expected)


@FEW
@given(SEEDS)
def test_momentum_lasts_over_the_epochs(seed):
    """Over four epochs of one batch, v = momentum * v + g and p = p - lr * v, with v = 0 at the start only."""
    model = rough_network(seed)
    images, targets = draw(4, seed, model)
    other = twin(model)
    velocities = [torch.zeros_like(param) for param in tensors(other)]
    for _ in range(4):
        grads = gradients(other.loss_and_grads(images, targets), other)
        velocities = [0.8 * v + grad for v, grad in zip(velocities, grads, strict=True)]
        put(other, [param - 0.02 * v for param, v in zip(tensors(other), velocities, strict=True)])
    assert_trained(stage.train(model, images, targets, 4, 0.02, 0.8, 4, seed), model, tensors(other))


@FEW
@given(SEEDS)
def test_every_image_counts_once_an_epoch(seed):
    """In slow training with batches of one, each image has counted as often as there were epochs."""
    for count, epochs in ((3, 1), (6, 2)):
        model = network(seed)
        images, targets = draw(count, seed, model)
        before, wanted = before_training(model, images, targets), [epochs] * count
        assert_weights(stage.train(model, images, targets, epochs, TINY, 0.0, 1, seed), model, before, wanted)


@FEW
@given(SEEDS)
def test_a_last_batch_that_is_short_counts_too(seed):
    """Of 5 images in batches of 4, four share one step, a quarter each, and the fifth has a step of its own."""
    model = network(seed)
    images, targets = draw(5, seed, model)
    before, wanted = before_training(model, images, targets), [0.25] * 4 + [1]
    assert_weights(stage.train(model, images, targets, 1, TINY, 0.0, 4, seed), model, before, wanted, in_order=False)


@FEW
@given(SEEDS)
def test_momentum_carries_a_batch_into_the_next_ones(seed):
    """With momentum 1/2 the last of four images counts 1, the one before 1 + 1/2, and so on up to 1.875."""
    model = network(seed)
    images, targets = draw(4, seed, model)
    before, wanted = before_training(model, images, targets), [1, 1.5, 1.75, 1.875]
    assert_weights(stage.train(model, images, targets, 1, TINY, 0.5, 1, seed), model, before, wanted, in_order=False)


def test_each_epoch_has_another_order():
    """Momentum tells late images from early ones: the order of the second epoch is not always that of the first."""
    found = []
    for seed in range(3):
        model = stage.CNN()
        images, targets = draw(6, seed, model)
        before = before_training(model, images, targets)
        found.append(weights_after(stage.train(model, images, targets, 2, TINY, 0.8, 1, seed), model, before))
    steps = [sum(0.8**age for age in range(12 - step)) for step in range(12)]
    repeated = sorted(first + second for first, second in zip(steps[:6], steps[6:], strict=True))
    different = [not np.allclose(weights.sort().values.tolist(), repeated, atol=0.1) for weights in found]
    reason = "with each of three seeds the second epoch had the order of the first"
    assert_holds(any(different), reason, different, "at least one True")


@FEW
@given(SEEDS, SEEDS)
@example(0, 1)
def test_the_same_seed_gives_the_same_parameters(seed, elsewhere):
    """The same network, data and seed end at the same parameters, whatever has been drawn or trained in between."""
    model = network(seed)
    images, targets = draw(7, seed, model)
    start = copies(tensors(model))
    stage.train(model, images, targets, epochs=2, lr=0.02, momentum=0.5, batch_size=2, seed=seed)
    first = copies(tensors(model))
    seed_everything(elsewhere)
    other = stage.CNN()
    for again in (other, model):
        put(again, start)
        assert_trained(stage.train(again, images, targets, 2, 0.02, 0.5, 2, seed), again, first)


@FEW
@given(SEEDS, st.integers(1, 2**30))
def test_another_seed_gives_another_order(seed, step):
    """With another seed the images come in another order, and the parameters end elsewhere."""
    model = network(seed)
    images, targets = draw(10, seed, model)
    other = twin(model)
    stage.train(other, images, targets, 1, 0.05, 0.0, 1, seed)
    assert_elsewhere(stage.train(model, images, targets, 1, 0.05, 0.0, 1, seed + step), model, tensors(other))


def test_training_goes_on_from_where_the_network_is():
    """An epoch of tiny steps hardly moves a network: train neither draws new parameters nor rescales them."""
    model = rough_network(0)
    images, targets = draw(6, 0, model)
    start = copies(tensors(model))
    assert_near(stage.train(model, images, targets, 1, 1e-7, 0.0, 3, 0), model, start, 1e-3)


def test_eight_digits_are_learned_by_heart():
    """After 60 steps on the same eight digits their loss is below 1/2."""
    model = stage.CNN()
    images, targets = draw(8, 0, model)
    assert_learned(stage.train(model, images, targets, 60, 0.02, 0.9, 8, 0), model, images, targets, 0.5)


def test_the_kernels_do_not_all_learn_the_same():
    """After some steps most numbers of the parameters differ: kernels and weights that start equal stay equal."""
    model = stage.CNN()
    images, targets = draw(8, 0, model)
    stage.train(model, images, targets, epochs=20, lr=0.02, momentum=0.9, batch_size=8, seed=0)
    numbers = flat(tensors(model))
    share = len(torch.unique(numbers)) / len(numbers)
    reason = f"of {len(numbers)} numbers in the parameters only {share:.0%} are different ones"
    assert_holds(share > 0.2, reason, float(f"{share:.3g}"), "above 0.2")


def test_a_trained_network_reads_digits_that_it_has_not_seen():
    """Six epochs of 600 digits teach it to read more than half of 300 others; a guess gets a tenth of them."""
    model = stage.CNN()
    images, targets = draw(900, 0, model)
    stage.train(model, images[:600], targets[:600], epochs=6, lr=0.02, momentum=0.9, batch_size=20, seed=0)
    share = stage.accuracy(model, images[600:], targets[600:])
    reason = f"it reads {float(share):.0%} of the digits that it has not seen"
    assert_holds(0.5 < share <= 1, reason, float(share), "more than 0.5")
