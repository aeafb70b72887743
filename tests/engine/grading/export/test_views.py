"""What a student may see, and nothing else."""

from dataclasses import asdict

import pytest

from kata.grading.export.views import student_view, without_paths
from tests.engine.grading.export.classes import graded, result, stage, student


def secret(**more):
    return graded("test_secret", "failed", law="SECRET", message="SECRET", **more)


def test_private_and_hidden_tests_leave_only_their_number_and_points(read):
    tests = graded(), secret(private=True), secret(visibility="hidden"), secret(visibility="after_due_date")
    [found] = read(result("ada", stage(2, *tests)))
    view = student_view(found)
    assert "secret" not in str(asdict(view)).lower()
    assert (view.stages[0].private.count, view.stages[0].hidden.count) == (1, 2)
    assert (view.points, view.max_points) == (5.0, 20.0)


def test_after_the_due_date_its_tests_are_shown(read):
    [found] = read(result("ada", stage(2, graded(), graded("test_b", visibility="after_due_date"))))
    assert [test.name for test in student_view(found, due=True).stages[0].tests] == ["test_sigmoid", "test_b"]


def test_a_private_test_stays_private_after_the_due_date(read):
    [found] = read(result("ada", stage(2, secret(private=True, visibility="after_due_date"))))
    assert student_view(found, due=True).stages[0].tests == ()


def test_a_view_has_no_paths_and_no_hashes(read):
    message = "OSError: /srv/class of 2026/ada/x.py, /usr/lib/python3.11/ast.py; 1 / 2, and/or"
    [found] = read(result("ada", stage(2, graded(state="failed"), graded(state="failed", message=message))))
    card, sentence = (test.message for test in student_view(found).stages[0].tests)
    assert "/srv" not in str(asdict(student_view(found)))
    assert "5e1f" not in str(asdict(student_view(found)))
    assert card.endswith("replay     pytest --hypothesis-seed=7 tests/stages/test_stage02_conv_slider.py::test_sigmoid")
    assert "look at    exercises/stage02_conv_slider.py:21, in sigmoid" in card
    assert sentence == "OSError: ada/x.py, ast.py; 1 / 2, and/or"


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Error:/srv/kata/x.py", "Error:x.py"),
        ("file:///srv/kata/x.py", "x.py"),
        ("No such file: '/home/Prof X/my kata/x.py'", "No such file: 'x.py'"),
        ('in "/home/Prof X/kata/"', 'in ""'),
        ("https://example.org/a/b and 3/4/5 or a/b", "https://example.org/a/b and 3/4/5 or a/b"),
        ("[/srv/kata/x.py, /srv/kata/y.py]", "[x.py, y.py]"),
    ],
)
def test_of_a_path_only_its_last_part_is_left(message, left):
    assert without_paths(message, "/srv/ada") == left


def test_a_view_is_named_after_the_student_or_the_last_part_of_the_submission(read):
    [found, other] = read(result("2026/ada", student=student(name=" ")), result("bob", student=student()))
    assert (student_view(found).name, student_view(other).name) == ("ada", "Ada Lovelace")
