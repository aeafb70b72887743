"""The laws of stage 12, from the first thing that breaks to the last.

About the parameters they know only that they are tensors, which can be written into: number, order and shapes are free.
What a number does is found out by its gradients on black images, and checked by logits that are computed here.
"""

import functools
import itertools
import random

import numpy as np
import stage12_train_mnist as stage
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.checks import (
    Mismatch,
    assert_close,
    assert_equal,
    assert_finite,
    assert_holds,
    assert_shape,
    shares_memory,
    take,
)
from kata.data import load_digits

ONE, TWO, FEW = settings(max_examples=1), settings(max_examples=2), settings(max_examples=3)
"""Few examples of few images: stage 11 may be a loop over the windows, and slow."""

SEEDS = st.integers(0, 2**30).filter(bool)
"""Without 0, which Hypothesis tries first, and which would be the only seed of a law with one example."""

COUNTS = st.sampled_from([1, 2, 3, 8, 10])
"""How many digits: as many as there are kernels or classes, too."""

MANY = 257
"""More images than fit into a part of 256, and of any other size: it is a prime number."""

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


def draw(count, seed):
    """Different digits (count, 28, 28) from 0 to 1, each a little shifted and paler than it was, and their classes."""
    (images, labels), generator = bundled(), seeded(seed)
    chosen = torch.randperm(len(images), generator=generator)[:count]
    down, right = torch.randint(-2, 3, (2,), generator=generator).tolist()
    contrast = 0.8 + 0.2 * torch.rand(count, 1, 1, generator=generator, dtype=torch.float32)
    return images[chosen].roll((down, right), (1, 2)) * contrast, labels[chosen]


def noise(count, seed):
    """Images (count, 28, 28) that look like nothing, with pixels on both sides of 0."""
    return torch.randn(count, 28, 28, generator=seeded(seed), dtype=torch.float32)


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
    """Finite float32 numbers (N, 10)."""
    assert_shape(logits, (count, 10))
    assert_holds(as_tensor(logits).dtype == torch.float32, f"the dtype is {logits.dtype}", logits, "float32 numbers")
    assert_finite(logits)


def assert_classes(classes, logits):
    """A class for each row of logits, int64 (N,), whose logit is as large as any but for rounding."""
    assert_shape(classes, (len(logits),))
    assert_holds(as_tensor(classes).dtype == torch.int64, f"the dtype is {classes.dtype}", classes, "int64")
    chosen = logits.detach().gather(1, classes.clamp(0, 9)[:, None])[:, 0]
    wrong = (logits.detach().amax(dim=1) - chosen > 1e-4) | (classes < 0) | (classes > 9)
    reason = f"{int(wrong.sum())} of {len(logits)} are another class"
    assert_holds(not wrong.any(), reason, classes, logits.detach().argmax(dim=1))


def assert_same_tensor(one, other, reason):
    """Two tensors with the same memory and the same numbers."""
    same = shares_memory(one, other) and one.shape == other.shape and torch.equal(one, other)
    assert_holds(same, reason, other, one)


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


def assert_apart(got, other, reason):
    """Parameters that are not the same."""
    assert_holds(not torch.equal(flat(got), flat(other)), reason, flat(got), "other numbers")


def assert_number(got, expected, tolerance, what):
    """A number, or a tensor of the shape (), near the expected one."""
    assert_holds(got is not None, "it returned None: is a `return` missing?", got, expected)
    shape = tuple(getattr(got, "shape", ()))
    assert_holds(shape == (), f"{what} has the shape {shape}, and should be a single number", got, expected)
    assert_holds(not isinstance(got, list | tuple | dict | str), f"{what} is a {type(got).__name__}", got, expected)
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


def assert_slopes(result, model, images, targets, chosen, seed, directions=directions):
    """Where the chosen parameters move a little, the loss changes by gradient times step."""
    grads, params = copies(gradients(result, model)), tensors(model)
    ways = directions(grads, chosen, seeded(seed))
    if not any(way.any() for way in ways):
        return
    start, before = copies(params), model.forward(images).detach().double()
    write(params, [param + 1e-3 * way for param, way in zip(start, ways, strict=True)])
    moved = (model.forward(images).detach().double() - before).abs().max().item()
    for part in (1, 1 / 4):  # other pixels that win are in the way of a large step, rounding in that of a small one
        step, ends, losses = part * (1e-3 * MOVE / moved if moved > 0 else 1e-3), [], []
        for sign in (1, -1):
            write(params, [param + sign * step * way for param, way in zip(start, ways, strict=True)])
            ends.append(flat(params))
            losses.append(cross_entropy(model.forward(images), targets))
        write(params, start)
        found, change = (flat(grads) @ (ends[0] - ends[1])).item(), losses[0] - losses[1]
        if abs(found - change) <= SLOPE * max(abs(found), abs(change)) + part * 1e-5:
            return
    which = f"gradient {chosen[0]}, {tuple(grads[chosen[0]].shape)}," if len(chosen) == 1 else "the gradients"
    reason = f"{which} times a small step is {found:.3g}; with that step the loss changes by {change:.3g}"
    raise Mismatch(reason, float(f"{found:.4g}"), float(f"{change:.4g}"))


def assert_each_slope(result, model, images, targets, seed):
    """Each gradient by itself: along a way on which the loss changes, and where the gradient says that it does not.

    Parameters of few numbers move together: one kernel alone would have to go far to move the logits.
    """
    result, sizes = answer(result), [param.numel() for param in tensors(model)]
    result = result[0], copies(gradients(result, model))
    small = [number for number, size in enumerate(sizes) if size < 100]
    for chosen in [[number] for number, size in enumerate(sizes) if size >= 100] + [small] * bool(small):
        assert_slopes(result, model, images, targets, chosen, seed)
        assert_slopes(result, model, images, targets, chosen, seed, flat_directions)


