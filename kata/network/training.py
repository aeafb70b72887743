"""Trains a target's stage 12 on real digits, with a view of how it goes.

    digits --prepare--> training and held-out part --train, epoch by epoch--> Trained --training_pictures--> files

The target's `train` runs as it is. What it does is seen through its model: each call of `loss_and_grads` is one batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kata.course.target import attempt, stages_of
from kata.data import Digits
from kata.errors import DataError, TargetError

STAGE = 12
BRIGHTNESS = 32
"""Pixels are divided by it: 0 to 255 become 0 to 8, so that kernels of deviation 0.2 use the range of the sigmoid."""
HELD_OUT = 1000
"""Digits kept for the test where the set has no official test part."""
READ_AT_ONCE = 500


@dataclass(frozen=True)
class Settings:
    """How to train. The last quarter of the epochs takes steps of a fifth, to settle at the bottom."""

    epochs: int = 13
    lr: float = 0.03
    momentum: float = 0.9
    batch_size: int = 32
    seed: int = 0

    @property
    def phases(self) -> tuple[tuple[int, float], ...]:
        """Pairs of epochs and learning rate, without empty ones."""
        last = self.epochs // 4
        return tuple(phase for phase in ((self.epochs - last, self.lr), (last, self.lr / 5)) if phase[0])


@dataclass(frozen=True)
class Part:
    """images (N, 28, 28) float32, 0 to 8; labels (N,) int64."""

    images: torch.Tensor
    labels: torch.Tensor

    def __len__(self) -> int:
        return len(self.labels)


@dataclass
class Progress:
    """What is known while the training runs: one number a batch, and one an epoch."""

    images: int  # of the training part: one epoch
    batch_losses: list[float] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)  # the mean loss of each epoch
    accuracies: list[float] = field(default_factory=list)  # on the held-out part, after each epoch
    images_seen: int = 0


@dataclass(frozen=True)
class Trained:
    """A trained model, what it was before, and how it went; `stopped` after Ctrl-C."""

    model: Any
    parameters_before: list[torch.Tensor]
    parameters: list[torch.Tensor]
    progress: Progress
    held_out: Part
    logits: torch.Tensor  # (N, C) of the held-out part
    stopped: bool

    @property
    def accuracy(self) -> float:
        return share_of(self.logits.argmax(dim=1), self.held_out.labels)


def prepare(digits: Digits, seed: int) -> tuple[Part, Part]:
    """The official split of the set, or a stratified one that the seed decides; pixels scaled to 0..8.

    Raises DataError for images of another size than 28 x 28 or other than 10 classes: stage 12 is made for these.
    """
    if digits.images.shape[1:] != (28, 28) or digits.labels.max() > 9:
        size = " x ".join(map(str, digits.images.shape[1:]))
        classes = int(digits.labels.max()) + 1
        raise DataError(f"stage 12 reads 28 x 28 images of 10 classes, and these are {size} of {classes} classes")
    rows = np.arange(len(digits.labels))
    if digits.num_train:
        train, test = rows[: digits.num_train], rows[digits.num_train :]
    elif len(rows) <= HELD_OUT:
        raise DataError(f"{len(rows)} images are too few: {HELD_OUT} of them are held out for the test")
    else:
        # Imported here: it takes a second, and who has parameters already needs no split.
        from sklearn.model_selection import train_test_split  # type: ignore[import-untyped]

        train, test = train_test_split(rows, test_size=HELD_OUT, stratify=digits.labels, random_state=seed)
    return _part(digits, train), _part(digits, test)


def run_training(
    folder: Path,
    digits: Digits,
    settings: Settings,
    start: Callable[[list[torch.Tensor]], None] = lambda parameters: None,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Trained:
    """Train the stage 12 of a folder.

    start: may put other numbers into the parameters before the training. watch: called after each batch.
    Ctrl-C ends the training; what was learned by then is kept.
    Raises TargetError when the target is not solved that far, or fails; DataError for unusable digits.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)  # the network is small: on a busy machine threads wait for one another
    train_part, held_out = prepare(digits, settings.seed)
    with stages_of(folder, [STAGE]) as stages:
        stage = stages[STAGE]
        model = attempt(folder, STAGE, stage.CNN)
        parameters = attempt(folder, STAGE, lambda: list(model.parameters()))
        attempt(folder, STAGE, lambda: start(parameters))
        before = [each.detach().clone() for each in parameters]
        progress = Progress(len(train_part))
        with _watched(model, train_part, held_out, progress, watch):
            stopped = attempt(folder, STAGE, lambda: _train(stage, model, train_part, settings))
        logits = attempt(folder, STAGE, lambda: logits_of(model, held_out.images))
    return Trained(model, before, [each.detach() for each in parameters], progress, held_out, logits, stopped)


def logits_of(model: Any, images: torch.Tensor) -> torch.Tensor:
    """(N, 28, 28) -> (N, C), some images at a time: what all of them need at once may not fit into memory."""
    logits = [model.forward(part) for part in torch.split(images, READ_AT_ONCE)]
    if any(getattr(each, "ndim", 0) != 2 for each in logits):
        raise TargetError(f"CNN.forward should return logits (N, 10). Run: pytest tests/stages -k stage{STAGE}")
    return torch.cat(logits)


def share_of(predicted: torch.Tensor, labels: torch.Tensor) -> float:
    """The share of the labels that were predicted, 0 to 1."""
    return (predicted == labels).double().mean().item()


def _train(stage: Any, model: Any, part: Part, settings: Settings) -> bool:
    """Call the target's `train`; returns whether Ctrl-C ended it."""
    try:
        for number, (epochs, lr) in enumerate(settings.phases):
            arguments = epochs, lr, settings.momentum, settings.batch_size, settings.seed + number
            stage.train(model, part.images, part.labels, *arguments)
    except KeyboardInterrupt:
        return True
    return False


@contextmanager
def _watched(
    model: Any, train_part: Part, held_out: Part, progress: Progress, watch: Callable[[Progress], None]
) -> Iterator[None]:
    """Look on: the model's `loss_and_grads` also notes the loss, and after each epoch the accuracy."""
    work = model.loss_and_grads
    epoch: list[tuple[int, float]] = []

    def loss_and_grads(images: torch.Tensor, targets: torch.Tensor) -> Any:
        if sum(count for count, _ in epoch) >= len(train_part):  # the first batch of the next epoch
            end_epoch()
        loss, grads = work(images, targets)
        epoch.append((len(images), float(loss)))
        progress.images_seen += len(images)
        progress.batch_losses.append(float(loss))
        watch(progress)
        return loss, grads

    def end_epoch() -> None:
        progress.losses.append(sum(count * loss for count, loss in epoch) / sum(count for count, _ in epoch))
        progress.accuracies.append(share_of(logits_of(model, held_out.images).argmax(dim=1), held_out.labels))
        epoch.clear()

    model.loss_and_grads = loss_and_grads
    try:
        yield
    finally:
        del model.loss_and_grads
    if epoch:
        end_epoch()
        watch(progress)


def _part(digits: Digits, rows: Any) -> Part:
    images = torch.from_numpy(digits.images[rows].astype(np.float32)).div_(BRIGHTNESS)
    return Part(images, torch.from_numpy(digits.labels[rows].astype(np.int64)))
