"""What a worker may no longer do, once and for all, before it touches a submission.

Landlock (through sandlock) decides what it reads and writes, and whom it signals; seccomp (through pyseccomp) refuses
the system calls for which no lesson has a use, such as new processes and sockets; resource limits do the rest. Each is
tried out when a grade starts: a machine may not have all of them.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import resource
import socket
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kata.worker.processes import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, capabilities

try:
    import sandlock
except (ImportError, OSError):  # not on Linux
    sandlock = None
try:
    import pyseccomp
except (ImportError, RuntimeError):  # not on Linux; or the system has no libseccomp
    pyseccomp = None

TROUBLE = (OSError, RuntimeError, *([sandlock.SandlockError] if sandlock else []))
"""What is raised where a machine cannot confine a process."""
REFUSE = pyseccomp and pyseccomp.ERRNO(1)
CLONE_THREAD = 0x10000
FIONBIO = 0x5421
INT = 0xFFFFFFFF
BAIT = "bait"
FILE_BYTES = 16 << 20
OPEN_FILES = 64
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/etc/localtime", "/proc/cpuinfo", "/proc/meminfo")

REFUSED_TO_ALL = """
    execve execveat io_uring_setup io_uring_enter io_uring_register
    ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp
    pidfd_getfd pidfd_send_signal tkill rt_sigqueueinfo rt_tgsigqueueinfo
    setpriority fallocate sched_setscheduler sched_setparam sched_setattr ioprio_set
    chown fchown lchown fchownat utime utimes utimensat futimesat
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr mknod mknodat
    mount umount2 pivot_root chroot unshare setns open_by_handle_at name_to_handle_at
    fsopen fspick fsconfig fsmount move_mount open_tree mount_setattr
    fanotify_init fanotify_mark inotify_init inotify_init1
    memfd_create memfd_secret shmget shmat shmdt shmctl msgget msgsnd msgrcv msgctl
    semget semop semtimedop semctl mq_open mq_unlink userfaultfd migrate_pages move_pages
    bpf perf_event_open add_key request_key keyctl init_module finit_module delete_module kexec_load kexec_file_load
    reboot swapon swapoff sethostname setdomainname settimeofday clock_settime clock_adjtime adjtimex
    setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid setfsgid capset
    iopl ioperm syslog acct quotactl quotactl_fd personality vhangup lookup_dcookie
"""
"""System calls for which neither the template nor a keeper has a use: the template gives them up for all."""
REFUSED_TO_WORKERS = """
    socket bind connect listen sendmsg sendmmsg setsockopt pidfd_open
    chmod fchmod fchmodat fchmodat2 setrlimit setsid setpgid sched_setaffinity
"""
NEWER = range(463, 1024)
"""Calls by number that are younger than these lists."""
OWN_SIGNALS = (8, 15, 1024, 1026)
"""What `fcntl` may not be asked: F_SETOWN, F_SETOWN_EX, F_SETLEASE and F_NOTIFY make the kernel send signals."""


PROTECTIONS = (
    *("reading", "writing", "network", "signals", "tracing", "processes"),
    *("memory", "processor time", "disk", "open files", "limits", "privileges"),
)
"""What can be kept from a worker, each tried by `protections`."""


@dataclass(frozen=True)
class Budget:
    """What one worker may use."""

    memory_bytes: int
    cpu_seconds: int


@functools.cache
def readable_folders() -> tuple[str, ...]:
    """Where Python and its packages are."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    own = os.environ.get("PYTHONPATH", "").split(os.pathsep)[1:]  # the first is the course
    found = [*(sysconfig.get_path(name) for name in names), *own, *SYSTEM, *DEVICES, "/sys/devices/system/cpu"]
    return tuple(sorted({os.path.realpath(path) for path in found if os.path.exists(path)}))


def give_up_calls() -> bool:
    """Give up, for this process and all that it forks, the system calls that none of them has a use for.

    Whether that worked. It is done once, by the template: the kernel takes milliseconds for the hundreds of rules.
    """
    try:
        _refused_to_all().load()
    except (AttributeError, *TROUBLE):
        return False
    return True


