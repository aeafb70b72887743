"""How long a judge waits for an answer of a submission: a function that has hung again and again is waited for briefly.

A test has all of its time until the first hang of a stage, and a quarter after that. Where HANGS tests have hung in the
same request, such as a call of `sigmoid`, it has BRIEFLY in the tests that follow, or IN_VAIN where it has never
been answered in this stage: each of them is tried, and those of other functions keep their time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kata.course.watchdog import Watchdog

HANGS = 3
BRIEFLY = 1.0
"""Seconds for one answer, hundreds of times what most take."""
IN_VAIN = 0.3


class Patience:
    """What a judge has waited for in vain, test by test. doing: the request that is being waited for."""

    def __init__(self) -> None:
        self.watchdog: Watchdog | None = None
        self.hangs: Counter[str] = Counter()
        self.answered: set[str] = set()
        self.doing = ""

    @contextmanager
    def wait(self, operation: str, name: object = None) -> Iterator[None]:
        """While an answer is waited for; an import is tried by rules of its own."""
        self.doing = "" if operation == "load" else f"{operation} {name if isinstance(name, str) else ''}"
        if self.watchdog:
            self.watchdog.call = object()
        if self.watchdog and self.hangs[self.doing] >= HANGS:
            with self.watchdog.at_most(BRIEFLY if self.doing in self.answered else IN_VAIN):
                yield
        else:
            yield
        if self.watchdog:
            self.watchdog.call = None
        self.answered.add(self.doing)
        self.doing = ""

    def hung(self) -> None:
        """A test has ended in a hang: while it waited, or in what the judge does itself."""
        if self.doing:
            self.hangs[self.doing] += 1
        self.doing = ""
