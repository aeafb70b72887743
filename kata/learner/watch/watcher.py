"""What the watch knows and does, without a screen: which stages to run after a save, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kata.course.source import read_source
from kata.course.stages import STAGES
from kata.learner.watch.progress import Progress, key_of, signature_of
from kata.learner.watch.results import StageResult, TestResult
from kata.learner.watch.runner import Event, Runner


class Watcher:
    """A target that is watched.

    results: by stage, also those of contents that have changed since; keys: of the contents now.
    current: the stage in view; running: what is known of the stage that is tested; asked: its tests, in the order of
    the file; pending: what is ordered, in order; idle: whether the warm process has nothing left to do.
    """

    def __init__(self, folder: Path, runner: Runner) -> None:
        self.folder, self.runner = folder, runner
        self.progress = Progress(folder)
        self.results = self.progress.load()
        self.signature = signature_of(folder)
        self.keys = {stage.number: key_of(folder, stage.number) for stage in STAGES}
        self.running: StageResult | None = None
        self.asked: list[str] = []
        self.pending: list[int] = []
        self.run, self.trouble, self.idle = 0, "", False
        self.current = next(iter(self.unsolved()), len(STAGES))

    def known(self, number: int) -> StageResult | None:
        """The result of a stage for its contents now."""
        result = self.results.get(number)
        return result if result and result.key == self.keys[number] and result.complete else None

    def outdated(self) -> list[int]:
        """The stages that have to be run to know where the learner is."""
        return [stage.number for stage in STAGES if not self.known(stage.number)]

    def unsolved(self) -> list[int]:
        """The stages that are not known to be solved, from the first."""
        solved = [each.number for each in self.results.values() if self.known(each.number) and each.passed]
        return [stage.number for stage in STAGES if stage.number not in solved]

    def following(self) -> int | None:
        """The stage to go on with after the current one, if any is left."""
        left = self.unsolved()
        return next((number for number in left if number > self.current), next(iter(left), None))

    def look(self) -> bool:
        """Look for saved files, and run their stages; the current one for a helper. Whether there were any."""
        before, self.signature = self.signature, signature_of(self.folder)
        names = {*before, *self.signature}
        changed = [Path(name) for name in names if before.get(name) != self.signature.get(name)]
        if not changed:
            return False
        modules = {file.stem for file in changed if file.parent == self.folder}
        saved = [stage.number for stage in STAGES if stage.module in modules]
        if saved and self.current not in saved:
            self.current = saved[0]
        self.order(saved or [self.current], first=True)
        return True

    def order(self, numbers: Iterable[int], first: bool = False) -> None:
        """Run stages, and before each those that it is built on, where these are not known."""
        self.keys = {stage.number: key_of(self.folder, stage.number) for stage in STAGES}
        wanted = list(dict.fromkeys([*numbers, *self.pending] if first else [*self.pending, *numbers]))
        self.pending = list(dict.fromkeys(each for number in wanted for each in (*self._unknown_below(number), number)))
        self.running = None
        self.trouble, self.idle = "", False
        states = [found.states() for stage in STAGES if (found := self.known(stage.number))]
        known = {test: state for each in states for test, state in each.items()}
        likely = list(dict.fromkeys([self.current, self.following() or self.current]))
        self.run = self.runner.order(self.pending, known, likely)

    def _unknown_below(self, number: int) -> list[int]:
        """The stages that one is built on and whose results are not known: they tell what blocks its tests."""
        below = read_source(self.folder, STAGES[number - 1]).below
        return [each.number for each in below if not self.known(each.number)]

    def take(self, event: Event) -> StageResult | None:
        """Take note of an event; the result of a stage when that has ended."""
        kind = event["event"]
        self.idle = kind == "idle"
        if kind == "gone":
            self._gone(event["ready"])
        if event.get("run") != self.run:
            return None
        number = event["stage"]
        if kind == "begun":
            self.asked = event["tests"]
            self.running = StageResult(number, self.keys[number], len(self.asked))
        elif kind in ("ended", "advised") and self.running:
            ended = TestResult.of_event(event)
            tests = {each.test: each for each in self.running.tests} | {ended.test: ended}
            ordered = [tests[name] for name in self.asked if name in tests]  # several run at the same time
            self.running = replace(self.running, tests=tuple(ordered))
        elif kind == "finished" and self.running:
            return self._finished(replace(self.running, seconds=event["seconds"]))
        return None

    def _finished(self, result: StageResult) -> StageResult:
        """Keep it, by its contents if they are still the same."""
        self.running = None
        self.pending = [number for number in self.pending if number != result.number]
        same = key_of(self.folder, result.number) == result.key
        self.results[result.number] = result if same else replace(result, key="")
        self.progress.save(self.results)
        return self.results[result.number]

    def _gone(self, ready: bool) -> None:
        """The process that runs tests has ended by itself: the next save starts another."""
        self.running, self.pending = None, []
        self.trouble = "The process that runs the tests has ended. The next save starts it again."
        if not ready:
            self.trouble = f"The tests cannot be collected. To see why: pytest --target={self.runner.target}"
