"""The options of `pytest` in this repository, and what they may be."""

from __future__ import annotations

import math
import random
from pathlib import Path

import hypothesis
import pytest
from hypothesis import core

from kata.course.stages import ROOT
from kata.learner.examples import limit_shrinking
from kata.learner.tutor.asking import SECONDS

DEFAULT_TARGET = "exercises"
LARGEST_SEED = 2**32 - 1
HYPOTHESIS = ("hypothesispytest", "_hypothesis_pytestplugin")
"""The names of Hypothesis's own plugin, which takes `--hypothesis-seed`."""


def add_options(parser: pytest.Parser) -> None:
    """Tell pytest what may be asked for."""
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
    group.addoption(
        "--no-tutor", action="store_true", help="do not say which misconception a failing program looks like"
    )
    group.addoption(
        "--tutor-seconds", type=float, default=SECONDS, metavar="S", help=f"what that may take (default {SECONDS:g})"
    )
    group.addoption("--examples", type=int, default=None, metavar="N", help="inputs that each property is tried on")
    group.addoption("--record", default=None, metavar="FILE", help="append each test's state to FILE, as JSON lines")


def load_hypothesis(plugins: pytest.PytestPluginManager) -> None:
    """Load Hypothesis's plugin where pytest does not by itself (PYTEST_DISABLE_PLUGIN_AUTOLOAD)."""
    if not any(plugins.has_plugin(name) or plugins.is_blocked(name) for name in HYPOTHESIS):
        plugins.import_plugin(HYPOTHESIS[1])


def check_options(config: pytest.Config) -> Path:
    """The target's folder. Raises UsageError, in one sentence, for a value that cannot be used."""
    options = config.option
    folder = Path(config.invocation_params.dir, options.target).resolve()
    if options.target == DEFAULT_TARGET:
        folder = ROOT / DEFAULT_TARGET
    if not folder.is_dir():
        raise pytest.UsageError(f"--target: there is no folder {options.target}")
    if not 0 <= options.test_timeout < math.inf:
        raise pytest.UsageError(f"--test-timeout must be 0 or more seconds, got {options.test_timeout}")
    if not 0 <= options.tutor_seconds < math.inf:
        raise pytest.UsageError(f"--tutor-seconds must be 0 or more, got {options.tutor_seconds}")
    if options.examples is not None and options.examples < 1:
        raise pytest.UsageError(f"--examples must be 1 or more, got {options.examples}")
    return folder


def set_up_hypothesis(config: pytest.Config) -> bool:
    """The same inputs in each run of a seed, 0 unless another is asked for; returns whether it was drawn.

    The seed is in `config.option` from then on, a whole number as text. Raises UsageError for what is none.
    """
    seed = getattr(config.option, "hypothesis_seed", None) or "0"
    drawn = seed == "random"
    if drawn:
        seed = str(random.SystemRandom().randint(0, LARGEST_SEED))
    if not (seed.isascii() and seed.isdigit() and len(seed) < 20 and int(seed) <= LARGEST_SEED):
        raise pytest.UsageError(
            f"--hypothesis-seed must be a whole number from 0 to {LARGEST_SEED}, or random; got {seed[:40]}"
        )
    config.option.hypothesis_seed = str(int(seed))
    limit_shrinking()
    core.global_force_seed = int(seed)  # type: ignore[assignment]
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
    return drawn
