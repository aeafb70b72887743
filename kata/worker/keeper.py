"""Starts the workers of one judge, one after the other, and ends them with everything that they started.

A keeper is forked by the template. It watches what its worker writes and how many threads it has. A request to it is a
line of JSON.
"""

from __future__ import annotations

import dataclasses
import faulthandler
import fcntl
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from kata.course.source import read_source
from kata.course.stages import STAGES
from kata.course.taught import Shortcuts
from kata.worker.answers import Worker
from kata.worker.processes import become_subreaper, children, end_with, stay_on
from kata.worker.sandbox import Budget, Sandbox, protections, readable_folders

LOOK = 0.05
"""Seconds between two looks at what a worker has done."""
DISK_BYTES = 64 << 20
MOST_FILES = 1000
MOST_THREADS = 64
MOST_DEPTH = 50
READ_SECONDS = 3.0
MOST_SOURCE = 1 << 15
"""For a look at the text of a stage's file: what takes longer, or says more, is done without."""
PACKAGES = frozenset(
    [
        "matplotlib",
        "matplotlib.pyplot",
        "pandas",
        "scipy",
        "scipy.linalg",
        "scipy.ndimage",
        "scipy.signal",
        "scipy.sparse",
        "scipy.special",
        "scipy.stats",
        "sklearn",
        "sklearn.datasets",
        "sklearn.linear_model",
        "sklearn.metrics",
        "sklearn.model_selection",
        "sklearn.preprocessing",
        "sklearn.utils",
    ]
)
"""What a keeper imports once for all its workers, where a submission names it: large, and none of the submission's."""


@dataclasses.dataclass(frozen=True)
class Forked:
    """A worker that is ready: the judge's ends of its socket and of its output, and where it may write."""

    pid: int
    connection: socket.socket
    output: socket.socket
    scratch: Path
    ended: bool = False


class Keeper:
    """Serves one judge: one worker at a time, and one in reserve, which is made while the other is at work."""

    def __init__(self, judge: socket.socket, folder: str) -> None:
        self.judge = judge
        self.requests = judge.makefile("rb", buffering=0)  # no line waits in a buffer where `poll` does not see it
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.scratch = [self.folder / "0", self.folder / "1"]
        for scratch in self.scratch:
            scratch.mkdir()
        self.sandbox: Sandbox | None = None
        self.worker: Forked | None = None
        self.reserve: Forked | None = None
        self.over = ""
        self.source: dict[str, Any] = {}
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        become_subreaper()

    def run(self) -> None:
        """Start and end workers as the judge says, until it hangs up."""
        requested = select.poll()
        requested.register(self.judge, select.POLLIN)
        try:
            while True:
                if self.worker and not requested.poll(1000 * LOOK):
                    self._watch(self.worker)
                    continue
                message = self.requests.readline()
                if not message:
                    return
                request = json.loads(message)
                if request["do"] == "end":
                    status = self._own_end() if request["tell"] else None
                    self._end()
                    if request["tell"]:
                        self.judge.sendall(json.dumps({"status": status, "over": self.over}).encode())
                else:
                    self._start(request)
        except ConnectionError:
            return
        finally:
            self._end()
            self.worker, self.reserve = self.reserve, None
            self._end()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, request: dict[str, Any]) -> None:
        """Hand out the worker in reserve, and make another."""
        if not self.sandbox:
            self._prepare(request)
        self.over = ""
        self.worker = self.reserve or self._fork(request)
        self.reserve = None
        with self.worker.connection as connection, self.worker.output as output:
            answer = json.dumps({"pid": self.worker.pid, "source": self.source}).encode()
            socket.send_fds(self.judge, [answer], [connection.fileno(), output.fileno()])
        if request["do"] == "start":
            self.reserve = self._fork(request)

    def _prepare(self, request: dict[str, Any]) -> None:
        """Do what is the same for all workers of this judge: what the sandbox allows, guards, large imports."""
        stay_on(request["core"])
        folder = Path(request["folder"])
        budget = Budget(request["memory_bytes"], request["cpu_seconds"])
        self.sandbox = Sandbox([*readable_folders(), str(folder)], budget, self.scratch, request["must_hold"])
        self.sandbox.enter_as_keeper()
        self.source = self._read_source(request)
        for name in packages_among(self.source.get("imports", [])):
            with suppress(Exception, SystemExit):
                importlib.import_module(name)
        self.shortcuts = Shortcuts(folder, request["forbidden"])
        gc.collect()
        gc.freeze()

    def _read_source(self, request: dict[str, Any]) -> dict[str, Any]:
        """What the stage's file says about itself, read by a worker, which may take some seconds and no more."""
        if request["do"] != "start":
            return {}
        reader = self._fork(request | {"do": "read"})
        text, end = b"", time.monotonic() + READ_SECONDS
        with reader.output, reader.connection as connection, suppress(OSError):
            while (left := end - time.monotonic()) > 0 and len(text) <= MOST_SOURCE:
                connection.settimeout(left)
                piece = connection.recv(MOST_SOURCE)
                if not piece:
                    break
                text += piece
        self.worker = reader
        self._end()
        with suppress(ValueError):
            return dict(json.loads(text[:MOST_SOURCE]))
        return {}

    def _fork(self, request: dict[str, Any]) -> Forked:
        """A worker that waits for the judge's first request, with all doors shut."""
        scratch = next(each for each in self.scratch if not self.worker or each != self.worker.scratch)
        (connection, judge), (output, printer) = socket.socketpair(), socket.socketpair()
        with judge, printer:
            keeper, pid = os.getpid(), os.fork()
            if not pid:
                status = 1
                try:
                    end_with(keeper)
                    self._become_worker(request, judge, printer, scratch)
                    status = 0
                except BaseException:  # of the engine, or of a submission that reached into it: the judge sees its text
                    traceback.print_exc()
                finally:  # whatever goes wrong, also with the printing: this process never goes on as a keeper
                    os._exit(status)
        return Forked(pid, connection, output, scratch)

    def _become_worker(
        self, request: dict[str, Any], judge: socket.socket, printer: socket.socket, scratch: Path
    ) -> None:
        """The worker's life: shut all doors but the judge's, and answer."""
        assert self.sandbox
        os.setsid()  # a group of its own, so that it can be killed with all its children
        judge = only_descriptors(judge.fileno(), printer.fileno())
        faulthandler.register(signal.SIGUSR1, 2, all_threads=False)  # the judge asks where an endless loop is
        self.sandbox.enter(scratch)
        if request["do"] == "probe":
            judge.sendall(json.dumps(protections(Path(request["outside"]), self.sandbox.budget)).encode())
            return
        if request["do"] == "read":
            source = read_source(
                Path(request["folder"]), next(each for each in STAGES if each.module == request["module"])
            )
            judge.sendall(json.dumps(source.packed()).encode())
            return
        Worker(judge, Path(request["folder"]), self.shortcuts).run()

    def _own_end(self) -> int | None:
        """How a worker that no longer answers has ended by itself; None when it has not."""
        for _ in range(50 if self.worker else 0):
            assert self.worker
            pid, status = os.waitpid(self.worker.pid, os.WNOHANG)
            if pid:
                self.worker = dataclasses.replace(self.worker, ended=True)
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        return None

    def _end(self) -> None:
        """Kill the worker, and what it started."""
        if not self.worker:
            return
        worker, self.worker = self.worker, None
        pid, scratch = worker.pid, worker.scratch
        if not worker.ended:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            os.kill(pid, signal.SIGKILL)  # it may not have had the time to make its group
            os.waitpid(pid, 0)
        self._end_orphans()
        empty(scratch)

    def _end_orphans(self) -> None:
        """What a worker started has become a child of this process, beside the worker in reserve."""
        mine = {self.reserve.pid} if self.reserve else set()
        for _ in range(100):
            orphans = children() - mine
            if not orphans:
                return
            for orphan in orphans:
                with suppress(ProcessLookupError):
                    os.kill(orphan, signal.SIGKILL)
            for orphan in orphans:
                os.waitpid(orphan, 0)

    def _watch(self, worker: Forked) -> None:
        """Kill a worker that has more threads than it may, or has written more."""
        with suppress(psutil.Error, AttributeError):  # it has ended; macOS does not count what is written
            process = psutil.Process(worker.pid)
            if process.num_threads() > MOST_THREADS:
                self.over = f"it started more than {MOST_THREADS} threads"
            elif _is_too_much(worker.scratch) or process.io_counters().write_bytes > 2 * DISK_BYTES:
                self.over = f"it wrote more than {DISK_BYTES >> 20} MB or {MOST_FILES} files"
        if self.over:
            os.kill(worker.pid, signal.SIGKILL)


