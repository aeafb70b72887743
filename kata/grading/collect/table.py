"""collected.csv: who handed in what, one row a student."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import astuple, dataclass, fields
from pathlib import Path

NAME = "collected.csv"
MOST_CELL = 4000
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, and what was already kept from that."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Row:
    """folder: in the class, empty where there is none. time: ISO 8601 or empty; late: yes, no or empty."""

    folder: str = ""
    id: str = ""
    name: str = ""
    email: str = ""
    time: str = ""
    late: str = ""
    source: str = ""
    problems: str = ""


def to_csv(rows: list[Row]) -> str:
    """The table as text. A cell that a spreadsheet would run is written with an apostrophe before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(field.name for field in fields(Row))
    writer.writerows([_cell(value) for value in astuple(row)] for row in rows)
    return text.getvalue()


def read_table(file: Path) -> list[Row]:
    """The rows of such a file, as they were before they were written. OSError where there is none."""
    with file.open(encoding="utf-8", newline="") as opened:
        names = [field.name for field in fields(Row)]
        return [Row(**{name: _value(row.get(name) or "") for name in names}) for row in csv.DictReader(opened)]


def _cell(value: str) -> str:
    text = CONTROL.sub(" ", value.encode("utf-8", "replace").decode("utf-8")[:MOST_CELL])
    return f"'{text}" if FORMULA.match(text) else text


def _value(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