def roles(model):
    """Which numbers of the parameters are kernels, weights and biases, as three masks, and the class of each number.

    On a black image each sigmoid is 1/2. So what the gradient changes by when the target does is 0 for a kernel, 1/2
    for a weight and 1 for a bias; it is lowest where the target is the number's own class.
    """
    black, classes = torch.zeros(1, 28, 28, dtype=torch.float32), torch.arange(10)
    found = [flat(gradients(model.loss_and_grads(black, classes[c : c + 1]), model)) for c in range(10)]
    lowest, highest = torch.stack(found).min(dim=0), torch.stack(found).amax(dim=0)
    kernels, weights, biases = (((highest - lowest.values) - size).abs() < 0.01 for size in (0, 0.5, 1))
    counts = [int(weights.sum()), int(biases.sum())]
    reason = f"by its gradients on black images the network has {counts[0]} weights and {counts[1]} biases"
    assert_holds(counts == [11_520, 10], reason, counts, [11_520, 10])
    return kernels, weights, biases, lowest.indices


def put_flat(model, numbers):
    """Write a row of all numbers (P,) into the parameters."""
    params = tensors(model)
    parts = numbers.split([param.numel() for param in params])
    write(params, [part.view(param.shape).to(param.dtype) for part, param in zip(parts, params, strict=True)])


def logits_of_equal_kernels(images, kernel, weights, biases):
    """(N, 10) float64: all kernels hold one number, and each class has one weight (10,) and one bias (10,)."""
    sums = images.double().unfold(1, 5, 1).unfold(2, 5, 1).sum(dim=(3, 4))  # (N, 24, 24)
    largest = (kernel * sums).unfold(1, 2, 2).unfold(2, 2, 2).amax(dim=(3, 4))  # (N, 12, 12)
    return 8 * largest.sigmoid().sum(dim=(1, 2))[:, None] * weights + biases


def step(model, images, targets, lr):
    """One step of gradient descent, taken here: the loss of the batch before it."""
    grads, loss = gradients(model.loss_and_grads(images, targets), model), cross_entropy(model.forward(images), targets)
    put(model, [param - lr * grad for param, grad in zip(tensors(model), grads, strict=True)])
    return loss


def descent(model, images, targets, epochs, lr, momentum):
    """The losses before each step, where a batch holds all the images; the steps are taken here, and move the model."""
    velocities, losses = [torch.zeros_like(param) for param in tensors(model)], []
    for _ in range(epochs):
        losses.append(cross_entropy(model.forward(images), targets))
        grads = gradients(model.loss_and_grads(images, targets), model)
        velocities = [momentum * v + grad for v, grad in zip(velocities, grads, strict=True)]
        put(model, [param - lr * v for param, v in zip(tensors(model), velocities, strict=True)])
    return losses


def assert_history(history, expected):
    """A number for each epoch, near the expected one."""
    assert_holds(hasattr(history, "__iter__"), "the history is no list", history, expected)
    found = take(history, 1000)
    reason = f"the history has {len(found)} entries, and there were {len(expected)} epochs"
    assert_holds(len(found) == len(expected), reason, found, expected)
    for epoch, (got, wanted) in enumerate(zip(found, expected, strict=True)):
        assert_number(got, wanted, 2e-4 * max(1, wanted), f"the mean loss of epoch {epoch}")


def others(one):
    """The rest of three images."""
    return [number for number in range(3) if number not in one]


def sure_of_its_classes(model, images, margin):
    """The classes that the model gives to the images, after its logits were drawn apart: the best is ahead by `margin`.

    The biases cannot help here, so all kernels are left alone, and all weights and biases grow by the same factor.
    """
    kernels, _, _, _ = roles(model)
    ranked = model.forward(images).detach().double().sort(dim=1).values
    factor = margin / (ranked[:, -1] - ranked[:, -2]).min().clamp(min=1e-3)
    numbers = flat(tensors(model))
    put_flat(model, torch.where(kernels, numbers, factor * numbers))
    return model.forward(images).detach().argmax(dim=1)


def surest(model, images, count):
    """The images of which the model is surest: weights that grow little round off little."""
    ranked = model.forward(images).detach().sort(dim=1).values
    return images[(ranked[:, -1] - ranked[:, -2]).argsort()[-count:]]


def share_of_right_answers(model, images, targets):
    """The share of the images whose largest logit is that of the target."""
    return (model.forward(images).detach().argmax(dim=1) == targets).double().mean().item()


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
    assert_weights_are(weights if in_order else weights.sort().values, expected)


def assert_weights_are(weights, expected):
    """How much each image has counted, one by one."""
    found = weights.tolist()
    right = all(abs(one - other) <= 0.05 for one, other in zip(found, expected, strict=True))
    got, wanted = [round(weight, 2) + 0.0 for weight in found], [round(weight, 2) for weight in expected]
    assert_holds(right, f"the images counted {got}, and should have counted {wanted}", got, wanted)


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


def assert_learned(_, model, images, targets, most):
    """The training that comes first has left the model with a loss of at most `most`."""
    loss = cross_entropy(model.forward(images), targets)
    assert_holds(loss <= most, f"the loss is {loss:.3g} after the training", float(f"{loss:.3g}"), f"at most {most}")


def assert_trained(_, model, expected):
    """The training that comes first has left the model with these parameters."""
    assert_same(tensors(model), expected, "parameter {}", TRAINED)


