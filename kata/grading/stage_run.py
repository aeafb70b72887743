"""One stage of one submission on its way to a result: a judge at work, and the outcomes so far."""

from __future__ import annotations

import itertools
import math
import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

from kata.course.stages import Stage
from kata.grading.machine import Core, isolation, judge_bytes, template
from kata.grading.points import StageResult
from kata.judge.bench import BenchProcess
from kata.judge.channel import waits
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest
from kata.judge.process import Order
from kata.judge.record import explain_end, finished_tests, read_record, stages_below
from kata.judge.supply import WorkerOrder
from kata.judge.template_process import TemplateProcess

JUDGE_SECONDS = 10.0
"""How long a judge that was killed may take to end."""
ATTEMPTS = 2
"""How often a test is tried whose judge failed; what a submission does is tried once."""
NUMBERS = itertools.count()


class Clock:
    """The seconds that all stages of a submission have used."""

    def __init__(self, limit: float) -> None:
        self.limit, self.used = limit, 0.0


class StageRun:
    """Judges for one stage of one submission, one after the other, until every test has an outcome.

    target: the submission's folder, as reports call it. folder: the snapshot that its workers read.
    """

    def __init__(
        self,
        target: Path,
        folder: Path,
        stage: Stage,
        tests: tuple[StageTest, ...],
        limits: Limits,
        scratch: Path,
        clock: Clock,
    ) -> None:
        self.target, self.folder, self.stage, self.tests = target, folder, stage, tests
        self.limits, self.scratch, self.clock = limits, scratch, clock
        self.outcomes: dict[StageTest, Outcome] = {}
        self.below: tuple[Stage, ...] = ()
        self.seconds = 0.0
        self.failures = 0

    @property
    def name(self) -> str:
        """What people call it."""
        return (
            f"{self.target.parent.name if self.target.name == 'exercises' else self.target.name} {self.stage.number:02}"
        )

    @property
    def remaining(self) -> tuple[StageTest, ...]:
        return tuple(test for test in self.tests if test not in self.outcomes)

    def start(self, bench: BenchProcess, core: Core) -> None:
        """Ask for a judge of the tests that have no outcome yet; `begin` when the bench has answered."""
        self.bench, self.core, self.judge = bench, core, -1
        self.record = self.scratch / f"{next(NUMBERS)}.jsonl"
        self.keeper = template().keeper()
        self.began = self.deadline = math.inf
        worker = WorkerOrder.of(self.folder, self.stage, self.limits, core.number, must_hold=not isolation()[1])
        order = Order(self.target, tuple(test.node_id for test in self.remaining), self.record, judge_bytes())
        with suppress(OSError):  # it has ended, which will be seen when it should answer
            bench.order(order, worker, self.keeper)

    @property
    def begun(self) -> bool:
        return self.judge >= 0

    @property
    def watched(self) -> int | socket.socket:
        """What can be read from once there is something to do: the bench answers, or the judge has ended."""
        return self.judge if self.begun else self.bench.socket

    def begin(self) -> bool:
        """The bench has answered, and the judge's time runs from now on; False where the bench has ended instead."""
        try:
            self.judge = self.bench.started()
        except OSError:
            return False
        self.began = time.monotonic()
        self.deadline = self.began + min(self._seconds_left().values())
        return True

    def end(self) -> None:
        """Kill the judge, wait until its keeper has ended what the submission started, and keep nothing open."""
        if self.begun:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.judge, signal.SIGKILL)
            waits(self.judge, JUDGE_SECONDS)
            os.close(self.judge)
        TemplateProcess.end_keeper(self.keeper)
        self.core.free()
        seconds = max(0.0, time.monotonic() - self.began)
        self.seconds, self.clock.used = self.seconds + seconds, self.clock.used + seconds

    def settle(self) -> None:
        """After the judge's end: take what it recorded, and decide about the test that ended it."""
        events = read_record(self.record)
        with suppress(OSError):
            self.record.unlink()
        self.below = self.below or stages_below(events)
        found = finished_tests(events, self.remaining)
        over = [text for text, seconds in self._seconds_left().items() if seconds <= 0]
        left = tuple(test for test in self.remaining if test not in {each.test for each in found})
        if over:
            found += [Outcome(test, "timeout", over[0]) for test in left]
        elif left:
            found += explain_end(events, left)
        self._add(found)

    def decide(self, state: str, message: str) -> None:
        """The outcome of all tests that have none, without a judge."""
        self._add([Outcome(test, state, message) for test in self.remaining], last=True)

    def result(self) -> StageResult:
        """What came of it."""
        return StageResult(self.stage, tuple(self.outcomes[test] for test in self.tests), round(self.seconds, 3))

    def _seconds_left(self) -> dict[str, float]:
        """The time that is left to the stage and to the submission, each by what to say when it is used up."""
        stage = self.limits.stage_seconds
        return {
            f"the stage's {stage:g} seconds were used up": stage - self.seconds,
            f"the submission's {self.clock.limit:g} seconds were used up": self.clock.limit - self.clock.used,
        }

    def _add(self, outcomes: list[Outcome], last: bool = False) -> None:
        """Keep the outcomes, but for our own failures, which are tried once more."""
        ours = [each for each in outcomes if each.state == "grader_error"]
        self.failures += bool(ours) or not outcomes
        again = self.failures < ATTEMPTS and not last
        self.outcomes |= {each.test: each for each in outcomes if not (again and each in ours)}
        if not again and not outcomes:
            self.decide("grader_error", "the judge ended by itself between two tests, twice")
