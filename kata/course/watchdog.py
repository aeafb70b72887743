"""Ends a learner's endless loop inside `pytest`, at the line where it hangs.

The alarm raises `Hang` in the running code. It is no `Exception`, so that neither Hypothesis nor `except Exception`
takes it for an ordinary failure. The watchdog remembers that it rang: a block that swallowed the alarm, or raised
something else in its place as Hypothesis may while it draws, ends in `Hang` all the same. Code that goes on, or that
hangs outside Python where no alarm is heard, is ended a few seconds later together with the process, after every
thread's stack was printed.

Half-way there is a first look. Where the learner's code is in the same call at both, a loop may have no end; where it
is in another, or in none, its calls do end, and it is slow.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from kata.course.stages import STAGES

DEBUGGERS = ("bdb", "pdb", "debugpy", "pydevd", "_pydevd")
"""How the modules of those begin who stop a program for somebody to look at; a trace function may also count lines."""
GRACE = 2.0
"""Seconds between the first alarm and the end of the process."""
ENDLESS = "is there an endless loop?"
SLOW = "each call came to an end, but all together take too long"
LEARNERS = frozenset(stage.module for stage in STAGES)


class Hang(BaseException):
    """A test ran longer than it may; the traceback shows where it was."""

    remote_frames: Sequence[tuple[str, int, str]] = ()
    """The lines of the submission at which a worker was, the deepest one last."""

    def __init__(self, seconds: float, slow: bool = False) -> None:
        time = "1 second" if seconds == 1 else f"{seconds:g} seconds"
        super().__init__(f"still running after {time}: {SLOW if slow else ENDLESS}")


class Watchdog:
    """Limits a block to `seconds`; 0 means no limit. It stays quiet while a debugger is in use.

    call: what a judge is waiting for, if anything: it has none of the learner's code in its own process.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.paused = False
        self.running = False
        self.rang: Hang | None = None
        self.brief: float | None = None
        self.call: object = None
        self.seen: object = None
        self._look_at = self._end_at = 0.0
        self._terminal = os.dup(2)  # pytest captures file 2 while a test runs; the last words must still be seen

    @contextmanager
    def limit(self) -> Iterator[None]:
        """Raise Hang in the block once its time is up, and after it, should the block have raised something else."""
        if not self.seconds or self.paused or self.running or _debugger_is_on():
            yield
            return
        self._start()
        try:
            yield
        except (Hang, KeyboardInterrupt):
            raise
        except BaseException as error:
            if not self.rang or getattr(error, "decided", False):  # it rang while a smaller input was looked for
                raise
        finally:
            try:
                self.stop()
            except Hang:  # it rang at the last moment
                self.stop()
        if self.rang:
            raise self.rang from None

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Inside a block that is limited: for a while it has no more time than this."""
        if not self.running or self._end_at - time.monotonic() <= seconds:
            yield
            return
        self.brief = seconds
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
        try:
            yield
        finally:
            self.brief = None
            if self.running:
                self._set_alarm()

    def stop(self) -> None:
        """Call off the alarm."""
        self.running, self.seen = False, None
        faulthandler.cancel_dump_traceback_later()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)

    def pause(self) -> None:
        """Let everything run as long as it likes from now on: somebody is looking at it in a debugger."""
        self.paused = True
        self.stop()

    def close(self) -> None:
        """Give the copy of the terminal back."""
        os.close(self._terminal)

    def _start(self) -> None:
        self.running, self.rang, self.brief, self.call = True, None, None, None
        faulthandler.dump_traceback_later(self.seconds + GRACE, exit=True, file=self._terminal)
        if hasattr(signal, "setitimer"):  # not on Windows, where only the faulthandler watches
            now = time.monotonic()
            self._look_at, self._end_at = now + self.seconds / 2, now + self.seconds
            signal.signal(signal.SIGALRM, self._ring)
            self._set_alarm()

    def _set_alarm(self) -> None:
        """For the next look. It comes again and again: the last one may be swallowed."""
        left = (self._look_at or self._end_at) - time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, max(0.001, left), 1.0)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if not self.running:
            return
        if _debugger_is_on():  # one that pytest knows nothing of, begun in the middle of the test
            self.pause()
            return
        call = self.call or _outermost_call(frame)
        if self._look_at and not self.brief:
            self._look_at, self.seen = 0.0, call
            self._set_alarm()
            return
        hang = Hang(self.brief or self.seconds, slow=not self._look_at and (call is None or call is not self.seen))
        self.rang = self.rang or hang
        raise hang


def _outermost_call(frame: FrameType | None) -> FrameType | None:
    """The call into a stage of the learner's that is at work; None where none is."""
    found = None
    while frame:
        found = frame if str(frame.f_globals.get("__name__")) in LEARNERS else found
        frame = frame.f_back
    return found


def _debugger_is_on() -> bool:
    """Whether somebody follows the program line by line; what measures coverage traces it too, and may be stopped."""
    if hasattr(sys, "monitoring") and sys.monitoring.get_tool(sys.monitoring.DEBUGGER_ID):
        return True
    trace = sys.gettrace()
    owner = type(getattr(trace, "__self__", trace))
    modules = [getattr(trace, "__module__", None) or "", *(each.__module__ for each in owner.__mro__)]
    return any(name.startswith(DEBUGGERS) for name in modules)
