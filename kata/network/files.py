"""Writes what the commands make: pictures and parameters, each there whole or not at all."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from kata.course.whole_files import write_whole
from kata.errors import OutputError

ENDINGS = (".png", ".jpg", ".jpeg", ".pdf", ".svg", ".webp")


def check_place(file: Path) -> None:
    """Raise OutputError where a file could not be written, before the work that it is for."""
    if file.is_dir():
        raise OutputError(f"{file} is a folder: name a file")
    if file.exists() and not file.is_file():
        raise OutputError(f"{file} is no ordinary file: name another")
    folder = file.absolute().parent
    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(f"the folder {folder} cannot be written ({error.strerror}): name another") from error


def check_picture(file: Path) -> None:
    """Raise OutputError where a picture could not be written, also for an ending that no picture has."""
    if file.suffix.lower() not in ENDINGS:
        found = f"has the ending {file.suffix}" if file.suffix else "has no ending"
        raise OutputError(f"{file} {found}: a picture ends in one of {', '.join(ENDINGS)}")
    check_place(file)


def write_figure(figure: Any, file: Path) -> None:
    """Write a figure of matplotlib, of the kind that the file's ending names. Raises OutputError."""
    check_picture(file)
    data = io.BytesIO()
    figure.savefig(data, dpi=110, format=file.suffix.removeprefix(".").lower())
    write_file(data.getvalue(), file)


def write_file(data: bytes, file: Path) -> None:
    """Write a file; what was there before stays until the new one is complete. Raises OutputError."""
    check_place(file)
    try:
        write_whole(file, data)
    except OSError as error:
        raise OutputError(f"{file} could not be written: {error.strerror}") from error
