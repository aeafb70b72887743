"""The commands: `grader.py` for instructors, `python -m kata` for everybody. Only this module prints and exits."""

from __future__ import annotations

import errno
import os
import secrets
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, track
from rich.text import Text

from kata.errors import GraderError, KataError, TargetError, WatchError, printable
from kata.judge.limits import Limits

if TYPE_CHECKING:
    from kata.grading.class_run import ClassRun
    from kata.network.training import Progress as TrainingProgress
    from kata.network.training import Settings

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
UNUSABLE = 2
"""The exit status for arguments that cannot be used; 1 means that something could not be graded."""

MOST_PROBLEMS = 40
"""So many students' problems are printed; the others stand in the table."""
INTERRUPTED = 130

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The commands of the CNN from Scratch kata.")
grader = typer.Typer(add_completion=False)


@contextmanager
def _told() -> Iterator[None]:
    """Print an error that a person can do something about as one sentence, and exit."""
    try:
        yield
    except KataError as error:
        _say("error", str(error))
        raise typer.Exit(1 if isinstance(error, GraderError) else UNUSABLE) from None


@grader.command()
def grade(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="A submission, or a folder of submissions; several are fine.")
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
    fail_under: Annotated[
        float | None,
        typer.Option(metavar="N", min=0, max=100, help="Exit with 3 if a submission has less than N percent."),
    ] = None,
) -> None:
    """Test submissions and print their points.

    The exit status is 0 when every submission was graded (whatever its points), 1 when the grader failed, 2 for
    unusable arguments, 3 where a submission is below --fail-under, and 130 after Ctrl-C.
    """
    limits = Limits(
        timeout, min(test_timeout, timeout), submission_timeout, memory << 20, secrets.randbelow(2**32), examples
    )
    with _told():
        # Imported here: it takes a while, and --help should not.
        from kata.grading.instructor_files import check_output_file
        from kata.grading.request import Request, prepare

        if json_file:
            check_output_file("--json", json_file)
        _stop_in_order()
        numbers = tuple(stage or ())
        request = Request(
            tuple(folders), limits, numbers, seed, private, weights, results, shard, require_isolation, cluster
        )
        raise typer.Exit(_grade(prepare(request, _say), jobs, json_file, fail_under))


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
            _say("warning", note)
        with shown(Console(stderr=True)) as watch:
            run.work(waiting, jobs, watch)
    except (KeyboardInterrupt, GraderError) as error:
        trouble = error
    reports = list(run.finished()) if json_file else None
    if not trouble or run.done:
        print_reports(run.finished() if reports is None else reports, _output(), run.isolation, run.limits.seed)
    if json_file and reports is not None and not trouble:
        try:
            write_output(json_file, to_json(reports, run.limits, run.isolation))
        except OSError as error:
            raise GraderError(f"the grade is above, but could not be written to {json_file}: {error}") from error
    if trouble:
        _tell_what_is_left(run)
    if isinstance(trouble, GraderError):
        raise trouble
    return INTERRUPTED if trouble else run.status(fail_under)


def _stop_in_order() -> None:
    """Whoever tells this process to stop lets it go through `finally`: no child and no half of a folder is left."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))


def _tell_what_is_left(run: ClassRun) -> None:
    """After an interruption: how to go on."""
    command = shlex.join(["python", "grader.py", *sys.argv[1:]])
    hint = f"go on with: {command}" if run.results else "nothing is kept; --results DIR would keep it"
    _say("note", f"{len(run.submissions) - run.done} of {len(run.submissions)} submissions are left; {hint}")


def _say(kind: str, text: str) -> None:
    """Print a sentence for people, in which names of files may be anything: only what prints gets through."""
    style = {"error": "red", "warning": "yellow"}.get(kind, "")
    Console(stderr=True).print(Text(f"{kind}: {printable(text)}", style=style), soft_wrap=True)


def _output() -> Console:
    """Standard output: as wide as the terminal, and wide enough for any table in a pipe."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=200)


