"""What processes may be told on Linux: who ends their orphans, when they end, and on which core they run."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import sys
from contextlib import suppress

import psutil

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
PR_CAPBSET_DROP = 24
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
LINUX_CAPABILITY_VERSION_3 = 0x20080522
MADV_COLLAPSE = 25


def become_subreaper() -> None:
    """From now on, orphaned descendants become children of this process, where they can be found and killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_with(parent: int) -> None:
    """From now on, this process is killed when its parent ends, however that ends; it ends now if that has happened."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def give_up_capabilities() -> None:
    """Be root without root's powers, in this process and all that it forks: nothing here has a use for them."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # refused to who has none, and for those that do not exist
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    libc.capset((ctypes.c_uint32 * 2)(LINUX_CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)())


def capabilities() -> bool:
    """Whether this process has any of root's powers, or may take them."""
    if sys.platform != "linux":
        return os.getuid() == 0
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, twice
    ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(LINUX_CAPABILITY_VERSION_3, 0), sets)
    return any(sets)


def use_large_pages() -> None:
    """Put the memory of this process into pages of 2 MB, where the kernel can: fewer to copy at a fork."""
    if sys.platform != "linux":
        return
    madvise = ctypes.CDLL(None).madvise
    with open("/proc/self/maps", encoding="ascii") as file:
        maps = [line.split() for line in file]
    for place, rights, *_, name in maps:
        if rights == "rw-p" and name in ("0", "[heap]"):  # memory that is no part of a file
            start, end = (int(address, 16) for address in place.split("-"))
            madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), MADV_COLLAPSE)


def children() -> set[int]:
    """The children of this process, which has one thread."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return set(map(int, file.read().split()))
    except OSError:  # not Linux, or a kernel without that list: all processes are gone through
        return {each.pid for each in psutil.Process().children()}


def threads_of(pid: int) -> int:
    """How many threads a process has, counted one by one: psutil looks for the number in a text that begins with the
    name of the process, which may be any. psutil.Error where there is no such process."""
    try:
        return len(os.listdir(f"/proc/{pid}/task"))
    except OSError:  # not Linux, or it has ended
        return psutil.Process(pid).num_threads()


def stay_on(core: int | None) -> None:
    """Let this process and its children run on one core only: a judge and its workers take turns, and the way
    from one core to another costs them more than they compute."""
    if core is not None and hasattr(os, "sched_setaffinity"):
        with suppress(OSError):  # a container may refuse it: then the kernel decides
            os.sched_setaffinity(0, {core})


def only_descriptors(connection: int, output: int) -> socket.socket:
    """Close everything but the two: 3 is the judge, 1 and 2 print to it, and nothing can be read from 0."""
    connection, output = (fcntl.fcntl(each, fcntl.F_DUPFD, 4) for each in (connection, output))
    for number, source in enumerate((os.open(os.devnull, os.O_RDONLY), output, output, connection)):
        os.dup2(source, number)
    os.closerange(4, 4096)
    streams = [os.fdopen(number, "w", 1, "utf-8", "backslashreplace") for number in (1, 2)]
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), *streams
    return socket.socket(fileno=3)
