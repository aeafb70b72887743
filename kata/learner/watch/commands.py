"""The watch for those who like their own terminal: where a learner is, what is next, as lines to print."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kata.course.stages import ROOT, STAGES
from kata.errors import WatchError
from kata.learner.watch import words
from kata.learner.watch.functions import full_name, own_and_solution, passes
from kata.learner.watch.runner import Event, Runner, can_fork
from kata.learner.watch.watcher import Watcher

DEFAULT = "exercises"


def folder_of(target: Path) -> Path:
    """The folder of a target as pytest finds it; `exercises` is the repository's. WatchError where there is none."""
    folder = ROOT / DEFAULT if str(target) == DEFAULT else target.resolve()
    if not folder.is_dir():
        raise WatchError(f"there is no folder {target}: name the one with your stages, such as {DEFAULT}")
    return folder


def status(target: Path) -> list[str]:
    """All stages and what to do next; what has changed is run first."""
    with _watched(target) as watcher:
        run(watcher, watcher.outdated())
        watcher.current = next(iter(watcher.unsolved()), len(STAGES))
        rows = [words.row(watcher, stage.number) for stage in STAGES]
        return [*filter(None, [watcher.progress.complaint]), *rows, words.next_line(watcher, watcher.current)]


def next_step(target: Path) -> list[str]:
    """The first stage that is not solved: its verdict, its card, and what to do."""
    with _watched(target) as watcher:
        for number in watcher.outdated():  # and none behind the first that is not solved
            if number <= next(iter(watcher.unsolved()), 0):
                run(watcher, [number])
        watcher.current = next(iter(watcher.unsolved()), len(STAGES))
        result = watcher.known(watcher.current)
        broken = result.first_broken if result else None
        lines = [words.verdict(result)] if result else []
        hint = f"Hint: python -m kata hint {watcher.current} {result.function}" if result and result.function else ""
        card = [broken.title, *broken.lines] if broken else []
        return [*lines, *card, words.next_line(watcher, watcher.current), *filter(None, [hint])]


def solution(target: Path, number: int, name: str) -> list[str]:
    """A learner's function and the course's. WatchError where the learner's does not pass its tests yet."""
    stage, full = full_name(number, name)
    with _watched(target) as watcher:
        run(watcher, [] if watcher.known(number) else [number])
        result = watcher.known(number)
        if not result or not passes(result, full):
            hint = f"python -m kata hint {number} {full}"
            raise WatchError(f"{full} does not pass its tests yet: its solution is shown when it does. A hint: {hint}")
        own, other = own_and_solution(watcher.folder, stage, full)
        return ["# yours", own, "", "# the course's", other]


def run(watcher: Watcher, numbers: Iterable[int]) -> None:
    """Run stages and wait for them. WatchError where the tests cannot be run."""
    events = watcher.runner.tell
    assert isinstance(events, _Inbox)
    if numbers := list(numbers):
        watcher.order(numbers)
    while watcher.pending and not watcher.trouble:
        watcher.take(events.get())
    if watcher.trouble:
        raise WatchError(watcher.trouble)


class _Inbox(queue.Queue[Event]):
    """Where events wait until somebody asks."""

    def __call__(self, event: Event) -> None:
        self.put(event)


@contextmanager
def _watched(target: Path) -> Iterator[Watcher]:
    runner = Runner(str(target), can_fork(), _Inbox())
    try:
        yield Watcher(folder_of(target), runner)
    finally:
        runner.close()
