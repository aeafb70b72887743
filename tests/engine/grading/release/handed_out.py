"""What is handed out, built once for the tests of a file, and programs that stand in for the grader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kata.course.stages import ROOT, STAGES

COURSE = (
    "pyproject.toml",
    "README.md",
    "constraints.txt",
    "LICENSE",
    ".gitignore",
    "grader.py",
    "docs",
    "tests",
    "kata",
    "exercises",
)
STAND_IN = """
import json, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.engine.grading.export.classes import graded, result, stage, write_class
submission, _, results = sys.argv[1:4]
assert sys.argv[2] == "--results"
print("::warning::graded", Path(submission).name, sys.argv[4:])
{work}
"""
GRADES = "write_class(Path(results), result(Path(submission).name, stage(2, graded())))"


def stand_in(work: str = GRADES) -> str:
    """The text of a grader that does this instead of grading."""
    return STAND_IN.format(root=str(ROOT), work=work)


def linked_course(folder: Path) -> Path:
    """A copy of the repository, as links, in which a test may put something else in a place."""
    folder.mkdir()
    for name in COURSE:
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with this interpreter as `python`, and that folder's engine as `kata`."""
    own = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", **environment}
    return subprocess.run(
        [*command],
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=170,
        stdin=subprocess.DEVNULL,
    )


def names(folder: Path) -> list[str]:
    """The files below a folder, by their paths in it."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


MODULES = [stage.module for stage in STAGES]
