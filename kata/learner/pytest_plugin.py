"""The pytest side of the kata: whose stages are tested, what a test's state is, and what is printed.

Loaded through `addopts`, because a conftest below the root comes too late to add an option. It leaves pytest's own
report alone when other tests than the stages' run, and adds to it when a traceback style (`--tb=short`) is asked for.
"""

from __future__ import annotations

import bdb
import json
import math
import random
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from kata.course.foundations import first_failing, may_be_blocked
from kata.course.source import Source, read_source
from kata.course.stages import ROOT, STAGES, Stage
from kata.course.target import TargetFinder
from kata.course.taught import Shortcuts
from kata.course.text import message_of, shorten
from kata.course.watchdog import Hang, Watchdog
from kata.errors import GraderError, NotTaught, StageImportError, WorkerDied
from kata.learner.card import Card, first_paragraph, make_card
from kata.learner.terminal import LETTERS, print_blocked, print_cards, print_next, print_table

DEFAULT_TARGET = "exercises"
STATE = "kata_state"
IMPATIENT = 0.25
"""After a first hang, whose cause most of the others share, a test has this part of its time, and a second at least."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kata")
    group.addoption(
        "--target",
        default=DEFAULT_TARGET,
        metavar="DIR",
        help="whose stages to test (default: exercises)",
    )
    group.addoption(
        "--test-timeout", type=float, default=5.0, metavar="S", help="seconds that one test may take; 0: no limit"
    )
    group.addoption("--all-cards", action="store_true", help="print a card for every failing test, not only the first")
    group.addoption("--examples", type=int, default=None, metavar="N", help="inputs that each property is tried on")
    group.addoption("--record", default=None, metavar="FILE", help="append each test's state to FILE, as JSON lines")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Run again with `--target=DIR` where `--target DIR` made pytest look for its settings in DIR, and not here.

    pytest finds the root before it knows our option, and takes its value for one of the tests' folders.
    """
    if _is_ours(config) or config.option.target == DEFAULT_TARGET:
        return None
    arguments = [str(argument) for argument in config.invocation_params.args]
    if "--target" in arguments:
        place = arguments.index("--target")
        arguments[place : place + 2] = [f"--target={config.option.target}"]
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", *arguments]
    return subprocess.call(command, cwd=config.invocation_params.dir)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not _is_ours(config):
        return
    folder = Path(config.invocation_params.dir, config.option.target).resolve()
    if config.option.target == DEFAULT_TARGET:
        folder = ROOT / DEFAULT_TARGET
    if not folder.is_dir():
        raise pytest.UsageError(f"--target: there is no folder {config.option.target}")
    if not 0 <= config.option.test_timeout < math.inf:
        raise pytest.UsageError(f"--test-timeout must be 0 or more seconds, got {config.option.test_timeout}")
    if config.option.examples is not None and config.option.examples < 1:
        raise pytest.UsageError(f"--examples must be 1 or more, got {config.option.examples}")
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = "0"
    hypothesis.settings.register_profile(
        "kata",
        max_examples=60,
        deadline=None,
        database=None,
        derandomize=False,
        print_blob=False,
        report_multiple_bugs=False,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate, hypothesis.Phase.shrink],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("kata")
    config.pluginmanager.register(KataPlugin(config, folder), "kata")


