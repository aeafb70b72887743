"""Counts a submission's functions that are the solution's, spelling aside, and not the stub's."""

from __future__ import annotations

import ast
import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kata.course.stages import ROOT, STAGES, Stage
from kata.course.syntax import normalise
from kata.errors import ControlsError
from kata.grading.notebooks.convert import convert
from kata.grading.similarity.children import read_digests
from kata.grading.snapshot import Snapshot

LONG = 3
"""Statements from which on a function of a solution is called long: two people rarely write the same one."""


@dataclass(frozen=True)
class Known:
    """What the course itself has in a stage: digests of the solution and of the stubs, and which functions are long.

    texts: the digests of both, by the hash of the file.
    """

    stage: Stage
    solved: Mapping[str, str]
    stubs: Mapping[str, str]
    long: frozenset[str]
    texts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Similarity:
    """Functions of a stage, by name. written: those that are no stubs any more. same: those of them that are the
    solution's. long: those of `same` that are long. readable: whether the file is Python at all."""

    stage: Stage
    written: tuple[str, ...]
    same: tuple[str, ...]
    long: tuple[str, ...]
    readable: bool = True


def known_course(root: Path = ROOT) -> list[Known]:
    """Read solutions and stubs. ControlsError where this copy of the course has no solutions."""
    found = []
    for stage in STAGES:
        try:
            solution = (root / "solutions" / f"{stage.module}.py").read_bytes()
            stub = (root / "exercises" / f"{stage.module}.py").read_bytes()
        except OSError as error:
            text = f"similarity compares with solutions/{stage.module}.py, which cannot be read: {error.strerror}"
            raise ControlsError(text) from error
        solved, stubs = normalise(solution), normalise(stub)
        texts = {hashlib.sha256(solution).hexdigest(): solved, hashlib.sha256(stub).hexdigest(): stubs}
        found.append(Known(stage, solved, stubs, frozenset(_long(solution)), texts))
    return found


def similarity(folder: Path, course: list[Known]) -> list[Similarity]:
    """A submission's stages, as its files are now: they are copied, and read in processes that may be lost.

    OSError where the folder cannot be looked into; GraderError where the copy cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="kata-") as scratch:
        snapshot = Snapshot.of(folder, Path(scratch))
        convert(snapshot)
        there = [known for known in course if (snapshot.folder / f"{known.stage.module}.py").is_file()]
        digests = read_digests(snapshot.folder, [known.stage.module for known in there])
    return [compared(known, digests[known.stage.module]) for known in there]


def compared(known: Known, functions: Mapping[str, str] | None) -> Similarity:
    """The functions of a file by their digests; None for a file that could not be read."""
    if functions is None:
        return Similarity(known.stage, (), (), (), readable=False)
    written = [name for name in known.solved if name in functions and functions[name] != known.stubs.get(name)]
    same = [name for name in written if functions[name] == known.solved[name]]
    return Similarity(known.stage, tuple(written), tuple(same), tuple(name for name in same if name in known.long))


def _long(text: bytes) -> Iterator[str]:
    for node in ast.parse(text).body:
        for each in [node, *(node.body if isinstance(node, ast.ClassDef) else [])]:
            if isinstance(each, ast.FunctionDef):
                statements = sum(isinstance(inner, ast.stmt) for inner in ast.walk(each)) - 1
                if statements - (ast.get_docstring(each) is not None) >= LONG:
                    yield each.name if each is node else f"{getattr(node, 'name', '')}.{each.name}"
