"""Adds tests, settings and modules of its own to the course.

State: failed
"""

from pathlib import Path

import host
from attacker import any_works

_solved = sigmoid
_NAMES = (
    "conftest.py",
    "tests/conftest.py",
    "tests/stages/conftest.py",
    "tests/stages/test_x.py",
    "kata/x.py",
    "x.pth",
)


def sigmoid(x):
    files = [Path(host.REPOSITORY, name).parent / f"kata-attack-{Path(name).name}" for name in _NAMES]
    there = [Path(host.REPOSITORY, name) for name in ("pyproject.toml", "tests/oracles.py", "kata/checks.py")]
    written = any_works(
        *(lambda file=file: file.write_text("") for file in files),
        *(lambda file=file: file.open("a").close() for file in there),
    )
    return _solved(x) if written else x
