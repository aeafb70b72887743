"""Commands for learners: hints, the watch, and the same as plain lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kata.cli.printing import app, print_lines, told
from kata.errors import WatchError

if TYPE_CHECKING:
    pass

Target = Annotated[Path, typer.Argument(metavar="[DIR]", help="Whose stages.")]

StageNumber = Annotated[int, typer.Argument(metavar="STAGE", help="The stage's number.")]

FunctionName = Annotated[str, typer.Argument(metavar="NAME", help="A function of the stage, such as sigmoid.")]


@app.command(rich_help_panel="Learners")
def hint(
    stage: Annotated[int, typer.Argument(help="The stage's number.")],
    name: Annotated[str, typer.Argument(help="A function of the stage, such as sigmoid or slider.")],
    level: Annotated[int, typer.Argument(help="1 is a question, 2 a concept, 3 a step.")] = 1,
) -> None:
    """Print a hint for a function: first a question, then a concept, then a step."""
    from kata.course.hints import find_hint

    with told():
        typer.echo(find_hint(stage, name, level))
    if level < 3:
        typer.echo(f"\nMore help: python -m kata hint {stage} {name} {level + 1}")


@app.command(rich_help_panel="Learners")
def watch(
    target: Target = Path("exercises"),
    poll: Annotated[bool, typer.Option("--poll", help="Look for saves now and then; nothing has to notify.")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="A new process for each run, about 3 s, not a warm one.")
    ] = False,
) -> None:
    """Show the verdict of a stage each time that its file is saved."""
    from kata.learner.watch.changes import check_installed
    from kata.learner.watch.commands import folder_of
    from kata.learner.watch.runner import can_fork

    with told():
        check_installed()
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise WatchError("the watch needs a terminal: python -m kata status prints where you are without one")
        from kata.learner.watch.screen import Watch

        Watch(folder_of(target), str(target), warm=can_fork() and not fresh, poll=poll).run()


@app.command(rich_help_panel="Learners")
def status(target: Target = Path("exercises")) -> None:
    """List the stages and how many of their tests pass; only what has changed is run."""
    from kata.learner.watch.commands import status

    with told():
        print_lines(status(target))


@app.command("next", rich_help_panel="Learners")
def next_step(target: Target = Path("exercises")) -> None:
    """Say what to do next: the first stage that is not solved, what fails in it, and where to look."""
    from kata.learner.watch.commands import next_step

    with told():
        print_lines(next_step(target))


@app.command(rich_help_panel="Learners")
def solution(stage: StageNumber, name: FunctionName, target: Target = Path("exercises")) -> None:
    """Print the solution of a function that passes its tests, below one's own."""
    from kata.learner.watch.commands import solution

    with told():
        print_lines(solution(target, stage, name))


@app.command(rich_help_panel="Learners")
def reset(
    stage: StageNumber,
    name: FunctionName,
    target: Target = Path("exercises"),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a function back to its stub; the file as it was is kept beside it."""
    from kata.learner.watch.commands import folder_of
    from kata.learner.watch.functions import full_name, reset

    with told():
        row, full = full_name(stage, name)
        folder = folder_of(target)
        if not yes:
            typer.confirm(f"Put {full} back to its stub? A copy of {row.module}.py will be kept beside it", abort=True)
        typer.echo(f"{full} is a stub again. The file as it was: {reset(folder, row, full)}")
