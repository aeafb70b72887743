"""Values as they were at one moment: numbers, layout, and which of them lie in the same memory.

A tensor or an array becomes a `Ref`: where in which block of memory it looks, how, and a copy of its numbers. Blocks
and values are numbered in the order in which they are first seen, so that two programs that share memory in the same
way get the same numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import torch

Array = np.ndarray[Any, Any]

PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes, slice, type(Ellipsis), torch.dtype})
GATHERED: dict[type, Callable[[Any], Any]] = {sort: sort for sort in (list, tuple, set, frozenset, torch.Size)}
MOST_BYTES = 32 << 20
"""Of one block: a larger one is too slow to keep."""


class Unrecordable(Exception):
    """A value that cannot be kept: nothing is said about the calls that it took part in."""


@dataclass(frozen=True)
class Ref:
    """A tensor or an array. start and, for an array, strides are in bytes; number: which of the values seen it is."""

    kind: str
    number: int
    block: int
    start: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    dtype: Any
    flag: bool
    numbers: Any = field(compare=False)


@dataclass(frozen=True)
class Gathered:
    """A list, a tuple, a set or a dict (of pairs) of values."""

    sort: type
    items: tuple[Any, ...]


@dataclass(frozen=True)
class ObjectRef:
    """An object of the program, by number."""

    number: int
    name: str
    iterates: bool


@dataclass(frozen=True)
class GeneratorRef:
    """A torch.Generator: its state is kept as a block's bytes are."""

    block: int


class Block:
    """A piece of memory. owner: the array or the storage that keeps it alive; a tensor may be given another one."""

    def __init__(self, owner: Any, pointer: int, nbytes: int) -> None:
        if nbytes > MOST_BYTES:
            raise Unrecordable
        self.owner, self.pointer, self.nbytes = owner, pointer, nbytes

    @cached_property
    def read(self) -> Callable[[], bytes]:
        """Returns its bytes: called very often, so that nothing is looked up."""
        view = memoryview((ctypes.c_char * self.nbytes).from_address(self.pointer))
        return view.cast("B").tobytes

    def write(self, data: bytes) -> None:
        if len(data) != self.nbytes:
            raise Unrecordable
        ctypes.memmove(self.pointer, data, len(data))

    @classmethod
    def of_bytes(cls, data: bytes) -> Block:
        """New memory that holds these bytes."""
        owner = torch.empty(len(data), dtype=torch.uint8).untyped_storage()
        block = cls(owner, owner.data_ptr(), len(data))
        block.write(data)
        return block


class GeneratorBlock(Block):
    """The state of a generator."""

    def __init__(self, owner: torch.Generator) -> None:
        self.owner = owner

    @cached_property
    def read(self) -> Callable[[], bytes]:
        return lambda: self.owner.get_state().numpy().tobytes()

    def write(self, data: bytes) -> None:
        self.owner.set_state(torch.frombuffer(bytearray(data), dtype=torch.uint8))


def block_of(value: Any) -> Block:
    """The memory in which a tensor or an array lies."""
    if isinstance(value, torch.Tensor):
        storage = value.untyped_storage()
        return Block(storage, storage.data_ptr(), storage.nbytes())
    root = value
    while isinstance(root.base, np.ndarray):
        root = root.base
    first, last = np.lib.array_utils.byte_bounds(root) if root.size else (0, 0)
    return Block(root, first, last - first)


def numbers_of(value: Any) -> Any:
    """A copy of the numbers of a tensor or an array, as an array where NumPy has the dtype."""
    if isinstance(value, torch.Tensor):
        value = value.detach().resolve_conj().resolve_neg()
        return (value.float() if value.dtype == torch.bfloat16 else value).numpy().copy()
    return np.array(value)


def describe(value: Any, number: int, block: int, pointer: int) -> Ref:
    """What there is to know of a tensor or an array that lies in this block."""
    if isinstance(value, torch.Tensor):
        kind = "parameter" if isinstance(value, torch.nn.Parameter) else "tensor"
        start = value.untyped_storage().data_ptr() - pointer if block else 0
        start += int(value.storage_offset()) * value.element_size() if block else 0
        shape, strides, flag = tuple(value.shape), tuple(value.stride()), value.requires_grad
    else:
        kind, start = "array", value.ctypes.data - pointer if block else 0
        shape, strides, flag = value.shape, value.strides, value.flags.writeable
    return Ref(kind, number, block, start, shape, strides, value.dtype, flag, numbers_of(value))


def is_numbers(value: Any) -> bool:
    """Whether a value is a tensor or an array that can be kept; Unrecordable for one of another kind."""
    if isinstance(value, torch.Tensor):
        if value.layout != torch.strided or value.device.type != "cpu" or value.is_nested or value.is_quantized:
            raise Unrecordable
        return True
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "biufcSU":
            raise Unrecordable
        return True
    return False


class Memory:
    """The blocks, values and objects that have been seen, by number."""

    def __init__(self) -> None:
        self.blocks: dict[int, Block] = {}
        self.places: list[tuple[int, int, int]] = []
        """Where each block of numbers begins and ends, and its number."""
        self.known: dict[int, bytes] = {}
        self.seen: dict[int, Any] = {}
        self.where: dict[int, int] = {}
        self.numbers: dict[int, int] = {}

    def number_of_block(self, value: Any) -> int:
        """The number of the block that a tensor or an array lies in; 0 for one without numbers."""
        block = block_of(value)
        if not block.nbytes:
            return 0
        start, end = block.pointer, block.pointer + block.nbytes
        known = (number for first, last, number in self.places if first <= start and end <= last)
        return next(known, 0) or self.add_block(len(self.blocks) + 1, block)

    def number_of_generator(self, generator: torch.Generator) -> int:
        """The number of a generator's state."""
        for number, other in self.blocks.items():
            if other.owner is generator:
                return number
        return self.add_block(len(self.blocks) + 1, GeneratorBlock(generator))

    def add_block(self, number: int, block: Block) -> int:
        """Remember a block."""
        self.blocks[number] = block
        if not isinstance(block, GeneratorBlock):
            self.places.append((block.pointer, block.pointer + block.nbytes, number))
        return number

    def number_of(self, value: Any) -> int:
        """The number of a tensor or an array: the same for the same object."""
        number = self.numbers.get(id(value))
        if number is None:
            number = len(self.seen) + 1
            self.remember(number, value, self.number_of_block(value))
        elif isinstance(value, torch.Tensor):  # its attribute `data` may have been set since
            self.where[number] = self.number_of_block(value)
        return number

    def remember(self, number: int, value: Any, block: int) -> None:
        """Give a tensor or an array a number."""
        self.numbers[id(value)] = number
        self.seen[number] = value
        self.where[number] = block

    def collect(self) -> dict[int, bytes]:
        """The bytes of the blocks that are new, or have others than when this was last asked."""
        found = {}
        for number, block in self.blocks.items():
            data = block.read()
            if data != self.known.get(number):
                found[number] = self.known[number] = data
        return found

    def collect_new(self) -> dict[int, bytes]:
        """The bytes of the blocks that were not there when this was last asked."""
        found = {number: block.read() for number, block in self.blocks.items() if number not in self.known}
        self.known |= found
        return found

    def looks_of(self, blocks: dict[int, bytes]) -> dict[int, Any]:
        """The numbers of all values seen that lie in these blocks."""
        return {number: numbers_of(value) for number, value in self.seen.items() if self.where[number] in blocks}
