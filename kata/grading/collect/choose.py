"""Which of a student's files are the stages, at whatever depth and in however many zips they lie."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from kata.course.stages import STAGES
from kata.course.text import shorten
from kata.grading.collect.tree import File, Parts, Tree, Unreadable
from kata.grading.collect.unzip import zip_tree

MOST_BYTES = 256 << 20
"""What one student's zips may give, all together."""
MOST_ZIP = 64 << 20
MOST_LISTED = 8 << 20
MOST_ENTRIES = 20_000
MOST_ZIPS = 100
MOST_DEPTH = 3
OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".tbz", ".zipx")
MODULES = "|".join(stage.module for stage in STAGES)
STAGE = re.compile(rf"({MODULES})(?: ?\(\d+\)|-\d+| - Copy)?\.(py|ipynb)", re.IGNORECASE)
NOTEBOOK = ".ipynb"
COURSE = frozenset({"tests", "misconceptions"})
"""Folders of the course that hold stage files which no student has written."""
NOT_HELPERS = COURSE | {"solutions", "kata", "benchmarks"}


@dataclass
class Chosen:
    """files: by the path that each gets in the class. stages: how many of them are stage files."""

    files: dict[Parts, File] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def stages(self) -> int:
        return sum(map(is_stage, self.files))


def is_stage(path: Parts) -> bool:
    """Whether a file of a submission is a stage's."""
    return len(path) == 1 and stage_name(path[0]) is not None


def stage_name(name: str) -> str | None:
    """The name of the stage's file that this is, or a copy of, as stage02_conv_slider (1).py and -1.py are."""
    found = STAGE.fullmatch(name)
    return f"{found[1].lower()}.{found[2].lower()}" if found else None


def choose(tree: Tree) -> Chosen:
    """Unpack what is packed, and find the folder with the stages: the newest first, and `exercises` before others."""
    found = Tree()
    _unpack(tree, found, Budget(), 0)
    chosen = Chosen(problems=[line(path, why) for path, why in found.wrong])
    files = [file for file in found.files if not _is_of_the_course(file.path[:-1])]
    bases = _bases(files)
    first = next(iter(bases), _folder_of_notebooks(files))
    chosen.files = {file.path[len(first) :]: file for file in files if _is_below(file, first)}
    if not bases and chosen.files:
        chosen.problems.append(_no_stage(chosen))
    if _is_solutions(first):
        chosen.problems.append("stage files in solutions/ only: these were taken")
    for base, stages in bases.items():
        if (base == first or not _is_solutions(base)) and _add_stages(base, stages, chosen, base != first):
            beside = {(file.name,): file for file in files if file.path[:-1] == base and not stage_name(file.name)}
            chosen.files = beside | chosen.files
    return chosen


def _folder_of_notebooks(files: list[File]) -> Parts:
    """The folder with all notebooks, where no file is named like a stage: a grader looks into no other."""
    folders = {file.path[:-1] for file in files if file.name.lower().endswith(NOTEBOOK)}
    return folders.pop() if len(folders) == 1 else ()


def _no_stage(chosen: Chosen) -> str:
    names = sorted(path[0] for path in chosen.files if len(path) == 1 and path[0].lower().endswith(NOTEBOOK))
    told = "no stage file"
    return f"{told} by name: what the cells define counts, of {', '.join(names)}" if names else told


def _is_of_the_course(folder: Parts) -> bool:
    """Whether the files of a folder are not the student's; the whole repository may have one of these names."""
    return ".git" in folder or (bool(COURSE & set(folder)) and folder[-1] != "exercises")


def _is_solutions(folder: Parts) -> bool:
    return "solutions" in folder and folder[-1] != "exercises"


def _is_below(file: File, base: Parts) -> bool:
    """Whether a file goes with the stages of a folder: it lies below, and is no stage and nothing of the course."""
    below = file.path[len(base) : -1]
    return file.path[: len(base)] == base and not NOT_HELPERS & set(below) and not stage_name(file.name)


