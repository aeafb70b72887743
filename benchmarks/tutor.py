"""`python -m benchmarks.tutor`: what the tutor costs after a failing run, by the clock on the wall.

The programs are misconceptions, each asked about as if a learner had written it. A run without a failure does not ask
the tutor, and pays nothing.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from kata.course.stages import STAGES
from kata.learner.tutor.asking import SECONDS
from tests.engine.programs import MISCONCEPTIONS, programs
from tests.engine.selfcheck_tutor import Room, load_profile


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    parser.add_argument("--programs", type=int, default=12, help="how many of each stage (default 12)")
    options = parser.parse_args()
    load_profile()
    print(f"{'stage':<34} {'median':>7} {'most':>7}   named (at most {SECONDS:g} s)")
    for stage in [each for each in STAGES if not options.stage or each.number in options.stage]:
        room = Room(stage, SECONDS)
        mine = [each for each in programs(MISCONCEPTIONS) if each.stage is stage]
        times, named = [], 0
        for program in mine[:: max(1, len(mine) // options.programs)]:
            with tempfile.TemporaryDirectory() as scratch:
                folder = program.write(Path(scratch)).folder
                start = time.perf_counter()
                named += room.remark(folder, program.law, patience=None) is not None
                times.append(time.perf_counter() - start)
        row = f"{stage.number:02} {stage.title:<31} {statistics.median(times):6.2f}s {max(times):6.2f}s"
        print(f"{row}   {named} of {len(times)}", flush=True)


if __name__ == "__main__":
    main()
