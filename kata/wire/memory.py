"""What both ends of a wire hold: blocks of memory, whose changes are sent along, and the same arguments."""

from __future__ import annotations

import ctypes
import hashlib
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.multiprocessing.reductions import StorageWeakRef

from kata.errors import WireError

Part = tuple[list[Any], bytes]
"""Bytes to be sent, and what they are."""

MOST_BLOCKS = 200_000
LARGE = 8 << 20
"""Bytes of a block of which a digest is kept, and not a copy, to know it by."""
CHANGED_ARGUMENT = "a call changed an argument, which it should have left alone"
CHANGED_ANSWER = "a later call changed what an earlier one had returned: each call should return a new tensor"
Storage = torch.UntypedStorage
Owner = Storage | np.ndarray[Any, Any]


class Block:
    """A piece of memory that both sides have; `known` are its bytes as the other side knows them, or their digest.

    shared: whether the side that did not make it may write into it.
    """

    __slots__ = ("find", "known", "nbytes", "number", "pointer", "shared")

    def __init__(self, number: int, owner: Owner, shared: bool, pointer: int, data: bytes) -> None:
        """data: what the memory at `pointer` holds now."""
        self.number, self.shared = number, shared
        self.find = _weak(owner)
        self.pointer, self.nbytes = pointer, len(data)
        self.known = _mark(data)

    def owner(self) -> Owner | None:
        """What keeps the memory; None when nobody on this side does any more, or it has moved elsewhere."""
        owner = self.find()
        return owner if owner is not None and _region(owner) == (self.pointer, self.nbytes) else None

    def data(self) -> bytes:
        """What the memory holds now."""
        return ctypes.string_at(self.pointer, self.nbytes)


class Memory:
    """The blocks of one side. It keeps none of them alive: what neither side uses is given back.

    A worker's memory follows the judge's. The judge's own follows only where `sharing` was on when a block was first
    seen: everything else that has arrived is a snapshot, which no later call can change.
    """

    def __init__(self, first: int) -> None:
        self.judges = first == 0
        self.next = 2 + first
        self.sharing = not self.judges
        self.blocks: dict[int, Block] = {}
        self.at: dict[int, Block] = {}
        self.parts: list[Part] = []
        self.gone: list[int] = []
        self.changed = ""
        """What the other side has done that it should not have, if anything: in words, for a learner."""
        self.held: list[Owner] = []
        """What is known to be alive: it stays so until the next message, for the other side may speak of it."""

    def collect_changes(self) -> None:
        """Before a message: which blocks are gone, and which have other bytes than the other side knows."""
        moved = set()
        for block in self.blocks.values():
            if block.owner() is None:
                moved.add(block.number)
            elif block.known != (now := _mark(data := block.data())):
                block.known = now
                self.parts.append((["block", "changed", block.number], data))
        self.held = []  # a write into a tensor that nobody has any more was the last use of it
        for block in list(self.blocks.values()):
            owner = block.find()
            if owner is not None and block.number not in moved:
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
            block.shared |= self.sharing and self._is_own(block.number)
            return block.number, 0
        if isinstance(owner, Storage) and not owner.resizable():  # it may be made from a part of an array
            for other in self.blocks.values():
                if other.pointer <= pointer and pointer + nbytes <= other.pointer + other.nbytes:
                    return other.number, pointer - other.pointer
        self.next += 2
        data = ctypes.string_at(pointer, nbytes)
        self._add(Block(self.next, owner, self.sharing, pointer, data))
        kind = "array" if isinstance(owner, np.ndarray) else "storage"
        self.parts.append((["block", kind, self.next], data))
        return self.next, 0

    def place_of_array(self, array: np.ndarray[Any, Any]) -> tuple[int, int]:
        """The number of the block in which an array lies, and where in it the array starts."""
        owner = _owner_of(array)
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
        self._take_over(number, kind == "array", data, self.sharing)

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
        if owner is None or (isinstance(owner, np.ndarray) and not owner.flags.writeable):
            return
        own = self._is_own(number)
        if not block.shared and data != block.data():
            self.changed = self.changed or (CHANGED_ARGUMENT if own else CHANGED_ANSWER)
        if not block.shared and not own:  # what came earlier stays as it was; from now on there is another block
            self._remove(number)
            self._take_over(number, isinstance(owner, np.ndarray), data, shared=False)
            return
        ctypes.memmove(block.pointer, data, len(data))
        block.known = _mark(data)

    def _is_own(self, number: int) -> bool:
        """Whether this side made a block."""
        return number % 2 == self.next % 2

    def _take_over(self, number: int, as_array: bool, data: bytes, shared: bool) -> None:
        """New memory of this side for a block of the other."""
        owner = np.empty(len(data), np.uint8) if as_array else Storage(len(data))  # type: ignore[no-untyped-call]
        pointer, _ = _region(owner)
        ctypes.memmove(pointer, data, len(data))
        self._add(Block(number, owner, shared, pointer, data))
        self.held.append(owner)

    def _add(self, block: Block) -> None:
        self.blocks[block.number] = self.at[block.pointer] = block

    def _remove(self, number: int) -> None:
        block = self.blocks.pop(number, None)
        if block and self.at.get(block.pointer) is block:
            del self.at[block.pointer]


