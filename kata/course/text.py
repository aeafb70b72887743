"""A submission's names and messages as text that prints. Most commands need this: its imports take no time."""

from __future__ import annotations

import os
import shlex
import subprocess

from kata.errors import printable

WIDTH = 96


def is_text(name: str) -> bool:
    """Whether the name of a file can be written down: on Linux it may be any bytes."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def message_of(error: BaseException) -> str:
    """The type and the message of an error; a submission's own error may fail to say one."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return f"{type(error).__name__}: its message cannot be shown"


def told(text: object, most: int = 2000) -> str:
    """What a submission has said, as it may be kept: so long at most, on one line, and nothing but what prints.

    Everything that comes from a submission passes here before it is kept, wherever it is shown later.
    """
    return printable(str(text)[:most]).strip()


def shorten(text: str, width: int = WIDTH) -> str:
    """One line of at most `width` characters that print: hostile or huge text cannot take over the terminal."""
    line = printable(text[: 4 * width])
    return line if len(line) <= width else line[: width - 3] + "..."


def quote(text: str) -> str:
    """A part of a command, as a person has to type it."""
    return shlex.quote(text) if os.name == "posix" else subprocess.list2cmdline([text])