@TWO
@given(SEEDS)
def test_forward_gives_ten_logits_for_each_image(seed):
    """forward turns (N, 28, 28) into finite float32 logits (N, 10), for one image or many."""
    model = stage.CNN()
    for count in (1, 2, 10):
        images, _ = draw(count, seed)
        assert_logits(model.forward(images), count)


def test_parameters_are_some_tensors():
    """parameters() gives tensors of finite float32 numbers, at least one, and the same ones again."""
    model = stage.CNN()
    params = take(model.parameters(), 100)
    assert_holds(params, "there is no parameter", params, "tensors")
    for param in params:
        assert_holds(as_tensor(param).dtype == torch.float32, f"the dtype is {param.dtype}", param, "float32 numbers")
        assert_finite(param)
    again = take(model.parameters(), 100)
    assert_equal(len(again), len(params), "the second call gives another number of parameters")
    for number, (param, other) in enumerate(zip(params, again, strict=True)):
        assert_same_tensor(param, other, f"parameter {number} is another tensor in the second call")


@FEW
@given(SEEDS)
def test_a_generator_decides_the_parameters(seed):
    """With generators in the same state networks are equal, whatever torch's global generator has drawn."""
    first = copies(tensors(stage.CNN(generator=seeded(seed))))
    torch.manual_seed(seed + 1)
    assert_same(tensors(stage.CNN(seeded(seed))), first, "parameter {}")


@FEW
@given(SEEDS, st.integers(1, 2**30))
def test_generators_in_other_states_give_other_parameters(seed, step):
    """Another seed gives another network, and so does the same generator the second time: it has moved on."""
    generator = seeded(seed)
    first = copies(tensors(stage.CNN(generator)))
    assert_apart(tensors(stage.CNN(generator)), first, "the same generator gave the same parameters twice")
    assert_apart(tensors(stage.CNN(seeded(seed + step))), first, "another seed gave the same parameters")


@FEW
@given(SEEDS, st.integers(1, 2**30))
def test_without_a_generator_the_global_one_decides(seed, step):
    """CNN() draws with torch's global generator: its seed decides the parameters, and a second network is another."""
    torch.manual_seed(seed)
    first = copies(tensors(stage.CNN()))
    assert_apart(tensors(stage.CNN()), first, "two networks in a row have the same parameters")
    torch.manual_seed(seed + step)
    assert_apart(tensors(stage.CNN(None)), first, "another seed of torch gave the same parameters")
    torch.manual_seed(seed)
    assert_same(tensors(stage.CNN(None)), first, "parameter {}, drawn after the same torch.manual_seed,")


@FEW
@given(SEEDS)
def test_forward_leaves_images_and_parameters_alone(seed):
    """The forward pass changes neither the images nor the parameters."""
    model = rough_network(seed)
    images, _ = draw(3, seed)
    before = [images.clone(), *copies(tensors(model))]
    logits = model.forward(images)
    assert_unchanged(logits, [images], before[:1], "the images")
    assert_unchanged(logits, tensors(model), before[1:], "parameter {}")


@FEW
@given(SEEDS)
def test_images_know_nothing_of_each_other(seed):
    """The logits of an image are the same alone, in a batch, and in another place of the batch."""
    model = rough_network(seed)
    images, _ = draw(6, seed)
    logits, order = model.forward(images), torch.randperm(6, generator=seeded(seed))
    alone = torch.cat([model.forward(images[n : n + 1]) for n in range(6)])
    assert_close(alone, logits)
    assert_close(model.forward(images[order]), logits[order])


@ONE
@given(SEEDS)
def test_images_lie_in_memory_as_they_like(seed):
    """Transposed, sliced, expanded or stored the other way round, images have the same logits, loss and gradients."""
    model = rough_network(seed)
    images, targets = draw(4, seed)
    logits, grads = model.forward(images), copies(gradients(model.loss_and_grads(images, targets), model))
    wide = torch.stack([images, 1 - images], dim=3).flatten(2)
    layouts = images.mT.contiguous().mT, images.permute(1, 2, 0).contiguous().permute(2, 0, 1), wide[:, :, ::2]
    for layout in layouts:
        assert_close(model.forward(layout), logits)
        assert_same(gradients(model.loss_and_grads(layout, targets), model), grads, "gradient {}")
    assert_close(model.forward(images[:1].expand(3, 28, 28)), logits[:1].expand(3, 10))
    assert_classes(model.predict(layouts[0]), logits)
    spread = targets.repeat_interleave(2)[::2]
    assert_same(gradients(model.loss_and_grads(images, spread), model), grads, "gradient {}")


@ONE
@given(SEEDS)
def test_forward_remembers_nothing(seed):
    """A result is not changed by a later call, and new numbers in the same tensor give new logits."""
    model = rough_network(seed)
    images, _ = draw(3, seed)
    others, _ = draw(3, seed + 1)
    first = model.forward(images)
    before = first.detach().clone()
    wanted = model.forward(others).detach().clone()
    assert_close(first, before)
    images.copy_(others)
    assert_close(model.forward(images), wanted)


@ONE
@given(SEEDS)
def test_parameters_are_those_that_forward_uses(seed):
    """A change that is written into any of the parameters changes the logits, and can be taken back."""
    model = rough_network(seed)
    images, _ = draw(2, seed)
    start, logits = copies(tensors(model)), model.forward(images).detach().clone()
    for number, param in enumerate(tensors(model)):
        param += torch.randn(param.shape, generator=seeded(seed + number))
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
    images, targets = draw(3, seed)
    other = twin(model)
    assert_close(other.forward(images), model.forward(images))
    grads = copies(gradients(model.loss_and_grads(images, targets), model))
    assert_same(gradients(other.loss_and_grads(images, targets), other), grads, "gradient {}")


