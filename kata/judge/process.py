"""The process that runs the stage tests against one submission.

A judge is a child of the grader that never touches the submission: the tests, Hypothesis and the assertions are here,
and the submission is in a worker, a fresh one for each test. `stage` in a test is a `RemoteModule`.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from kata.checks import Mismatch
from kata.course.stages import ROOT
from kata.course.target import MODULES
from kata.course.watchdog import Hang
from kata.errors import GraderError, WorkerDied
from kata.judge.limits import Limits
from kata.judge.proxy import RemoteModule, Session
from kata.judge.record import add_event, explain_exit
from kata.judge.supply import WorkerOrder, WorkerSupply
from kata.learner.pytest_plugin import reset_randomness, stage_of
from kata.worker.processes import end_with, stay_on
from kata.worker.sandbox import limit_memory

LEFT = "the process closed its connection to the judge"
JUDGE_BYTES = 2 << 30
"""What a judge may take beside what it has from the grader; what a submission can make it keep is a quarter of that."""
IMPORT_ATTEMPTS = 2


class JudgePlugin:
    """Gives each test of pytest's run a worker of its own, and says how that worker ended."""

    __name__ = "kata_judge"

    def __init__(self, supply: WorkerSupply, record: Path) -> None:
        self.supply, self.record = supply, record
        self.session: Session | None = None
        self.broken: BaseException | None = None
        self.broken_imports = 0
        for name in MODULES:
            sys.modules[name] = RemoteModule(name)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self.broken:
            return
        first = not self.supply.pid
        try:
            self.session = RemoteModule.session = self.supply.start()
        except (OSError, ValueError) as error:
            raise GraderError(f"no worker could be started: {error}") from error
        if first:  # a judge does not open the submission's files: a worker has read them
            kata: Any = item.config.pluginmanager.get_plugin("kata")
            kata.source = lambda stage: self.supply.source
            add_event(self.record, "source", below=[stage.module for stage in self.supply.source.below])

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        if self.broken:
            raise self.broken  # every import would end in the same way
        stage = stage_of(pyfuncitem)
        if self.session and stage:  # what the import does to random generators is over when the test begins
            self.session.load(stage.module)
            reset_randomness(int(pyfuncitem.config.option.hypothesis_seed))
        result = yield
        if self.session and self.session.wire.memory.changed:
            raise Mismatch(self.session.wire.memory.changed, None, None)
        return result

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        session = self.session if call.when == "call" else None
        error = call.excinfo.value if call.excinfo else None
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        if session and isinstance(error, Hang):
            error.remote_frames = session.channel.where(self.supply.pid, self.supply.order.folder)
        if session and isinstance(error, Hang | WorkerDied):
            self._explain_end(session, error)
        report = yield
        if session:
            session.channel.read_what_is_there()
            if session.channel.printed:
                report.sections.append(("Captured stdout call", session.channel.printed.decode(errors="replace")))
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self) -> None:
        if self.session:  # until now the report may have looked at objects of the submission
            self._end(self.session)
            self.supply.end()

    def _end(self, session: Session) -> None:
        """Hang up."""
        session.channel.close()
        self.session = RemoteModule.session = None

    def _explain_end(self, session: Session, error: Hang | WorkerDied) -> None:
        """End a worker that no longer answers, and say how it had ended."""
        self._end(session)
        status, over = self.supply.explain_end()
        during = "in this test" if session.loaded else "while the file was imported"
        if isinstance(error, WorkerDied):
            lie = f"its answer broke the rules ({error})" if str(error) else ""
            error.args = (f"{over or lie or (LEFT if status is None else explain_exit(status))} {during}",)
            error.state = "timeout" if status == -signal.SIGXCPU else "crashed"
        if not session.loaded:  # it may hang, or end, now and then only: it is tried once more
            self.broken_imports += 1
            self.broken = error if self.broken_imports == IMPORT_ATTEMPTS else None


def run_tests(
    grader: int,
    target: Path,
    arguments: list[str],
    record: Path,
    limits: Limits,
    workers: tuple[socket.socket, WorkerOrder] | None = None,
) -> None:
    """The judge's life: shut the doors, run pytest, and leave without waiting for anybody's threads.

    grader: the process that this one ends with.
    workers: a keeper, and what its workers are told; without it the tests can be collected, and not run.
    """
    end_with(grader)
    os.setsid()  # a group of its own, so that it can be killed with all its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    add_event(record, "begun")
    _silence()
    _limit_resources()
    stay_on(workers[1].core if workers else None)
    os.chdir(ROOT)
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    options = ["-c", "pyproject.toml", "--rootdir=.", "-s", "-p", "no:cacheprovider", "--assert=plain"]
    options += ["--import-mode=importlib"]  # a private test file has the name of a public one
    options += ["-p", "_hypothesis_pytestplugin", f"--hypothesis-seed={limits.seed}"]
    options += [f"--target={target}", f"--record={record}", f"--test-timeout={limits.test_seconds}"]
    options += [f"--examples={limits.examples}"] if limits.examples else []
    plugins = [JudgePlugin(WorkerSupply(*workers), record)] if workers else []
    pytest.main([*options, *arguments], plugins=plugins)
    add_event(record, "finished")
    os._exit(0)


def _silence() -> None:
    """Whatever is printed from here on, by whichever process, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _limit_resources() -> None:
    """What a submission returns is checked and bounded; should that fail, one judge ends, and not the machine."""
    limit_memory(JUDGE_BYTES)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
