"""Systems that say in the names of files or folders whose they are: a regular expression with named groups for each.

The groups are those of nbgrader's zip collector, and more: `id`, `name`, `file`; `late`; and `order` or `time`, of
which the highest is the newest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from kata.grading.collect.handed import Handed, Person, Recognised
from kata.grading.collect.tree import Tree, Unreadable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WRITTEN_TIME = re.compile(
    r"(?:(?P<day>\d{1,2})\.? )?(?P<month>[A-Za-z]{3})[a-z]*\.?,? (?:(?P<day2>\d{1,2}),? )?(?P<year>\d{4}),? "
    r"(?P<hour>\d{1,2})[:.]?(?P<minute>\d\d)(?: ?(?P<half>[AP])M)?",
    re.IGNORECASE,
)
LETTER = "from Blackboard"
LETTER_NAME = re.compile(r"\s*Name:\s*(?P<name>[^\n]*?)\s*\((?P<id>[^()\n]+)\)")
Attempt = tuple[re.Match[str], Tree]


@dataclass(frozen=True)
class Named:
    """One system. newest_only: an older attempt is left out, and else all files of a student belong together.

    time: from the text of the group `time`, empty if it cannot be read.
    """

    system: str
    pattern: re.Pattern[str]
    newest_only: bool = False
    time: Callable[[str], str] = str
    ignored: re.Pattern[str] = field(default_factory=lambda: re.compile(r"(?!)"))


def written_time(text: str) -> str:
    """Nov 30, 2026 650 PM, or 30 November 2026 18:50, as ISO 8601; the system does not say in which time zone."""
    found = WRITTEN_TIME.fullmatch(text.strip())
    if not found or found["month"].lower() not in MONTHS:
        return ""
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].upper() == "P" else 0)
    try:
        month = MONTHS.index(found["month"].lower()) + 1
        day = int(found["day"] or found["day2"] or 0)
        return datetime(int(found["year"]), month, day, hour, int(found["minute"])).isoformat()
    except ValueError:
        return ""


def dashed_time(text: str) -> str:
    """2026-11-30-18-50-12 as ISO 8601."""
    try:
        return datetime.strptime(text, "%Y-%m-%d-%H-%M-%S").isoformat()
    except ValueError:
        return ""


CANVAS = Named(
    "Canvas",
    re.compile(r"(?!anon_)(?P<name>.+?)(?P<late>_LATE)?_(?P<id>\d+)_(?P<order>\d+)_(?P<file>.+)", re.DOTALL),
)
CANVAS_ANONYMOUS = Named(
    "Canvas, anonymous",
    re.compile(r"(?P<name>anon_(?P<id>[A-Za-z0-9]+))(?P<late>_LATE)?(?:_\d+)??_(?P<order>\d+)_(?P<file>.+)", re.DOTALL),
)
MOODLE = Named(
    "Moodle",
    re.compile(r"(?P<name>[^_]+)_(?P<id>\d+)_assignsubmission_file(?:_(?P<file>.*))?", re.DOTALL),
    ignored=re.compile(r".*_assignsubmission_(?!file).*", re.DOTALL),
)
BRIGHTSPACE = Named(
    "Brightspace",
    re.compile(
        r"(?P<id>\d+-\d+) - (?P<name>.+?) - (?P<time>[^-]*\d{4}[^-]*?\d ?(?:[AP]M)?)(?: - (?P<file>.+))?",
        re.DOTALL | re.IGNORECASE,
    ),
    newest_only=True,
    time=written_time,
    ignored=re.compile(r"index\.html?"),
)
BLACKBOARD = Named(
    "Blackboard",
    re.compile(r"(?P<head>.+_(?P<id>[^_]+))_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL),
    newest_only=True,
    time=dashed_time,
)
SYSTEMS = (MOODLE, BLACKBOARD, BRIGHTSPACE, CANVAS_ANONYMOUS, CANVAS)


def share(tree: Tree, named: Named) -> float:
    """Which part of what lies at the top is named as this system does it."""
    tops = [name for name in tree.tops() if not named.ignored.fullmatch(name)]
    return sum(bool(named.pattern.fullmatch(name)) for name in tops) / len(tops) if tops else 0.0


def by_names(tree: Tree, named: Named) -> Recognised:
    """The students of a download whose names follow a system's pattern."""
    parts = tree.by_top()
    students: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    left = []
    for name, part in parts.items():
        if found := named.pattern.fullmatch(name):
            students[_key(found)].append((found, _below(found, part, tree.is_folder(name))))
        elif not named.ignored.fullmatch(name):
            left.append(f"{name} has no name as {named.system} gives it")
    return Recognised(named.system, tuple(_handed(named, each) for each in students.values()), tuple(left))


def _key(found: re.Match[str]) -> tuple[str, str]:
    groups = found.groupdict()
    return groups.get("head") or groups["id"], groups.get("name") or ""


def _below(found: re.Match[str], part: Tree, is_folder: bool) -> Tree:
    """The files of one name: those in the folder, or the file itself under its own name."""
    rank = _order(found)
    if is_folder:
        return Tree([replace(file, rank=rank) for file in part.files], part.folders, part.wrong)
    groups = found.groupdict()
    name = groups.get("file") or (LETTER if "head" in groups else found[0])
    files = [replace(file, path=(name,), rank=rank) for file in part.files]
    return Tree(files, set(), [((name,), why) for _, why in part.wrong])


def _order(found: re.Match[str]) -> int:
    return int(found.groupdict().get("order") or 0)


def _handed(named: Named, attempts: list[Attempt]) -> Handed:
    times = [(named.time(found["time"]) if "time" in found.groupdict() else "") for found, _ in attempts]
    newest = max(times)
    problems: tuple[str, ...] = ()
    if named.newest_only:
        older = sorted({when for when in times if when != newest})
        problems = tuple(f"an older attempt was left out ({when or 'at an unknown time'})" for when in older)
        attempts = [each for each, when in zip(attempts, times, strict=True) if when == newest]
    tree = Tree()
    for _, part in attempts:
        tree.files += part.files
        tree.folders |= part.folders
        tree.wrong += part.wrong
    last = max(attempts, key=lambda each: _order(each[0]))[0].groupdict()
    late = ("yes" if last["late"] else "no") if "late" in last else ""
    person = _take_letter(tree, last["head"]) if "head" in last else None
    return Handed((person or Person(last["id"], last.get("name") or ""),), tree, newest, late, named.system, problems)


def _take_letter(tree: Tree, head: str) -> Person | None:
    """Blackboard lays a text beside each attempt that says whose it is; an id may hold what parts it from the rest."""
    letters = [file for file in tree.files if file.name == LETTER]
    tree.files = [file for file in tree.files if file.name != LETTER]
    for letter in letters:
        with suppress(Unreadable):
            found = LETTER_NAME.match(letter.read(4096).decode("utf-8-sig", "replace"))
            if found and head.endswith(f"_{found['id']}"):
                return Person(found["id"], found["name"])
    return None