@ONE
@given(SEEDS)
def test_two_networks_share_nothing(seed):
    """A new network, and whatever happens to its parameters, leaves the one before as it was."""
    model = network(seed)
    images, _ = draw(2, seed)
    before, logits = copies(tensors(model)), model.forward(images).detach().clone()
    other = stage.CNN()
    put(other, [param + 1 for param in tensors(other)])
    assert_unchanged(other, tensors(model), before, "parameter {} of the first network")
    assert_close(model.forward(images), logits)


@FEW
@given(SEEDS, COUNTS, st.sampled_from([1, 8]))
def test_the_loss_is_the_mean_cross_entropy_of_the_logits(seed, count, scale):
    """The loss is one number, the mean of -log(p) over the batch, with p from the logits of forward."""
    model = rough_network(seed)
    images, targets = draw(count, seed)
    expected = cross_entropy(model.forward(scale * images), targets)
    assert_loss(model.loss_and_grads(scale * images, targets), expected)


@ONE
@given(SEEDS)
def test_the_loss_stands_very_large_logits(seed):
    """With parameters that are 2,000 times as large the loss is still right, and no gradient is NaN."""
    model = rough_network(seed)
    images, targets = draw(5, seed)
    put(model, [2_000 * param for param in tensors(model)])
    expected = cross_entropy(model.forward(images), targets)
    result = answer(model.loss_and_grads(images, targets))
    assert_loss(result, expected)
    assert_gradients(result, model)


@ONE
@given(SEEDS)
def test_each_parameter_has_a_gradient_of_its_shape(seed):
    """loss_and_grads gives as many gradients as there are parameters, in their order and of their shapes."""
    model = network(seed)
    for count in (1, 3, 8, 10):
        images, targets = draw(count, seed)
        assert_gradients(model.loss_and_grads(images, targets), model)


@FEW
@given(SEEDS)
def test_loss_and_grads_changes_nothing(seed):
    """Images, targets and parameters are afterwards as they were: it is train that takes the steps."""
    model = rough_network(seed)
    images, targets = draw(3, seed)
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
    images, targets = draw(3, seed)
    others, other_targets = draw(3, seed + 1)
    result = answer(model.loss_and_grads(images, targets))
    before, loss = copies(gradients(result, model)), float(result[0])
    model.forward(others)
    model.loss_and_grads(others, other_targets)
    assert_same(gradients(result, model), before, "gradient {} after the next call")
    again = answer(model.loss_and_grads(images, targets))
    assert_same(gradients(again, model), before, "gradient {} the second time")
    assert_loss(again, loss, "the loss the second time")


@TWO
@given(SEEDS)
def test_all_gradients_together_say_how_the_loss_changes(seed):
    """In a new network gradient times step, summed over all parameters, is the change of the loss."""
    model = network(seed)
    for count in (1, 10):
        images, targets = draw(count, seed)
        chosen = list(range(len(tensors(model))))
        assert_slopes(model.loss_and_grads(images, targets), model, images, targets, chosen, seed)


@settings(max_examples=4)
@given(SEEDS, COUNTS)
def test_each_gradient_says_how_the_loss_changes(seed, count):
    """Where one parameter moves and the others stay, its gradient times the step is the change of the loss."""
    model = rough_network(seed)
    images, targets = draw(count, seed)
    assert_each_slope(model.loss_and_grads(images, targets), model, images, targets, seed)


@TWO
@given(SEEDS, st.sampled_from([2, 5]))
def test_the_gradients_are_right_for_brighter_images(seed, count):
    """The same with pixels from 0 to 8, where most sigmoids are near 0 or 1."""
    model = rough_network(seed)
    images, targets = draw(count, seed)
    bright = 8 * images
    assert_each_slope(model.loss_and_grads(bright, targets), model, bright, targets, seed)


@TWO
@given(SEEDS, st.sampled_from([1, 4]))
def test_the_gradients_are_right_for_grey_images(seed, count):
    """On images of a single grey all numbers of a pooling window tie: together they get its gradient once."""
    model = rough_network(seed)
    _, targets = draw(count, seed)
    grey = torch.rand(count, 1, 1, generator=seeded(seed), dtype=torch.float32).expand(count, 28, 28)
    assert_each_slope(model.loss_and_grads(grey, targets), model, grey, targets, seed)


@FEW
@given(SEEDS, st.sampled_from([2, 5, 8]))
def test_the_gradient_of_a_batch_is_the_mean_of_its_images(seed, count):
    """Each gradient is the mean of those of the images, one by one: neither their sum nor that of the last."""
    model = rough_network(seed)
    images, targets = draw(count, seed)
    columns = gradient_of_each_image(model, images, targets)
    grads = gradients(model.loss_and_grads(images, targets), model)
    means = columns.mean(dim=1).split([grad.numel() for grad in grads])
    assert_same(grads, [part.view(grad.shape) for part, grad in zip(means, grads, strict=True)], "gradient {}")


@ONE
@given(SEEDS)
def test_an_untrained_network_is_about_as_sure_as_a_guess(seed):
    """Before training the mean loss is near log(10) = 2.30: at most 2.9, and no less than 2."""
    models = [network(seed + number) for number in range(5)]
    images, targets = draw(25, seed)
    losses = [cross_entropy(model.forward(images), targets) for model in models]
    mean = sum(losses) / 5
    reason = f"the mean loss of five untrained networks is {mean:.3g}"
    assert_holds(2.0 <= mean <= 2.9, reason, float(f"{mean:.3g}"), "about 2.3")


