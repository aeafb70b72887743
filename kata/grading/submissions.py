"""A folder, a folder of folders, or a single file, as submissions."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kata.course.stages import STAGES
from kata.course.text import is_text
from kata.errors import SubmissionError
from kata.grading.collect.plain import ENDINGS
from kata.grading.collect.shape import looks_like
from kata.grading.collect.table import NAME
from kata.grading.collect.tree import is_junk
from kata.grading.snapshot import STAGE_FILES

NOTEBOOK = ".ipynb"


@dataclass(frozen=True)
class Submission:
    """A learner's work: `folder` holds the stage files, or is the only one; `name` tells it from others in a report."""

    name: str
    folder: Path


@dataclass(frozen=True)
class Found:
    """Submissions, and what lies beside them that is none: each by its name, and why."""

    submissions: tuple[Submission, ...]
    skipped: tuple[str, ...]


def find_submissions(paths: Iterable[Path], results: Path | None = None) -> list[Submission]:
    """The submissions alone; see `find`."""
    return list(find(paths, results).submissions)


def find(paths: Iterable[Path], results: Path | None = None) -> Found:
    """Each path is a submission, or a class: a folder without stage files whose sub-folders hold some.

    In a class every sub-folder is a submission, also an empty one. A learner's whole clone counts as its `exercises`.
    A stage's file alone, and any notebook, is a submission too.
    results: the folder of the results, which is no submission, and lies in none. Raises SubmissionError for a path that
    is no folder, and for a download that has to be collected first.
    """
    folders: list[Path] = []
    skipped: list[str] = []
    for path in paths:
        if not path.is_dir() and not _is_work(path):
            raise SubmissionError(_no_folder(path))
        if not is_text(str(path.resolve())):
            raise SubmissionError(f"{str(path)!r} is no UTF-8: rename the folder")
        if path.is_dir():
            _expand(path.resolve(), folders, skipped)
        else:
            folders.append(path.resolve())
    unique = list(dict.fromkeys(folder for folder in folders if not results or folder != results.resolve()))
    if inside := [folder for folder in unique if results and folder in results.resolve().parents]:
        raise SubmissionError(f"the results would be in the submission {inside[0]}: choose a folder beside the class")
    names = Counter(folder.name for folder in unique)
    submissions = (
        Submission(folder.name if names[folder.name] == 1 else "/".join(folder.parts[-2:]), _stage_folder(folder))
        for folder in unique
    )
    return Found(tuple(submissions), tuple(dict.fromkeys(skipped)))


def _expand(path: Path, folders: list[Path], skipped: list[str]) -> None:
    """Add the submissions at a path, and what is skipped there."""
    members: list[Path] = []
    others: list[str] = []
    for entry in _entries(path):
        if why := _skipped(entry):
            others.append(f"{entry.name if is_text(entry.name) else repr(entry.name)} {why}")
        elif entry.is_dir():
            members.append(entry)
    if holds_stages(_stage_folder(path)):
        folders.append(path)
    elif any(holds_work(_stage_folder(each)) for each in members):
        folders.extend(members)
        skipped.extend(others)
    elif not _is_one_notebook(path) and (system := looks_like(path)):
        raise SubmissionError(_to_collect(path, system))
    else:
        folders.append(path)


def _entries(path: Path) -> list[Path]:
    try:
        return sorted(entry for entry in path.iterdir() if not is_junk((entry.name, "file")))
    except OSError as error:
        raise SubmissionError(f"{path} cannot be looked into: {error.strerror}") from error


def _skipped(entry: Path) -> str:
    """Why something in a class is no submission although it might seem to be one, or nothing."""
    try:
        if entry.is_symlink():
            return "is a link"
        if not entry.is_dir():
            return "is no folder: collect it first" if entry.name.lower().endswith(ENDINGS) else ""
        if not is_text(entry.name):
            return "is no UTF-8: rename the folder"
        if entry.name[0] in "._":
            return f"begins with {entry.name[0]}"
        os.scandir(entry).close()
    except OSError as error:
        return f"cannot be looked into: {error.strerror}"
    return ""


def _no_folder(path: Path) -> str:
    if path.is_file() and path.name.lower().endswith(ENDINGS):
        return _to_collect(path, looks_like(path) or "an archive")
    return f"{path} is not a folder: give a folder with stage files, a notebook, or a folder of such folders"


def _to_collect(path: Path, system: str) -> str:
    if (path / NAME).is_file():
        return f"{path} was collected, and none of its folders holds a file such as {STAGES[0].module}.py: see {NAME}"
    return (
        f"{path} holds no submission as a grader needs it. It looks like a download ({system}): "
        f"python -m kata collect {shlex.quote(str(path))} CLASS makes a class of it"
    )


def _stage_folder(path: Path) -> Path:
    """Where the stages of a submission are. Its `exercises` may not be a link to somebody else's."""
    clone = path / "exercises"
    return clone if not clone.is_symlink() and not holds_stages(path) and holds_stages(clone) else path


def holds_stages(path: Path) -> bool:
    """Whether a folder has at least one of the stages' files, as a program or as a notebook."""
    try:
        return any((path / name).is_file() for name in STAGE_FILES)
    except OSError:  # it cannot be looked into
        return False


def holds_work(path: Path) -> bool:
    """Whether it is or has a stage's file, or a notebook, which may be about a stage whatever it is called."""
    return _is_work(path) or holds_stages(path) or bool(_notebooks(path))


def _is_work(path: Path) -> bool:
    return path.is_file() and (path.name in STAGE_FILES or path.name.lower().endswith(NOTEBOOK))


def _is_one_notebook(path: Path) -> bool:
    """Whether a folder has one notebook, and nothing else that could be somebody's: several may be those of a class."""
    return len(_notebooks(path)) == sum(each.name.lower().endswith(ENDINGS) for each in _entries(path)) == 1


def _notebooks(path: Path) -> list[Path]:
    try:
        return [each for each in path.iterdir() if each.name.lower().endswith(NOTEBOOK) and each.is_file()]
    except OSError:
        return []
