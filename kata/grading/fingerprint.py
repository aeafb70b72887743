"""What a result depends on, as hashes: two grades of the same fingerprint are the same grade."""

from __future__ import annotations

import functools
import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kata.course.stages import ROOT, Stage
from kata.grading.private_and_weights import Controls
from kata.grading.students import Student
from kata.judge.limits import Limits

PACKAGES = "torch", "numpy", "hypothesis", "pytest"
SOURCES = "kata/**/*.py", "kata/**/*.toml", "tests/__init__.py", "tests/*.py", "tests/stages/*.py", "pyproject.toml"


@dataclass(frozen=True)
class Fingerprint:
    """Of a whole class. tests: all files that ask and judge. options: the stages and limits, the seed among them.

    policy: what an instructor's file says about points.
    """

    tests: str
    options: str
    policy: str

    @classmethod
    def of(cls, stages: Sequence[Stage], limits: Limits, controls: Controls) -> Fingerprint:
        """Read the files, and take them together."""
        private = (file for file in controls.private.rglob("*") if file.suffix != ".pyc") if controls.private else ()
        course = (file for pattern in SOURCES for file in ROOT.glob(pattern))
        tests = _hash([_files(ROOT, course), _files(controls.private, private) if controls.private else []])
        options = _hash([[stage.number for stage in stages], asdict(limits)])
        return cls(tests, options, _hash(controls.policy()))

    def hashes(self, files: str, students: Sequence[Student]) -> dict[str, str]:
        """Those of one submission: its files' hash is given, and who handed it in."""
        policy = _hash([self.policy, [student.to_plain() for student in students]])
        return {"files": files, "tests": self.tests, "options": self.options, "policy": policy}

    def key(self, files: str, students: Sequence[Student]) -> str:
        """All of them and the versions as one."""
        return _hash([self.hashes(files, students), versions()])


@functools.cache
def versions() -> dict[str, str]:
    """Of what decides how the same inputs are drawn and judged."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def _files(folder: Path, files: Iterable[Path]) -> list[tuple[str, str]]:
    regular = sorted({file for file in files if file.is_file()})
    return [(file.relative_to(folder).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest()) for file in regular]


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
