"""The commands: `grader.py` for instructors, `python -m kata` and `kata` for everybody.

Only this room prints and exits. Each file has the commands of one kind of user; what they import of other rooms they
import when they run, as torch takes two seconds and `--help` should not.
"""

from kata.cli import classes, grade, learners, network, reading
from kata.cli.printing import app, grader, main, run

__all__ = ["app", "classes", "grade", "grader", "learners", "main", "network", "reading", "run"]