class Arguments:
    """Which tensors and arrays are the same object on both sides: a submission that keeps one can tell.

    The judge numbers those that it sends. The worker keeps each as long as the judge has its own.
    """

    def __init__(self) -> None:
        self.next = 0
        self.numbers: dict[int, tuple[int, Any]] = {}
        self.gone: list[int] = []
        self.kept: dict[int, tuple[list[Any], Any]] = {}

    def number_of(self, value: Any) -> int:
        """The judge's number for one of its own values."""
        key = id(value)
        if key not in self.numbers:
            self.next += 1
            self.numbers[key] = self.next, weakref.ref(value, lambda _: self.gone.append(self.numbers.pop(key)[0]))
        return self.numbers[key][0]

    def same(self, number: int, description: list[Any], make: Callable[..., Any]) -> Any:
        """The value of that number, if it still looks as described; else a new one, kept where it has a number."""
        known, value = self.kept.get(number, (None, None))
        if known != description:
            value = make(*description)
            if number:
                self.kept[number] = description, value
        return value

    def note_change(self, block: int) -> None:
        """Those in a block that has changed are in another version, as if the change had been made here."""
        for (_, number, *_), value in self.kept.values():
            if number == block and isinstance(value, torch.Tensor):
                torch.autograd.graph.increment_version(value)

    def forget(self, numbers: list[int]) -> None:
        """The judge has no longer these values."""
        for number in numbers:
            self.kept.pop(number, None)


def _mark(data: bytes) -> bytes:
    """What tells bytes from others: they themselves, or a digest of very many."""
    return data if len(data) <= LARGE else hashlib.blake2b(data).digest()


def within_its_memory(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The array, or a copy of one that reaches beyond what it was made from, as NumPy's stride tricks do."""
    low, high = np.lib.array_utils.byte_bounds(array)
    pointer, nbytes = _region(_owner_of(array))
    return array if (pointer <= low and high <= pointer + nbytes) or not array.size else array.copy()


def _owner_of(array: np.ndarray[Any, Any]) -> Owner:
    root: Any = array
    while isinstance(root.base, np.ndarray):
        root = root.base
    return root.base.untyped_storage() if isinstance(root.base, torch.Tensor) else root


def _weak(owner: Owner) -> Callable[[], Owner | None]:
    if isinstance(owner, np.ndarray):
        return weakref.ref(owner)
    if not owner.resizable():  # it stands for memory that is not its own, an array's perhaps, and may go before that
        return lambda: owner
    weak = StorageWeakRef(owner)  # type: ignore[no-untyped-call]
    return lambda: Storage._new_with_weak_ptr(weak.cdata)  # None once it is gone


def _region(owner: Owner) -> tuple[int, int]:
    """The first address of an owner's memory, and its length."""
    if isinstance(owner, np.ndarray):
        return _address(owner), owner.nbytes
    return owner.data_ptr(), owner.nbytes()


def _asked_address(array: np.ndarray[Any, Any]) -> int:
    return int(array.__array_interface__["data"][0])


def _seen_address(array: np.ndarray[Any, Any]) -> int:
    """The same in a fifth of the time: NumPy keeps it right behind an object's head."""
    return ctypes.c_void_p.from_address(id(array) + object.__basicsize__).value or 0


_SAMPLE = np.arange(3)[1:]
_address = _seen_address if _seen_address(_SAMPLE) == _asked_address(_SAMPLE) else _asked_address


def _flat(owner: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """All the bytes of an array that owns its memory, as a view that keeps it alive."""
    in_order = owner.transpose(sorted(range(owner.ndim), key=lambda axis: -owner.strides[axis]))
    return np.ndarray((owner.nbytes,), np.uint8, in_order)
