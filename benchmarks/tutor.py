"""`python -m benchmarks.tutor`: what the tutor costs after a failing run, by the clock on the wall.

The programs are misconceptions, each asked about as if a learner had written it. A run without a failure does not ask
the tutor, and pays nothing. With `--judge` each is graded with its law alone, with the tutor and without it: the
difference is what the tutor costs a stage of a submission.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from kata.course.stages import STAGES, Stage
from kata.grading.grade import grade
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.learner.tutor.asking import SECONDS
from tests.engine.programs import MISCONCEPTIONS, Program, programs
from tests.engine.selfcheck_tutor import Room, load_profile


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    parser.add_argument("--programs", type=int, default=12, help="how many of each stage (default 12)")
    parser.add_argument("--judge", action="store_true", help="in a grade instead of in pytest")
    options = parser.parse_args()
    load_profile()
    print(f"{'stage':<34} {'median':>7} {'most':>7}   named (at most {SECONDS:g} s of work)")
    for stage in [each for each in STAGES if not options.stage or each.number in options.stage]:
        mine = [each for each in programs(MISCONCEPTIONS) if each.stage is stage]
        some = mine[:: max(1, len(mine) // options.programs)]
        times, named = (in_grade if options.judge else in_pytest)(stage, some)
        row = f"{stage.number:02} {stage.title:<31} {statistics.median(times):6.2f}s {max(times):6.2f}s"
        print(f"{row}   {named} of {len(times)}", flush=True)


def in_pytest(stage: Stage, some: Sequence[Program]) -> tuple[list[float], int]:
    """The seconds of each question, and how many were answered."""
    room, times, named = Room(stage, SECONDS), [], 0
    for program in some:
        with tempfile.TemporaryDirectory() as scratch:
            folder = program.write(Path(scratch)).folder
            start = time.perf_counter()
            named += room.remark(folder, program.law, patience=None, alone=True) is not None
            times.append(time.perf_counter() - start)
    return times, named


def in_grade(stage: Stage, some: Sequence[Program]) -> tuple[list[float], int]:
    """The seconds that each stage run took longer with the tutor, and in how many it spoke."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = {program.write(Path(scratch, str(number))).folder: program for number, program in enumerate(some)}
        submissions = [Submission(str(number), folder) for number, folder in enumerate(folders)]
        both = [
            grade(submissions, [stage], Limits(tutor=tutor), 1, lambda one, test: test.name == folders[one.folder].law)
            for tutor in (False, True)
        ]
    times = [after.seconds - before.seconds for before, after in zip(*both, strict=True)]
    return times, sum(any(test.looks_like for test in report.stages[0].outcomes) for report in both[1])


if __name__ == "__main__":
    main()
