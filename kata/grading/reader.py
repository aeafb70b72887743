"""Starts a process that reads what a submission brought, and takes what it says, which a hostile text may decide."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from kata.course.stages import ROOT


class Reader:
    """A child process at work, `python -m MODULE ARGUMENT...`; it ends with the block, and all that it started."""

    def __init__(self, module: str, arguments: Sequence[str], most_bytes: int) -> None:
        self.most_bytes = most_bytes
        paths = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self.child = subprocess.Popen(
            [sys.executable, "-s", "-m", module, *arguments],
            cwd=ROOT,
            env={**paths, "LANG": os.environ.get("LANG", "C.UTF-8")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End it."""
        with self.child:
            os.killpg(self.child.pid, signal.SIGKILL)  # it is not waited for yet, so the number is still its own

    def lines(self, seconds: float) -> list[bytes]:
        """What it has said until it ended, or for so many seconds."""
        assert self.child.stdout
        return read_pipe(self.child.stdout.fileno(), seconds, self.most_bytes).splitlines()


def read_pipe(pipe: int, seconds: float, most_bytes: int) -> bytes:
    """What is written into a pipe until its end, for some seconds at most, and so many bytes."""
    told, end = bytearray(), time.monotonic() + seconds
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    while len(told) < most_bytes and (left := end - time.monotonic()) > 0:
        if waiting.poll(1000 * left):
            piece = os.read(pipe, min(1 << 16, most_bytes - len(told)))
            if not piece:
                break
            told += piece
    return bytes(told)
