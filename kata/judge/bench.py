"""The process that judges of one stage are forked from: it has the stage's tests, and the inputs for them.

The grader starts a bench for each stage. It collects the tests, and answers orders: for each it draws the inputs of the
tests that nobody has asked for yet, forks a judge, and sends a descriptor by which the grader watches and ends
that judge. So all submissions are asked the same, and the drawing is paid for once; what is drawn is kept for later
grades.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kata.course.stages import ROOT
from kata.judge.kept_inputs import Inputs, is_own, keep_inputs, kept_inputs, read_inputs
from kata.judge.limits import Limits
from kata.judge.process import JudgePlugin, Order, judge
from kata.judge.supply import WorkerOrder, WorkerSupply
from kata.learner.card import first_paragraph
from kata.learner.drawn import examples_of
from kata.learner.pytest_plugin import id_of, stage_of
from kata.worker.processes import end_with

MOST = 1 << 20
"""Bytes of a message between a grader and a bench."""


class Bench:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, grader: socket.socket, plugin: JudgePlugin, kept: Path | None) -> None:
        self.grader, self.plugin = grader, plugin
        self.file = kept
        self.kept: Inputs | None = None
        """What the file holds, once it has been read."""
        self.drawn: Inputs = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Say which tests there are, and fork a judge for each order until the grader hangs up."""
        items = [item for item in session.items if isinstance(item, pytest.Function) and stage_of(item)]
        tests = [[id_of(item), first_paragraph(item.function)] for item in items]
        self.grader.sendall(json.dumps({"tests": tests}).encode())
        by_id = {id_of(item): item for item in items}
        while True:
            text, descriptors, _, _ = socket.recv_fds(self.grader, MOST, 1)
            if not text:
                return True
            request = json.loads(text)
            for name in request["order"]["tests"]:
                self._draw(by_id[name])
            with socket.socket(fileno=descriptors[0]) as keeper:
                self._fork(session, request, keeper)
            self._keep()

    def _draw(self, item: pytest.Function) -> None:
        """The inputs of a test, unless it has them already."""
        self.kept = read_inputs(self.file) if self.kept is None else self.kept
        if (name := id_of(item)) not in self.drawn:
            found = self.drawn[name] = self.kept[name] if name in self.kept else examples_of(item)
            if found is not None:
                self.plugin.examples[name] = found

    def _keep(self) -> None:
        """For the next grade, what this one has drawn."""
        own = {name: found for name, found in self.drawn.items() if is_own(name)}
        if self.kept is not None and own.keys() - self.kept.keys():
            self.kept |= own
            keep_inputs(self.file, self.kept)

    def _fork(self, session: pytest.Session, request: dict[str, Any], keeper: socket.socket) -> None:
        order, told = Order.unpacked(request["order"]), WorkerOrder.unpacked(request["worker"])
        bench, pid = os.getpid(), os.fork()
        if not pid:
            try:
                self.grader.close()
                judge(bench, self.plugin, session, order, WorkerSupply(keeper, told))
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        descriptor = os.pidfd_open(pid)
        socket.send_fds(self.grader, [json.dumps({"pid": pid}).encode()], [descriptor])
        os.close(descriptor)


class BenchProcess:
    """The grader's side of a bench."""

    def __init__(self, files: Sequence[str], limits: Limits) -> None:
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        grader = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            try:
                os.closerange(3, theirs.fileno())  # what the grader has open is nothing to a bench and its judges
                os.closerange(theirs.fileno() + 1, 4096)
                _run(grader, theirs, files, limits)
            finally:
                os._exit(0)
        theirs.close()

    def tests(self, seconds: float) -> list[tuple[str, str]]:
        """The ids and laws of the tests that it has found; none where they cannot be collected in this time."""
        self.socket.settimeout(seconds)
        with suppress(OSError):
            text = self.socket.recv(MOST)
            self.socket.settimeout(None)
            return [(name, law) for name, law in json.loads(text)["tests"]] if text else []
        return []

    def order(self, order: Order, worker: WorkerOrder, keeper: socket.socket) -> None:
        """Ask for a judge. OSError where the bench has ended."""
        message = {"order": order.packed(), "worker": worker.packed()}
        socket.send_fds(self.socket, [json.dumps(message).encode()], [keeper.fileno()])

    def started(self) -> int:
        """A descriptor of the judge that was asked for first, which can be waited for. OSError where there is none."""
        descriptors = socket.recv_fds(self.socket, MOST, 1)[1]
        if not descriptors:
            raise OSError("the bench has ended")
        return descriptors[0]

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself: its judges have ended with it, and another one is needed."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def close(self) -> None:
        """End it, and its judges with it."""
        self.socket.close()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _run(grader: int, connection: socket.socket, files: Sequence[str], limits: Limits) -> None:
    """The bench's life: run pytest on a stage's files, with a loop of its own."""
    end_with(grader)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for judges here
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    _silence()
    os.chdir(ROOT)
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    options = ["-c", "pyproject.toml", "--rootdir=.", "-s", "-p", "no:cacheprovider", "--assert=plain"]
    options += ["--import-mode=importlib"]  # a private test file has the name of a public one
    options += ["-p", "_hypothesis_pytestplugin", f"--hypothesis-seed={limits.seed}"]
    options += [f"--test-timeout={limits.test_seconds}"]
    options += [f"--examples={limits.examples}"] if limits.examples else []
    options += [] if limits.tutor else ["--no-tutor"]
    plugin, kept = JudgePlugin(), kept_inputs(files[0], limits)  # the first file is the course's own
    pytest.main([*options, *files], plugins=[plugin, Bench(connection, plugin, kept)])


def _silence() -> None:
    """Whatever is printed from here on, by whichever process, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdout = sys.stderr = os.fdopen(1, "w")  # those of the grader may be on descriptors that are closed now
