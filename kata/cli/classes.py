"""Commands for instructors beside the grader: what comes in, and what is handed out and back."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from kata.cli.printing import app, output, say, stop_in_order, told
from kata.errors import printable
from kata.judge.limits import Limits

if TYPE_CHECKING:
    pass

MOST_PROBLEMS = 40
"""So many students' problems are printed; the others stand in the table."""


@app.command(rich_help_panel="Instructors")
def collect(
    download: Annotated[
        Path, typer.Argument(metavar="DOWNLOAD", help="The folder or zip that a course system let you download.")
    ],
    into: Annotated[Path, typer.Argument(metavar="CLASS", help="The folder to make; it must be new or empty.")],
    roster: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Who should have handed in: columns id, name, email.")
    ] = None,
) -> None:
    """Make a class of a download: a folder for each submission, and collected.csv, which says whose it is.

    Canvas, Moodle, Gradescope, GitHub Classroom, Brightspace and Blackboard are recognised, and so are a zip, a
    notebook or a folder for each student.
    """
    from kata.grading.collect.collect import collect as collect_class

    stop_in_order()
    with told():
        collected = collect_class(download, into, roster)
    submissions = len({row.folder for row in collected.rows} - {""})
    typer.echo(f"system:      {collected.system}")
    typer.echo(f"submissions: {submissions}, {collected.files} files, in {printable(str(into))}")
    troubled = [row for row in collected.rows if row.problems]
    for row in troubled[:MOST_PROBLEMS]:
        typer.echo(f"{printable(row.name or row.id or row.folder)}: {printable(row.problems)}")
    if len(troubled) > MOST_PROBLEMS:
        typer.echo(f"and {len(troubled) - MOST_PROBLEMS} more: see collected.csv")
    for line in collected.left[:MOST_PROBLEMS]:
        say("warning", line)


@app.command(rich_help_panel="Instructors")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What grader.py --results wrote.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="csv, csv=tests, junit, html, gradescope, github, prairielearn, exercism, canvas=GRADEBOOK.csv"
            " or moodle=WORKSHEET.csv.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE_OR_DIR", help="Where to write; - prints a single file.")
    ] = None,
    student: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this submission, by its name or its student's.")
    ] = None,
    column: Annotated[
        str | None, typer.Option(metavar="TITLE", help="canvas, moodle: the column of the points.")
    ] = None,
    feedback: Annotated[
        Path | None, typer.Option(metavar="ZIP", help="moodle: also write the students' pages for its feedback files.")
    ] = None,
    due: Annotated[
        bool, typer.Option("--after-due-date", help="Show students the tests that wait for the due date.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are there already.")] = False,
) -> None:
    """Give a class's results in the format of another system, or as pages to read."""
    from kata.grading.export.formats import exported
    from kata.grading.export.reading import read_results
    from kata.grading.export.selection import Request, check_options, chosen, named_format
    from kata.grading.export.writing import places, write_files

    with told():
        kind, argument = named_format(to)
        check_options(kind, column, feedback)
        results = chosen(read_results(folder, lambda line: say("warning", line)), student)
        made = exported(kind, Request(results, argument, student is not None, due, column, feedback))
        for line in made.notes:
            say("note", line)
        if out == Path("-"):
            sys.stdout.buffer.write(made.single())
            return
        files = {**places(made.files, out, made.folder), **made.beside}
        write_files(files, overwrite, made.keep)
    shown = [*files][:1] if len(files) == 1 else [f"{len(files)} files in {next(iter(files)).parent}"]
    typer.echo(printable(f"written: {shown[0]}"))


@app.command(rich_help_panel="Instructors")
def release(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must be new or empty.")],
    ci: Annotated[
        str | None, typer.Option("--ci", metavar="NAME", help="Add the workflow for github (Classroom) or gitlab.")
    ] = None,
) -> None:
    """Write the repository that learners are given: without solutions, and without what only maintainers need."""
    from kata.grading.release.learners import learners_files
    from kata.grading.release.writing import write_new

    stop_in_order()
    with told():
        files = learners_files(ci)
        write_new(folder, files)
    typer.echo(f"written: {len(files)} files in {printable(str(folder))}")


@app.command(rich_help_panel="Instructors")
def gradescope(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder, for autograder.zip.")],
    stage: Annotated[
        list[int] | None, typer.Option("--stage", metavar="N", help="Only this stage; may be repeated.")
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Points of stages and weights of tests, in TOML.")
    ] = None,
    private: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder with more tests; they are tried on the solutions.")
    ] = None,
    torch_index: Annotated[
        str, typer.Option(metavar="URL", help="The address of PyTorch's packages for CPUs, which are smaller.")
    ] = "",
) -> None:
    """Write the autograder for Gradescope: a zip that grades with the same tests, and has no solution in it."""
    from kata.grading.private_and_weights import load_controls
    from kata.grading.release.autograder import ZIP, autograder_zip, private_tests
    from kata.grading.release.writing import check_new, write_new
    from kata.grading.request import chosen_stages

    stop_in_order()
    with told():
        chosen = chosen_stages(stage or ())
        check_new(folder)
        controls = load_controls(private, weights)
        if private:
            from kata.grading.grade import try_private_tests  # here: torch takes two seconds

            try_private_tests(controls, chosen, Limits())
        tests = private_tests(private) if private else {}
        table = weights.read_bytes() if weights else None
        data = autograder_zip(stage or (), tests, table, torch_index, secrets.randbelow(2**32))
        write_new(folder, {ZIP: data})
    typer.echo(f"written: {printable(str(folder / ZIP))} ({len(data) >> 10} KB)")
    typer.echo("Try it on a right submission before students hand in: its last line names the protections in force.")


@app.command(rich_help_panel="Instructors")
def similarity(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="A submission or a class, as for grader.py.")],
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Also write each function's name to FILE.")
    ] = None,
) -> None:
    """Count the functions that are those of the solutions, spelling aside: a fact to look at, and no verdict.

    Short functions have few spellings, so that many are the same by themselves: the long ones say more.
    """
    from kata.grading.instructor_files import check_output_file, write_output
    from kata.grading.similarity.compare import known_course
    from kata.grading.similarity.report import print_similarities, similarities, to_json
    from kata.grading.submissions import find

    stop_in_order()
    with told():
        if json_file:
            check_output_file("--json", json_file)
        course, found = known_course(), find(folders)
        console = Console(stderr=True)
        watched = track(
            found.submissions, "comparing", console=console, transient=True, disable=not console.is_terminal
        )
        compared = similarities(watched, course)
        print_similarities(compared, output())
        if json_file:
            write_output(json_file, to_json(compared))
