"""What the text of a target's file says, without running it: its imports and its definitions.

A grader has this done in a sandbox: a text of a few kilobytes can keep a parser busy for minutes.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kata.course.stages import STAGES, Stage
from kata.course.text import told

LARGEST = 200_000
"""Bytes of a file that are parsed, which takes a thousand times as much memory. It may also be a pipe."""

Definitions = dict[str, tuple[int, str]]
"""The line and the full name of each function, class and method of a file, by its own name."""


@dataclass(frozen=True)
class Source:
    """A stage's file, and those of the stages that it imports, directly or through one another.

    below: the other stages, in order of number. imports: all modules that any of the files names. definitions: of the
    stage's own file.
    """

    below: tuple[Stage, ...] = ()
    imports: frozenset[str] = frozenset()
    definitions: Definitions = field(default_factory=dict)

    def packed(self) -> dict[str, Any]:
        """As plain values, for a message."""
        below = [stage.module for stage in self.below]
        return {"below": below, "imports": sorted(self.imports), "definitions": self.definitions}

    @classmethod
    def unpacked(cls, what: dict[str, Any]) -> Source:
        """Out of a message. ValueError, TypeError or LookupError for one that says something else."""
        below = tuple(stage for stage in STAGES if stage.module in list(what["below"]))
        found = {str(name): (int(line), told(full, 100)) for name, (line, full) in dict(what["definitions"]).items()}
        return cls(below, frozenset(map(str, what["imports"])), found)


def read_source(folder: Path, stage: Stage) -> Source:
    """Read the file of a target's stage, and the files below it."""
    trees = {stage.module: parse(folder / f"{stage.module}.py")}
    names = imports_of(trees[stage.module])
    modules = {each.module for each in STAGES}
    while waiting := (names & modules) - trees.keys():
        for module in waiting:
            trees[module] = parse(folder / f"{module}.py")
            names |= imports_of(trees[module])
    below = tuple(each for each in STAGES if each.module in trees and each is not stage)
    return Source(below, frozenset(names), definitions_of(trees[stage.module]))


def parse(file: Path) -> ast.Module:
    """The text of a file as a tree; an empty one where it is no Python, or too large to be told."""
    try:
        if file.is_file() and file.stat().st_size <= LARGEST:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(file.read_bytes())
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        pass
    return ast.Module([], [])


def imports_of(tree: ast.Module) -> set[str]:
    """The modules that a file imports, by their full names; `from a import b` may mean the module a.b."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name.removeprefix("exercises.") for name in found}


def definitions_of(tree: ast.Module) -> Definitions:
    """The functions, classes and methods of a file; a class stands for its `__init__`."""
    found: Definitions = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node.lineno, node.name
        for method in node.body if isinstance(node, ast.ClassDef) else []:
            if isinstance(method, ast.FunctionDef):
                assert isinstance(node, ast.ClassDef)
                name = node.name if method.name == "__init__" else method.name
                found[name] = method.lineno, f"{node.name}.{method.name}"
    return found
