"""The process in which the laws of a check run: pytest, with what came back written down line by line.

    python -m kata.learner.notebook.child RESULTS FOLDER TEST...

Each line of RESULTS is a JSON object: {"start": test} when a test begins, and its verdict, with small tensors, when it
ends. So a process that is ended in the middle of a test leaves what it knew by then.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kata.checks import Mismatch, as_array
from kata.course.stages import ROOT
from kata.learner.verdict import ATTRIBUTE

LARGEST = 1000
"""Of more numbers than this no picture is made."""


class Reporter:
    """A plugin of pytest that writes down how each test ended."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._write({"start": nodeid})

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if verdict := getattr(report, ATTRIBUTE, None):
            error: Any = call.excinfo.value if call.excinfo else None
            while isinstance(error, BaseExceptionGroup):
                error = error.exceptions[0]
            tensors = {"got": _plain(error.got), "expected": _plain(error.expected)} if _shows(error) else {}
            self._write({"verdict": verdict, **tensors})
        return report

    def _write(self, line: dict[str, Any]) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _shows(error: object) -> bool:
    return isinstance(error, Mismatch)


def _plain(value: Any) -> dict[str, Any] | None:
    """A small tensor or array of real numbers as lists; None for anything else."""
    try:
        if not hasattr(value, "shape") or int(np.prod(tuple(value.shape))) > LARGEST:
            return None
        array = as_array(value)
        return {"dtype": str(array.dtype), "numbers": array.tolist()} if array.dtype.kind in "fiub" else None
    except Exception:  # what came back may be anything
        return None


def main(results: str, folder: str, *tests: str) -> None:
    """Run the tests on the stages in the folder."""
    options = ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", f"--target={folder}"]
    quiet = ["-p", "no:cacheprovider", "--color=no"]
    pytest.main([*options, *quiet, *tests], plugins=[Reporter(Path(results))])


if __name__ == "__main__":
    main(*sys.argv[1:])
