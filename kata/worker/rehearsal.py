"""What a template does before it forks workers: it imports a stage of its own, and answers requests about it.

Python adapts its code to what it is run with; torch and the linker look their functions up when they are first called.
A worker lives for one test, and would have to do all of that anew.
"""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kata.course.stages import STAGES
from kata.course.target import TargetFinder
from kata.course.taught import Shortcuts
from kata.course.watchdog import Watchdog
from kata.wire.messages import Wire
from kata.worker.answers import Worker

TIMES = 20
MODULE = STAGES[0].module
STAGE = """
from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import torch


def double(value):
    return value * 2


class Layer:
    def __init__(self, weights: torch.Tensor) -> None:
        self.weights = weights

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        windows = image[:2, :2].reshape(-1) @ self.weights.reshape(-1)[:4]
        return torch.exp(-image).sum(dim=0) + windows.max() + torch.zeros(3).mean() * math.sqrt(2)

    def slider(self, image: torch.Tensor) -> Iterator[tuple[torch.Tensor, int]]:
        for row in range(2):
            yield image[row : row + 2], row
"""


def rehearse() -> None:
    """Answer requests about a stage of our own, in this process, and forget it."""
    ours, theirs = socket.socketpair()
    with ours, theirs, tempfile.TemporaryDirectory() as folder:
        Path(folder, f"{MODULE}.py").write_text(STAGE, encoding="utf-8")
        watchdog = Watchdog(0)
        finder = TargetFinder(Path(folder), watchdog)
        finder.install()
        worker = Worker(theirs, Path(folder), Shortcuts(Path(folder), ()))
        judge = Wire(ours, 0, lambda number: {"object": number}, lambda what: what["object"])
        for _ in range(TIMES):
            _ask_everything(judge, worker)
        finder.uninstall()
        watchdog.close()


def _ask_everything(judge: Wire, worker: Worker) -> None:
    """The usual requests."""

    def ask(*request: Any) -> Any:
        judge.send([[], *request])
        worker._answer(worker.wire.receive())
        _, what, _ = judge.receive()
        return what

    ask("load", MODULE)
    layer, _ = ask("call", MODULE, "Layer", [torch.rand(2, 2)], {})
    for value in (torch.rand(2, 3), np.arange(6.0).reshape(2, 3), [1, 2.5]):
        ask("call", MODULE, "double", [value], {})
    ask("call", MODULE, "double", [1, (None, "too many")], {})  # it raises
    ask("look", layer, "weights")
    ask("set", layer, "weights", torch.rand(2, 2))
    ask("call", layer, "forward", [torch.rand(3, 3)], {})
    items, _ = ask("call", layer, "slider", [torch.rand(3, 3)], {})
    ask("pull", items, 5)
