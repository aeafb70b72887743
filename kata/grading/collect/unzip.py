"""The files in a zip, as hostile as zips can be: nothing that it says about itself is believed, and all that it gives
is counted while it is read."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from kata.course.text import is_text
from kata.grading.collect.tree import File, Parts, Tree, Unreadable, is_git_file, is_junk

MOST_RATIO = 100
FREE_BYTES = 1 << 20
"""So much may come out of next to nothing: a file of zeros is no bomb."""
PIECE = 1 << 16
MOST_FOLDERS = 6
"""So deep are folders known, which is further down than any system puts a student."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DRIVE = re.compile(r"[A-Za-z]:")
DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, OSError),
)


class Bounded(io.RawIOBase):
    """The file of a zip: no single read of it gets more than `most` bytes, which bounds the list of what is in it.

    taken: how many bytes were read of it by now.
    """

    def __init__(self, file: IO[bytes], most: int) -> None:
        super().__init__()
        self.file, self.most, self.taken = file, most, 0

    def read(self, size: int = -1) -> bytes:
        if size > self.most:
            raise zipfile.BadZipFile("its list of files is too long")
        data = self.file.read(self.most + 1 if size < 0 else size)
        if len(data) > self.most:
            raise zipfile.BadZipFile("its list of files is too long")
        self.taken += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def zip_tree(file: IO[bytes], most_listed: int, most_entries: int, spend: Callable[[int], None]) -> Tree:
    """What is in a zip. spend: is told of each byte that comes out of it, and may raise Unreadable.

    most_listed: bytes that the zip's list of files may have. Raises Unreadable for what is no zip, or too long a list.
    """
    source = Bounded(file, most_listed)
    with _told():
        opened = zipfile.ZipFile(source)
    files: dict[Parts, File] = {}
    tree = Tree()
    for info in opened.infolist():
        path = _path(_name(info))
        if path is None:
            tree.wrong.append(((), f"holds {info.filename[:100]!r}, a name that leads out of it"))
        elif path and (not is_junk(path) or is_git_file(path)):
            _add(info, path, opened, source, files, tree, spend)
        if len(files) > most_entries:
            raise Unreadable(f"holds more than {most_entries:,} files")
    tree.files = [files[path] for path in sorted(files)]
    return tree


def _add(
    info: zipfile.ZipInfo,
    path: Parts,
    opened: zipfile.ZipFile,
    source: Bounded,
    files: dict[Parts, File],
    tree: Tree,
    spend: Callable[[int], None],
) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    inner = path if info.is_dir() else path[:-1]
    if not is_junk((*inner, "file")):
        tree.folders |= {inner[:length] for length in range(1, min(len(inner), MOST_FOLDERS) + 1)}
    if info.is_dir():
        return
    if kind and kind != stat.S_IFREG:
        why = "is a link: hand in the file itself" if kind == stat.S_IFLNK else "is no ordinary file"
        tree.wrong.append((path, why))
        return
    if path in files:
        tree.wrong.append((path, "is in the zip more than once: the last one counts"))
    files[path] = File(path, lambda most: _read(opened, info, source, most, spend))


def _read(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, source: Bounded, most: int, spend: Callable[[int], None]
) -> bytes:
    """At most so many bytes of a file in a zip. Raises Unreadable."""
    if info.flag_bits & 1:
        raise Unreadable("is encrypted: hand it in without a password")
    if info.compress_type not in METHODS:
        raise Unreadable("is packed in an unusual way: make an ordinary zip")
    began = source.taken
    pieces = io.BytesIO()
    with _told(), opened.open(info) as member:
        while pieces.tell() < most and (piece := member.read(min(PIECE, most - pieces.tell()))):
            pieces.write(piece)
            spend(len(piece))
            if pieces.tell() > FREE_BYTES + MOST_RATIO * (source.taken - began):
                raise Unreadable("swells to more than a hundred times its size: is it a bomb?")
    return pieces.getvalue()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise Unreadable(f"is damaged, or no zip ({str(error) or type(error).__name__})") from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file in a zip. Without the mark for UTF-8 it may be that all the same, as on a Mac."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _path(name: str) -> Parts | None:
    """The parts of a path in a zip, from Windows too; None for one that leads out of it or cannot be written down."""
    whole = name.replace("\\", "/")
    parts = tuple(part for part in whole.split("/") if part not in ("", "."))
    if whole.startswith("/") or ".." in parts or DRIVE.match(whole) or not is_text(whole) or len(parts) > 100:
        return None
    return parts
