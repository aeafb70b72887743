"""The untrusted side: imports the stages of a submission, and answers the judge's requests.

A request is `[operation, target, name, arguments, keywords]`. The target is a stage's module, by name, or an object
that an earlier answer spoke of, by number. An answer is `["value", ...]` or `["raised", ...]`.
"""

from __future__ import annotations

import importlib
import operator
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import FunctionType
from typing import Any

import torch

from kata.course.target import MODULES, TargetFinder
from kata.course.taught import Shortcuts
from kata.course.text import message_of
from kata.course.watchdog import Watchdog
from kata.errors import StageImportError
from kata.wire.messages import Wire, flatten, looks

FRAMES = 20
NOTE = " (a submission reads its own folder, writes temporary files, and starts no processes and connections)"
OUT_OF_MEMORY = "it needs more memory than a test may use: "
USES: dict[str, Callable[..., Any]] = {
    **{name: getattr(operator, name) for name in ("index", "getitem", "contains")},
    **{each.__name__: each for each in (len, iter, bool, float, int, str, repr)},
}
"""What may be done with an object beside calling it and looking at it."""


class Worker:
    """The state of a worker: the objects that the judge has heard of, by number."""

    def __init__(self, connection: socket.socket, folder: Path, shortcuts: Shortcuts) -> None:
        self.folder = folder
        self.objects: dict[int, Any] = {}
        self.classes: dict[type, int] = {}
        self.next = 0
        self.shortcuts = shortcuts
        self.wire = Wire(connection, 1, self._export, self._adopt)

    def run(self) -> None:
        """Answer until the judge hangs up."""
        with suppress(EOFError, ConnectionError):
            while True:
                self._answer(self.wire.receive())

    def _answer(self, request: list[Any]) -> None:
        gone, operation, target, *rest = request
        for number in gone:
            self.objects.pop(number, None)
        try:
            answer = ["value", getattr(self, f"_do_{operation}")(self._target(target), *rest)]
        except BaseException as error:  # SystemExit, KeyboardInterrupt and EOFError too: they are the submission's
            answer = ["raised", self._describe(error)]
        _flush()
        try:
            self.wire.send([*answer, self._noticed()])
        except (TypeError, ValueError) as error:  # the value cannot be sent
            self.wire.send(["raised", self._describe(error), self._noticed()])

    def _noticed(self) -> list[Any]:
        """The forbidden calls since the last answer: the function, and the learner's lines that led to it."""
        return [[each.shown, self._frames(each)] for each in self.shortcuts.take()]

    def _target(self, target: str | int) -> Any:
        if isinstance(target, int):
            return self.objects[target]
        if target not in MODULES:
            raise ImportError(f"{target} is no stage")
        return importlib.import_module(target)

    def _do_load(self, target: Any) -> None:
        """The target has been imported; a test begins with the usual dtype, as it does in a learner's pytest."""
        torch.set_default_dtype(torch.float32)

    def _do_look(self, target: Any, name: str) -> list[Any]:
        """What an attribute is: [whether it can be called, whether by all objects of the class, else its value]."""
        value = getattr(target, name)
        if not callable(value):
            return [False, False, value]
        return [True, isinstance(getattr(type(target), name, None), FunctionType), None]

    def _do_call(self, target: Any, name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """The value, and which of the arguments look different now: their numbers are seen to by the wire."""
        tensors = flatten(arguments)
        before = list(map(_looks, tensors))
        value = getattr(target, name)(*arguments, **keywords)
        return [value, [[place, each] for place, each in enumerate(tensors) if _looks(each) != before[place]]]

    def _do_set(self, target: Any, name: str, value: Any) -> None:
        setattr(target, name, value)

    def _do_use(self, target: Any, name: str, arguments: list[Any]) -> Any:
        return USES[name](target, *arguments)

    def _do_pull(self, target: Iterator[Any], count: int) -> list[Any]:
        """The next `count` items, or fewer where they end."""
        return list(islice(target, count))

    def _export(self, value: Any) -> dict[str, Any]:
        """Describe an object that stays here."""
        self.next += 1
        self.objects[self.next] = value
        kind = type(value)
        number = self.classes.setdefault(kind, len(self.classes))
        traits = {"iterator": hasattr(kind, "__next__"), "sized": hasattr(kind, "__len__")}
        return {"object": self.next, "class": number, "name": kind.__name__, **traits}

    def _adopt(self, what: dict[str, Any]) -> Any:
        return self.objects[what["object"]]

    def _describe(self, error: BaseException) -> dict[str, Any]:
        """All that the judge is told about an exception."""
        if isinstance(error, StageImportError):
            note = NOTE if "PermissionError" in error.reason else ""
            return {"import": [error.module, error.reason + note, error.hangs]}
        name, _, message = message_of(error).partition(": ")
        if isinstance(error, MemoryError) or "allocate memory" in message:
            message = f"{OUT_OF_MEMORY}{message}"
        return {
            "name": name,
            "bases": [each.__name__ for each in type(error).__mro__],
            "message": message[:2000] + (NOTE if isinstance(error, PermissionError) else ""),
            "frames": self._frames(error),
        }

    def _frames(self, error: BaseException) -> list[list[Any]]:
        """The lines of the submission that an error passed through: file, number and function."""
        steps = [
            [Path(frame.f_code.co_filename).name, line, frame.f_code.co_qualname]
            for frame, line in traceback.walk_tb(error.__traceback__)
            if Path(frame.f_code.co_filename).parent == self.folder
        ]
        return steps[-FRAMES:]


def find_stages_in(folder: Path) -> None:
    """From now on, `import stage02_conv_slider` is the submission's."""
    TargetFinder(folder, Watchdog(0)).install()


def _looks(value: Any) -> Any:
    """What can be seen of a tensor beside its numbers."""
    return (value.requires_grad, looks(value)) if isinstance(value, torch.Tensor) else None


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
