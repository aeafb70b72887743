"""Reads the digests of a submission's functions in child processes that a hostile text may ruin."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kata.grading.reader import Reader

SECONDS = 20.0
MOST_BYTES = 1 << 20
MOST_FUNCTIONS = 1000
CHILD = "kata.grading.similarity.child"

Digests = dict[str, dict[str, str] | None]
"""For each module the digest of each of its functions by name; None for a file that cannot be read as Python."""


def read_digests(folder: Path, modules: Sequence[str]) -> Digests:
    """The digests of the files of a folder. A text that ends the child costs its own file only."""
    found: Digests = {}
    while waiting := [module for module in modules if module not in found]:
        new = _from_child(folder, waiting)
        found |= new
        if len(new) < len(waiting):
            found[next(module for module in waiting if module not in new)] = None
    return found


def _from_child(folder: Path, modules: Sequence[str]) -> Digests:
    """What one child has told before it ended."""
    with Reader(CHILD, [str(folder), *modules], MOST_BYTES) as reader:
        return digests_in(reader.lines(SECONDS), modules)


def digests_in(lines: Sequence[bytes], modules: Sequence[str]) -> Digests:
    """What a child has told about these modules, up to the first line that no honest one writes."""
    found: Digests = {}
    for module, line in zip(modules, lines, strict=False):
        if (read := _read_line(line, module)) is None:
            break
        found[module] = read[0]
    return found


def _read_line(line: bytes, module: str) -> tuple[dict[str, str] | None] | None:
    """The digests that a line tells of this module; None for a line that no honest child writes."""
    try:
        told: Any = json.loads(line)
        name, functions = told
    except (ValueError, TypeError, RecursionError):
        return None
    if name != module:
        return None
    if not isinstance(functions, dict):
        return (None,)
    return ({name: value for name, value in list(functions.items())[:MOST_FUNCTIONS] if isinstance(value, str)},)
