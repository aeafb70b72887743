"""The tests of a stage in the process that was forked for them: it imports the target afresh, and ends with the run."""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from kata.course.target import MODULES
from kata.learner.drawn import given_to
from kata.learner.examples import Example, try_on
from kata.learner.pytest_plugin import id_of
from kata.learner.watch.reporting import Reporter, remember

Examples = Mapping[str, list[Example]]
TORCH_SEED = 67280421310721
"""What torch starts from in a new process."""


class Later(ModuleType):
    """Stands for a stage of the target until a fork imports it."""


class RunPlugin:
    """Runs a property on the inputs that were drawn before the fork."""

    def __init__(self, examples: Examples) -> None:
        self.examples = examples

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """None leaves a test to pytest."""
        examples = self.examples.get(id_of(pyfuncitem))
        if examples is None:
            return None
        try_on(pyfuncitem.obj, given_to(pyfuncitem), examples)
        return True


def run_tests(
    session: pytest.Session, items: list[pytest.Function], examples: Examples, known: Mapping[str, str], events: int
) -> None:
    """Run the tests of one stage and write what comes of it. `known` are the states of other stages' tests."""
    plugins = session.config.pluginmanager
    plugins.register(RunPlugin(examples))
    reporter = Reporter(events)
    plugins.register(reporter)
    remember(plugins.getplugin("kata"), known)
    plugins.unregister(name="terminalreporter")  # nobody sees what it prints
    capture: Any = plugins.getplugin("capturemanager")
    capture.stop_global_capturing()  # into a file that is shared with all that were forked from the same process
    capture.start_global_capturing()
    _import_target({item.module for item in items})
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    reporter.advise(plugins.getplugin("kata"), items)
    reporter.finish()


def _import_target(tests: set[ModuleType]) -> None:
    """Import the stages that the tests' modules name, as in a new process: nothing drawn before decides anything."""
    random.seed()
    np.random.seed()
    torch.default_generator.manual_seed(TORCH_SEED)
    importlib.invalidate_caches()
    for name in MODULES:
        del sys.modules[name]
    for module in tests:
        for name, value in list(vars(module).items()):
            if isinstance(value, Later):
                setattr(module, name, importlib.import_module(value.__name__))
