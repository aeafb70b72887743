"""What an instructor's file says about hand-ins: who sees which test and when, late work, and bonus points."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from kata.errors import ControlsError
from kata.grading.points import Report
from kata.grading.students import Student

VISIBILITIES = "visible", "hidden", "after_due_date"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Late:
    """due: with an offset from UTC, which is that of hand-ins that name none. grace: minutes in which nothing is lost.

    percent: of a submission's points, lost for each day after `due`, a day that has begun counts whole; cap: the most
    that is lost.
    """

    due: datetime
    grace: float = 0.0
    percent: float = 0.0
    cap: float = 100.0

    def days(self, students: Sequence[Student]) -> float:
        """How many days too late it came. Who has no time and is marked as late came one day too late."""
        times = [student.when for student in students if student.when]
        if not times:
            return float(any(student.late for student in students))
        last = max(time if time.tzinfo else time.replace(tzinfo=self.due.tzinfo) for time in times)
        over = last - self.due
        return over / DAY if over > timedelta(minutes=self.grace) else 0.0

    def lost(self, days: float) -> float:
        """The percent of the points that so many days cost."""
        return min(self.cap, self.percent * math.ceil(days))


def settle(report: Report, students: Sequence[Student], late: Late | None, bonus: Mapping[str, float]) -> Report:
    """The report with its students, what lateness takes, and the bonus of the first of its names that has one."""
    days = late.days(students) if late else 0.0
    names = [report.name, *(name for student in students for name in (student.id, student.name, student.email))]
    return replace(
        report,
        students=tuple(students),
        days_late=round(days, 4),
        late_percent=late.lost(days) if late else 0.0,
        bonus=next((bonus[name] for name in names if name in bonus), 0.0),
    )


def load_late(table: Mapping[str, Any]) -> Late | None:
    """`[late]`, of which `due` is needed. ControlsError for what cannot be understood."""
    if not table:
        return None
    if unknown := table.keys() - {"due", "grace", "percent", "cap"}:
        raise ControlsError(f"--weights: there is no {min(unknown)} in [late]: use due, grace, percent and cap")
    numbers = {name: _number(f"{name} in [late]", value) for name, value in table.items() if name != "due"}
    for name in ("percent", "cap"):
        if numbers.get(name, 0) > 100:
            raise ControlsError(f"--weights: {name} in [late] should be at most 100, and is {numbers[name]:g}")
    due = table.get("due")
    if not isinstance(due, datetime) or due.tzinfo is None:
        told, wanted = due.isoformat() if isinstance(due, date) else repr(due), "such as 2026-11-30T23:59:00+01:00"
        raise ControlsError(f"--weights: due in [late] should be a time with its offset, {wanted}; it is {told}")
    return Late(due, **numbers)


def load_bonus(table: Mapping[str, Any]) -> dict[str, float]:
    """`[bonus]`: points by the name of a submission, or by a student's id, name or address."""
    return {name: _number(f"{name} in [bonus]", value) for name, value in table.items()}


def load_visibility(table: Mapping[str, Any]) -> dict[str, str]:
    """`[visibility]`: when students see a test, by its name."""
    for name, value in table.items():
        if value not in VISIBILITIES:
            raise ControlsError(f"--weights: {name} in [visibility] should be one of {', '.join(VISIBILITIES)}")
    return dict(table)


def _number(what: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise ControlsError(f"--weights: {what} should be a number from 0 up, and is {value!r}")
    return float(value)
