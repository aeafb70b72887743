"""Writes down what a test asks of a program: the calls, what they were given, what came back, what changed.

The test holds stand-ins for the program's module and objects, as a judge's does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
import torch

from kata.course.states import is_stub
from kata.course.text import message_of
from kata.learner.tutor.determinism import begin
from kata.learner.tutor.memory import (
    GATHERED,
    PLAIN,
    Gathered,
    GeneratorRef,
    Memory,
    ObjectRef,
    Unrecordable,
    describe,
    is_numbers,
)
from kata.learner.tutor.random_states import RandomStates, random_states
from kata.learner.tutor.stand_ins import RecordedIterator, RecordedObject, RecordedSized, unwrapped

CODE = (ModuleType, type, FunctionType, MethodType, BuiltinFunctionType)
"""What an answer may not be: it could not be compared."""


@dataclass(frozen=True)
class Raised:
    """An exception instead of an answer."""

    name: str
    message: str
    stub: bool = False


@dataclass(frozen=True)
class Step:
    """One thing that a test asked. target: an object's number, 0 for the module.

    key: the function, or the class and method, whose behaviour it is. before: the bytes of the blocks that are new
    or were changed by the test; after: those that the call made or changed. changed: what the call did to values
    that had been seen before, by their number. needed: whether it belongs to something else, and makes what is given
    to that which is looked at.
    """

    operation: str
    target: int
    name: str
    key: tuple[str, str]
    arguments: Any
    keywords: Any
    before: dict[int, bytes]
    random: RandomStates
    answer: Any
    changed: dict[int, Any]
    after: dict[int, bytes]
    random_after: RandomStates
    needed: bool = False


@dataclass(frozen=True)
class Episode:
    """What one run of a test's body asked for, the seconds in which the program answered all of it, and the outcome."""

    test: str
    steps: list[Step] = field(default_factory=list)
    seconds: float = 0.0
    failed: bool = False

    @property
    def nbytes(self) -> int:
        """The memory that was new or changed in it, a measure of what it costs any program."""
        return sum(len(data) for step in self.steps for data in (*step.before.values(), *step.after.values()))


class Recorder:
    """Keeps the steps of one episode after the other. sources: of random numbers, see `random_states`."""

    def __init__(self, sources: frozenset[str] = frozenset()) -> None:
        self.sources = sources
        self.episodes: list[Episode] = []
        self.begin("")

    def begin(self, test: str) -> None:
        """From now on it is another episode: what was seen before is forgotten."""
        begin()
        self.memory = Memory()
        self.objects: dict[int, Any] = {}
        self.stand_ins: dict[int, Any] = {}
        self.keys: dict[int, tuple[str, str]] = {}
        self.steps: list[Step] = []
        self.test = test
        self.spoilt = False
        self.seconds = 0.0

    def end(self, failed: bool = False) -> None:
        """The episode is complete: keep it, if all of it could be recorded."""
        if self.steps and not self.spoilt:
            self.episodes.append(Episode(self.test, self.steps, self.seconds, failed))
        self.begin("")

    def ask(
        self,
        operation: str,
        target: int,
        name: str,
        key: tuple[str, str],
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        perform: Callable[..., Any],
    ) -> Any:
        """Do something with the program, write it down, and hand on what came of it."""
        try:
            packed, named = self.encode(arguments, key), self.encode(keywords, key)
        except Unrecordable:
            self.spoilt = True
            return perform(*arguments, **keywords)
        before, states = self.memory.collect(), random_states(self.sources)
        error = value = None
        start = time.perf_counter()
        try:
            value = perform(*unwrapped(arguments), **keywords)
        except Exception as trouble:
            error = trouble
        self.seconds += time.perf_counter() - start
        states_after = random_states(self.sources)
        after = self.memory.collect()
        changed = self.memory.looks_of(after)
        try:
            answer = Raised(*_parts(error), is_stub(error)) if error else self.encode(value, key)
        except (Unrecordable, RuntimeError):
            self.spoilt = True
            answer = None
        after.update(self.memory.collect_new())
        self.steps.append(
            Step(operation, target, name, key, packed, named, before, states, answer, changed, after, states_after)
        )
        if error:
            raise error
        return self.wrap(value)

    def encode(self, value: Any, key: tuple[str, str]) -> Any:
        """A value as it is now."""
        sort = type(value)
        if sort in PLAIN or isinstance(value, np.generic):
            return value
        if sort in GATHERED:
            return Gathered(sort, tuple(self.encode(each, key) for each in value))
        if sort is dict:
            pairs = tuple(Gathered(tuple, (self.encode(a, key), self.encode(b, key))) for a, b in value.items())
            return Gathered(dict, pairs)
        if is_numbers(value):
            number = self.memory.number_of(value)
            block = self.memory.where[number]
            return describe(value, number, block, self.memory.blocks[block].pointer if block else 0)
        if isinstance(value, torch.Generator):
            return GeneratorRef(self.memory.number_of_generator(value))
        if isinstance(value, RecordedObject):
            return ObjectRef(value._number, type(self.objects[value._number]).__name__, False)
        if isinstance(value, tuple):
            return Gathered(tuple, tuple(self.encode(each, key) for each in value))
        return self._encode_object(value, key)

    def _encode_object(self, value: Any, key: tuple[str, str]) -> ObjectRef:
        if isinstance(value, CODE):
            raise Unrecordable
        number = next((each for each, other in self.objects.items() if other is value), len(self.objects) + 1)
        self.objects[number] = value
        self.keys.setdefault(number, key)
        return ObjectRef(number, type(value).__name__, hasattr(value, "__next__"))

    def wrap(self, value: Any) -> Any:
        """What the test gets for a value of the program: itself, or a stand-in for an object."""
        for number, other in self.objects.items():
            if other is value:
                sized = RecordedSized if hasattr(type(value), "__len__") else RecordedObject
                kind = RecordedIterator if hasattr(value, "__next__") else sized
                return self.stand_ins.setdefault(number, kind(self, number))
        if type(value) in (list, tuple) and any(type(each) not in PLAIN for each in value):
            found = [self.wrap(each) for each in value]
            if any(one is not other for one, other in zip(found, value, strict=True)):
                return type(value)(found)
        return value


def _parts(error: BaseException) -> tuple[str, str]:
    name, _, message = message_of(error).partition(": ")
    return name, message