@ONE
@given(SEEDS)
def test_the_sigmoid_bounds_what_an_image_can_do(seed):
    """Images 2^30 and 2^33 times as bright have the same logits: every sigmoid is at 0, at 1/2 or at 1."""
    model = rough_network(seed)
    images, _ = draw(5, seed)
    bright, brighter = (model.forward(images * factor) for factor in (2.0**30, 2.0**33))
    off = (bright.double() - brighter.double()).abs().max().item()
    assert_holds(off < 0.05, f"eight times the brightness moves a logit by {off:.3g}", brighter, bright)


@ONE
@given(SEEDS)
def test_pooling_keeps_the_largest_and_not_the_mean(seed):
    """A faint image and its negative do not cancel: the largest of four is no mean of them."""
    model = rough_network(seed)
    images, _ = draw(5, seed)
    faint, negative, black = (model.forward(images * factor).double() for factor in (2.0**-6, -(2.0**-6), 0.0))
    left, size = (faint + negative - 2 * black).abs().max().item(), (faint - negative).abs().max().item()
    reason = f"the logits move by up to {size:.3g}, and image and negative together by {left:.3g}"
    assert_holds(left > 0.05 * size, reason, left, f"more than {0.05 * size:.3g}")


@ONE
@given(SEEDS)
def test_the_network_has_as_many_numbers_as_the_tutorials(seed):
    """All parameters together hold 8 * 5 * 5 + 1152 * 10 + 10 = 11,730 numbers, and the loss hangs on each of them."""
    model, targets = rough_network(seed), torch.arange(10)
    count = flat(tensors(model)).numel()
    assert_holds(11_730 <= count <= 11_800, "the parameters hold another number of numbers", count, 11_730)
    grads = gradients(model.loss_and_grads(noise(10, seed), targets), model)
    alive = int((flat(grads) != 0).sum())
    assert_holds(alive >= 11_730, f"only {alive} of {count} numbers have a gradient that is not 0", alive, 11_730)


@ONE
@given(SEEDS)
def test_kernels_and_weights_have_their_standard_deviations_and_biases_are_0(seed):
    """At the start kernels are spread by 0.2, weights by 1/sqrt(1152) = 0.0295, and the ten biases are 0."""
    models = [network(seed + number) for number in range(5)]
    kernels, weights, biases, _ = roles(models[0])
    numbers = torch.stack([flat(tensors(model)) for model in models])
    assert_holds(not numbers[:, biases].any(), "a bias is not 0", numbers[:, biases], "zeros")
    for what, part, wanted, allowed in (("kernels", kernels, 0.2, 0.15), ("weights", weights, 1152**-0.5, 0.05)):
        spread = numbers[:, part].std().item()
        reason = f"the standard deviation of the {what} is {spread:.3g}, and should be {wanted:.3g}"
        assert_holds(abs(spread / wanted - 1) < allowed, reason, spread, wanted)


@ONE
@given(SEEDS, st.sampled_from([0.25, 1, 4]))
def test_logits_are_sums_of_the_largest_sigmoids_of_windows(seed, brightness):
    """With equal kernels, and a weight and a bias for each class, the logits can be computed by hand: so they are."""
    model, generator = rough_network(seed), seeded(seed)
    kernels, weights, biases, classes = roles(model)
    images = brightness * torch.cat([draw(3, seed)[0], noise(3, seed)])
    w, b = torch.randn(2, 10, generator=generator, dtype=torch.float64)
    for kernel in (0.1, -0.07):
        put_flat(model, kernel * kernels + 0.01 * w[classes] * weights + b[classes] * biases)
        expected = logits_of_equal_kernels(images, kernel, 0.01 * w, b)
        assert_close(model.forward(images), expected.float(), 1e-3)


@TWO
@given(SEEDS, st.sampled_from([1, 7, 10]), st.sampled_from([0.25, 1, 8]))
def test_predict_gives_the_class_with_the_largest_logit(seed, count, brightness):
    """predict turns (N, 28, 28) into N classes, int64: where each row of logits is largest."""
    model = rough_network(seed)
    images = brightness * draw(count, seed)[0]
    before = images.clone()
    classes = model.predict(images)
    assert_classes(classes, model.forward(images))
    assert_unchanged(classes, [images], before[None], "the images")


