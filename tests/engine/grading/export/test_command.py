"""`kata export`: what is written where, and nothing that was there is lost."""

import os
import unicodedata
from pathlib import Path

import pytest

from kata.grading.export.names import MOST_BYTES, file_name, file_names
from kata.grading.export.selection import ARGUMENTS
from tests.engine.grading.export.classes import graded, result, stage, student, write_class
from tests.engine.grading.export.hostile import TEXTS

CLASS = result("ada", student=student()), result("bob")
STUDENTS = ["junit", "gradescope", "github", "prairielearn", "exercism"]


def written(folder="."):
    return sorted(str(each.relative_to(folder)) for each in Path(folder).rglob("*") if each.is_file())


@pytest.mark.parametrize("kind", STUDENTS)
def test_a_format_for_students_is_a_folder_of_files(export, kind):
    assert export(CLASS, "--to", kind).exit_code == 0
    assert [Path(name).stem for name in written(kind)] == ["ada", "bob"]


@pytest.mark.parametrize(
    ("kind", "option", "shown"), [("gradescope", [], 1), ("exercism", [], 0), ("exercism", ["--after-due-date"], 1)]
)
def test_tests_for_after_the_due_date_wait(export, kind, option, shown):
    later = result("ada", stage(2, graded("test_later", visibility="after_due_date")))
    done = export([later], "--to", kind, *option, "--out", "-")
    assert done.stdout.count("test_later") == shown


def test_one_student_is_one_file_at_the_place_that_is_asked_for(export):
    assert export(CLASS, "--to", "junit", "--student", "Ada Lovelace", "--out", "mine.xml").exit_code == 0
    assert written() == ["mine.xml"]


def test_pages_are_a_report_and_a_folder_of_students(export):
    assert export(CLASS, "--to", "html").exit_code == 0
    assert written("report") == ["report.html", "students/ada.html", "students/bob.html"]


def test_the_page_of_one_student_comes_without_the_report(export):
    assert export(CLASS, "--to", "html", "--student", "ada").exit_code == 0
    assert written() == ["ada.html"]


def test_a_single_file_can_be_printed(export):
    done = export(CLASS, "--to", "csv", "--out", "-")
    assert done.stdout.splitlines()[1].startswith("ada,17,Ada Lovelace,")
    assert written() == []


def test_several_files_cannot_be_printed(export):
    done = export(CLASS, "--to", "junit", "--out", "-")
    assert (done.exit_code, "add --student NAME" in done.output) == (2, True)


def test_the_same_results_make_the_same_files(export):
    export(CLASS, "--to", "html")
    before = {name: Path("report", name).read_bytes() for name in written("report")}
    assert export(CLASS, "--to", "html").exit_code == 0
    assert {name: Path("report", name).read_bytes() for name in written("report")} == before


def test_a_file_that_is_there_already_stays_until_it_may_be_replaced(export):
    Path("grades.csv").write_text("mine", encoding="utf-8")
    done = export(CLASS, "--to", "csv")
    assert (done.exit_code, "grades.csv exists and is left as it is" in done.output) == (2, True)
    assert Path("grades.csv").read_text(encoding="utf-8") == "mine"
    assert export(CLASS, "--to", "csv", "--overwrite").exit_code == 0
    assert Path("grades.csv").read_text(encoding="utf-8").startswith("submission,")


def test_nothing_is_written_where_one_of_the_files_is_there_already(export):
    Path("junit").mkdir()
    Path("junit", "bob.xml").write_text("mine", encoding="utf-8")
    assert export(CLASS, "--to", "junit").exit_code == 2
    assert written() == ["junit/bob.xml"]


def test_a_downloaded_file_is_never_written_over(export):
    Path("book.csv").write_text("Student,ID,Section,Kata (1)\nA,17,A,\n", encoding="utf-8")
    before = Path("book.csv").read_bytes()
    done = export(CLASS, "--to", "canvas=book.csv", "--out", "book.csv", "--overwrite")
    assert (done.exit_code, "was downloaded, and is never written over" in done.output) == (2, True)
    assert Path("book.csv").read_bytes() == before
    assert export(CLASS, "--to", "canvas=book.csv").exit_code == 0
    assert written() == ["book-filled.csv", "book.csv"]


