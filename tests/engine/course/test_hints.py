"""The hints, and the command that prints them."""

import pytest

from kata.course.hints import find_hint, hints_of
from kata.course.stages import STAGES
from kata.errors import HintError
from tests.engine.network.test_demo import run_kata


def test_a_hint_is_found_by_function_or_method():
    hints = hints_of(STAGES[1])
    assert find_hint(2, "sigmoid", 1) == hints["sigmoid"][0]
    assert find_hint(2, "forward", 3) == hints["ConvolutionalLayer.forward"][2]


@pytest.mark.parametrize(
    ("question", "word"),
    [((77, "x", 1), "no stage 77"), ((2, "x", 1), "no function 'x'"), ((2, "sigmoid", 4), "no hint 4")],
)
def test_a_hint_that_is_not_there_lists_those_that_are(question, word):
    with pytest.raises(HintError, match=word):
        find_hint(*question)


def test_the_hint_command_prints_one_hint_and_how_to_get_the_next():
    done = run_kata("hint", 2, "sigmoid")
    assert done.stdout.splitlines()[0] == find_hint(2, "sigmoid", 1)
    assert "hint 2 sigmoid 2" in done.stdout
    assert run_kata("hint", 2, "nothing").returncode == 2
