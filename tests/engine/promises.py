"""`python -m tests.engine.promises`: which law keeps which sentence of the stages' docstrings; writes docs/promises.md.

The sentences are read in `exercises/`. What keeps each of them is written down in `tests/engine/promises/`, a TOML
file a stage: a table for each docstring, and in it for each sentence a list of tests, or "advice" for one that says
that it is no more. `--missing` prints what is not written down yet, in the form of these files.
"""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from kata.course.stages import ROOT, STAGES, Stage

FOLDER = ROOT / "tests" / "engine" / "promises"
PAGE = ROOT / "docs" / "promises.md"
ADVICE = "advice"
HEAD = """# What the docstrings promise, and which law keeps it

Written by `python -m tests.engine.promises`. Advice is what no test asks for.
"""


@dataclass(frozen=True)
class Promise:
    """A sentence of a docstring; `kept_by` names tests, or is "advice", or is None where nothing is written down."""

    owner: str
    sentence: str
    kept_by: list[str] | str | None


def promises(stage: Stage) -> list[Promise]:
    """Every sentence of a stage's docstrings but sources, in order."""
    table = known(stage)
    return [
        Promise(owner, sentence, table.get(owner, {}).get(sentence))
        for owner, text in docstrings(stage)
        for sentence in sentences(text)
    ]


def known(stage: Stage) -> dict[str, dict[str, list[str] | str]]:
    """What is written down about a stage."""
    file = FOLDER / f"{stage.module}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def docstrings(stage: Stage) -> Iterator[tuple[str, str]]:
    """The docstrings of a stage's functions, classes and methods, by full name."""
    for node in ast.parse((ROOT / "exercises" / f"{stage.module}.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, ast.get_docstring(node) or ""
        for each in node.body if isinstance(node, ast.ClassDef) else []:
            if isinstance(each, ast.FunctionDef):
                yield f"{node.name}.{each.name}", ast.get_docstring(each) or ""


def sentences(text: str) -> list[str]:
    """The sentences of a docstring, each on one line; a source promises nothing."""
    found = [each for part in text.split("\n\n") for each in re.split(r"(?<=[.?!])\s+", " ".join(part.split()))]
    return [each for each in found if each and not re.match(r"Sources?( |:)", each)]


def page() -> str:
    """The table as Markdown."""
    lines = [HEAD]
    for stage in STAGES:
        lines += [f"## Stage {stage.number:02}: {stage.title}\n", "| of | sentence | kept by |", "|---|---|---|"]
        for each in promises(stage):
            laws = each.kept_by or "nothing"
            shown = laws if isinstance(laws, str) else "<br>".join(f"`{law}`" for law in laws)
            lines.append(f"| `{each.owner}` | {each.sentence.replace('|', chr(92) + '|')} | {shown} |")
        lines.append("")
    return "\n".join(lines)


def missing(stage: Stage) -> str:
    """The sentences about which nothing is written down, as TOML to be filled in."""
    lines, owner = [f"# {stage.module}"], ""
    for each in promises(stage):
        if each.kept_by is None:
            if each.owner != owner:
                owner = each.owner
                lines.append(f'\n["{owner}"]')
            lines.append(f"{_quoted(each.sentence)} = []")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def main() -> None:
    """Write the table, or print what it lacks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missing", type=int, metavar="STAGE", help="print what is not written down about a stage")
    options = parser.parse_args()
    if options.missing:
        print(missing(STAGES[options.missing - 1]))
    else:
        PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
