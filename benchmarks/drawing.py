"""`python -m benchmarks.drawing`: what the inputs of the tests cost, and which tests still draw theirs while they run.

On the solutions, in one process, for each stage: the seconds in which Hypothesis draws the inputs of its tests, once
for a whole class; those in which the tests run on them; and those of the tests that draw for themselves, anew for each
submission. `--names` lists these.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial

import pytest

from kata.course.stages import ROOT, STAGES, Stage
from kata.learner.drawn import examples_of, given_to
from kata.learner.examples import try_on
from kata.learner.pytest_plugin import reset_randomness

ROW = "{:>5} {:>6} {:>10} {:>12} {:>6} {:>8}"


class Stopwatch:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self) -> None:
        self.drawn = self.live = 0
        self.drawing = self.running = 0.0
        self.lived: dict[str, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Draw what can be drawn, and run each test by itself."""
        for item in session.items:
            assert isinstance(item, pytest.Function)
            start = time.perf_counter()
            examples = examples_of(item)
            given = given_to(item)
            if examples is not None:
                self.drawn += 1
                self.drawing += time.perf_counter() - start
                self.running += _seconds(item, partial(try_on, item.obj, given, examples))
            elif hasattr(item.obj, "hypothesis"):
                self.lived[item.name] = _seconds(item, partial(item.obj, **given))
        return True


def _seconds(item: pytest.Function, run: Callable[[], object]) -> float:
    reset_randomness(int(item.config.option.hypothesis_seed))
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(stage: Stage) -> Stopwatch:
    """Time the tests of a stage in this process; pytest's own words go nowhere."""
    stopwatch = Stopwatch()
    options = ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", "-p", "no:cacheprovider", "--test-timeout=0"]
    options += [f"--target={ROOT / 'solutions'}", str(ROOT / stage.test_file)]
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        pytest.main(options, plugins=[stopwatch])
    return stopwatch


def main() -> None:
    """Measure each stage, and print a row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    parser.add_argument("--names", action="store_true", help="list the tests that draw while they run")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    print(ROW.format("stage", "drawn", "drawing s", "running s", "live", "live s"))
    every = []
    for stage in STAGES:
        if not options.stage or stage.number in options.stage:
            found = measure(stage)
            every.append(found)
            _print(f"{stage.number:02}", [found])
            for name, seconds in found.lived.items() if options.names else ():
                print(f"      {seconds:6.2f} s  {name}")
    _print("all", every)


def _print(title: str, found: list[Stopwatch]) -> None:
    sums = (
        sum(each.drawn for each in found),
        f"{sum(each.drawing for each in found):.2f}",
        f"{sum(each.running for each in found):.2f}",
        sum(len(each.lived) for each in found),
        f"{sum(sum(each.lived.values()) for each in found):.2f}",
    )
    print(ROW.format(title, *sums), flush=True)


if __name__ == "__main__":
    sys.exit(main())
