"""Runs the bodies of a stage's tests on inputs that Hypothesis draws, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from types import CodeType, FunctionType
from typing import Any

from hypothesis.control import BuildContext
from hypothesis.internal.conjecture.data import ConjectureData

from kata.learner.examples import body_of, failing_choices


def runs_of(test: Any, seed: int) -> Iterator[Any]:
    """Functions that run a test's body once each: on the input that failed, on written examples, on drawn ones.

    A test without inputs runs once.
    """
    if not hasattr(test, "hypothesis"):
        yield test
        return
    if choices := failing_choices(test):
        yield lambda: _run(test, ConjectureData.for_choices(choices))
    for example in getattr(test, "hypothesis_explicit_examples", ()):
        yield lambda example=example: _run_example(test, example)
    own = getattr(test, "_hypothesis_internal_use_settings", None)
    for number in range(own.max_examples if own else 60):
        yield lambda number=number: _run(test, ConjectureData(random=Random(f"{seed} {number}")))


def names_in(function: Any) -> set[str]:
    """The names of modules' functions and classes that a test's body uses, itself or through its module's functions."""
    found: set[str] = set()
    waiting = [function.__code__]
    while waiting:
        code = waiting.pop()
        for name in set(code.co_names) - found:
            found.add(name)
            helper = function.__globals__.get(name)
            waiting += [helper.__code__] if isinstance(helper, FunctionType) else []
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]
    return found


def _run(test: Any, data: ConjectureData) -> None:
    with BuildContext(data, wrapped_test=test):
        arguments = {name: data.draw(strategy) for name, strategy in test.hypothesis._given_kwargs.items()}
        body_of(test)(**arguments)


def _run_example(test: Any, example: Any) -> None:
    names = list(test.hypothesis._given_kwargs)
    body_of(test)(**dict(zip(names, example.args, strict=False)), **example.kwargs)
