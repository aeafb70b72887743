"""Raises the grader's own errors, as if not the program but the grader were broken.

State: failed
"""

from kata.course.watchdog import Hang
from kata.errors import GraderError, WorkerDied


def sigmoid(x):
    if x.shape == (3,):
        raise GraderError("no submission can be graded")
    if x.shape == (5,):
        raise WorkerDied
    raise Hang(0)
