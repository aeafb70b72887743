"""A class as people read it: within 80 columns, and progress where there is no terminal."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from kata.course.stages import STAGES
from kata.grading import progress as module
from kata.grading.grade import Progress
from kata.grading.points import Report, StageResult
from kata.grading.progress import Lines, running, shown
from kata.grading.report import print_reports
from kata.judge.outcomes import Outcome, StageTest


def result(stage, *states):
    tests = [StageTest(f"{stage.test_file}::test_{number}", "A law.") for number in range(len(states))]
    return StageResult(stage, tuple(Outcome(test, state) for test, state in zip(tests, states, strict=True)))


STATES = (
    ["passed"] * 3,
    ["passed", "failed", "failed"],
    ["todo"] * 3,
    ["todo", "failed", "todo"],
    ["timeout", "timeout", "failed"],
    ["crashed"] * 3,
    ["error"] * 3,
    ["blocked"] * 3,
    ["passed", "passed", "grader_error"],
    ["passed"] * 99 + ["failed"],
    ["passed"] + ["failed"] * 99,
    ["passed"] * 3,
)
PERCENTAGES = ["100", "33", "t", "F", "T", "C", "E", "B", "!", "99", "1", "100"]
CHARACTERS = ".3tFTCEB!91."


def report(name, folder, late=0.0):
    results = tuple(result(stage, *states) for stage, states in zip(STAGES, STATES, strict=True))
    return Report(name, folder, results, late_percent=late)


def table(reports, width=200):
    file = io.StringIO()
    print_reports(reports, Console(file=file, width=width, highlight=False))
    return file.getvalue().splitlines()[: len(reports) + 2]


def test_twelve_stages_fit_80_columns_in_percent(tmp_path):
    head, ada, _, legend = table([report("ada", tmp_path), report("a name of 24 characters!", tmp_path)])
    assert head.split() == ["submission", *(f"{stage.number:02}" for stage in STAGES), "points", "of"]
    assert ada.split() == ["ada", *PERCENTAGES, "40.00", "120"]
    assert "stages in percent, F failed, t todo, T timeout, C crashed, B blocked, E error, ! grader error" in legend
    assert cell_len(head) <= 80


def test_long_names_make_the_stages_a_character_each_and_are_cut_last(tmp_path):
    names = "n" * 56, "x" * 250
    head, first, second, legend = table([report(name, tmp_path) for name in names])
    assert head.split() == ["submission", "123456789012", "points", "of"]
    assert first.split() == [names[0], CHARACTERS, "40.00", "120"]
    assert second.split() == [f"{'x' * 55}…", CHARACTERS, "40.00", "120"]
    assert {cell_len(line) for line in (head, first, second)} == {80}
    assert legend.startswith(". all passed, 1-9 tenths of the points, F failed")


@pytest.mark.parametrize("name", ["🐘" * 40, "學" * 40, "\x1b[31mred", "::error::", "[bold]"])
def test_no_name_breaks_the_table(name, tmp_path):
    lines = table([report(name, tmp_path, late=10.0), report("bob", tmp_path)])
    assert all(cell_len(line) <= 80 for line in lines[:3])
    assert not any("\x1b" in line or line.startswith("::") for line in lines)
    assert lines[1].endswith("-10%")


def progress(done, total=40, running=("ada 02",)):
    return Progress(done, total, running)


def test_a_pipe_gets_a_line_for_each_tenth_but_not_within_ten_seconds(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    file = io.StringIO()
    with shown(Console(file=file)) as watch:
        assert isinstance(watch, Lines)
        for seconds, done in ((1, 0), (9.9, 20), (10, 20), (15, 30), (21, 30), (40, 30), (81, 30), (92, 40)):
            now[0] = seconds
            watch(progress(done))
    assert file.getvalue().splitlines() == [
        "graded 20 of 40 stages (50 %), now ada 02",
        "graded 30 of 40 stages (75 %), now ada 02",
        "graded 30 of 40 stages (75 %), now ada 02",
        "graded 40 of 40 stages (100 %), now ada 02",
    ]


def test_a_terminal_gets_a_bar_that_is_gone_in_the_end():
    file = io.StringIO()
    with shown(Console(file=file, force_terminal=True, width=80)) as watch:
        watch(progress(10, running=("\x1b[31m[bold]eve 02",)))
    assert "[31m[bold]eve 02" in file.getvalue()
    assert "10/40" in file.getvalue()
    assert "\x1b[31m[bold]" not in file.getvalue()


def test_of_many_at_work_some_are_named():
    assert running(progress(0, running=tuple("abcdef")), 80) == "a, b, c, ..."
    assert running(progress(0, running=()), 80) == "nothing"
