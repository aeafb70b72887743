"""No text of a submission does anything in a format."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest

from kata.grading.export.escaping import cleaned, console_text, csv_cell, one_line, xml_text
from tests.engine.grading.export.hostile import each_text


@pytest.mark.parametrize(
    "text", ["=1", "+x", "-x", "@x", "\t=1", "\r=1", " =1", "\n =1", "\0=1", "\u200b=1", "\uff1d1"]
)
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(text):
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["-5", "+3.25", "-1,5", "1e-3", "-.5", "Ada", "", "a=b", "'x", "12 - 5"])
def test_numbers_and_plain_texts_stay_as_they_are(text):
    assert csv_cell(text) == text


@pytest.mark.parametrize("text", ["-5-3", "+49 170 12", "-1\n=2"])
def test_what_only_begins_like_a_number_is_no_number(text):
    assert csv_cell(text) == f"'{text}"


@each_text
def test_a_cell_is_read_back_as_one_cell(text):
    file = io.StringIO()
    csv.writer(file).writerow([csv_cell(text), "next"])
    [row] = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert row == [csv_cell(text), "next"]


@each_text
def test_an_xml_document_with_any_text_is_read_back(text):
    element = ET.Element("a", b=xml_text(text))
    element.text = xml_text(text)
    read = ET.fromstring(ET.tostring(element, encoding="utf-8"))
    assert (read.text or "") == xml_text(text)


@each_text
def test_a_clean_text_has_no_controls_and_can_be_encoded(text):
    clean = cleaned(text)
    clean.encode("utf-8")
    assert not [letter for letter in clean if not (letter in "\n\t" or letter >= " ") or letter in "\x1b\u202e\u2066"]


@pytest.mark.parametrize("text", ["::error::x", "  ::error::x", "a\n\t::x", "##[group]x", "\u200b::x", "\x1b[0m::x"])
def test_no_line_begins_with_a_command_of_a_build_server(text):
    lines = console_text(text).split("\n")
    assert not [line for line in lines if line.strip().startswith(("::", "##["))]
    assert [line for line in lines if line.startswith("./")]


@pytest.mark.parametrize("most", [0, 1, 3, 4, 5, 100])
def test_a_text_is_never_longer_than_it_may_be(most):
    assert len(cleaned("x" * 1000, most)) == most
    assert len(one_line("x " * 1000, most)) <= most


def test_ten_megabytes_are_cut():
    assert len(cleaned("\x1b]" * 5_000_000)) < 30_000
