"""The comparisons see each difference that they are there for, and nothing else."""

import itertools

import numpy as np
import pytest
import torch

from kata import checks
from kata.checks import Mismatch

ONES = torch.ones(2, 3, dtype=torch.float64)


@pytest.mark.parametrize(
    ("got", "word"),
    [
        (None, "returned None"),
        (1.0, "is a float"),
        ([[1.0]], "is a list"),
        (np.ones((2, 3)), "should be a torch.Tensor"),
        (torch.ones(3, 2, dtype=torch.float64), "shape is (3, 2)"),
        (torch.ones(1, 3, dtype=torch.float64), "shape is (1, 3)"),
        (torch.ones(2, 3), "dtype is float32"),
        (ONES * (1 + 1e-6), "it is 1.000001, and should be 1 (6 of 6 numbers"),
        (ONES.clone().index_fill_(0, torch.tensor([1]), float("nan")), "at [1, 0] it is nan"),
        (ONES * float("inf"), "it is inf"),
    ],
)
def test_assert_close_names_what_differs(got, word):
    with pytest.raises(Mismatch) as caught:
        checks.assert_close(got, ONES)
    assert word in caught.value.reason
    assert caught.value.got is got


@pytest.mark.parametrize("value", [ONES, np.arange(3), torch.tensor(True), torch.zeros(0, 4), np.float64([1e300])])
def test_assert_close_accepts_a_copy(value):
    checks.assert_close(value.clone() if isinstance(value, torch.Tensor) else value.copy(), value)


def test_assert_close_allows_rounding_of_the_dtype():
    checks.assert_close(ONES + 1e-9, ONES)
    checks.assert_close(torch.tensor([1000.01]), torch.tensor([1000.0]))
    checks.assert_close(ONES + 0.5, ONES, tolerance=0.6)


def test_assert_close_wants_whole_numbers_and_truths_exactly():
    with pytest.raises(Mismatch, match="it is 3, and should be 4"):
        checks.assert_close(torch.tensor([3]), torch.tensor([4]))
    with pytest.raises(Mismatch, match="1 of 2"):
        checks.assert_close(torch.tensor([True, True]), torch.tensor([True, False]))


def test_assert_shape_refuses_what_has_none():
    with pytest.raises(Mismatch, match="returned None"):
        checks.assert_shape(None, (2,))
    with pytest.raises(Mismatch, match="it is a int"):
        checks.assert_shape(3, ())
    with pytest.raises(Mismatch, match=r"the shape is \(2, 3\)"):
        checks.assert_shape(ONES, (3, 2))


def test_assert_finite_refuses_nan_and_infinity():
    checks.assert_finite(ONES)
    for number in (float("nan"), float("inf")):
        with pytest.raises(Mismatch, match="NaN or infinity"):
            checks.assert_finite(ONES * number)


@pytest.mark.parametrize("got", [24.0, None, "24", torch.tensor(24.0)])
def test_assert_integer_refuses_what_is_no_index(got):
    with pytest.raises(Mismatch, match="should be an int"):
        checks.assert_integer(got, 24)


@pytest.mark.parametrize("got", [24, np.int64(24), torch.tensor(24)])
def test_assert_integer_accepts_every_kind_of_index(got):
    checks.assert_integer(got, 24)
    with pytest.raises(Mismatch, match="it is 24, and should be 25"):
        checks.assert_integer(got, 25)


@pytest.mark.parametrize("got", [(3, 1), [3, 1], iter([3, 1]), torch.Size([3, 1])])
def test_assert_integers_accepts_every_kind_of_sequence(got):
    checks.assert_integers(got, (3, 1))


@pytest.mark.parametrize("got", [(3,), (3, 1, 1), (1, 3), None, itertools.count(3), (3.0, 1)])
def test_assert_integers_refuses_other_numbers(got):
    with pytest.raises(Mismatch):
        checks.assert_integers(got, (3, 1))


def test_assert_equal_and_assert_holds_keep_their_reason():
    checks.assert_equal(True, True)
    with pytest.raises(Mismatch, match="returned None"):
        checks.assert_equal(None, False)
    with pytest.raises(Mismatch, match="why"):
        checks.assert_equal(1, 2, "why")
    with pytest.raises(Mismatch, match="because"):
        checks.assert_holds(False, "because")


def test_assert_refused_wants_an_error_and_lets_a_stub_through():
    checks.assert_refused(lambda: int("x"), "accepted")
    with pytest.raises(Mismatch, match="accepted"):
        checks.assert_refused(lambda: 3, "accepted")

    def stub():
        raise NotImplementedError("stage 02: sigmoid")

    with pytest.raises(NotImplementedError):
        checks.assert_refused(stub, "accepted")


def test_take_stops_an_endless_iterator():
    assert checks.take(iter("abc"), 3) == ["a", "b", "c"]
    assert checks.take([], 3) == []
    with pytest.raises(Mismatch, match="more than 3"):
        checks.take(itertools.count(), 3)
    with pytest.raises(Mismatch, match="returned None"):
        checks.take(None, 3)


def test_shares_memory_tells_views_from_copies():
    assert checks.shares_memory(ONES, ONES.t()[1:])
    assert not checks.shares_memory(ONES, ONES.clone())


def test_only_the_shape_is_expected_where_the_numbers_may_differ():
    checks.assert_like(ONES, torch.zeros(2, 3, dtype=torch.float64))
    with pytest.raises(Mismatch) as caught:
        checks.assert_like(None, torch.zeros(2, 3, dtype=torch.float64))
    assert caught.value.expected == "(2, 3) float64"


def test_an_argument_that_was_changed_is_named_with_what_it_held():
    same, changed = ONES.clone(), ONES + 1
    checks.assert_left_alone(None, (same, ONES))
    for argument in (changed, ONES[:1]):
        with pytest.raises(Mismatch, match="the call changed an argument") as caught:
            checks.assert_left_alone(None, (same, ONES), (argument, ONES))
        assert caught.value.got is argument
        assert caught.value.expected is ONES


@pytest.mark.parametrize("got", [0.0, -float("inf"), float("nan")])
def test_a_number_is_not_close_to_infinity(got):
    with pytest.raises(checks.Mismatch):
        checks.assert_close(torch.tensor([got]), torch.tensor([float("inf")]))
    checks.assert_close(torch.tensor([float("inf")]), torch.tensor([float("inf")]))
    with pytest.raises(checks.Mismatch):
        checks.assert_close(torch.tensor([float("inf")]), torch.tensor([1.0]))


def test_nothing_is_close_to_what_is_no_number():
    with pytest.raises(checks.Mismatch):
        checks.assert_close(torch.tensor([float("nan")]), torch.tensor([float("nan")]))
