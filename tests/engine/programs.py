"""The wrong and the right programs that test the tests: misconceptions/ and tests/engine/variants/.

Those in tests/engine/shortcuts/ are right too, but let a library do what their stage asks for.

Each file holds only what differs from the solution. Its text is appended to the solution's, so that a class may
derive from the one that it replaces, and the solution's other functions call the new ones.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from kata.course.stages import STAGES, Stage
from kata.grading.grade import grade, warm_up
from kata.grading.points import StageResult
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.outcomes import StageTest
from kata.judge.record import read_record
from kata.learner import examples

ROOT = Path(__file__).resolve().parents[2]
MISCONCEPTIONS = ROOT / "misconceptions"
VARIANTS = ROOT / "tests" / "engine" / "variants"
SHORTCUTS = ROOT / "tests" / "engine" / "shortcuts"


@dataclass(frozen=True)
class Program:
    """A named change of a solution."""

    stage: Stage
    file: Path

    @property
    def name(self) -> str:
        return f"{self.stage.number:02}/{self.file.stem}"

    @property
    def law(self) -> str:
        """The test that a misconception names in its docstring as the one that catches it."""
        found = re.search(r"^Caught by: (test_\w+)$", self.file.read_text(encoding="utf-8"), re.MULTILINE)
        return found[1] if found else ""

    def write(self, folder: Path) -> Submission:
        """Build the whole program, as a submission in a folder of its own."""
        target = folder / self.stage.module / self.file.stem
        target.mkdir(parents=True, exist_ok=True)
        solution = (ROOT / "solutions" / f"{self.stage.module}.py").read_text(encoding="utf-8")
        change = self.file.read_text(encoding="utf-8")
        for module in re.findall(r"^from (stage\w+) import", solution, re.MULTILINE):
            shutil.copy(ROOT / "solutions" / f"{module}.py", target)
        (target / f"{self.stage.module}.py").write_text(f"{solution}\n\n{change}", encoding="utf-8")
        return Submission(self.name, target)


def programs(folder: Path) -> list[Program]:
    """The programs of a folder with one sub-folder a stage."""
    return [Program(stage, file) for stage in STAGES for file in sorted((folder / stage.module).glob("*.py"))]


def results(
    chosen: list[Program], scratch: Path, seed: int = 0, named_law_only: bool = False
) -> dict[Program, StageResult]:
    """Grade each program in its own stage, with all its tests or with the one that the program names.

    Of these only the state counts, so no time is spent on a smaller input: the states do not depend on it.
    One at a time where pytest-xdist has a process for each core: two on a core would have half of their time each.
    """
    jobs = 1 if "PYTEST_XDIST_WORKER" in os.environ else None
    found: dict[Program, StageResult] = {}
    by_name = {program.name: program for program in chosen}

    def asks(submission: Submission, test: StageTest) -> bool:
        program = by_name[submission.name]
        its_own = test.node_id.startswith(program.stage.test_file)  # the stages below it are the solutions
        return its_own and (not named_law_only or test.name == program.law)

    for stage in STAGES:
        mine = [program for program in chosen if program.stage is stage]
        if mine:
            with pytest.MonkeyPatch.context() as patched:
                if named_law_only:
                    patched.setattr(examples, "SHRINKING_SECONDS", 0)
                submissions = [program.write(scratch) for program in mine]
                reports = grade(submissions, [stage], Limits(seed=seed, tutor=False), jobs, asks)
            found.update({program: report.stages[0] for program, report in zip(mine, reports, strict=True)})
    return found


def pass_in_process(chosen: list[Program], scratch: Path, seed: int = 0, named_law_only: bool = False) -> set[Program]:
    """The programs that pass where the tests trust them, as a learner's pytest does: in one and the same process."""
    warm_up()
    passed, cores, limits = set(), os.cpu_count() or 1, Limits(seed=seed)
    for start in range(0, len(chosen), cores):
        children = {}
        for program in chosen[start : start + cores]:
            folder, file = program.write(scratch).folder, program.stage.test_file
            record = folder / f"{seed}.jsonl"
            children[program] = (
                record,
                start_in_process(folder, f"{file}::{program.law}" if named_law_only else file, record, limits),
            )
        for program, (record, child) in children.items():
            child.join(limits.stage_seconds)
            child.kill()
            child.join()
            events = read_record(record)
            ends = [event["state"] for event in events if event["event"] == "end"]
            collected = [test for event in events if event["event"] == "collected" for test in event["tests"]]
            if set(ends) == {"passed"} and len(ends) == len(collected):
                passed.add(program)
    return passed


def start_in_process(target: Path, tests: str, record: Path, limits: Limits) -> ForkProcess:
    """Fork a process that runs tests and the submission together, as a learner's pytest does, from this warm one."""
    child = get_context("fork").Process(target=_run_in_process, args=(target, tests, record, limits))
    child.start()
    return child


def _run_in_process(target: Path, tests: str, record: Path, limits: Limits) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.chdir(ROOT)
    options = ["-c", "pyproject.toml", "--rootdir=.", "-s", "-p", "no:cacheprovider", "--assert=plain"]
    options += [f"--hypothesis-seed={limits.seed}", f"--target={target}", f"--record={record}"]
    pytest.main([*options, f"--test-timeout={limits.test_seconds}", tests])
    os._exit(0)


def catching_laws(result: StageResult) -> list[str]:
    """The names of the tests that a program did not pass."""
    return [outcome.test.name for outcome in result.outcomes if outcome.state != "passed"]
