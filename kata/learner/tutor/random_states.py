"""The states of the random generators that everybody shares, as they were at one moment."""

from __future__ import annotations

import ctypes
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

NUMPY_BYTES = 4 * (624 + 1)
"""Of the state of NumPy's Mersenne Twister: 624 words, and its place in them."""


@dataclass(frozen=True)
class RandomStates:
    """The states of the generators that everybody shares: torch's, and NumPy's and Python's where they are of use."""

    torch: bytes
    numpy: Any = None
    random: Any = None

    def restore(self) -> None:
        torch.default_generator.set_state(torch.frombuffer(bytearray(self.torch), dtype=torch.uint8))
        if self.numpy:
            name, keys, *rest = self.numpy
            np.random.set_state((name, np.frombuffer(keys, np.uint32), *rest))
        if self.random:
            random.setstate(self.random)


class _Numpy:
    """Reads NumPy's state, which takes 0.2 ms, only where its bytes have changed since it was last read."""

    def __init__(self) -> None:
        self.bytes, self.state = b"", None

    def read(self) -> Any:
        generator: Any = np.random.get_bit_generator()  # type: ignore[attr-defined]
        if type(generator) is not np.random.MT19937:
            return self._read()
        data = ctypes.string_at(generator.ctypes.state_address, NUMPY_BYTES)
        if data != self.bytes or self.state is None or self.state[3]:  # a number that is kept for later is not in it
            self.bytes, self.state = data, self._read()
        return self.state

    def _read(self) -> Any:
        state: Any = np.random.get_state(legacy=True)
        name, keys, *rest = state
        return name, keys.tobytes(), *rest


_NUMPY = _Numpy()


def random_states(sources: frozenset[str]) -> RandomStates:
    """The states now; sources: which are looked at beside torch's, of `numpy` and `random`: each takes its time."""
    numpy = _NUMPY.read() if "numpy" in sources else None
    python = random.getstate() if "random" in sources else None
    return RandomStates(torch.default_generator.get_state().numpy().tobytes(), numpy, python)
