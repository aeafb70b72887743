"""A folder with a file for each submission's result: what is in it is graded, and need not be graded again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kata.course.whole_files import name_beside, write_whole
from kata.errors import ControlsError

SEED_FILE = "seed"
MOST_BYTES = 64 << 20
LONGEST = 60
HASH = 10
PLAIN = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST - 1}}}")
"""Names of submissions that are names of files too, on every system; Windows keeps some for its devices."""
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
STALE_SECONDS = 3600


def file_name(name: str) -> str:
    """The file of a submission, by its name alone: no two names have the same, also where a system ignores case."""
    hashed = re.search(rf"-[0-9a-f]{{{HASH}}}$", name)
    if PLAIN.fullmatch(name) and not DEVICES.fullmatch(name) and not hashed:
        return f"{name}.json"
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    readable = re.sub(r"[^A-Za-z0-9-]+", "_", letters).strip("_-")[:LONGEST] or "submission"
    return f"{readable}-{_hash(name)[:HASH]}.json"


def shard_of(name: str, shards: int) -> int:
    """Which of the shards, from 1 on, a submission belongs to: every machine says the same, however it writes an é."""
    return int(_hash(unicodedata.normalize("NFC", name)), 16) % shards + 1


class ResultsFolder:
    """The folder, which other graders may be writing to. ControlsError where it cannot be one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _clear(folder)
            beside = name_beside(folder / "result")
            beside.touch()
            beside.unlink()
        except FileExistsError:
            raise ControlsError(f"--results: {folder} is no folder") from None
        except OSError as error:
            raise ControlsError(f"--results: {folder} cannot be written to: {error.strerror}") from error

    def seed(self, wanted: int | None, drawn: int) -> tuple[int, bool]:
        """The seed of the class, and whether another run has chosen it; the first to come chooses, or who insists."""
        file = self.folder / SEED_FILE
        try:
            if wanted is not None:
                write_whole(file, f"{wanted}\n".encode())
                return wanted, False
            _create(file, f"{drawn}\n".encode())
            kept = int(file.read_text(encoding="ascii"))
        except OSError as error:
            raise ControlsError(f"--results: {file} cannot be used: {error.strerror}") from error
        except ValueError:
            raise ControlsError(f"--results: {file} is damaged: delete it, or choose with --seed N") from None
        return kept, kept != drawn

    def read(self, name: str) -> dict[str, Any] | None:
        """A submission's result; None where there is none. ValueError for one that is damaged."""
        file = self.folder / file_name(name)
        try:
            document = _read(file)
        except FileNotFoundError:
            return None
        if document.get("name") != name:
            raise ValueError("it is the result of another submission")
        return document

    def write(self, name: str, text: str) -> None:
        """Keep a submission's result, whole or not at all. OSError where it cannot be written."""
        write_whole(self.folder / file_name(name), text.encode("utf-8"))

    def others(self, names: Iterable[str]) -> list[str]:
        """The names of the submissions with a result here that are not among these."""
        files, found = {file_name(name) for name in names}, []
        for file in sorted(self.folder.glob("*.json")):
            if file.name not in files:
                with suppress(OSError, ValueError):
                    found.append(str(_read(file)["name"]))
        return found


def _read(file: Path) -> dict[str, Any]:
    """ValueError where it is no result."""
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError("it is too large")
    try:
        document = json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(document, dict) or not isinstance(document.get("name"), str):
        raise ValueError("it is no result")
    return document


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def _create(file: Path, data: bytes) -> None:
    """Write a file that is not there yet; of two who try one wins, and nobody sees half of it."""
    beside = name_beside(file)
    try:
        beside.write_bytes(data)
        with suppress(FileExistsError):
            os.link(beside, file)
            return
    except PermissionError:  # a file system without links
        with suppress(FileExistsError), file.open("xb") as opened:
            opened.write(data)
    finally:
        beside.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Delete what a grader left that was killed while it wrote."""
    for left in folder.glob(".*.tmp"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()
