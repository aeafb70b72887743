"""The trusted side's way to workers: a grader starts the template, a judge asks its keeper for one worker a test."""

from __future__ import annotations

import json
import math
import os
import socket
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kata.course.source import Source
from kata.course.stages import ROOT, Stage
from kata.errors import GraderError
from kata.judge.channel import Channel
from kata.judge.limits import Limits
from kata.judge.proxy import Session

MOST = 1 << 16
START_SECONDS = 60


class TemplateProcess:
    """The process that workers are forked from. It is a fresh Python, which knows nothing of this one.

    folder: for temporary files. The template deletes it when this process has ended, however it ends.
    """

    def __init__(self) -> None:
        self.socket, theirs = socket.socketpair()
        self.folder = ""
        command = [sys.executable, "-P", "-m", "kata.worker.template"]
        environment = {name: os.environ[name] for name in ("LANG", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
        environment |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT), *own_packages()])}
        with theirs:
            self.process = subprocess.Popen(
                command, stdin=theirs.fileno(), env=environment, cwd="/", start_new_session=True
            )

    def wait(self) -> None:
        """Until it can fork workers. GraderError when it cannot."""
        self.socket.settimeout(START_SECONDS)
        try:
            ready, _, folder = self.socket.recv(MOST).partition(b" ")
            if ready != b"ready":
                raise GraderError("the process that forks workers has ended: run python -m kata.worker.template")
            self.folder = os.fsdecode(folder)
        except TimeoutError:
            raise GraderError(f"no worker can be forked: nothing was ready in {START_SECONDS} seconds") from None
        self.socket.settimeout(None)

    def keeper(self) -> socket.socket:
        """A socket to a new keeper, for one judge."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.socket, [b"k"], [theirs.fileno()])
        return ours

    @staticmethod
    def end_keeper(connection: socket.socket) -> None:
        """Wait until a keeper has ended its worker and itself; its judge has ended before."""
        with connection, suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(START_SECONDS)
            while connection.recv(MOST):
                pass

    def close(self) -> None:
        """End it; its keepers end as their judges do."""
        self.socket.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(2)
            return
        self.process.kill()
        self.process.wait()


def own_packages() -> list[str]:
    """The folders of packages that Python has beside its own here: of PYTHONPATH, the user's site folder, .pth files.

    A submission may import what pytest could import here. No folder counts that has the course, the user's home or
    temporary files in it, or lies in the course.
    """
    private = [ROOT, Path.home() if "HOME" in os.environ else ROOT, Path(tempfile.gettempdir())]
    usual = {os.path.realpath(path) for path in sysconfig.get_paths().values()} | {os.path.realpath(sys.prefix)}
    found = [Path(path).resolve() for path in sys.path if os.path.isabs(path) and os.path.isdir(path)]
    return [
        str(path)
        for path in dict.fromkeys(found)
        if not any(str(path).startswith(each) for each in usual)
        and not any(path == each or path in each.parents for each in map(Path.resolve, private))
        and ROOT not in path.parents
    ]


@dataclass(frozen=True)
class WorkerOrder:
    """What every worker of a judge is told."""

    folder: Path
    module: str
    forbidden: tuple[str, ...]
    memory_bytes: int
    cpu_seconds: int
    core: int | None = None
    must_hold: bool = True
    """Whether a worker ends where a protection cannot be put up, instead of going on without it."""

    @classmethod
    def of(
        cls, folder: Path, stage: Stage, limits: Limits, core: int | None = None, must_hold: bool = True
    ) -> WorkerOrder:
        """For the tests of one stage of a submission. Two threads may use up processor time twice as fast."""
        seconds = 2 * math.ceil(limits.test_seconds) + 2
        return cls(folder, stage.module, stage.forbidden, limits.memory_bytes, seconds, core, must_hold)

    def packed(self) -> dict[str, Any]:
        """As plain values, for a message to a bench or a keeper."""
        return asdict(self) | {"folder": str(self.folder)}

    @classmethod
    def unpacked(cls, what: dict[str, Any]) -> WorkerOrder:
        """Out of such a message."""
        return cls(**what | {"folder": Path(what["folder"]), "forbidden": tuple(what["forbidden"])})


class WorkerSupply:
    """A judge's side of its keeper."""

    def __init__(self, connection: socket.socket, order: WorkerOrder) -> None:
        self.connection, self.order = connection, order
        self.pid = 0
        self.source = Source()
        self.import_seconds = 0.0
        """What it takes to import the stage, once that is known to be long: it is then done once for all workers."""

    def start(self, more: bool = True) -> Session:
        """A fresh worker. more: whether another one will be asked for."""
        return Session(self._channel("start", more=more))

    def probe(self, outside: Path) -> list[str]:
        """The names of the protections that hold for a worker on this machine."""
        channel = self._channel("probe", outside=str(outside))
        found = channel.recv(MOST)
        channel.close()
        self.end()
        return [str(name) for name in json.loads(found or b"[]")]

    def end(self) -> None:
        """Kill the worker."""
        self._send({"do": "end", "tell": False})

    def explain_end(self) -> tuple[int | None, str]:
        """Kill the worker: the status with which it had ended before, and the limit that it had broken."""
        self._send({"do": "end", "tell": True})
        answer = json.loads(self.connection.recv(MOST))
        return answer["status"], answer["over"]

    def _channel(self, do: str, **more: str | bool) -> Channel:
        self._send({"do": do, "import_seconds": self.import_seconds, **self.order.packed(), **more})
        answer, descriptors, _, _ = socket.recv_fds(self.connection, MOST, 2)
        known = json.loads(answer)
        self.pid = known["pid"]
        with suppress(LookupError, TypeError, ValueError):  # a text that could not be read says nothing
            self.source = Source.unpacked(known["source"])
        return Channel(*(socket.socket(fileno=each) for each in descriptors))

    def _send(self, request: dict[str, Any]) -> None:
        self.connection.sendall(json.dumps(request).encode() + b"\n")
