"""Where in a target's code something happened."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """A line of the target's code, and the function that it is in: `forward`, or `ConvolutionalLayer.forward`."""

    file: str
    line: int | None = None
    function: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}, in {self.function}" if self.function else where


def place_of(error: BaseException, folder: Path) -> Place | None:
    """The deepest line of the target's code that the error passed through, if any."""
    if remote := getattr(error, "remote_frames", None):  # in a worker
        file, line, function = remote[-1]
        return Place(f"{folder.name}/{file}", line, function)
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename)
        if file.parent == folder:
            return Place(f"{folder.name}/{file.name}", line, frame.f_code.co_qualname)
    return None
