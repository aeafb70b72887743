"""The similarities of a class, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kata.course.text import shorten
from kata.grading.similarity.compare import Known, Similarity, similarity
from kata.grading.submissions import Submission


@dataclass(frozen=True)
class Compared:
    """A submission and its stages; trouble: why it could not be compared."""

    submission: Submission
    stages: tuple[Similarity, ...] = ()
    trouble: str = ""

    def names(self, which: str) -> list[str]:
        """The functions of all stages that are `written`, `same` or `long`."""
        return [name for stage in self.stages for name in getattr(stage, which)]

    @property
    def share(self) -> float | None:
        """The part of the written functions that are the solution's, from 0 to 1; None where none is written."""
        written = len(self.names("written"))
        return len(self.names("same")) / written if written else None

    @property
    def unreadable(self) -> list[str]:
        return [f"{stage.stage.module}.py" for stage in self.stages if not stage.readable]


def similarities(submissions: Iterable[Submission], course: list[Known]) -> list[Compared]:
    """Compare one submission after the other; one that cannot be looked into stops nobody else.

    GraderError where the copies cannot be written.
    """
    found = []
    for submission in submissions:
        try:
            found.append(Compared(submission, tuple(similarity(submission.folder, course))))
        except OSError as error:
            found.append(Compared(submission, trouble=shorten(f"cannot be looked into: {error.strerror}")))
    return found


def print_similarities(compared: Sequence[Compared], console: Console) -> None:
    """A row a submission, those with the most long functions in common first."""
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False)
    table.add_column("submission")
    for name in ("written", "same", "share", "long"):
        table.add_column(name, justify="right")
    table.add_column("not read")
    for each in sorted(compared, key=lambda each: (-len(each.names("long")), each.submission.name)):
        share = "" if each.share is None else f"{each.share:.0%}"
        numbers = [str(len(each.names(which))) for which in ("written", "same", "long")]
        table.add_row(
            Text(shorten(each.submission.name)),
            *numbers[:2],
            share,
            numbers[2],
            Text(each.trouble or ", ".join(each.unreadable)),
        )
    console.print(table)
    console.print("same: as in the solutions, names of variables, comments and annotations aside. It is no verdict.")


def to_json(compared: Sequence[Compared]) -> str:
    """Each submission with the names of its functions."""
    document = [
        {
            "name": each.submission.name,
            "share": None if each.share is None else round(each.share, 4),
            "trouble": each.trouble,
            "stages": [
                {
                    "stage": stage.stage.number,
                    "readable": stage.readable,
                    "written": stage.written,
                    "same": stage.same,
                    "long": stage.long,
                }
                for stage in each.stages
            ],
        }
        for each in compared
    ]
    return json.dumps({"version": 1, "submissions": document}, indent=2) + "\n"
