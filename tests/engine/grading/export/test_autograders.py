"""Gradescope, GitHub Classroom, PrairieLearn and Exercism get the fields that they document, and only those."""

import base64
import json
from functools import partial

import jsonschema
import pytest

from kata.grading.export.exercism import exercism_json
from kata.grading.export.github import MOST_BYTES, github_lines
from kata.grading.export.gradescope import gradescope_json
from kata.grading.export.prairielearn import prairielearn_json
from kata.grading.export.views import NOT_GRADED, student_view
from tests.engine.grading.export.classes import graded, result, stage
from tests.engine.grading.export.hostile import each_text
from tests.engine.grading.export.schemas import EXERCISM, GITHUB, GRADESCOPE, PRAIRIELEARN

JSON = [(gradescope_json, GRADESCOPE), (prairielearn_json, PRAIRIELEARN), (exercism_json, EXERCISM)]
STATES = ("passed", "failed", "todo", "timeout", "crashed", "blocked", "error", "grader_error")


def github(view):
    """The documents of all lines, which are valid."""
    lines = [line.partition("=") for line in github_lines(view).decode().splitlines()]
    documents = {name: json.loads(base64.b64decode(data)) for name, _, data in lines}
    for document in documents.values():
        jsonschema.validate(document, GITHUB)
    assert all(name.isalnum() and len(data) < MOST_BYTES for name, _, data in lines)
    return documents


@pytest.fixture
def made(read):
    """A valid document of one submission, in one of the formats."""

    def document(make, plain):
        view = student_view(read(plain)[0], due=make is gradescope_json)
        if make is github_lines:
            return github(view)
        found = json.loads(make(view))
        jsonschema.validate(found, dict(JSON)[make])
        return found

    return document


@pytest.mark.parametrize("make", [*dict(JSON), github_lines])
@each_text
def test_hostile_texts_make_a_valid_document(made, make, text):
    tests = [graded(text, state, law=text, message=text) for state in STATES]
    made(make, result(text, stage(2, *tests, title=text, module=text)))


@pytest.mark.parametrize("make", [*dict(JSON), github_lines])
def test_no_document_tells_of_private_tests(made, make):
    secret = partial(graded, "test_secret", "failed", law="SECRET", message="SECRET")
    secrets = secret(private=True), secret(visibility="hidden")
    assert "secret" not in str(made(make, result("ada", stage(2, graded(), *secrets)))).lower()


@pytest.mark.parametrize("make", dict(JSON))
def test_what_the_grader_failed_on_is_no_zero(made, make):
    document = made(make, result("ada", stage(2, graded(state="grader_error")), graded=False))
    assert NOT_GRADED in (document.get("message"), document.get("output"))
    assert (document.get("gradable"), document.get("status"), document["tests"]) in [
        (False, None, []),
        (None, "error", []),
        (None, None, []),
    ]
    assert "score" not in document or make is prairielearn_json


@pytest.mark.parametrize("make", [gradescope_json, prairielearn_json])
def test_a_document_stays_under_a_megabyte(made, make):
    tests = [graded(f"test_{number}", "failed", message="🙂" * 5_000) for number in range(80)]
    assert len(json.dumps(made(make, result("ada", stage(2, *tests))), ensure_ascii=False).encode()) < 1_000_000


def test_gradescope_gets_the_points_after_the_penalty(made):
    penalty = {"percent": 50.0, "days_late": 2.0, "points_before": 5.0}
    document = made(gradescope_json, result("ada", penalty=penalty, points=2.5))
    assert document["score"] == 2.5
    assert document["output"] == "2.50 of 5 points. 50 % of 5.00 were taken off: 2.0 days late."


def test_gradescope_shows_the_points_of_private_tests_and_hides_hidden_ones(made):
    tests = (
        graded(),
        graded(private=True, visibility="hidden"),
        graded(visibility="hidden"),
        graded(visibility="after_due_date"),
    )
    rows = made(gradescope_json, result("ada", stage(2, *tests)))["tests"]
    assert [row.get("visibility") for row in rows] == [None, "after_due_date", None, "hidden"]
    assert sum(row["score"] for row in rows) == 20.0


def test_gradescope_has_no_visibility_where_none_was_asked_for(made):
    rows = made(gradescope_json, result("ada", stage(2, graded(), graded(state="failed"))))["tests"]
    assert not [row for row in rows if "visibility" in row]


