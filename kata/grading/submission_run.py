"""One submission on its way to a report: its snapshot, its stages, and those that they are built on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kata.course.foundations import blocked_message, may_be_blocked
from kata.course.stages import Stage
from kata.errors import GraderError
from kata.grading.known_stubs import KnownStubs
from kata.grading.notebooks.convert import Converted, convert
from kata.grading.notebooks.places import with_places
from kata.grading.points import Report, StageResult
from kata.grading.private_and_weights import Controls
from kata.grading.similarity.pending import Pending
from kata.grading.snapshot import Snapshot
from kata.grading.stage_run import Clock, StageRun
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest

Tests = Callable[[Submission, Stage], tuple[StageTest, ...]]
"""The tests that a stage of a submission is given."""
Copy = Callable[[Path, Path], Snapshot]
"""Makes the snapshot of a submission's folder in another, as `Snapshot.of` does."""


class SubmissionRun:
    """The stage runs of one submission. `open` copies its files, and `close` deletes the copies."""

    def __init__(
        self,
        submission: Submission,
        stages: Sequence[Stage],
        tests: Tests,
        limits: Limits,
        scratch: Path,
        stubs: KnownStubs,
        copy: Copy = Snapshot.of,
    ) -> None:
        self.submission, self.stages, self.tests, self.copy = submission, stages, tests, copy
        self.limits, self.scratch, self.stubs = limits, scratch, stubs
        self.clock = Clock(limits.submission_seconds)
        self.runs: dict[Stage, StageRun] = {}
        self.snapshot: Snapshot | None = None
        self.notebooks = Converted()
        self.likeness: Pending | None = None

    @property
    def unfinished(self) -> list[StageRun]:
        return [run for run in self.runs.values() if run.remaining]

    def open(self) -> list[StageRun]:
        """Copy the files, and make those of the notebooks; the runs that there are to do."""
        self.scratch.mkdir()
        trouble = ""
        try:
            self.snapshot = self.copy(self.submission.folder, self.scratch)
            self.notebooks = convert(self.snapshot)
            self.likeness = Pending(self.snapshot.folder, self.notebooks.hashes, self.stages)
        except (GraderError, OSError) as error:
            trouble = str(error) if isinstance(error, GraderError) else f"{self.submission.folder}: {error.strerror}"
        new = self._add(self.stages)
        if trouble:
            for run in new:
                run.decide("grader_error", trouble)
        return self.unfinished

    def follow_up(self) -> list[StageRun]:
        """Once all is done: the runs of stages that may be to blame, and that nobody has asked for."""
        waiting = [run for run in map(self.runs.__getitem__, self.stages) if _may_be_blocked(run.result())]
        asked = {each for run in waiting for each in run.below}
        self._add([stage for stage in sorted(asked, key=lambda each: each.number) if stage not in self.runs])
        return self.unfinished

    def report(self, controls: Controls) -> Report:
        """What came of it."""
        results = {stage: run.result() for stage, run in self.runs.items()}
        if self.snapshot:
            for run in self.runs.values():
                self.stubs.learn(run, self.notebooks.hashes)
        blamed = [_with_blame(results[stage], self.runs[stage].below, results) for stage in self.stages]
        likeness = self.likeness.found() if self.likeness else {}
        blamed = [
            replace(with_places(result, self.notebooks.made), likeness=likeness.get(result.stage)) for result in blamed
        ]
        left_out = (*self.snapshot.left_out, *self.notebooks.told) if self.snapshot else ()
        files = self.snapshot.hash if self.snapshot else ""
        return Report(self.submission.name, self.submission.folder, tuple(map(controls.weigh, blamed)), left_out, files)

    def close(self) -> None:
        """Delete the copies, and end what reads them."""
        if self.likeness:
            self.likeness.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _add(self, stages: Sequence[Stage]) -> list[StageRun]:
        folder, wrong = (self.snapshot.folder, self.snapshot.wrong) if self.snapshot else (self.scratch, {})
        target, limits = self.submission.folder, self.limits
        for stage in stages:
            tests = self.tests(self.submission, stage)
            run = self.runs[stage] = StageRun(target, folder, stage, tests, limits, self.scratch, self.clock)
            if reason := wrong.get(f"{stage.module}.py") or self.notebooks.wrong.get(stage.module):
                run.decide("error", reason)
            elif self.snapshot:
                self.stubs.recall(run, self.notebooks.hashes)
        return [self.runs[stage] for stage in stages]


def _may_be_blocked(result: StageResult) -> bool:
    return any(may_be_blocked(result.stage, each.state, each.message) for each in result.outcomes)


def _with_blame(result: StageResult, below: Sequence[Stage], results: Mapping[Stage, StageResult]) -> StageResult:
    """The result, in which everything that a broken stage below may have caused is `blocked` by it."""
    broken = next((each for each in below if each in results and not results[each].passed), None)
    if broken is None:
        return result
    message = blocked_message(broken)
    outcomes = [
        Outcome(each.test, "blocked", message) if may_be_blocked(result.stage, each.state, each.message) else each
        for each in result.outcomes
    ]
    return replace(result, outcomes=tuple(outcomes))
