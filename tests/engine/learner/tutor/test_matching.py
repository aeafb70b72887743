"""One misconception is named where it alone answers every call as the program does, and the solution does not."""

import pytest

from kata.learner.tutor.bank import Misconception
from kata.learner.tutor.matching import Bank, match, narrow
from kata.learner.tutor.recording import Recorder
from kata.learner.tutor.stand_ins import RecordedModule
from tests.engine.learner.tutor.test_replaying import module_of

SOLUTION = "def f(x):\n    return 2 * x"
ADDS_ONE = "def f(x):\n    return 2 * x + 1"
TRIPLES = "def f(x):\n    return 3 * x"
COUNTS = "calls = []\ndef f(x):\n    calls.append(x)\n    return 2 * x + len(calls)"


def known(text, name="known", stands_for=None):
    return Misconception(name, "", "", text, {"f": ()}, stands_for or name)


def recorded(text, runs=10, calls=1):
    """The calls that some runs of a test make of this program; the test fails."""
    module, recorder = module_of(), Recorder()
    exec(text, vars(module))
    for number in range(runs):
        recorder.begin("test_f")
        for call in range(calls):
            RecordedModule(module, recorder).f(number + call)
        recorder.end(failed=True)
    return recorder.episodes


def bank_of(*misconceptions):
    return Bank("program", compile(SOLUTION, "program.py", "exec"), misconceptions)


def test_the_misconception_that_answers_every_call_alike_is_named():
    found = match(bank_of(known(TRIPLES, "triples"), known(ADDS_ONE, "adds_one")), recorded(ADDS_ONE), "test_f")
    assert (found.misconception.name, found.function, found.calls) == ("adds_one", "f", 10)


@pytest.mark.parametrize("text", [SOLUTION, TRIPLES, "def f(x):\n    return 2 * x + (x < 9)"])
def test_what_answers_one_call_otherwise_is_not_named(text):
    assert match(bank_of(known(ADDS_ONE)), recorded(text), "test_f") is None


def test_of_two_that_answer_alike_none_is_named_unless_one_is_declared_equal_to_the_other():
    one, other = known(ADDS_ONE, "one"), known(ADDS_ONE, "other")
    assert match(bank_of(one, other), recorded(ADDS_ONE), "test_f") is None
    found = match(bank_of(known(ADDS_ONE, "other", stands_for="one"), one), recorded(ADDS_ONE), "test_f")
    assert found.misconception.name == "one"


def test_a_program_that_remembers_its_calls_is_named():
    assert match(bank_of(known(COUNTS)), recorded(COUNTS), "test_f").misconception.name == "known"


def test_the_first_calls_leave_those_that_answer_them_alike():
    late = known("def f(x):\n    return 2 * x + (x < 9)", "late")
    likely = narrow(bank_of(known(TRIPLES), known(ADDS_ONE, "adds_one"), late), recorded(ADDS_ONE), "test_f")
    assert [[each.name for each in one.candidates] for one in likely] == [["adds_one", "late"]] * 3
    assert [one.focus.exact for one in likely] == [True, False, False]
    assert [one.focus.loose for one in likely] == [False, False, True]


@pytest.mark.parametrize(("runs", "calls", "named"), [(3, 1, False), (4, 1, True), (2, 60, False), (3, 60, True)])
def test_agreement_to_the_last_digit_counts_from_four_runs_and_in_long_ones_from_three(runs, calls, named):
    found = match(bank_of(known(ADDS_ONE)), recorded(ADDS_ONE, runs, calls), "test_f")
    assert (found is not None) == named


@pytest.mark.parametrize(("runs", "named"), [(4, False), (7, False), (8, True)])
def test_rough_agreement_counts_from_eight_runs(runs, named):
    in_a_list, in_a_tuple = "def f(x):\n    return [2 * x + 1]", "def f(x):\n    return (2 * x + 1,)"
    found = match(bank_of(known(in_a_tuple)), recorded(in_a_list, runs), "test_f")
    assert (found is not None) == named


def test_nothing_is_said_where_another_test_fails():
    assert match(bank_of(known(ADDS_ONE)), recorded(ADDS_ONE), "test_g") is None


def test_what_is_right_is_not_looked_at():
    late = known("def f(x):\n    return 2 * x + (x > 99)")
    assert narrow(bank_of(late), recorded("def f(x):\n    return x + x"), "test_f") == []


BOX = "class Box:\n    def number(self):\n        return 2"
DOUBLES, TREBLES = (f"{BOX}\ndef f(box):\n    return {factor} * box.number()" for factor in (2, 3))


def test_a_function_is_looked_at_together_with_the_objects_that_it_is_given():
    module, recorder = module_of(), Recorder()
    exec(TREBLES, vars(module))
    for _ in range(10):
        recorder.begin("test_f")
        program = RecordedModule(module, recorder)
        program.f(program.Box())
        recorder.end(failed=True)
    bank = Bank("program", compile(DOUBLES, "program.py", "exec"), [known(TREBLES)])
    found = match(bank, recorder.episodes, "test_f")
    assert (found.misconception.name, found.function) == ("known", "f")