class Sandbox:
    """What workers keep: reading these paths, writing into one of the scratch folders, and the budget.
    Made once for many.

    must_hold: raise what goes wrong, instead of going on with fewer protections.
    """

    def __init__(self, readable: list[str], budget: Budget, scratches: Sequence[Path], must_hold: bool) -> None:
        self.budget = budget
        self.files = {scratch: sandlock and _files(readable, scratch) for scratch in scratches}
        self.trouble = () if must_hold else TROUBLE
        self.calls = pyseccomp and _refused_to_workers()

    def ask_keeper(self) -> int:
        """Let the keeper decide each fork and each signal of this process; the descriptor on which it is asked."""
        found = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        found.add_rule(pyseccomp.NOTIFY, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0))
        for call in ("fork", "vfork", "kill", "tgkill"):
            with suppress(OSError):  # not every architecture has them all
                found.add_rule(pyseccomp.NOTIFY, call)
        found.load()
        return int(pyseccomp._libseccomp.seccomp_notify_fd(found._filter))

    def enter(self, scratch: Path, asked: bool = False) -> None:
        """Give up everything else, in this process and for good. asked: the keeper decides forks and signals."""
        os.chdir(scratch)
        os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
        limit_resources(self.budget)
        if sandlock:
            with suppress(*self.trouble):
                sandlock.confine(self.files[scratch])
        if self.calls:
            with suppress(*self.trouble):
                if not asked:
                    _refuse_forks(self.calls)
                self.calls.load()


def _files(readable: list[str], scratch: Path) -> Any:
    """What Landlock allows; what an older kernel does not know is left out."""
    writable = [str(scratch), "/dev/null"]
    anything = list(sandlock.Protection)
    return sandlock.Sandbox(fs_readable=readable, fs_writable=writable, allow_degraded=anything)


def limit_resources(budget: Budget) -> None:
    """Limit memory beyond what is already in use, processor time, files and core dumps."""
    limit_memory(budget.memory_bytes)
    _limit(resource.RLIMIT_CPU, budget.cpu_seconds, beyond=1)
    _limit(resource.RLIMIT_FSIZE, FILE_BYTES)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)


def limit_memory(amount: int) -> None:
    """Limit memory beyond what is already in use."""
    with open("/proc/self/statm") if sys.platform == "linux" else open(os.devnull) as file:
        in_use = int((file.read().split() or ["0"])[0]) * resource.getpagesize()
    _limit(resource.RLIMIT_AS, in_use + amount)


def _limit(kind: int, amount: int, beyond: int = 0) -> None:
    """Set the limit at which a process is told, and the one `beyond` it at which it is ended."""
    hard = resource.getrlimit(kind)[1]
    top = amount + beyond if hard == resource.RLIM_INFINITY else min(amount + beyond, hard)
    with suppress(ValueError, OSError):  # macOS has no limit of the address space
        resource.setrlimit(kind, (min(amount, top), top))


def _refused_to_all() -> Any:
    """The filter of the template, of keepers and of workers."""
    found = _filter((*REFUSED_TO_ALL.split(), *NEWER))
    for request in OWN_SIGNALS:
        found.add_rule(REFUSE, "fcntl", _is(1, request))
    return found


def _refused_to_workers() -> Any:
    """What is refused to a worker on top of that."""
    found = _filter(REFUSED_TO_WORKERS.split())
    found.add_rule(pyseccomp.ERRNO(25), "ioctl", pyseccomp.Arg(1, pyseccomp.NE, FIONBIO))  # "not a terminal"
    found.add_rule(pyseccomp.ERRNO(38), "clone3")  # its flags are in memory, out of sight: glibc takes clone instead
    found.add_rule(REFUSE, "sendto", pyseccomp.Arg(4, pyseccomp.NE, 0))  # to another address than the judge's
    found.add_rule(REFUSE, "prlimit64", pyseccomp.Arg(2, pyseccomp.NE, 0))
    for request in (PR_SET_PDEATHSIG, PR_SET_DUMPABLE):  # it ends with its keeper, and cannot hide from it
        found.add_rule(REFUSE, "prctl", _is(0, request))
    found.add_rule(REFUSE, "socketpair", pyseccomp.Arg(0, pyseccomp.NE, socket.AF_UNIX))  # asyncio has one for itself
    return found


