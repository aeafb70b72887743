"""All formats by name: each makes files out of a class's results, and reads nothing but what its request names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kata.errors import ExportError
from kata.grading.export.canvas import fill_gradebook
from kata.grading.export.exercism import exercism_json
from kata.grading.export.github import github_lines
from kata.grading.export.gradescope import gradescope_json
from kata.grading.export.junit import junit_xml
from kata.grading.export.moodle import fill_worksheet
from kata.grading.export.names import file_names
from kata.grading.export.prairielearn import prairielearn_json
from kata.grading.export.selection import Request
from kata.grading.export.student_page import feedback_zip, student_page
from kata.grading.export.views import StudentView, student_view


@dataclass(frozen=True)
class Export:
    """What is to be written.

    files: by a path below the place of output. folder: their folder, where none is asked for. notes: a line each for a
    person. beside: files with a place of their own. keep: files that are not to be written over.
    """

    files: Mapping[str, bytes]
    folder: str
    notes: tuple[str, ...] = ()
    beside: Mapping[Path, bytes] = field(default_factory=dict)
    keep: tuple[Path, ...] = ()

    def single(self) -> bytes:
        """The only file's bytes; ExportError where there are several."""
        if len(self.files) != 1:
            raise ExportError(f"--out -: there are {len(self.files)} files; add --student NAME, or name a folder")
        return next(iter(self.files.values()))


def exported(kind: str, request: Request) -> Export:
    """The export of a format that `named_format` has found."""
    return FORMATS[kind](request)


def _csv(request: Request) -> Export:
    from kata.grading.export.tables import submission_table, table_of_tests  # here: pandas takes half a second

    if request.argument == "tests":
        return Export({"tests.csv": table_of_tests(request.results).encode()}, ".")
    return Export({"grades.csv": submission_table(request.results).encode()}, ".")


def _for_students(
    made: Callable[[StudentView], bytes], folder: str, ending: str, waits: bool = False
) -> Callable[[Request], Export]:
    """A format of a file a student. waits: the other system itself shows tests only after the due date."""

    def export(request: Request) -> Export:
        names = file_names([result.name for result in request.results])
        views = [student_view(result, request.due or waits) for result in request.results]
        return Export({f"{name}{ending}": made(view) for name, view in zip(names, views, strict=True)}, folder)

    return export


def _canvas(request: Request) -> Export:
    data, notes = fill_gradebook(request)
    return Export({_filled_name(request): data}, ".", notes, keep=(Path(request.argument),))


def _moodle(request: Request) -> Export:
    filled = fill_worksheet(request)
    beside = {}
    if request.feedback:
        pages = {folder: student_page(student_view(result, request.due)) for folder, result in filled.folders}
        beside[request.feedback] = feedback_zip(pages)
    return Export({_filled_name(request): filled.data}, ".", filled.notes, beside, keep=(Path(request.argument),))


def _filled_name(request: Request) -> str:
    return f"{Path(request.argument).stem}-filled.csv"


def _html(request: Request) -> Export:
    from kata.grading.export.report_page import report_page  # here: pandas takes half a second

    names = file_names([result.name for result in request.results])
    views = [student_view(result, request.due) for result in request.results]
    pages = {f"students/{name}.html": student_page(view) for name, view in zip(names, views, strict=True)}
    if request.one:
        return Export(pages, "report")
    return Export({"report.html": report_page(request.results, list(pages)), **pages}, "report")


FORMATS: Mapping[str, Callable[[Request], Export]] = {
    "canvas": _canvas,
    "csv": _csv,
    "exercism": _for_students(exercism_json, "exercism", ".json"),
    "github": _for_students(github_lines, "github", ".txt"),
    "gradescope": _for_students(gradescope_json, "gradescope", ".json", waits=True),
    "html": _html,
    "junit": _for_students(junit_xml, "junit", ".xml"),
    "moodle": _moodle,
    "prairielearn": _for_students(prairielearn_json, "prairielearn", ".json"),
}
