"""What a keeper has done once for all workers of a submission."""

import shutil

from kata.course.stages import ROOT, STAGES
from kata.grading.grade import grade
from kata.grading.submissions import Submission
from kata.judge.limits import Limits

WARNS = "\n\nx = 1\ny = x is 1\n\n\ndef sigmoid(x):\n    print('here')\n    return x\n"


def test_workers_do_not_compile_the_stage_again(tmp_path):
    folder = shutil.copytree(ROOT / "solutions", tmp_path / "ada")
    with open(folder / f"{STAGES[1].module}.py", "a", encoding="utf-8") as file:
        file.write(WARNS)
    asked = "test_sigmoid_of_three_numbers"
    (report,) = grade(
        [Submission("ada", folder)], [STAGES[1]], Limits(tutor=False), 1, lambda _, test: test.name == asked
    )
    (outcome,) = [each for each in report.stages[0].outcomes if each.test.name == asked]
    assert outcome.state == "failed"
    assert "here" in outcome.message
    assert "SyntaxWarning" not in outcome.message
