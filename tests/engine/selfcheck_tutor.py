"""The tutor's self-check: `python -m tests.engine.selfcheck_tutor`.

Each misconception is given to the tutor as if it were a learner's program: alone, in a file whose other functions and
methods are stubs, and beside a second, different mistake elsewhere. It has to be named as itself, or as one that the
bank declares equal; silence is a pity, and another name a fault. No right variant may be named. Of the tutor's time,
only that in which it is at work counts here, so that a busy machine changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import hypothesis

from kata.course.stages import ROOT, STAGES, Stage
from kata.course.target import TargetFinder
from kata.course.watchdog import Watchdog
from kata.learner.examples import StubReached, stop_at_stubs
from kata.learner.pytest_plugin import reset_randomness
from kata.learner.tutor.asking import SECONDS, Remark, ask
from kata.learner.tutor.bank import read_bank
from kata.learner.tutor.budget import Budget, Late
from kata.learner.tutor.finding import Question
from kata.learner.tutor.inputs import runs_of
from tests.engine.programs import MISCONCEPTIONS, VARIANTS, Program, programs

PATIENCE = 60
"""Seconds on the wall that an answer is waited for."""
TEST_SECONDS = 2
PHASES = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
"""Without those that make the failing input smaller, which takes most of the time."""


@dataclass
class Count:
    """How the misconceptions of a stage fared."""

    named: int = 0
    silent: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def add(self, program: Program, remark: Remark | None, right: Iterable[str]) -> None:
        """Count an answer: named, where it is one of these."""
        if remark is None:
            self.silent.append(program.name)
        elif remark.name in right:
            self.named += 1
        else:
            self.false.append(f"{program.name} named {remark.name} by {remark.function} on {remark.calls} calls")

    def __str__(self) -> str:
        return f"{self.named:4} named {len(self.silent):4} silent {len(self.false):4} false"


class Room:
    """A stage's tests, and the tutor's answers about programs of it."""

    def __init__(self, stage: Stage, seconds: float) -> None:
        self.stage, self.seconds = stage, seconds
        self.equals = {each.name: {each.name, each.stands_for} for each in read_bank(ROOT, stage)}
        self.laws = {each.file.stem: each.law for each in programs(MISCONCEPTIONS) if each.stage is stage}
        with self.of(ROOT / "solutions") as tests:  # as after a test run: all has been used once
            for test in tests:
                for _, run in zip(range(2), runs_of(test, 0), strict=False):
                    with suppress(Exception):
                        run()

    @contextmanager
    def of(self, folder: Path) -> Iterator[list]:
        """The stage's tests, on the programs of this folder."""
        finder, name = TargetFinder(folder, Watchdog(0)), f"tests.stages.test_{self.stage.module}"
        finder.install()
        try:
            tests = vars(importlib.import_module(name))
            yield [each for key, each in tests.items() if key.startswith("test_")]
        finally:
            finder.uninstall()
            sys.modules.pop(name, None)

    def remark(self, folder: Path, law: str, patience: float | None = PATIENCE, alone: bool = False) -> Remark | None:
        """What the tutor says of the program in this folder, whose failing test is `law`.

        alone: the other tests have not been run, as with `pytest -k`.
        """
        reading, writing = os.pipe()
        pid = os.fork()  # the program runs in the test before the tutor is asked, and may do what it likes
        if not pid:
            try:
                warnings.simplefilter("ignore")
                with self.of(folder) as tests:
                    failing = next(test for test in tests if test.__name__ == law)
                    patient = patience is not None
                    others = [] if alone else [each for each in tests if each is not failing]
                    passed = frozenset(each.__name__ for each in others if passes(each, patient))
                    passes(failing, patient)
                    question = Question(self.stage, law, tests, lambda: reset_randomness(0), passed=passed)
                    remark = ask(question, self.seconds, patience)
                    os.write(writing, json.dumps(remark and asdict(remark)).encode())
            finally:
                os._exit(0)
        os.close(writing)
        with open(reading, encoding="utf-8") as file:
            plain = json.loads(file.read() or "null")
        os.waitpid(pid, 0)
        return Remark(**plain) if plain else None


def passes(test, patient: bool = True) -> bool:
    """Run a test as pytest does, so that it is known on which input it fails, if it does.

    It has some seconds, for which a patient one waits until the test has been at work for so long.
    """
    stop_at_stubs(test)
    with suppress(Late, Exception, StubReached), Budget.from_now(TEST_SECONDS, patient).alarm(TEST_SECONDS):
        reset_randomness(0)
        test()
        return True
    return False


