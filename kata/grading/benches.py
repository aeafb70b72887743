"""The benches of a grade, one for each stage, and the tests that they have found."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from kata.course.stages import ROOT, Stage
from kata.errors import GraderError
from kata.grading.private_and_weights import Controls
from kata.judge.bench import BenchProcess
from kata.judge.limits import Limits
from kata.judge.outcomes import StageTest

COLLECTING_SECONDS = 60.0


class Benches:
    """Starts a bench when its stage is first asked for, and another where one has ended. All end with the block."""

    def __init__(self, limits: Limits, controls: Controls) -> None:
        self.limits, self.controls = limits, controls
        self.running: dict[Stage, BenchProcess] = {}
        self.found: dict[Stage, tuple[StageTest, ...]] = {}

    def __enter__(self) -> Benches:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for bench in self.running.values():
            bench.close()

    def start(self, stages: Sequence[Stage]) -> None:
        """Start the benches of these stages, all at once: each takes a while to collect its tests."""
        for stage in stages:
            if stage not in self.running:
                self.running[stage] = BenchProcess(self._files(stage), self.limits)

    def of(self, stage: Stage) -> BenchProcess:
        """The bench of a stage, ready for orders. GraderError where its tests cannot be collected."""
        if stage in self.running and self.running[stage].ended:
            self.running.pop(stage).close()
            self.found.pop(stage, None)
        self.tests(stage)
        return self.running[stage]

    def tests(self, stage: Stage) -> tuple[StageTest, ...]:
        """The tests of a stage, found without any submission: no submission decides what it is asked."""
        if stage not in self.found:
            self.start([stage])
            found = self.running[stage].tests(COLLECTING_SECONDS)
            for file in self._files(stage):
                if not any(
                    Path(ROOT, name.partition("::")[0]).resolve() == Path(ROOT, file).resolve() for name, _ in found
                ):
                    self._blame(stage)
            self.found[stage] = tuple(self.controls.marked(StageTest(name, law), stage) for name, law in found)
        return self.found[stage]

    def _blame(self, stage: Stage) -> None:
        """Find the file that cannot be collected: it may have taken others along."""
        for file in self._files(stage):
            bench = BenchProcess([file], self.limits)
            found = bench.tests(COLLECTING_SECONDS)
            bench.close()
            if not found:
                raise GraderError(f"{file} could not be collected: run pytest {shlex.quote(file)} to see why")
        raise GraderError(
            f"the tests of stage {stage.number} cannot be collected together: {', '.join(self._files(stage))}"
        )

    def _files(self, stage: Stage) -> list[str]:
        return [stage.test_file, *self.controls.private_files(stage)]
