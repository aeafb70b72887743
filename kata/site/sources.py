"""What the pages are made of, read from the files of the course; none of them is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kata.course.source import parse
from kata.course.stages import ROOT, Stage
from kata.errors import SiteError
from kata.learner.notebook.laws import laws_of_stage

MISCONCEPTION = re.compile(r"(.*?)\n\nBelieved: (.*?)\nAsk: (.*?)\nCaught by: (\w+)", re.DOTALL)


@dataclass(frozen=True)
class Law:
    """A law in plain words, and the function that it is about."""

    about: str
    text: str


@dataclass(frozen=True)
class Misconception:
    """What a wrong program does, what was believed, and a question that helps; about: the function."""

    about: str
    does: str
    believed: str
    ask: str


@dataclass(frozen=True)
class Readme:
    """The parts of the README: what comes before the learners' part, theirs, and the instructors'."""

    start: str
    learners: str
    instructors: str


def laws(stage: Stage) -> list[Law]:
    """The laws of a stage, in the order of its tests."""
    about = laws_of_stage(stage)
    tree = parse(ROOT / stage.test_file)
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in about]
    return [Law(about[node.name], _line(ast.get_docstring(node) or node.name)) for node in tests]


def misconceptions(stage: Stage) -> Iterator[Misconception]:
    """The wrong programs of a stage, by name. SiteError for one that does not say what it is."""
    about = laws_of_stage(stage)
    for file in sorted((ROOT / "misconceptions" / stage.module).glob("*.py")):
        found = MISCONCEPTION.match(ast.get_docstring(parse(file)) or "")
        if not found:
            raise SiteError(f"{file.parent.name}/{file.name} does not say Believed, Ask and Caught by, in this order")
        does, believed, ask, law = found.groups()
        yield Misconception(about.get(law, ""), _line(does), _line(believed), _line(ask))


def solution(stage: Stage) -> str:
    """The text of the solved file, without its first line, which only says that it is one."""
    text = (ROOT / "solutions" / f"{stage.module}.py").read_text(encoding="utf-8")
    return re.sub(r'\A"""[^"]*"""\s*', "", text).strip()


def readme(file: Path = ROOT / "README.md") -> Readme:
    """The parts of the README. SiteError where a heading is missing."""
    text = file.read_text(encoding="utf-8")
    parts = re.split(r"^## (For learners|For instructors|For maintainers)$", text, flags=re.MULTILINE)
    if parts[1::2] != ["For learners", "For instructors", "For maintainers"]:
        raise SiteError(f"{file.name} needs the parts For learners, For instructors, For maintainers, in this order")
    return Readme(parts[0].strip(), f"# For learners{parts[2]}".strip(), f"# For instructors{parts[4]}".strip())


def _line(text: str) -> str:
    return " ".join(text.split())