def test_several_files_need_a_folder(export):
    Path("file").touch()
    done = export(CLASS, "--to", "junit", "--out", "file")
    assert (done.exit_code, "name a folder" in done.output) == (2, True)


def test_a_folder_in_the_place_of_a_file_is_an_error(export):
    Path("junit", "ada.xml").mkdir(parents=True)
    done = export(CLASS, "--to", "junit")
    assert (done.exit_code, "is a folder" in done.output) == (2, True)


def test_a_place_that_cannot_be_written_is_an_error(export):
    Path("file").touch()
    done = export(CLASS, "--to", "csv", "--out", "file/grades.csv")
    assert (done.exit_code, "cannot be written" in done.output) == (2, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_written_into_and_stays_a_pipe(export):
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert export(CLASS, "--to", "csv", "--out", "pipe").exit_code == 0
    assert os.read(reader, 100).startswith(b"submission,")
    os.close(reader)
    assert Path("pipe").is_fifo()


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("xls", "there is no format 'xls': choose from csv, junit, html"),
        ("canvas", "write canvas=FILE.csv"),
        ("csv=stages", "there is no csv=stages: write csv or csv=tests"),
        ("junit=x", "there is no junit=x: write junit"),
    ],
)
def test_a_format_that_is_none_is_an_error_with_the_choices(export, to, told):
    done = export(CLASS, "--to", to)
    assert (done.exit_code, told in " ".join(done.output.split())) == (2, True)


@pytest.mark.parametrize("option", ["--column", "--feedback"])
def test_an_option_without_a_use_is_refused(export, option):
    done = export(CLASS, "--to", "csv", option, "x")
    assert (done.exit_code, f"{option}: csv" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("name", "told"), [("eve", "there is no eve: the results have ada, bob"), ("Twin", "Twin is several")]
)
def test_a_student_that_is_none_or_several_is_an_error(export, name, told):
    twins = result("t1", student=student(name="Twin")), result("t2", student=student(name="Twin"))
    done = export([*CLASS, *(twins if name == "Twin" else ())], "--to", "csv", "--student", name)
    assert (done.exit_code, told in done.output) == (2, True)


def test_a_file_that_is_no_result_is_named(export, tmp_path):
    write_class(tmp_path / "results")
    (tmp_path / "results" / "notes.json").write_text("{}", encoding="utf-8")
    done = export(CLASS, "--to", "csv")
    assert (done.exit_code, "notes.json is no result and is left out" in done.output) == (0, True)


def test_every_format_is_known_to_the_command(export, tmp_path):
    sheets = {
        "canvas": "Student,ID,Section,Kata (1)\nA,17,A,\n",
        "moodle": "Identifier,Full name,Grade,Last modified (grade)\nParticipant 17,A,,-\n",
    }
    for kind, allowed in ARGUMENTS.items():
        if allowed is None:
            (tmp_path / kind).write_text(sheets[kind], encoding="utf-8")
        for argument in [str(tmp_path / kind)] if allowed is None else allowed:
            done = export(
                CLASS,
                "--to",
                f"{kind}={argument}" if argument else kind,
                "--out",
                tmp_path / f"out-{kind}",
                "--overwrite",
            )
            assert done.exit_code == 0, done.output


def test_names_of_files_are_plain_and_never_the_same():
    names = [*TEXTS, "a/b", "a_b", "A_B", "..", "", "con", "nul.txt", ".hidden", "💥", "é" * 250, "\u00e9", "e\u0301"]
    found = file_names(names)
    assert len({unicodedata.normalize("NFD", name.casefold()) for name in found}) == len(names)
    assert not [
        name
        for name in found
        if set(name) & set('/\\:*?"<>|\n\0 ') or name[0] == "." or len(name.encode()) > MOST_BYTES + 4
    ]


def test_letters_in_two_parts_stay_letters():
    assert file_name("e\u0301") == "\u00e9"


def test_names_that_windows_keeps_for_itself_get_a_mark():
    assert [file_name("con"), file_name("NUL.txt"), file_name("console")] == ["con_", "NUL.txt_", "console"]
