"""Writes a file so that it is there whole or not at all: what was there before stays until the new one is complete."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def write_whole(file: Path, data: bytes) -> None:
    """Write beside the file, and put that in its place in one step; a link stays one. OSError where that fails."""
    beside = name_beside(file)
    try:
        with beside.open("xb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(beside, file.resolve())
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def name_beside(file: Path) -> Path:
    """A new name in the folder of a file, or of what a link leads to."""
    return file.resolve().with_name(f".{uuid4().hex}.tmp")
