"""`grader.py`: test submissions, and print their points."""

from __future__ import annotations

import secrets
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kata.cli.printing import grader, output, say, stop_in_order, told
from kata.errors import GraderError
from kata.judge.limits import Limits

if TYPE_CHECKING:
    from kata.grading.class_run import ClassRun

INTERRUPTED = 130


@grader.command()
def grade(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...", help="A submission, a notebook, or a folder of submissions; several are fine."
        ),
    ],
    stage: Annotated[
        list[int] | None, typer.Option("--stage", metavar="N", help="Only this stage; may be repeated.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Also write the whole grade to FILE.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=2**32 - 1, help="The seed of all inputs; without it one is drawn."),
    ] = None,
    examples: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Try each property on N inputs."),
    ] = None,
    test_timeout: Annotated[
        float,
        typer.Option(metavar="S", min=1, max=86400, help="Seconds for one test; a quarter after a first timeout."),
    ] = Limits.test_seconds,
    timeout: Annotated[
        float, typer.Option(metavar="S", min=1, max=86400, help="Seconds for one stage of a submission.")
    ] = Limits.stage_seconds,
    submission_timeout: Annotated[
        float, typer.Option(metavar="S", min=1, max=864000, help="Seconds for one submission.")
    ] = Limits.submission_seconds,
    memory: Annotated[
        int, typer.Option(metavar="MB", min=64, help="Megabytes for the submission in one test.")
    ] = Limits.memory_bytes >> 20,
    private: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder with more tests, in files named as in tests/stages."),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Points of stages and weights of tests, in TOML.")
    ] = None,
    require_isolation: Annotated[
        bool, typer.Option("--require-isolation", help="Refuse to grade where a protection is missing.")
    ] = False,
    results: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep each submission's result in DIR, and grade only what has changed."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=256, help="Judges at work at once.", show_default="cores")
    ] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Grade the I-th of N parts of a class, by a hash of the names.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="WHERE", help="Grade with Dask: local, a scheduler's address, or a file; see README."),
    ] = None,
    no_tutor: Annotated[
        bool, typer.Option("--no-tutor", help="Do not say which misconception a failing program looks like.")
    ] = False,
    fail_under: Annotated[
        float | None,
        typer.Option(metavar="N", min=0, max=100, help="Exit with 3 if a submission has less than N percent."),
    ] = None,
) -> None:
    """Test submissions and print their points.

    The exit status is 0 when every submission was graded (whatever its points), 1 when the grader failed, 2 for
    unusable arguments, 3 where a submission is below --fail-under, 130 after Ctrl-C, and 143 after SIGTERM.
    """
    seconds, drawn = (timeout, min(test_timeout, timeout), submission_timeout), secrets.randbelow(2**32)
    limits = Limits(*seconds, memory << 20, drawn, examples, tutor=not no_tutor)
    with told():
        # Imported here: it takes a while, and --help should not.
        from kata.grading.instructor_files import check_output_file
        from kata.grading.request import Request, prepare

        if json_file:
            check_output_file("--json", json_file)
        stop_in_order()
        numbers = tuple(stage or ())
        request = Request(
            tuple(folders), limits, numbers, seed, private, weights, results, shard, require_isolation, cluster
        )
        raise typer.Exit(_grade(prepare(request, say), jobs, json_file, fail_under))


def _grade(run: ClassRun, jobs: int | None, json_file: Path | None, fail_under: float | None) -> int:
    """Grade what is to be graded, print what is done, and give the exit status."""
    from kata.grading.documents import to_json
    from kata.grading.instructor_files import write_output
    from kata.grading.progress import shown
    from kata.grading.report import print_reports

    trouble: BaseException | None = None
    try:
        waiting = run.waiting()
        for note in run.notes:
            say("warning", note)
        with shown(Console(stderr=True)) as watch:
            run.work(waiting, jobs, watch)
    except (KeyboardInterrupt, SystemExit, GraderError) as error:  # SystemExit: it was told to stop
        trouble = error
    reports = list(run.finished()) if json_file else None
    if not trouble or run.done:
        print_reports(run.finished() if reports is None else reports, output(), run.isolation, run.limits.seed)
    if json_file and reports is not None and not trouble:
        try:
            write_output(json_file, to_json(reports, run.limits, run.isolation))
        except OSError as error:
            raise GraderError(f"the grade is above, but could not be written to {json_file}: {error}") from error
    if trouble:
        _tell_what_is_left(run)
    if isinstance(trouble, GraderError | SystemExit):
        raise trouble
    return INTERRUPTED if trouble else run.status(fail_under)


def _tell_what_is_left(run: ClassRun) -> None:
    """After an interruption: how to go on."""
    command = shlex.join(["python", "grader.py", *sys.argv[1:]])
    hint = f"go on with: {command}" if run.results else "nothing is kept; --results DIR would keep it"
    say("note", f"{len(run.submissions) - run.done} of {len(run.submissions)} submissions are left; {hint}")