class Budget:
    """What may come out of the zips of one student, before it is called a bomb."""

    def __init__(self) -> None:
        self.bytes, self.zips = 0, 0

    def spend(self, count: int) -> None:
        self.bytes += count
        if self.bytes > MOST_BYTES:
            raise Unreadable(f"gives more than {MOST_BYTES:,} bytes with what else was handed in")

    def open_zip(self, depth: int) -> None:
        self.zips += 1
        if depth >= MOST_DEPTH or self.zips > MOST_ZIPS:
            raise Unreadable("is a zip in too many zips: hand in one")


def _unpack(tree: Tree, into: Tree, budget: Budget, depth: int) -> None:
    into.wrong += tree.wrong
    for file in tree.files:
        name = file.name.lower()
        if name.endswith(OTHER_ARCHIVES):
            into.wrong.append((file.path, "is no zip: ask for one"))
        elif not name.endswith(".zip"):
            into.files.append(file)
        else:
            try:
                inner = _open(file, budget, depth)
            except Unreadable as error:
                into.wrong.append((file.path, str(error)))
            else:
                _unpack(inner, into, budget, depth + 1)


def _open(file: File, budget: Budget, depth: int) -> Tree:
    """What is in a zip, below its own name without the ending."""
    budget.open_zip(depth)
    data = file.read(MOST_ZIP + 1)
    if len(data) > MOST_ZIP:
        raise Unreadable(f"has more than {MOST_ZIP:,} bytes")
    inner = zip_tree(io.BytesIO(data), MOST_LISTED, MOST_ENTRIES, budget.spend)
    above = (*file.path[:-1], file.name[:-4])
    files = [replace(each, path=above + each.path, rank=file.rank) for each in inner.files]
    return Tree(files, set(), [(above + path, why) for path, why in inner.wrong])


Stages = dict[str, list[File]]


def _bases(files: list[File]) -> dict[Parts, Stages]:
    """The folders that hold stage files, the best one first, with the files of each stage, the best one first."""
    found: dict[Parts, Stages] = defaultdict(lambda: defaultdict(list))
    for file in files:
        if name := stage_name(file.name):
            found[file.path[:-1]][name].append(file)
    for stages in found.values():
        for name, same in stages.items():
            same.sort(key=lambda file: (-file.rank, file.name != name, file.name))
    return {base: found[base] for base in sorted(found, key=lambda base: _worse(base, found[base]))}


def _worse(base: Parts, stages: Stages) -> tuple[bool, int, bool, int, int, Parts]:
    """What a folder is sorted by: the least is the one to take."""
    newest = max(file.rank for same in stages.values() for file in same)
    return _is_solutions(base), -newest, base[-1:] != ("exercises",), -len(stages), len(base), base


def _add_stages(base: Parts, stages: Stages, chosen: Chosen, elsewhere: bool) -> bool:
    """Take the stages of a folder that are not there yet, and tell of those that are, where they differ.

    Whether any was taken.
    """
    any_taken = False
    for name, (best, *copies) in stages.items():
        if (name,) not in chosen.files:
            chosen.files[(name,)] = best
            any_taken = True
            if elsewhere and base:
                chosen.problems.append(f"{name} was taken from {'/'.join(base)}/")
        else:
            copies = [best, *copies]
        taken = chosen.files[(name,)]
        if any(_differ(taken, copy) for copy in copies):
            chosen.problems.append(f"{name} was handed in more than once: {'/'.join(taken.path)} counts")
    return any_taken


def _differ(one: File, other: File) -> bool:
    try:
        return one.read(1 << 20) != other.read(1 << 20)
    except Unreadable:
        return True


def line(path: Parts, why: str) -> str:
    """What is wrong with a file, in one line."""
    return " ".join(filter(None, (shorten("/".join(path)), why)))
