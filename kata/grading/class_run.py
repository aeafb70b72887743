"""One run of the grader over a class: what is still to be graded, and where the reports go."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from kata.course.stages import Stage
from kata.course.version import versions
from kata.errors import GraderError
from kata.grading.documents import from_result, to_result
from kata.grading.fingerprint import Fingerprint
from kata.grading.grade import Watch, grade_each, try_private_tests
from kata.grading.points import Report
from kata.grading.private_and_weights import Controls
from kata.grading.results import ResultsFolder
from kata.grading.snapshot import Snapshot
from kata.grading.students import Student
from kata.grading.submissions import Submission
from kata.judge.limits import Limits

FAILED, BELOW = 1, 3
DECISIVE = "files", "tests", "options"
"""What decides how a test ends, by the names of its hashes; the rest decides about points, for which no test is run."""


@dataclass
class ClassRun:
    """Without `results` the reports are kept in memory; with it, each is a file, and is read back when it is needed.

    notes: sentences for the instructor about results that could not be used. elsewhere: what grades them on other
    machines, as `grade_each` does on this one.
    """

    submissions: Sequence[Submission]
    stages: Sequence[Stage]
    limits: Limits
    controls: Controls
    isolation: Sequence[str]
    students: Mapping[Submission, tuple[Student, ...]] = field(default_factory=dict)
    results: ResultsFolder | None = None
    notes: list[str] = field(default_factory=list)
    elsewhere: Callable[..., Generator[tuple[Submission, Report]]] | None = None

    def __post_init__(self) -> None:
        self.done = 0
        self.reports: dict[Submission, Report] = {}
        self.fingerprint = Fingerprint.of(self.stages, self.limits, self.controls)

    def waiting(self) -> list[Submission]:
        """The submissions that must be graded: those without a result of just these files, tests and options."""
        waiting = []
        for each in self.submissions:
            if self._is_done(each):
                self.done += 1
            else:
                waiting.append(each)
        return waiting

    def work(self, waiting: Sequence[Submission], jobs: int | None, watch: Watch) -> None:
        """Grade these, and keep each report as it is complete. GraderError where a result cannot be written."""
        if not waiting:
            return
        try_private_tests(self.controls, self.stages, self.limits)
        grading = self.elsewhere or grade_each
        grades = grading(waiting, self.stages, self.limits, jobs, controls=self.controls, watch=watch)
        with closing(grades):  # an interruption ends its judges
            for submission, report in grades:
                self._keep(submission, self.controls.settle(report, self._students(submission)), _now())
                self.done += 1

    def finished(self) -> Iterator[Report]:
        """The reports that there are, one after the other, in the order of the submissions."""
        for each in self.submissions:
            if each in self.reports:
                yield self.reports[each]
            elif self.results and (document := self._read(each)) and document["key"] == self._key(document, each):
                yield replace(from_result(document), folder=each.folder)

    def status(self, fail_under: float | None) -> int:
        """The exit status, by the reports: FAILED where one has no verdict, BELOW where one has too few points."""
        status = 0
        for report in self.finished():
            if not report.graded:
                return FAILED
            percent = 100 * report.points / report.max_points if report.max_points else 100.0
            if fail_under is not None and percent < fail_under:
                status = BELOW
        return status

    def _is_done(self, submission: Submission) -> bool:
        document = self._read(submission)
        if not document or not document["graded"]:
            return False
        try:
            files = Snapshot.look(submission.folder).hash
        except OSError:
            return False  # whoever copies it will say why
        wanted, found = self.fingerprint.hashes(files, self._students(submission)), document["hashes"]
        if document["versions"] != versions() or any(wanted[name] != found.get(name) for name in DECISIVE):
            return False
        if document["key"] != self.fingerprint.key(files, self._students(submission)):
            report = replace(from_result(document), folder=submission.folder)
            self._keep(submission, self.controls.again(report, self._students(submission)), document["date"])
        return True

    def _read(self, submission: Submission) -> dict[str, Any] | None:
        """A result that can be used."""
        if not self.results:
            return None
        try:
            document = self.results.read(submission.name)
            if document:
                from_result(document), document["key"], document["versions"], document["date"], document["graded"]
        except (OSError, LookupError, TypeError, ValueError, AttributeError) as error:
            self.notes.append(f"the result of {submission.name} is damaged, and it is graded anew ({error})")
            return None
        return document

    def _keep(self, submission: Submission, report: Report, date: str) -> None:
        if not self.results:
            self.reports[submission] = report
            return
        text = to_result(report, self.fingerprint, self.limits, self.isolation, date)
        try:
            self.results.write(submission.name, text)
        except OSError as error:
            raise GraderError(f"the result of {submission.name} could not be written: {error.strerror}") from error

    def _students(self, submission: Submission) -> tuple[Student, ...]:
        return self.students.get(submission, ())

    def _key(self, document: dict[str, Any], submission: Submission) -> str:
        return self.fingerprint.key(document["hashes"]["files"], self._students(submission))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
