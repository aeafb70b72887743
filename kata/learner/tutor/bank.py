"""The misconceptions of a stage, read as text from the repository; none where an installed copy has no such folder."""

from __future__ import annotations
import __future__

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from kata.course.stages import Stage

EQUAL = re.compile(r"^Equal to: (.+)$", re.MULTILINE)
ASK = re.compile(r"^Ask: (.+?)$", re.MULTILINE)


@dataclass(frozen=True)
class Misconception:
    """A wrong program. says: what it does; asks: the question that helps; code: what is appended to the solution.

    changes: the functions, and the classes with their methods, that it redefines. equals: the misconceptions that
    cannot be told from it.
    """

    name: str
    says: str
    asks: str
    code: CodeType
    changes: dict[str, tuple[str, ...]]
    equals: frozenset[str]


def read_bank(root: Path, stage: Stage) -> list[Misconception]:
    """All misconceptions of a stage."""
    files = sorted((root / "misconceptions" / stage.module).glob("*.py"))
    return [_read(file.stem, file.read_text(encoding="utf-8")) for file in files]


def read_solution(root: Path, stage: Stage) -> CodeType:
    """The solved stage."""
    file = root / "solutions" / f"{stage.module}.py"
    return compile(file.read_text(encoding="utf-8"), file.name, "exec", dont_inherit=True)


def _read(name: str, text: str) -> Misconception:
    tree = ast.parse(text)
    doc = ast.get_docstring(tree) or ""
    says = doc.partition("\n")[0].rstrip(".")
    asks = ASK.search(doc)
    equal = EQUAL.search(doc)
    return Misconception(
        name,
        says[:1].lower() + says[1:],
        asks[1] if asks else "",
        compile(tree, f"{name}.py", "exec", __future__.annotations.compiler_flag, dont_inherit=True),
        {node.name: _methods(node) for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)},
        frozenset(re.split(r",\s*", equal[1])) if equal else frozenset(),
    )


def _methods(node: ast.FunctionDef | ast.ClassDef) -> tuple[str, ...]:
    body = node.body if isinstance(node, ast.ClassDef) else []
    return tuple(each.name for each in body if isinstance(each, ast.FunctionDef))
