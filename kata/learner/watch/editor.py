"""The learner's own editor, as the environment names it."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kata.errors import printable

TAKE_A_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe"}
"""Editors that `+12` takes to line 12."""


def command(file: Path, line: int) -> list[str]:
    """How to open a file; nothing where no editor is named in VISUAL or EDITOR."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named, posix=os.name == "posix")
    except ValueError:  # a quote that is not closed
        return []
    if not words:
        return []
    place = [f"+{line}"] if Path(words[0]).stem in TAKE_A_LINE else []
    return [*words, *place, str(file)]


def open_file(command: Sequence[str]) -> str:
    """Run an editor until it is left; why that failed, or nothing."""
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        return f"{printable(command[0])}: {error.strerror}"
    return ""
