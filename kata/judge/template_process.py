"""The process that all workers are forked from, as the grader sees it. It imports nothing large, so that the grader may
start it early: the template then imports torch while the grader does.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import suppress
from pathlib import Path

from kata.course.stages import ROOT
from kata.errors import GraderError

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


_current: list[TemplateProcess] = []


def current() -> TemplateProcess:
    """The one of this process, which may not be ready yet; it ends with this process, whoever asked for it."""
    if not _current or _current[0].process.poll() is not None:
        _current[:] = [TemplateProcess()]
        atexit.register(_current[0].close)
    return _current[0]