@pytest.mark.parametrize("passed", range(43))
def test_both_ways_in_which_github_counts_agree(made, passed):
    tests = [graded(points=10 / 42, state="passed" if number < passed else "failed") for number in range(42)]
    document = made(github_lines, result("ada", stage(2, *tests, max_points=10.0)))["stage02"]
    by_count = sum(test["status"] == "pass" for test in document["tests"]) / len(document["tests"])
    assert len(document["tests"]) == 42
    assert abs(by_count * 10 - sum(test["score"] for test in document["tests"])) < 0.0051


@pytest.mark.parametrize("weights", [(1, 3), (2, 5, 1), (0, 1, 1), (1, 1.5), (1, 100), (0.1, 0.37, 1.91)])
@pytest.mark.parametrize("unseen", [False, True])
def test_github_counts_weights_and_unseen_tests(made, weights, unseen):
    tests = [
        graded(points=10 * weight / sum(weights), state="failed" if n == 0 else "passed")
        for n, weight in enumerate(weights)
    ]
    tests += [graded(private=True, points=1.0), graded("test_b", "failed", private=True, points=2.0)] * unseen
    plain = stage(2, *tests)
    document = made(github_lines, result("ada", plain))["stage02"]
    right = sum(test["status"] == "pass" for test in document["tests"])
    by_sum = sum(test["score"] for test in document["tests"])
    assert abs(right / len(document["tests"]) * document["max_score"] - by_sum) < 0.0051
    assert abs(by_sum / document["max_score"] - plain["points"] / plain["max_points"]) < 0.01


def test_github_gets_one_line_a_stage_and_says_where_to_look(made):
    documents = made(github_lines, result("ada", stage(2, graded(state="failed")), stage(3, graded())))
    assert {name: each["status"] for name, each in documents.items()} == {"stage02": "fail", "stage03": "pass"}
    [test] = documents["stage02"]["tests"]
    assert (test["filename"], test["line_no"]) == ("stage02_conv_slider.py", 21)
    assert test["test_code"] == "The sigmoid of 0 is 1/2."


def test_a_line_for_github_fits_into_the_environment(made):
    tests = [graded(f"test_{number}_" + "🙂" * 250, "failed", law="🙂" * 900) for number in range(120)]
    made(github_lines, result("ada", stage(2, *tests)))
    made(github_lines, result("ada", stage(2, *tests * 5)))


def test_prairielearn_gets_a_share_of_the_points(made):
    document = made(prairielearn_json, result("ada", stage(2, graded(), graded(state="failed"))))
    assert (document["score"], document["gradable"]) == (0.5, True)


def test_prairielearn_takes_no_more_than_all_points(made):
    assert made(prairielearn_json, result("ada", points=7.0, bonus=2.0))["score"] == 1.0


@pytest.mark.parametrize(("others", "gradable"), [("error", False), ("failed", True)])
def test_prairielearn_is_told_where_nothing_imports(made, others, gradable):
    broken = graded(state="error", message="stage02_conv_slider.py:3: SyntaxError: invalid syntax")
    document = made(prairielearn_json, result("ada", stage(2, broken), stage(3, graded(state=others, message="x"))))
    assert document["gradable"] is gradable
    assert len(document.get("format_errors", [])) == (0 if gradable else 2)


def test_exercism_has_the_stage_as_task_and_passes_only_with_all_tests(made):
    document = made(
        exercism_json, result("ada", stage(2, graded()), stage(3, graded(), graded("test_p", "failed", private=True)))
    )
    assert document["status"] == "fail"
    assert [test["task_id"] for test in document["tests"]] == [2, 3, 3]
    assert made(exercism_json, result("ada"))["status"] == "pass"


def test_exercism_is_told_why_nothing_ran(made):
    document = made(exercism_json, result("ada", stage(2, graded(state="error", message="no colon\n" * 20_000))))
    assert document["status"] == "error"
    assert document["message"].startswith("no colon")


def test_the_longest_message_fits_into_exercism(made):
    broken = [graded(state="error", message=f"{number}" + "🙂" * 20_000) for number in (2, 3, 6)]
    document = made(exercism_json, result("ada", *(stage(n, test) for n, test in zip((2, 3, 6), broken, strict=True))))
    assert len(document["message"].encode("utf-16-le")) // 2 <= 65_535


def test_a_view_without_stages_is_a_document_in_every_format(made):
    for make in (*dict(JSON), github_lines):
        made(make, {**result("ada"), "stages": [], "points": 0.0, "max_points": 0.0})
