"""Reads the folder that `grader.py CLASS --results DIR` wrote: one JSON file a submission.

results/ada.json -> json -> plain values -> Result(stages=(GradedStage(tests=(GradedTest, ...)), ...))
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from kata.course.states import STATES
from kata.errors import ResultsError, printable

FORMAT_VERSION = 2
MOST_BYTES = 256 << 20
VISIBILITIES = ("visible", "hidden", "after_due_date")
SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class GradedTest:
    """A test of a stage and how it ended. message: a card, or a sentence. seconds: how long it took."""

    name: str
    law: str
    private: bool
    visibility: str
    state: str
    points: float
    max_points: float
    message: str
    seconds: float
    looks_like: str | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"there is no state {self.state!r}")
        if self.visibility not in VISIBILITIES:
            raise ValueError(f"there is no visibility {self.visibility!r}")


@dataclass(frozen=True)
class Similarity:
    """How many functions of a stage there are, are written, and are the solution's; long: of those, long ones."""

    readable: bool
    functions: int
    written: int
    same: int
    long: int


@dataclass(frozen=True)
class GradedStage:
    """One stage of a submission, and its tests in their order, easiest first."""

    stage: int
    module: str
    title: str
    points: float
    max_points: float
    seconds: float
    tests: tuple[GradedTest, ...]
    similarity: Similarity | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.stage <= 99:
            raise ValueError(f"there is no stage {self.stage}")


@dataclass(frozen=True)
class Student:
    """Whose submission it is, from the class's `collected.csv`. time: ISO 8601, or empty."""

    id: str
    name: str
    email: str
    time: str
    late: bool | None
    source: str
    problems: str


@dataclass(frozen=True)
class Penalty:
    """What was taken off for lateness: percent of the points before."""

    percent: float
    days_late: float
    points_before: float


@dataclass(frozen=True)
class Result:
    """All that the grader wrote down about one submission. folder: on the machine that graded. date: ISO 8601."""

    name: str
    folder: str
    graded: bool
    left_out: tuple[str, ...]
    points: float
    max_points: float
    stages: tuple[GradedStage, ...]
    date: str
    seconds: float
    student: Student | None
    penalty: Penalty | None
    bonus: float

    def __post_init__(self) -> None:
        numbers = [stage.stage for stage in self.stages]
        if len(set(numbers)) < len(numbers):
            raise ValueError("a stage is there twice")

    @property
    def percent(self) -> float:
        """Of the points that there are, 0.0 where there are none."""
        return 100 * self.points / self.max_points if self.max_points else 0.0


def read_results(folder: Path, left_out: Callable[[str], None] = lambda line: None) -> list[Result]:
    """The results of a folder, by name; a file that is none is left out, and `left_out` is told a line about it.

    Raises ResultsError for a path that is no folder, and for a folder without any result.
    """
    if not folder.is_dir():
        raise ResultsError(f"there is no folder {folder}: name the one that grader.py --results wrote")
    found = []
    for file in sorted(folder.glob("*.json")):
        try:
            found.append(read_result(file))
        except (OSError, ValueError) as error:
            left_out(printable(f"{file.name} is no result and is left out: {error}"[:400]))
    if not found:
        raise ResultsError(f"{folder} holds no result: grader.py CLASS --results {folder} writes them")
    return sorted(found, key=lambda result: (result.name.casefold(), result.name))


def read_result(file: Path) -> Result:
    """One result; OSError or ValueError for a file that is none."""
    if not file.is_file():
        raise ValueError("it is no regular file")
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES >> 20} MB")
    try:
        plain = json.loads(file.read_bytes(), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(plain, dict) or plain.get("version") != FORMAT_VERSION:
        raise ValueError(f"its version is not {FORMAT_VERSION}")
    result: Result = _typed(Result, plain, "it")
    return result


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _typed(kind: Any, plain: Any, where: str) -> Any:
    """A plain value as a value of this type: a frozen dataclass, a tuple, or a text, number, truth value or None."""
    if isinstance(kind, types.UnionType):
        kind = typing.get_args(kind)[0]  # all of them are X | None
        return None if plain is None else _typed(kind, plain, where)
    if typing.get_origin(kind) is tuple:
        _check(isinstance(plain, list), where, "a list")
        return tuple(_typed(typing.get_args(kind)[0], each, f"{where}[{n}]") for n, each in enumerate(plain))
    if is_dataclass(kind):
        _check(isinstance(plain, dict), where, "a table")
        return _made(kind, plain, where)
    if kind is str:
        _check(isinstance(plain, str), where, "a text")
        return SURROGATES.sub("\ufffd", plain)
    if kind is bool:
        _check(isinstance(plain, bool), where, "true or false")
        return plain
    _check(isinstance(plain, int | float) and not isinstance(plain, bool), where, "a number")
    if not abs(plain) < 1e15:
        raise ValueError(f"{where} is too large a number")
    if kind is int and plain != int(plain):
        raise ValueError(f"{where} is not a whole number")
    return int(plain) if kind is int else float(plain)


def _made(kind: Any, plain: dict[str, Any], where: str) -> Any:
    """A dataclass of the values of a table; other keys of the table are passed over, and newer ones may be missing."""
    hints = _hints(kind)
    values = {}
    for field in fields(kind):
        if field.name in plain:
            values[field.name] = _typed(hints[field.name], plain[field.name], f"{where}.{field.name}")
        elif field.default is MISSING:
            raise ValueError(f"{where} has no {field.name}")
    return kind(**values)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _check(holds: bool, where: str, what: str) -> None:
    if not holds:
        raise ValueError(f"{where} is not {what}")
