"""Commands of Python in processes that spare the tests the imports: each is forked from one that has the libraries.

`run` is `subprocess.run` for commands that begin with this interpreter. What is run has arguments, folder, environment,
streams, exit status and end of a process of its own, and imports the engine itself. Nothing here is for tests of what
Python does as it starts; commands with options of Python or another PYTHONPATH are started in the usual way.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ("numpy", "torch", "hypothesis.extra.numpy", "psutil", "pytest")
MOST = 1 << 18
AT_START = ("PYTHON", "LANG", "LC_", "LD_", "OMP_", "MKL_", "HYPOTHESIS")
"""How variables begin that Python and the libraries read as they start."""


def run(
    command: Sequence[object], timeout: float = 300, input: str | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, with what it prints as text. TimeoutExpired after some seconds."""
    options |= {} if input is None else {"stdin": subprocess.PIPE}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
    arguments = [str(each) for each in command]
    with start(arguments, **options) as process:
        try:
            out, err = process.communicate(input, timeout)
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def start(command: Sequence[object], **options: Any) -> subprocess.Popen[str]:
    """`subprocess.Popen`, in the same way."""
    arguments = [str(each) for each in command]
    forked = arguments[0] == sys.executable and not _starts_otherwise(arguments[1], options.get("env"))
    kind: type[subprocess.Popen[str]] = Forked if forked else subprocess.Popen
    return kind(arguments, **options)


def _starts_otherwise(first: str, environment: Mapping[str, str] | None) -> bool:
    """Whether a command asks of Python what cannot be given to it later."""
    environment = os.environ if environment is None else environment
    return (first.startswith("-") and first not in ("-m", "-c")) or _at_start(environment) != _warm()[1]


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(AT_START)}


class Forked(subprocess.Popen[str]):
    """A process that is the child of the warm one; a socket tells its number, and its status when it has ended."""

    def _execute_child(self, args: Sequence[str], *rest: Any) -> None:
        _, _, _, _, cwd, env, _, _, _, *pipes = rest[:15]
        request = {
            "arguments": args[1:],
            "folder": os.path.abspath(cwd or "."),
            "environment": dict(os.environ if env is None else env),
        }
        self.told, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        streams = [pipe if pipe != -1 else number for number, pipe in enumerate((pipes[0], pipes[3], pipes[5]))]
        with theirs:
            text = json.dumps(request).encode("utf-8", "surrogateescape")
            socket.send_fds(_warm()[0], [text], [theirs.fileno(), *streams])
        self._close_pipe_fds(*pipes)
        self.pid = int(self.told.recv(MOST))
        self._child_created = True

    def _wait(self, timeout: float | None) -> int:
        if self.returncode is None:
            self.told.settimeout(timeout)
            try:
                status = int(self.told.recv(MOST))
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired(self.args, timeout or 0) from None
            self.told.close()
            self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def _internal_poll(self, _deadstate: int | None = None) -> int | None:
        try:
            return self._wait(0)
        except subprocess.TimeoutExpired:
            return None


@functools.cache
def _warm() -> tuple[socket.socket, dict[str, str]]:
    """The way to the warm process, which ends with this one, and the variables that it was started with."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST)
    command = [sys.executable, "-m", "tests.engine.warm"]
    with theirs:
        process = subprocess.Popen(command, cwd=ROOT, stdin=theirs.fileno(), start_new_session=True)
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours, _at_start(os.environ)


def _next_command() -> dict[str, Any]:
    """Wait for commands, and return in the process that is to run one."""
    server = socket.socket(fileno=os.dup(0))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        text, descriptors, _, _ = socket.recv_fds(server, MOST, 4)
        if not text:
            sys.exit()
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            told = socket.socket(fileno=descriptors[0])
            if pid := os.fork():
                _tell_end(told, pid)
            server.close()
            for number, descriptor in enumerate(descriptors[1:]):
                os.dup2(descriptor, number)
            os.closerange(3, max(descriptors) + 1)
            told.detach()
            return json.loads(text.decode("utf-8", "surrogateescape"))
        for descriptor in descriptors:
            os.close(descriptor)


def _tell_end(told: socket.socket, pid: int) -> None:
    """The life of a command's parent."""
    for number in (0, 1, 2):
        os.close(number)
    os.closerange(3, told.fileno())
    os.closerange(told.fileno() + 1, 4096)
    told.send(b"%d" % pid)
    status = os.waitpid(pid, 0)[1]
    try:
        told.send(b"%d" % status)
    finally:
        os._exit(0)


def _run_command(command: dict[str, Any]) -> None:
    """Become what a new Python with this command would be."""
    os.chdir(command["folder"])
    os.environ.clear()
    os.environ.update(command["environment"])
    sys.modules["numpy"].random.seed()
    sys.modules["hypothesis"].configuration.set_hypothesis_home_dir(Path.cwd() / ".hypothesis")
    first, *rest = command["arguments"]
    if first == "-m":
        sys.argv, sys.path[0] = rest, os.getcwd()
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif first == "-c":
        sys.argv, sys.path[0] = ["-c", *rest[1:]], ""
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv, sys.path[0] = [first, *rest], os.path.dirname(os.path.abspath(first))
        runpy.run_path(first, run_name="__main__")


def _import_libraries() -> None:
    for name in LIBRARIES:
        importlib.import_module(name)
    from _pytest.assertion.rewrite import AssertionRewritingHook
    from _pytest.config import default_plugins

    for plugin in default_plugins:
        importlib.import_module(f"_pytest.{plugin}")
    # pytest warns of plugins that it comes too late to rewrite; no test of ours looks at how Hypothesis asserts
    AssertionRewritingHook._warn_already_imported = lambda hook, name: None  # type: ignore[method-assign]
    gc.collect()
    gc.freeze()


def _main() -> None:
    _import_libraries()
    command = _next_command()
    status: object = None
    try:
        _run_command(command)
    except SystemExit as error:
        if not isinstance(error.code, int | None):
            raise
        status = error.code
    _leave(status or 0)


def _leave(status: int) -> None:
    """End as Python does, but leave the libraries' memory to the system: to tidy it takes half a second."""
    sys.stdout.flush()
    sys.stderr.flush()
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status & 0xFF)


if __name__ == "__main__":
    _main()