class KataPlugin:
    """One test run: the target, the states of its tests, and the report at the end."""

    def __init__(self, config: pytest.Config, folder: Path) -> None:
        self.config = config
        self.folder = folder
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
        self.states: dict[str, tuple[Stage, str]] = {}
        self.cards: list[Card] = []
        self.todo: list[tuple[Stage, str]] = []
        self.blockers: dict[Stage, Stage | None] = {}

    def pytest_unconfigure(self) -> None:
        if not self.judged:
            self.finder.uninstall()
        self.watchdog.close()

    def pytest_enter_pdb(self) -> None:
        self.watchdog.pause()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        stages = [stage_of(item) for item in items]
        self.only_stages = all(stages)
        if self.only_stages and self.config.option.tbstyle == "auto":
            self.config.option.tbstyle = "no"  # the card stands in for the tracebacks
            reporter: Any = self.config.pluginmanager.getplugin("terminalreporter")
            if reporter:
                reporter.reportchars = ""
        functions = [item for item in items if isinstance(item, pytest.Function) and stage_of(item)]
        for item in functions if self.config.option.examples else []:
            _try_on(item.function, self.config.option.examples)
        tests = [{"id": id_of(item), "law": first_paragraph(item.function)} for item in functions]
        self._write(event="collected", tests=tests)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if stage_of(item):
            self._write(event="start", test=id_of(item), time=time.monotonic())
            if not self.judged:  # a judge does so once the submission has been imported
                reset_randomness(int(self.config.option.hypothesis_seed))

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        stage = stage_of(pyfuncitem)
        if not stage:
            return (yield)
        self.shortcuts.forbidden = frozenset(stage.forbidden)
        try:
            with self.watchdog.limit():
                return (yield)
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
            self.states[id_of(item)] = stage, state
            setattr(report, STATE, state)  # read again in pytest_report_teststatus
            if isinstance(call.excinfo and call.excinfo.value, bdb.BdbQuit | pytest.exit.Exception):
                item.session.shouldstop = "the debugger was left"
            if state != "passed":
                report.outcome = "failed"  # also for code that calls pytest.skip: it has passed nothing
            message = self._explain(item, stage, state, call, report)
            self._write(event="end", test=id_of(item), state=state, message=message)
        return report

    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        state = getattr(report, STATE, None)
        if state in (None, "passed", "failed"):
            return None
        colour = {"yellow": True} if state == "todo" else {"red": True}
        return state, LETTERS.get(state, "?")[0], (state.upper(), colour)

    def pytest_terminal_summary(self, terminalreporter: Any, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            terminalreporter.write_line(f"No test was chosen. The stages' tests are in {ROOT.name}/tests/stages.")
        if not self.states:
            return
        if self.only_stages:
            print_cards(terminalreporter, self.cards, self.config.option.all_cards)
        print_table(terminalreporter, list(self.states.values()))
        tested = {stage for stage, _ in self.states.values()}
        print_blocked(terminalreporter, self.blockers)
        print_next(terminalreporter, self.config.option.target, self.cards, self.todo, tested)

    def _explain(
        self, item: pytest.Function, stage: Stage, state: str, call: pytest.CallInfo[None], report: pytest.TestReport
    ) -> str:
        """Keep a card, or what is to do; return the text for the record."""
        if not call.excinfo:
            return ""
        error = call.excinfo.value
        if state == "blocked":
            return ""
        if state == "timeout":
            self.watchdog.seconds = min(self.watchdog.seconds, max(1.0, IMPATIENT * self.config.option.test_timeout))
        if state == "todo":
            self.todo.append((stage, str(error)))
            return shorten(str(error))
        replay = self._replay(item)
        try:
            with self.watchdog.limit():  # what came back may be slow to show, or fail to be shown
                defined = self.source(stage).definitions
                card = make_card(stage, item.function, error, self.folder, defined, replay, report.capstdout)
        except (Exception, Hang, WorkerDied, NotTaught) as trouble:
            because = f"{message_of(error)} (what came back cannot be shown: {type(trouble).__name__})"
            card = Card(item.name, law=first_paragraph(item.function), because=shorten(because), replay=replay)
        self.cards.append(card)
        return "\n".join(card.lines())

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
            states = {each: {state for other, state in self.states.values() if other is each} for each in below}
            wrong = [each for each in below if states[each] - {"passed"}]
            untested = [each for each in below if not states[each]]
            self.blockers[stage] = wrong[0] if wrong else None
            if not wrong and untested:
                seed = self.config.option.hypothesis_seed
                self.blockers[stage] = first_failing(self.folder, untested, ROOT, seed)
        return self.blockers[stage]

    def _replay(self, item: pytest.Item) -> str:
        options = "" if self.config.option.target == DEFAULT_TARGET else f" --target={self.config.option.target}"
        seed = self.config.option.hypothesis_seed
        options += "" if seed == "0" else f" --hypothesis-seed={seed}"
        return f"pytest{options} {id_of(item)}"

    def _write(self, **event: object) -> None:
        if self.record:
            with self.record.open("a", encoding="utf-8") as file:
                file.write(json.dumps(event) + "\n")


def _is_ours(config: pytest.Config) -> bool:
    """Whether this run has the settings of the kata: an installed plugin is loaded in every other project too."""
    return config.inipath == ROOT / "pyproject.toml"


def stage_of(item: pytest.Item) -> Stage | None:
    """The stage that a test belongs to, by the name of its file; None for other tests."""
    return next((stage for stage in STAGES if item.path.name == f"test_{stage.module}.py"), None)


def id_of(item: pytest.Item) -> str:
    """What pytest has to be told to run a test; its own id says nothing of a folder beside the repository's."""
    return f"{item.path}{item.nodeid}" if item.nodeid.startswith("::") else item.nodeid


def state_of(error: BaseException | None) -> str:
    """The state in which a test ends, from what it raised."""
    if error is None:
        return "passed"
    if isinstance(error, Hang):
        return "timeout"
    if isinstance(error, WorkerDied):
        return error.state
    if isinstance(error, GraderError):
        return "grader_error"
    if isinstance(error, StageImportError):
        return "timeout" if error.hangs else "error"
    if isinstance(error, NotImplementedError) and message_of(error).startswith("NotImplementedError: stage "):
        return "todo"  # a stub; torch raises NotImplementedError too
    return "failed"


def _try_on(test: Any, examples: int) -> None:
    """Change the number of inputs of a property, which may have settings of its own."""
    if hasattr(test, "hypothesis"):
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        test._hypothesis_internal_use_settings = hypothesis.settings(own, max_examples=examples)


def reset_randomness(seed: int) -> None:
    """Start each test from the same random numbers, dtype and single thread, whatever ran before it."""
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        torch.default_generator.manual_seed(seed)  # and not those of devices, which take their time
        torch.set_default_dtype(torch.float32)
        torch.set_num_threads(1)
