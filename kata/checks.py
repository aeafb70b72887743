"""The comparisons that stage tests are written with.

Each one raises `Mismatch`, which keeps what came back and what was expected, so that the card can show both.
Values are compared in the order in which they go wrong: kind, shape, dtype, then numbers. `allclose` alone
would broadcast, and hide a wrong shape.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import numpy as np
import torch

Item = TypeVar("Item")
Array = np.ndarray[Any, Any]

TOLERANCE = {"float64": 1e-7, "float32": 1e-4}
"""How far two floats may be apart, relative to the larger of 1 and the expected number."""


class Mismatch(AssertionError):
    """A law broke: `reason` in one sentence, with the value that came back and the expected one."""

    def __init__(self, reason: str, got: object, expected: object) -> None:
        super().__init__(reason)
        self.reason, self.got, self.expected = reason, got, expected


def assert_close(got: Any, expected: Any, tolerance: float | None = None) -> None:
    """The same kind (tensor or array), shape and dtype, and the same numbers up to `tolerance`.

    Without a tolerance it follows the dtype: see `TOLERANCE`; whole numbers must be equal.
    """
    _assert_like(got, expected, expected)
    found, wanted = as_array(got), as_array(expected)
    if tolerance is None:
        tolerance = TOLERANCE.get(str(wanted.dtype), 0.0)
    with np.errstate(all="ignore"):
        allowed = np.where(np.isfinite(wanted), tolerance * np.maximum(1.0, np.abs(wanted)), 0.0)
        near = np.abs(found - wanted) <= allowed if wanted.dtype != bool else False
        wrong = ~((found == wanted) | near)
    if wrong.any():
        raise Mismatch(_first_difference(found, wanted, wrong), got, expected)


def assert_floats(got: Any, expected: Any, tolerance: float | None = None) -> None:
    """Like `assert_close`, where floats of either precision will do: the tolerance follows theirs."""
    if isinstance(got, np.ndarray) and got.dtype in (np.float32, np.float64):
        expected = expected.astype(got.dtype)
    assert_close(got, expected, tolerance)


def assert_like(got: Any, expected: Any) -> None:
    """The same kind (tensor or array), shape and dtype as `expected`; the numbers may differ."""
    _assert_like(got, expected, f"{tuple(expected.shape)} {_dtype(expected)}")


def assert_shape(got: Any, shape: tuple[int, ...]) -> None:
    """A tensor or an array of exactly this shape."""
    if got is None:
        raise Mismatch("it returned None: is a `return` missing?", got, shape)
    if not hasattr(got, "shape"):
        raise Mismatch(f"it is a {type(got).__name__}, and should have the shape {shape}", got, shape)
    if tuple(got.shape) != shape:
        raise Mismatch(f"the shape is {tuple(got.shape)}, and should be {shape}", got, shape)


def assert_finite(got: Any) -> None:
    """No NaN and no infinity in a tensor or an array."""
    if not np.isfinite(as_array(got)).all():
        raise Mismatch("it holds NaN or infinity", got, "finite numbers")


def assert_integer(got: Any, expected: int) -> None:
    """A whole number that Python accepts as a size or an index: 24, and not 24.0."""
    try:
        number = operator.index(got)
    except TypeError:
        kind = "it returned None: is a `return` missing?" if got is None else f"it is a {type(got).__name__}"
        raise Mismatch(f"{kind}; it should be an int", got, expected) from None
    if number != expected:
        raise Mismatch(f"it is {number}, and should be {expected}", got, expected)


def assert_integers(got: Any, expected: Iterable[int]) -> None:
    """A tuple, list or iterator of exactly these whole numbers, in this order."""
    wanted = tuple(expected)
    found = tuple(take(got, len(wanted)))
    if len(found) != len(wanted):
        raise Mismatch(f"it has {len(found)} numbers, and should have {len(wanted)}", found, wanted)
    for number, other in zip(found, wanted, strict=True):
        assert_integer(number, other)


def assert_equal(got: Any, expected: Any, reason: str = "the two differ") -> None:
    """Plain values (numbers, strings, tuples, True, False) that are equal."""
    if not bool(got == expected):
        raise Mismatch("it returned None: is a `return` missing?" if got is None else reason, got, expected)


def assert_holds(fact: Any, reason: str, got: object = None, expected: object = None) -> None:
    """A fact about the outcome; `reason` says what is wrong when it does not hold."""
    if not bool(fact):
        raise Mismatch(reason, got, expected)


def assert_left_alone(_: object, *pairs: tuple[Any, Any]) -> None:
    """The call that comes first has left its arguments alone: each pair is one of them, and a copy made before."""
    for argument, before in pairs:
        same = argument.shape == before.shape and bool((argument == before).all())
        assert_holds(
            same, "the call changed an argument: it held what is expected, and now holds this", argument, before
        )


def assert_refused(call: Callable[[], object], reason: str) -> None:
    """The call raises: any exception will do, except the stub's NotImplementedError."""
    try:
        got = call()
    except NotImplementedError:
        raise
    except Exception:
        return
    raise Mismatch(reason, got, "an error that says what is wrong with the argument")


class Pulled:
    """An iterator in another process, of which many items can be had at once."""

    def pull(self, count: int) -> list[Any]:
        """The next items, fewer where it ends."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        items = self.pull(1)
        if not items:
            raise StopIteration
        return items[0]


def take(items: Iterable[Item] | None, limit: int) -> list[Item]:
    """All the items; more than `limit` of them is a Mismatch, and an endless generator is not waited for."""
    if items is None:
        raise Mismatch("it returned None: is a `yield` or a `return` missing?", None, f"{limit} items")
    found = items.pull(limit + 1) if isinstance(items, Pulled) else list(islice(items, limit + 1))
    if len(found) > limit:
        raise Mismatch(f"it yields too much: more than {limit}", found, f"no more than {limit}")
    return found


def shares_memory(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether two tensors look at the same storage, so that a write to one can be seen in the other."""
    return one.untyped_storage().data_ptr() == other.untyped_storage().data_ptr()


def as_array(value: Any) -> Array:
    """The numbers of a tensor or an array, as a NumPy array."""
    return value.detach().cpu().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)


def _assert_like(got: Any, expected: Any, shown: object) -> None:
    kind = torch.Tensor if isinstance(expected, torch.Tensor) else np.ndarray
    if got is None:
        raise Mismatch("it returned None: is a `return` missing?", got, shown)
    if not isinstance(got, kind):
        article = "a torch.Tensor" if kind is torch.Tensor else "a numpy.ndarray"
        raise Mismatch(f"it is a {type(got).__name__}, and should be {article}", got, shown)
    assert_shape(got, tuple(expected.shape))
    if got.dtype != expected.dtype:
        raise Mismatch(f"the dtype is {_dtype(got)}, and should be {_dtype(expected)}", got, shown)


def _first_difference(found: Array, wanted: Array, wrong: Array) -> str:
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = f"at {list(index)} " if index else ""
    one, other = _in_digits(found[index], wanted[index])
    count = f" ({int(wrong.sum())} of {wrong.size} numbers are wrong)" if wrong.size > 1 else ""
    return f"{place}it is {one}, and should be {other}{count}"


def _in_digits(one: Any, other: Any) -> tuple[str, str]:
    """Two different numbers with as many digits as it takes to see that they differ."""
    shown = [(f"{one:.{digits}g}", f"{other:.{digits}g}") for digits in (6, 9, 12, 17)]
    return next((pair for pair in shown if pair[0] != pair[1]), shown[0])


def _dtype(value: Any) -> str:
    return str(value.dtype).removeprefix("torch.")
