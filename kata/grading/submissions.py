"""A folder, or a folder of folders, as submissions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kata.course.stages import STAGES
from kata.course.text import is_text
from kata.errors import SubmissionError


@dataclass(frozen=True)
class Submission:
    """A learner's work: `folder` holds the stage files, `name` tells it from the others in a report."""

    name: str
    folder: Path


def find_submissions(paths: Iterable[Path], results: Path | None = None) -> list[Submission]:
    """Each path is a submission, or a class: a folder without stage files whose sub-folders hold some.

    In a class every sub-folder is a submission, also an empty one. A learner's whole clone counts as its `exercises`.
    results: the folder of the results, which is no submission, and lies in none. Raises SubmissionError for a path that
    is no folder.
    """
    folders: list[Path] = []
    for path in paths:
        if not path.is_dir():
            raise SubmissionError(
                f"{path} is not a folder: give a folder with stage files, or a folder of such folders"
            )
        folders.extend(_expand(path.resolve()))
    unique = list(dict.fromkeys(folder for folder in folders if not results or folder != results.resolve()))
    if inside := [folder for folder in unique if results and folder in results.resolve().parents]:
        raise SubmissionError(f"the results would be in the submission {inside[0]}: choose a folder beside the class")
    for folder in unique:
        if not is_text(str(folder)):
            raise SubmissionError(f"{str(folder)!r} is no UTF-8: rename the folder")
    names = Counter(folder.name for folder in unique)
    return [
        Submission(folder.name if names[folder.name] == 1 else "/".join(folder.parts[-2:]), _stage_folder(folder))
        for folder in unique
    ]


def _expand(path: Path) -> list[Path]:
    try:
        members = sorted(member for member in path.iterdir() if member.is_dir() and member.name[0] not in "._")
    except OSError as error:
        raise SubmissionError(f"{path} cannot be looked into: {error.strerror}") from error
    is_class = not holds_stages(_stage_folder(path)) and any(holds_stages(_stage_folder(each)) for each in members)
    links = [member for member in members if member.is_symlink()]
    if is_class and links:
        raise SubmissionError(f"{links[0]} is a link: give the folder that it leads to, or delete it")
    return members if is_class else [path]


def _stage_folder(path: Path) -> Path:
    """Where the stages of a submission are. Its `exercises` may not be a link to somebody else's."""
    clone = path / "exercises"
    return clone if not clone.is_symlink() and not holds_stages(path) and holds_stages(clone) else path


def holds_stages(path: Path) -> bool:
    """Whether a folder has at least one of the stages' files."""
    try:
        return any((path / f"{stage.module}.py").is_file() for stage in STAGES)
    except OSError:  # it cannot be looked into
        return False
