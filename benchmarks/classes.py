"""`python -m benchmarks.classes`: what one more submission of a class costs, and whether anything grows with the class.

Two classes: copies of the solutions, and misconceptions, which fail. In each, the time from one submission's end to the
next one's; and the memory, open files and processes of the grader and all that belongs to it, as the class goes on.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import psutil

from kata.course.stages import STAGES, Stage
from kata.grading.grade import SOLUTIONS, grade_each
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from tests.engine.programs import MISCONCEPTIONS, programs

MB = 1 << 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    parser.add_argument("--size", type=int, default=20, help="submissions in each class (default 20)")
    parser.add_argument("--jobs", type=int, default=1, help="judges at once (default 1)")
    options = parser.parse_args()
    stages = [stage for stage in STAGES if not options.stage or stage.number in options.stage]
    with tempfile.TemporaryDirectory() as folder:
        for name, members in (
            ("copies", copies(options.size)),
            ("different", different(stages, options.size, Path(folder))),
        ):
            measure(name, members, stages, options.jobs)


def copies(size: int) -> list[Submission]:
    """A class that hands in the solutions."""
    return [Submission(f"copy {number}", SOLUTIONS) for number in range(size)]


def different(stages: Sequence[Stage], size: int, folder: Path) -> list[Submission]:
    """A class in which each has one stage wrong, each in another way."""
    wrong = [program for program in programs(MISCONCEPTIONS) if program.stage in stages]
    found = []
    for number in range(size):
        program, target = wrong[number * len(wrong) // size], folder / str(number)
        shutil.copytree(SOLUTIONS, target, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(program.write(folder / "programs").folder, target, dirs_exist_ok=True)
        found.append(Submission(program.name, target))
    return found


def measure(name: str, members: list[Submission], stages: list[Stage], jobs: int) -> None:
    """Grade a class, and print a row for each quarter of it."""
    ends, sizes = [time.perf_counter()], [resources()]
    for _ in grade_each(members, stages, Limits(seed=0), jobs):
        ends.append(time.perf_counter())
        sizes.append(resources())
    seconds = [end - start for start, end in pairwise(ends)]
    print(f"{name}: the first {seconds[0]:.2f} s, then {statistics.median(seconds[1:]):.2f} s each (median)")
    for quarter in range(1, 5):
        memory, files, processes = sizes[quarter * (len(sizes) - 1) // 4]
        print(f"  after {quarter}/4 of the class: {memory:5.0f} MB, {files} open files, {processes} processes")


def resources() -> tuple[float, int, int]:
    """The memory that this process and all below it have for themselves, in MB; their open files; how many they are."""
    memory, files, count = 0, 0, 0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            memory, files, count = memory + process.memory_full_info().uss, files + process.num_fds(), count + 1
        except psutil.Error:
            continue
    return memory / MB, files, count


if __name__ == "__main__":
    main()
