"""Random generators on both ends of a wire: the global ones of torch, NumPy and Python, and those of arguments."""

from __future__ import annotations

import ctypes
import random
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch

from kata.errors import WireError
from kata.wire.memory import Part


class RandomStates:
    """Random generators: the global ones of torch, NumPy and Python, and each torch.Generator that is an argument.

    All of them belong to the judge; a worker has copies, which are brought up to date as they come and go.
    """

    def __init__(self, first: int) -> None:
        self.judges = first == 0
        self.next = 0
        self.known: dict[Any, Any] = {} if self.judges else {name: look() for name, (look, _, _) in GLOBAL.items()}
        self.generators: dict[int, Callable[[], torch.Generator | None]] = {}

    def number_of(self, generator: torch.Generator) -> int:
        """The number of a generator; a worker's own generators cannot leave it."""
        for number, find in self.generators.items():
            if find() is generator:
                return number
        if not self.judges:
            raise TypeError("a torch.Generator cannot be returned")
        self.next += 1
        self.generators[self.next] = weakref.ref(generator)
        return self.next

    def generator(self, number: int) -> torch.Generator:
        """The generator of a number."""
        generator = self.generators[number]()
        if generator is None:
            raise WireError(f"generator {number} is gone")
        return generator

    def take_parts(self) -> Iterator[Part]:
        """The states that are others than those that the other side knows."""
        for name, (look, pack, _) in GLOBAL.items():
            state = look()
            if state != self.known.get(name):
                self.known[name] = state
                header, data = pack()
                yield ["random", name, *header], data
        for number, find in list(self.generators.items()):
            generator = find()
            state = _state_of(generator) if generator is not None else b""
            if generator is None:
                del self.generators[number]
            if state != self.known.get(number):
                self.known[number] = state
                yield ["random", "generator", number], state

    def undo(self) -> None:
        """The message could not be sent: send all states with the next one."""
        self.known = {}

    def take(self, key: list[Any], data: bytes) -> None:
        """A state that has arrived; a generator without one is gone."""
        name, *header = key
        if name in GLOBAL:
            look, _, write = GLOBAL[name]
            write(header, data)
            self.known[name] = look()
            return
        (number,) = header
        if not self.judges and not data:
            self.generators.pop(number, None)
            return
        if not self.judges and number not in self.generators:
            fresh = torch.Generator()
            self.generators[number] = lambda: fresh
        generator = self.generators[number]() if number in self.generators else None
        if generator is not None:
            generator.set_state(_bytes_tensor(data))
            self.known[number] = data


def _bytes_tensor(data: bytes) -> torch.Tensor:
    return torch.frombuffer(bytearray(data), dtype=torch.uint8)


def _state_of(generator: torch.Generator) -> bytes:
    return generator.get_state().numpy().tobytes()


_NUMPY = np.random.mtrand._rand._bit_generator.ctypes.state_address
_NUMPY_BYTES = 4 * 624 + 4


def _pack_numpy() -> Part:
    _, _, _, *header = np.random.get_state()  # the second number of a pair, which waits to be drawn
    return header, _look_at_numpy()


def _look_at_numpy() -> bytes:
    return ctypes.string_at(_NUMPY, _NUMPY_BYTES)


def _write_numpy(header: list[Any], data: bytes) -> None:
    has_gauss, gauss = header
    *keys, position = np.frombuffer(data, np.uint32)
    if not 0 <= position <= 624 or len(keys) != 624:
        raise WireError("this is no state of NumPy's generator")
    np.random.set_state(("MT19937", np.array(keys), int(position), int(bool(has_gauss)), float(gauss)))


_PYTHON = id(random._inst) + object.__basicsize__
_PYTHON_BYTES = 4 + 4 * 624


def _look_at_python() -> Any:
    """What tells one state from another, in a tenth of the time that `random.getstate` takes.

    CPython keeps the state right behind an object's head.
    """
    return ctypes.string_at(_PYTHON, _PYTHON_BYTES), random._inst.gauss_next  # type: ignore[attr-defined]


def _python_is_as_known() -> bool:
    _, (*keys, position), _ = random.getstate()
    size = random._inst.__sizeof__()
    known = np.array([position, *keys], np.uint32).tobytes()
    return size >= object.__basicsize__ + _PYTHON_BYTES and _look_at_python()[0] == known


def _pack_python() -> Part:
    _, keys, gauss = random.getstate()
    return [gauss], np.array(keys, np.uint32).tobytes()


def _write_python(header: list[Any], data: bytes) -> None:
    (gauss,) = header
    random.setstate((3, tuple(np.frombuffer(data, np.uint32).tolist()), None if gauss is None else float(gauss)))


GLOBAL: dict[str, tuple[Callable[[], Any], Callable[[], Part], Callable[[list[Any], bytes], object]]] = {
    "torch": (
        lambda: _state_of(torch.default_generator),
        lambda: ([], _state_of(torch.default_generator)),
        lambda header, data: torch.set_rng_state(_bytes_tensor(data)),
    ),
    "numpy": (_look_at_numpy, _pack_numpy, _write_numpy),
    "python": (_look_at_python if _python_is_as_known() else random.getstate, _pack_python, _write_python),
}
"""How to tell a global state from others, to pack and to write it."""
