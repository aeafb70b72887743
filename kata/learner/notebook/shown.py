"""A check as HTML and as text. All that comes from a program is escaped; pictures are images, in which nothing runs."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from html import escape

import numpy as np

from kata.errors import printable
from kata.learner.notebook.check import Checked, Result

WORDS = {
    "todo": "to do",
    "failed": "wrong",
    "timeout": "no end",
    "crashed": "crashed",
    "blocked": "waits",
    "error": "does not run",
    "grader_error": "not known: the course itself failed",
}
LEAD = "border-left:.4em {line} {colour};padding:.2em 1em;margin:.5em 0;font-family:sans-serif;line-height:1.4"
RIGHT, WRONG, WAITING = ("solid", "#1f4e79"), ("double", "#b35806"), ("dashed", "#888")


def summary(checked: Checked) -> str:
    """One sentence: what was checked, and what came of it."""
    counts = Counter(each.state for each in checked.results)
    total = len(checked.results) + checked.left
    if checked.trouble or not total:
        return f"{checked.about}: not checked. {checked.trouble}".rstrip()
    if counts["passed"] == total:
        return f"{checked.about}: all {total} laws hold"
    others = [f"{counts[state]} {word}" for state, word in WORDS.items() if counts[state]]
    others += [f"{checked.left} not reached"] if checked.left else []
    return f"{checked.about}: {counts['passed']} of {total} laws hold, {', '.join(others)}"


def as_text(checked: Checked) -> str:
    """For a terminal, and for notebooks that show no HTML."""
    lines = [summary(checked)]
    if first := _first(checked):
        lines += [f"  {first.law}: {WORDS.get(first.state, first.state)}"]
        lines += first.card.lines() if first.card else [f"  {first.todo}"]
    return "\n".join(printable(line) for line in lines)


def as_html(checked: Checked) -> str:
    """The card of the first law that does not hold, open; the others fold out."""
    wrong = [each for each in checked.results if each.state != "passed"]
    todo = bool(wrong) and all(each.state == "todo" for each in wrong)
    kind = WRONG if (wrong and not todo) or checked.left or checked.trouble else WAITING if todo else RIGHT
    mark = {RIGHT: "✓", WRONG: "✗", WAITING: "…"}[kind]
    style = LEAD.format(line=kind[0], colour=kind[1])
    return f'<div style="{style}"><b>{mark} {_text(summary(checked))}</b>{"".join(_cards(checked))}</div>'


def _first(checked: Checked) -> Result | None:
    """What to read first: something wrong before something to do."""
    wrong = [each for each in checked.results if each.state != "passed"]
    return min(wrong, key=lambda each: each.state == "todo", default=None)


def _cards(checked: Checked) -> Iterator[str]:
    first = _first(checked)
    if first and first.state != "todo":
        yield _card(first)
    for each in checked.results:
        if each.state not in ("passed", "todo") and each is not first:
            yield f"<details><summary>{_text(_title(each))}</summary>{_card(each)}</details>"


def _title(result: Result) -> str:
    return f"{result.law.removeprefix('test_').replace('_', ' ')}: {WORDS.get(result.state, result.state)}"


def _card(result: Result) -> str:
    lines = "\n".join(result.card.lines()) if result.card else result.todo
    text = "\n".join(_text(line) for line in lines.split("\n"))
    return f"<div>{_text(_title(result))}</div>{_pictures(result)}<pre style='white-space:pre-wrap'>{text}</pre>"


def _pictures(result: Result) -> str:
    """Expected, yours, and the difference."""
    if result.got is None and result.expected is None:
        return ""
    from kata.drawing.grid import compare, row_of, to_svg

    empty = np.empty(0)
    got, expected = (empty if each is None else each for each in (result.got, result.expected))
    panels = compare(expected, got)
    if not panels:
        return ""
    data = base64.b64encode(to_svg(row_of(panels))).decode()
    alt = "Numbers as coloured squares: " + ", ".join(panel.title for panel in panels)
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{data}" style="max-width:100%;background:white">'


def _text(text: str) -> str:
    return escape(printable(text))
