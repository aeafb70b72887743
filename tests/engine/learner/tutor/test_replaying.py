"""Calls are kept as they were, and another program's answers are alike only where they are the same."""

from types import ModuleType

import numpy as np
import pytest
import torch

from kata.learner.tutor.comparing import distance
from kata.learner.tutor.random_states import random_states
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


def likenesses(episode, exact=True, loose=False, **names):
    """Whether a program with these functions answers each step alike."""
    return [likeness.alike for _, likeness in Player(module_of(**names), exact, loose).play(episode)]


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


def draws(generator):
    yield torch.rand(2, generator=generator)


def draw_two_epochs(program):
    generator = torch.Generator().manual_seed(0)
    for _ in range(2):
        for numbers in program.f(generator):
            numbers.sum()


def test_leaving_a_generator_where_it_is_is_not_alike():
    def stays(generator):
        yield torch.rand(2, generator=torch.Generator().manual_seed(generator.initial_seed()))

    episode = episode_of(draw_two_epochs, f=stays)
    assert all(likenesses(episode, f=stays))
    assert not all(likenesses(episode, f=draws))
    assert not all(likenesses(episode, exact=False, f=draws))


def test_to_draw_at_once_or_when_asked_is_the_same_only_roughly():
    at_once = episode_of(draw_two_epochs, f=lambda generator: iter(list(draws(generator))))
    assert not all(likenesses(at_once, f=draws))
    assert all(likenesses(at_once, exact=False, f=draws))


def test_what_a_test_writes_into_an_answer_arrives_in_one_of_another_layout():
    def write_and_call_again(program):
        program.f(torch.ones(2)).fill_(3)
        program.f(torch.ones(2))

    episode = episode_of(write_and_call_again, f=lambda x: torch.stack([x, x], dim=1)[:, 0])
    assert likenesses(episode, exact=False, f=lambda x: x.clone()) == [True, True]


def test_a_refusal_in_other_words_is_alike_where_a_test_was_content():
    no, never = raising(ValueError("no")), raising(ValueError("never"))
    assert likenesses(episode_of(call_and_catch, f=no), f=never) == [True]
    assert likenesses(episode_of(call_and_catch, failed=True, f=no), f=never) == [False]


def test_float64_inside_is_alike_only_loosely():
    episode = episode_of(call_f(torch.tensor([10_000.0, 0.1])), f=lambda x: x.double().sum() - 9_999)
    assert likenesses(episode, exact=False, f=lambda x: x.sum() - 9_999) == [False]
    assert likenesses(episode, exact=False, loose=True, f=lambda x: x.sum() - 9_999) == [True]
    assert likenesses(episode, exact=False, loose=True, f=lambda x: x.sum() - 9_998) == [False]


def test_a_tensor_that_is_given_other_memory_is_seen_there():
    def give_other_memory(tensor):
        tensor.data = tensor + 1
        return tensor

    episode = episode_of(call_f(torch.ones(3)), f=give_other_memory)
    assert likenesses(episode, f=give_other_memory) == [True]
    assert likenesses(episode, f=lambda x: x.add_(1)) == [False]


def test_numpys_random_numbers_start_where_they_did_also_after_one_was_kept_for_later():
    sources = frozenset({"numpy"})
    states = [random_states(sources)]
    for _ in range(2):  # normal numbers come in pairs
        np.random.randn()
        states.append(random_states(sources))
    assert len({each.numpy for each in states}) == 3
    states[0].restore()
    assert random_states(sources) == states[0]


class ReturnsItself(Layer):
    def fit(self, inp):
        return self


class ReturnsNothing(Layer):
    def fit(self, inp):
        pass


@pytest.mark.parametrize(("one", "other"), [(ReturnsItself, ReturnsNothing), (ReturnsNothing, ReturnsItself)])
def test_a_method_that_returns_its_object_is_one_that_returns_nothing_only_roughly(one, other):
    episode = episode_of(lambda program: program.Layer(2).fit(torch.ones(2)), Layer=one)
    assert likenesses(episode, exact=False, Layer=other) == [True, True]
    assert likenesses(episode, Layer=other) == [True, False]
