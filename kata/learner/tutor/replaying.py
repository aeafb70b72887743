"""Makes the calls that were recorded of one program to another, and says where it answers otherwise."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import Any

import numpy as np
import torch

from kata.course.text import message_of
from kata.learner.tutor.comparing import APART, distance
from kata.learner.tutor.determinism import begin
from kata.learner.tutor.memory import (
    Block,
    Gathered,
    GeneratorBlock,
    GeneratorRef,
    Memory,
    ObjectRef,
    Ref,
    Unrecordable,
    block_of,
    is_numbers,
    numbers_of,
)
from kata.learner.tutor.random_states import random_states
from kata.learner.tutor.recording import CODE, Episode, Raised, Step

ITERABLE = (list, tuple)
USES: dict[str, Callable[..., Any]] = {"__len__": len, "__iter__": iter, "__getitem__": operator.getitem}
"""What is done with an object by these names."""


@dataclass(frozen=True)
class Likeness:
    """How an answer compares: whether it is alike, whether it is clearly not, and whether only by an exception."""

    alike: bool
    otherwise: bool


ALIKE, OTHERWISE, NEARLY = Likeness(True, False), Likeness(False, True), Likeness(False, False)


class Differs(Exception):
    """Something is not as it was recorded; `clearly`, unless it is a matter of digits."""

    def __init__(self, clearly: bool = True) -> None:
        self.clearly = clearly


class Player:
    """Plays episodes to a program, one after the other.

    exact: whether memory layout, shared memory and random numbers used count as part of an answer.
    """

    def __init__(self, module: ModuleType, exact: bool) -> None:
        self.module, self.exact = module, exact
        self.fresh = False
        """Whether an attribute of an object is compared of which no method has been called: roughly, its numbers are
        its own affair, such as random weights, and those that were recorded take their place."""
        self.apart = 0.0
        """How far the numbers are from those recorded, at the most."""

    def play(self, episode: Episode) -> Iterator[tuple[Step, Likeness]]:
        """Each step, and how the program's answer compares with the one that was recorded."""
        begin()
        self.passed = not episode.failed
        self.memory = Memory()
        self.objects: dict[int, Any] = {}
        self.known: dict[int, bytes] = {}
        self.used: set[int] = set()
        self.sources = (
            frozenset(name for name, state in vars(episode.steps[0].random).items() if state and name != "torch")
            if episode.steps
            else frozenset()
        )
        for step in episode.steps:
            yield step, self._take(step)

    def _take(self, step: Step) -> Likeness:
        try:
            arguments, keywords = self._prepare(step)
            self.used |= {step.target} if step.operation == "call" else set()
            self.fresh = not self.exact and step.operation == "get" and step.target not in self.used
            found = self._perform(step, arguments, keywords)
            self._compare(step, found)
            return ALIKE
        except Differs as difference:
            return OTHERWISE if difference.clearly else NEARLY
        except LookupError:  # it has no such object, since an earlier answer was another
            return NEARLY
        finally:
            self.known.update(step.after)

    def _prepare(self, step: Step) -> tuple[Any, Any]:
        """The arguments, and memory and random numbers, as they were."""
        self.known.update(step.before)
        arguments, keywords = self.decode(step.arguments), self.decode(step.keywords)
        for number in self.memory.blocks:
            self._write(number)
        if random_states(self.sources) != step.random:
            step.random.restore()
        self.memory.collect()
        return arguments, keywords

    def _write(self, number: int) -> None:
        """Give a block of the program the bytes that it had when the call was recorded."""
        block, data = self.memory.blocks[number], self.known.get(number)
        if data is not None and data != self.memory.known.get(number):
            try:
                block.write(data)
            except Unrecordable:
                raise Differs from None

    def _perform(self, step: Step, arguments: Any, keywords: Any) -> Any:
        try:
            if step.operation == "pull":
                return list(islice(self.objects[step.target], *arguments))
            owner = self.objects[step.target] if step.target else self.module
            if step.operation == "get":
                return getattr(owner, step.name)
            if step.operation == "set":
                return setattr(owner, step.name, *arguments)
            if step.name in USES:
                return USES[step.name](owner, *arguments)
            return getattr(owner, step.name)(*arguments, **keywords)
        except Exception as error:
            return error

    def _compare(self, step: Step, found: Any) -> None:
        after = self.memory.collect()
        changed = self.memory.looks_of(after)
        if isinstance(found, Exception) or isinstance(step.answer, Raised):
            self._compare_raised(step.answer, found)
        else:
            self.compare(step.answer, found)
        if not changed.keys() <= step.changed.keys() <= self.memory.seen.keys():
            raise Differs
        for number, numbers in step.changed.items():
            self._compare_numbers(numbers, numbers_of(self.memory.seen[number]))
        if self.exact and random_states(self.sources) != step.random_after:
            raise Differs
        self.memory.collect()

    def _compare_raised(self, expected: Any, found: Any) -> None:
        if not isinstance(expected, Raised) or not isinstance(found, Exception):
            raise Differs
        if self.passed and not self.exact and not expected.stub:
            return  # the test is content with any error
        name, _, message = message_of(found).partition(": ")
        if name != expected.name or (self.exact and message != expected.message) or expected.stub:
            raise Differs

    def decode(self, value: Any) -> Any:
        """A value made again from what was kept of it."""
        if isinstance(value, Gathered):
            items = [self.decode(each) for each in value.items]
            return dict(items) if value.sort is dict else value.sort(items)
        if isinstance(value, Ref):
            return self._decode_numbers(value)
        if isinstance(value, ObjectRef):
            return self.objects[value.number]
        if isinstance(value, GeneratorRef):
            if value.block not in self.memory.blocks:
                self.memory.add_block(value.block, GeneratorBlock(torch.Generator()))
            return self.memory.blocks[value.block].owner
        return value

    def _decode_numbers(self, ref: Ref) -> Any:
        old = self.memory.seen.get(ref.number)
        if old is not None and tuple(old.shape) == ref.shape:
            return old
        if ref.block and ref.block not in self.memory.blocks:
            self.memory.add_block(ref.block, Block.of_bytes(self.known[ref.block]))
        made = self._make(ref)
        self.memory.remember(ref.number, made, ref.block)
        return made

    def _make(self, ref: Ref) -> Any:
        owner = self.memory.blocks[ref.block].owner if ref.block else None
        if ref.kind == "array":
            if owner is None:
                return np.empty(ref.shape, ref.dtype)
            array = np.ndarray(ref.shape, ref.dtype, _bytes_of(owner), ref.start, ref.strides)
            array.flags.writeable = ref.flag
            return array
        if owner is None:
            tensor = torch.empty_strided(ref.shape, ref.strides, dtype=ref.dtype)
        else:
            storage = _storage_of(owner)
            tensor = torch.empty(0, dtype=ref.dtype).set_(
                storage, ref.start // ref.dtype.itemsize, ref.shape, ref.strides
            )
        if ref.kind == "parameter":
            return torch.nn.Parameter(tensor, requires_grad=ref.flag)
        return tensor.requires_grad_() if ref.flag else tensor

    def compare(self, expected: Any, found: Any) -> None:
        """Raise Differs where a value is not what was recorded; remember its memory and objects by their numbers."""
        if isinstance(expected, Ref):
            self._compare_ref(expected, found)
        elif isinstance(expected, Gathered):
            self._compare_gathered(expected, found)
        elif isinstance(expected, ObjectRef):
            self._compare_object(expected, found)
        elif isinstance(expected, float | complex | np.inexact):
            if type(expected) is not type(found):
                raise Differs
            self._compare_numbers(np.asarray(expected), np.asarray(found))
        elif type(expected) is not type(found) or expected != found:
            raise Differs

    def _compare_ref(self, expected: Ref, found: Any) -> None:
        try:
            kind = is_numbers(found) and ("array" if isinstance(found, np.ndarray) else "tensor")
            if kind != expected.kind.replace("parameter", "tensor") or found.dtype != expected.dtype:
                raise Differs
            if tuple(found.shape) != expected.shape:
                raise Differs
            if not self.fresh:
                self._compare_numbers(expected.numbers, numbers_of(found))
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
        if self.exact:
            self._compare_place(expected, found, block)
        if expected.number not in self.memory.seen:
            self.memory.remember(expected.number, found, self._place(block))

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
        for number, other in self.memory.blocks.items():
            if isinstance(other, GeneratorBlock):
                continue
            if other.pointer <= block.pointer and block.pointer + block.nbytes <= other.pointer + other.nbytes:
                return number
        return 0

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

    def _compare_numbers(self, expected: Any, found: Any) -> None:
        apart = distance(expected, found)
        self.apart = max(self.apart, apart)
        if apart > 1:
            raise Differs(apart > APART)


def _sort_of(value: Any) -> type:
    """Its class; a named tuple is a tuple."""
    return tuple if isinstance(value, tuple) and not isinstance(value, torch.Size) else type(value)


def _bytes_of(owner: Any) -> Any:
    if isinstance(owner, np.ndarray):
        return owner
    return torch.empty(0, dtype=torch.uint8).set_(owner.untyped_storage()).numpy()


def _storage_of(owner: Any) -> Any:
    return owner.untyped_storage() if isinstance(owner, torch.Tensor) else torch.from_numpy(owner).untyped_storage()
