"""A gradebook of Canvas is filled so that its importer takes it: the rules are those of the importer."""

import csv
import io
from pathlib import Path

import pytest

from kata.errors import ExportError
from kata.grading.export import sheets
from kata.grading.export.canvas import fill_gradebook
from kata.grading.export.selection import Request
from tests.engine.grading.export.classes import graded, result, stage, student

HEADER = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Kata (812)", "Essay (813)", "Final Score"]
TWO = [*HEADER[:6], "Kata (9)", "x"]
POSSIBLE = ["    Points Possible", "", "", "", "", "10.00", "5.00", "(read only)"]
NAMES = ['Doe, "J", Jr.', "💥 Émile", '="=cmd()"', "x" * 250, "O'Brien, 李;雷", "Plain"]


def gradebook(*rows, header=HEADER, possible=POSSIBLE, delimiter=",", mark=""):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows([header, possible, *rows])
    return (mark + file.getvalue()).encode()


def refused(file):
    """Read a file, but no CSV file."""
    if file.suffix == ".csv":
        raise PermissionError(13, "no right")
    with file.open("rb") as opened:
        return opened.read()


def row(name, number, *, sis="", login="", grade="", essay="3"):
    return [name, str(number), sis, login, "A", grade, essay, "50"]


def imported(data, delimiter=",", comma=False):
    """What Canvas reads: the assignment's grade by row. An empty cell would take a grade away, and is a failure."""
    header, _, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert header[:2] == ["Student", "ID"]
    grades = {row[1]: row[-1] for row in rows}
    assert all(len(each) == len(header) and each[-1] for each in rows)
    for grade in grades.values():
        whole, _, part = grade.partition("," if comma else ".")
        assert whole.isdigit()
        assert len(part) == 2
    return header[-1], grades


@pytest.fixture
def fill(read, tmp_path):
    """The filled file and the notes, for a gradebook and results."""

    def filled(data, *documents, column=None):
        file = tmp_path / "grade book.csv"
        file.write_bytes(data)
        return fill_gradebook(Request(read(*documents), str(file), column=column))

    return filled


def ada(**more):
    return result("ada", stage(2, graded(), graded(state="failed")), student=student(**more))


def test_the_column_is_filled_with_two_decimals_and_others_are_left_out(fill):
    data, _ = fill(gradebook(row("Lovelace, Ada", 17), row("Else, Some", 18)), ada(), column="Kata")
    assert imported(data) == ("Kata (812)", {"17": "5.00"})
    assert b"Points Possible" in data
    assert b"Essay" not in data


@pytest.mark.parametrize(
    ("marks", "person"),
    [
        ({"id": "4711"}, row("A", 4711)),
        ({"id": "s17"}, row("A", 1, sis="S17")),
        ({"id": "al1", "name": ""}, row("A", 1, login="al1")),
        ({"id": ""}, row("A", 1, login="ADA@example.org")),
        ({"id": "", "email": ""}, row("Lovelace, Ada", 1)),
        ({"id": "", "email": "", "name": "lovelaceada"}, row("Lovelace, Ada", 1)),
    ],
)
def test_a_student_is_found_by_each_mark(fill, marks, person):
    data, _ = fill(gradebook(row("B", 99), person), ada(**marks), column="Kata")
    assert imported(data)[1] == {person[1]: "5.00"}


def test_the_surest_mark_decides(fill):
    data, _ = fill(gradebook(row("A", 17), row("B", 18, sis="17")), ada(), column="Kata")
    assert imported(data)[1] == {"17": "5.00"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row("Lovelace, Ada", 1), row("Ada Lovelace", 2)], "ada is left out: 2 rows fit to it"),
        ([row("Bob", 17), row("Lovelace, Ada", 2)], "ada is left out: 2 rows fit to it"),
        ([row("Bob", 1)], "ada is left out: no row fits to it"),
        ([row("Lovelace, Ada", 1, grade="EX")], "ada is left out: excused in the gradebook"),
    ],
)
def test_who_is_not_certain_is_left_out_and_named(fill, rows, told):
    data, notes = fill(gradebook(*rows), ada(), column="Kata")
    assert told in notes
    assert imported(data)[1] == {}


def test_two_results_of_one_student_are_both_left_out(fill):
    data, notes = fill(gradebook(row("A", 17)), ada(), {**ada(), "name": "ada2"}, column="Kata")
    assert imported(data)[1] == {}
    assert "row 3 is left out: 2 results fit to it: ada, ada2" in notes


