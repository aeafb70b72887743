"""The trusted side's way to workers: a judge asks its keeper for one worker a test."""

from __future__ import annotations

import json
import math
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kata.course.source import Source
from kata.course.stages import Stage
from kata.judge.channel import Channel
from kata.judge.limits import Limits
from kata.judge.proxy import Session

MOST = 1 << 16


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
