"""How far a grade is: a bar on a terminal, and elsewhere a line now and then, so that a log shows that it goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from kata.course.text import shorten
from kata.grading.grade import Progress, Watch

LINE_SECONDS = 10.0
"""Between two lines at least; a line is due when a tenth more is done, or after QUIET_SECONDS."""
QUIET_SECONDS = 60.0
MOST_NAMED = 3


@contextmanager
def shown(console: Console) -> Iterator[Watch]:
    """A bar that is gone when the work is done; in a pipe lines."""
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = TextColumn("{task.fields[running]}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Bar(TaskProgressColumn(), *columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, running="starting")
        yield lambda progress: bar.update(
            task, total=progress.total, completed=progress.done, running=running(progress, 30)
        )


class Lines:
    """Prints `graded 30 of 120 stages (25 %), now ada 02`, the first time after ten seconds."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.last, self.tenths = time.monotonic(), -1

    def __call__(self, progress: Progress) -> None:
        seconds, tenths = time.monotonic() - self.last, 10 * progress.done // max(1, progress.total)
        if seconds >= (LINE_SECONDS if tenths > self.tenths else QUIET_SECONDS):
            percent = 100 * progress.done // max(1, progress.total)
            text = f"graded {progress.done} of {progress.total} stages ({percent} %), now {running(progress, 80)}"
            self.console.print(Text(text), soft_wrap=True)
            self.last, self.tenths = time.monotonic(), tenths


def running(progress: Progress, width: int) -> str:
    """What is at work: of many some."""
    names = [*progress.running[:MOST_NAMED], *(["..."] if len(progress.running) > MOST_NAMED else [])]
    return shorten(", ".join(names), width) or "nothing"
