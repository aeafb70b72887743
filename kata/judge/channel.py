"""The judge's end of a worker's socket, and of what the worker prints."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

from kata.course.text import told

PATIENCE = 0.5
"""Seconds that a process has to say where it is; one that hangs may print without end."""
OUTPUT = 4096
"""Bytes of what a submission prints that are kept: the last ones."""


def waits(connection: socket.socket | int, seconds: float) -> bool:
    """Whether something can be read within some seconds; `select` would know no descriptor beyond 1,024."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(1000 * seconds))


class Channel:
    """The socket of a worker, which also takes in what the worker prints: no worker waits for its output to be read."""

    def __init__(self, connection: socket.socket, output: socket.socket) -> None:
        self.connection, self.output = connection, output
        self.printed = b""
        self.poll = select.poll()
        self.poll.register(connection, select.POLLIN)
        self.poll.register(output, select.POLLIN)

    def recv(self, size: int) -> bytes:
        """Some bytes of an answer."""
        while True:
            ready = {number for number, _ in self.poll.poll()}
            if self.output.fileno() in ready:
                self._read_output()
            if self.connection.fileno() in ready:
                return self.connection.recv(size)

    def sendall(self, data: bytes) -> None:
        """Send all of a request."""
        self.connection.sendall(data)

    def close(self) -> None:
        """Take in what was printed last, and hang up."""
        self.read_what_is_there()
        self.connection.close()
        self.output.close()

    def where(self, worker: int, folder: Path) -> list[tuple[str, int, str]]:
        """The lines of the submission at which its process is now: it prints its stack on a signal, if it still can."""
        self.read_what_is_there()
        printed, self.printed = self.printed, b""
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGUSR1)
        patience = time.monotonic() + PATIENCE
        while (left := patience - time.monotonic()) > 0:
            if not waits(self.output, min(left, 0.05) if self.printed else left):
                break
            if not self._read_output():
                break
        stack, self.printed = self.printed.decode(errors="replace"), printed
        steps = re.findall(r'File "([^"]+)", line (\d+) in (\S+)', stack)
        inside = [step for step in steps[::-1] if Path(step[0]).parent == folder]  # or so the submission says
        return [(told(Path(file).name, 100), int(line) % 10**9, told(name, 100)) for file, line, name in inside]

    def read_what_is_there(self) -> None:
        """Take in what was printed, but for what is printed without end."""
        with suppress(OSError):
            self.output.setblocking(False)
            for _ in range(1000):
                if not self._read_output():
                    return

    def _read_output(self) -> bool:
        data = self.output.recv(1 << 16)
        self.printed = (self.printed + data)[-OUTPUT:]
        if not data:
            with suppress(KeyError):
                self.poll.unregister(self.output)
        return bool(data)
