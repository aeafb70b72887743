"""The commands: `grader.py` for instructors, `python -m kata` for everybody. Only this module prints and exits."""

from __future__ import annotations

import errno
import os
import secrets
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from kata.course.stages import STAGES
from kata.errors import GraderError, KataError, TargetError, printable
from kata.judge.limits import Limits

if TYPE_CHECKING:
    from kata.network.training import Progress as TrainingProgress
    from kata.network.training import Settings

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
UNUSABLE = 2
"""The exit status for arguments that cannot be used; 1 means that something could not be graded."""

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The commands of the CNN from Scratch kata.")
grader = typer.Typer(add_completion=False)


@contextmanager
def _told() -> Iterator[None]:
    """Print an error that a person can do something about as one sentence, and exit."""
    try:
        yield
    except KataError as error:
        _say("error", str(error), "red")
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
) -> None:
    """Test submissions and print their points.

    The exit status is 0 when every submission was graded (whatever its points), 1 when the grader failed, and 2 for
    unusable arguments.
    """
    seed = secrets.randbelow(2**32) if seed is None else seed  # one for the whole class
    limits = Limits(timeout, min(test_timeout, timeout), submission_timeout, memory << 20, seed, examples)
    with _told():
        _grade(folders, stage, json_file, limits, (private, weights), require_isolation)


def _grade(
    folders: list[Path],
    numbers: list[int] | None,
    json_file: Path | None,
    limits: Limits,
    control_files: tuple[Path | None, Path | None],
    require_isolation: bool,
) -> None:
    # Imported here: torch takes two seconds, and --help and unusable arguments should not.
    from kata.grading.instructor_files import check_output_file, write_output
    from kata.grading.private_and_weights import load_controls
    from kata.grading.submissions import find_submissions, holds_stages

    known = {stage.number: stage for stage in STAGES}
    if unknown := [str(number) for number in numbers or [] if number not in known]:
        raise typer.BadParameter(f"there is no stage {unknown[0]}: choose from {', '.join(map(str, known))}")
    if json_file:
        check_output_file("--json", json_file)
    submissions = find_submissions(folders)
    for each in submissions:
        if not holds_stages(each.folder):
            text = f"{each.name} has no stage file: a submission has files such as {STAGES[0].module}.py"
            _say("warning", text, "yellow")
    controls = load_controls(*control_files)
    stages = [stage for stage in STAGES if not numbers or stage.number in numbers]

    from kata.grading.grade import grade as grade_submissions
    from kata.grading.grade import try_private_tests
    from kata.grading.machine import isolation
    from kata.grading.report import print_reports, to_json

    for number in (signal.SIGTERM, signal.SIGHUP):  # through `finally`: no child is left
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    active, missing = isolation()
    if missing:
        text = f"this machine does not offer all protections from submissions; missing: {', '.join(missing)}"
        if require_isolation:
            raise GraderError(f"{text}. Nothing was graded, because of --require-isolation")
        _say("warning", text, "yellow")
    try_private_tests(controls, stages, limits)
    with _progress(len(submissions) * len(stages)) as advance:
        reports = grade_submissions(submissions, stages, limits, advance, controls=controls)
    print_reports(reports, _output(), active, limits.seed)
    if json_file:
        try:
            write_output(json_file, to_json(reports, limits, active))
        except OSError as error:
            raise GraderError(f"the grade is above, but could not be written to {json_file}: {error}") from error
    raise typer.Exit(0 if all(report.graded for report in reports) else 1)


def _say(kind: str, text: str, style: str) -> None:
    """Print a sentence for people, in which names of files may be anything: only what prints gets through."""
    Console(stderr=True).print(Text(f"{kind}: {printable(text)}", style=style), soft_wrap=True)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on a terminal, gone when the work is done; nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("grading", total=total)
        yield lambda: progress.advance(task)


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
            raise TargetError(f"there is no folder {target}: try solutions")
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
        raise typer.BadParameter(f"there is no folder {target}: try solutions")
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
        _say("error", f"what this command prints could not be written: {error.strerror}", "red")
        sys.exit(1)
