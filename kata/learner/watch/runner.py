"""The watch's side of the processes that run tests: orders go in, events come out, and nothing outlives `close`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import psutil

from kata.course.stages import ROOT

Event = dict[str, Any]
PATIENCE = 2.0
"""Seconds that a process has to end when it is told to."""


def can_fork() -> bool:
    """Whether this machine can copy a running process."""
    return hasattr(os, "fork")


class Runner:
    """Runs stages of a target, by the name that pytest is told.

    warm: a process that has all else ready forks for each run; otherwise each run is a fresh one, which takes seconds.
    tell: is called in another thread with each event, and with `{"event": "gone"}` when a process ends unasked.
    """

    def __init__(self, target: str, warm: bool, tell: Callable[[Event], None]) -> None:
        self.target, self.warm, self.tell = target, warm, tell
        self.run = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._tests = signature_of_tests()

    def order(self, stages: Sequence[int], known: Mapping[str, str], likely: Sequence[int]) -> int:
        """Stop what runs, and run these stages; the number of the run.

        known: how tests of other stages ended. likely: the stages for which a warm process makes itself ready.
        """
        self.run += 1
        tests = signature_of_tests()
        if not self.warm or tests != self._tests or (self.process and self.process.poll() is not None):
            self.close()
            self._tests = tests
        self.process = self.process or self._started("warm" if self.warm else "cold")
        text = json.dumps({"run": self.run, "stages": list(stages), "known": dict(known), "likely": list(likely)})
        assert self.process.stdin
        with suppress(OSError):  # it has ended: its reader tells so
            self.process.stdin.write(f"{text}\n".encode())
            self.process.stdin.flush()
        return self.run

    def close(self) -> None:
        """End the process with all that it has started."""
        process, self.process = self.process, None
        if process:
            _end(process, PATIENCE if self.warm else 0)

    def _started(self, kind: str) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        process = subprocess.Popen(
            [sys.executable, "-m", f"kata.learner.watch.{kind}", self.target],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "PYTHONBREAKPOINT": "0"},
            start_new_session=True,
        )
        threading.Thread(target=self._read, args=(process,), daemon=True).start()
        return process

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        heard = False
        with process.stdout:
            for line in process.stdout:
                with suppress(ValueError):  # a line that was cut off
                    self.tell(json.loads(line))
                    heard = True
        with suppress(subprocess.TimeoutExpired):  # its output ends a moment before it does
            process.wait(PATIENCE)
        if process is self.process and self.warm:
            self.tell({"event": "gone", "ready": heard})


def signature_of_tests() -> tuple[tuple[str, int, int], ...]:
    """What tells that the course's tests, or the engine, have changed since."""
    files = [*(ROOT / "tests").glob("*.py"), *(ROOT / "tests" / "stages").glob("*.py"), *(ROOT / "kata").rglob("*.py")]
    found = [(str(file), file.stat()) for file in sorted(files)]
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in found)


def _end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Hang up, and kill it with its descendants where that does not help in time."""
    with suppress(psutil.Error):
        below = psutil.Process(process.pid).children(recursive=True)
    assert process.stdin
    with suppress(OSError):
        process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
        return
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    for each in below:
        with suppress(psutil.Error):
            each.kill()
    process.kill()
    process.wait()
