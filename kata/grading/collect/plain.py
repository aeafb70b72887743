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
    folders = {each for each in parts if tree.is_folder(each) and not each.startswith(".")}
    if _is_one_student(parts, folders):
        return Recognised("one student", (Handed((Person(name=name),), tree, source="folder"),))
    if _are_sections([parts[each] for each in folders]):
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


def _is_one_student(parts: dict[str, Tree], folders: set[str]) -> bool:
    """Whether stages lie at the top, each packed or not, and not just one beside the work of several students."""
    if "exercises" in folders:
        return True
    stages = {each for each in parts if stage_name(each) or stage_name(f"{PurePath(each).stem}.py")}
    others = {each for each in folders if _holds_stages(parts[each])} - OF_THE_COURSE
    others |= {each for each in parts if each.lower().endswith(ENDINGS)} - stages
    return bool(stages) and (len(others) < 2 or len(others) <= len(stages))


def _holds_stages(tree: Tree) -> bool:
    return any(stage_name(file.name) for file in tree.files)


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


def _are_sections(folders: list[Tree]) -> bool:
    return all(map(_is_section, folders)) and any(len(_workers(each)) > 1 for each in folders)


def _is_section(tree: Tree) -> bool:
    below = {file.path[0] for file in tree.files if stage_name(file.name)}
    return bool(below) and not below & OF_THE_COURSE and not any(stage_name(name) for name in below)
