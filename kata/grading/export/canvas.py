"""Fills the column of an assignment in a gradebook that was exported from Canvas.

Only rows of students with a result are written, as an empty cell would take a grade away; and of the assignments'
columns only the filled one, as the others may have changed since the file was exported. What names a student stays as
it was.
"""

from __future__ import annotations

import re
from pathlib import Path

from kata.errors import ExportError
from kata.grading.export.escaping import one_line
from kata.grading.export.matching import Person, match, name_forms
from kata.grading.export.selection import Request
from kata.grading.export.sheets import Sheet, number, read_sheet, shown, two_decimals

IDENTITY = ("ID", "SIS User ID", "SIS Login ID")
"""In the order in which Canvas itself looks for a student."""
KEPT = ("Student", *IDENTITY, "Integration ID", "Root Account", "Section")
ASSIGNMENT = re.compile(r"(.*\S)\s+\((\d+)\)", re.DOTALL)
EXCUSED = "ex"


def fill_gradebook(request: Request) -> tuple[bytes, tuple[str, ...]]:
    """The file to import, and notes for the instructor. ExportError where the gradebook leaves a choice open."""
    sheet = read_sheet("canvas", Path(request.argument))
    if missing := [name for name in ("Student", "ID", "Section") if name not in sheet.header]:
        raise ExportError(f"canvas: {request.argument} has no column {missing[0]}: export the gradebook as CSV")
    column = find_column(sheet, request.column)
    places = {name: sheet.header.index(name) for name in KEPT if name in sheet.header}
    students = [row for row in range(1, len(sheet.rows)) if _is_student(sheet, row, places)]
    matches = match(request.results, [_person(sheet, row, places) for row in students])
    comma = sheet.decimal_comma(*(n for n, title in enumerate(sheet.header) if ASSIGNMENT.fullmatch(title)))
    notes, rows = list(matches.notes), []
    for row, cells in enumerate(sheet.rows):
        result = matches.results.get(row)
        kept = [cells[place] for place in places.values()]
        if row in students and result is None:
            continue
        if result and cells[column].strip().casefold() == EXCUSED:
            notes.append(f"{one_line(result.name)} is left out: excused in the gradebook")
            continue
        rows.append([*kept, two_decimals(result.points, comma) if result else cells[column]])
    notes += _possible(sheet, column, request)
    notes.append(f"{len(matches.results)} of {len(students)} students of the gradebook have a result")
    return sheet.with_rows(rows).to_bytes(), tuple(notes)


def find_column(sheet: Sheet, wanted: str | None) -> int:
    """The column of an assignment: of this title, with or without its number, or the only one."""
    titles = {n: title for n, title in enumerate(sheet.header) if ASSIGNMENT.fullmatch(title)}
    choices = ", ".join(repr(title) for title in titles.values()) or "none: make the assignment in Canvas first"
    if wanted is None:
        found = list(titles)
    else:
        found = [n for n, title in titles.items() if title == wanted]
        found = found or [n for n, title in titles.items() if _plain(title) == wanted.strip().casefold()]
    if len(found) == 1:
        return found[0]
    if wanted is None:
        raise ExportError(f"canvas: say with --column which assignment is filled: {choices}")
    what = "several columns are" if found else "no column is"
    raise ExportError(f"canvas: {what} titled {wanted!r}; there are {choices}")


def _plain(title: str) -> str:
    found = ASSIGNMENT.fullmatch(title)
    return (found[1] if found else title).strip().casefold()


def _is_student(sheet: Sheet, row: int, places: dict[str, int]) -> bool:
    """Whether a row is no row of the gradebook's own, such as `Points Possible`."""
    return bool(sheet.rows[row][places["ID"]].strip()) or any(
        name in places and sheet.rows[row][places[name]].strip() for name in IDENTITY
    )


def _person(sheet: Sheet, row: int, places: dict[str, int]) -> Person:
    cells = sheet.rows[row]
    marks = tuple(shown(cells[places[name]]) if name in places else "" for name in IDENTITY)
    return Person(row, marks, name_forms(shown(cells[places["Student"]])))


def _possible(sheet: Sheet, column: int, request: Request) -> list[str]:
    """A note where the assignment has other points than the results."""
    cells = [row[column] for row in sheet.rows[1:] if row[0].strip().casefold() == "points possible"]
    possible = number(cells[0]) if cells else None
    most = max(result.max_points for result in request.results)
    if possible is None or abs(possible - most) < 0.005:
        return []
    return [f"the assignment has {possible:g} points and the results {most:g}: points are written as they are"]
