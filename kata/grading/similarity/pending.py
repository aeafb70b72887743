"""The functions of a submission beside those of the solutions, found out while its tests run: a fact for its result.

One child reads all files that are not word for word the course's own, and nobody waits for it: what it has not read
when the tests are done counts as not read.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from kata.course.stages import Stage
from kata.errors import ControlsError
from kata.grading.points import Likeness
from kata.grading.reader import Reader
from kata.grading.similarity.children import CHILD, MOST_BYTES, Digests, digests_in
from kata.grading.similarity.compare import Known, compared, known_course

SECONDS = 3.0
"""That may still be waited for when the tests are done: those of stubs are done at once."""


class Pending:
    """folder: with the copies of the submission's files; hashes: theirs, by their paths."""

    def __init__(self, folder: Path, hashes: Mapping[str, str], stages: Sequence[Stage]) -> None:
        files = [(known, hashes.get(f"{known.stage.module}.py")) for known in _course() if known.stage in stages]
        self.known = [(known, known.texts.get(text)) for known, text in files if text]
        self.modules = [known.stage.module for known, digests in self.known if digests is None]
        self.reader: Reader | None = None
        with suppress(OSError):
            if self.modules:
                self.reader = Reader(CHILD, [str(folder), *self.modules], MOST_BYTES)

    def found(self) -> dict[Stage, Likeness]:
        """What is known by now of the stages that there are."""
        read: Digests = digests_in(self.reader.lines(SECONDS), self.modules) if self.reader else {}
        found = {}
        for known, digests in self.known:
            each = compared(known, read.get(known.stage.module) if digests is None else digests)
            counts = len(known.solved), len(each.written), len(each.same), len(each.long)
            found[known.stage] = Likeness(each.readable, *counts)
        return found

    def close(self) -> None:
        """End the child."""
        if self.reader:
            self.reader.close()
            self.reader = None


@functools.cache
def _course() -> tuple[Known, ...]:
    """What the course has; nothing in a copy without solutions."""
    try:
        return tuple(known_course())
    except ControlsError:
        return ()
