"""Lateness, bonus points, and who sees which test."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from kata.course.stages import STAGES
from kata.errors import ControlsError, SubmissionError
from kata.grading.class_run import BELOW, FAILED, ClassRun
from kata.grading.documents import from_result, to_result
from kata.grading.fingerprint import Fingerprint
from kata.grading.points import Report, StageResult
from kata.grading.policies import Late, settle
from kata.grading.private_and_weights import Controls, load_controls
from kata.grading.request import Request, prepare
from kata.grading.students import Student, students_of
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest

STAGE_06 = STAGES[5]
DUE = datetime.fromisoformat("2026-11-30T23:59:00+01:00")
TEST = "test_equal_logits_have_minus_log_of_their_number"


def report(*states):
    tests = [Outcome(StageTest(f"{STAGE_06.test_file}::test_{n}", "A law."), state) for n, state in enumerate(states)]
    return Report("ada", Path("/class/ada"), (StageResult(STAGE_06, tuple(tests)),))


def load(tmp_path, text):
    file = tmp_path / "weights.toml"
    file.write_text(text, encoding="utf-8")
    return load_controls(None, file)


@pytest.mark.parametrize(
    ("time", "days", "percent"),
    [
        ("2026-11-30T23:59:00+01:00", 0.0, 0.0),
        ("2026-11-30T23:04:00Z", 0.0, 0.0),  # five minutes, which are forgiven
        ("2026-12-01T00:09:00", 0.0, 0.0),  # without an offset: that of the due time
        ("2026-12-01T00:09:01", 0.007, 10.0),  # from the due time on
        ("2026-12-01T23:59:00", 1.0, 10.0),
        ("2026-12-01T23:59:01", 1.0, 20.0),
        ("2026-12-09T23:59:00", 9.0, 25.0),
        ("", 0.0, 0.0),
        ("yesterday", 0.0, 0.0),
    ],
)
def test_each_day_that_has_begun_takes_its_percent_up_to_the_cap(time, days, percent):
    late = Late(DUE, grace=10, percent=10, cap=25)
    found = settle(report("passed", "failed"), [Student(time=time)], late, {})
    assert (found.days_late, found.late_percent) == (pytest.approx(days, abs=1e-3), percent)
    assert found.points == pytest.approx(5 * (1 - percent / 100))


def test_who_is_marked_as_late_without_a_time_is_a_day_late():
    late = Late(DUE, percent=10)
    assert settle(report("passed"), [Student(late=True)], late, {}).points == 9.0
    assert settle(report("passed"), [Student(late=True, time="2026-11-30T10:00:00Z")], late, {}).points == 10.0


def test_a_bonus_is_found_by_any_name_and_given_once():
    group = [Student(id="7", name="Ada L."), Student(email="b@x")]
    for bonus in ({"ada": 1.5}, {"7": 1.5}, {"b@x": 1.5}, {"Ada L.": 1.5, "b@x": 3}):
        found = settle(report("passed"), group, None, bonus)
        assert (found.bonus, found.points) == (1.5, 11.5)


def test_a_bonus_is_not_late():
    assert settle(report("passed"), [Student(late=True)], Late(DUE, percent=50), {"ada": 2}).points == 7.0


def test_a_result_tells_its_penalty_and_comes_back_as_it_was(tmp_path):
    students = [Student("7", "Ada", "a@x", "2026-12-01T23:59:01+01:00", True, "canvas"), Student("8")]
    found = settle(report("passed", "failed"), students, Late(DUE, percent=10), {"7": 1})

    fingerprint = Fingerprint("t", "o", "p")
    plain = json.loads(to_result(found, fingerprint, Limits(), ["memory"], "2026-12-02T00:00:00+00:00"))
    assert plain["penalty"] == {"percent": 20.0, "days_late": 1.0, "points_before": 5.0}
    assert (plain["points"], plain["bonus"], plain["isolation"]) == (5.0, 1.0, ["memory"])
    assert plain["student"] == plain["students"][0]
    assert plain["student"]["late"] is True
    back = from_result(plain)
    assert (back.points, back.students, back.days_late, back.bonus) == (5.0, tuple(students), 1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[lates]\n", r"no \[lates\]: use \[points\], \[tests\], \[visibility\], \[late\], \[bonus\]"),
        ("late = 3\n", "should be tables"),
        ("[late]\ndue = 2026-11-30T23:59:00Z\nprecent = 3\n", "no precent in"),
        ("[late]\npercent = 3\n", "due in .* it is None"),
        ("[late]\ndue = 2026-11-30T23:59:00\n", "a time with its offset"),
        ("[late]\ndue = 2026-11-30\n", "a time with its offset"),
        ('[late]\ndue = "tomorrow"\n', "it is 'tomorrow'"),
        ("[late]\ndue = 2026-11-30T23:59:00Z\npercent = 101\n", "at most 100, and is 101"),
        ("[late]\ndue = 2026-11-30T23:59:00Z\ngrace = -1\n", "a number from 0 up, and is -1"),
        ("[late]\ndue = 2026-11-30T23:59:00Z\ncap = nan\n", "a number from 0 up, and is nan"),
        ("[bonus]\nada = true\n", "a number from 0 up, and is True"),
        (f'[visibility]\n{TEST} = "never"\n', "one of visible, hidden, after_due_date"),
        (f"[visibility]\n{TEST} = [1]\n", "one of visible, hidden, after_due_date"),
        ('[visibility]\ntest_equal = "hidden"\n', "no test test_equal; did you mean test_"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_by_name(text, why, tmp_path):
    with pytest.raises(ControlsError, match=why):
        load(tmp_path, text)


def test_visibility_is_of_tests_and_private_ones_are_hidden(tmp_path):
    controls = load(tmp_path, f'[visibility]\n{TEST} = "after_due_date"\n')
    names = f"{STAGE_06.test_file}::{TEST}[1]", f"{STAGE_06.test_file}::test_other", "/private/test_x.py::test_mine"
    marked = [controls.marked(StageTest(name, "A law."), STAGE_06).visibility for name in names]
    assert marked == ["after_due_date", "visible", "hidden"]
    assert load(tmp_path, "").policy() == Controls().policy()


def test_students_are_found_by_their_folders(tmp_path):
    (tmp_path / "collected.csv").write_text(
        "\ufefffolder,id,name,email,time,late,source,problems\r\n"
        'ada,7,"L., ""Ada""",a@x,2026-11-30T10:00:00Z,no,canvas,\r\n'
        "ada,8,'=cmd(),,,yes,canvas,none\r\n"
        ",9,nobody\r\n",
        encoding="utf-8",
    )
    assert students_of([tmp_path, tmp_path / "none"]) == {
        tmp_path / "ada": (
            Student("7", 'L., "Ada"', "a@x", "2026-11-30T10:00:00Z", False, "canvas"),
            Student("8", "=cmd()", late=True, source="canvas", problems="none"),
        )
    }


