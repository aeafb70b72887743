"""The tables of a class, as pandas reads them."""

import io

import pandas as pd
import pytest

from kata.grading.export.tables import submission_table, table_of_tests
from tests.engine.grading.export.classes import graded, result, stage, student
from tests.engine.grading.export.hostile import TEXTS


def back(text):
    return pd.read_csv(io.StringIO(text), dtype={"id": str, "submission": str}, keep_default_na=False)


def test_a_row_a_submission_has_a_column_a_stage(read):
    penalty = {"percent": 10.0, "days_late": 1.2, "points_before": 20.0}
    documents = (
        result("ada", stage(2, graded()), stage(3, graded(state="todo")), student=student(id="007", late=True)),
        result("bob", stage(2, graded(points=1 / 3)), penalty=penalty, bonus=1.0),
    )
    frame = back(submission_table(read(*documents)))
    assert frame.columns[:9].tolist() == [
        *("submission", "id", "name", "email", "points", "max_points", "percent", "stage_02", "stage_03")
    ]
    assert frame["id"].tolist() == ["007", ""]
    assert frame["stage_02"].tolist() == [5.0, 0.333333]
    assert frame["stage_03"].tolist() == ["0.0", ""]
    assert frame["late"].tolist() == ["yes", ""]
    assert frame["penalty_percent"].tolist() == ["", "10.0"]


def test_a_row_a_test_tells_the_instructor_why_a_private_test_failed(read):
    secret = graded("test_p", "failed", private=True, law="Secret.", message="it is 3")
    frame = back(table_of_tests(read(result("ada", stage(2, graded(), secret), stage(3, graded(state="failed"))))))
    assert frame["test"].tolist() == ["test_sigmoid", "test_p", "test_sigmoid"]
    assert frame["reason"].tolist() == ["", "it is 3", "at [0] it is 0, and should be 0.5"]
    assert frame["private"].tolist() == ["no", "yes", "no"]


@pytest.mark.parametrize("made", [submission_table, table_of_tests])
def test_hostile_texts_are_one_row_each_and_no_formula(read, made):
    documents = [
        result(f"{n}", stage(2, graded(text, law=text, message=text)), student=student(name=text, id=text))
        for n, text in enumerate(TEXTS)
    ]
    frame = back(made(read(*documents)))
    assert len(frame) == len(TEXTS)
    cells = [cell for cell in frame.astype(str).to_numpy().ravel() if cell.lstrip()[:1] in tuple("=+-@")]
    assert cells == []


def test_a_class_without_tests_is_a_table_without_rows(read):
    frame = back(table_of_tests(read({**result("ada"), "stages": []})))
    assert len(frame) == 0
