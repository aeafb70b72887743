"""Takes real digits through a target's own stages 01-05, and draws what happens to one of them.

Stages 01-05 are a forward pass: they compute, and cannot learn yet. So that there is something to see, the parameters
are learned here by torch's autograd, on the target's own training part, and then put into the target's layers
(`kernels_theta`, `w` and `b`). Everything after that is the target's work.

    images (N, 784) --01 split, scale--> digit (28, 28) --02--> (24, 24, 8) --03--> (12, 12, 8) --04--> (1, 10)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from kata.course.stages import STAGES
from kata.course.target import attempt, stages_of
from kata.data import Digits
from kata.errors import TargetError
from kata.network.reading import CLASSES, KERNELS, Reading

KERNEL_SIZE, POOL = 5, 2
TRAINED_ON = 4000
EPOCHS, BATCH, LEARNING_RATE, MOMENTUM = 10, 32, 0.03, 0.9
READ = 50
"""How many held-out digits are read to count the mistakes; a loop over pixels takes 10 ms for each."""


@dataclass(frozen=True)
class Parts:
    """The two parts of the data: scaled images (N, H, W) float32, labels (N,) int64; `raw` are unscaled test images."""

    train_images: torch.Tensor
    train_labels: torch.Tensor
    test_images: torch.Tensor
    test_labels: torch.Tensor
    raw: torch.Tensor


class Network:
    """The target's layers in a row, with parameters put into them."""

    def __init__(self, stages: dict[int, Any], height: int, width: int) -> None:
        self.conv = stages[2].ConvolutionalLayer(KERNELS, (KERNEL_SIZE, KERNEL_SIZE))
        self.pool = stages[3].MaxPoolLayer(POOL)
        maps = [(size - KERNEL_SIZE + 1) // POOL for size in (height, width)]
        self.affine = stages[4].AffineAndSoftmaxLayer((*maps, KERNELS, CLASSES))

    def read(self, image: torch.Tensor, raw: torch.Tensor, label: int) -> Reading:
        """One forward pass."""
        feature_maps = _checked(2, "ConvolutionalLayer.forward", self.conv.forward(image), 3)
        pooled = _checked(3, "MaxPoolLayer.forward", self.pool.forward(feature_maps), 3)
        probabilities = _checked(4, "AffineAndSoftmaxLayer.forward", self.affine.forward(pooled), 2)
        return Reading(raw, label, feature_maps, pooled, probabilities)


def run_demo(folder: Path, digits: Digits, picture: Path, number: int, train: bool, say: Callable[[str], None]) -> None:
    """Print the shapes of each step as the tutorial does, and write the picture.

    number: which digit of the test part. train: learn the parameters first; else they stay as the target drew them.
    Raises TargetError when a stage of the target is not solved or does not do what its tests ask.
    """
    torch.manual_seed(0)
    torch.set_num_threads(1)  # the network is small: more threads cost more than they give
    with stages_of(folder, range(1, 6)) as stages:
        parts = attempt(folder, 1, lambda: _prepare(stages[1], digits))
        if not 0 <= number < len(parts.test_labels):
            raise TargetError(f"there is no digit {number}: choose 0 to {len(parts.test_labels) - 1}")
        sizes = len(parts.train_labels), len(parts.test_labels)
        say(f"Digits:          {digits.source}, {sizes[0]} to train on, {sizes[1]} held out")
        image = parts.test_images[number]
        network = attempt(folder, 4, lambda: Network(stages, *image.shape))
        if train:
            _put(network, learn(parts.train_images[:TRAINED_ON], parts.train_labels[:TRAINED_ON]))
        reading = attempt(folder, 4, lambda: network.read(image, parts.raw[number], int(parts.test_labels[number])))
        for line in _shapes(image, network, reading):
            say(line)
        for line in attempt(folder, 5, lambda: list(_memory(stages[5], image))):
            say(line)
        if train:
            say(attempt(folder, 4, lambda: _count(network, parts)))
        # Imported here: the page that reads digits uses this file too, and draws no picture.
        import pandas as pd  # type: ignore[import-untyped]

        from kata.network.picture import draw_reading

        say(f"Probas: {pd.DataFrame(reading.probabilities.numpy()).round(4).to_string(index=False, header=False)}")
        say(f"The digit is a {reading.label}, and was read as a {reading.guess}.")
        draw_reading(reading, picture)
        say(f"Picture:         {picture}")


def learn(images: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Train the same network with torch's own layers and autograd (momentum SGD on the cross-entropy).

    images: (N, H, W) float32. labels: (N,) int64. Returns kernels_theta (F, KH, KW), w (H*W*F, C) and b (C,).
    """
    conv = nn.Conv2d(1, KERNELS, KERNEL_SIZE, bias=False)
    conv.weight.data.normal_(0, 1 / KERNEL_SIZE)
    maps = [(size - KERNEL_SIZE + 1) // POOL for size in images.shape[1:]]
    affine = nn.Linear(maps[0] * maps[1] * KERNELS, CLASSES)
    optimiser = torch.optim.SGD([*conv.parameters(), *affine.parameters()], LEARNING_RATE, MOMENTUM)
    for _ in range(EPOCHS):
        for batch in torch.split(torch.randperm(len(images)), BATCH):
            maps_out = nn.functional.max_pool2d(conv(images[batch, None]).sigmoid(), POOL)
            logits = affine(maps_out.permute(0, 2, 3, 1).flatten(1))  # (N, H, W, F), channels last as in the kata
            optimiser.zero_grad()
            torch.autograd.backward(nn.functional.cross_entropy(logits, labels[batch]))
            optimiser.step()
    return conv.weight.detach()[:, 0], affine.weight.detach().t().contiguous(), affine.bias.detach()


def _prepare(stage: Any, digits: Digits) -> Parts:
    """Split and scale with the target's stage 01.

    All pixels are scaled as one column. A mean and a deviation for each pixel, as in the tutorial, would take the
    rarely used ones at the rim to thousands of deviations, and cost the network several of 100 digits.
    """
    count, height, width = digits.images.shape
    flat = digits.images.reshape(count, -1).astype(np.float64)
    train_size = digits.num_train or count * 4 // 5
    train, test, train_labels, test_labels = stage.train_test_split(
        flat, digits.labels, train_size, count - train_size, seed=0
    )
    scaler = stage.StandardScaler()
    columns = [part.reshape(-1, 1) for part in (train, test)]
    scaled = scaler.fit_transform(columns[0]), scaler.transform(columns[1]), test / 255
    images = [torch.from_numpy(np.asarray(part, dtype=np.float32)).view(-1, height, width) for part in scaled]
    return Parts(images[0], torch.from_numpy(train_labels), images[1], torch.from_numpy(test_labels), images[2])


def _put(network: Network, parameters: tuple[torch.Tensor, torch.Tensor, torch.Tensor]) -> None:
    network.conv.kernels_theta, network.affine.w, network.affine.b = parameters


def _shapes(image: torch.Tensor, network: Network, reading: Reading) -> Iterator[str]:
    """The lines that the tutorial prints."""
    yield f"Input shape:     {list(image.shape)}"
    yield f"Kernel shape:    {list(network.conv.kernels_theta.shape)}"
    yield f"Conv (f) shape:  {list(reading.feature_maps.shape)}"
    yield f"Pool (f) shape:  {list(reading.pooled.shape)}"
    yield f"Weight shape:    {list(network.affine.w.shape)}, bias {list(network.affine.b.shape)}"
    yield f"Softmax shape:   {list(reading.probabilities.shape)}"


def _memory(stage: Any, image: torch.Tensor) -> Iterator[str]:
    """What stage 05 says of the digit's memory."""
    windows, turned = stage.sliding_windows(image, (KERNEL_SIZE, KERNEL_SIZE)), stage.transposed(image)
    copied = stage.to_contiguous(turned)
    named = {"Digit": image, "Its windows": windows, "Transposed": turned, "Made contiguous": copied}
    for name, tensor in named.items():
        answer = stage.is_contiguous(tuple(tensor.shape), tensor.stride())
        shared = tensor.untyped_storage().data_ptr() == image.untyped_storage().data_ptr()
        memory = "the digit's memory" if shared else "memory of its own"
        yield f"{name + ':':<16} {list(tensor.shape)}, strides {tensor.stride()}, contiguous: {answer}, {memory}"


def _count(network: Network, parts: Parts) -> str:
    """How many held-out digits are read right."""
    count = min(READ, len(parts.test_labels))
    labels = parts.test_labels[:count].tolist()
    guesses = [network.read(parts.test_images[i], parts.raw[i], labels[i]).guess for i in range(count)]
    right = sum(guess == label for guess, label in zip(guesses, labels, strict=True))
    return f"Read right:      {right} of the first {count} held-out digits"


def _checked(number: int, name: str, value: Any, dims: int) -> Any:
    """The value, if it has this many axes: a wrong shape is better said here than as a crash of the next layer."""
    shape = getattr(value, "shape", None)
    if shape is None or len(shape) != dims:
        found = f"a {type(value).__name__}" if shape is None else f"the shape {tuple(shape)}"
        raise TargetError(f"stage {number:02}: {name} gave {found}. Run: pytest {STAGES[number - 1].test_file}")
    return value
