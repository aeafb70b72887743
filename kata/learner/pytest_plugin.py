"""The pytest side of the kata: whose stages are tested, what a test's state is, and what is printed.

Loaded through `addopts`, because a conftest below the root comes too late to add an option. It leaves pytest's own
report alone when other tests than the stages' run, and adds to it when a traceback style (`--tb=short`) is asked for.
Each test's report carries its `Verdict`; what is printed at the end is made of these alone, wherever the tests ran.
"""

from __future__ import annotations

import bdb
import hashlib
import json
import random
import sys
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from kata.course.foundations import first_failing, may_be_blocked
from kata.course.source import Source, read_source
from kata.course.stages import ROOT, STAGES, Stage
from kata.course.states import state_of
from kata.course.target import TargetFinder, check_import, own_streams
from kata.course.taught import Shortcuts
from kata.course.text import message_of, quote, shorten
from kata.course.watchdog import Hang, Watchdog
from kata.errors import NotTaught, StageImportError, WorkerDied, printable
from kata.learner.card import Card, first_paragraph, make_card
from kata.learner.examples import StubReached, stop_at_stubs
from kata.learner.launch import is_ours
from kata.learner.options import DEFAULT_TARGET, add_options, check_options, load_hypothesis, set_up_hypothesis
from kata.learner.terminal import LETTERS, print_blocked, print_cards, print_next, print_table
from kata.learner.tutor.asking import Remark, remark_on
from kata.learner.verdict import ATTRIBUTE, Verdict, is_whole, name_of, stage_of_file

IMPATIENT = 0.25
"""After a first hang, whose cause most of the others share, a test has this part of its time, and a second at least."""
CATEGORIES = {"error": "import error"}
"""By what name pytest counts a state, where it has another meaning for ours: it would print each error at length."""


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    load_hypothesis(early_config.pluginmanager)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not is_ours(config):
        if __name__ in config.getini("addopts"):
            raise pytest.UsageError(
                f"the course in {config.rootpath} is run with the engine of another copy, in {ROOT}: "
                "say python -m pytest, or install this copy with pip install -e ."
            )
        return
    folder = check_options(config)
    drawn = set_up_hypothesis(config)
    config.pluginmanager.register(KataPlugin(config, folder, drawn), "kata")


