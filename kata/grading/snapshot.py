"""A copy of a submission's files, made once: whatever happens to the originals later, all stages are judged on it.

Only regular files are opened, through no link and without waiting for any, and only so many of so many bytes: what lies
in a submission's folder may be anything. Nothing is read in them here.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kata.course.stages import STAGES
from kata.course.text import is_text, shorten
from kata.errors import GraderError

FILE_BYTES = 16 << 20
ALL_BYTES = 64 << 20
MOST_FILES = 1000
MOST_DEPTH = 8
MOST_NAMES = 100 * MOST_FILES
"""What is looked at of all that lies in a submission: each folder may hold as much again as the whole."""
BEYOND = f"is beyond the {MOST_FILES} files and folders, or the {ALL_BYTES:,} bytes, that a submission may have"
SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages", "venv", "env"})
"""Folders that nobody means to hand in, beside those whose names begin with a dot."""
MOST_TOLD = 20


@dataclass
class Snapshot:
    """A folder with the copies. wrong: by the name of a stage's file, why it was not copied. left_out: all other files
    that were not, and why. hashes: of what was copied, by its path. writes: whether there are to be copies at all.
    files: how many files and folders are in it. names: how many were looked at."""

    folder: Path
    writes: bool = True
    hashes: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    files: int = 0
    names: int = 0
    size: int = 0

    @classmethod
    def of(cls, source: Path, into: Path) -> Self:
        """Copy a submission's folder, or its only file, into a new folder of the same name.

        OSError where it cannot be looked into; GraderError where the copy cannot be written.
        """
        return cls(into / source.name)._filled(source)

    @classmethod
    def look(cls, source: Path) -> Self:
        """What a copy would have in it, without making one. OSError where the folder cannot be looked into."""
        return cls(source, writes=False)._filled(source)

    @property
    def hash(self) -> str:
        """Of all that a grade can depend on: names and contents of the copies, and what was not copied."""
        text = json.dumps([sorted(self.hashes.items()), sorted(self.wrong.items()), self.left_out])
        return hashlib.sha256(text.encode()).hexdigest()

    def _filled(self, source: Path) -> Self:
        self._make(self.folder, "")
        if source.is_file():
            with _opened(source.parent) as above:
                self._copy_entry(above, source.name, self.folder, source.name, 0)
        else:
            with _opened(source) as folder:
                self._copy(folder, self.folder, "", 0)
        return self

    def _make(self, folder: Path, shown: str) -> None:
        self.hashes[f"{shown}/"] = ""
        if self.writes:
            with _written():
                folder.mkdir(parents=True)

    def _write(self, target: Path, shown: str, data: bytes) -> None:
        self.hashes[shown] = hashlib.sha256(data).hexdigest()
        if self.writes:
            with _written(), target.open("xb") as file:
                file.write(data)

    def _copy(self, source: int, into: Path, shown: str, depth: int) -> None:
        """Copy what is in the folder that is open as `source`, stages first."""
        names = _names(source, MOST_NAMES - self.names)
        self.names += len(names)
        for name in names:
            self._copy_entry(source, name, into, f"{shown}{name}", depth)

    def _copy_entry(self, source: int, name: str, into: Path, shown: str, depth: int) -> None:
        if not is_text(name):
            self._leave_out(repr(shown), "has a name that is no UTF-8")
            return
        try:
            mode = os.lstat(name, dir_fd=source).st_mode
            if stat.S_ISDIR(mode):
                if name in SKIPPED or name.startswith("."):
                    return
                if depth == MOST_DEPTH:
                    self._leave_out(shown, f"lies more than {MOST_DEPTH} folders deep")
                    return
                if self.files == MOST_FILES:
                    self._leave_out(shown, BEYOND)
                    return
                self.files += 1
                with _opened(name, source) as inner:
                    self._make(into / name, shown)
                    self._copy(inner, into / name, f"{shown}/", depth + 1)
            elif not stat.S_ISREG(mode):
                self._leave_out(shown, f"is {_kind(mode)}: hand in the file itself")
            else:
                self._copy_file(source, name, into / name, shown)
        except OSError as error:
            self._leave_out(shown, f"cannot be read: {error.strerror}")

    def _copy_file(self, source: int, name: str, target: Path, shown: str) -> None:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=source)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                self._leave_out(shown, f"is {_kind(found.st_mode)}: hand in the file itself")
            elif found.st_size > FILE_BYTES:
                self._leave_out(shown, f"has {found.st_size:,} bytes; a file may have {FILE_BYTES:,}")
            elif self.files == MOST_FILES or self.size + found.st_size > ALL_BYTES:
                self._leave_out(shown, BEYOND)
            else:
                data = file.read(found.st_size)  # and no more, should it grow meanwhile
                self._write(target, shown, data)
                self.files, self.size = self.files + 1, self.size + len(data)

    def _leave_out(self, shown: str, why: str) -> None:
        text = shorten(f"{shown} {why}")
        if shown in STAGE_FILES:
            self.wrong[shown] = text
        elif len(self.left_out) < MOST_TOLD:
            self.left_out.append(text)


@dataclass
class Parcel(Snapshot):
    """A copy in memory, made with `look`, for another machine. contents: by the path of each file, what is in it."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def unpacked(self, into: Path) -> Snapshot:
        """The snapshot that the folder itself would have given. GraderError where it cannot be written."""
        copy = Snapshot(into / self.folder.name, wrong=self.wrong, left_out=self.left_out)
        for shown in self.hashes:  # a folder comes before what is in it
            if shown.endswith("/"):
                copy._make(copy.folder / shown.strip("/"), shown[:-1])
            else:
                copy._write(copy.folder / shown, shown, self.contents[shown])
        return copy

    def _write(self, target: Path, shown: str, data: bytes) -> None:
        super()._write(target, shown, data)
        self.contents[shown] = data


STAGE_FILES = frozenset(f"{stage.module}.{ending}" for stage in STAGES for ending in ("py", "ipynb"))


def _names(folder: int, most: int) -> list[str]:
    """What is in a folder, so many names at most; the stages' files come first, so that nothing else uses up what a
    submission may have."""
    return sorted(_listed(folder, most), key=lambda name: (name not in STAGE_FILES, name))


def _listed(folder: int, most: int) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= most:
                return
            yield entry.name


def _kind(mode: int) -> str:
    kinds = {stat.S_ISLNK: "a link", stat.S_ISFIFO: "a pipe", stat.S_ISSOCK: "a socket"}
    return next((name for test, name in kinds.items() if test(mode)), "a device")


@contextmanager
def _opened(folder: Path | str, within: int | None = None) -> Iterator[int]:
    """A folder, through no link where it lies within another that is open."""
    follow = os.O_NOFOLLOW if within is not None else 0
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | follow, dir_fd=within)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _written() -> Iterator[None]:
    """What goes wrong with the copies is no fault of the submission."""
    try:
        yield
    except OSError as error:
        raise GraderError(f"a submission could not be copied to {tempfile.gettempdir()}: {error.strerror}") from error
