"""The pages: a class for its instructor, and a student's own."""

import re
import sys
from html.parser import HTMLParser

import pytest

from kata.errors import ExportError
from kata.grading.export import pages
from kata.grading.export.class_numbers import Alike, heat_map, like_the_solutions, stage_numbers
from kata.grading.export.report_page import report_page
from kata.grading.export.student_page import student_page
from kata.grading.export.views import student_view
from tests.engine.grading.export.classes import graded, result, stage, student, written_card
from tests.engine.grading.export.hostile import each_text

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser finds in a page: tags with attributes in their order, and the text. Tags must be balanced."""

    def __init__(self, data):
        super().__init__()
        self.tags, self.text, self.open = [], "", []
        self.feed(data.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    @property
    def names(self):
        return [tag for tag, _ in self.tags]


@pytest.fixture
def report(read):
    return lambda *documents: Page(report_page(read(*documents), [f"students/{n}.html" for n in range(len(documents))]))


@pytest.fixture
def page(read):
    return lambda document: Page(student_page(student_view(read(document)[0])))


def test_the_heat_map_has_a_number_and_a_step_in_each_cell(read):
    half, none = stage(2, graded(), graded(state="failed")), stage(3, graded(state="todo"))
    [ada, bob] = heat_map(read(result("ada", half, none), result("bob", stage(3, graded()))))
    assert [(cell.text, cell.step) for cell in ada.cells] == [("5", 5), ("0", 0)]
    assert [(cell.text, cell.step) for cell in bob.cells] == [("", None), ("5", 10)]


def test_the_first_broken_law_of_each_submission_is_counted(read):
    wrong = stage(2, graded(), graded("test_b", "failed", law="B holds."), graded("test_c", "failed"))
    other = stage(2, graded("test_a", "crashed"), graded("test_b", "failed"))
    documents = [result(f"s{n}", wrong) for n in range(9)] + [
        result("t", other),
        result("u"),
        result("v", stage(2, graded(state="todo"))),
    ]
    [numbers] = stage_numbers(read(*documents))
    assert [(each.count, each.test, each.state) for each in numbers.reasons] == [
        (9, "test_b", "failed"),
        (1, "test_a", "crashed"),
    ]
    assert numbers.reasons[0].often == "at [0] it is 0, and should be 0.5"
    assert (numbers.graded, numbers.full, numbers.not_begun, len(numbers.stuck)) == (12, 1, 1, 11)


def test_misconceptions_are_counted_once_a_submission(read):
    tests = [graded(f"test_{n}", "failed", looks_like="flips the kernel") for n in range(3)]
    [numbers] = stage_numbers(read(result("ada", stage(2, *tests)), result("bob", stage(2, *tests)), result("eve")))
    assert numbers.misconceptions == (("flips the kernel", 2),)


def test_a_submission_is_stuck_at_its_first_stage_that_is_not_whole(read):
    wrong = graded(state="failed")
    first, second = stage_numbers(
        read(result("ada", stage(2, graded()), stage(3, wrong)), result("bob", stage(2, wrong), stage(3, wrong)))
    )
    assert (first.stuck, second.stuck) == (("bob",), ("ada",))


def test_the_report_tells_why_a_private_test_failed(report):
    secret = graded("test_p", "failed", private=True, law="Secret law.", message="it is 3")
    text = report(result("ada", stage(2, graded(), secret))).text
    assert "1 of 1: Secret law." in " ".join(text.split())
    assert "it is 3" in text


def test_the_report_needs_no_script_and_no_network(report):
    found = report(result("ada", stage(2, graded(state="failed"))), result("bob"))
    assert not {"script", "img", "link", "iframe", "object"} & set(found.names)
    assert not re.search(r"https?:|url\(|@import", str(found.tags) + found.text)
    assert [each["href"] for tag, each in found.tags if tag == "a"] == ["students/0.html", "students/1.html"]


def test_the_heat_map_is_a_table_with_headers(report):
    found = report(result("ada"), result("bob"))
    scopes = [each.get("scope") for tag, each in found.tags if tag == "th"]
    assert scopes.count("row") == 2 + 1
    assert None not in scopes


def test_a_students_page_has_cards_and_hints(page):
    text = page(result("ada", stage(2, graded(), graded("test_b", "failed")), student=student())).text
    assert "Ada Lovelace" in text
    assert "at [0] it is 0, and should be 0.5" in text
    assert "What should come out for 0?" in text
    assert "1 of 2 laws hold." in text


def test_a_students_page_begins_an_untouched_stage_with_a_question(page):
    text = page(result("ada", stage(2, graded(state="todo")))).text
    assert "Begin with conv_output_size: Draw 6 pixels" in " ".join(text.split())


def test_a_students_page_has_no_private_tests_no_paths_and_nobody_else(read):
    secret = graded("test_secret", "failed", private=True, law="SECRET", message="SECRET")
    ada, _ = read(result("ada", stage(2, graded(state="failed"), secret)), result("bob"))
    data = student_page(student_view(ada)).decode()
    assert not re.search("secret|/srv|class of 2026|bob|5e1f|aaaa1111", data, re.IGNORECASE)


def test_hints_of_a_function_are_shown_once_a_stage(page):
    text = page(result("ada", stage(2, graded(state="failed"), graded("test_b", "failed")))).text
    assert text.count("What should come out for 0?") == 1


def test_students_of_one_name_are_told_apart(read):
    rows = heat_map(read(result("a1", student=student()), result("a2", student=student()), result("bob")))
    assert [row.name for row in rows] == ["Ada Lovelace (a1)", "Ada Lovelace (a2)", "bob"]


def test_without_jinja_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    pages._environment.cache_clear()
    with pytest.raises(ExportError, match="pages need Jinja2: pip install"):
        pages.rendered("student.html")


def test_the_fifth_card_of_a_stage_is_a_line(page):
    tests = [graded(f"test_{n}", "failed", law=f"Law {n}.") for n in range(6)]
    found = page(result("ada", stage(2, *tests)))
    assert found.names.count("article") == 4
    assert "Law 5." in found.text


def test_what_the_grader_failed_on_is_said_to_be_no_fault_of_the_student(page):
    assert "the grader failed, and not you" in page(result("ada", graded=False)).text


@each_text
def test_hostile_texts_add_no_tag_and_no_attribute(page, report, text):
    def document(words):
        card = written_card().replace("eighths = 0", " ".join(words.split()))
        tests = [
            graded(words, "failed", law=words, message=words),
            graded(words, "failed", message=card, looks_like=words),
        ]
        return result("ada", stage(2, *tests, title=words), student=student(name=words, late=True), date="2026-11-30")

    for made in (page, report):
        hostile, plain = made(document(text)), made(document("plain"))
        assert set(hostile.names) <= set(plain.names)
        assert {name for _, each in hostile.tags for name in each} <= {name for _, each in plain.tags for name in each}


ALIKE = {"readable": True, "functions": 5, "written": 5, "same": 4, "long": 2}


def test_the_report_says_whose_functions_are_those_of_the_solutions(read):
    unread = {"readable": False, "functions": 5, "written": 0, "same": 0, "long": 0}
    rows = like_the_solutions(
        read(
            result("ada", stage(2, graded(), similarity=ALIKE | {"long": 1}), stage(3, graded(), similarity=unread)),
            result("bob", stage(2, graded(), similarity=ALIKE)),
            result("cem", stage(2, graded(), similarity=ALIKE | {"same": 0, "long": 0})),
            result("eve", stage(2, graded())),
        )
    )
    assert rows == [Alike("bob", 5, 4, 2, "02", ""), Alike("ada", 5, 4, 1, "02", "03")]


def test_a_students_page_says_nothing_of_the_solutions(page, report):
    document = result("ada", stage(2, graded(), similarity=ALIKE))
    assert "Like the solutions" in report(document).text
    assert "solution" not in page(document).text.lower()


def test_a_students_card_says_what_the_program_looks_like(page):
    lines = written_card().split("\n")
    remark = ["  looks like flips the kernel", "  ask        where does it begin?"]
    card = "\n".join([*lines[:-1], *remark, lines[-1]])
    text = page(result("ada", stage(2, graded("test_a", "failed", message=card, looks_like="flips the kernel")))).text
    assert "flips the kernel" in text
    assert "where does it begin?" in text


def test_what_a_private_test_looks_like_is_not_told_a_student(page):
    secret = graded("test_p", "failed", private=True, message="flips the kernel", looks_like="flips the kernel")
    assert "flips" not in page(result("ada", stage(2, graded(), secret))).text