@app.command()
def hint(
    stage: Annotated[int, typer.Argument(help="The stage's number.")],
    name: Annotated[str, typer.Argument(help="A function of the stage, such as sigmoid or slider.")],
    level: Annotated[int, typer.Argument(help="1 is a question, 2 a concept, 3 a step.")] = 1,
) -> None:
    """Print a hint for a function: first a question, then a concept, then a step."""
    from kata.course.hints import find_hint

    with _told():
        typer.echo(find_hint(stage, name, level))
    if level < 3:
        typer.echo(f"\nMore help: python -m kata hint {stage} {name} {level + 1}")


Target = Annotated[Path, typer.Argument(metavar="[DIR]", help="Whose stages.")]
StageNumber = Annotated[int, typer.Argument(metavar="STAGE", help="The stage's number.")]
FunctionName = Annotated[str, typer.Argument(metavar="NAME", help="A function of the stage, such as sigmoid.")]


@app.command()
def watch(
    target: Target = Path("exercises"),
    poll: Annotated[bool, typer.Option("--poll", help="Look for saves now and then; nothing has to notify.")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="A new process for each run, about 3 s, not a warm one.")
    ] = False,
) -> None:
    """Show the verdict of a stage each time that its file is saved, in a third of a second."""
    from kata.learner.watch.changes import check_installed
    from kata.learner.watch.commands import folder_of
    from kata.learner.watch.runner import can_fork

    with _told():
        check_installed()
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise WatchError("the watch needs a terminal: python -m kata status prints where you are without one")
        from kata.learner.watch.screen import Watch

        Watch(folder_of(target), str(target), warm=can_fork() and not fresh, poll=poll).run()


@app.command()
def status(target: Target = Path("exercises")) -> None:
    """List the stages and how many of their tests pass; only what has changed is run."""
    from kata.learner.watch.commands import status

    with _told():
        _print_lines(status(target))


@app.command("next")
def next_step(target: Target = Path("exercises")) -> None:
    """Say what to do next: the first stage that is not solved, what fails in it, and where to look."""
    from kata.learner.watch.commands import next_step

    with _told():
        _print_lines(next_step(target))


@app.command()
def solution(stage: StageNumber, name: FunctionName, target: Target = Path("exercises")) -> None:
    """Print the solution of a function that passes its tests, below one's own."""
    from kata.learner.watch.commands import solution

    with _told():
        _print_lines(solution(target, stage, name))


