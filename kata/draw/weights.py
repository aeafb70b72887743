"""The parameters that the page puts into a target's layers: of the last training, or learned on the spot."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
import torch

from kata.data import Digits
from kata.errors import ParametersError
from kata.network.demo import learn
from kata.network.parameters import load_parameters
from kata.network.training import Part, Settings, prepare, run_training, share_of

SHAPES = ((8, 5, 5), (1152, 10), (10,))
"""Of kernels_theta, w and b, as the layers of stages 02 and 04 have them."""
LEAST = 0.5
"""The share of the held-out digits that parameters must read, to be those of the network of stages 02-04."""


@dataclass(frozen=True)
class Weights:
    """kernels (8, 5, 5), w (1152, 10) and b (10,), float32, for images of 0 to 8; source: a phrase for people."""

    kernels: torch.Tensor
    w: torch.Tensor
    b: torch.Tensor
    source: str

    def as_text(self) -> str:
        """All numbers, one after the other, little-endian float32 in base64: what page and child read."""
        flat = torch.cat([each.flatten() for each in (self.kernels, self.w, self.b)]).numpy()
        return base64.b64encode(flat.astype("<f4").tobytes()).decode("ascii")

    @classmethod
    def from_text(cls, text: str) -> Weights:
        """The opposite of `as_text`."""
        flat = torch.from_numpy(np.frombuffer(base64.b64decode(text), "<f4").astype(np.float32))
        parts = torch.split(flat, [int(np.prod(shape)) for shape in SHAPES])
        kernels, w, b = (part.view(shape) for part, shape in zip(parts, SHAPES, strict=True))
        return cls(kernels, w, b, "")


def find_weights(
    digits: Digits, file: Path | None, last: Path, say: Callable[[str], None] = lambda text: None
) -> Weights:
    """Those of `file`, if one is named; else of the last training, if there is one that fits; else learned now.

    Raises ParametersError for a named file that does not fit, DataError for unusable digits.
    """
    train, held_out = prepare(digits, seed=0)
    if file:
        return _load(file, held_out, str(file))
    if last.is_file():
        try:
            return _load(last, held_out, f"of the last training ({last})")
        except ParametersError as error:
            say(f"The last training is of no use here: {error}")
    say("Learning parameters: a few seconds")
    torch.manual_seed(0)
    torch.set_num_threads(1)  # the network is small: more threads cost more than they give
    kernels, w, b = learn(train.images, train.labels)
    return Weights(kernels, w, b, f"learned just now from {len(train.images):,} digits")


def train_weights(folder: Path, digits: Digits) -> Weights:
    """Those that the stage 12 of a folder, which is made like the solutions', learns. Raises TargetError."""
    kernels, w, b = run_training(folder, digits, Settings()).parameters
    return Weights(kernels, w, b, "learned by the solution's stage 12")


def share_read(weights: Weights, part: Part) -> float:
    """The share of the digits that these parameters read right, by torch's own layers."""
    maps = torch.nn.functional.conv2d(part.images[:, None], weights.kernels[:, None]).sigmoid()
    rows = torch.nn.functional.max_pool2d(maps, 2).permute(0, 2, 3, 1).flatten(1)  # (N, 1152), channels last
    return share_of((rows @ weights.w + weights.b).argmax(dim=1), part.labels)


def _load(file: Path, held_out: Part, source: str) -> Weights:
    """A learner's CNN may have its parameters in any order: their shapes say which is which."""
    last: ParametersError | None = None
    for order in permutations(range(len(SHAPES))):
        found = [torch.zeros(SHAPES[number]) for number in order]
        try:
            load_parameters(found, file)
        except ParametersError as error:
            last = last or error
            continue
        named = dict(zip(order, found, strict=True))
        weights = Weights(named[0], named[1], named[2], source)
        if share_read(weights, held_out) < LEAST:
            raise ParametersError(
                f"{file} is of a network that computes something else than stages 02-04: name another"
            )
        return weights
    raise last or ParametersError(f"{file} holds nothing")
