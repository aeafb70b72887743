"""What a student may see of a result: a type of its own, so that a format for students cannot tell more.

    Result -> student_view -> StudentView(stages=(StageView(tests=(TestView, ...), private=..., hidden=...), ...))

Left behind: all about private and hidden tests but their number and points, paths, problems, and who else there is.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from kata.grading.export.escaping import cleaned, one_line
from kata.grading.export.reading import GradedStage, GradedTest, Penalty, Result

NOBODY = "a student"
NOT_GRADED = (
    "This submission could not be graded. The grader failed, and not the submission: please tell your instructor."
)
SENTENCES = {
    "passed": "This holds.",
    "failed": "This does not hold.",
    "todo": "This is still to be written.",
    "timeout": "This took too long.",
    "crashed": "The program ended in the middle of this test.",
    "blocked": "This waits for an earlier stage.",
    "error": "The file does not import.",
    "grader_error": "The grader failed here, and not the submission.",
}
QUOTED = re.compile(r"""(['"])/[^'"\n]*/([^'"\n]*)\1""")
PATH = re.compile(r"(?:file://|(?<![\w./]))(?:/[^\s/'\"<>|:,;()]+){2,}/?")
REPLAY = re.compile(r"^(  replay +)pytest '?--target=.*?((?: --hypothesis-seed=\d+)?) (\S+)$")
LOOK_AT = re.compile(r"^(  look at +)[^/]*/")


@dataclass(frozen=True)
class Unseen:
    """Tests of which a student sees only this much."""

    count: int = 0
    passed: int = 0
    points: float = 0.0
    max_points: float = 0.0


@dataclass(frozen=True)
class ShownTest:
    """A test that a student may see. visibility: `visible`, or `after_due_date` where the format can keep that."""

    name: str
    law: str
    visibility: str
    state: str
    points: float
    max_points: float
    message: str
    seconds: float

    @property
    def passed(self) -> bool:
        return self.state == "passed"

    @property
    def told(self) -> str:
        """What there is to say about how it ended, never empty."""
        return self.message.strip("\n") or SENTENCES[self.state]


@dataclass(frozen=True)
class StageView:
    """A stage of the student's own submission; its points count all tests, seen and unseen."""

    stage: int
    module: str
    title: str
    points: float
    max_points: float
    seconds: float
    tests: tuple[ShownTest, ...]
    private: Unseen
    hidden: Unseen

    def count(self, state: str) -> int:
        """The number of shown tests in this state."""
        return sum(test.state == state for test in self.tests)


@dataclass(frozen=True)
class StudentView:
    """A submission as its student sees it."""

    name: str
    graded: bool
    points: float
    max_points: float
    percent: float
    date: str
    seconds: float
    late: bool
    penalty: Penalty | None
    bonus: float
    stages: tuple[StageView, ...]


def student_view(result: Result, due: bool = False) -> StudentView:
    """The student's side of a result. due: the due date is past, or the format itself waits for it."""
    student = result.student
    name = student.name if student and student.name.strip() else result.name.rpartition("/")[2]
    return StudentView(
        name=one_line(name) or NOBODY,
        graded=result.graded,
        points=result.points,
        max_points=result.max_points,
        percent=result.percent,
        date=one_line(result.date, 40),
        seconds=result.seconds,
        late=bool(student and student.late),
        penalty=result.penalty,
        bonus=result.bonus,
        stages=tuple(_stage(stage, result.folder, due) for stage in result.stages),
    )


def summary(view: StudentView) -> str:
    """The points in a sentence or two, with what was taken off and added."""
    text = f"{view.points:.2f} of {view.max_points:g} points."
    if view.penalty and view.penalty.percent:
        before = f"{view.penalty.points_before:.2f}"
        text += f" {view.penalty.percent:g} % of {before} were taken off: {view.penalty.days_late:.1f} days late."
    if view.bonus:
        text += f" {view.bonus:g} bonus points are in it."
    return text


def nothing_ran(view: StudentView) -> bool:
    """Whether no file that a shown test needs imports."""
    tests = [test for stage in view.stages for test in stage.tests]
    return bool(tests) and all(test.state == "error" for test in tests)


def _stage(stage: GradedStage, folder: str, due: bool) -> StageView:
    private = [test for test in stage.tests if test.private]
    shown = [test for test in stage.tests if not test.private and _is_shown(test, due)]
    hidden = [test for test in stage.tests if not test.private and not _is_shown(test, due)]
    return StageView(
        stage=stage.stage,
        module=one_line(stage.module),
        title=one_line(stage.title),
        points=stage.points,
        max_points=stage.max_points,
        seconds=stage.seconds,
        tests=tuple(_test(test, folder) for test in shown),
        private=_unseen(private),
        hidden=_unseen(hidden),
    )


def _is_shown(test: GradedTest, due: bool) -> bool:
    return test.visibility == "visible" or (due and test.visibility == "after_due_date")


def _unseen(tests: Sequence[GradedTest]) -> Unseen:
    passed = sum(test.state == "passed" for test in tests)
    return Unseen(len(tests), passed, sum(test.points for test in tests), sum(test.max_points for test in tests))


def _test(test: GradedTest, folder: str) -> ShownTest:
    return ShownTest(
        name=one_line(test.name),
        law=one_line(test.law, 1000),
        visibility=test.visibility,
        state=test.state,
        points=test.points,
        max_points=test.max_points,
        message=without_paths(cleaned(test.message), folder),
        seconds=test.seconds,
    )


def without_paths(message: str, folder: str) -> str:
    """A card as the student's own machine would print it; elsewhere of a path only its last part is left."""
    if "/" not in message:
        return message
    names = (shlex.quote(folder), folder) if len(folder) > 1 else ()
    last, lines = PurePath(folder).name, []
    for line in message.split("\n"):
        line = REPLAY.sub(r"\1pytest\2 \3", line)
        line = LOOK_AT.sub(r"\1exercises/", line)
        for name in names:
            line = line.replace(name, last)
        lines.append(line)
    text = QUOTED.sub(r"\1\2\1", "\n".join(lines))
    return PATH.sub(lambda found: found[0].rstrip("/").rpartition("/")[2], text)
