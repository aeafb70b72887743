"""`python -m benchmarks.class_run`: what a class costs, beside its submissions graded one after the other.

The same submissions (misconceptions, each with one stage wrong), the same seed and number of judges, each way with
`python grader.py` from its start to its end: a grade for each submission in turn, the class in one go, and the class in
batches through Dask, with a judge for each core of this machine. The first is what counts as 1.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.classes import different
from kata.course.stages import ROOT, STAGES
from kata.grading.machine import default_jobs

SEED = "7"
USUAL = (6,)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="this stage (default 6); may be repeated")
    parser.add_argument("--size", type=int, default=6, help="submissions in the class (default 6)")
    parser.add_argument("--jobs", type=int, default=default_jobs(), help="judges at once (default: as many as cores)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is run; the median counts (default 1)")
    parser.add_argument("--no-dask", action="store_true", help="leave Dask out")
    options = parser.parse_args()
    stages = [stage for stage in STAGES if stage.number in (options.stage or USUAL)]
    with tempfile.TemporaryDirectory() as folder:
        group = Path(folder, "class")
        members = [each.folder for each in different(stages, options.size, group)]
        more = ["--seed", SEED, *(text for stage in stages for text in ("--stage", str(stage.number)))]
        alone, whole = [*more, "--jobs", str(options.jobs)], [str(each) for each in members]
        spread = [*more, "--cluster", "local", "--results"]
        runs: dict[str, Callable[[], None]] = {
            "one after the other": lambda: [grade([each], alone) for each in whole] and None,
            "the class in one go": lambda: grade(whole, alone),
            "in batches through Dask": lambda: grade(whole, [*spread, tempfile.mkdtemp(dir=folder)]),
        }
        if options.no_dask:
            del runs["in batches through Dask"]
        print(f"{options.size} submissions, stages {[stage.number for stage in stages]}, {options.jobs} judges at once")
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(options.rounds):  # in turns, so that a slow minute of the machine falls on all of them
            for name, run in runs.items():
                times[name].append(seconds(run))
                ratio = statistics.median(times[name]) / statistics.median(times["one after the other"])
                print(f"{name:<24} {times[name][-1]:7.2f} s   median {ratio:.2f} of one after the other", flush=True)


def seconds(run: Callable[[], None]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def grade(folders: list[str], options: list[str]) -> None:
    """Run a grader to its end."""
    subprocess.run([sys.executable, "grader.py", *folders, *options], cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    main()
