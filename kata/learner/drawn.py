"""The inputs of one of pytest's tests, drawn once: for a judge's bench, and for the watch."""

from __future__ import annotations

from typing import Any

import pytest

from kata.learner.examples import Example, draw
from kata.learner.pytest_plugin import reset_randomness


def given_to(item: pytest.Function) -> dict[str, Any]:
    """The arguments of a test that are decided when it is collected."""
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def examples_of(item: pytest.Function) -> list[Example] | None:
    """The inputs of a test; None for one that draws them while it runs, or needs fixtures, or is no property."""
    given = given_to(item)
    if set(item.fixturenames) - set(given):
        return None
    reset_randomness(int(item.config.option.hypothesis_seed))
    try:
        return draw(item.obj, given)
    except Exception:  # a strategy that fails does so in front of everybody, as in pytest
        return None
