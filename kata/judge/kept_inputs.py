"""The inputs of a stage's tests, kept from one grade to the next: to draw them takes longer than to judge a submission.

A file in the cache folder holds what was drawn for one stage, as the wire writes values: it is read, and never run. Its
name says what decides the drawing: the course's files, the versions of Python and of the packages, the seed, the
number of inputs. So a file is never out of date, only no longer asked for. One that is damaged is drawn anew.

    file     a digest of the rest, then a message for each test
    message  [id, None for one that draws while it runs, else [[arguments, keywords, choices], ...]]
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kata.course.stages import ROOT
from kata.course.version import course_files, versions
from kata.course.whole_files import write_whole
from kata.data import default_cache
from kata.errors import WireError
from kata.judge.limits import Limits
from kata.learner.examples import Example
from kata.wire.messages import Wire

Inputs = dict[str, list[Example] | None]
"""By the id of a test; None for one that draws them while it runs."""

MOST_FILES = 60
"""Of the course's twelve stages, with five seeds; the oldest go."""
TYPES = {
    f"{each.__module__}.{each.__qualname__}": each
    for each in (bool, int, float, complex, list, tuple, torch.Size, torch.Tensor, np.ndarray)
}
"""Classes that tests are given."""
DIGEST = hashlib.sha256


class Tape:
    """What a wire writes to and reads from in place of a socket."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = BytesIO(data)

    def recv(self, size: int) -> bytes:
        """The next bytes, none at the end."""
        return self.data.read(size)

    def sendall(self, data: bytes) -> None:
        """Write at the end."""
        self.data.write(data)


def kept_inputs(test_file: str, limits: Limits) -> Path | None:
    """The file for the inputs of a stage's own tests; None where nothing can be kept safely.

    Who may write it decides what a submission is asked: the folder belongs to the user, and to no one else.
    """
    folder = default_cache() / "inputs"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        status = folder.stat()
    except OSError:
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    machine = versions() | {"machine": platform.machine()}
    what = json.dumps([test_file, limits.seed, limits.examples, machine, course_files()], sort_keys=True)
    return folder / f"{Path(test_file).stem}-{DIGEST(what.encode()).hexdigest()[:24]}.bin"


def read_inputs(file: Path | None) -> Inputs:
    """What is kept; nothing where there is no such file, or a damaged one."""
    found: Inputs = {}
    with suppress(OSError, EOFError, WireError, TypeError, ValueError, KeyError):
        data = file.read_bytes() if file else b""
        size = DIGEST().digest_size
        if DIGEST(data[size:]).digest() != data[:size]:
            return {}
        wire = Wire(Tape(data[size:]), 1, _export, _adopt)
        while True:
            name, inputs = wire.receive()
            found[name] = None if inputs is None else [Example(*each) for each in inputs]
    return found


def keep_inputs(file: Path | None, inputs: Inputs) -> None:
    """Write them in one step; a test whose inputs have no place in a file is drawn each time."""
    if not file:
        return
    tape = Tape()
    wire = Wire(tape, 0, _export, _adopt)
    for name, examples in inputs.items():
        list(wire.random.take_parts())  # the states of the generators are no part of this
        plain = None if examples is None else [[each.arguments, each.keywords, each.choices] for each in examples]
        with suppress(TypeError, ValueError):
            wire.send([name, plain])
    data = tape.data.getvalue()
    with suppress(OSError):
        write_whole(file, DIGEST(data).digest() + data)
        _forget_the_oldest(file.parent)


def is_own(test: str) -> bool:
    """Whether a test is the course's: what a private one draws may depend on files that nobody knows of."""
    return (ROOT / test.partition("::")[0]).resolve().parent == ROOT / "tests" / "stages"


def _forget_the_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.bin"), key=lambda file: file.stat().st_mtime)
    for file in files[:-MOST_FILES]:
        file.unlink(missing_ok=True)


def _export(value: Any) -> str:
    name = f"{value.__module__}.{value.__qualname__}" if isinstance(value, type) else ""
    if TYPES.get(name) is not value:
        raise TypeError(f"a {type(value).__name__} cannot be kept")
    return name


def _adopt(name: Any) -> Any:
    return TYPES[name]
