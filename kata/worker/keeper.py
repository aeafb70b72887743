"""Starts the workers of one judge, one after the other, and ends them with everything that they started.

A keeper is forked by the template. It watches what its worker writes and how many threads it has. A request to it is a
line of JSON.
"""

from __future__ import annotations

import dataclasses
import faulthandler
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from kata.course.compiled import compile_files, know
from kata.course.source import read_source
from kata.course.stages import STAGES
from kata.course.taught import Shortcuts
from kata.worker.answers import Worker, find_stages_in
from kata.worker.imported import FORK_SECONDS, Imported, Sockets, possible, serve
from kata.worker.processes import become_subreaper, children, end_with, only_descriptors, stay_on, threads_of
from kata.worker.sandbox import Budget, Sandbox, protections, readable_folders

LOOK = 0.05
"""Seconds between two looks at what a worker has done."""
DISK_BYTES = 64 << 20
MOST_FILES = 1000
MOST_THREADS = 64
MOST_DEPTH = 50
READ_SECONDS = 3.0
MOST_SOURCE, MOST_CODE = 1 << 15, 1 << 22
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

    def __init__(self, judge: socket.socket, folder: str, calls_given_up: bool) -> None:
        self.judge = judge
        self.requests = judge.makefile("rb", buffering=0)  # no line waits in a buffer where `poll` does not see it
        self.calls_given_up = calls_given_up
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.scratch = [self.folder / "0", self.folder / "1"]
        for scratch in self.scratch:
            scratch.mkdir()
        self.sandbox: Sandbox | None = None
        self.worker: Forked | None = None
        self.reserve: Forked | None = None
        self.imported: Imported | None = None
        self.may_import_once = possible()
        self.over = ""
        self.source: dict[str, Any] = {}
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        become_subreaper()

    def run(self) -> None:
        """Start and end workers as the judge says, until it hangs up."""
        try:
            while True:
                if not self._requested():
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
            self._drop_reserve()
            self._drop_imported()
            self._end_orphans()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _requested(self) -> bool:
        """Wait for the judge; whether it has a request. Meanwhile look at what the submission's processes do."""
        waiting = select.poll()
        waiting.register(self.judge, select.POLLIN)
        if self.imported:
            waiting.register(self.imported.asks, select.POLLIN)
        ready = dict(waiting.poll(1000 * LOOK if self.worker or self.imported else None))
        if self.imported and (event := ready.get(self.imported.asks)):
            if event & select.POLLIN:
                self.imported.answer()
            else:  # nobody is left who could ask
                self.may_import_once = False
                self._drop_imported()
        if not ready:
            self._watch()
        return self.judge.fileno() in ready

    def _start(self, request: dict[str, Any]) -> None:
        """Hand out a worker that has imported the stage, or the one in reserve; and make another reserve."""
        if not self.sandbox:
            self._prepare(request)
        self.over = ""
        if request["import_seconds"] and self.may_import_once:
            self.worker = self._fork_imported(request)
        self.worker = self.worker or self.reserve or self._fork(request)
        self.reserve = None
        with self.worker.connection as connection, self.worker.output as output:
            answer = json.dumps({"pid": self.worker.pid, "source": self.source}).encode()
            socket.send_fds(self.judge, [answer], [connection.fileno(), output.fileno()])
        if request["do"] == "start" and not self.imported and request["more"]:
            self.reserve = self._fork(request)

    def _prepare(self, request: dict[str, Any]) -> None:
        """Do what is the same for all workers of this judge: what the sandbox allows, guards, large imports."""
        stay_on(request["core"])
        folder = Path(request["folder"])
        budget = Budget(request["memory_bytes"], request["cpu_seconds"])
        self.sandbox = Sandbox([*readable_folders(), str(folder)], budget, self.scratch, request["must_hold"])
        if request["must_hold"] and not self.calls_given_up:
            raise RuntimeError("system calls could not be given up")
        self.source = self._read_source(request)
        for name in packages_among(self.source.get("imports", [])):
            with suppress(Exception, SystemExit):
                importlib.import_module(name)
        self.shortcuts = Shortcuts(folder, request["forbidden"])
        gc.collect()
        gc.freeze()

    def _read_source(self, request: dict[str, Any]) -> dict[str, Any]:
        """What the stage's file says about itself, read by a worker, which may take some seconds and no more.

        Then it compiles the file, and those of the stages below, for the workers that import them.
        """
        if request["do"] != "start":
            return {}
        reader = self._fork(request | {"do": "read"})
        text, end = b"", time.monotonic() + READ_SECONDS
        with reader.output, reader.connection as connection, suppress(OSError):
            while (left := end - time.monotonic()) > 0 and len(text) <= MOST_SOURCE + MOST_CODE:
                connection.settimeout(left)
                piece = connection.recv(MOST_CODE)
                if not piece:
                    break
                text += piece
        self.worker = reader
        self._end()
        said, _, code = text.partition(b"\n")
        with suppress(ValueError, TypeError, AttributeError, RecursionError):
            know(json.loads(code))
        with suppress(ValueError):
            return dict(json.loads(said[:MOST_SOURCE]))
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

    def _fork_imported(self, request: dict[str, Any]) -> Forked | None:
        """A worker that need not import the stage; None, now and ever after, where the import has left something."""
        self._drop_reserve()
        scratch, seconds = self.scratch[0], 2 * request["import_seconds"] + FORK_SECONDS
        (connection, judge), (output, printer) = socket.socketpair(), socket.socketpair()
        with judge, printer:
            try:
                if not self.imported:
                    self.imported = Imported(lambda *ends: self._import_once(request, scratch, *ends), scratch)
                return Forked(self.imported.fork(Sockets(judge, printer), seconds), connection, output, scratch)
            except OSError:
                connection.close()
                output.close()
                self.may_import_once = False
                self._drop_imported()
                self._end_orphans()
                empty(scratch)
                return None

    def _import_once(
        self, request: dict[str, Any], scratch: Path, handing_over: socket.socket, orders: socket.socket
    ) -> None:
        """The life of the process that imports the stage for all workers."""
        assert self.sandbox
        end_with(os.getppid())
        os.setsid()
        folder = Path(request["folder"])
        serve(handing_over, orders, self.sandbox, scratch, request["module"], folder, self.shortcuts)

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
            judge.sendall(json.dumps(source.packed()).encode() + b"\n")
            modules = [request["module"], *(stage.module for stage in source.below)]
            folder = Path(request["folder"])
            judge.sendall(json.dumps(compile_files(folder / f"{module}.py" for module in modules)).encode())
            return
        find_stages_in(Path(request["folder"]))
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

    def _drop_reserve(self) -> None:
        """End the worker in reserve, which no judge knows of."""
        if self.reserve:
            with self.reserve.connection, self.reserve.output:
                os.kill(self.reserve.pid, signal.SIGKILL)
                os.waitpid(self.reserve.pid, 0)
            self.reserve = None

    def _drop_imported(self) -> None:
        """End the process that has imported the stage."""
        if self.imported:
            self.imported.end()
            self.imported = None

    def _end_orphans(self) -> None:
        """What a worker started has become a child of this process, beside those that wait for the next test."""
        mine = {each.pid for each in (self.reserve, self.imported) if each}
        for _ in range(100):
            orphans = children() - mine
            if not orphans:
                return
            for orphan in orphans:
                with suppress(ProcessLookupError):
                    os.kill(orphan, signal.SIGKILL)
            for orphan in orphans:
                os.waitpid(orphan, 0)

    def _watch(self) -> None:
        """Kill a worker that has more threads than it may, or has written more; also the process that it came from."""
        if self.worker and (over := what_is_over(self.worker.pid, self.worker.scratch)):
            self.over = over
            os.kill(self.worker.pid, signal.SIGKILL)
        if self.imported and what_is_over(self.imported.pid, self.scratch[0]):
            self.may_import_once = False
            os.kill(self.imported.pid, signal.SIGKILL)


def what_is_over(pid: int, scratch: Path) -> str:
    """What a process of the submission has more of than it may."""
    with suppress(psutil.Error, AttributeError):  # it has ended; macOS does not count what is written
        process = psutil.Process(pid)
        if threads_of(pid) > MOST_THREADS:
            return f"it started more than {MOST_THREADS} threads"
        if _is_too_much(scratch) or process.io_counters().write_bytes > 2 * DISK_BYTES:
            return f"it wrote more than {DISK_BYTES >> 20} MB or {MOST_FILES} files"
    return ""


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
