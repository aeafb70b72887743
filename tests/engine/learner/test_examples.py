"""Inputs that are drawn once: the same ones that Hypothesis would draw, and made smaller where a body fails."""

import dataclasses
import random
import weakref

import hypothesis
import numpy as np
import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st

from kata.course.states import is_stub
from kata.learner import examples
from kata.learner.examples import body_of, draw, try_on

seen = []


@given(st.lists(st.integers(0, 1000)), st.integers(-5, 5))
@example([1], 2)
def lists_are_short(numbers, number):
    seen.append((tuple(numbers), number))
    assert sum(numbers) < 500, numbers


@given(st.integers())
def never_fails(number):
    seen.append((random.random(), np.random.rand()))


@given(st.data())
def draws_later(data):
    seen.append(data.draw(st.integers()))


@given(st.integers(), st.randoms())
def needs_hypothesis(number, source):
    hypothesis.note(f"{number}")
    seen.append(number + source.randrange(10))


@given(st.integers())
def rejects(number):
    hypothesis.assume(number % 2)
    seen.append(number)


@pytest.fixture(autouse=True)
def _nothing_seen():
    seen.clear()


def test_what_is_drawn_is_what_hypothesis_runs_with_and_no_body_runs():
    drawn = draw(lists_are_short, {})
    assert seen == []
    with pytest.raises(AssertionError):
        lists_are_short()
    count = next(number for number, each in enumerate(drawn) if sum(each.arguments[0]) >= 500) + 1
    live = [(tuple(numbers), number) for numbers, number in (each.arguments for each in drawn[:count])]
    assert seen[:count] == live
    assert drawn[0].arguments == ([1], 2)


def test_drawing_twice_gives_the_same():
    assert draw(lists_are_short, {}) == draw(lists_are_short, {})


def test_a_failure_is_made_smaller():
    with pytest.raises(AssertionError) as caught:
        try_on(lists_are_short, {}, draw(lists_are_short, {}))
    assert "[500]" in str(caught.value)


def test_a_failure_that_does_not_come_again_is_raised_all_the_same(monkeypatch):
    drawn = draw(lists_are_short, {})
    failures = iter([AssertionError("once")])

    def once(numbers, number):
        for error in failures:
            raise error

    monkeypatch.setattr(lists_are_short.hypothesis, "inner_test", once)
    with pytest.raises(AssertionError, match="once"):
        try_on(lists_are_short, {}, drawn)


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, MemoryError])
def test_what_ends_a_smaller_run_does_not_change_the_verdict(end, monkeypatch):
    drawn, count = draw(lists_are_short, {}), []

    def worse_and_worse(numbers, number):
        count.append(1)
        raise ValueError("wrong") if len(count) == 1 else end()

    monkeypatch.setattr(lists_are_short.hypothesis, "inner_test", worse_and_worse)
    with pytest.raises((ValueError, end)):
        try_on(lists_are_short, {}, drawn)


def test_each_example_starts_from_the_same_random_numbers_as_in_hypothesis():
    never_fails()
    live = seen[:]
    seen.clear()
    try_on(never_fails, {}, draw(never_fails, {}))
    assert seen == live
    assert len(set(seen)) == 1


def test_a_test_that_draws_while_it_runs_is_left_to_hypothesis():
    assert draw(draws_later, {}) is None
    assert draw(body_of(draws_later), {}) is None
    assert seen == []


def test_inputs_that_a_body_rejects_are_passed_over():
    try_on(rejects, {}, draw(rejects, {}))
    assert seen
    assert all(number % 2 for number in seen)


def test_a_body_that_needs_hypothesis_is_run_by_it():
    try_on(needs_hypothesis, {}, draw(needs_hypothesis, {}))
    assert len(seen) > 10


def test_an_input_is_gone_when_its_turn_is_over():
    drawn = draw(lists_are_short, {})[:1]
    array = np.zeros(3)
    alive = weakref.ref(array)
    drawn = [dataclasses.replace(each, arguments=([1], array)) for each in drawn]
    del array
    try_on(lists_are_short, {}, drawn)
    seen.clear()
    assert alive() is None


def test_hypothesis_is_as_it_was_afterwards():
    before = lists_are_short._hypothesis_internal_use_settings, lists_are_short.hypothesis.inner_test
    with pytest.raises(AssertionError):
        try_on(lists_are_short, {}, draw(lists_are_short, {}))
    assert before == (lists_are_short._hypothesis_internal_use_settings, lists_are_short.hypothesis.inner_test)
    assert not hasattr(lists_are_short, "_hypothesis_internal_database_key")


def test_shrinking_has_a_budget():
    examples.limit_shrinking()
    assert examples.engine.MAX_SHRINKING_SECONDS == examples.SHRINKING_SECONDS


@given(st.integers(0, 100))
def calls_a_stub(number):
    seen.append(number)
    if number > 3:
        raise NotImplementedError("stage 02: sigmoid")


def test_a_stub_ends_a_property_at_once():
    inner = calls_a_stub.hypothesis.inner_test
    examples.stop_at_stubs(calls_a_stub)
    examples.stop_at_stubs(calls_a_stub)
    assert body_of(calls_a_stub) is inner
    with pytest.raises(examples.StubReached) as caught:
        calls_a_stub()
    assert str(caught.value.error) == "stage 02: sigmoid"
    assert len([number for number in seen if number > 3]) == 1
    assert not is_stub(NotImplementedError("aten::x"))


@given(st.just(np.zeros(2)), st.just((torch.ones(2), "text")), st.just(torch.zeros(examples.MOST_COPIED + 1)))
def changes_its_inputs(array, pair, large):
    for each in (array, pair[0], large):
        each += 1
    raise ValueError("changed")


def test_what_inputs_held_before_the_call_is_kept():
    examples.stop_at_stubs(changes_its_inputs)
    with pytest.raises(ValueError, match="changed"):
        changes_its_inputs.hypothesis.inner_test(np.zeros(2), (torch.ones(2), "text"), torch.zeros(1))
    kept = [(value.tolist(), copy.tolist()) for value, copy in examples.before_the_call(changes_its_inputs)]
    assert kept == [([1, 1], [0, 0]), ([2, 2], [1, 1]), ([1], [0])]
    assert examples.copy_of(torch.zeros(examples.MOST_COPIED + 1)) is None
    assert examples.before_the_call(len) == []