def _refuse_forks(found: Any) -> None:
    """Threads may start, and a process may signal itself."""
    for name in ("fork", "vfork"):
        with suppress(OSError):
            found.add_rule(REFUSE, name)
    found.add_rule(REFUSE, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0))
    for name in ("kill", "tgkill"):
        found.add_rule(REFUSE, name, pyseccomp.Arg(0, pyseccomp.NE, os.getpid()))


def _is(argument: int, value: int) -> Any:
    """That an argument has a value in the 32 bits that the kernel reads of it: the others may hold anything.

    A rule for *other* values needs no such mask. It compares all 64 bits, and so refuses more than it would have to.
    """
    return pyseccomp.Arg(argument, pyseccomp.MASKED_EQ, INT, value)


def _filter(calls: Sequence[str | int]) -> Any:
    """Allow all system calls but these."""
    found = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for call in calls:
        with suppress(OSError, RuntimeError, ValueError):  # not every kernel or architecture has them all
            found.add_rule(REFUSE, call)
    return found


def protections(outside: Path, budget: Budget) -> list[str]:
    """Try, in a confined process, what each protection forbids; the names of those that hold.

    outside: a folder of the user who grades, with the file BAIT: nothing but the protection keeps a worker from it.
    """
    file = outside / BAIT
    attempts: dict[str, Sequence[Callable[[], object]]] = {
        "reading": [lambda: os.listdir(outside), lambda: open(file, "rb").close()],
        "writing": [lambda: (outside / "written").touch(), lambda: open(file, "ab").close(), lambda: os.unlink(file)],
        "network": [lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9))],
        "signals": [lambda: os.kill(os.getppid(), 0), *_ways_to_signal()],
        "tracing": [lambda: open(f"/proc/{os.getppid()}/mem", "rb").close()],
        "processes": [_fork],
        "memory": [lambda: bytearray(2 * budget.memory_bytes)],
        "processor time": [_use_processor_without_end],
        "disk": [lambda: os.truncate(tempfile.mkstemp()[0], 2 * FILE_BYTES)],
        "open files": [lambda: [os.open(os.devnull, os.O_RDONLY) for _ in range(2 * OPEN_FILES)]],
        "limits": [lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (2 * OPEN_FILES, 2 * OPEN_FILES))],
        "privileges": [_use_a_capability],
    }
    return [name for name, ways in attempts.items() if all(_fails(way) for way in ways)]


def _ways_to_signal() -> list[Callable[[], object]]:
    """The requests that make the kernel send signals, or hide this process; also with bits that it does not read."""
    if not pyseccomp:
        return []
    requests = [("fcntl", os.dup(0), number) for number in OWN_SIGNALS]
    requests += [("prctl", number, 0) for number in (PR_SET_PDEATHSIG, PR_SET_DUMPABLE)]
    return [
        partial(_call, name, *(value | high << 32 for value in values)) for name, *values in requests for high in (0, 1)
    ]


def _call(name: str, *arguments: int) -> None:
    """A system call, with all the bits of its arguments."""
    libc = ctypes.CDLL(None, use_errno=True)
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    if libc.syscall(ctypes.c_long(number), *(ctypes.c_ulong(each) for each in [*arguments, 0, 0, 0])) < 0:
        raise OSError(ctypes.get_errno(), f"{name} was refused")


def _use_a_capability() -> None:
    """Which one this process has is asked of the kernel: a user who is not root has none to lose."""
    if not capabilities():
        raise PermissionError


def _fork() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _use_processor_without_end() -> None:
    """To try it would take as long as the limit: the kernel is asked for it."""
    if resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY:
        raise PermissionError


def _fails(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (PermissionError, MemoryError, ValueError):  # setrlimit says ValueError for "not permitted"
        return True
    except OSError as error:
        return error.errno in (errno.EFBIG, errno.EMFILE)
    return False
