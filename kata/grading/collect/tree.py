"""Files of a download before any of them is opened: in a folder, or in a zip, or in a zip in that."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kata.course.text import is_text
from kata.grading.snapshot import SKIPPED

Parts = tuple[str, ...]
JUNK = SKIPPED | {"__MACOSX", ".venv", ".ipynb_checkpoints", ".git", ".idea", ".vscode", "dist-packages"}
"""Folders that programs make, and nobody means to hand in."""
JUNK_FILE = re.compile(r"\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|.*\.py[co]", re.DOTALL)
GIT_FILES = frozenset({"config", "HEAD", "packed-refs"})
MOST_FILES = 1_000_000
MOST_DEEP = 50


class Unreadable(Exception):
    """A file cannot be had; the text says why, and follows the file's name. It stops nobody else's."""


@dataclass(frozen=True)
class File:
    """path: below what it was found in. read: at most so many bytes of it, or Unreadable. place: on this disk, if it is
    there. rank: among files that say the same, the highest counts."""

    path: Parts
    read: Callable[[int], bytes]
    place: Path | None = None
    rank: int = 0

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass
class Tree:
    """files, in the order of their names; folders: all that there are, also empty ones; wrong: what was left out of
    them, and why, by its path."""

    files: list[File] = field(default_factory=list)
    folders: set[Parts] = field(default_factory=set)
    wrong: list[tuple[Parts, str]] = field(default_factory=list)

    def tops(self) -> list[str]:
        """The names at the top, of files and folders."""
        names = {file.path[0] for file in self.files} | {path[0] for path in self.folders}
        return sorted(names | {path[0] for path, _ in self.wrong if path})

    def by_top(self) -> dict[str, Tree]:
        """The tree below each name at the top; that of a file has it alone."""
        found: dict[str, Tree] = {name: Tree() for name in self.tops()}
        for file in self.files:
            path = file.path[1:] or file.path
            found[file.path[0]].files.append(File(path, file.read, file.place, file.rank))
        for path in self.folders:
            found[path[0]].folders |= {path[1:]} if path[1:] else set()
        for path, why in self.wrong:
            if path:
                found[path[0]].wrong.append((path[1:], why))
        return found

    def is_folder(self, name: str) -> bool:
        return (name,) in self.folders


def is_junk(path: Parts) -> bool:
    """Whether a file is one that programs leave, by its own name or that of a folder above."""
    return any(part in JUNK for part in path[:-1]) or bool(JUNK_FILE.fullmatch(path[-1]))


def is_git_file(path: Parts) -> bool:
    """Whether a file is one of the texts in `.git` that say whose clone it is, and of which commit."""
    if ".git" not in path[:-1]:
        return False
    below = path[path.index(".git") + 1 :]
    return (len(below) == 1 and below[0] in GIT_FILES) or below[:2] == ("refs", "heads")


def folder_tree(folder: Path, most: int = MOST_FILES) -> Tree:
    """What lies in a folder on this disk, through no link; after so many files the rest is not looked at.

    OSError where the folder itself cannot be listed.
    """
    tree = Tree()
    _walk(folder, (), tree, most)
    if len(tree.files) >= most:
        tree.wrong.append(((), f"holds more than {most:,} files: the others were not looked at"))
    return tree


def _walk(folder: Path, above: Parts, tree: Tree, most: int) -> None:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if len(tree.files) >= most:
            return
        path = (*above, entry.name)
        if why := _refused(entry, path):
            tree.wrong.append((path, why))
        elif entry.is_dir(follow_symlinks=False):
            _enter(entry, path, tree, most)
        elif not is_junk(path) or is_git_file(path):
            place = Path(entry.path)
            tree.files.append(File(path, partial(read_file, place), place))


def _enter(entry: os.DirEntry[str], path: Parts, tree: Tree, most: int) -> None:
    if is_junk((*path, "HEAD")) and not is_git_file((*path, "HEAD")) and path[-2:] != (".git", "refs"):
        return
    if len(path) > MOST_DEEP:
        tree.wrong.append((path, "lies too many folders deep"))
        return
    if ".git" not in path:
        tree.folders.add(path)
    try:
        _walk(Path(entry.path), path, tree, most)
    except OSError as error:
        tree.wrong.append((path, f"cannot be looked into: {error.strerror}"))


def _refused(entry: os.DirEntry[str], path: Parts) -> str:
    """Why something is not looked at, or nothing."""
    if is_junk(path):
        return ""
    if not is_text(entry.name):
        return "has a name that is no UTF-8"
    if entry.is_symlink():
        return "is a link: hand in the file itself"
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        return "is no ordinary file"
    return ""


def read_file(place: Path, most: int) -> bytes:
    """The first bytes of a regular file, through no link and without waiting for anybody. Raises Unreadable."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Unreadable("is no ordinary file")
            return file.read(most)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from error
