"""`python -m benchmarks.watch`: the time from the write of a file to its verdict, beside a cold pytest of that stage.

The watch runs without a terminal but whole: files are noticed, run and shown. Each edit adds a comment to the stage's
solution. On a busy machine the ratio counts.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kata.course.stages import ROOT, STAGES, Stage
from kata.learner.watch.screen import Watch

EDITS = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    parser.add_argument("--edits", type=int, default=EDITS, help=f"saves of each stage (default {EDITS})")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["KATA_CACHE"] = str(Path(scratch, "cache"))
        target = Path(shutil.copytree(ROOT / "solutions", Path(scratch, "target")))
        print("stage  edit to verdict, median (range)     cold pytest, median    ratio")
        for number in options.stage or (2, 5, 9, 12):
            asyncio.run(measure(target, STAGES[number - 1], options.edits))


async def measure(target: Path, stage: Stage, edits: int) -> None:
    """Save a stage so often, and print a row; a cold pytest runs between every few saves."""
    app = Watch(target, str(target), warm=True, poll=False)
    app.watcher.current = stage.number
    app.watcher.outdated = lambda: [stage.number]  # type: ignore[method-assign]  # no other stage takes time
    file = target / f"{stage.module}.py"
    text = file.read_text(encoding="utf-8")
    warm, cold = [], []
    async with app.run_test() as pilot:
        await settled(app)
        for edit in range(edits):
            start = time.perf_counter()
            before = app.watcher.results[stage.number]
            file.write_text(f"{text}\n# {edit}\n", encoding="utf-8")
            while app.watcher.results[stage.number] is before:
                await asyncio.sleep(0.002)
            await pilot.pause()
            warm.append(time.perf_counter() - start)
            assert app.watcher.results[stage.number].passed
            if edit % 5 == 0:
                cold.append(await asyncio.to_thread(cold_pytest, target, stage))
                await settled(app)
    one, other = statistics.median(warm), statistics.median(cold)
    span = f"({min(warm):.2f} to {max(warm):.2f})"
    print(f"{stage.number:>5}  {one:8.2f} s {span:<24} {other:12.2f} s   {one / other:11.2f}", flush=True)


async def settled(app: Watch) -> None:
    """Wait until nothing runs, and all inputs are drawn."""
    while app.watcher.pending or not app.watcher.idle:
        await asyncio.sleep(0.02)


def cold_pytest(target: Path, stage: Stage) -> float:
    """Seconds that a learner's pytest takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--target={target}", stage.test_file]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
