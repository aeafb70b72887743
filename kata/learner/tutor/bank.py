"""The misconceptions of a stage, read as text from the repository; none where an installed copy has no such folder."""

from __future__ import annotations
import __future__

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType

from kata.course.stages import Stage

EQUAL = re.compile(r"^Equal to: (\w+)$", re.MULTILINE)
ASK = re.compile(r"^Ask: (.+?)$", re.MULTILINE)
CAUGHT = re.compile(r"^Caught by: (\w+)$", re.MULTILINE)
CHANGE = re.compile(r"^(class|def|    def) (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Misconception:
    """A wrong program. says: what it does; asks: the question that helps; text: what is appended to the solution.

    changes: the functions, and the classes with their methods, that it redefines. stands_for: itself, or another one
    that answers every call alike, and is named in its place: its docstring says so, `Equal to: name`. caught_by: the
    test that it never passes.
    """

    name: str
    says: str
    asks: str
    text: str
    changes: dict[str, tuple[str, ...]]
    stands_for: str
    caught_by: str = ""

    @cached_property
    def code(self) -> CodeType:
        """Its text, compiled as a part of the solution's."""
        flags = __future__.annotations.compiler_flag
        code: CodeType = compile(self.text, f"{self.name}.py", "exec", flags, dont_inherit=True)
        return code


def read_bank(root: Path, stage: Stage) -> list[Misconception]:
    """All misconceptions of a stage."""
    files = sorted((root / "misconceptions" / stage.module).glob("*.py"))
    return [_read(file.stem, file.read_text(encoding="utf-8")) for file in files]


def read_solution(root: Path, stage: Stage) -> CodeType:
    """The solved stage."""
    file = root / "solutions" / f"{stage.module}.py"
    return compile(file.read_text(encoding="utf-8"), file.name, "exec", dont_inherit=True)


def _read(name: str, text: str) -> Misconception:
    doc, _, code = text.removeprefix('"""').partition('"""')
    says = doc.partition("\n")[0].rstrip(".")
    asks, equal, caught = ASK.search(doc), EQUAL.search(doc), CAUGHT.search(doc)
    return Misconception(
        name,
        says[:1].lower() + says[1:],
        asks[1] if asks else "",
        text,
        _changes(code),
        equal[1] if equal else name,
        caught[1] if caught else "",
    )


def _changes(code: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, name in CHANGE.findall(code):
        if kind != "    def":
            found[name] = ()
        elif found:
            last = next(reversed(found))
            found[last] += (name,)
    return found
