"""Puts an export where it was asked for: each file whole, and none that was there before is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kata.course.whole_files import write_whole
from kata.errors import ExportError

STANDARD_OUTPUT = Path("-")


def places(files: Mapping[str, bytes], out: Path | None, folder: str) -> dict[Path, bytes]:
    """Where each file goes: one file to `out` or into the current folder, several into a folder."""
    if len(files) == 1:
        [(name, data)] = files.items()
        place = out or Path(Path(name).name)
        return {place / Path(name).name if place.is_dir() else place: data}
    place = out or Path(folder)
    if place.exists() and not place.is_dir():
        raise ExportError(f"--out: {place} is a file, and {len(files)} files are to be written: name a folder")
    return {place / name: data for name, data in files.items()}


def write_files(files: Mapping[Path, bytes], overwrite: bool = False, keep: Sequence[Path] = ()) -> None:
    """Write them all, or nothing where one is there already with other content and `overwrite` is false.

    keep: files that are never written over.
    """
    kept = {file.resolve() for file in keep}
    for file, data in files.items():
        if file.resolve() in kept:
            raise ExportError(f"{file} was downloaded, and is never written over: name another --out")
        if file.is_dir():
            raise ExportError(f"{file} is a folder, and a file of that name is to be written: name another --out")
        if not overwrite and file.is_file() and not _same(file, data):
            raise ExportError(f"{file} exists and is left as it is: name another --out, or add --overwrite")
    for file, data in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, data)
        except OSError as error:
            raise ExportError(f"{file} cannot be written: {error.strerror}") from error


def _write(file: Path, data: bytes) -> None:
    """A file whole; into a pipe or a device directly, for it is not to be replaced by a file."""
    if file.exists() and not file.is_file():
        file.write_bytes(data)
    else:
        write_whole(file, data)


def _same(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False
