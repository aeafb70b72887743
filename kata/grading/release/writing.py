"""A new folder, whole or not at all: it is filled beside its place, and put there when all is in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from kata.course.whole_files import name_beside
from kata.errors import OutputError


def check_new(folder: Path) -> None:
    """OutputError unless the folder is empty, or can be made in a folder that is there."""
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise OutputError(f"{folder} is not empty: name a new folder")
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder} is a file: name a new folder")
        if not folder.resolve().parent.is_dir():
            raise OutputError(f"there is no folder {folder.resolve().parent}")
    except OSError as error:
        raise OutputError(f"{folder} cannot be looked into: {error.strerror}") from error


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder, which is new or empty, and stays so if this fails."""
    check_new(folder)
    beside = name_beside(folder)
    try:
        for name, data in files.items():
            place = beside / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        if os.name == "nt" and folder.is_dir():
            folder.rmdir()  # only POSIX puts a folder in the place of an empty one
        os.replace(beside, folder.resolve())
    except OSError as error:
        raise OutputError(f"{folder} could not be written: {error.strerror}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
