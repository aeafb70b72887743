"""A download becomes a class: a folder beside it is filled, and put in its place when all is there."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kata.course.text import shorten
from kata.course.whole_files import name_beside
from kata.errors import OutputError
from kata.grading.collect.choose import Chosen, choose, is_stage, line
from kata.grading.collect.handed import Handed, Person, Recognised
from kata.grading.collect.names import FolderNames
from kata.grading.collect.roster import Roster, read_roster
from kata.grading.collect.shape import recognised
from kata.grading.collect.table import NAME, Row, to_csv
from kata.grading.collect.tree import Parts, Unreadable
from kata.grading.snapshot import ALL_BYTES, FILE_BYTES, MOST_DEPTH, MOST_FILES

MOST_NAME = 255
MOST_TOLD = 10
NOTHING = "nothing handed in"


@dataclass(frozen=True)
class Collected:
    """What there is now. left: what of the download belongs to nobody."""

    system: str
    rows: tuple[Row, ...]
    files: int
    left: tuple[str, ...]


def collect(download: Path, into: Path, roster_file: Path | None = None) -> Collected:
    """Write a folder for each submission, and the table of them. `into` is new or empty, and stays so if this fails.

    Raises SubmissionError for the download, ControlsError for the roster, OutputError for `into`.
    """
    _check(into)
    roster = read_roster(roster_file) if roster_file else None
    with recognised(download) as found:
        beside = name_beside(into)
        try:
            beside.mkdir()
            collected = _write_all(found, beside, roster)
            os.replace(beside, into.resolve())
        except OSError as error:
            raise OutputError(f"{into} could not be written: {error.strerror}") from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return collected


def _check(into: Path) -> None:
    try:
        if into.is_dir() and any(into.iterdir()):
            raise OutputError(f"{into} is not empty: name a new folder, or delete it")
        if into.exists() and not into.is_dir():
            raise OutputError(f"{into} is a file: name a new folder")
        if not into.resolve().parent.is_dir():
            raise OutputError(f"there is no folder {into.resolve().parent}")
    except OSError as error:
        raise OutputError(f"{into} cannot be looked into: {error.strerror}") from error


def _write_all(found: Recognised, into: Path, roster: Roster | None) -> Collected:
    rows: list[Row] = []
    files = 0
    names = FolderNames()
    for handed in found.handed:
        people = [roster.find(person) if roster else (person, "") for person in handed.people]
        chosen = choose(handed.tree)
        folder = names.new(*_called([person for person, _ in people])) if chosen.files else ""
        written = _write_files(chosen, into / folder)
        if folder and not written:
            (into / folder).rmdir()
            folder = ""
        files += written
        rows += [_row(folder, person, handed, chosen, told) for person, told in people]
    rows += [Row("", each.id, each.name, each.email, problems=NOTHING) for each in (roster.missing() if roster else [])]
    (into / NAME).write_text(to_csv(rows), encoding="utf-8", newline="")
    return Collected(found.system, tuple(rows), files, tuple(shorten(each, 200) for each in found.left))


def _called(people: list[Person]) -> tuple[str, str]:
    """What a folder is called after, and what tells it from another of that name."""
    first = people[0]
    return " ".join(person.name or person.id for person in people), first.id or first.email


def _write_files(chosen: Chosen, folder: Path) -> int:
    """Write what was chosen, stages first, and no more than a grader would take. How many files that were."""
    size = count = 0
    if chosen.files:
        folder.mkdir()
    for path, file in sorted(chosen.files.items(), key=lambda each: (not is_stage(each[0]), each[0])):
        try:
            _check_path(path)
            data = file.read(FILE_BYTES + 1)
            if len(data) > FILE_BYTES:
                raise Unreadable(f"has more than {FILE_BYTES:,} bytes")
            if count == MOST_FILES or size + len(data) > ALL_BYTES:
                raise Unreadable(f"is beyond the {MOST_FILES} files and {ALL_BYTES:,} bytes that a submission may have")
            _write(folder.joinpath(*path), data)
        except Unreadable as error:
            chosen.problems.append(line(path, str(error)))
        else:
            size, count = size + len(data), count + 1
    return count


def _check_path(path: Parts) -> None:
    if len(path) > MOST_DEPTH + 1:
        raise Unreadable(f"lies more than {MOST_DEPTH} folders deep")
    if any(len(part.encode("utf-8")) > MOST_NAME or not part.isprintable() for part in path):
        raise Unreadable("has a name that cannot be written")


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise Unreadable("has the name of another file or folder") from error


def _row(folder: str, person: Person, handed: Handed, chosen: Chosen, told: str) -> Row:
    problems = list(dict.fromkeys([*handed.problems, *chosen.problems, *([told] if told else [])]))
    if not folder:
        problems.append("nothing that could be taken" if chosen.problems else NOTHING)
    lines = [shorten(each, 200) for each in problems[:MOST_TOLD]]
    lines += [f"and {len(problems) - MOST_TOLD} more"] if len(problems) > MOST_TOLD else []
    return Row(folder, person.id, person.name, person.email, handed.time, handed.late, handed.source, "; ".join(lines))
