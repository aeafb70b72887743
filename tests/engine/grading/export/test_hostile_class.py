"""A class of hostile submissions goes through the command in every format, and nothing of it does anything."""

from pathlib import Path

import pytest

from kata.grading.export.selection import ARGUMENTS
from tests.engine.grading.export.classes import graded, result, stage, student, written_card
from tests.engine.grading.export.hostile import TEXTS

ENORMOUS = "\x1b]]]>" * 2_000_000
MARKS = {
    "canvas": "Student,ID,Section,Kata (1)\n",
    "moodle": "Identifier,Full name,Email address,Grade,Maximum Grade,Last modified (grade),Feedback comments\n",
}


def hostile(number, text):
    card = written_card().replace("eighths = 0", " ".join(text.split()))
    tests = [
        graded(text, "failed", law=text, message=text),
        graded(text, "failed", law=text, message=card, looks_like=text),
        graded(text, "crashed", private=True, message=text),
        graded(text, "error", visibility="hidden", message=text),
    ]
    person = student(id=str(number), name=text, email=text, time=text, source=text, problems=text)
    whole = stage(2, *tests, module=text, title=text)
    return result(text, whole, student=person, folder=text, date=text, left_out=[text])


def sheet(kind):
    """A row a student, of the right width."""
    rows = [
        f"x,{number},A,\n" if kind == "canvas" else f"Participant {number},x,x@y.z,,20.00,-,\n"
        for number in range(len(TEXTS))
    ]
    Path(f"{kind}.csv").write_text(MARKS[kind] + "".join(rows), encoding="utf-8")
    return f"{kind}={kind}.csv"


@pytest.mark.parametrize("kind", ARGUMENTS)
def test_a_hostile_class_is_exported(export, kind):
    enormous = result("enormous", stage(2, graded(state="failed", message=ENORMOUS)))
    documents = [*(hostile(number, text) for number, text in enumerate(TEXTS)), enormous]
    done = export(documents, "--to", sheet(kind) if kind in MARKS else kind, "--out", "out")
    assert done.exit_code == 0, done.output
    found = [file for file in Path().rglob("*") if file.is_file() and file.stem not in MARKS]
    assert found
    for file in found:
        text = file.read_bytes().decode("utf-8")
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "<script" not in text or file.suffix not in (".html", ".xml")
        assert len(text) < 2_000_000
    assert not [line for line in done.output.splitlines() if line.lstrip().startswith(("::", "##["))]
    assert "\x1b" not in done.output
