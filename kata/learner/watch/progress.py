"""What the watch remembers of a target: how each stage's tests ended, by the contents of the files that they ran on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kata.course.source import read_source
from kata.course.stages import ROOT, STAGES
from kata.course.whole_files import write_whole
from kata.data import default_cache
from kata.errors import printable
from kata.learner.watch.results import StageResult

VERSION = 1
MOST_FILES = 500
"""Files of a target that are looked at; what holds more is no folder of stages."""
LARGEST = 10_000_000
"""Bytes of a file that are read."""
SHARED_TESTS = ("tests/strategies.py", "tests/oracles.py", "kata/checks.py")
MODULES = {stage.module for stage in STAGES}

Signature = dict[str, tuple[int, int, int]]


class Progress:
    """The file of a target in the cache. A damaged one is as good as none: `complaint` says so in one line."""

    def __init__(self, folder: Path) -> None:
        name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
        self.folder = folder
        self.file = default_cache() / f"watch-{name}.json"
        self.complaint = ""

    def load(self) -> dict[int, StageResult]:
        """What is remembered, by stage."""
        try:
            text = self.file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            return self._ignored(error)
        try:
            plain = json.loads(text)
            if plain["version"] != VERSION:
                raise ValueError("another version of the kata wrote it")
            results = [StageResult.from_plain(each) for each in plain["stages"]]
        except (ValueError, TypeError, LookupError, RecursionError, AttributeError, OverflowError) as error:
            return self._ignored(error)
        return {each.number: each for each in results}

    def save(self, results: dict[int, StageResult]) -> None:
        """Write it, whole; a cache that cannot be written costs a line."""
        stages = [results[number].to_plain() for number in sorted(results) if results[number].key]
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, json.dumps({"version": VERSION, "stages": stages}).encode())
        except OSError as error:
            self.complaint = f"Progress is not kept: {printable(str(error))}. KATA_CACHE names another folder."

    def _ignored(self, error: Exception) -> dict[int, StageResult]:
        self.complaint = f"Ignored {printable(str(self.file))}, which is damaged: {printable(str(error))[:80]}"
        return {}


def key_of(folder: Path, number: int) -> str:
    """What a stage's verdict depends on, as a hash: its file, those it is built on, helpers, and the course's tests."""
    stage = STAGES[number - 1]
    below = {each.module for each in read_source(folder, stage).below}
    found = hashlib.sha256(_key_of_tests(number).encode())
    for file in files_of(folder):
        if file.parent != folder or file.stem not in MODULES or file.stem in {stage.module, *below}:
            data = _content(file)
            found.update(os.fsencode(file.relative_to(folder)) + b"\0%d\0" % len(data) + data)
    return found.hexdigest()


def files_of(folder: Path) -> Iterator[Path]:
    """The Python files of a target: stages, and modules of the learner's own, also in folders."""
    count = 0
    for pattern in ("*.py", "*/*.py"):
        for file in sorted(folder.glob(pattern)):
            count += 1
            if count <= MOST_FILES:
                yield file


def signature_of(folder: Path) -> Signature:
    """What tells that files of the target were saved, by their paths: times, sizes and numbers."""
    found: Signature = {}
    for file in files_of(folder):
        try:
            status = file.stat()
        except OSError:  # it is gone, or a link to nothing
            continue
        found[str(file)] = status.st_mtime_ns, status.st_size, status.st_ino
    return found


def _content(file: Path) -> bytes:
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(LARGEST)
    except OSError:
        return b""


@cache
def _key_of_tests(number: int) -> str:
    files = [ROOT / name for name in (STAGES[number - 1].test_file, *SHARED_TESTS)]
    return hashlib.sha256(b"\0".join(map(_content, files))).hexdigest()
