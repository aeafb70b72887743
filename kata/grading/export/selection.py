"""What is to be exported: the format that is asked for, and the results that it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kata.errors import ExportError
from kata.grading.export.escaping import one_line
from kata.grading.export.reading import Result, Student

ARGUMENTS: Mapping[str, tuple[str, ...] | None] = {
    "csv": ("", "tests"),
    "junit": ("",),
    "html": ("",),
    "gradescope": ("",),
    "github": ("",),
    "prairielearn": ("",),
    "exercism": ("",),
    "canvas": None,
    "moodle": None,
}
"""All formats, and what may stand behind `=`: None is a file."""


@dataclass(frozen=True)
class Request:
    """What is exported, and how.

    argument: what stands behind `=` in `--to`. one: one student was asked for. due: tests that wait for the due date
    are shown. column: the title of the column of a gradebook. feedback: where Moodle's feedback files go.
    """

    results: Sequence[Result]
    argument: str = ""
    one: bool = False
    due: bool = False
    column: str | None = None
    feedback: Path | None = None


def named_format(text: str) -> tuple[str, str]:
    """`canvas=FILE.csv` as ("canvas", "FILE.csv"). ExportError, which lists the formats, for what is none."""
    name, _, argument = text.partition("=")
    if name not in ARGUMENTS:
        raise ExportError(f"--to: there is no format {name!r}: choose from {', '.join(ARGUMENTS)}")
    allowed = ARGUMENTS[name]
    if allowed is None and not argument:
        raise ExportError(f"--to: {name} fills a file that was downloaded: write {name}=FILE.csv")
    if allowed is not None and argument not in allowed:
        choices = " or ".join(f"{name}={each}" if each else name for each in allowed)
        raise ExportError(f"--to: there is no {text}: write {choices}")
    return name, argument


def check_options(kind: str, column: str | None, feedback: Path | None) -> None:
    """ExportError for an option that the format has no use for."""
    if column is not None and kind not in ("canvas", "moodle"):
        raise ExportError(f"--column: {kind} has no columns to choose from; it is for canvas and moodle")
    if feedback is not None and kind != "moodle":
        raise ExportError(f"--feedback: {kind} takes no feedback files; it is for moodle")


def chosen(results: Sequence[Result], name: str | None) -> list[Result]:
    """All results, or the one of this name: the submission's, or its student's name, id or address."""
    if name is None:
        return list(results)
    found = [result for result in results if result.name == name]
    if not found:
        found = [each for each in results if each.student and name in _names(each.student)]
    if not found:
        raise ExportError(f"--student: there is no {name}: the results have {_some([each.name for each in results])}")
    if len(found) > 1:
        raise ExportError(f"--student: {name} is several: choose from {_some([each.name for each in found])}")
    return found


def _names(student: Student) -> tuple[str, ...]:
    return student.name, student.id, student.email


def _some(names: Sequence[str]) -> str:
    return ", ".join(one_line(name, 80) for name in names[:5]) + (
        f" and {len(names) - 5} more" if len(names) > 5 else ""
    )
