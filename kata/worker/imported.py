"""A process that has imported a submission's stage once, and the workers that are forked from it for the tests.

Where an import takes long, each worker would pay for it anew. This process pays once, confined like a worker, and then
asks for a fork for each test. From the import on its code is the submission's, so nothing that it says counts: each of
its forks, and each signal, stops in the kernel until the keeper has looked at it from outside and allowed it.
"""

from __future__ import annotations

import ctypes
import errno
import faulthandler
import fcntl
import importlib
import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kata.course.target import BROKEN, MODULES
from kata.course.taught import Shortcuts
from kata.worker.answers import Worker, find_stages_in
from kata.worker.processes import children, only_descriptors
from kata.worker.sandbox import Sandbox

CLONE_PARENT, CLONE_CHILD_CLEARTID, CLONE_CHILD_SETTID = 0x8000, 0x200000, 0x1000000
PR_GET_TID_ADDRESS = 40
RECEIVE, RESPOND, CONTINUE = 0xC0502100, 0xC0182101, 1
"""Requests to the descriptor of a seccomp filter that asks, and the answer that lets a call happen."""
NOTICE = struct.Struct("QIIiIQ6Q")
"""What the kernel says of a call: its id, the thread, flags, the call, the architecture, where it was, arguments."""
ANSWER = struct.Struct("QqiI")
FORK_SECONDS = 2.0


@dataclass(frozen=True)
class Sockets:
    """The worker's ends of the two sockets of a test: to the judge, and for what it prints."""

    judge: socket.socket
    output: socket.socket


