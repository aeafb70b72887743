"""How long the tutor may take, and the alarm that ends whatever it is at."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

EPISODE = 0.2
"""The part of the time that one run of a test's calls may take on another program, which may hang."""


AGAIN = 0.02
"""Seconds from one alarm to the next, should the first have been swallowed."""


class Late(BaseException):
    """The time is up."""


@dataclass(frozen=True)
class Budget:
    """Seconds, from `start` on. working: only the time in which this process is at work counts."""

    seconds: float
    start: float
    working: bool = False

    @classmethod
    def from_now(cls, seconds: float, working: bool = False) -> Budget:
        return cls(seconds, (time.process_time if working else time.monotonic)(), working)

    @property
    def clock(self) -> Callable[[], float]:
        return time.process_time if self.working else time.monotonic

    @property
    def left(self) -> float:
        return self.start + self.seconds - self.clock()

    @contextmanager
    def alarm(self, seconds: float) -> Iterator[None]:
        """Raise Late in a block after so many seconds."""
        timer = signal.ITIMER_PROF if self.working else signal.ITIMER_REAL
        signal.signal(signal.SIGPROF if self.working else signal.SIGALRM, _ring)
        signal.setitimer(timer, max(0.001, seconds), AGAIN)
        try:
            yield
        finally:
            signal.setitimer(timer, 0)

    @contextmanager
    def episode(self) -> Iterator[None]:
        """Raise Late in a block when all the time is up, and TimeoutError when the block alone takes too long."""
        left, most = self.left, EPISODE * self.seconds
        try:
            with self.alarm(min(left, most)):
                yield
        except Late:
            if left <= most:
                raise
            raise TimeoutError from None


def _ring(number: int, frame: FrameType | None) -> None:
    raise Late
