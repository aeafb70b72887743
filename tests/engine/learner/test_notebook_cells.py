"""What the cells of a notebook define: exactly what a stage needs, as it is now, and nothing else run again."""

import pytest

from kata.course.cells import Cell, program_of
from kata.course.stages import STAGES
from kata.errors import NotebookError
from kata.learner.notebook.laws import find_stage, laws_of, laws_of_stage


def program(*texts, wanted=("f",)):
    return program_of([Cell(str(number), text) for number, text in enumerate(texts, 1)], wanted)


def value(*texts, name="f"):
    found = {}
    exec(program(*texts, wanted=(name,)).text, found)
    return found[name]


def test_the_last_definition_counts():
    assert value("def f():\n    return 1", "def f():\n    return 2")() == 2


def test_what_a_function_uses_comes_along_from_any_cell():
    assert value("def f():\n    return g() + LIMIT", "import math\ndef g():\n    return math.pi", "LIMIT = 1")() > 4


def test_nothing_else_is_run_again():
    text = program("x = f(1)", "def f(x):\n    return x", "train(f)", "print(f(2))").text
    assert text == "def f(x):\n    return x\n"


def test_what_is_added_to_a_class_later_counts_and_what_was_added_to_an_older_one_does_not():
    added = "def go(self):\n    return 3\nF.go = go"
    assert value("class F:\n    pass", added, name="F")().go() == 3
    assert not hasattr(value("class F:\n    pass", added, "class F:\n    pass", name="F"), "go")


def test_a_cell_that_an_error_ended_counts_as_far_as_it_got():
    cells = [Cell("1", "def f():\n    return 1"), Cell("2", "1 / 0\ndef f():\n    return 2", ran=0)]
    assert "return 1" in program_of(cells, ["f"]).text


def test_a_timed_cell_is_read_and_a_cell_for_another_language_is_skipped_and_named():
    found = program("%%time\ndef f():\n    return 1", "%%bash\necho f")
    assert (found.defined, found.skipped) == ({"f"}, ("2",))
    assert found.places == (("1", 2), ("1", 3))


def test_lines_for_the_shell_and_magics_are_left_out():
    assert value("!ls\n%matplotlib inline\nfiles = !ls\ndef f():\n    return 1")() == 1


def test_future_imports_come_first_and_stars_are_kept():
    text = program("from math import *", "from __future__ import annotations", "def f(): return pi").text
    assert text.splitlines() == ["from __future__ import annotations", "from math import *", "def f(): return pi"]


def test_decorators_and_statements_on_one_line_stay_whole():
    cells = ("import functools", "@functools.cache\ndef f(): return a + b\na = 1; b = 2")
    assert value(*cells).cache_info().hits == 0
    assert program(*cells).text == "\n".join(cells) + "\n"


def test_what_another_stage_gave_is_not_defined_here():
    assert program("from stage02_conv_slider import f").defined == set()


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.module)
def test_every_law_belongs_to_one_function(stage):
    names = set(laws_of_stage(stage).values())
    assert sorted(law for name in names for law in laws_of(stage, name) if laws_of_stage(stage)[law] == name) == sorted(
        laws_of(stage, None)
    )


def test_the_slider_is_checked_before_forward_is_written():
    assert "test_slider_visits_every_position_once" in laws_of(STAGES[1], "slider")
    assert "test_forward_matches_a_plain_loop" not in laws_of(STAGES[1], "slider")


def test_a_class_has_the_laws_of_its_methods():
    assert set(laws_of(STAGES[1], "slider")) < set(laws_of(STAGES[1], "ConvolutionalLayer"))


def test_a_name_of_two_stages_means_the_one_that_the_notebook_is_about():
    assert find_stage("conv_backward", None, ["sigmoid_backward", "conv_backward"]).number == 9
    assert find_stage("conv_backward", None, ["im2col", "conv_backward"]).number == 11
    assert find_stage("max_pool_backward", None, ["max_pool_backward"]).number == 8
    assert find_stage(None, None, ["max_pool_backward"]).number == 8
    assert find_stage("conv_backward", 11, ["sigmoid_backward"]).number == 11


@pytest.mark.parametrize(
    ("name", "number", "defined", "text"),
    [
        ("nothing", None, ["sigmoid"], "no stage has a function nothing"),
        ("sigmoid", 3, [], "stage 3 has a function sigmoid: choose from MaxPoolLayer, "),
        ("sigmoid", 13, [], "there is no stage 13: choose 1 to 12"),
        ("sigmoid", None, [], "sigmoid is not defined in this notebook: run its cell first"),
        (None, None, [], "this notebook defines no function of a stage: run its cell first"),
    ],
)
def test_a_check_of_what_is_not_there_says_what_to_do(name, number, defined, text):
    with pytest.raises(NotebookError) as raised:
        find_stage(name, number, defined)
    assert text in str(raised.value)
