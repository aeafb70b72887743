"""Which course this is, as hashes: all that decides what a test asks and how it judges."""

from __future__ import annotations

import functools
import hashlib
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from kata.course.stages import ROOT

PACKAGES = "torch", "numpy", "hypothesis", "pytest"
SOURCES = "kata/**/*.py", "kata/**/*.toml", "tests/__init__.py", "tests/*.py", "tests/stages/*.py", "pyproject.toml"


@functools.cache
def versions() -> dict[str, str]:
    """Of what decides how the same inputs are drawn and judged."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def course_files() -> list[tuple[str, str]]:
    """The course's own files that ask and judge, each with a hash of its contents."""
    return hashes_of(ROOT, (file for pattern in SOURCES for file in ROOT.glob(pattern)))


def hashes_of(folder: Path, files: Iterable[Path]) -> list[tuple[str, str]]:
    """The names of files within a folder, in order, each with a hash of its contents."""
    regular = sorted({file for file in files if file.is_file()})
    return [(file.relative_to(folder).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest()) for file in regular]
