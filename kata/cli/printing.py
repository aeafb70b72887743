"""What all commands share: how they print, what their exit statuses say, and how they end."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from kata.errors import GraderError, KataError, printable

if TYPE_CHECKING:
    pass

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

UNUSABLE = 2
"""The exit status for arguments that cannot be used; 1 means that something could not be graded."""

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The commands of the CNN from Scratch kata.")

grader = typer.Typer(add_completion=False)


@contextmanager
def told() -> Iterator[None]:
    """Print an error that a person can do something about as one sentence, and exit."""
    try:
        yield
    except KataError as error:
        say("error", str(error))
        raise typer.Exit(1 if isinstance(error, GraderError) else UNUSABLE) from None


def say(kind: str, text: str) -> None:
    """Print a sentence for people, in which names of files may be anything: only what prints gets through."""
    style = {"error": "red", "warning": "yellow"}.get(kind, "")
    Console(stderr=True).print(Text(f"{kind}: {printable(text)}", style=style), soft_wrap=True)


def output() -> Console:
    """Standard output: as wide as the terminal, and wide enough for any table in a pipe."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=200)


def print_lines(lines: list[str]) -> None:
    """Print lines that are clean already, in full."""
    for line in lines:
        typer.echo(line)


def stop_in_order() -> None:
    """Whoever tells this process to stop lets it go through `finally`: no child and no half of a folder is left."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))


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
        say("error", f"what this command prints could not be written: {error.strerror}")
        sys.exit(1)