@pytest.mark.parametrize(
    ("text", "why"), [("name\nada\n", "no column folder"), ('folder,time,late\n"' + "x" * 200_000, "is no table")]
)
def test_a_table_of_students_that_is_none_is_refused(text, why, tmp_path):
    (tmp_path / "collected.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SubmissionError, match=why):
        students_of([tmp_path])


def test_policies_that_meet_nobody_are_named(tmp_path):
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / f"{STAGE_06.module}.py").touch()
    (tmp_path / "w.toml").write_text("[late]\ndue = 2026-11-30T23:59:00Z\n[bonus]\nbob = 1\nada = 2\n")
    said = []
    request = Request((tmp_path / "class",), Limits(), weights=tmp_path / "w.toml")
    run = prepare(request, lambda kind, text: said.append(text))
    assert [text.partition(":")[0] for text in said] == ["[late] takes nothing from anybody", "[bonus]"]
    assert "student bob here" in said[1]
    assert [each.name for each in run.submissions] == ["ada"]


@pytest.mark.parametrize(
    ("states", "fail_under", "status"),
    [
        (["passed", "failed"], None, 0),
        (["passed", "failed"], 50, 0),
        (["passed", "failed"], 50.1, BELOW),
        (["passed", "grader_error"], 99, FAILED),
        (["passed"], 100, 0),
    ],
)
def test_the_exit_status_tells_what_came_of_it(states, fail_under, status):
    ada = Submission("ada", Path("/class/ada"))
    run = ClassRun([ada], [STAGE_06], Limits(), Controls(), [])
    run.reports[ada] = report(*states)
    assert run.status(fail_under) == status
