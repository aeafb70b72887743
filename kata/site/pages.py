"""The pages as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from kata.course.hints import hints_of
from kata.course.notebooks import names_of_stage
from kata.course.stages import ROOT, STAGES, Stage
from kata.drawing.pictures import pictures_of
from kata.site import sources

KINDS = ("A question", "A concept", "A step")


def page_of(stage: Stage, cells: Iterable[Any]) -> str:
    """A stage's page: lesson, pictures, stubs with their hints, laws, what goes wrong, and the solution.

    cells: of the lesson, as jupytext reads them.
    """
    lesson, *rest = cells
    parts = [lesson.source, *_pictures(stage)]
    for cell in rest:
        parts += [cell.source] if cell.cell_type == "markdown" else _code(stage, cell.source)
    parts += [*_laws(stage), *_wrong(stage), *_solution(stage)]
    return "\n\n".join(parts) + "\n"


def start_page() -> str:
    """README's first part; its table leads to the stages' pages."""
    text = sources.readme().start.replace("](docs/", "](")
    for stage in STAGES:
        text = text.replace(f"`{stage.module}.py`", f"[{stage.module}.py]({name_of(stage)})")
    return f"{text}\n"


def name_of(stage: Stage) -> str:
    """The file of a stage's page."""
    return f"stage{stage.number:02}.md"


def fold(kind: str, title: str, text: str) -> str:
    """A part that unfolds when one clicks on it, or presses Enter, and is open in print."""
    inner = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
    return f'??? {kind} "{title}"\n\n{inner}'


def plain(text: str) -> str:
    """A text for Markdown that means nothing but itself, except for code in backticks."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(part if part.startswith("`") else _escaped(part) for part in parts)


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\*_\[\]#!|])", r"\\\1", text)


def _pictures(stage: Stage) -> Iterator[str]:
    found = pictures_of(stage.number)
    if found:
        yield "## In a picture"
    for each in found:
        file = f"pictures/{each.file}"
        yield f"[![{each.alt}]({file})]({file})\n\n*{each.alt}*"


def _code(stage: Stage, text: str) -> Iterator[str]:
    """A code cell with a stub, and its hints; imports are left out."""
    hints = hints_of(stage)
    defined = re.findall(r"^(?:def|class) (\w+)", text, re.MULTILINE)
    if defined:
        yield f"```python\n{text}\n```"
    for name in [each for each in hints if each.partition(".")[0] in defined]:
        levels = [fold("tip", f"{kind}: {name}", plain(hint)) for kind, hint in zip(KINDS, hints[name], strict=True)]
        nested = "\n\n".join(levels)
        yield fold("question", f"Hints for {name}", nested)


def _laws(stage: Stage) -> Iterator[str]:
    yield f"## The laws\n\nWhat `pytest {stage.test_file}` asks, easiest first."
    for about, group in groupby(sorted(sources.laws(stage), key=_order(stage)), key=lambda law: law.about):
        yield f"### {plain(about)}\n\n" + "\n".join(f"- {plain(law.text)}" for law in group)


def _wrong(stage: Stage) -> Iterator[str]:
    found = sorted(sources.misconceptions(stage), key=_order(stage))
    yield f"## What goes wrong\n\n{len(found)} wrong programs that the laws catch: what was believed, and a question."
    for about, group in groupby(found, key=lambda each: each.about):
        items = [
            f"- **{plain(each.does)}** Believed: {plain(each.believed)} *{plain(_capital(each.ask))}*" for each in group
        ]
        yield fold("failure", f"{about or 'The whole stage'}: {len(items)}", "\n".join(items))


def _order(stage: Stage) -> Any:
    names = names_of_stage(stage)
    return lambda each: names.index(each.about) if each.about in names else -1


def _solution(stage: Stage) -> Iterator[str]:
    yield "## A solution"
    yield fold("success", "Show it: only when yours passes", f"```python\n{sources.solution(stage)}\n```")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lesson_text(stage: Stage) -> str:
    """The file with the lesson."""
    return (ROOT / "exercises" / f"{stage.module}.py").read_text(encoding="utf-8")