class Imported:
    """The keeper's side: a process that has imported the stage, and stands still until the next test."""

    def __init__(self, start: Callable[[socket.socket, socket.socket], None], scratch: Path) -> None:
        """start: what the new process does with its ends of two sockets, one for descriptors and one for orders."""
        self.scratch = scratch
        self.orders, theirs = socket.socketpair()
        ours, hands_over = socket.socketpair()
        keeper, self.pid = os.getpid(), os.fork()
        if not self.pid:
            try:
                if os.getppid() == keeper:
                    start(hands_over, theirs)
            finally:
                os._exit(1)
        self.control = _name_of(theirs)
        self.descriptors: dict[str, str] = {}
        theirs.close()
        hands_over.close()
        ours.settimeout(FORK_SECONDS)
        self.asks = -1
        with ours, suppress(OSError):
            self.asks = next(iter(socket.recv_fds(ours, 1, 1)[1]), -1)

    def fork(self, sockets: Sockets, seconds: float) -> int:
        """The process id of a new worker for these sockets. OSError where none may, or can, be forked.

        seconds: what may be left of the import.
        """
        names = {_name_of(sockets.judge), _name_of(sockets.output)}
        socket.send_fds(self.orders, [b"f"], [sockets.judge.fileno(), sockets.output.fileno()])
        end = time.monotonic() + seconds
        before = children()
        while self._asked(end):
            if self.answer(lambda thread: thread == self.pid and self._leaves_nothing(names)) and (
                new := self._new_child(before, end)
            ):
                return new
        raise OSError(errno.ECANCELED, "the process that has imported the stage cannot be forked")

    def answer(self, may_fork: Callable[[int], bool] = lambda thread: False) -> bool:
        """Decide one call that waits: whether it was a fork that was allowed. A process may signal itself."""
        notice = bytearray(NOTICE.size)
        try:
            fcntl.ioctl(self.asks, RECEIVE, notice)
        except OSError:  # who asked has ended meanwhile
            return False
        number, thread, _, call, _, _, first, *_ = NOTICE.unpack(notice)
        signals = call in _numbers("kill", "tgkill")
        allowed = first & 0xFFFFFFFF == _process_of(thread) if signals else may_fork(thread)
        try:
            fcntl.ioctl(
                self.asks, RESPOND, ANSWER.pack(number, 0, 0 if allowed else -errno.EPERM, CONTINUE if allowed else 0)
            )
        except OSError:
            return False
        return allowed and not signals

    def end(self) -> None:
        """Kill it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        self.orders.close()
        if self.asks >= 0:
            os.close(self.asks)

    def _asked(self, end: float) -> bool:
        waiting = select.poll()
        if self.asks >= 0:
            waiting.register(self.asks, select.POLLIN)
        left = 1000 * (end - time.monotonic())
        return self.asks >= 0 and left > 0 and any(event & select.POLLIN for _, event in waiting.poll(left))

    def _leaves_nothing(self, sockets: set[str]) -> bool:
        """Whether the import has left nothing that a fork would lose or share; the process stands still meanwhile."""
        folder = Path(f"/proc/{self.pid}")
        try:
            names = {each.name: os.readlink(each) for each in (folder / "fd").iterdir()}
            own = {number: name for number, name in names.items() if name not in sockets}
            states = {number: (folder / "fdinfo" / number).read_text() for number in own}
            alone = len(os.listdir(folder / "task")) == 1 and children() == {self.pid}
            shared = [line for line in (folder / "maps").read_text().splitlines() if line.split()[1].endswith("s")]
        except OSError:
            return False
        self.descriptors = self.descriptors or states  # a worker may have left a lock or a flag on one
        harmless = all(" r--s " in line and line.split()[-1].startswith("/usr/") for line in shared)
        expected = (
            set(own.values()) == {"/dev/null", self.control} and set(names.values()) - set(own.values()) == sockets
        )
        unwritten = not any(self.scratch.iterdir())
        return alone and harmless and unwritten and expected and states == self.descriptors

    @staticmethod
    def _new_child(before: set[int], end: float) -> int:
        """The worker, which is a child of the keeper and not of the process that it was forked from."""
        while time.monotonic() < end:
            if new := children() - before:
                return new.pop()
            time.sleep(0.0005)
        return 0


def serve(
    handing_over: socket.socket,
    orders: socket.socket,
    sandbox: Sandbox,
    scratch: Path,
    module: str,
    folder: Path,
    shortcuts: Shortcuts,
) -> None:
    """The new process's life: shut all doors, import, and fork a worker for each pair of sockets.

    handing_over: takes the descriptor of the filter that asks, before anything of the submission is run.
    """
    asking = sandbox.ask_keeper()
    socket.send_fds(handing_over, [b"f"], [asking])
    nowhere = os.open(os.devnull, os.O_WRONLY)
    orders = only_descriptors(orders.fileno(), nowhere)
    faulthandler.register(signal.SIGUSR1, 2, all_threads=False)  # for the workers
    sandbox.enter(scratch, asked=True)
    find_stages_in(folder)
    importlib.import_module(module)
    if any(hasattr(sys.modules.get(each), BROKEN) for each in MODULES):
        return  # it may import well the next time
    address = _address_of_thread()
    while descriptors := socket.recv_fds(orders, 1, 2)[1]:
        if not _fork_beside(address):
            Worker(take_over(orders, *descriptors), folder, shortcuts).run()
            os._exit(0)
        for each in descriptors:
            os.close(each)


def take_over(orders: socket.socket, judge: int, output: int) -> socket.socket:
    """In a new worker: its own sockets in the place of those that it was forked with."""
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(judge, orders.detach())
    os.closerange(4, 4096)
    return socket.socket(fileno=3)


def _fork_beside(address: int) -> int:
    """Fork a process whose parent is this one's: 0 in it, and its number here."""
    python = ctypes.PyDLL(None)
    flags = CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | signal.SIGCHLD
    zero, place = ctypes.c_ulong(0), ctypes.c_ulong(address)
    python.PyOS_BeforeFork()
    # the address of the thread's number comes fourth or fifth, by the machine
    pid = int(python.syscall(ctypes.c_long(_numbers("clone")[0]), ctypes.c_ulong(flags), zero, zero, place, place))
    (python.PyOS_AfterFork_Parent if pid else python.PyOS_AfterFork_Child)()
    if pid < 0:
        raise OSError("no worker could be forked")
    return pid


def _address_of_thread() -> int:
    """Where the C library keeps the number of this thread."""
    address = ctypes.c_void_p()
    ctypes.CDLL(None).prctl(PR_GET_TID_ADDRESS, ctypes.byref(address), 0, 0, 0)
    return address.value or 0


def _name_of(end: socket.socket) -> str:
    """What the kernel calls a socket."""
    return f"socket:[{os.fstat(end.fileno()).st_ino}]"


def _numbers(*calls: str) -> tuple[int, ...]:
    import pyseccomp

    return tuple(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, each) for each in calls)


def _process_of(thread: int) -> int:
    """The process that a thread belongs to; 0 where it is gone."""
    with suppress(OSError, ValueError), open(f"/proc/{thread}/status", encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Tgid:"))
    return 0


def possible() -> bool:
    """Whether this machine can hold a fork until it is allowed."""
    return sys.platform == "linux" and bool(_address_of_thread())
