"""Who handed in what, and when: the rows of `collected.csv`, which `kata collect` writes into the folder of a class."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kata.errors import SubmissionError
from kata.grading.instructor_files import read_text

FILE = "collected.csv"
MOST_BYTES = 64 << 20
COLUMNS = "folder", "id", "name", "email", "time", "late", "source", "problems"


@dataclass(frozen=True)
class Student:
    """One row: a learner of a submission, of which a group has several. time: ISO 8601, or empty where nobody knows."""

    id: str = ""
    name: str = ""
    email: str = ""
    time: str = ""
    late: bool = False
    source: str = ""
    problems: str = ""

    @property
    def when(self) -> datetime | None:
        """The time of the hand-in, where there is one that can be read."""
        try:
            return datetime.fromisoformat(self.time)
        except ValueError:
            return None

    def to_plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def students_of(paths: Iterable[Path]) -> dict[Path, tuple[Student, ...]]:
    """The students of each folder of some classes. SubmissionError for a table that cannot be read."""
    found: dict[Path, tuple[Student, ...]] = {}
    for path in paths:
        if (path / FILE).is_file():
            for row in _rows(path / FILE):
                folder = (path / row["folder"]).resolve()
                found[folder] = (*found.get(folder, ()), _student(row))
    return found


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        text = read_text(FILE, file, MOST_BYTES).removeprefix("\ufeff")  # which spreadsheets write
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restval=""))
    except csv.Error as error:
        raise SubmissionError(f"{file} is no table: {error}") from error
    if rows and (missing := {"folder", "time", "late"} - rows[0].keys()):
        raise SubmissionError(f"{file} has no column {min(missing)}: kata collect writes {','.join(COLUMNS)}")
    plain = ({name: _as_written(row.get(name) or "") for name in COLUMNS} for row in rows)
    return [row for row in plain if row["folder"] and "\0" not in row["folder"]]


def _as_written(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from calculating it."""
    return cell[1:] if cell.startswith(tuple(f"'{letter}" for letter in "=+-@\t\r")) else cell


def _student(row: dict[str, str]) -> Student:
    late = row["late"].strip().lower() in ("yes", "true", "1")
    return Student(**{name: row[name] for name in COLUMNS if name not in ("folder", "late")}, late=late)