def test_what_the_grader_failed_on_is_left_out(fill):
    data, notes = fill(gradebook(row("A", 17)), {**ada(), "graded": False}, column="Kata")
    assert imported(data)[1] == {}
    assert "ada is left out: the grader failed on it" in notes


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("delimiter", "comma"), [(",", False), (";", True), (";", False), (",", True), ("\t", False)])
def test_the_file_is_written_as_it_was_read(fill, delimiter, comma, mark):
    possible = [cell.replace(".", ",") if comma else cell for cell in POSSIBLE]
    data, _ = fill(gradebook(row("A", 17), possible=possible, delimiter=delimiter, mark=mark), ada(), column="Kata")
    assert imported(data, delimiter, comma)[1] == {"17": "5,00" if comma else "5.00"}
    assert data.startswith(mark.encode() + b"Student")


def test_where_no_number_tells_semicolons_suggest_decimal_commas(fill):
    data, _ = fill(
        gradebook(row("A", 17), possible=["Points Possible", *[""] * 7], delimiter=";"), ada(), column="Kata"
    )
    assert imported(data, ";", comma=True)[1] == {"17": "5,00"}


def test_an_id_that_is_kept_as_text_is_found(fill):
    data, _ = fill(gradebook(row("A", '="0017"')), ada(id="0017"), column="Kata")
    assert imported(data)[1] == {'="0017"': "5.00"}


def test_names_come_back_as_they_were(fill):
    people = [row(name, number) for number, name in enumerate(NAMES)]
    documents = [result(f"s{n}", student=student(id=str(n), name="", email="")) for n in range(len(NAMES))]
    data, _ = fill(gradebook(*people), *documents, column="Kata")
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert [each[0] for each in rows[2:]] == NAMES
    again, _ = fill(data, *documents)
    assert again == data


@pytest.mark.parametrize("name", NAMES)
def test_a_student_is_found_by_any_name(fill, name):
    shown = name[2:-1] if name.startswith('="') else name
    data, _ = fill(gradebook(row(name, 5), row("B", 6)), ada(id="", email="", name=shown), column="Kata")
    assert imported(data)[1] == {"5": "5.00"}


@pytest.mark.parametrize(
    ("column", "header", "told"),
    [
        (None, HEADER, "say with --column which assignment is filled: 'Kata (812)', 'Essay (813)'"),
        ("Kat", HEADER, "no column is titled 'Kat'; there are 'Kata (812)', 'Essay (813)'"),
        ("Final Score", HEADER, "no column is titled 'Final Score'"),
        (
            "Kata",
            [*HEADER[:6], "Kata (9)", "x"],
            "several columns are titled 'Kata'; there are 'Kata (812)', 'Kata (9)'",
        ),
        (None, [*HEADER[:5], "a", "b", "c"], "none: make the assignment in Canvas first"),
        (None, ["Name", *HEADER[1:]], "has no column Student"),
    ],
)
def test_a_column_that_is_missing_or_ambiguous_is_an_error_with_the_choices(fill, column, header, told):
    with pytest.raises(ExportError) as error:
        fill(gradebook(row("A", 17), header=header), ada(), column=column)
    assert told in str(error.value)


def test_a_title_with_its_number_is_never_ambiguous(fill):
    data, _ = fill(gradebook(row("A", 17), header=TWO), ada(), column="Kata (9)")
    assert imported(data) == ("Kata (9)", {"17": "5.00"})


def test_other_points_than_the_assignments_are_told(fill):
    _, notes = fill(gradebook(row("A", 17)), result("ada", student=student()), column="Kata")
    assert "the assignment has 10 points and the results 5: points are written as they are" in notes


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\xff\xfe", "is no UTF-8"),
        (b'a,"b\n', "is no CSV"),
        (b"a,b\n1,2,3\n", "row 2"),
    ],
)
def test_a_file_that_is_no_gradebook_is_an_error(fill, data, told):
    with pytest.raises(ExportError, match=told):
        fill(data, ada())


def test_a_file_that_is_too_large_or_cannot_be_read_is_an_error(fill, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(ExportError, match="cannot be read: no right"):
        fill(b"a", ada())
    monkeypatch.setattr(sheets, "MOST_BYTES", 0)
    with pytest.raises(ExportError, match="has more than 0 MB"):
        fill(b"a", ada())


def test_a_gradebook_that_is_missing_is_an_error(read, tmp_path):
    with pytest.raises(ExportError, match="there is no file"):
        fill_gradebook(Request(read(ada()), str(tmp_path / "none.csv")))
