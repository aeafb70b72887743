"""Programs that try to win by other means than being right, or to take the grader or its machine down.

All are graded in one go, in stage 02. Each is appended to the solution, so that everything but its `sigmoid` is
right, and its docstring ends with the state that the tests of `sigmoid` must have. A reading or an escaping one gives
right answers if, and only if, what it tried has worked: a test that passes is the proof of a hole.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from kata import grade as grading
from kata import sandbox
from kata.judge import Limits
from kata.stages import STAGES
from kata.subreaper import PR_SET_CHILD_SUBREAPER
from kata.submissions import Submission, find_submissions

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "attacks"
MARK = "kata-attack"
"""Part of the name of whatever an attack writes, and of the command line of what it starts."""
VARIABLE, ABSTRACT = "KATA_ATTACK_SECRET", "kata-attack-listener"
STAGE_02 = STAGES[1]
LIMITS = Limits(stage_seconds=40, test_seconds=3)
SIZES = ("test_a_window_of_5_fits_24_times_into_28_pixels", "test_conv_output_size_counts_the_positions")
SIGMOIDS = (
    "test_sigmoid_of_three_numbers",
    "test_sigmoid_matches_its_formula",
    "test_sigmoid_stands_very_large_numbers",
)
"""No wrong `sigmoid` passes one of these by accident."""
GET_FLAGS, SET_FLAGS = 0x80086601, 0x40086602

pytestmark = pytest.mark.skipif(not (sandbox.sandlock and sandbox.pyseccomp), reason="workers are not confined here")


@dataclass(frozen=True)
class Attack:
    """A program, and what must come of it."""

    file: Path

    @property
    def name(self) -> str:
        return f"{self.file.parent.name}/{self.file.stem}"

    def says(self, label: str) -> str:
        """What stands behind a label in its docstring."""
        found = re.search(rf"^{label}: (.+)$", self.file.read_text(encoding="utf-8"), re.MULTILINE)
        return found[1] if found else ""

    @property
    def states(self) -> list[str]:
        """The states that the tests of `sigmoid` may have."""
        return self.says("State").removesuffix(" at import").split(" or ")

    @property
    def at_import(self) -> bool:
        """Whether it decides all tests, and not only those of `sigmoid`."""
        return self.says("State").endswith(" at import")

    def asked(self) -> tuple[str, ...]:
        """The tests that it is given; what hangs does so once."""
        return SIZES + (SIGMOIDS[:1] if self.says("State") == "timeout" else SIGMOIDS)

    def write(self, folder: Path, facts: str) -> Submission:
        """Build the whole program, with what lies beside it; a name loses the .txt that keeps it from our own tools."""
        target = folder / self.name
        extra = self.file.with_suffix("")
        shutil.copytree(extra, target) if extra.is_dir() else target.mkdir(parents=True)
        for file in target.rglob("*.txt"):
            file.rename(file.with_suffix(""))
        shutil.copy(FOLDER / "attacker.py", target)
        (target / "host.py").write_text(facts, encoding="utf-8")
        (target / "link_to_the_repository").symlink_to(ROOT)
        solution = (ROOT / "solutions" / f"{STAGE_02.module}.py").read_text(encoding="utf-8")
        text = f"{solution}\n\n{self.file.read_text(encoding='utf-8')}"
        if self.says("Saved with") == "crlf":
            text = text.replace("\n", "\r\n")
        encoding = "utf-8-sig" if self.says("Saved with") == "utf-8-sig" else "utf-8"
        (target / f"{STAGE_02.module}.py").write_bytes(text.encode(encoding))
        return Submission(self.name, target)


ATTACKS = [Attack(file) for file in sorted(FOLDER.glob("*/*.py"))]


class Host:
    """What attacks aim at: files, listeners, and a process that has nothing to do with the grader."""

    def __init__(self, folder: Path) -> None:
        self.bait, self.temporary, self.neighbour = folder / "bait", folder / "temporary", folder / "neighbour"
        for each in (self.bait / "folder", self.temporary, self.neighbour):
            each.mkdir(parents=True)
        (self.bait / "secret").write_text("the secret")
        (self.bait / "file").write_text("as it was")
        shutil.copy(ROOT / "solutions" / f"{STAGE_02.module}.py", self.neighbour)
        self.listeners = _listeners(str(self.bait / "socket"))
        self.bystander = _start_bystander()

    def facts(self) -> str:
        """A module that tells the attacks where everything is."""
        facts = {
            "REPOSITORY": str(ROOT),
            "HOME": str(Path.home()),
            "BAIT": str(self.bait),
            "SECRET": str(self.bait / "secret"),
            "TEMPORARY": str(self.temporary),
            "NEIGHBOUR": str(self.neighbour),
            "SOCKET": str(self.bait / "socket"),
            "ABSTRACT": ABSTRACT,
            "PORT": self.listeners[0].getsockname()[1],
            "VARIABLE": VARIABLE,
            "BYSTANDER": self.bystander.pid,
            "GRADER": os.getpid(),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in facts.items())

    def close(self) -> None:
        """End the bystander, and everything that listens."""
        with suppress(psutil.NoSuchProcess):
            self.bystander.kill()
        for listener in self.listeners:
            listener.close()


@dataclass(frozen=True)
class Aftermath:
    """The outcomes of all attacks, and what was found after them."""

    outcomes: dict[str, dict[str, tuple[str, str]]]
    host: Host
    submissions: Path
    before: dict[str, tuple[object, ...]]
    bystander: tuple[object, ...]
    temporary: list[Path]


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    folder = tmp_path_factory.mktemp("attacks")
    host = Host(folder / "host")
    submissions = [attack.write(folder / "submissions", host.facts()) for attack in ATTACKS]
    before = _snapshot(host.bait) | _snapshot(folder / "submissions")
    bystander, temporary = _traits(host.bystander), _of_workers()
    asked = {attack.name: attack.asked() for attack in ATTACKS}
    with _fresh_template(), _temporary_folder(host.temporary):
        reports = grading.grade(
            submissions, [STAGE_02], LIMITS, workers=2, asks=lambda each, test: test.name in asked[each.name]
        )
        _wait_until(lambda: not grading.template_children())
        yield Aftermath(
            {each.name: {one.test.name: (one.state, one.message) for one in each.stages[0].outcomes} for each in reports},
            host, folder / "submissions", before, bystander, temporary,
        )
    host.close()
