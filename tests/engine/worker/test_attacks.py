"""Programs that try to win by other means than being right, or to take the grader or its machine down.

All are graded in one go, in stage 02. Each is appended to the solution, so that everything but its `sigmoid` is
right, and its docstring ends with the state that the tests of `sigmoid` must have. One that tries to do what it may
not gives right answers if, and only if, that has worked: a test that it passes is the proof of a hole.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from kata.course.stages import STAGES
from kata.errors import SubmissionError
from kata.grading.grade import grade
from kata.grading.machine import template
from kata.grading.submissions import Submission, find_submissions
from kata.judge.limits import Limits
from kata.worker import sandbox
from tests.engine import attack_host
from tests.engine.attack_host import ROOT, VARIABLE, Host, settled

FOLDER = ROOT / "tests" / "engine" / "attacks"
STAGE_02 = STAGES[1]
LIMITS = Limits(stage_seconds=40, test_seconds=3)
OTHERS = (
    "test_a_window_of_5_fits_24_times_into_28_pixels",
    "test_conv_output_size_counts_the_positions",
    "test_each_layer_has_kernels_of_its_own",
)
"""Tests before and after those of `sigmoid`, which have nothing to do with it."""
SIGMOIDS = (
    "test_sigmoid_of_three_numbers",
    "test_sigmoid_matches_its_formula",
    "test_sigmoid_stands_very_large_numbers",
)
"""No wrong `sigmoid` passes one of these by accident."""

EDITORS = {"tabs": ("    ", "\t"), "carriage returns": ("\n", "\r\n")}

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
    def states(self) -> set[str]:
        """The states that the tests of `sigmoid` may have."""
        return set(self.says("State").removesuffix(" at import").split(" or "))

    @property
    def at_import(self) -> bool:
        """Whether it decides all tests, and not only those of `sigmoid`."""
        return self.says("State").endswith(" at import")

    @property
    def asked(self) -> tuple[str, ...]:
        """The tests that it is given: what may hang does so once."""
        return OTHERS + (SIGMOIDS[:1] if "timeout" in self.states else SIGMOIDS)

    def write(self, folder: Path, facts: str) -> Submission:
        """Build the whole program and what lies beside it, whose names end in .txt here: they are for nobody else."""
        target = folder / self.name
        extra = self.file.with_suffix("")
        shutil.copytree(extra, target) if extra.is_dir() else target.mkdir(parents=True)
        for file in list(target.rglob("*.txt")):
            file.rename(file.with_suffix(""))
        shutil.copy(FOLDER / "attacker.py", target)
        (target / "host.py").write_text(facts, encoding="utf-8")
        (target / "link_to_the_repository").symlink_to(ROOT)
        (target / f"{STAGE_02.module}.py").write_bytes(self._text())
        return Submission(self.name, target)

    def _text(self) -> bytes:
        """The solution and the change of it, as some editor saves them."""
        solution = (ROOT / "solutions" / f"{STAGE_02.module}.py").read_text(encoding="utf-8")
        text, editor = f"{solution}\n\n{self.file.read_text(encoding='utf-8')}", self.says("Saved with")
        if editor in EDITORS:
            text = text.replace(*EDITORS[editor])
        return text.encode("utf-8-sig" if editor == "a mark" else "utf-8")


ATTACKS = [Attack(file) for file in sorted(FOLDER.glob("*/*.py"))]


@dataclass(frozen=True)
class Aftermath:
    """The outcomes of all attacks, (state, message) by name and test; and what was found before and after them."""

    outcomes: dict[str, dict[str, tuple[str, str]]]
    before: dict[str, Any]
    after: dict[str, Any]


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    folder = tmp_path_factory.mktemp("attacks")
    host, submissions = Host(folder / "host"), folder / "submissions"
    programs = [attack.write(submissions, host.facts()) for attack in ATTACKS]
    asked = {attack.name: attack.asked for attack in ATTACKS}
    try:
        with _fresh_template(), _temporary_folder(host.temporary):
            before = _state(host, submissions)
            reports = grade(programs, [STAGE_02], LIMITS, jobs=2, asks=lambda each, test: test.name in asked[each.name])
            settled(lambda: psutil.Process(template().process.pid).children())
            after = _state(host, submissions)
        after["children"] = [each for each in psutil.Process().children() if each != host.bystander]
        yield Aftermath({each.name: _outcomes(each) for each in reports}, before, after)
    finally:
        host.close()


def _outcomes(report: Any) -> dict[str, tuple[str, str]]:
    return {each.test.name: (each.state, each.message) for each in report.stages[0].outcomes}


def _state(host: Host, submissions: Path) -> dict[str, Any]:
    """What no attack may change."""
    return {
        "files": attack_host.snapshot(host.bait, host.neighbour, submissions),
        "temporary": list(host.temporary.iterdir()),
        "bystander": attack_host.traits(host.bystander),
        "scratch": attack_host.scratch_folders(),
        "heard": host.heard(),
        "processors": os.sched_getaffinity(0),
        "keepers": psutil.Process(template().process.pid).children(recursive=True),
    }


@contextmanager
def _fresh_template() -> Iterator[None]:
    """A process for workers that is started now: an older one would not have met the secret in the environment."""
    _forget_template()
    os.environ[VARIABLE] = "the secret"
    try:
        yield
    finally:
        del os.environ[VARIABLE]
        _forget_template()


def _forget_template() -> None:
    if template.cache_info().currsize:
        template().close()
        template.cache_clear()


@contextmanager
def _temporary_folder(folder: Path) -> Iterator[None]:
    """Where this process keeps its temporary files meanwhile."""
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = usual


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gets_its_state_and_no_other_test_does(attack, aftermath):
    outcomes = aftermath.outcomes[attack.name]
    others = {outcomes[name][0] for name in OTHERS}
    sigmoids = {outcomes[name][0] for name in attack.asked if name not in OTHERS}
    assert sigmoids <= attack.states
    assert others <= attack.states if attack.at_import else others == {"passed"}


@pytest.mark.parametrize("attack", [each for each in ATTACKS if each.says("Says")], ids=lambda attack: attack.name)
def test_a_message_says_what_went_wrong(attack, aftermath):
    messages = [aftermath.outcomes[attack.name][name][1] for name in attack.asked if name not in OTHERS]
    assert all(attack.says("Says") in message for message in messages), messages


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_no_attack_writes_lines_of_a_report(attack, aftermath):
    for _, message in aftermath.outcomes[attack.name].values():
        lines = message.split("\n")
        assert all(line.isprintable() for line in lines)
        assert len(lines) == 1 or all(line.startswith("  ") for line in lines)
        assert sum(line.startswith("  because ") for line in lines) <= 1


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_says_what_it_tries(attack):
    assert attack.file.read_text(encoding="utf-8").startswith('"""')
    assert attack.states <= {"passed", "failed", "timeout", "crashed", "error", "todo"}
    assert "passed" not in attack.states or attack.name.startswith("accidents/")


