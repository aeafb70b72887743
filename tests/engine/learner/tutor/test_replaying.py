"""Calls are kept as they were, and another program's answers are alike only where they are the same."""

from types import ModuleType

import numpy as np
import pytest
import torch

from kata.learner.tutor.comparing import distance
from kata.learner.tutor.recording import Recorder
from kata.learner.tutor.replaying import Player
from kata.learner.tutor.stand_ins import RecordedModule


def module_of(**names):
    module = ModuleType("program")
    vars(module).update(names)
    return module


def episode_of(run, failed=False, **names):
    """What is recorded when `run`, a test that failed or passed, uses a program with these functions."""
    recorder = Recorder()
    recorder.begin("test")
    run(RecordedModule(module_of(**names), recorder))
    recorder.end(failed)
    return recorder.episodes[0]


def likenesses(episode, exact=True, **names):
    """Whether a program with these functions answers each step alike."""
    return [likeness.alike for _, likeness in Player(module_of(**names), exact).play(episode)]


def call_f(*arguments):
    return lambda program: program.f(*arguments)


class Layer:
    def __init__(self, size):
        self.size = size

    def windows(self, inp):
        for start in range(len(inp) - self.size + 1):
            yield inp[start : start + self.size]


class ReusesItsWindow(Layer):
    def windows(self, inp):
        buffer = torch.empty(self.size)
        for window in super().windows(inp):
            yield buffer.copy_(window)


def test_the_same_program_answers_alike():
    episode = episode_of(call_f(torch.arange(6.0).view(2, 3).t(), [1, (2.5, "a")]), f=lambda x, _: x.sum(0))
    assert likenesses(episode, f=lambda x, _: x.sum(0)) == [True]


@pytest.mark.parametrize(
    "other",
    [
        lambda x: x * 2.001,
        lambda x: (x * 2).double(),
        lambda x: (x * 2)[None],
        lambda x: (x * 2).numpy(),
        lambda x: [x * 2],
        lambda x: None,
        lambda x: 1 / 0,
    ],
)
def test_another_value_shape_dtype_or_kind_is_not_alike(other):
    episode = episode_of(call_f(torch.ones(3)), f=lambda x: x * 2)
    assert likenesses(episode, f=other) == [False]
    assert likenesses(episode, f=other, exact=False) == [False]


def test_an_argument_is_given_as_it_was_before_the_call_changed_it():
    episode = episode_of(call_f(torch.ones(3)), f=lambda x: x.mul_(2).sum())
    assert likenesses(episode, f=lambda x: x.mul_(2).sum()) == [True]


def test_leaving_alone_an_argument_that_was_changed_is_not_alike():
    episode = episode_of(call_f(torch.ones(3)), f=lambda x: x.mul_(2).sum())
    assert likenesses(episode, f=lambda x: (x * 2).sum()) == [False]


def test_changing_an_argument_that_was_left_alone_is_not_alike():
    episode = episode_of(call_f(np.ones(3)), f=lambda x: (x * 2).sum())
    assert likenesses(episode, f=lambda x: np.multiply(x, 2, out=x).sum()) == [False]


def test_a_view_of_an_argument_is_a_copy_only_roughly():
    episode = episode_of(call_f(torch.arange(4.0)), f=lambda x: x[1:])
    assert likenesses(episode, f=lambda x: x[1:].clone()) == [False]
    assert likenesses(episode, f=lambda x: x[1:].clone(), exact=False) == [True]


def test_a_tensor_in_another_layout_is_the_same_only_roughly():
    episode = episode_of(call_f(torch.rand(2, 3)), f=lambda x: x.t() + 1)
    assert likenesses(episode, f=lambda x: (x.t() + 1).contiguous()) == [False]
    assert likenesses(episode, f=lambda x: (x.t() + 1).contiguous(), exact=False) == [True]


def test_an_answer_that_changes_later_is_not_alike():
    def collect(program):
        return list(program.Layer(2).windows(torch.arange(4.0)))

    episode = episode_of(collect, Layer=Layer)
    assert likenesses(episode, Layer=Layer) == [True] * len(episode.steps)
    assert not all(likenesses(episode, Layer=ReusesItsWindow, exact=False))


def test_random_numbers_start_where_they_did():
    torch.manual_seed(3)
    episode = episode_of(call_f(2), f=torch.randn)
    torch.manual_seed(4)
    assert likenesses(episode, f=torch.randn) == [True]


def raising(error):
    def f(x):
        raise error

    return f


def call_and_catch(program):
    with pytest.raises(ValueError, match="no"):
        program.f(1)


def test_an_error_of_another_type_is_not_alike():
    episode = episode_of(call_and_catch, failed=True, f=raising(ValueError("no")))
    assert likenesses(episode, f=raising(ValueError("no"))) == [True]
    assert likenesses(episode, f=raising(ValueError("never"))) == [False]
    assert likenesses(episode, f=raising(TypeError("no")), exact=False) == [False]


def test_a_refusal_that_a_test_was_content_with_counts_only_exactly():
    episode = episode_of(call_and_catch, f=raising(ValueError("no")))
    assert likenesses(episode, f=raising(TypeError("never")), exact=False) == [True]
    assert likenesses(episode, f=lambda x: x, exact=False) == [True]
    assert likenesses(episode, f=raising(TypeError("never"))) == [False]
    assert likenesses(episode, f=lambda x: x) == [False]


def test_a_sum_that_overflows_in_one_order_of_operations_only_is_alike_and_the_largest_number_is_not():
    one, largest = np.array([-np.inf], np.float32), -np.finfo(np.float32).max
    assert distance(one, np.array([largest / 3], np.float32)) == 0
    assert distance(np.array([largest / 3], np.float32), one) == 0
    for other in (largest, -largest / 3, largest / 1000):
        assert distance(one, np.array([other], np.float32)) == np.inf


def test_another_order_of_operations_is_within_rounding_and_a_lost_digit_is_not():
    numbers = torch.rand(1000, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    one, other = numbers.sum().numpy(), numbers.flip(0).cumsum(0)[-1].numpy()
    assert 0 <= distance(one, other) <= 1
    assert distance(one, numbers.float().sum().double().numpy()) > 1


def test_numbers_that_are_no_numbers_and_infinities_have_to_be_in_the_same_places():
    one = np.array([np.nan, np.inf, 1.0])
    assert distance(one, one.copy()) == 0
    assert distance(one, np.array([np.nan, -np.inf, 1.0])) == np.inf
    assert distance(one, np.array([0.0, np.inf, 1.0])) == np.inf
