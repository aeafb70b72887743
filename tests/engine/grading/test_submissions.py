"""Damaged submissions: each gets the right state, no other submission suffers, and nothing keeps running.

They are graded in one go, in stage 02. All those that import have a right `conv_output_size`; what is special about
them is in `sigmoid` or at import, and none has a whole `ConvolutionalLayer`.
"""

import psutil
import pytest

from kata.course.stages import STAGES
from kata.grading.grade import grade
from kata.grading.machine import template
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits
from tests.engine.programs import ROOT

FOLDER = ROOT / "tests" / "engine" / "submissions"
LIMITS = Limits(stage_seconds=40, test_seconds=4)
STAGE_02 = next(stage for stage in STAGES if stage.number == 2)

# What the tests of `conv_output_size` and those of `sigmoid` say, and a word of the message of the latter.
EXPECTED = {
    "blocked_outside_python": ("passed", "timeout", "4 seconds"),
    "changed_working_directory": ("passed", "passed", ""),
    "closed_files": ("crashed", "crashed", "while the file was imported"),
    "closes_files_in_a_test": ("passed", "crashed", "in this test"),
    "endless_numbers": ("passed", "failed", "shape"),
    "not_implemented_in_torch": ("passed", "failed", "NotImplementedError"),
    "unprintable": ("passed", "failed", ""),
    "unprintable_error_at_import": ("error", "error", "cannot be shown"),
    "deep_recursion": ("passed", "failed", "RecursionError"),
    "empty_folder": ("error", "error", "there is no stage"),
    "endless_generator": ("passed", "passed", ""),
    "endless_loop": ("passed", "timeout", "endless loop"),
    "endless_loop_at_import": ("timeout", "timeout", "endless loop"),
    "exception_at_import": ("error", "error", "TypeError"),
    "function_missing": ("passed", "failed", "no attribute 'sigmoid'"),
    "huge_allocation": ("passed", "failed", "alloc"),
    "keyboard_interrupt": ("passed", "failed", "KeyboardInterrupt"),
    "leftover_thread_and_child": ("error", "error", "PermissionError"),
    "memory_bit_by_bit": ("passed", "failed", "alloc"),
    "missing_file": ("error", "error", "there is no stage"),
    "not_utf8": ("error", "error", "not UTF-8"),
    "os_exit": ("passed", "crashed", "status 0"),
    "os_exit_at_import": ("crashed", "crashed", "status 0"),
    "output_of_100_mb": ("passed", "passed", ""),
    "own_conftest": ("passed", "failed", ""),
    "own_helper": ("passed", "passed", ""),
    "own_numpy": ("passed", "passed", ""),
    "own_pytest_ini": ("passed", "failed", ""),
    "right_part": ("passed", "passed", ""),
    "segfault": ("passed", "crashed", "SIGSEGV"),
    "swallows_the_alarm": ("passed", "timeout", "4 seconds"),
    "symlink_to_a_file": ("error", "error", "is a link"),
    "symlink_to_itself": ("error", "error", "is a link"),
    "symlink_to_nothing": ("error", "error", "is a link"),
    "syntax_error": ("error", "error", "SyntaxError"),
    "skips": ("passed", "failed", "Skipped"),
    "sys_exit_at_import": ("error", "error", "SystemExit"),
}
# Their `sigmoid` is wrong, and some of its laws hold all the same.
HALF_RIGHT = ("own_conftest", "own_pytest_ini", "endless_numbers", "unprintable")


@pytest.fixture(scope="module")
def others():
    """What other tests have left running in this process; the template is to stay."""
    return {each.pid for each in psutil.Process().children()} | {template().process.pid}


@pytest.fixture(scope="module")
def results(others):
    reports = grade(find_submissions([FOLDER]), [STAGE_02], LIMITS, jobs=4)
    return {report.name: report.stages[0].outcomes for report in reports}


def test_every_damaged_submission_is_graded(results):
    assert sorted(results) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_damaged_submission_gets_the_right_states(name, results):
    sizes = [outcome for outcome in results[name] if "sigmoid" not in outcome.test.name][:2]
    sigmoids = [outcome for outcome in results[name] if outcome.test.name.startswith("test_sigmoid")]
    size_state, sigmoid_state, word = EXPECTED[name]
    assert {outcome.state for outcome in sizes} == {size_state}
    if name in HALF_RIGHT:
        assert sigmoid_state in {outcome.state for outcome in sigmoids}
    else:
        assert {outcome.state for outcome in sigmoids} == {sigmoid_state}
    assert any(word in outcome.message for outcome in sigmoids)


@pytest.mark.parametrize("name", EXPECTED)
def test_no_submission_is_an_error_of_the_grader(name, results):
    assert "grader_error" not in {outcome.state for outcome in results[name]}


def test_an_endless_slider_fails_and_is_not_waited_for(results):
    sliders = [outcome for outcome in results["endless_generator"] if "slider" in outcome.test.name]
    assert sliders
    assert {outcome.state for outcome in sliders} == {"failed"}


def test_nothing_that_a_submission_started_is_still_running(others, results):
    left = [
        each
        for each in psutil.process_iter(["cmdline"])
        if "time.sleep(987654)" in " ".join(each.info["cmdline"] or [])
    ]
    assert left == []
    started = template().process.pid
    assert {each.pid for each in psutil.Process().children()} <= others
    assert psutil.Process(started).children() == []
