"""The files that are the course: all that a learner needs, and nothing that has a solution in it.

They are named one by one, from the manifest and from the packages' own data: whatever else lies in this repository
stays here.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kata.course.stages import ROOT, STAGES
from kata.errors import GraderError

PLAIN = ("constraints.txt", "LICENSE", ".gitignore", "grader.py", "docs/digit.png")
TESTS = ("tests/__init__.py", "tests/oracles.py", "tests/strategies.py", "tests/stages/__init__.py")
SETTINGS = "pyproject.toml"
MAINTAINERS = ("ruff", "mypy", "importlinter", "poe")
"""Tools whose settings name folders that are not handed out."""


def course_files(root: Path = ROOT) -> dict[str, bytes]:
    """The content of each file by its path in the repository, all but the README.

    Raises GraderError where one is missing, or where a stub has been filled.
    """
    names = [*PLAIN, *(name for name in TESTS if (root / name).is_file()), *_engine(root)]
    for stage in STAGES:
        names += [f"exercises/{stage.module}.py", stage.test_file]
    files = {name: read(root, name) for name in sorted(names)}
    for stage in STAGES:
        _check_stubs(f"exercises/{stage.module}.py", files[f"exercises/{stage.module}.py"])
    return {**files, SETTINGS: learners_settings(read(root, SETTINGS).decode("utf-8")).encode("utf-8")}


def read(root: Path, name: str) -> bytes:
    """A file of the repository; GraderError where it cannot be read."""
    try:
        return (root / name).read_bytes()
    except OSError as error:
        raise GraderError(f"{name} cannot be read, and belongs to the course: {error.strerror}") from error


def learners_settings(text: str) -> str:
    """`pyproject.toml` without the tables of the maintainers' tools."""
    kept: list[str] = []
    skips = False
    for line in text.splitlines(keepends=True):
        if line.startswith("["):
            table = line.strip("[] \r\n").split(".")
            skips = table[0] == "tool" and table[1] in MAINTAINERS
        if not skips:
            kept.append(line)
    return "".join(kept).rstrip() + "\n"


def _engine(root: Path) -> Iterator[str]:
    """The modules of `kata/`, and the data that `pyproject.toml` says belong to its packages."""
    packages = tomllib.loads(read(root, SETTINGS).decode("utf-8"))["tool"]["setuptools"]["package-data"]
    patterns = [f"{package.replace('.', '/')}/{each}" for package, data in packages.items() for each in data]
    for file in sorted(file for pattern in ("kata/**/*.py", *patterns) for file in root.glob(pattern)):
        parts = file.relative_to(root).parts
        if file.is_file() and not any(part.startswith(".") for part in parts):
            yield "/".join(parts)


def _check_stubs(name: str, text: bytes) -> None:
    """GraderError where an exercise has a function with more in it than its docstring and the stub's error."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not _is_stub(node):
            raise GraderError(
                f"{name}, line {node.lineno}, is no stub any more: put the original back before it is handed out"
            )


def _is_stub(node: ast.AST) -> bool:
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return False
    rest = body[1:] if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else body
    error = rest[0].exc if len(rest) == 1 and isinstance(rest[0], ast.Raise) else None
    return isinstance(error, ast.Call) and isinstance(error.func, ast.Name) and error.func.id == "NotImplementedError"
