"""The process that runs the tests of one stage against one submission.

A judge is forked from a bench, and never touches the submission: the tests, Hypothesis and the assertions are here, and
the submission is in a worker, a fresh one for each test. `stage` in a test is a `RemoteModule`.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from kata.checks import Mismatch
from kata.course.target import MODULES
from kata.course.watchdog import Hang
from kata.errors import GraderError, WorkerDied
from kata.judge.patience import Patience
from kata.judge.proxy import RemoteModule, Session
from kata.judge.record import add_event, explain_exit
from kata.judge.supply import WorkerSupply
from kata.judge.tutoring import add_remarks
from kata.learner.drawn import given_to
from kata.learner.examples import Example, try_on
from kata.learner.pytest_plugin import id_of, reset_randomness, stage_of
from kata.worker.processes import end_with, stay_on
from kata.worker.sandbox import limit_memory

SLOW_IMPORT = 0.25
"""Seconds after which an import is not done anew for each test."""
LEFT = "the process closed its connection to the judge"
IMPORT_ATTEMPTS = 2
"""How often in a row an import may hang, or end the worker, before it decides all the tests that are left."""


class JudgePlugin:
    """Gives each test of pytest's run a worker of its own, and says how that worker ended.

    `supply` and `record` are set in the judge; the bench, which has the same plugin, draws the `examples`.
    """

    __name__ = "kata_judge"

    supply: WorkerSupply
    record: Path

    def __init__(self) -> None:
        self.examples: dict[str, list[Example]] = {}
        self.session: Session | None = None
        self.broken: BaseException | None = None
        self.broken_imports = 0
        self.left = 0
        """How many tests come after the one at hand."""
        self.patience = Patience()
        for name in MODULES:
            sys.modules[name] = RemoteModule(name)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self.broken:
            return
        first = not self.supply.pid
        kata: Any = item.config.pluginmanager.get_plugin("kata")
        self.patience.watchdog = kata.watchdog
        try:
            self.session = RemoteModule.session = self.supply.start(more=self.left > 0)
            self.session.patience = self.patience
        except (OSError, ValueError) as error:
            raise GraderError(f"no worker could be started: {error}") from error
        if first:  # a judge does not open the submission's files: a worker has read them
            kata.source = lambda stage: self.supply.source
            add_event(self.record, "source", below=[stage.module for stage in self.supply.source.below])

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        if self.broken:
            raise self.broken  # every import would end in the same way
        stage = stage_of(pyfuncitem)
        if self.session and stage:  # what the import does to random generators is over when the test begins
            start = time.monotonic()
            self.session.load(stage.module)
            self.broken_imports = 0
            if (seconds := time.monotonic() - start) > SLOW_IMPORT:
                self.supply.import_seconds = seconds
            reset_randomness(int(pyfuncitem.config.option.hypothesis_seed))
        result = yield
        if self.session and self.session.wire.memory.changed:
            raise Mismatch(self.session.wire.memory.changed, None, None)
        return result

    @pytest.hookimpl(specname="pytest_pyfunc_call", tryfirst=True)
    def pytest_pyfunc_call_on_examples(self, pyfuncitem: pytest.Function) -> bool | None:
        """Run a property on the inputs that were drawn for all; None leaves a test to pytest.

        pytest knows no hook whose name begins otherwise.
        """
        examples = self.examples.get(id_of(pyfuncitem))
        if examples is None:
            return None
        try_on(pyfuncitem.obj, given_to(pyfuncitem), examples)
        return True

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        session = self.session if call.when == "call" else None
        error = call.excinfo.value if call.excinfo else None
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        if session and isinstance(error, Hang):
            self.patience.hung()
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
        if isinstance(error, Hang):
            self.supply.end()  # it is at work, and has no end that could be waited for
        else:
            status, over = self.supply.explain_end()
            during = "in this test" if session.loaded else "while the file was imported"
            lie = f"its answer broke the rules ({error})" if str(error) else ""
            error.args = (f"{over or lie or (LEFT if status is None else explain_exit(status))} {during}",)
            error.state = "timeout" if status == -signal.SIGXCPU else "crashed"
        if not session.loaded:  # it may hang, or end, now and then only: it is tried once more
            self.broken_imports += 1
            self.broken = error if self.broken_imports == IMPORT_ATTEMPTS else None


@dataclass(frozen=True)
class Order:
    """What a judge is to do: run these tests, by their ids, on a submission, and write down how they end.

    target: the submission's folder, as reports call it. memory_bytes: what the judge may take beside what it has from
    its bench: tests keep what a submission returns.
    """

    target: Path
    tests: tuple[str, ...]
    record: Path
    memory_bytes: int

    def packed(self) -> dict[str, Any]:
        """As plain values, for a message to a bench."""
        return asdict(self) | {"target": str(self.target), "record": str(self.record)}

    @classmethod
    def unpacked(cls, what: dict[str, Any]) -> Order:
        """Out of such a message."""
        return cls(Path(what["target"]), tuple(what["tests"]), Path(what["record"]), what["memory_bytes"])


def judge(bench: int, plugin: JudgePlugin, session: pytest.Session, order: Order, supply: WorkerSupply) -> None:
    """The judge's life, in a process of its own: shut the doors, run the tests, and leave without waiting for threads.

    bench: the process that this one ends with.
    """
    end_with(bench)
    os.setsid()  # a group of its own, so that it can be killed with all its children
    add_event(order.record, "begun")
    limit_memory(order.memory_bytes)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stay_on(supply.order.core)
    plugin.supply, plugin.record = supply, order.record
    learners: Any = session.config.pluginmanager.get_plugin("kata")
    learners.folder, learners.record = order.target, order.record
    session.config.option.target = str(order.target)
    by_id = {id_of(item): item for item in session.items}
    items = [by_id[name] for name in order.tests]
    for place, item in enumerate(items, 1):
        plugin.left = len(items) - place
        following = items[place] if plugin.left else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    if not session.config.option.no_tutor:
        add_remarks(learners, list(learners.failed.values()), supply, order.record)
    add_event(order.record, "finished")
