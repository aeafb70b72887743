"""What a result depends on, as hashes: two grades of the same fingerprint are the same grade."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kata.course.stages import Stage
from kata.course.version import course_files, hashes_of, versions
from kata.grading.private_and_weights import Controls
from kata.grading.students import Student
from kata.judge.limits import Limits


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
        tests = _hash([course_files(), hashes_of(controls.private, private) if controls.private else []])
        options = _hash([[stage.number for stage in stages], asdict(limits)])
        return cls(tests, options, _hash(controls.policy()))

    def hashes(self, files: str, students: Sequence[Student]) -> dict[str, str]:
        """Those of one submission: its files' hash is given, and who handed it in."""
        policy = _hash([self.policy, [student.to_plain() for student in students]])
        return {"files": files, "tests": self.tests, "options": self.options, "policy": policy}

    def key(self, files: str, students: Sequence[Student]) -> str:
        """All of them and the versions as one."""
        return _hash([self.hashes(files, students), versions()])


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
