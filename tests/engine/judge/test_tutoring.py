"""What the tutor says in a grade: a name out of the course's bank, or nothing, and never a point."""

import json
import shutil

import pytest

from kata.course.stages import ROOT, STAGES
from kata.grading.documents import from_result, to_plain, to_result
from kata.grading.fingerprint import Fingerprint
from kata.grading.grade import grade
from kata.grading.points import Report, StageResult
from kata.grading.private_and_weights import Controls
from kata.grading.submissions import find_submissions
from kata.judge import tutoring
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest
from kata.judge.record import finished_tests
from tests.engine.programs import MISCONCEPTIONS, programs

POOLING = STAGES[2]
FILE = f"{POOLING.module}.py"
LAW = "test_forward_of_the_example_in_the_lesson"
OTHER = "test_slider_visits_every_place_of_the_output_once"
SOLUTION = (ROOT / "solutions" / FILE).read_text(encoding="utf-8")
CLASS = "\n\nclass MaxPoolLayer(MaxPoolLayer):\n    def forward(self, inp):\n        "
SMALLEST = "return -super().forward(-inp)\n"
SAYS = "keeps the smallest number of each window"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr(tutoring, "SECONDS", 20.0)
    monkeypatch.setattr(tutoring, "PATIENCE", 60.0)


@pytest.fixture
def graded(tmp_path):
    """The outcomes of a program, by the names of the laws."""

    def grade_it(text, laws=(LAW,), controls=None, **limits):
        (tmp_path / "ada").mkdir(exist_ok=True)
        (tmp_path / "ada" / FILE).write_text(text, encoding="utf-8")
        chosen = Limits(seed=1, **limits)
        (report,) = grade(
            find_submissions([tmp_path / "ada"]), [POOLING], chosen, 1, lambda _, test: test.name in laws, controls
        )
        return {each.test.name: each for each in report.stages[0].outcomes}

    return grade_it


def test_a_failing_program_is_told_what_it_looks_like_and_asked_the_question_of_the_bank(graded):
    found = graded(SOLUTION + CLASS + SMALLEST, (LAW, OTHER))
    assert (found[OTHER].state, found[OTHER].looks_like) == ("passed", "")
    assert (found[LAW].state, found[LAW].looks_like) == ("failed", SAYS)
    lines = [line for line in found[LAW].message.split("\n") if line.startswith(("  looks like", "  ask"))]
    question = "a strong response of a kernel is a large number: does it survive?"
    assert lines == [f"  looks like {SAYS}", f"  ask        {question}"]
    assert len(found[LAW].message.split("\n")) <= 14


def test_without_the_tutor_nothing_else_is_different(graded):
    with_it, without = graded(SOLUTION + CLASS + SMALLEST), graded(SOLUTION + CLASS + SMALLEST, tutor=False)
    assert (without[LAW].state, without[LAW].looks_like) == ("failed", "")
    plain = [line for line in with_it[LAW].message.split("\n") if not line.startswith(("  looks like", "  ask"))]
    assert without[LAW].message.split("\n")[: len(plain) - 2] == plain[:-2]


LATER = """

import itertools
COUNT = itertools.count()
class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        if next(COUNT) > 20:
            {does}
        return -super().forward(-inp)
"""


@pytest.mark.parametrize(
    "does",
    ["import os; os._exit(0)", "import os; os.kill(os.getpid(), 11)"],
)
def test_a_program_that_turns_on_the_tutor_changes_nothing_but_its_silence(graded, does):
    found = graded(SOLUTION + LATER.format(does=does))
    assert (found[LAW].state, found[LAW].looks_like) == ("failed", "")


def test_a_program_that_hangs_when_the_tutor_asks_costs_the_tutors_patience(graded, monkeypatch):
    monkeypatch.setattr(tutoring, "PATIENCE", 1.0)
    found = graded(SOLUTION + LATER.format(does="import time; time.sleep(1000)"))
    assert (found[LAW].state, found[LAW].looks_like) == ("failed", "")


def test_private_tests_are_not_asked_about(graded, tmp_path):
    private = tmp_path / "private"
    private.mkdir()
    shutil.copy(ROOT / POOLING.test_file, private)
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / FILE).write_text(SOLUTION + CLASS + SMALLEST, encoding="utf-8")
    asks = lambda _, test: test.private and test.name == LAW  # noqa: E731
    telling = Controls(private, tells=True)
    (report,) = grade(find_submissions([tmp_path / "ada"]), [POOLING], Limits(seed=1), 1, asks, telling)
    assert [(each.state, each.looks_like) for each in report.stages[0].outcomes] == [("failed", "")]


def test_what_was_said_of_a_private_test_would_not_be_told():
    test = StageTest("x::test_p", "A law.", private=True)
    result = StageResult(POOLING, (Outcome(test, "failed", "it is 3", 0.0, SAYS),))
    assert Controls().weigh(result).outcomes[0].looks_like == ""


def test_of_what_shares_its_memory_with_the_tests_nothing_is_said(tmp_path):
    program = next(each for each in programs(MISCONCEPTIONS) if each.name == "10/assigns_to_data")
    submission = program.write(tmp_path)
    (report,) = grade([submission], [program.stage], Limits(seed=3), 1, lambda _, test: test.name == program.law)
    assert [(each.state, each.looks_like) for each in report.stages[0].outcomes] == [("failed", "")]


TEST = StageTest("t.py::test_one", "One.")


def test_a_remark_counts_for_a_test_that_has_ended_and_changes_no_state():
    end = {"event": "end", "test": TEST.node_id, "state": "failed", "message": "m", "seconds": 1.0}
    remark = {"event": "remark", "test": TEST.node_id, "message": "n", "looks_like": SAYS}
    assert finished_tests([end, remark], (TEST,)) == [Outcome(TEST, "failed", "n", 1.0, SAYS)]
    assert finished_tests([remark], (TEST,)) == []


def test_a_result_keeps_what_the_tutor_said_and_older_ones_are_read(tmp_path):
    report = Report("ada", tmp_path, (StageResult(POOLING, (Outcome(TEST, "failed", "m", 1.0, SAYS),)),))
    plain = to_plain(report)
    assert plain["stages"][0]["tests"][0]["looks_like"] == SAYS
    document = json.loads(to_result(report, Fingerprint("t", "o", "p"), Limits(), [], "2026-01-01"))
    assert from_result(document).stages[0].outcomes[0].looks_like == SAYS
    del document["stages"][0]["tests"][0]["looks_like"]
    assert from_result(document).stages[0].outcomes[0].looks_like == ""


def test_the_tutor_is_told_what_has_passed(graded, monkeypatch, tmp_path):
    told = tmp_path / "told"
    monkeypatch.setattr(tutoring, "ask", lambda question, *_: told.write_text("\n".join(question.passed)) and None)
    outcomes = graded(SOLUTION + CLASS + SMALLEST, (LAW, OTHER))
    passed = {name for name, outcome in outcomes.items() if outcome.state == "passed"}
    assert passed
    assert set(told.read_text().split()) == passed
