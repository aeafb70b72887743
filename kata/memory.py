"""What both ends of a wire hold: blocks of memory, and random generators; what has changed in them is sent along."""

from __future__ import annotations

import ctypes
import random
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch.multiprocessing.reductions import StorageWeakRef

from kata.errors import WireError

Part = tuple[list[Any], bytes]
"""Bytes to be sent, and what they are."""

MOST_BLOCKS = 200_000
Storage = torch.UntypedStorage
Owner = Storage | np.ndarray[Any, Any]


class Block:
    """A piece of memory that both sides have; `known` are its bytes as the other side knows them."""

    def __init__(self, number: int, owner: Owner, known: bytes) -> None:
        self.number, self.known = number, known
        self.find = _weak(owner)
        self.pointer, self.nbytes = _region(owner)

    def owner(self) -> Owner | None:
        """What keeps the memory; None when nobody on this side does any more, or it has moved elsewhere."""
        owner = self.find()
        return owner if owner is not None and _region(owner) == (self.pointer, self.nbytes) else None


class Memory:
    """The blocks of one side. It keeps none of them alive: what neither side uses is given back."""

    def __init__(self, first: int) -> None:
        self.next = 2 + first
        self.blocks: dict[int, Block] = {}
        self.at: dict[int, Block] = {}
        self.parts: list[Part] = []
        self.gone: list[int] = []
        self.held: list[Owner] = []
        """What is known to be alive: it stays so until the next message, for the other side may speak of it."""

    def collect_changes(self) -> None:
        """Before a message: which blocks are gone, and which have other bytes than the other side knows."""
        for block in self.blocks.values():
            if block.owner() is not None:
                now = ctypes.string_at(block.pointer, block.nbytes)
                if now != block.known:
                    block.known = now
                    self.parts.append((["block", "changed", block.number], now))
        self.held = []  # a write into a tensor that nobody has any more was the last use of it
        for block in list(self.blocks.values()):
            owner = block.owner()
            if owner is not None:
                self.held.append(owner)
            else:
                self.gone.append(block.number)
                self._remove(block.number)

    def place_of(self, owner: Owner) -> tuple[int, int]:
        """The number of the block that has this memory, a new one if need be, and where in it the memory starts."""
        pointer, nbytes = _region(owner)
        if not nbytes:
            return 0, 0
        self.held.append(owner)
        block = self.at.get(pointer)
        if block and block.nbytes >= nbytes:
            return block.number, 0
        if isinstance(owner, Storage) and not owner.resizable():  # it may be made from a part of an array
            for other in self.blocks.values():
                if other.pointer <= pointer and pointer + nbytes <= other.pointer + other.nbytes:
                    return other.number, pointer - other.pointer
        self.next += 2
        self._add(Block(self.next, owner, ctypes.string_at(pointer, nbytes)))
        kind = "array" if isinstance(owner, np.ndarray) else "storage"
        self.parts.append((["block", kind, self.next], self.blocks[self.next].known))
        return self.next, 0

    def place_of_array(self, array: np.ndarray[Any, Any]) -> tuple[int, int]:
        """The number of the block in which an array lies, and where in it the array starts."""
        root: Any = array
        while isinstance(root.base, np.ndarray):
            root = root.base
        owner = root.base.untyped_storage() if isinstance(root.base, torch.Tensor) else root
        number, start = self.place_of(owner)
        return number, (start + _address(array) - _region(owner)[0]) if number else 0

    def undo(self) -> None:
        """The message could not be sent: none of its blocks has arrived, and none of the changes."""
        parts, self.parts = self.parts, []
        for (_, kind, number), _ in parts:
            if kind == "changed" and number in self.blocks:
                self.blocks[number].known = b""
            else:
                self._remove(number)

    def take(self, key: list[Any], data: bytes) -> None:
        """Bytes that have arrived: a new block, or other bytes in a known one."""
        kind, number = key
        if kind == "changed":
            self._change(number, data)
            return
        if type(number) is not int or number in self.blocks or len(self.blocks) >= MOST_BLOCKS or not data:
            raise WireError(f"there can be no new block {str(number)[:20]}")
        numbers = np.empty(len(data), np.uint8)
        owner = numbers if kind == "array" else torch.empty(len(data), dtype=torch.uint8).untyped_storage()
        ctypes.memmove(_region(owner)[0], data, len(data))
        self._add(Block(number, owner, data))
        self.held.append(owner)

    def forget(self, numbers: list[int]) -> None:
        """The other side has given these blocks up."""
        for number in numbers:
            self._remove(number)

    def storage(self, number: int) -> Storage:
        """A block, for a tensor."""
        if number == 0:
            return Storage(0)  # type: ignore[no-untyped-call]
        owner = self._owner(number)
        return torch.from_numpy(_flat(owner)).untyped_storage() if isinstance(owner, np.ndarray) else owner

    def bytes_of(self, number: int) -> np.ndarray[Any, Any]:
        """A block, for an array."""
        if number == 0:
            return np.empty(0, np.uint8)
        owner = self._owner(number)
        if isinstance(owner, np.ndarray):
            return _flat(owner)
        return torch.empty(0, dtype=torch.uint8).set_(owner).numpy()

    def _owner(self, number: int) -> Owner:
        block = self.blocks.get(number)
        owner = block.owner() if block else None
        if owner is None:
            raise WireError(f"there is no block {str(number)[:20]}")
        return owner

    def _change(self, number: int, data: bytes) -> None:
        block = self.blocks.get(number)
        if block is None:
            raise WireError(f"there is no block {str(number)[:20]}")
        owner = block.owner()
        if len(data) != block.nbytes:
            raise WireError(f"block {number} has {block.nbytes} bytes, and not {len(data)}")
        if owner is not None and not (isinstance(owner, np.ndarray) and not owner.flags.writeable):
            block.known = data
            ctypes.memmove(block.pointer, data, len(data))

    def _add(self, block: Block) -> None:
        self.blocks[block.number] = self.at[block.pointer] = block

    def _remove(self, number: int) -> None:
        block = self.blocks.pop(number, None)
        if block and self.at.get(block.pointer) is block:
            del self.at[block.pointer]


