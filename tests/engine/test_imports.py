"""A command that computes nothing does not wait for torch, and one that is refused does not wait either."""

import json
import subprocess
import sys

import pytest

from tests.engine.programs import ROOT

SLOW = ("torch", "pandas", "sklearn", "scipy", "matplotlib", "hypothesis", "pytest", "distributed", "mkdocs")
ROOMS = {
    "all": ["kata.cli"],
    "grade, until its arguments are known to be right": ["kata.grading.request", "kata.grading.instructor_files"],
    "collect": ["kata.grading.collect.collect"],
    "export": ["kata.grading.export.formats", "kata.grading.export.reading", "kata.grading.export.writing"],
    "release": ["kata.grading.release.learners", "kata.grading.release.writing"],
    "gradescope": ["kata.grading.release.autograder", "kata.grading.private_and_weights"],
    "similarity": ["kata.grading.similarity.compare", "kata.grading.similarity.report"],
    "hint": ["kata.course.hints"],
    "notebooks": ["kata.learner.notebook.files", "kata.learner.notebook.back"],
    "status, next, solution and reset": ["kata.learner.watch.commands", "kata.learner.watch.functions"],
    "watch, but for its warm process": ["kata.learner.watch.screen", "kata.learner.watch.runner"],
}
CODE = "import json, sys, {}; print(json.dumps([name for name in {!r} if name in sys.modules]))"


@pytest.mark.parametrize("modules", ROOMS.values(), ids=ROOMS)
def test_the_command_imports_nothing_that_takes_long(modules):
    command = [sys.executable, "-c", CODE.format(", ".join(modules), SLOW)]
    assert json.loads(subprocess.check_output(command, text=True, cwd=ROOT)) == []


def test_the_page_that_reads_digits_waits_for_torch_and_for_nothing_else():
    command = [sys.executable, "-c", CODE.format("kata.draw.server, kata.draw.child", SLOW)]
    assert json.loads(subprocess.check_output(command, text=True, cwd=ROOT)) == ["torch"]