class KataPlugin:
    """One test run: the target, the states of its tests, and the report at the end."""

    def __init__(self, config: pytest.Config, folder: Path, drawn_seed: bool) -> None:
        self.config = config
        self.folder = folder
        self.drawn_seed = drawn_seed
        self.watchdog = Watchdog(config.option.test_timeout)
        self.finder = TargetFinder(folder, self.watchdog)
        self.judged = config.pluginmanager.has_plugin("kata_judge")
        if not self.judged:
            self.finder.install()  # a judge never touches the submission
        self.record = Path(config.option.record).resolve() if config.option.record else None
        self.shortcuts = Shortcuts(
            folder, () if self.judged else {name for stage in STAGES for name in stage.forbidden}
        )
        self.shortcuts.forbidden = frozenset()  # until a test runs
        self.only_stages = False
        self.outcomes: dict[str, Verdict] = {}
        self.failed: dict[str, pytest.Function] = {}
        self.blockers: dict[Stage, Stage | None] = {}

    def pytest_unconfigure(self) -> None:
        if not self.judged:
            self.finder.uninstall()
        self.watchdog.close()

    def pytest_enter_pdb(self) -> None:
        self.watchdog.pause()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self._chosen([stage_of(item) for item in items])
        functions = [item for item in items if isinstance(item, pytest.Function) and stage_of(item)]
        for item in functions:
            stop_at_stubs(item.function)
            if self.config.option.examples:
                _try_on(item.function, self.config.option.examples)
        tests = [{"id": id_of(item), "law": first_paragraph(item.function)} for item in functions]
        self._write(event="collected", tests=tests)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Other processes run the tests, and this one prints."""
        self._chosen([stage_of_file(test.partition("::")[0]) for test in ids])

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if stage_of(item):
            self._write(event="start", test=id_of(item), time=time.monotonic(), seconds=self.watchdog.seconds)
            if not self.judged:  # a judge does so once the submission has been imported
                reset_randomness(self._seed)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        stage = stage_of(pyfuncitem)
        if not stage:
            return (yield)
        if not self.judged:
            check_import(stage.module)  # once: Hypothesis would look for the smallest input on which it does not
        self.shortcuts.forbidden = frozenset(stage.forbidden)
        try:
            with own_streams(), self.watchdog.limit():
                return (yield)
        except StubReached as stub:
            raise stub.error from None
        finally:
            self.shortcuts.forbidden = frozenset()
            for noticed in self.shortcuts.take():  # also where the submission's code caught it
                raise noticed

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        stage = stage_of(item)
        if stage and isinstance(item, pytest.Function) and (call.when == "call" or report.failed):
            state = state_of(call.excinfo.value if call.excinfo else None)
            if self._blocker(stage, state, call):
                state = "blocked"
            if isinstance(call.excinfo and call.excinfo.value, bdb.BdbQuit | pytest.exit.Exception):
                item.session.shouldstop = "the debugger was left"
            if state != "passed":
                report.outcome = "failed"  # also for code that calls pytest.skip: it has passed nothing
            outcome = self._outcome(item, stage, state, call, report)
            setattr(report, ATTRIBUTE, outcome.to_plain())
            message = "\n".join(map(printable, outcome.card.lines())) if outcome.card else shorten(outcome.todo)
            self._write(event="end", test=outcome.test, state=state, message=message, seconds=round(call.duration, 3))
        return report

    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        state = getattr(report, ATTRIBUTE, {}).get("state")
        if state in (None, "passed", "failed"):
            return None
        colour = {"yellow": True} if state == "todo" else {"red": True}
        return CATEGORIES.get(state, state), LETTERS.get(state, "?")[0], (state.upper(), colour)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        stage = stage_of_file(report.nodeid.partition("::")[0])
        if plain := getattr(report, ATTRIBUTE, None):
            outcome = Verdict.from_plain(plain)
            self.outcomes[outcome.test] = outcome
        elif stage and report.failed:  # of a process that ended in the middle of a test
            card = Card(f"{stage.number:02} {stage.title}", because=shorten(str(report.longrepr)))
            self.outcomes[report.nodeid] = Verdict(report.nodeid, stage, "crashed", card)

    def pytest_terminal_summary(self, terminalreporter: Any, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            terminalreporter.write_line(f"No test was chosen. The stages' tests are in {ROOT.name}/tests/stages.")
        if not self.outcomes:
            return
        outcomes = sorted(self.outcomes.values(), key=lambda outcome: outcome.place)
        if self.only_stages:
            self._advise(outcomes)
            print_cards(terminalreporter, outcomes, self.config.option.all_cards)
        print_table(terminalreporter, outcomes)
        if self.drawn_seed:
            seed = self.config.option.hypothesis_seed
            terminalreporter.write_line(f"The seed of this run: --hypothesis-seed={seed} repeats it.")
        command = f"pytest{self._options()}"
        print_blocked(terminalreporter, outcomes, command)
        whole = all(is_whole(stage, self.outcomes) for stage in {each.stage for each in outcomes})
        print_next(terminalreporter, outcomes, self.config.option.target, command, whole)

    def _chosen(self, stages: Sequence[Stage | None]) -> None:
        """Which tests will run is known: the card of a stage's test stands in for its traceback."""
        self.only_stages = all(stages)
        if self.only_stages and self.config.option.tbstyle == "auto":
            self.config.option.tbstyle = "no"
            reporter: Any = self.config.pluginmanager.getplugin("terminalreporter")
            if reporter:
                reporter.reportchars = ""

    def _outcome(
        self, item: pytest.Function, stage: Stage, state: str, call: pytest.CallInfo[None], report: pytest.TestReport
    ) -> Verdict:
        """What the report carries: with a card, or with what is to do."""
        test = id_of(item)
        if not call.excinfo or state == "blocked":
            return Verdict(test, stage, state, blocker=self.blockers.get(stage) if state == "blocked" else None)
        error = call.excinfo.value
        if state == "failed" and not isinstance(error, NotTaught):
            self.failed[test] = item
        if state == "timeout":
            self.watchdog.seconds = min(self.watchdog.seconds, max(1.0, IMPATIENT * self.config.option.test_timeout))
        if state == "todo":
            return Verdict(test, stage, state, todo=str(error))
        if isinstance(error, StageImportError):
            report.longrepr = str(error)  # there is nothing more to see
        replay = f"pytest{self._options()} {quote(test)}"
        try:
            with self.watchdog.limit():  # what came back may be slow to show, or fail to be shown
                defined = self.source(stage).definitions
                card = make_card(stage, item.function, error, self.folder, defined, replay, report.capstdout)
        except (Exception, Hang, WorkerDied, NotTaught) as trouble:
            because = f"{message_of(error)} (what came back cannot be shown: {type(trouble).__name__})"
            card = Card(item.name, law=first_paragraph(item.function), because=shorten(because), replay=replay)
        return Verdict(test, stage, state, card)

    def _advise(self, outcomes: list[Verdict]) -> None:
        """Add to the first card, which is the one that is printed, what the tutor knows."""
        if advised := self.advised(outcomes):
            outcomes[:] = [advised if each.test == advised.test else each for each in outcomes]

    def advised(self, outcomes: list[Verdict]) -> Verdict | None:
        """The first outcome with a card, with what the tutor knows of it; None where it has nothing to say."""
        first = next((outcome for outcome in outcomes if outcome.card), None)
        if not first or not first.card or self.judged or self.record or self.config.option.no_tutor:
            return None
        remark = self._remark(first, self.passed(outcomes, first.stage)) if first.test in self.failed else None
        return replace(first, card=first.card.with_remark(remark.looks_like, remark.asks)) if remark else None

    def _remark(self, outcome: Verdict, passed: frozenset[str]) -> Remark | None:
        seconds, prepare = self.config.option.tutor_seconds, self.as_before_a_test
        return remark_on(self.failed[outcome.test], outcome.stage, prepare, self._seed, passed, seconds)

    def passed(self, outcomes: Iterable[Verdict], stage: Stage) -> frozenset[str]:
        """The tests of a stage that passed on all the inputs that they ask for, and in each of their variants."""
        if self.config.option.examples:
            return frozenset()
        states = [(name_of(each.test), each.state) for each in outcomes if each.stage is stage]
        return frozenset(name for name, _ in states) - {name for name, state in states if state != "passed"}

    def as_before_a_test(self) -> None:
        """For a process that runs tests once more, under an alarm of its own."""
        self.watchdog.seconds = 0
        reset_randomness(self._seed)

    @property
    def _seed(self) -> int:
        return int(self.config.option.hypothesis_seed)

    def source(self, stage: Stage) -> Source:
        """What the target's file says about itself. A judge, which does not open it, has this replaced."""
        return read_source(self.folder, stage)

    def _blocker(self, stage: Stage, state: str, call: pytest.CallInfo[None]) -> Stage | None:
        """The stage that this one is built on and that is to blame, if any. A grader finds that out by itself."""
        message = message_of(call.excinfo.value) if call.excinfo else ""
        if self.record or not may_be_blocked(stage, state, message.removeprefix("NotImplementedError: ")):
            return None
        if stage not in self.blockers:
            below = self.source(stage).below
            wrong = [each for each in below if self._states(each) - {"passed"}]
            untested = [each for each in below if not is_whole(each, self.outcomes)]
            self.blockers[stage] = wrong[0] if wrong else None
            if not wrong and untested:
                seed = self.config.option.hypothesis_seed
                self.blockers[stage] = first_failing(self.folder, untested, ROOT, seed)
        return self.blockers[stage]

    def _states(self, stage: Stage) -> set[str]:
        """The states of a stage's tests that have run in this process."""
        return {outcome.state for outcome in self.outcomes.values() if outcome.stage is stage}

    def _options(self) -> str:
        """What a command needs to do the same as this run."""
        target, seed = self.config.option.target, self.config.option.hypothesis_seed
        options = "" if target == DEFAULT_TARGET else f" {quote(f'--target={target}')}"
        return options if seed == "0" else f"{options} --hypothesis-seed={seed}"

    def _write(self, **event: object) -> None:
        if self.record:
            with self.record.open("a", encoding="utf-8") as file:
                file.write(json.dumps(event) + "\n")


def stage_of(item: pytest.Item) -> Stage | None:
    """The stage that a test belongs to, by the name of its file; None for other tests."""
    return stage_of_file(item.path)


def id_of(item: pytest.Item) -> str:
    """What pytest has to be told to run a test; its own id says nothing of a folder beside the repository's."""
    return f"{item.path}{item.nodeid}" if item.nodeid.startswith("::") else item.nodeid


def _try_on(test: Any, examples: int) -> None:
    """Change the number of inputs of a property, which may have settings of its own."""
    if hasattr(test, "hypothesis"):
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        test._hypothesis_internal_use_settings = hypothesis.settings(own, max_examples=examples)


def reset_randomness(seed: int) -> None:
    """Start each test from the same random numbers, dtype and single thread, whatever ran before it.

    A submission sees the state of the generators: it does not tell the seed, which decides all inputs to come.
    """
    seed = int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:4], "big")
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        torch.default_generator.manual_seed(seed)  # and not those of devices, which take their time
        torch.set_default_dtype(torch.float32)
        torch.set_num_threads(1)
