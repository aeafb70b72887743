"""JUnit's XML, as Jenkins, GitLab and others read it (family xunit2): a file a student, a test suite a stage.

A test that failed is a `failure`; one that hung, crashed, did not import or met an error of ours is an `error`; a
stub, and what waits for an earlier stage, is `skipped`. Points are properties of the suite: the schema that Jenkins
ships allows none in a test case.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kata.grading.export.cards import reason
from kata.grading.export.escaping import xml_text
from kata.grading.export.views import ShownTest, StageView, StudentView

KINDS = {
    "passed": "",
    "failed": "failure",
    "todo": "skipped",
    "blocked": "skipped",
}
"""The element that a state becomes; all others are an `error`."""


def junit_xml(view: StudentView) -> bytes:
    """The document, UTF-8."""
    root = ET.Element("testsuites", name=xml_text(view.name))
    for stage in view.stages:
        root.append(_suite(stage, view.date))
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _suite(stage: StageView, date: str) -> ET.Element:
    kinds = [KINDS.get(test.state, "error") for test in stage.tests]
    suite = ET.Element("testsuite", name=xml_text(f"{stage.stage:02} {stage.title}"), tests=str(len(kinds)))
    for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(kinds.count(kind)))
    suite.set("time", f"{max(stage.seconds, 0):.3f}")
    suite.set("timestamp", xml_text(date[:19]))
    properties = ET.SubElement(suite, "properties")
    for name, value in (("points", stage.points), ("max_points", stage.max_points)):
        ET.SubElement(properties, "property", name=name, value=f"{value:.9g}")
    for test, kind in zip(stage.tests, kinds, strict=True):
        suite.append(_case(stage, test, kind))
    return suite


def _case(stage: StageView, test: ShownTest, kind: str) -> ET.Element:
    case = ET.Element("testcase", name=xml_text(test.name), classname=xml_text(stage.module))
    case.set("time", f"{max(test.seconds, 0):.3f}")
    if kind:
        told = ET.SubElement(case, kind, type=test.state, message=xml_text(reason(test.told)))
        told.text = xml_text(test.message or f"{test.law}\n{test.told}")
    return case
