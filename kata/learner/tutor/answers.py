"""Whether a program's answer is the one that was recorded: what it is, and where it lies in memory."""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np
import torch

from kata.course.text import message_of
from kata.learner.tutor.comparing import APART, distance
from kata.learner.tutor.memory import (
    Block,
    Gathered,
    Memory,
    ObjectRef,
    Ref,
    Unrecordable,
    block_of,
    is_numbers,
    numbers_of,
)
from kata.learner.tutor.recording import CODE, Raised

ITERABLE = (list, tuple)
FLOATS = {np.dtype(np.float32), np.dtype(np.float64), torch.float32, torch.float64}
"""Loosely, numbers of one may stand for those of the other."""
LOOSELY = (bool | np.bool_, int | np.integer, float | np.floating)


class Differs(Exception):
    """Something is not as it was recorded; `clearly`, unless it is a matter of digits."""

    def __init__(self, clearly: bool = True) -> None:
        self.clearly = clearly


class Answers:
    """Compares the answers of one episode, and knows the memory and the objects that came with them.

    exact, loose: see `Player`. passed: whether the test was content with the recorded program's answers.
    """

    def __init__(self, exact: bool, passed: bool, loose: bool = False) -> None:
        self.exact, self.passed, self.loose = exact, passed, loose
        self.memory = Memory()
        self.objects: dict[int, Any] = {}
        self.made: dict[int, dict[int, Ref]] = {}
        """What came back in blocks that the program made, by the number of the block and that of the value."""
        self.fresh = False
        """Whether an attribute of an object is compared of which no method has been called: roughly, its numbers are
        its own affair, such as random weights, and those that were recorded take their place."""
        self.size = 1.0
        """Of the largest number that the call was given: rounding it off costs as much, loosely."""
        self.apart = 0.0
        """How far the numbers are from those recorded, at the most."""

    def compare(self, expected: Any, found: Any) -> None:
        """Raise Differs where a value is not what was recorded; remember its memory and objects by their numbers."""
        if isinstance(expected, Raised) or isinstance(found, Exception):
            self._compare_raised(expected, found)
        elif isinstance(expected, Ref):
            self._compare_ref(expected, found)
        elif isinstance(expected, Gathered):
            self._compare_gathered(expected, found)
        elif isinstance(expected, ObjectRef):
            self._compare_object(expected, found)
        elif isinstance(expected, float | complex | np.inexact):
            if not self._same_type(expected, found):
                raise Differs
            self.compare_numbers(np.asarray(expected), np.asarray(found))
        elif not self._same_type(expected, found) or expected != found:
            raise Differs

    def _same_type(self, expected: Any, found: Any) -> bool:
        """Whether both are of one type; loosely, Python's and NumPy's are the same."""
        sorts = [sort for sort in LOOSELY if self.loose and isinstance(expected, sort)]
        return type(expected) is type(found) or (bool(sorts) and isinstance(found, sorts[0]))

    def compare_numbers(self, expected: Any, found: Any) -> None:
        """Raise Differs where numbers are further apart than rounding makes them."""
        if self.loose and expected.dtype != found.dtype and {expected.dtype, found.dtype} <= FLOATS:
            expected, found = expected.astype(np.float32), found.astype(np.float32)
            self.apart = max(self.apart, float(np.finfo(float).tiny))  # alike, but not to the last digit
        apart = distance(expected, found, self.size if self.loose else 1.0)
        self.apart = max(self.apart, apart)
        if apart > 1:
            raise Differs(apart > APART)

    def _compare_ref(self, expected: Ref, found: Any) -> None:
        try:
            kind = is_numbers(found) and ("array" if isinstance(found, np.ndarray) else "tensor")
            if kind != expected.kind.replace("parameter", "tensor"):
                raise Differs
            if found.dtype != expected.dtype and not (self.loose and {found.dtype, expected.dtype} <= FLOATS):
                raise Differs
            if tuple(found.shape) != expected.shape:
                raise Differs
            if not self.fresh:
                self.compare_numbers(expected.numbers, numbers_of(found))
            self._bind(expected, found)
        except (Unrecordable, RuntimeError):
            raise Differs from None

    def _bind(self, expected: Ref, found: Any) -> None:
        """Whether it lies in the memory in which it should, which may be seen for the first time."""
        block = block_of(found)
        if block.nbytes and self._place(block) == 0:
            number = -len(self.memory.blocks) - 1 if expected.block in self.memory.blocks else expected.block
            self.memory.add_block(number, block)
            self.memory.known[number] = block.read()
            self.made[number] = {}
        if expected.block in self.made:
            self.made[expected.block].setdefault(expected.number, expected)
        if self.exact:
            self._compare_place(expected, found, block)
        if expected.number not in self.memory.seen:
            self.memory.remember(expected.number, found, self._place(block))
        self.memory.where[expected.number] = self._place(block)

    def _compare_place(self, expected: Ref, found: Any, block: Block) -> None:
        if block.nbytes and self._place(block) != expected.block:
            raise Differs
        same = self.memory.numbers.get(id(found), expected.number)
        if same != expected.number and self.memory.seen.get(same) is found:
            raise Differs
        strides = tuple(found.stride() if isinstance(found, torch.Tensor) else found.strides)
        pairs = zip(strides, expected.strides, expected.shape, strict=True)
        if 0 not in expected.shape and any(one != other for one, other, size in pairs if size > 1):
            raise Differs

    def _place(self, block: Block) -> int:
        start, end = block.pointer, block.pointer + block.nbytes
        return next((number for first, last, number in self.memory.places if first <= start and end <= last), 0)

    def _compare_gathered(self, expected: Gathered, found: Any) -> None:
        if not self.exact and expected.sort in (list, tuple):
            if hasattr(found, "__next__"):
                found = list(islice(found, len(expected.items) + 1))
            if not isinstance(found, ITERABLE):
                raise Differs
        elif _sort_of(found) is not expected.sort:
            raise Differs
        if len(found) != len(expected.items):
            raise Differs
        if expected.sort is dict:
            found = [tuple(pair) for pair in found.items()]
        for one, other in zip(expected.items, found, strict=True):
            self.compare(one, other)

    def _compare_object(self, expected: ObjectRef, found: Any) -> None:
        known = self.objects.get(expected.number)
        if expected.iterates and not self.exact and isinstance(found, ITERABLE):
            found = iter(found)
        if isinstance(found, CODE) or hasattr(found, "__next__") != expected.iterates:
            raise Differs
        if found is None or isinstance(found, torch.Tensor | np.ndarray | int | float | str | list | tuple | dict):
            raise Differs
        if known is not None and known is not found:
            raise Differs
        self.objects[expected.number] = found

    def _compare_raised(self, expected: Any, found: Any) -> None:
        if isinstance(expected, Raised) and self.passed and not self.exact and not expected.stub:
            return  # it refuses what it should: whether others do so is another matter
        if not isinstance(expected, Raised) or not isinstance(found, Exception):
            raise Differs
        name, _, message = message_of(found).partition(": ")
        worded = self.exact and not self.passed  # a test that is content with a refusal does not go by its words
        if name != expected.name or (worded and message != expected.message) or expected.stub:
            raise Differs


def _sort_of(value: Any) -> type:
    """Its class; a named tuple is a tuple."""
    return tuple if isinstance(value, tuple) and not isinstance(value, torch.Size) else type(value)
