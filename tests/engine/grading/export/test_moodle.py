"""A grading worksheet of Moodle is filled so that its importer takes it, in whatever language it is."""

import csv
import io
import zipfile

import pytest

from kata.errors import ExportError
from kata.grading.export.moodle import fill_worksheet
from kata.grading.export.selection import Request
from tests.engine.grading.export.classes import graded, result, stage, student
from tests.engine.grading.export.test_canvas import NAMES

ENGLISH = [
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
]
GERMAN = [
    *("Teilnehmer/in", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung"),
    *(
        "Bewertung kann geändert werden",
        "Zuletzt geändert (Abgabe)",
        "Zuletzt geändert (Bewertung)",
        "Feedback als Kommentar",
    ),
]
DATE = "Sunday, 29 November 2026, 10:00 AM"


def row(number, name="Ada Lovelace", *, email="x@example.org", grade="", most="10.00", feedback=""):
    return [f"Participant {number}", name, email, "Submitted for grading", grade, most, "Yes", DATE, "-", feedback]


def worksheet(*rows, header=ENGLISH, delimiter=","):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return ("\ufeff" + file.getvalue()).encode()


def imported(data, header=ENGLISH):
    """What Moodle takes, by the number of the identifier: it needs three columns, and no grade above the maximum."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    places = dict(zip(ENGLISH, header, strict=True))
    found = {}
    for each in rows:
        grade = float(each[places["Grade"]].replace(",", "."))
        assert each[places["Last modified (grade)"]] == "-"
        assert grade <= float(each[places["Maximum Grade"]].replace(",", "."))
        found[int(each[places["Identifier"]].split()[-1])] = (each[places["Grade"]], each[places["Feedback comments"]])
    return found


@pytest.fixture
def fill(read, tmp_path):
    def filled(data, *documents, column=None):
        file = tmp_path / "worksheet.csv"
        file.write_bytes(data)
        return fill_worksheet(Request(read(*documents), str(file), column=column))

    return filled


def ada(**more):
    return result("ada", stage(2, graded(), graded(state="failed")), student=student(**more))


SUMMARY = "5.00 of 10 points. 02 conv slider: 5.00 of 10."


def test_grades_and_comments_are_filled_and_others_left_out(fill):
    filled = fill(worksheet(row(17), row(18, "Bob")), ada())
    assert imported(filled.data) == {17: ("5.00", SUMMARY)}
    assert "1 of 2 participants of the worksheet have a result" in filled.notes


@pytest.mark.parametrize(
    ("marks", "person"),
    [
        ({"id": "17"}, row(17, "Ada L.")),
        ({"id": "9"}, row(17, "A", email="ADA@example.org")),
        ({"id": "mat-5"}, row(17, "A", email="mat-5")),
        ({"id": "", "email": ""}, row(17)),
    ],
)
def test_a_participant_is_found_by_each_mark(fill, marks, person):
    assert list(imported(fill(worksheet(person, row(3, "B")), ada(**marks)).data)) == [17]


def test_a_number_that_is_another_participants_is_not_trusted(fill):
    filled = fill(worksheet(row(17, "Bob"), row(3)), ada())
    assert imported(filled.data) == {}
    assert "ada is left out: 2 rows fit to it" in filled.notes


def test_a_worksheet_in_another_language_is_filled_by_what_is_in_its_columns(fill):
    people = row(17, most="10,00"), row(18, "Bob", most="10,00", grade="3,50")
    filled = fill(worksheet(*people, header=GERMAN), ada())
    assert imported(filled.data, GERMAN) == {17: ("5,00", SUMMARY)}


def test_a_students_number_is_not_taken_for_the_maximum(fill):
    filled = fill(worksheet(row(17, email="4711", most="10,00"), header=GERMAN), ada())
    assert imported(filled.data, GERMAN)[17][0] == "5,00"


def test_a_worksheet_with_semicolons_is_written_with_semicolons(fill):
    filled = fill(worksheet(row(17), delimiter=";"), ada())
    assert filled.data.decode("utf-8-sig").splitlines()[0] == ";".join(ENGLISH)


def test_a_column_may_be_named(fill):
    header = [*ENGLISH[:4], "Points", *ENGLISH[5:]]
    data = fill(worksheet(row(17), header=header), ada(), column="points").data
    assert imported(data, header)[17][0] == "5.00"


@pytest.mark.parametrize(
    ("header", "column", "told"),
    [
        (ENGLISH, "Nothing", "no column is titled 'Nothing': choose with --column from 'Identifier', 'Full name'"),
        ([*ENGLISH[:3], "Grade", *ENGLISH[4:]], None, "several columns are titled 'Grade'"),
        ([*ENGLISH[:8], "Changed", ENGLISH[9]], None, "has no column 'Last modified (grade)'"),
        (["Full name", "Identifier", *ENGLISH[2:]], None, "holds identifiers such as 'Participant 12'"),
    ],
)
def test_a_column_that_is_missing_or_ambiguous_is_an_error_with_the_choices(fill, header, column, told):
    with pytest.raises(ExportError) as error:
        fill(worksheet(row(17), header=header), ada(), column=column)
    assert told in str(error.value)


def test_a_foreign_worksheet_without_a_maximum_is_an_error(fill):
    with pytest.raises(ExportError, match="no column is titled 'Grade'"):
        fill(worksheet(row(17, most=""), header=GERMAN), ada())


def test_a_grade_above_the_maximum_is_refused(fill):
    with pytest.raises(ExportError, match="points, and the worksheet's maximum is 4: Moodle would"):
        fill(worksheet(row(17, most="4.00")), ada())


def test_names_come_back_as_they_were(fill):
    people = [row(number, name) for number, name in enumerate(NAMES)]
    documents = [result(f"s{n}", student=student(id=str(n), name="", email="")) for n in range(len(NAMES))]
    filled = fill(worksheet(*people), *documents)
    rows = list(csv.reader(io.StringIO(filled.data.decode("utf-8-sig"), newline="")))
    assert [each[1] for each in rows[1:]] == NAMES
    assert fill(filled.data, *documents).data == filled.data


def test_a_comment_is_text_and_no_html(fill):
    document = result("ada", stage(2, graded(), title="<b>=1"), student=student())
    comment = imported(fill(worksheet(row(17)), document).data)[17][1]
    assert comment == "5.00 of 5 points. 02 &lt;b&gt;=1: 5.00 of 5."


def test_feedback_files_have_the_folder_names_of_moodle(export, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(worksheet(row(17, "Ada_/../Lovelace")))
    done = export([ada(name="")], "--to", f"moodle={sheet}", "--feedback", "pages.zip")
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile("pages.zip") as archive:
        [name] = archive.namelist()
        page = archive.read(name).decode()
    assert name == "Ada..Lovelace_17_assignsubmission_file/feedback.html"
    assert "The sigmoid of 0 is 1/2." in page
