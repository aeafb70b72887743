"""Fills a grading worksheet that was downloaded from Moodle; its headers are in the language of the site.

    Identifier, Full name, [Email address], Status, Grade, Maximum Grade, ..., Last modified (grade), Feedback comments

Only rows of students with a result are written. `Last modified (grade)` stays as it was: by it Moodle sees which grade
is newer.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from kata.errors import ExportError
from kata.grading.export.escaping import one_line
from kata.grading.export.matching import Person, match, name_forms
from kata.grading.export.reading import Result
from kata.grading.export.selection import Request
from kata.grading.export.sheets import Sheet, number, read_sheet, shown, two_decimals
from kata.grading.export.views import StudentView, student_view, summary

IDENTIFIER = re.compile(r"\D*?(\d+)")
DATE_LIKE = re.compile(r"-|.*\d.*")


@dataclass(frozen=True)
class Columns:
    """Places of the columns that are needed; None for one that is not there."""

    identifier: int
    name: int | None
    grade: int
    maximum: int | None
    feedback: int | None


@dataclass(frozen=True)
class Filled:
    """The worksheet to import, notes for the instructor, and whose rows were written: folder name and result."""

    data: bytes
    notes: tuple[str, ...]
    folders: tuple[tuple[str, Result], ...]


def fill_worksheet(request: Request) -> Filled:
    """Fill a worksheet. ExportError where a column cannot be found, and for a grade above the maximum."""
    sheet = read_sheet("moodle", Path(request.argument))
    columns = find_columns(sheet, request.column)
    people = [_person(row, sheet, columns) for row in range(1, len(sheet.rows))]
    matches = match(request.results, people)
    comma = sheet.decimal_comma(*(n for n in (columns.grade, columns.maximum) if n is not None))
    rows = [list(sheet.header)]
    folders = []
    for row, result in sorted(matches.results.items()):
        rows.append(_filled(sheet.rows[row], columns, result, request.due, comma))
        folders.append((_folder(sheet.rows[row], columns), result))
    notes = [*matches.notes, f"{len(matches.results)} of {len(people)} participants of the worksheet have a result"]
    if columns.feedback is None:
        notes.append("the worksheet has no column for feedback comments: none were written")
    return Filled(sheet.with_rows(rows).to_bytes(), tuple(notes), tuple(folders))


def find_columns(sheet: Sheet, grade: str | None) -> Columns:
    """The columns, by their English titles, or else by what is in them."""
    titles = [title.strip().casefold() for title in sheet.header]
    named = {title: n for n, title in enumerate(titles)}
    identifier = named.get("identifier", 0)
    if not all(IDENTIFIER.fullmatch(cell.strip()) for cell in sheet.cells(identifier)):
        raise ExportError(f"moodle: no column of {_shown(sheet)} holds identifiers such as 'Participant 12'")
    maximum = named.get("maximum grade", _maximum(sheet))
    place = _grade(sheet, titles, grade, maximum)
    if "grade" in named and "last modified (grade)" not in named:
        raise ExportError(
            "moodle: the worksheet has no column 'Last modified (grade)', which Moodle needs: download it again"
        )
    name = named.get("full name", 1 if identifier == 0 and place > 1 and "grade" not in named else None)
    return Columns(identifier, name, place, maximum, named.get("feedback comments", _feedback(sheet, named)))


def _grade(sheet: Sheet, titles: list[str], wanted: str | None, maximum: int | None) -> int:
    """The column of the grade: the one asked for, the one titled so, or the one before the maximum."""
    title = "grade" if wanted is None else wanted.strip().casefold()
    if titles.count(title) == 1:
        return titles.index(title)
    if wanted is None and title not in titles and maximum:
        return maximum - 1
    what = "several columns are" if title in titles else "no column is"
    raise ExportError(f"moodle: {what} titled {wanted or 'Grade'!r}: choose with --column from {_shown(sheet)}")


def _maximum(sheet: Sheet) -> int | None:
    """The first column that holds the same positive number in all its rows, beside one of numbers or nothing."""
    for column in range(2, len(sheet.header)):
        numbers = {number(cell) for cell in sheet.cells(column)}
        grades = all(cell.strip() in ("", "-") or number(cell) is not None for cell in sheet.cells(column - 1))
        if len(numbers) == 1 and (numbers.pop() or 0) > 0 and grades:
            return column
    return None


def _feedback(sheet: Sheet, named: dict[str, int]) -> int | None:
    """In a foreign worksheet the last column, where nothing is written in it yet."""
    last = len(sheet.header) - 1
    return last if "grade" not in named and not any(cell.strip() for cell in sheet.cells(last)) else None


def _shown(sheet: Sheet) -> str:
    return ", ".join(repr(title) for title in sheet.header)


def _person(row: int, sheet: Sheet, columns: Columns) -> Person:
    """Its marks: the number of the identifier, then all other cells but the name's: addresses, numbers of students."""
    cells = sheet.rows[row]
    found = IDENTIFIER.fullmatch(cells[columns.identifier].strip())
    others = [
        shown(cell) for n, cell in enumerate(cells[: columns.grade]) if n not in (columns.identifier, columns.name)
    ]
    names = name_forms(shown(cells[columns.name])) if columns.name is not None else ()
    return Person(row, (found[1] if found else "", *others), names)


def _filled(cells: tuple[str, ...], columns: Columns, result: Result, due: bool, comma: bool) -> list[str]:
    filled = list(cells)
    maximum = number(cells[columns.maximum]) if columns.maximum is not None else None
    points = two_decimals(result.points, comma)
    if maximum is not None and round(result.points, 2) > maximum:
        raise ExportError(
            f"moodle: {one_line(result.name)} has {points} points, and the worksheet's maximum is {maximum:g}: Moodle"
            " would pass over it without a word; set the assignment's maximum grade, and download the worksheet again"
        )
    filled[columns.grade] = points
    if columns.feedback is not None:
        filled[columns.feedback] = feedback_comment(student_view(result, due))
    return filled


def feedback_comment(view: StudentView) -> str:
    """A short summary for the student, as HTML of one line."""
    open_stages = [f"{each.stage:02} {each.title}: {each.points:.2f} of {each.max_points:g}" for each in view.stages]
    return html.escape(" ".join([summary(view), *(f"{text}." for text in open_stages)]))


def _folder(cells: tuple[str, ...], columns: Columns) -> str:
    """The folder that Moodle gave to the participant's files: `Full name_12_assignsubmission_file`."""
    found = IDENTIFIER.fullmatch(cells[columns.identifier].strip())
    name = shown(cells[columns.name]) if columns.name is not None else "Participant"
    plain = re.sub(r'[\x00-\x1f/\\:*?"<>|_]', "", name).strip(". ")
    return f"{plain or 'Participant'}_{found[1] if found else ''}_assignsubmission_file"
