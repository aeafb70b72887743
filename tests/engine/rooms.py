"""`python -m tests.engine.rooms`: draws the rooms of `kata/` and which of them uses which, into CONTRIBUTING.md.

An arrow is an import that is in the code. One that other arrows imply is left out, so that the picture can be read.
"""

from __future__ import annotations

import re
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
BLOCK = re.compile(r"```mermaid\n.*?```", re.DOTALL)


def uses() -> dict[str, set[str]]:
    """The rooms and files right below `kata/`, and what each of them imports."""
    graph = grimp.build_graph("kata", cache_dir=None)
    rooms = sorted(name for name in graph.find_children("kata") if name != "kata.__main__")
    found: dict[str, set[str]] = {}
    for room in rooms:
        others = [each for each in rooms if each != room]
        found[room] = {
            each for each in others if graph.direct_import_exists(importer=room, imported=each, as_packages=True)
        }
    return found


def picture() -> str:
    """The rooms as a Mermaid diagram, which GitHub and editors draw."""
    found = uses()
    lines = ["```mermaid", "flowchart TD"]
    for room, used in found.items():
        implied = {below for each in used for below in _reached(found, each)}
        lines += [f"    {_short(room)} --> {_short(each)}" for each in sorted(used - implied)]
    return "\n".join([*lines, "```"])


def _reached(found: dict[str, set[str]], room: str) -> set[str]:
    """All that a room uses, directly or through others."""
    return found[room] | {below for each in found[room] for below in _reached(found, each)}


def _short(room: str) -> str:
    return room.removeprefix("kata.")


if __name__ == "__main__":
    PAGE.write_text(BLOCK.sub(picture(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