@app.command()
def reset(
    stage: StageNumber,
    name: FunctionName,
    target: Target = Path("exercises"),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a function back to its stub; the file as it was is kept beside it."""
    from kata.learner.watch.commands import folder_of
    from kata.learner.watch.functions import full_name, reset

    with _told():
        row, full = full_name(stage, name)
        folder = folder_of(target)
        if not yes:
            typer.confirm(f"Put {full} back to its stub? A copy of {row.module}.py will be kept beside it", abort=True)
        typer.echo(f"{full} is a stub again. The file as it was: {reset(folder, row, full)}")


def _print_lines(lines: list[str]) -> None:
    """Print lines that are clean already, in full."""
    for line in lines:
        typer.echo(line)


@app.command()
def demo(
    target: Annotated[Path, typer.Argument(metavar="[DIR]", help="Whose stages to use.")] = Path("exercises"),
    digit: Annotated[int, typer.Option(metavar="N", help="Which digit of the held-out ones.")] = 0,
    data: Annotated[
        str, typer.Option(help="bundled (5,000), full (70,000, downloaded) or a folder of IDX files.")
    ] = "bundled",
    picture: Annotated[Path, typer.Option(metavar="FILE", help="Where to write the picture.")] = Path("digit.png"),
    untrained: Annotated[
        bool, typer.Option("--untrained", help="Keep the random parameters, as the tutorial does.")
    ] = False,
) -> None:
    """Take real handwritten digits through the stages 01-05 of a folder, and draw what happens to one of them."""
    from kata.data import load_digits
    from kata.network.demo import run_demo
    from kata.network.files import check_picture

    with _told():
        if not target.is_dir():
            raise TargetError(f"there is no folder {target}: try exercises")
        check_picture(picture)
        run_demo(target.resolve(), load_digits(data), picture, digit, not untrained, typer.echo)


@app.command()
def train(
    target: Annotated[Path, typer.Argument(metavar="[DIR]", help="Whose stage 12 to train.")] = Path("exercises"),
    data: Annotated[
        str, typer.Option(help="bundled (5,000), full (70,000, downloaded) or a folder of IDX files.")
    ] = "bundled",
    epochs: Annotated[int, typer.Option(metavar="N", min=1, help="How often each digit is used.")] = 13,
    lr: Annotated[
        float, typer.Option(metavar="X", min=0, help="Learning rate; the last quarter takes a fifth.")
    ] = 0.03,
    momentum: Annotated[float, typer.Option(metavar="X", min=0, max=0.999)] = 0.9,
    batch_size: Annotated[int, typer.Option(metavar="N", min=1)] = 32,
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**32 - 2, help="Decides parameters and order.")] = 0,
    pictures: Annotated[Path, typer.Option(metavar="DIR", help="Where to write the pictures.")] = Path("training"),
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Save what was learned (safetensors).")] = None,
    load: Annotated[Path | None, typer.Option(metavar="FILE", help="Start from saved parameters.")] = None,
) -> None:
    """Train the network of stage 12 on real handwritten digits, and draw what it learned. Ctrl-C stops it cleanly."""
    if not target.is_dir():
        raise typer.BadParameter(f"there is no folder {target}: try exercises")
    from kata.network.files import check_picture, check_place

    try:
        pictures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"--pictures: {pictures} cannot be a folder: {error.strerror}") from None

    with _told():
        check_picture(pictures / "curves.png")
        if save:
            check_place(save)

    from kata.data import load_digits
    from kata.network.parameters import load_parameters, save_parameters
    from kata.network.training import Settings, run_training
    from kata.network.training_picture import draw_training

    settings = Settings(epochs, lr, momentum, batch_size, seed)
    with _told():
        digits = load_digits(data)
        with _training_progress(digits.source, settings) as watch:
            started = partial(load_parameters, file=load) if load else lambda parameters: None
            trained = run_training(target.resolve(), digits, settings, started, watch)
        if trained.stopped:
            typer.echo("Stopped. What was learned by now is kept.")
        if save:
            save_parameters(trained.parameters, save)
            typer.echo(f"Parameters: {save}")
        typer.echo(f"Read right: {trained.accuracy:.1%} of {len(trained.held_out):,} held-out digits")
        typer.echo(f"Pictures:   {', '.join(map(str, draw_training(trained, pictures)))}")


@app.command()
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

    _stop_in_order()
    with _told():
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
        _say("warning", line)


@app.command()
def notebooks(
    into: Annotated[Path, typer.Argument(metavar="[DIR]", help="A folder for the notebooks.")] = Path("notebooks"),
    target: Annotated[Path, typer.Option(metavar="DIR", help="Whose stages.")] = Path("exercises"),
    repository: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the first cell gets the course if it is not installed.")
    ] = None,
) -> None:
    """Write each stage as a notebook, with a check after each function."""
    from kata.learner.notebook.files import write_notebooks

    with _told():
        files = write_notebooks(target, into, repository)
    typer.echo(f"{len(files)} notebooks in {into}: open {files[0]} in JupyterLab or VS Code")


@app.command()
def stages(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with notebooks.")],
    into: Annotated[Path, typer.Argument(metavar="INTO", help="A new folder for the files.")],
) -> None:
    """Make stage files of notebooks, to be run by pytest or handed in."""
    from kata.learner.notebook.back import make_stages

    with _told():
        made = make_stages(folder, into)
    for each in made:
        skipped = f" (skipped, as no Python: cell {', '.join(each.skipped)})" if each.skipped else ""
        typer.echo(printable(f"{each.file} from {each.notebook}{skipped}"))


@app.command()
def pictures(
    into: Annotated[Path, typer.Argument(metavar="[DIR]", help="A folder for the pictures.")] = Path("pictures"),
    target: Annotated[Path, typer.Option(metavar="DIR", help="Whose stages draw them.")] = Path("solutions"),
) -> None:
    """Draw the pictures of the lessons from solved stages: windows, winners, strides, gradients, a training."""
    from kata.drawing.pictures import draw_pictures

    with _told():
        for file in draw_pictures(target, into):
            typer.echo(file)


@app.command()
def site(
    into: Annotated[Path, typer.Argument(metavar="[DIR]", help="A new folder, or an older site.")] = Path("site"),
) -> None:
    """Build the course as web pages: lessons, pictures, laws, hints and what goes wrong."""
    from kata.site.build import build_site

    with _told():
        count = build_site(into)
    typer.echo(f"{count} pages: open {into / 'index.html'}")


@contextmanager
def _training_progress(source: str, settings: Settings) -> Iterator[Callable[[TrainingProgress], None]]:
    """On a terminal a bar that moves with each batch, with loss and accuracy; in a pipe a line an epoch."""
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn

    console = _output()
    columns = BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
    printed = 0
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(source, total=None)

        def watch(progress: TrainingProgress) -> None:
            nonlocal printed
            recent = progress.batch_losses[-20:]
            epoch = len(progress.losses)
            accuracy = f", {progress.accuracies[-1]:.1%} right" if epoch else ""
            text = f"epoch {min(epoch + 1, settings.epochs)}: loss {sum(recent) / len(recent):.3f}{accuracy}"
            bar.update(task, total=progress.images * settings.epochs, completed=progress.images_seen, description=text)
            if epoch > printed:
                printed = epoch
                line = f"epoch {epoch:>3}: loss {progress.losses[-1]:.3f}{accuracy} of the held-out digits"
                bar.console.print(Text(line))

        yield watch


@app.command()
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

    with _told():
        kind, argument = named_format(to)
        check_options(kind, column, feedback)
        results = chosen(read_results(folder, lambda line: _say("warning", line)), student)
        made = exported(kind, Request(results, argument, student is not None, due, column, feedback))
        for line in made.notes:
            _say("note", line)
        if out == Path("-"):
            sys.stdout.buffer.write(made.single())
            return
        files = {**places(made.files, out, made.folder), **made.beside}
        write_files(files, overwrite, made.keep)
    shown = [*files][:1] if len(files) == 1 else [f"{len(files)} files in {next(iter(files)).parent}"]
    typer.echo(printable(f"written: {shown[0]}"))


@app.command()
def release(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must be new or empty.")],
    ci: Annotated[
        str | None, typer.Option("--ci", metavar="NAME", help="Add the workflow for github (Classroom) or gitlab.")
    ] = None,
) -> None:
    """Write the repository that learners are given: without solutions, and without what only maintainers need."""
    from kata.grading.release.learners import learners_files
    from kata.grading.release.writing import write_new

    _stop_in_order()
    with _told():
        files = learners_files(ci)
        write_new(folder, files)
    typer.echo(f"written: {len(files)} files in {printable(str(folder))}")


@app.command()
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

    _stop_in_order()
    with _told():
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


@app.command()
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

    _stop_in_order()
    with _told():
        if json_file:
            check_output_file("--json", json_file)
        course, found = known_course(), find(folders)
        console = Console(stderr=True)
        watched = track(
            found.submissions, "comparing", console=console, transient=True, disable=not console.is_terminal
        )
        compared = similarities(watched, course)
        print_similarities(compared, _output())
        if json_file:
            write_output(json_file, to_json(compared))


def main() -> None:
    """The console script `kata`, the same as `python -m kata`."""
    run(app)


def run(command: typer.Typer) -> None:
    """Run a command line; a reader that closes the pipe early is no error, and a full disk costs a sentence."""
    try:
        try:
            command()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as error:
        if error.errno not in FULL or error.filename:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _say("error", f"what this command prints could not be written: {error.strerror}")
        sys.exit(1)
