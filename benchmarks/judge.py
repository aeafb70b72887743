"""`python -m benchmarks.judge`: what the judge costs, in one run with what it is compared with.

The same submission (the solutions) and the same tests: warm in process, that is in a process forked from one that has
imported everything, and trusting the submission; through the judge, with a worker for each test and all protections;
and as a learner runs them, with a cold `pytest`. The first grade of all draws the inputs, later ones find them kept.
Then the time from one fresh worker to the next.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kata.course.stages import STAGES, Stage
from kata.data import default_cache
from kata.grading.grade import grade, warm_up
from kata.grading.machine import isolation, template
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.supply import WorkerOrder, WorkerSupply
from kata.judge.template_process import TemplateProcess
from tests.engine.programs import start_in_process

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
WORKERS = 50


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run; the median counts (default 3)")
    options = parser.parse_args()
    stages = [stage for stage in STAGES if not options.stage or stage.number in options.stage]
    cores = os.cpu_count() or 1
    scratch = tempfile.TemporaryDirectory()
    os.environ["KATA_CACHE"] = scratch.name
    warm_up()
    print(f"protections: {', '.join(isolation()[0]) or 'none'}")
    runs: dict[str, Callable[[], None]] = {
        "warm in process, 1 core": lambda: in_process(stages),
        "judge, 1 core, first": lambda: judged(stages, 1, first=True),
        "judge, 1 core": lambda: judged(stages, 1),
        f"judge, {cores} cores, first": lambda: judged(stages, cores, first=True),
        f"judge, {cores} cores": lambda: judged(stages, cores),
        "cold pytest": lambda: cold(stages),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(options.rounds):  # in turns, so that a slow minute of the machine falls on all of them
        for name, run in runs.items():
            times[name].append(seconds(run))
    medians = {name: statistics.median(each) for name, each in times.items()}
    warm, pytest = medians["warm in process, 1 core"], medians["cold pytest"]
    for name, median in medians.items():
        span = f"{min(times[name]):.1f} to {max(times[name]):.1f}"
        ratios = f"{median / warm:5.2f} of warm, {median / pytest:5.2f} of cold"
        print(f"{name:<25} {median:6.2f} s ({span})   {ratios}")
    files = sorted((ROOT / "kata").rglob("*.py"))
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
    print(f"kata/: {lines} lines in {len(files)} files")
    print(f"a fresh worker, from one to the next: {1000 * fresh_worker(stages[0]):.1f} ms, median of {WORKERS}")


def seconds(work: Callable[[], None]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_process(stages: list[Stage]) -> None:
    """The tests of each stage in a warm process, together with the submission."""
    with tempfile.TemporaryDirectory() as folder:
        for stage in stages:
            start_in_process(SOLUTIONS, stage.test_file, Path(folder, stage.module), Limits()).join()


def judged(stages: list[Stage], cores: int, first: bool = False) -> None:
    """The same tests through the judge. first: no inputs are kept from an earlier grade."""
    if first:
        shutil.rmtree(default_cache() / "inputs", ignore_errors=True)
    (report,) = grade([Submission("solutions", SOLUTIONS)], stages, Limits(), jobs=cores)
    assert report.points == report.max_points


def cold(stages: list[Stage]) -> None:
    """The same tests as a learner runs them."""
    files = [stage.test_file for stage in stages]
    command = [sys.executable, "-m", "pytest", "--target=solutions", *files]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def fresh_worker(stage: Stage) -> float:
    """Seconds from a worker that has imported the stage to the next one, in a row and without a pause."""
    times = []
    with template().keeper() as connection:
        keeper = WorkerSupply(connection, WorkerOrder.of(SOLUTIONS, stage, Limits()))
        for _ in range(WORKERS):
            start = time.perf_counter()
            session = keeper.start()
            session.ask("load", stage.module)
            session.channel.close()
            keeper.end()
            times.append(time.perf_counter() - start)
        TemplateProcess.end_keeper(connection)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
