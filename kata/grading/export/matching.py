"""Which row of a gradebook belongs to which submission: by one kind of mark after the other, the surest first."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kata.grading.export.escaping import one_line
from kata.grading.export.reading import Result


@dataclass(frozen=True)
class Person:
    """A row of a gradebook. marks: its identifiers, the surest first. names: as they are shown."""

    row: int
    marks: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Matches:
    """results: by row. notes: a line for each thing that an instructor should know."""

    results: dict[int, Result]
    notes: tuple[str, ...]


def match(results: Sequence[Result], people: Sequence[Person]) -> Matches:
    """Each graded result to at most one row, and each row to at most one result; what is not certain is left out."""
    claims: dict[int, list[Result]] = defaultdict(list)
    notes = []
    for result in results:
        rows = _rows(result, people)
        if not result.graded:
            notes.append(f"{one_line(result.name)} is left out: the grader failed on it")
        elif len(rows) == 1:
            claims[rows[0]].append(result)
        else:
            why = f"{len(rows)} rows fit to it" if rows else "no row fits to it"
            notes.append(f"{one_line(result.name)} is left out: {why}")
    for row, several in claims.items():
        if len(several) > 1:
            names = ", ".join(one_line(each.name) for each in several)
            notes.append(f"row {row + 1} is left out: {len(several)} results fit to it: {names}")
    return Matches({row: each[0] for row, each in claims.items() if len(each) == 1}, tuple(notes))


def _rows(result: Result, people: Sequence[Person]) -> list[int]:
    """The rows that the surest mark finds, and any others of that name; where no mark finds any, those of the name."""
    student = result.student
    wanted = {mark.casefold() for mark in ((student.id, student.email) if student else ()) if mark.strip()}
    for kind in range(max((len(person.marks) for person in people), default=0)):
        found = [each.row for each in people if each.marks[kind].strip().casefold() in wanted]
        if found:
            named = _named(student.name if student else "", people)
            return found if not named or set(found) & set(named) else [*found, *named]
    return _named(student.name if student else "", people) or _named(result.name, people)


def _named(name: str, people: Sequence[Person]) -> list[int]:
    wanted = letters(name)
    return [each.row for each in people if wanted and wanted in map(letters, each.names)]


def letters(name: str) -> str:
    """A name by its letters and digits alone, as Canvas writes it into names of files; by its emoji if need be."""
    text = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    return "".join(letter for letter in text if letter.isalnum()) or text


def name_forms(name: str) -> tuple[str, ...]:
    """A name as it may be met: `Lovelace, Ada` is `Ada Lovelace` too."""
    last, comma, first = name.partition(",")
    if comma:
        return name, f"{first} {last}"
    parts = name.split()
    return (name, f"{parts[-1]}, {' '.join(parts[:-1])}") if len(parts) > 1 else (name,)