def packages_among(names: list[str]) -> list[str]:
    """Those of the large packages that these names of modules are, or are parts of."""
    found = {".".join(name.split(".")[:depth]) for name in map(str, names) for depth in (1, 2)}
    return sorted(found & PACKAGES)


def _is_too_much(scratch: Path) -> bool:
    """Whether there is more in a folder than a worker may write."""
    files, size, waiting = 0, 0, [(str(scratch), 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            for entry in os.scandir(folder):
                files += 1
                size += entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, depth + 1))
                if files > MOST_FILES or size > DISK_BYTES or depth > MOST_DEPTH:
                    return True
        except FileNotFoundError:
            continue  # it has just been deleted
        except OSError:
            return True  # it cannot be looked at
    return False


def empty(scratch: Path) -> None:
    """Delete all that is in a folder, however deep: what is in folders comes up first."""
    while entries := list(os.scandir(scratch)):
        for number, entry in enumerate(entries):
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            os.chmod(entry.path, 0o700)
            for inner, child in enumerate(os.scandir(entry.path)):
                if child.is_dir(follow_symlinks=False):
                    os.chmod(child.path, 0o700)  # only one's own folders can be moved, and only if they can be written
                os.rename(child.path, scratch / f"{time.monotonic_ns()}-{number}-{inner}")
            os.rmdir(entry.path)


def only_descriptors(connection: int, output: int) -> socket.socket:
    """Close everything but the two: 3 is the judge, 1 and 2 print to it, and nothing can be read from 0."""
    connection, output = (fcntl.fcntl(each, fcntl.F_DUPFD, 4) for each in (connection, output))
    for number, source in enumerate((os.open(os.devnull, os.O_RDONLY), output, output, connection)):
        os.dup2(source, number)
    os.closerange(4, 4096)
    streams = [os.fdopen(number, "w", 1, "utf-8", "backslashreplace") for number in (1, 2)]
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), *streams
    return socket.socket(fileno=3)
