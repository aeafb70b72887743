"""The watchdog: a block that runs over its time ends in `Hang`, whatever it makes of the alarm."""

import bdb
import signal
import sys
import time
from contextlib import suppress
from types import FunctionType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.course.places import place_of
from kata.course.watchdog import Hang, Watchdog
from tests.engine.programs import ROOT

HERE = ROOT / "tests" / "engine" / "course"

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")


@pytest.fixture
def watchdog():
    found = Watchdog(0.1)
    yield found
    found.stop()
    found.close()


@pytest.fixture
def traced():
    """Sets a trace function; the one that was there before comes back."""
    before = sys.gettrace()
    yield sys.settrace
    sys.settrace(before)


class Debugger(bdb.Bdb):
    def trace_dispatch(self, frame, event, argument):
        return None


def loop(seconds=1.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def loop_and_raise(error):
    try:
        loop()
    finally:
        raise error


def test_a_loop_ends_at_the_line_where_it_is(watchdog):
    with pytest.raises(Hang, match=r"still running after 0\.1 seconds") as caught, watchdog.limit():
        loop()
    assert place_of(caught.value, HERE).function == "loop"


def for_ever(call):
    while True:
        call()


def learners(function):
    """A function as if it were written in a learner's stage."""
    return FunctionType(function.__code__, {"time": time, "__name__": "stage02_conv_slider"})


def test_a_call_that_does_not_end_may_be_an_endless_loop(watchdog):
    with pytest.raises(Hang, match="is there an endless loop"), watchdog.limit():
        learners(loop)(5)


def test_calls_that_end_are_slow_and_no_endless_loop(watchdog):
    with pytest.raises(Hang) as caught, watchdog.limit():
        for_ever(lambda: learners(loop)(0.01))
    expected = "still running after 0.1 seconds: each call came to an end, but all together take too long"
    assert str(caught.value) == expected


def test_an_alarm_that_is_swallowed_is_remembered_with_its_place(watchdog):
    with pytest.raises(Hang) as caught, watchdog.limit(), suppress(BaseException):
        loop()
    assert place_of(caught.value, HERE).function == "loop"


def test_what_is_raised_in_place_of_the_alarm_is_still_a_hang(watchdog):
    with pytest.raises(Hang) as caught, watchdog.limit():
        loop_and_raise(ValueError)
    assert place_of(caught.value, HERE).function == "loop"


def test_an_alarm_that_falls_into_a_draw_of_hypothesis_is_a_hang(watchdog):
    @st.composite
    def slow(draw):
        if watchdog.rang is None:
            with suppress(BaseException):  # as Hypothesis does itself; what is drawn is another thing the next time
                loop()
            return draw(st.integers())
        return draw(st.text())

    @settings(database=None, deadline=None, max_examples=5)
    @given(slow())
    def test(value):
        assert value is None

    with pytest.raises(Hang), watchdog.limit():
        test()


def test_a_block_in_time_ends_as_it_does(watchdog):
    with watchdog.limit():
        pass
    with pytest.raises(ValueError, match="its own"), watchdog.limit():
        raise ValueError("its own")
    loop(0.2)  # no alarm rings later


def test_a_new_block_knows_nothing_of_the_last_alarm(watchdog):
    with pytest.raises(Hang), watchdog.limit():
        loop()
    with pytest.raises(ValueError, match="its own"), watchdog.limit():
        raise ValueError("its own")


def test_ctrl_c_after_the_alarm_is_ctrl_c(watchdog):
    with pytest.raises(KeyboardInterrupt), watchdog.limit():
        loop_and_raise(KeyboardInterrupt)


def test_a_trace_function_that_only_counts_lines_stops_no_clock(watchdog, traced):
    traced(lambda frame, event, argument: None)
    with pytest.raises(Hang), watchdog.limit():
        loop()


def test_a_debugger_stops_the_clock(watchdog, traced):
    traced(Debugger().trace_dispatch)
    with watchdog.limit():
        assert not watchdog.running


def test_a_debugger_that_begins_in_the_block_stops_the_clock(watchdog, traced):
    with watchdog.limit():
        traced(Debugger().trace_dispatch)
        time.sleep(0.3)
        traced(None)
    assert watchdog.paused


def test_no_seconds_are_no_limit():
    watchdog = Watchdog(0)
    with watchdog.limit():
        assert not watchdog.running
    watchdog.close()
