"""Work that came by mail, or from a system that is not known: a zip, a notebook or a folder for each student."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from kata.grading.collect.choose import stage_name
from kata.grading.collect.handed import Handed, Person, Recognised
from kata.grading.collect.tree import Tree

ENDINGS = (".zip", ".ipynb", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
OF_THE_COURSE = frozenset({"exercises", "solutions", "tests", "misconceptions", "benchmarks", "kata", "docs"})


def plain(tree: Tree, name: str) -> Recognised:
    """Each folder, zip and notebook at the top is a student's; with stage files at the top all is that of one.

    name: of the whole download. One more level of folders, such as one for each section of a course, is seen through.
    """
    parts = tree.by_top()
    folders = {each for each in parts if tree.is_folder(each)}
    if any(stage_name(each) for each in parts) or folders & {"exercises"}:
        return Recognised("one student", (Handed((Person(name=name),), tree, source="folder"),))
    if (
        folders
        and all(_is_section(parts[each]) for each in folders)
        and any(len(_workers(parts[each])) > 1 for each in folders)
    ):
        return _sections(parts, folders)
    handed, left = [], []
    for each, part in parts.items():
        if each in folders or each.lower().endswith(ENDINGS):
            person = Person(name=each if each in folders else PurePath(each).stem)
            handed.append(Handed((person,), part, source="folder" if each in folders else "file"))
        elif not part.files and part.wrong:
            left.append(f"{each} {part.wrong[0][1]}")
        else:
            left.append(f"{each} belongs to nobody")
    return Recognised("a folder or file for each student", tuple(handed), tuple(left))


def _sections(parts: dict[str, Tree], folders: set[str]) -> Recognised:
    found = [plain(parts[each], each) for each in sorted(folders)]
    names = zip(sorted(folders), found, strict=True)
    handed = [replace(one, source=f"folder {section}") for section, each in names for one in each.handed]
    left = [line for each in found for line in each.left]
    left += [f"{each} belongs to nobody" for each in parts if each not in folders]
    return Recognised("folders of folders, one for each student", tuple(handed), tuple(left))


def _workers(tree: Tree) -> list[str]:
    """Folders directly below that hold stage files and are no folder of the course itself."""
    found = {file.path[0] for file in tree.files if len(file.path) > 1 and stage_name(file.name)}
    return sorted(found - OF_THE_COURSE)


def _is_section(tree: Tree) -> bool:
    below = {file.path[0] for file in tree.files if stage_name(file.name)}
    return bool(below) and not below & OF_THE_COURSE and not any(stage_name(name) for name in below)
