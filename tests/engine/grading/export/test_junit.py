"""JUnit files are what Jenkins's schema asks for."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from kata.grading.export.junit import junit_xml
from kata.grading.export.views import student_view
from tests.engine.grading.export.classes import graded, result, stage
from tests.engine.grading.export.hostile import each_text

SCHEMA = xmlschema.XMLSchema(str(Path(__file__).with_name("jenkins-junit.xsd")))


@pytest.fixture
def junit(read):
    """The root of the only submission's document, which is valid."""

    def made(document):
        data = junit_xml(student_view(read(document)[0]))
        SCHEMA.validate(data.decode())
        return ET.fromstring(data)

    return made


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("failed", "failure"),
        ("todo", "skipped"),
        ("blocked", "skipped"),
        ("timeout", "error"),
        ("crashed", "error"),
        ("error", "error"),
        ("grader_error", "error"),
    ],
)
def test_a_state_becomes_an_element(junit, state, kind):
    [case] = junit(result("ada", stage(2, graded(state=state)))).iter("testcase")
    assert [(element.tag, element.get("type")) for element in case] == [(kind, state)]


def test_counts_and_points_are_those_of_the_stage(junit):
    tests = [graded(), graded(state="failed"), graded(state="todo"), graded(state="crashed"), graded(private=True)]
    root = junit(result("ada", stage(2, *tests), stage(3, graded())))
    first, second = root
    assert [first.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["4", "1", "1", "1"]
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["5", "1", "1"]
    points = {each.get("name"): each.get("value") for each in first.iter("property")}
    assert points == {"points": "10", "max_points": "25"}
    assert second.get("name") == "03 pooling"


@each_text
def test_hostile_texts_make_a_valid_file(junit, text):
    junit(result(text, stage(2, graded(text, "failed", law=text, message=text), title=text)))
