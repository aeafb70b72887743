"""What this machine offers a grade: workers and their protections, cores, and room for judges."""

from __future__ import annotations

import functools
import math
import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

import psutil

from kata.course.stages import STAGES
from kata.judge.limits import Limits
from kata.judge.supply import WorkerOrder, WorkerSupply
from kata.judge.template_process import TemplateProcess, current
from kata.worker.sandbox import BAIT, PROTECTIONS

JUDGE_BYTES = 768 << 20
"""What a judge and its workers take of memory beside what they share with the grader and the template; measured."""
CGROUP = Path("/sys/fs/cgroup")
CORE_NAME = "kata-core"


@functools.cache
def template() -> TemplateProcess:
    """The process that all workers are forked from; it ends with this one."""
    found = current()
    found.wait()
    return found


@functools.cache
def isolation() -> tuple[list[str], list[str]]:
    """Which protections hold for workers on this machine, found by trying each in one, and which do not."""
    with tempfile.TemporaryDirectory(prefix="kata-") as folder, template().keeper() as connection:
        inside, outside = Path(folder, "inside"), Path(folder, "outside")
        for each in (inside, outside):
            each.mkdir()
        (outside / BAIT).touch()
        order = WorkerOrder.of(inside, STAGES[0], Limits(), must_hold=False)
        found = WorkerSupply(connection, order).probe(outside)
        TemplateProcess.end_keeper(connection)
    return [name for name in PROTECTIONS if name in found], [name for name in PROTECTIONS if name not in found]


def default_jobs() -> int:
    """How many judges may be at work at once: as many as there are cores and memory for, of those that this process
    may use; a container may have less of both than its host."""
    room = [psutil.virtual_memory().available, *_cgroup_memory()]
    return max(1, min(len(cores()) or 1, *_cgroup_cores(), min(room) // JUDGE_BYTES))


def judge_bytes() -> int:
    """The most memory that a judge may take: two gigabytes, or half of what the machine has left."""
    return max(JUDGE_BYTES, min(2 << 30, min([psutil.virtual_memory().available, *_cgroup_memory()]) // 2))


def cores() -> list[int]:
    """The cores that this process may use; not every system tells which."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


class Core:
    """A core that no other grader on this machine has taken: a judge and its workers stay on it.

    They take turns, and the way from one core to another costs them more than they compute. `number` is None where all
    are taken: then the kernel decides.
    """

    def __init__(self) -> None:
        self.number: int | None = None
        self.name: socket.socket | None = None
        for number in cores():
            name = socket.socket(socket.AF_UNIX)
            try:
                name.bind(f"\0{CORE_NAME}-{number}")  # which only one process on a machine can have
            except OSError:
                name.close()
            else:
                self.number, self.name = number, name
                return

    def free(self) -> None:
        """Others may have it."""
        if self.name:
            self.name.close()
        self.name = self.number = None


def _cgroup_cores() -> list[int]:
    """The whole cores that this container may use up; nothing where there is no such limit."""
    with suppress(OSError, ValueError):
        quota, period = (CGROUP / "cpu.max").read_text(encoding="ascii").split()
        return [math.ceil(int(quota) / int(period))]
    return []


def _cgroup_memory() -> list[int]:
    """The bytes that this container may still take; nothing where there is no such limit."""
    with suppress(OSError, ValueError):
        most = int((CGROUP / "memory.max").read_text(encoding="ascii"))
        return [max(0, most - int((CGROUP / "memory.current").read_text(encoding="ascii")))]
    return []