class RandomStates:
    """Random generators: the global ones of torch, NumPy and Python, and each torch.Generator that is an argument.

    All of them belong to the judge; a worker has copies, which are brought up to date as they come and go.
    """

    def __init__(self, first: int) -> None:
        self.judges = first == 0
        self.next = 0
        self.known: dict[Any, Any] = {} if self.judges else {name: read() for name, (read, _, _) in GLOBAL.items()}
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
        for name, (read, pack, _) in GLOBAL.items():
            state = read()
            if state != self.known.get(name):
                self.known[name] = state
                header, data = pack(state)
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
            read, _, write = GLOBAL[name]
            write(header, data)
            self.known[name] = read()
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


def _weak(owner: Owner) -> Callable[[], Owner | None]:
    if isinstance(owner, np.ndarray):
        return weakref.ref(owner)
    weak = StorageWeakRef(owner)  # type: ignore[no-untyped-call]
    return lambda: Storage._new_with_weak_ptr(weak.cdata)  # None once it is gone


def _region(owner: Owner) -> tuple[int, int]:
    """The first address of an owner's memory, and its length."""
    if isinstance(owner, np.ndarray):
        return _address(owner), owner.nbytes
    return owner.data_ptr(), owner.nbytes()


def _address(array: np.ndarray[Any, Any]) -> int:
    return int(array.__array_interface__["data"][0])


def _flat(owner: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """All the bytes of an array that owns its memory, as a view that keeps it alive."""
    in_order = owner.transpose(sorted(range(owner.ndim), key=lambda axis: -owner.strides[axis]))
    return np.ndarray((owner.nbytes,), np.uint8, in_order)


def _bytes_tensor(data: bytes) -> torch.Tensor:
    return torch.frombuffer(bytearray(data), dtype=torch.uint8)


def _state_of(generator: torch.Generator) -> bytes:
    return generator.get_state().numpy().tobytes()


_NUMPY = np.random.mtrand._rand._bit_generator.ctypes.state_address
_NUMPY_BYTES = 4 * 624 + 4


def _pack_numpy(state: bytes) -> Part:
    _, _, _, *header = np.random.get_state()
    return header, state  # and the second number of a pair, which waits to be drawn


def _write_numpy(header: list[Any], data: bytes) -> None:
    has_gauss, gauss = header
    *keys, position = np.frombuffer(data, np.uint32)
    if not 0 <= position <= 624 or len(keys) != 624:
        raise WireError("this is no state of NumPy's generator")
    np.random.set_state(("MT19937", np.array(keys), int(position), int(bool(has_gauss)), float(gauss)))


def _pack_python(state: tuple[Any, ...]) -> Part:
    return [state[2]], np.array(state[1], np.uint32).tobytes()


def _write_python(header: list[Any], data: bytes) -> None:
    (gauss,) = header
    random.setstate((3, tuple(np.frombuffer(data, np.uint32).tolist()), None if gauss is None else float(gauss)))


GLOBAL: dict[str, tuple[Callable[[], Any], Callable[[Any], Part], Callable[[list[Any], bytes], object]]] = {
    "torch": (
        lambda: _state_of(torch.default_generator),
        lambda state: ([], state),
        lambda header, data: torch.set_rng_state(_bytes_tensor(data)),
    ),
    "numpy": (lambda: ctypes.string_at(_NUMPY, _NUMPY_BYTES), _pack_numpy, _write_numpy),
    "python": (random.getstate, _pack_python, _write_python),
}
"""How to read, to pack and to write each global state."""
