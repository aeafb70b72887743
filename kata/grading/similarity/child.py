"""`python -m kata.grading.similarity.child FOLDER STAGE...`: the digests of the stages' functions, a line of JSON each.

It reads what a submission brought, so it may be ended at any moment, and takes from itself first what it does not need.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from kata.course.syntax import LARGEST, normalise
from kata.errors import SourceError
from kata.grading.confined import confine


def digests(file: Path) -> dict[str, str] | None:
    """The digests of a file's functions; None where it cannot be read as Python."""
    try:
        with file.open("rb") as opened:
            return normalise(opened.read(LARGEST + 1))
    except (OSError, SourceError):
        return None


if __name__ == "__main__":
    confine()
    for module in sys.argv[2:]:
        line = json.dumps([module, digests(Path(sys.argv[1], f"{module}.py"))])
        os.write(1, line.encode("ascii") + b"\n")
