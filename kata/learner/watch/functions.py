"""One function of a stage's file: put back to its stub, or shown beside the course's solution.

A stub is what the solution's function begins with, its signature and docstring, and a `raise`: no second copy of the
exercises is needed. Texts keep the ends of their lines; functions are named as in hints, `sigmoid` or
`ConvolutionalLayer.forward`.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kata.course.hints import hints_of
from kata.course.stages import ROOT, STAGES, Stage
from kata.course.whole_files import write_whole
from kata.errors import WatchError
from kata.learner.watch.results import StageResult

Function = ast.FunctionDef | ast.AsyncFunctionDef
MOST_BACKUPS = 1000


def full_name(number: int, name: str) -> tuple[Stage, str]:
    """A function of a stage by its full name; a method may be named without its class, as for a hint.

    Raises WatchError, which lists what there is, for an unknown stage or function.
    """
    if not 1 <= number <= len(STAGES):
        raise WatchError(f"there is no stage {number}: choose one from 1 to {len(STAGES)}")
    names = list(hints_of(STAGES[number - 1]))
    found = [each for each in names if name in (each, each.rpartition(".")[2])]
    if not found:
        raise WatchError(f"stage {number} has no function {name!r}: choose one of {', '.join(names)}")
    return STAGES[number - 1], found[0]


def reset(folder: Path, stage: Stage, name: str) -> Path:
    """Put a function back to its stub; the path of the backup of the file as it was.

    Raises WatchError where the file cannot be read or written, is no Python, or has no such function.
    """
    file = folder / f"{stage.module}.py"
    text = _read(file)
    new = _replaced(text, _find(text, name, file), stub_of(stage, name))
    try:
        backup = _back_up(file, text)
        write_whole(file, new.encode())
    except OSError as error:
        raise WatchError(f"{file} cannot be written: {error.strerror}. Nothing was changed.") from error
    return backup


def stub_of(stage: Stage, name: str) -> str:
    """The stub of a function as the exercises have it, indented by nothing."""
    text = _solution_text(stage)
    node = _find(text, name, ROOT / "solutions" / f"{stage.module}.py")
    doc = node.body[0]
    head = text.split("\n")[_first_line(node) - 1 : doc.end_lineno]
    last = f'{" " * doc.col_offset}raise NotImplementedError("stage {stage.number:02}: {name}")'
    return textwrap.dedent("\n".join([*head, last]))


def own_and_solution(folder: Path, stage: Stage, name: str) -> tuple[str, str]:
    """The text of a function in the target, and in the solutions. WatchError as for `reset`."""
    file = folder / f"{stage.module}.py"
    own, solution = _read(file), _solution_text(stage)
    return _text(own, _find(own, name, file)), _text(solution, _find(solution, name, file))


def passes(result: StageResult, name: str) -> bool:
    """Whether the tests that use a function passed: those that name it, directly or through the test file's helpers.

    One that no test names passes with its whole stage.
    """
    tests = _tests_of(result.stage, name)
    mine = [each.state == "passed" for each in result.tests if each.test.rpartition("::")[2].partition("[")[0] in tests]
    return all(mine) if mine else result.passed


def passing(result: StageResult | None) -> list[str]:
    """The functions of a stage whose solution may be shown."""
    return [name for name in hints_of(result.stage) if passes(result, name)] if result else []


def line_of(folder: Path, stage: Stage, name: str) -> int:
    """Where a function begins in the target's file; 1 where that cannot be told."""
    file = folder / f"{stage.module}.py"
    try:
        return _first_line(_find(_read(file), name, file))
    except WatchError:
        return 1


@cache
def _tests_of(stage: Stage, name: str) -> set[str]:
    """The tests of a stage's file that name a function: a class stands for its `__init__`."""
    short = name.removesuffix(".__init__").rpartition(".")[2]
    texts = _texts_of_tests(stage)
    found = {short}
    while more := {each for each, text in texts.items() if each not in found and _names_any(text, found)}:
        found |= more
    return {each for each in found if each.startswith("test_")}


@cache
def _texts_of_tests(stage: Stage) -> dict[str, str]:
    tree = _parsed((ROOT / stage.test_file).read_text(encoding="utf-8"))
    return {node.name: ast.unparse(node) for node in tree.body if isinstance(node, ast.FunctionDef)}


def _names_any(text: str, names: set[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "the text is not UTF-8"
        raise WatchError(f"{file} cannot be read: {why}") from error


def _solution_text(stage: Stage) -> str:
    return _read(ROOT / "solutions" / f"{stage.module}.py").replace("\r\n", "\n")


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text.removeprefix("\ufeff"))


def _find(text: str, name: str, file: Path) -> Function:
    """A function's definition: the last one of that name, which is the one that counts."""
    try:
        tree = _parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        raise WatchError(f"{file.name}:{line} is no valid Python: mend that first") from error
    found = [node for full, node in _functions(tree) if full == name]
    if not found:
        raise WatchError(f"{file.name} has no {name}: write its first line again, def ...")
    return found[-1]


def _functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    for node in tree.body:
        if isinstance(node, Function):
            yield node.name, node
        for method in node.body if isinstance(node, ast.ClassDef) else []:
            if isinstance(node, ast.ClassDef) and isinstance(method, Function):
                yield f"{node.name}.{method.name}", method


def _first_line(node: Function) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])


def _text(text: str, node: Function) -> str:
    """A function without its docstring, which a learner has read."""
    lines = text.replace("\r\n", "\n").split("\n")
    doc = node.body[0] if ast.get_docstring(node) and len(node.body) > 1 else None
    head = lines[_first_line(node) - 1 : doc.lineno - 1 if doc else node.end_lineno]
    return textwrap.dedent("\n".join([*head, *lines[doc.end_lineno or 0 : node.end_lineno]] if doc else head))


def _replaced(text: str, node: Function, stub: str) -> str:
    """The text with a stub in a function's place, indented as that is."""
    lines = text.split("\n")
    first = lines[_first_line(node) - 1]
    end = "\r" if first.endswith("\r") else ""
    indent = first[: len(first) - len(first.lstrip())]
    new = [f"{indent}{line}{end}" if line else end for line in stub.split("\n")]
    return "\n".join([*lines[: _first_line(node) - 1], *new, *lines[node.end_lineno or 0 :]])


def _back_up(file: Path, text: str) -> Path:
    """Keep a copy beside the file, under a name that is not taken; no test and no grader reads it."""
    for number in range(1, MOST_BACKUPS):
        backup = file.with_name(f"{file.stem}.before-reset-{number}.txt")
        try:
            with backup.open("xb") as opened:
                opened.write(text.encode())
        except FileExistsError:
            continue
        return backup
    raise WatchError(f"there are too many backups of {file.name}: delete some of {file.stem}.before-reset-*")
