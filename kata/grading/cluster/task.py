"""What runs in a Dask worker: little, as the worker has threads; the grader is a process that it starts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kata.course.stages import ROOT
from kata.course.version import versions
from kata.grading.fingerprint import Fingerprint
from kata.grading.private_and_weights import Controls
from kata.judge.limits import Limits

TICK = 0.5
MOST_BYTES = 1 << 30
TOLD = 400
"""Of what a grader that failed has printed, so many letters of its end."""


def dask_setup(worker: object) -> None:
    """Dask calls this where a worker of a local cluster starts: Ctrl-C, which a terminal sends to all, is its client's
    affair."""
    with suppress(ValueError):  # it is a thread of the client
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def facts() -> dict[str, str]:
    """What must be the same on all machines: packages, and the course's own files as one hash."""
    return {**versions(), "kata": Fingerprint.of([], Limits(), Controls()).tests[:12]}


def differences(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """The facts that are not the same, each by its name; nothing where all are."""
    names = [name for name in ours if ours[name] != theirs.get(name)]
    return ", ".join(f"{name} {theirs.get(name, 'none')} instead of {ours[name]}" for name in names)


def run(order: bytes) -> bytes:
    """Grade a batch: an `Order` as bytes, and the JSON of its results, or of what went wrong."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()
    return grade_in_child(order, lambda: _is_wanted(worker, key))


def _is_wanted(worker: Any, key: Any) -> bool:
    """Whether somebody waits for the task: nobody does after Ctrl-C, or where the client is gone."""
    task = worker.state.tasks.get(key)
    return task is not None and task.state not in ("cancelled", "resumed") and worker.status.name == "running"


def grade_in_child(order: bytes, is_wanted: Callable[[], bool]) -> bytes:
    """Start a grader and wait; it is ended where nobody wants its results, and ends with this process."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-P", "-m", "kata.grading.cluster.child", str(os.getpid())]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        told.write(order)
        told.seek(0)
        child = subprocess.Popen(
            command,
            stdin=told,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,
        )
        try:
            answer = _answer(child, is_wanted)
        finally:
            child.kill()
            child.wait()
        if child.returncode == 0 and len(answer) <= MOST_BYTES:
            return answer
        said.seek(0)
        last = said.read().decode("utf-8", "replace").strip()[-TOLD:]
        return json.dumps({"trouble": f"its grader ended with status {child.returncode}: {last}"}).encode()


def _answer(child: subprocess.Popen[bytes], is_wanted: Callable[[], bool]) -> bytes:
    while True:
        with suppress(subprocess.TimeoutExpired):
            return child.communicate(timeout=TICK)[0]
        if not is_wanted():
            return b""
