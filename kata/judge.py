"""Runs the stage tests against one submission, and reads what came of it.

A judge is a child of the grader that never touches the submission: the tests, Hypothesis and the assertions are here,
and the submission is in a worker, a fresh one for each test. `stage` in a test is a `RemoteModule`.

The verdict comes from the record, test by test, and never from an exit status. A test that was started and has no end
in the record is the one that ended the judge; the grader starts another judge for the tests after it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from kata.checks import Mismatch
from kata.errors import GraderError, WorkerDied
from kata.limits import Limits
from kata.processes import stay_on
from kata.proxy import RemoteModule, Session
from kata.pytest_plugin import reset_randomness, stage_of
from kata.results import Outcome, StageTest
from kata.target import MODULES
from kata.watchdog import Hang
from kata.workers import Keeper, WorkerOrder

LEFT = "the process closed its connection to the judge"
JUDGE_BYTES = 8 << 30
ROOT = Path(__file__).resolve().parent.parent


class JudgePlugin:
    """Gives each test of pytest's run a worker of its own, and says how that worker ended."""

    __name__ = "kata_judge"

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.session: Session | None = None
        self.broken: BaseException | None = None
        for name in MODULES:
            sys.modules[name] = RemoteModule(name)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self.broken:
            return
        try:
            self.session = RemoteModule.session = self.keeper.start()
        except (OSError, ValueError) as error:
            raise GraderError(f"no worker could be started: {error}") from error

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        if self.broken:
            raise self.broken  # every import would end in the same way
        stage = stage_of(pyfuncitem)
        if self.session and stage:  # what the import does to random generators is over when the test begins
            self.session.load(stage.module)
            reset_randomness(int(pyfuncitem.config.option.hypothesis_seed))
        result = yield
        if self.session and self.session.wire.memory.changed_own and stage and not stage.in_place:
            raise Mismatch("a call changed an argument, which it should have left alone", None, None)
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
            error.remote_frames = session.channel.where(self.keeper.pid, self.keeper.order.folder)
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
            self.keeper.end()

    def _end(self, session: Session) -> None:
        """Hang up."""
        session.channel.close()
        self.session = RemoteModule.session = None

    def _explain_end(self, session: Session, error: Hang | WorkerDied) -> None:
        """End a worker that no longer answers, and say how it had ended."""
        self._end(session)
        status, over = self.keeper.explain_end()
        during = "in this test" if session.loaded else "while the file was imported"
        if isinstance(error, WorkerDied):
            lie = f"its answer broke the rules ({error})" if str(error) else ""
            error.args = (f"{over or lie or (LEFT if status is None else explain_exit(status))} {during}",)
            error.state = "timeout" if status == -signal.SIGXCPU else "crashed"
        if not session.loaded:
            self.broken = error


def run_tests(
    target: Path,
    arguments: list[str],
    record: Path,
    limits: Limits,
    workers: tuple[socket.socket, WorkerOrder] | None = None,
) -> None:
    """The judge's life: shut the doors, run pytest, and leave without waiting for anybody's threads.

    workers: a keeper, and what its workers are told; without it the tests can be collected, and not run.
    """
    os.setsid()  # a group of its own, so that it can be killed with all its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _add_event(record, "begun")
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
    plugins = [JudgePlugin(Keeper(*workers))] if workers else []
    pytest.main([*options, *arguments], plugins=plugins)
    _add_event(record, "finished")
    os._exit(0)


def read_record(record: Path) -> list[dict[str, Any]]:
    """The events that a child wrote; a line cut off in the middle is no event."""
    events = []
    for line in record.read_text(encoding="utf-8", errors="replace").splitlines() if record.exists() else []:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and "event" in event:
            events.append(event)
    return events


def collected_tests(events: list[dict[str, Any]]) -> tuple[StageTest, ...]:
    """The tests that a child found."""
    tests = [test for event in events if event["event"] == "collected" for test in event["tests"]]
    return tuple(StageTest(test["id"], test["law"]) for test in tests)


def finished_tests(events: list[dict[str, Any]], tests: tuple[StageTest, ...]) -> list[Outcome]:
    """The outcomes in the record, of the tests that were asked for."""
    ends = {event["test"]: event for event in events if event["event"] == "end"}
    return [
        Outcome(test, ends[test.node_id]["state"], ends[test.node_id]["message"])
        for test in tests
        if test.node_id in ends
    ]


def explain_end(
    events: list[dict[str, Any]], remaining: tuple[StageTest, ...], exit_code: int | None, began: float, limits: Limits
) -> list[Outcome]:
    """Outcomes for what ended a child before its work was done; `remaining` are the tests without an end.

    That is the test that it had started. A child that ended while it imported the stage, or before it had done any
    test, decides all the remaining ones. One that ended between two tests decides none: they are tried again.
    """
    if not events:
        return [Outcome(test, "grader_error", f"the child never ran: {explain_exit(exit_code)}") for test in remaining]
    starts = [event for event in events if event["event"] == "start"]
    culprits = [test for test in remaining if starts and test.node_id == starts[-1]["test"]]
    if starts and not culprits:
        return []
    importing = not starts
    since = began if importing else starts[-1]["time"]
    finished = any(event["event"] == "finished" for event in events)
    hung = not finished and time.monotonic() - since >= limits.test_seconds
    doing = "while the file was imported, or right after" if importing else "in this test"
    state = "timeout" if hung else "crashed"
    how = "the test run was stopped" if finished else explain_exit(exit_code)
    message = f"stopped after {limits.test_seconds:g} seconds {doing}" if hung else f"{how} {doing}"
    return [Outcome(test, state, message) for test in (remaining if importing else culprits)]


def _add_event(record: Path, name: str) -> None:
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"event": name}) + "\n")


def explain_exit(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        names = {each.value: each.name for each in signal.Signals}
        return f"the process was ended by {names.get(-code, f'signal {-code}')}"
    return f"the process exited with status {code}"


def _silence() -> None:
    """Whatever is printed from here on, by whichever process, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _limit_resources() -> None:
    """What a submission returns is checked and bounded; should that fail, one judge ends, and not the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (JUDGE_BYTES, JUDGE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