def test_no_file_was_changed_or_left(aftermath):
    before, after = aftermath.before["files"], aftermath.after["files"]
    assert [file for file in before | after if before.get(file) != after.get(file)] == []
    assert aftermath.after["temporary"] == []
    assert attack_host.written() == []


def test_no_scratch_folder_is_left(aftermath):
    assert attack_host.left_in_scratch() == []
    new = aftermath.after["scratch"] - aftermath.before["scratch"]
    assert attack_host.others_grade() or not settled(lambda: {folder for folder in new if folder.exists()})


def test_nothing_is_still_running(aftermath):
    assert aftermath.after["keepers"] == []
    assert aftermath.after["children"] == []
    assert settled(attack_host.running) == []


def test_nobody_was_spoken_to(aftermath):
    assert aftermath.after["heard"] == 0


def test_a_bystander_was_left_alone(aftermath):
    assert aftermath.after["bystander"] == aftermath.before["bystander"]
    assert aftermath.before["bystander"]["running"]


def test_the_grader_itself_was_left_alone(aftermath):
    assert aftermath.after["processors"] == aftermath.before["processors"]


def test_a_folder_that_is_a_link_elsewhere_is_no_submission(tmp_path):
    clone = tmp_path / "clone"
    clone.mkdir()
    (clone / "exercises").symlink_to(ROOT / "solutions")
    try:
        folders = [each.folder.resolve() for each in find_submissions([clone])]
    except SubmissionError:
        folders = []
    assert ROOT / "solutions" not in folders
