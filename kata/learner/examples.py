"""The inputs of a property, drawn once by Hypothesis, and the property tried on them as often as one likes.

Which inputs a property is tried on depends on the seed and on the test, and not on who is asked. `draw` lets Hypothesis
run a test whose body only writes down what it is given; `try_on` runs the body on that. Only an input that
fails is given to Hypothesis again, to be made smaller.
"""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import hypothesis
import numpy as np
import torch
from hypothesis.control import current_build_context, currently_in_test_context
from hypothesis.database import InMemoryExampleDatabase, choices_to_bytes
from hypothesis.errors import UnsatisfiedAssumption
from hypothesis.internal.conjecture import engine
from hypothesis.internal.entropy import deterministic_PRNG
from hypothesis.strategies import DataObject

from kata.course.states import is_stub

SHRINKING_SECONDS = 2
"""What a smaller input may cost; the smallest found by then is shown."""
KEY = b"kata"
MOST_COPIED = 100_000
"""Numbers of an input that are kept to be shown as they were, should a call change them."""


@dataclass(frozen=True)
class Example:
    """The arguments of one call of a test's body; `choices` are what Hypothesis can make them from again."""

    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    choices: tuple[Any, ...]


class StubReached(BaseException):
    """A stub was called: no smaller input would say more, so Hypothesis is not to look for one. `error` says which."""

    def __init__(self, error: NotImplementedError) -> None:
        super().__init__(str(error))
        self.error = error


def stop_at_stubs(test: Any) -> None:
    """Let a property end at once where it calls a stub, with `StubReached`; keep the input on which it fails."""
    inner = getattr(getattr(test, "hypothesis", None), "inner_test", None)
    if inner is None or hasattr(inner, "__wrapped__"):
        return

    @wraps(inner)
    def body(*arguments: Any, **keywords: Any) -> None:
        given = [*arguments, *keywords.values()]
        parts = [part for each in given for part in (each if isinstance(each, list | tuple) else [each])]
        vars(body)["before"] = [(each, copy_of(each)) for each in parts]
        try:
            inner(*arguments, **keywords)
        except NotImplementedError as error:
            if is_stub(error):
                raise StubReached(error) from None
            keep_failing(test)
            raise
        except Exception:
            keep_failing(test)
            raise

    test.hypothesis.inner_test = body


def before_the_call(test: Any) -> list[tuple[Any, Any]]:
    """Tensors and arrays that the last run of a property's body was given, each with a copy of what it held then."""
    inner = getattr(getattr(test, "hypothesis", None), "inner_test", test)
    return [(value, copy) for value, copy in getattr(inner, "before", []) if copy is not None]


def copy_of(value: Any) -> Any:
    """A tensor or an array of the same numbers; None for everything else, and for what is large."""
    if isinstance(value, torch.Tensor) and value.numel() <= MOST_COPIED:
        return value.detach().clone()
    if isinstance(value, np.ndarray) and value.size <= MOST_COPIED:
        return value.copy()
    return None


def keep_failing(test: Any) -> None:
    """Remember the choices of the input that a property is failing on: the last such input is the smallest."""
    if currently_in_test_context():
        test.hypothesis.failing = current_build_context().data.choices


def failing_choices(test: Any) -> tuple[Any, ...] | None:
    """What the smallest input that a property failed on can be made from again; None where it has not failed."""
    return getattr(getattr(test, "hypothesis", None), "failing", None)


def limit_shrinking() -> None:
    """Let Hypothesis spend no more than the budget on a smaller input, in this process."""
    engine.MAX_SHRINKING_SECONDS = SHRINKING_SECONDS


def body_of(test: Any) -> Any:
    """A test as written, below Hypothesis and what the plugin has put around it."""
    return inspect.unwrap(getattr(getattr(test, "hypothesis", None), "inner_test", test))


def draw(test: Any, given: dict[str, Any]) -> list[Example] | None:
    """The inputs of a property, in order. None for what is no property, and for one that draws while it runs.

    given: the arguments that do not come from Hypothesis.
    """
    if not hasattr(test, "hypothesis"):
        return None
    found: list[Example] = []
    inner = test.hypothesis.inner_test

    def write_down(*arguments: Any, **keywords: Any) -> None:
        if any(isinstance(each, DataObject) for each in (*arguments, *keywords.values())):
            raise _DrawsLater
        found.append(Example(arguments, keywords, tuple(current_build_context().data.choices)))

    write_down.__signature__ = inspect.signature(inner)  # type: ignore[attr-defined]
    test.hypothesis.inner_test = write_down
    try:
        test(**given)
    except _DrawsLater:
        return None
    finally:
        test.hypothesis.inner_test = inner
    return found


def try_on(test: Any, given: dict[str, Any], examples: list[Example]) -> None:
    """Run a test's body on its inputs; raise what the first that fails raises, made smaller where that is possible.

    The list is emptied on the way: as with Hypothesis, an input that nobody else keeps is gone when its turn is over.
    """
    inner, failure, live = test.hypothesis.inner_test, None, False
    examples.reverse()
    with deterministic_PRNG():  # once, for it takes as long as many a body
        while examples and not failure:
            example = examples.pop()
            random.seed(0)  # what Hypothesis starts each input with
            np.random.seed(0)
            try:
                inner(*example.arguments, **example.keywords)
            except UnsatisfiedAssumption:
                continue
            except hypothesis.errors.HypothesisException:  # it asks Hypothesis for more: to draw, to take a note
                live = True
                examples.clear()
            except Exception as error:
                failure = example, error
    if live:
        test(**given)
    if failure:
        _raise_smaller(test, given, *failure)


def _raise_smaller(test: Any, given: dict[str, Any], example: Example, error: Exception) -> None:
    """Raise the failure on a smaller input; the failure itself where Hypothesis cannot make it fail again."""
    found = (_smaller(lambda: test(**given), test, example) if example.choices else None) or error
    vars(found)["decided"] = True
    raise found


def _smaller(run: Callable[[], object], test: Any, example: Example) -> Exception | None:
    database = InMemoryExampleDatabase()
    database.save(KEY + b".secondary", choices_to_bytes(example.choices))  # the others are taken for small enough
    own = getattr(test, "_hypothesis_internal_use_settings", None)
    phases = [hypothesis.Phase.reuse, hypothesis.Phase.shrink]
    test._hypothesis_internal_database_key = KEY
    test._hypothesis_internal_use_settings = hypothesis.settings(own, database=database, phases=phases)
    try:
        run()
    except hypothesis.errors.HypothesisException:
        return None  # it comes and goes
    except Exception as smaller:
        return smaller
    except BaseException:  # what hangs or ends on a smaller input has failed on this one all the same
        return None
    finally:
        test._hypothesis_internal_use_settings = own
        del test._hypothesis_internal_database_key
    return None


class _DrawsLater(BaseException):
    """The test asks for inputs while it runs."""
