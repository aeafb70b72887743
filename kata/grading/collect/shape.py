"""From which system a download comes: the folder or zip is listed, and each recogniser is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from kata.course.text import shorten
from kata.errors import SubmissionError
from kata.grading.collect.choose import stage_name
from kata.grading.collect.clones import clones, has_clones, is_clone, one_clone
from kata.grading.collect.gradescope import gradescope, metadata_of
from kata.grading.collect.handed import Recognised
from kata.grading.collect.patterns import SYSTEMS, by_names, share
from kata.grading.collect.plain import ENDINGS, plain
from kata.grading.collect.tree import MOST_FILES, File, Tree, Unreadable, folder_tree
from kata.grading.collect.unzip import zip_tree

MOST_LISTED = 256 << 20
LEAST_SHARE = 0.5
MOST_SEEN = 20_000
"""Files of what a grader is given by mistake: a second or two are enough to see what it is."""


@contextmanager
def recognised(download: Path, most: int = MOST_FILES) -> Iterator[Recognised]:
    """Whose files are whose in a download; they can be read as long as the context is open.

    Raises SubmissionError for what is neither a folder nor a zip, and for one that cannot be read.
    """
    with ExitStack() as open_files:
        if download.is_dir():
            try:
                tree = folder_tree(download, most)
            except OSError as error:
                raise SubmissionError(f"{download} cannot be looked into: {error.strerror}") from error
            name = download.resolve().name
        else:
            tree, name = _open_zip(download, open_files), download.stem
        found = _recognise(tree, name, open_files)
        left = tuple(f"{name} {why}" for path, why in tree.wrong if not path)
        yield replace(found, left=found.left + left, whole=len(tree.files) < most)


def _open_zip(file: Path, open_files: ExitStack) -> Tree:
    if not file.is_file():
        raise SubmissionError(f"{file} is neither a folder nor a zip: give what the course system let you download")
    try:
        opened = open_files.enter_context(file.open("rb"))
        return zip_tree(opened, MOST_LISTED, MOST_FILES, lambda count: None)
    except OSError as error:
        raise SubmissionError(f"{file} cannot be read: {error.strerror}") from error
    except Unreadable as error:
        raise SubmissionError(f"{file} {error}: download it again, or unpack it and give the folder") from error


def _recognise(tree: Tree, name: str, open_files: ExitStack) -> Recognised:
    while True:
        if metadata := metadata_of(tree):
            return gradescope(tree, metadata)
        if is_clone(tree):
            return one_clone(tree, name)
        if has_clones(tree):
            return clones(tree)
        best = max(SYSTEMS, key=lambda named: share(tree, named))
        if share(tree, best) >= LEAST_SHARE:
            return by_names(tree, best)
        tops = tree.tops()
        if len(tops) != 1 or tops[0] in ("exercises", "solutions"):
            return plain(tree, name)
        if tree.is_folder(tops[0]):
            tree, name = tree.by_top()[tops[0]], tops[0]
        elif tops[0].lower().endswith(".zip") and tree.files and (place := tree.files[0].place):
            tree, name = _open_zip(place, open_files), place.stem
        else:
            return plain(tree, name)


def _is_work(file: File) -> bool:
    return bool(stage_name(file.name)) or file.name.lower().endswith(ENDINGS)


def looks_like(path: Path) -> str:
    """What a folder or file that holds no submissions seems to be, or nothing where nobody's work can be seen in it."""
    try:
        with recognised(path, most=MOST_SEEN) as found:
            count = sum(any(map(_is_work, each.tree.files)) for each in found.handed)
            if not count:
                return ""
            more = "" if found.whole else " or more"
            return shorten(f"{found.system}, {count} submission{'s' if count > 1 else ''}{more}")
    except SubmissionError:
        return ""
