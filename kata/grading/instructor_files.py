"""Files that an instructor names: read and written so that a wrong name costs a sentence, and never an older file."""

from __future__ import annotations

import stat
from pathlib import Path

from kata.course.whole_files import name_beside, write_whole
from kata.errors import ControlsError

MOST_BYTES = 1 << 20


def read_text(option: str, file: Path, most: int | None = None) -> str:
    """The text of a regular file of at most a megabyte, or `most` bytes; ControlsError says what is wrong."""
    most = MOST_BYTES if most is None else most
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ControlsError(f"{option}: {file} is no regular file")
        if found.st_size > most:
            raise ControlsError(f"{option}: {file} has {found.st_size:,} bytes; {most:,} are the most")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ControlsError(f"{option}: {file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ControlsError(f"{option}: {file} is no UTF-8") from error


def check_output_file(option: str, file: Path) -> None:
    """Whether a file can be written, before hours are spent on what is to be in it. ControlsError where it cannot."""
    try:
        if file.is_dir():
            raise ControlsError(f"{option}: {file} is a folder: name a file")
        if not file.absolute().parent.is_dir():
            raise ControlsError(f"{option}: the folder {file.parent} does not exist")
        if not file.exists() or file.is_file():
            beside = name_beside(file)
            beside.touch()
            beside.unlink()
    except OSError as error:
        raise ControlsError(f"{option}: {file} cannot be written: {error.strerror}") from error


def write_output(file: Path, text: str) -> None:
    """Write beside the file, and put that in its place in one step: an older one is whole until then."""
    if file.exists() and not file.is_file():  # a pipe or a device: nothing is lost there
        file.write_text(text, encoding="utf-8")
        return
    write_whole(file, text.encode("utf-8"))