@TWO
@given(SEEDS, st.sampled_from([1, 4, 7, 12]), st.sampled_from([0.5, 2, 8]))
def test_accuracy_is_the_share_of_right_answers(seed, count, brightness):
    """Of N images of which k have their largest logit at the target, the accuracy is k / N: 0 for none, 1 for all."""
    model = rough_network(seed)
    images = torch.cat([noise(1, seed), brightness * draw(count - 1, seed)[0]])
    best = model.forward(images).detach().argmax(dim=1)
    for wrong in (0, count // 3, count):
        targets = (best + (torch.arange(count) < wrong)) % 10
        before = [images.clone(), targets.clone(), *copies(tensors(model))]
        found = stage.accuracy(model, images, targets)
        assert_number(found, 1 - wrong / count, 1e-6, "the accuracy")
        assert_unchanged(found, [images, targets, *tensors(model)], before, "tensor {} of images, targets, parameters")


@ONE
@given(SEEDS)
def test_accuracy_sees_the_images_as_they_are(seed):
    """In a network that puts grey images into classes by their brightness, accuracy neither scales nor shifts them."""
    model, ladder = rough_network(seed), torch.arange(10, dtype=torch.float64)
    kernels, weights, biases, classes = roles(model)
    greys = torch.tensor([-1, -0.3, -0.1, 0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6], dtype=torch.float32)
    images = greys[:, None, None] * torch.ones(10, 28, 28, dtype=torch.float32)
    sums = logits_of_equal_kernels(images, 0.1, 1, 0)[:, 0]
    limits = torch.cat([0 * sums[:1], (sums[1:] + sums[:-1]) / 2])  # where a class overtakes the one before
    put_flat(model, 0.1 * kernels + ladder[classes] * weights - limits.cumsum(0)[classes] * biases)
    assert_number(stage.accuracy(model, images, torch.arange(10)), 1, 1e-6, "the accuracy")


@ONE
@given(SEEDS)
def test_training_gives_a_history_and_leaves_the_data_alone(seed):
    """train returns its history, and changes neither the images nor the targets."""
    model = network(seed)
    images, targets = draw(5, seed)
    before = [images.clone(), targets.clone()]
    history = stage.train(model, images, targets, epochs=2, lr=0.01, momentum=0.5, batch_size=2, seed=seed)
    assert_holds(history is not None, "it returned None: is a `return` missing?", None, "a history")
    empty = hasattr(history, "__len__") and np.size(history) == 0
    assert_holds(not empty, "the history of two epochs is empty", history, "a loss for each epoch")
    assert_unchanged(history, [images, targets], before, "tensor {} of images and targets")


@ONE
@given(SEEDS)
def test_training_changes_the_tensors_that_parameters_gave(seed):
    """Whoever holds the parameters sees the training: their numbers change, and the tensors stay the same."""
    model = network(seed)
    images, targets = draw(5, seed)
    held, before = tensors(model), copies(tensors(model))
    assert_moved(stage.train(model, images, targets, 1, 0.1, 0.0, 2, seed), model, held, before)


@ONE
@given(SEEDS)
def test_no_epoch_is_no_training(seed):
    """With 0 epochs the parameters stay as they are: train does not start the network again."""
    model = rough_network(seed)
    images, targets = draw(5, seed)
    before = copies(tensors(model))
    history = stage.train(model, images, targets, epochs=0, lr=0.1, momentum=0.9, batch_size=2, seed=seed)
    assert_unchanged(history, tensors(model), before, "parameter {}")


@FEW
@given(SEEDS, st.sampled_from([5, 100]), st.sampled_from([0.05, 0.1, 0.3]))
def test_an_epoch_of_one_batch_is_one_step(seed, batch_size, lr):
    """Where a batch holds all the images, an epoch takes each parameter p to p - lr * g."""
    model = rough_network(seed)
    images, targets = draw(5, seed)
    other = twin(model)
    step(other, images, targets, lr)
    assert_trained(stage.train(model, images, targets, 1, lr, 0.0, batch_size, seed), model, tensors(other))


@FEW
@given(SEEDS, st.sampled_from([0.5, 0.8]))
def test_momentum_lasts_over_the_epochs(seed, momentum):
    """Over four epochs of one batch, v = momentum * v + g and p = p - lr * v, with v = 0 at the start only."""
    model = rough_network(seed)
    images, targets = draw(4, seed)
    other = twin(model)
    descent(other, images, targets, 4, 0.02, momentum)
    assert_trained(stage.train(model, images, targets, 4, 0.02, momentum, 4, seed), model, tensors(other))


@TWO
@given(SEEDS)
def test_every_image_counts_once_an_epoch(seed):
    """In slow training with batches of one, each image has counted as often as there were epochs."""
    for count, epochs in ((3, 1), (3, 2), (1, 6)):
        model = network(seed)
        images, targets = draw(count, seed)
        before, wanted = before_training(model, images, targets), [epochs] * count
        assert_weights(stage.train(model, images, targets, epochs, TINY, 0.0, 1, seed), model, before, wanted)


@FEW
@given(SEEDS)
def test_a_last_batch_that_is_short_counts_too(seed):
    """Of 5 images in batches of 4, four share one step, a quarter each, and the fifth has a step of its own."""
    model = network(seed)
    images, targets = draw(5, seed)
    before, wanted = before_training(model, images, targets), [0.25] * 4 + [1]
    assert_weights(stage.train(model, images, targets, 1, TINY, 0.0, 4, seed), model, before, wanted, in_order=False)


@FEW
@given(SEEDS)
def test_momentum_carries_a_batch_into_the_next_ones(seed):
    """With momentum 1/2 the last of four images counts 1, the one before 1 + 1/2, and so on up to 1.875."""
    model = network(seed)
    images, targets = draw(4, seed)
    before, wanted = before_training(model, images, targets), [1, 1.5, 1.75, 1.875]
    assert_weights(stage.train(model, images, targets, 1, TINY, 0.5, 1, seed), model, before, wanted, in_order=False)


@FEW
@given(SEEDS, st.sampled_from([(5, 4, 2), (4, 3, 1), (2, 2, 12)]))
def test_the_history_has_the_mean_loss_of_each_epoch(seed, sizes):
    """The history has a number for each epoch: in slow training the mean loss of all images, with a short batch too."""
    model, (count, batch_size, epochs) = rough_network(seed), sizes
    images, targets = draw(count, seed)
    put(model, [3 * param for param in tensors(model)])
    expected = [cross_entropy(model.forward(images), targets)] * epochs
    assert_history(stage.train(model, images, targets, epochs, 1e-8, 0.0, batch_size, seed), expected)
    assert_history(stage.train(model, images, targets, 0, 1e-8, 0.0, batch_size, seed), [])


@TWO
@given(SEEDS)
def test_the_history_has_the_losses_before_the_steps(seed):
    """Each loss of the history was taken when its batch was used, before the step, and not after the epoch."""
    model = rough_network(seed)
    images, targets = draw(4, seed)
    expected = descent(twin(model), images, targets, 3, 0.05, 0.5)
    assert_history(stage.train(model, images, targets, 3, 0.05, 0.5, 4, seed), expected)


@TWO
@given(SEEDS, st.sampled_from([0.02, 0.05, 0.1]))
def test_an_epoch_is_one_of_those_that_there_can_be(seed, lr):
    """Two of three images in a batch, and one alone, first or last: one of six ways gives parameters and history."""
    model = rough_network(seed)
    images, targets = draw(3, seed)
    ways = [(part, rest) for one in ([0], [1], [2]) for part, rest in itertools.permutations([one, others(one)])]
    ends, histories = [], []
    for way in ways:
        other = twin(model)
        losses = [len(part) * step(other, images[part], targets[part], lr) for part in way]
        ends.append(flat(tensors(other)))
        histories.append([sum(losses) / 3])
    history = take(stage.train(model, images, targets, 1, lr, 0.0, 2, seed), 1)
    found = flat(tensors(model))
    near = min(range(6), key=lambda way: (ends[way] - found).abs().max().item())
    off = (ends[near] - found).abs().max().item()
    assert_holds(off <= TRAINED, f"no order of the batches ends here: the nearest is {off:.3g} away", found, ends[near])
    assert_history(history, histories[near])


@ONE
@given(SEEDS)
def test_each_epoch_has_another_order(seed):
    """Momentum tells late images from early ones: the order of the second epoch is not always that of the first."""
    model, found = network(seed), []
    images, targets = draw(5, seed)
    before, start = before_training(model, images, targets), copies(tensors(model))
    for each in (seed, seed + 1, seed + 2):
        put(model, start)
        found.append(weights_after(stage.train(model, images, targets, 2, TINY, 0.8, 1, each), model, before))
    steps = [sum(0.8**age for age in range(10 - step)) for step in range(10)]
    repeated = sorted(first + second for first, second in zip(steps[:5], steps[5:], strict=True))
    different = [not np.allclose(weights.sort().values.tolist(), repeated, atol=0.1) for weights in found]
    reason = "with each of three seeds the second epoch had the order of the first"
    assert_holds(any(different), reason, different, "at least one True")


@TWO
@given(SEEDS, SEEDS)
def test_the_same_seed_gives_the_same_parameters(seed, elsewhere):
    """The same network, data and seed end at the same parameters, whatever has been drawn or trained in between."""
    model = network(seed)
    images, targets = draw(5, seed)
    start = copies(tensors(model))
    stage.train(model, images, targets, epochs=2, lr=0.02, momentum=0.5, batch_size=2, seed=seed)
    first = copies(tensors(model))
    seed_everything(elsewhere)
    other = stage.CNN()
    for again in (other, model):
        put(again, start)
        assert_trained(stage.train(again, images, targets, 2, 0.02, 0.5, 2, seed), again, first)


@ONE
@given(SEEDS)
def test_another_seed_gives_another_order(seed):
    """With another seed, near or far, the eight images come in another order: momentum tells late from early ones."""
    model = network(seed)
    images, targets = draw(8, seed)[0], torch.randperm(10, generator=seeded(seed))[:8]
    before, start, orders = before_training(model, images, targets), copies(tensors(model)), []
    for other in (seed, seed + 1, seed + 2**16 * 10**4):
        put(model, start)
        weights = weights_after(stage.train(model, images, targets, 1, TINY, 0.8, 1, other), model, before)
        assert_weights_are(weights.sort().values, [sum(0.8**age for age in range(n + 1)) for n in range(8)])
        assert_holds(
            weights.argsort().tolist() not in orders, "two seeds gave the same order", weights, "another order"
        )
        orders.append(weights.argsort().tolist())


@ONE
@given(SEEDS)
def test_batches_are_dealt_anew(seed):
    """Of six images in batches of three, not always the same three are together: they do not lie side by side."""
    model, groups = network(seed), set()
    images, targets = draw(6, seed)
    before, start = before_training(model, images, targets), copies(tensors(model))
    for other in range(seed, seed + 6):
        put(model, start)
        weights = weights_after(stage.train(model, images, targets, 1, TINY, 0.5, 3, other), model, before)
        assert_weights_are(weights.sort().values, [1 / 3] * 3 + [1 / 2] * 3)
        groups.add(frozenset([frozenset(weights.argsort()[:3].tolist()), frozenset(weights.argsort()[3:].tolist())]))
    assert_holds(len(groups) > 1, "with each of six seeds the same images were together", groups, "several ways")


@ONE
@given(SEEDS)
def test_training_goes_on_from_where_the_network_is(seed):
    """An epoch of tiny steps hardly moves a network: train neither draws new parameters nor rescales them."""
    model = rough_network(seed)
    images, targets = draw(6, seed)
    start = copies(tensors(model))
    assert_near(stage.train(model, images, targets, 1, 1e-7, 0.0, 3, seed), model, start, 1e-3)


@ONE
@given(SEEDS)
def test_training_goes_on_when_the_network_is_good(seed):
    """A network that has all its images right, at a loss below 0.05, takes the steps of all the epochs all the same."""
    model = rough_network(seed)
    images = surest(model, draw(20, seed)[0], 4)
    targets = sure_of_its_classes(model, images, 4)
    other = twin(model)
    expected = descent(other, images, targets, 4, 0.1, 0.5)
    history = stage.train(model, images, targets, 4, 0.1, 0.5, 4, seed)
    assert_history(history, expected)
    assert_trained(history, model, tensors(other))


@ONE
@given(SEEDS)
def test_training_goes_on_when_the_loss_rises(seed):
    """Two classes for one image, and much momentum: the steps go too far, and neither this nor the loss stops them."""
    model = rough_network(seed)
    images = draw(1, seed)[0].repeat(2, 1, 1)
    ranked = model.forward(images[:1]).detach()[0].argsort()
    targets = ranked[[-1, 0]]
    losses = descent(twin(model), images, targets, 10, 0.003, 0.9)
    epochs = next((number for number in range(2, 10) if losses[number] > losses[number - 1]), 9)
    other = twin(model)
    descent(other, images, targets, epochs, 0.003, 0.9)
    assert_trained(stage.train(model, images, targets, epochs, 0.003, 0.9, 2, seed), model, tensors(other))


@ONE
@given(SEEDS)
def test_nothing_moves_where_there_is_nothing_to_learn(seed):
    """Where the network is so sure that its loss is 0, so are its gradients, and training leaves all as it was."""
    model, (images, _) = rough_network(seed), draw(4, seed)
    put(model, [8 * param for param in tensors(model)])
    targets = sure_of_its_classes(model, images, 200)
    start = copies(tensors(model))
    for number, grad in enumerate(gradients(model.loss_and_grads(images, targets), model)):
        largest = grad.abs().max().item()
        assert_holds(largest < 1e-6, f"gradient {number} is up to {largest:.3g}, with a loss of 0", grad, "zeros")
    history = stage.train(model, images, targets, 5, 1.0, 0.0, 2, seed)
    for param, wanted in zip(tensors(model), start, strict=True):
        assert_close(param, wanted, 1e-5)
    assert_history(history, [0.0] * 5)


@ONE
@given(SEEDS)
def test_what_is_learned_is_in_the_parameters(seed):
    """Put back, the parameters give the logits from before the training; in another network, those from after it."""
    model = network(seed)
    images, targets = draw(8, seed)
    start, before = copies(tensors(model)), model.forward(images).detach().clone()
    stage.train(model, images, targets, epochs=6, lr=0.05, momentum=0.9, batch_size=8, seed=seed)
    after = model.forward(images).detach().clone()
    assert_close(twin(model).forward(images), after)
    put(model, start)
    assert_close(model.forward(images), before)


@ONE
@given(SEEDS)
def test_eight_digits_are_learned_by_heart(seed):
    """After 15 steps on the same eight digits their loss is below 1/2, with a little noise on them too."""
    model = network(seed)
    images, targets = draw(8, seed)
    history = stage.train(model, 8 * images, targets, 15, 0.02, 0.9, 8, seed)
    assert_learned(history, model, 8 * images + 0.05 * noise(8, seed), targets, 0.5)


@ONE
@given(SEEDS)
def test_the_kernels_do_not_all_learn_the_same(seed):
    """After some steps most numbers of the parameters differ: kernels and weights that start equal stay equal."""
    model = network(seed)
    images, targets = draw(8, seed)
    stage.train(model, images, targets, epochs=8, lr=0.02, momentum=0.9, batch_size=8, seed=seed)
    numbers = flat(tensors(model))
    share = len(torch.unique(numbers)) / len(numbers)
    reason = f"of {len(numbers)} numbers in the parameters only {share:.0%} are different ones"
    assert_holds(share > 0.2, reason, float(f"{share:.3g}"), "above 0.2")


@ONE
@given(SEEDS)
def test_predict_and_accuracy_work_through_many_images(seed):
    """For 257 images predict gives 257 classes, and accuracy is still a mean over images: (257 - 57) / 257."""
    model = rough_network(seed)
    few = draw(10, seed)[0]
    places = torch.randint(10, (MANY,), generator=seeded(seed))
    logits = model.forward(few).detach()[places]
    assert_classes(model.predict(few[places]), logits)
    targets = (logits.argmax(dim=1) + (torch.arange(MANY) >= 200)) % 10
    assert_number(stage.accuracy(model, few[places], targets), 200 / MANY, 1e-6, "the accuracy")


@ONE
@given(SEEDS)
def test_loss_and_gradients_of_many_images_are_means(seed):
    """With 257 images loss and gradients are still the means over the images, and a batch of all is one step."""
    model = rough_network(seed)
    few, targets = draw(4, seed)
    places = torch.randint(4, (MANY,), generator=seeded(seed))
    shares = places.bincount(minlength=4).double() / MANY
    expected = cross_entropy(model.forward(few)[places], targets[places])
    means = gradient_of_each_image(model, few, targets) @ shares
    result = answer(model.loss_and_grads(few[places], targets[places]))
    assert_loss(result, expected)
    grads = gradients(result, model)
    parts = means.split([grad.numel() for grad in grads])
    assert_same(grads, [part.view(grad.shape) for part, grad in zip(parts, grads, strict=True)], "gradient {}")
    stepped = flat(tensors(model)) - 0.1 * means
    history = stage.train(model, few[places], targets[places], 1, 0.1, 0.0, MANY, seed)
    assert_history(history, [expected])
    assert_same([flat(tensors(model))], [stepped], "all the numbers in a row", TRAINED)


@ONE
@given(SEEDS)
def test_a_trained_network_reads_digits_that_it_has_not_seen(seed):
    """Three epochs of 360 digits teach it to read more than 40% of 120 others; a guess gets a tenth of them."""
    model = network(seed)
    images, targets = draw(480, seed)
    bright = 8 * images
    stage.train(model, bright[:360], targets[:360], epochs=3, lr=0.02, momentum=0.9, batch_size=30, seed=seed)
    share = share_of_right_answers(model, bright[360:], targets[360:])
    assert_holds(share > 0.4, f"it reads {share:.0%} of the digits that it has not seen", share, "more than 0.4")
    assert_number(stage.accuracy(model, bright[360:], targets[360:]), share, 0.01, "the accuracy")
