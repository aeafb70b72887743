"""Makes the calls that were recorded of one program to another, and says where it answers otherwise."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import Any

import numpy as np
import torch

from kata.learner.tutor.answers import Answers, Differs
from kata.learner.tutor.determinism import begin
from kata.learner.tutor.making import make
from kata.learner.tutor.memory import (
    Block,
    Gathered,
    GeneratorBlock,
    GeneratorRef,
    ObjectRef,
    Ref,
    Unrecordable,
    numbers_of,
)
from kata.learner.tutor.random_states import random_states
from kata.learner.tutor.recording import Episode, Step

USES: dict[str, Callable[..., Any]] = {"__len__": len, "__iter__": iter, "__getitem__": operator.getitem}
"""What is done with an object by these names."""
MOST_DRAWN = 10_000
"""Of an iterator, at once."""


@dataclass(frozen=True)
class Likeness:
    """How an answer compares: whether it is alike, whether it is clearly not, and whether only by an exception."""

    alike: bool
    otherwise: bool


ALIKE, OTHERWISE, NEARLY = Likeness(True, False), Likeness(False, True), Likeness(False, False)


class Player:
    """Plays episodes to a program, one after the other.

    exact: whether memory layout, shared memory and random numbers used count as part of an answer. loose: whether
    float32 and float64 are the same, and numbers as close as those that the call was given can be.
    """

    def __init__(self, module: ModuleType, exact: bool, loose: bool = False) -> None:
        self.module, self.exact, self.loose = module, exact, loose
        self.apart = 0.0
        """How far the numbers are from those recorded, at the most."""

    def play(self, episode: Episode) -> Iterator[tuple[Step, Likeness]]:
        """Each step, and how the program's answer compares with the one that was recorded."""
        begin()
        self.answers = Answers(self.exact, not episode.failed, self.loose)
        self.memory, self.objects = self.answers.memory, self.answers.objects
        self.known: dict[int, bytes] = {}
        self.stale: set[int] = set()
        """The blocks that may not hold what they held when the next call was recorded."""
        self.used: set[int] = set()
        self.moved: set[int] = set()
        self.had_moved: set[int] = set()
        self.sources = (
            frozenset(name for name, state in vars(episode.steps[0].random).items() if state and name != "torch")
            if episode.steps
            else frozenset()
        )
        for step in episode.steps:
            likeness = self._take(step)
            self.apart = max(self.apart, self.answers.apart)
            yield step, likeness

    def _take(self, step: Step) -> Likeness:
        try:
            arguments, keywords = self._prepare(step)
            self.used |= {step.target} if step.operation == "call" else set()
            fresh = step.operation == "get" and step.target not in self.used
            self.answers.fresh = not self.exact and (fresh or step.needed)
            self.answers.size = largest((step.arguments, step.keywords)) if self.loose else 1.0
            found = self._in_time(step, self._perform(step, arguments, keywords))
            self._compare(step, found)
            return ALIKE
        except Differs as difference:
            return OTHERWISE if difference.clearly else NEARLY
        except LookupError:  # it has no such object, since an earlier answer was another
            return NEARLY
        finally:
            self.known.update(step.after)
            self.stale |= step.after.keys()

    def _prepare(self, step: Step) -> tuple[Any, Any]:
        """The arguments, and memory and random numbers, as they were."""
        self.known.update(step.before)
        arguments, keywords = self.decode(step.arguments), self.decode(step.keywords)
        self.stale |= step.before.keys()
        for number in self.stale & self.memory.blocks.keys():
            self._write(number)
        self.stale -= self.memory.blocks.keys()
        if random_states(self.sources) != step.random:
            step.random.restore()
        return arguments, keywords

    def _write(self, number: int) -> None:
        """Give a block of the program the bytes that it had when the call was recorded."""
        block, data = self.memory.blocks[number], self.known.get(number)
        if data is None or data == self.memory.known.get(number):
            return
        if not self.exact and number in self.answers.made:
            self._write_numbers(number, data)
            self.memory.known[number] = block.read()
            return
        try:
            block.write(data)
        except Unrecordable:
            raise Differs from None
        self.memory.known[number] = data

    def _write_numbers(self, number: int, data: bytes) -> None:
        """The same for a block that the program has made, in which its numbers may lie in another order."""
        owner = Block.of_bytes(data).owner
        for each, ref in self.answers.made[number].items():
            numbers, own = make(ref, owner), self.memory.seen[each]
            try:
                if isinstance(own, torch.Tensor):
                    own.detach().copy_(numbers)
                else:
                    np.copyto(own, numbers, casting="unsafe")
            except (RuntimeError, ValueError):
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

    def _in_time(self, step: Step, found: Any) -> Any:
        """What an iterator gives, drawn now where the recorded program has drawn at once: roughly, it is the same."""
        if self.exact or step.operation != "call" or not hasattr(found, "__next__"):
            return found
        return list(islice(found, MOST_DRAWN)) if self._generators(step.after) else found

    def _or_itself(self, step: Step, found: Any) -> Any:
        """Roughly, a method that returns its object is the same as one that returns nothing."""
        own = self.objects.get(step.target)
        if self.exact or own is None:
            return found
        if found is own and step.answer is None:
            return None
        is_own = isinstance(step.answer, ObjectRef) and step.answer.number == step.target
        return own if found is None and is_own else found

    def _generators(self, blocks: Iterable[int]) -> set[int]:
        """Those of these blocks that are the states of generators."""
        return {number for number in blocks if isinstance(self.memory.blocks.get(number), GeneratorBlock)}

    def _compare_generators(self, step: Step, after: dict[int, bytes]) -> None:
        """Raise Differs where another generator has been moved on; roughly, an iterator may do so sooner or later."""
        had_moved, moved = self._generators(step.after), self._generators(after)
        if self.exact and {each: step.after[each] for each in had_moved} != {each: after[each] for each in moved}:
            raise Differs
        self.had_moved |= had_moved
        self.moved |= moved
        begun = isinstance(step.answer, ObjectRef) and step.answer.iterates
        if not begun and self.had_moved != self.moved:
            raise Differs

    def _compare(self, step: Step, found: Any) -> None:
        after = self.memory.collect()
        self.stale |= after.keys()
        self._compare_generators(step, after)
        changed = self.memory.looks_of(after)
        self.answers.compare(step.answer, self._or_itself(step, found))
        if not changed.keys() <= step.changed.keys() <= self.memory.seen.keys():
            raise Differs
        for number, numbers in step.changed.items():
            self.answers.compare_numbers(numbers, numbers_of(self.memory.seen[number]))
        if self.exact and random_states(self.sources) != step.random_after:
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
            self.memory.known[ref.block] = self.known[ref.block]
        made = make(ref, self.memory.blocks[ref.block].owner if ref.block else None)
        self.memory.remember(ref.number, made, ref.block)
        return made


def largest(value: Any) -> float:
    """The size of the largest finite number among the arguments of a call, and at least 1."""
    if isinstance(value, Ref):
        numbers = value.numbers if value.numbers.dtype.kind == "f" else np.zeros(1)
        return float(np.abs(np.where(np.isfinite(numbers), numbers, 0)).max(initial=1.0))
    parts = value.items if isinstance(value, Gathered) else value if isinstance(value, tuple) else ()
    return max(map(largest, parts), default=1.0)
