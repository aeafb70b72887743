"""A CSV file of another system: read with the way in which it was written, and written in that way again."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kata.errors import ExportError

MOST_BYTES = 64 << 20
DELIMITERS = ",;\t"
WITH_COMMA, WITH_POINT = re.compile(r"-?\d+,\d+"), re.compile(r"-?\d+\.\d+")
AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """Rows of cells, the header first. mark: whether a byte order mark is first. newline: ends its lines."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    mark: bool
    newline: str

    @property
    def header(self) -> tuple[str, ...]:
        return self.rows[0]

    def cells(self, column: int) -> list[str]:
        """A column below the header."""
        return [row[column] for row in self.rows[1:]]

    def decimal_comma(self, *columns: int) -> bool:
        """Whether numbers in these columns have a comma for a point; without any, whether the delimiter suggests it."""
        cells = [cell.strip() for column in columns for cell in self.cells(column)]
        found = Counter({",": sum(map(bool, map(WITH_COMMA.fullmatch, cells)))})
        found["."] = sum(map(bool, map(WITH_POINT.fullmatch, cells)))
        return found[","] > found["."] or (found[","] == found["."] and self.delimiter == ";")

    def to_bytes(self) -> bytes:
        """The file, as the other system wrote it."""
        file = io.StringIO()
        csv.writer(file, delimiter=self.delimiter, lineterminator=self.newline).writerows(self.rows)
        return file.getvalue().encode("utf-8-sig" if self.mark else "utf-8")

    def with_rows(self, rows: Sequence[Sequence[str]]) -> Sheet:
        return replace(self, rows=tuple(map(tuple, rows)))


def read_sheet(option: str, file: Path) -> Sheet:
    """A file with a header and rows as long as it. ExportError says what is wrong with another."""
    text = _text(option, file)
    if not text.strip():
        raise ExportError(f"{option}: {file} is empty")
    first = text.lstrip("\ufeff").splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ExportError(f"{option}: {file} is no CSV: {error}") from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    for number, row in enumerate(rows, 1):
        if len(row) > len(rows[0]):
            raise ExportError(f"{option}: row {number} of {file} has {len(row)} cells, and the header {len(rows[0])}")
    whole = tuple(tuple(row + [""] * (len(rows[0]) - len(row))) for row in rows)
    return Sheet(whole, delimiter, text.startswith("\ufeff"), "\r\n" if "\r\n" in text else "\n")


def _text(option: str, file: Path) -> str:
    try:
        if not file.is_file():
            raise ExportError(f"{option}: there is no file {file}: name the one that was downloaded")
        if file.stat().st_size > MOST_BYTES:
            raise ExportError(f"{option}: {file} has more than {MOST_BYTES >> 20} MB")
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise ExportError(f"{option}: {file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ExportError(f"{option}: {file} is no UTF-8: use the file as it was downloaded") from error


def shown(cell: str) -> str:
    """What a cell shows: `="Ada"` is how names are kept from being formulas."""
    found = AS_TEXT.fullmatch(cell.strip())
    return found[1].replace('""', '"') if found else cell.strip()


def number(cell: str) -> float | None:
    """A cell's number, with a decimal point or comma; None where it is none."""
    text = shown(cell).replace(",", ".")
    try:
        value = float(text) if re.fullmatch(r"-?\d+(\.\d*)?", text) else None
    except ValueError:
        value = None
    return value


def two_decimals(points: float, comma: bool) -> str:
    """Points for a gradebook: two decimals, no separator of thousands, and no minus zero."""
    text = f"{round(points, 2) + 0.0:.2f}"
    return text.replace(".", ",") if comma else text
