"""Which laws are about which function: a law belongs to the last function, in the order of the stage, that it calls.

Read off the text of the stage's tests, and of the helpers in their file. `slider` is
so checked before `forward` is written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kata.course.notebooks import most_about, names_of_stage, top_names
from kata.course.source import parse
from kata.course.stages import ROOT, STAGES, Stage
from kata.errors import NotebookError


@cache
def laws_of_stage(stage: Stage) -> dict[str, str]:
    """The tests of a stage in their order, each with the full name of the function that it is about."""
    tree = parse(ROOT / Path(stage.test_file))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    order = names_of_stage(stage)
    called = {name: _called(node, functions, set()) for name, node in functions.items()}
    return {
        name: max((each for each in order if _is_called(each, called[name])), key=order.index, default=order[0])
        for name in functions
        if name.startswith("test_")
    }


def laws_of(stage: Stage, name: str | None) -> list[str]:
    """The tests of a function, of a class with all its methods, or of the whole stage, in their order."""
    laws = laws_of_stage(stage)
    if name is None:
        return list(laws)
    full = full_name(stage, name)
    return [test for test, about in laws.items() if about == full or about.startswith(f"{full}.")]


def full_name(stage: Stage, name: str) -> str:
    """The function or class that is meant: a method may be named without its class, and `__init__` means the class."""
    name = name.removesuffix(".__init__")
    names = (*names_of_stage(stage), *top_names(stage))
    return next((each for each in names if name in (each, each.rpartition(".")[2])), "")


def find_stage(name: str | None, number: int | None, defined: Iterable[str]) -> Stage:
    """The stage that a check is about: the one asked for, or of those with the name what the notebook is most about.

    Raises NotebookError where no stage has it, or several may be meant.
    """
    if number is not None and not 1 <= number <= len(STAGES):
        raise NotebookError(f"there is no stage {number}: choose 1 to {len(STAGES)}")
    stages = [each for each in STAGES if number is None or each.number == number]
    fitting = [each for each in stages if name is None or full_name(each, name)]
    if not fitting:
        where = f"stage {number} has" if number else "no stage has"
        choice = f": choose from {', '.join(names_of_stage(stages[0]))}" if number else ""
        raise NotebookError(f"{where} a function {name}{choice}")
    best = most_about(defined, fitting)
    if best is None and number is None:
        text = f"{name} is not defined in this notebook" if name else "this notebook defines no function of a stage"
        raise NotebookError(f"{text}: run its cell first")
    return best or fitting[0]


def _is_called(full: str, called: set[str]) -> bool:
    owner, _, method = full.rpartition(".")
    return f".{method}" in called if owner else f"stage.{full}" in called


def _called(node: ast.AST, functions: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    """What a function of a test file asks of the stage: `stage.sigmoid`, and `.forward` of whatever it is."""
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            owner = part.value.id if isinstance(part.value, ast.Name) else ""
            found.add(f"stage.{part.attr}" if owner == "stage" else f".{part.attr}")
        elif isinstance(part, ast.Name) and part.id in functions and part.id not in seen:
            found |= _called(functions[part.id], functions, seen | {part.id})
    return found
