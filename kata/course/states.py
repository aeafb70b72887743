"""The states in which a test can end, and which of them it is: the same for a learner's pytest and for a grader.

A stage's or a submission's time that is used up is told by the grader (`kata/grading/stage_run.py`).
"""

from __future__ import annotations

from kata.course.text import message_of
from kata.course.watchdog import Hang
from kata.errors import GraderError, StageImportError, WorkerDied

STATES = ("passed", "failed", "todo", "timeout", "crashed", "blocked", "error", "grader_error")
"""How a test can end. Only `passed` earns points; `blocked` is an earlier stage's fault, and `grader_error` the
engine's: it is never a verdict."""


def state_of(error: BaseException | None) -> str:
    """The state in which a test ends, from what it raised."""
    if error is None:
        return "passed"
    if isinstance(error, Hang):
        return "timeout"
    if isinstance(error, WorkerDied):
        return error.state
    if isinstance(error, GraderError):
        return "grader_error"
    if isinstance(error, StageImportError):
        return "timeout" if error.hangs else "error"
    return "todo" if is_stub(error) else "failed"


def is_stub(error: BaseException) -> bool:
    """Whether an error is that of a stub; torch raises NotImplementedError too."""
    return isinstance(error, NotImplementedError) and message_of(error).startswith("NotImplementedError: stage ")
