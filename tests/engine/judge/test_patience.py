"""A function that has hung again and again is waited for briefly, and every test is tried."""

import time

import pytest

from kata.course.watchdog import Hang, Watchdog
from kata.judge import patience as module
from kata.judge.patience import HANGS, Patience


@pytest.fixture
def patience(monkeypatch):
    """One that waits briefly for 0.1 seconds."""
    monkeypatch.setattr(module, "BRIEFLY", 0.2)
    monkeypatch.setattr(module, "IN_VAIN", 0.1)
    found = Patience()
    found.watchdog = Watchdog(2.0)
    yield found
    found.watchdog.close()


def wait(patience, operation, name, seconds):
    """One test that waits so long for one answer: what it ends with."""
    try:
        with patience.watchdog.limit(), patience.wait(operation, name):
            time.sleep(seconds)
    except Hang as hang:
        patience.hung()
        return str(hang)
    return None


def hang_often(patience, operation="call", name="sigmoid"):
    patience.watchdog.seconds = 0.05
    told = {wait(patience, operation, name, 5) for _ in range(HANGS)}
    patience.watchdog.seconds = 2.0
    assert told == {"still running after 0.05 seconds: is there an endless loop?"}


def test_what_hung_in_three_tests_is_waited_for_briefly(patience):
    hang_often(patience)
    assert wait(patience, "call", "sigmoid", 5) == "still running after 0.1 seconds: is there an endless loop?"
    assert wait(patience, "call", "sigmoid", 0) is None
    assert wait(patience, "call", "sigmoid", 5) == "still running after 0.2 seconds: is there an endless loop?"


def answer_for_ever(patience):
    while True:
        with patience.wait("call", "sigmoid"):
            time.sleep(0.01)


def test_answers_that_come_are_slow_and_no_endless_loop(patience):
    patience.watchdog.seconds = 0.2
    with pytest.raises(Hang, match="each call came to an end"), patience.watchdog.limit():
        answer_for_ever(patience)


@pytest.mark.parametrize(("operation", "name"), [("call", "forward"), ("pull", 3)])
def test_other_requests_keep_their_time(operation, name, patience):
    hang_often(patience)
    assert wait(patience, operation, name, 0.3) is None


def test_imports_keep_their_time(patience):
    hang_often(patience, "load", "stage02_conv_slider")
    assert wait(patience, "load", "stage02_conv_slider", 0.3) is None


def test_after_a_brief_answer_the_test_has_the_rest_of_its_time(patience):
    hang_often(patience)
    with patience.watchdog.limit():
        with patience.wait("call", "sigmoid"):
            pass
        time.sleep(0.3)
    patience.watchdog.seconds = 0.4
    told = ""
    try:
        with patience.watchdog.limit():
            with patience.wait("call", "sigmoid"):
                pass
            time.sleep(5)
    except Hang as hang:
        told = str(hang)
    assert told.startswith("still running after 0.4 seconds")


def test_a_test_that_has_less_time_left_keeps_it(patience):
    hang_often(patience)
    patience.watchdog.seconds = 0.08
    assert wait(patience, "call", "sigmoid", 5) == "still running after 0.08 seconds: is there an endless loop?"


def test_a_hang_of_the_judge_itself_is_nobodys(patience):
    for _ in range(HANGS):
        with patience.wait("call", "sigmoid"):
            pass
        patience.hung()
    assert wait(patience, "call", "sigmoid", 0.3) is None