def load_profile() -> None:
    """What the tests' properties are run with, as the plugin sets it."""
    quiet = hypothesis.Verbosity.quiet
    hypothesis.settings.register_profile(
        "tutor", max_examples=60, deadline=None, database=None, phases=PHASES, verbosity=quiet
    )
    hypothesis.settings.load_profile("tutor")


def main() -> int:
    """Run the check, and return the exit status: 1 where anything was named falsely."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    parser.add_argument("--only", action="append", help="only the misconception of this name; may be repeated")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"what an answer may take (default {SECONDS})")
    parser.add_argument("--way", choices=[*WAYS, "variants"], action="append", help="only this part of the check")
    options = parser.parse_args()
    load_profile()
    false = 0
    for stage in [each for each in STAGES if not options.stage or each.number in options.stage]:
        room = Room(stage, options.seconds)
        for way in options.way or [*WAYS, "variants"]:
            false += check_variants(room) if way == "variants" else check(room, way, options.only)
    return 1 if false else 0


def check(room: Room, way: str, only: list[str] | None) -> int:
    """Print how the misconceptions of a stage fare, and return how many were named falsely."""
    count = Count()
    for program in programs(MISCONCEPTIONS):
        if program.stage is room.stage and (not only or program.file.stem in only):
            with tempfile.TemporaryDirectory() as scratch:
                folder = program.write(Path(scratch)).folder
                if WAYS[way](program, folder / f"{room.stage.module}.py"):
                    equal = room.equals[program.file.stem]
                    count.add(program, room.remark(folder, program.law), equal)
    print(f"{room.stage.number:02} {way:<10} {count}", flush=True)
    for line in [f"   silent: {name}" for name in count.silent] + [f"   FALSE: {line}" for line in count.false]:
        print(line, flush=True)
    return len(count.false)


def check_variants(room: Room) -> int:
    """Print which right variants were named, whichever test fails on them, and return how many."""
    named = []
    chosen = [each for each in programs(VARIANTS) if each.stage is room.stage]
    for program in chosen:
        with tempfile.TemporaryDirectory() as scratch:
            folder = program.write(Path(scratch)).folder
            with room.of(folder) as tests:
                names = [test.__name__ for test in tests]
            for law in names[:: max(1, len(names) // 4)]:
                if remark := room.remark(folder, law):
                    named.append(f"{program.name} named {remark.name}")
    print(f"{room.stage.number:02} variants   {len(chosen)} right programs, {len(named)} named", *named, sep="\n   ")
    return len(named)


def alone(program: Program, file: Path) -> bool:
    """The misconception as it is."""
    return True


def among_stubs(program: Program, file: Path) -> bool:
    """The functions and classes that the misconception does not need become stubs; False where there are none."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    others = _not_needed(tree, _changed(program))
    for node in others:
        message = f"stage {program.stage.number:02}: {node.name}"
        for function in [node] if isinstance(node, ast.FunctionDef) else node.body:
            if isinstance(function, ast.FunctionDef):
                function.body = ast.parse(f"raise NotImplementedError({message!r})").body
    file.write_text(ast.unparse(tree), encoding="utf-8")
    return bool(others)


def beside_another(program: Program, file: Path) -> bool:
    """Another misconception, of functions and classes that this one does not need, is added; False where none is."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    free = {node.name for node in _not_needed(tree, _changed(program))}
    for other in programs(MISCONCEPTIONS):
        if other.stage is program.stage and other.file != program.file and _changed(other) <= free:
            text = _with_its_own_names(other.file.read_text(encoding="utf-8"))
            file.write_text(f"{file.read_text(encoding='utf-8')}\n\n{text}", encoding="utf-8")
            return True
    return False


def _with_its_own_names(text: str) -> str:
    """The program with other names for what it keeps in its module, such as the right function."""
    targets = [target for node in ast.parse(text).body if isinstance(node, ast.Assign) for target in node.targets]
    names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return re.sub(rf"\b({'|'.join(names)})\b", r"other_\1", text) if names else text


WAYS = {"alone": alone, "stubs": among_stubs, "another": beside_another}


def _changed(program: Program) -> set[str]:
    tree = ast.parse(program.file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def _not_needed(tree: ast.Module, names: set[str]) -> list[ast.FunctionDef | ast.ClassDef]:
    """The functions and classes that those of these names do not use, directly or through one another."""
    nodes = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    needed, size = set(names), 0
    while len(needed) > size:
        size = len(needed)
        parts = [part for node in nodes if node.name in needed for part in ast.walk(node)]
        needed |= {part.id for part in parts if isinstance(part, ast.Name)}
    return [node for node in nodes if node.name not in needed]


if __name__ == "__main__":
    sys.exit(main())
