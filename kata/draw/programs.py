"""Runs a digit through a target's stages 02, 03 and 04; a stub is answered by the solution, where there is one.

image (28, 28) --02--> maps (24, 24, 8) --03--> pooled (12, 12, 8) --04--> probabilities (1, 10)
"""

from __future__ import annotations

import base64
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import torch

from kata.course.places import place_of
from kata.course.stages import ROOT, STAGES
from kata.course.states import is_stub
from kata.course.target import stages_of
from kata.course.text import message_of, shorten, told
from kata.course.watchdog import Hang, Watchdog
from kata.draw.weights import Weights
from kata.errors import StageImportError
from kata.learner.tutor.bank import read_bank, read_solution
from kata.learner.tutor.programs import make_module

STEPS = {2: "maps", 3: "pooled", 4: "probabilities"}
LAYERS = {2: "ConvolutionalLayer", 3: "MaxPoolLayer", 4: "AffineAndSoftmaxLayer"}
MOST = (32, 32, 16)
"""The largest maps that the page draws: right ones are (24, 24, 8), and padded ones a little larger."""


@dataclass
class Answer:
    """What came of a digit.

    numbers: shape and base64 of each step that was reached. whose: whose code it was, by stage. trouble: why the next
    step was not reached, a sentence.
    """

    numbers: dict[str, Any] = field(default_factory=dict)
    whose: dict[int, str] = field(default_factory=dict)
    trouble: str = ""


class Programs:
    """A target's program, and the same with a misconception in it, for one state of the target's files."""

    def __init__(self, folder: Path, weights: Weights, watchdog: Watchdog) -> None:
        self.folder, self.weights, self.watchdog = folder, weights, watchdog
        self.stamp = stamp_of(folder)
        self.stubs: set[int] = set()
        self._layers: dict[tuple[int, str], Any] = {}
        self._stack = ExitStack()
        self._stages: dict[int, Any] = {}
        with suppress(Hang), watchdog.limit():  # a file that hangs is a broken stage, which says so when it is used
            self._stages = self._stack.enter_context(stages_of(folder, STEPS))

    def close(self) -> None:
        """Forget the target's modules."""
        self._stack.close()
        for name, module in list(sys.modules.items()):
            if Path(getattr(module, "__file__", None) or "").parent == self.folder:
                del sys.modules[name]

    def read(self, image: torch.Tensor, wrong: str = "") -> Answer:
        """One forward pass. image: (28, 28) float32. wrong: the id of a misconception that replaces a stage."""
        answer, value = Answer(), image
        for number, step in STEPS.items():
            try:
                with self.watchdog.limit():
                    value = self._step(number, value, wrong, answer)
                answer.numbers[step] = {"shape": list(value.shape), "numbers": _packed(value)}
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # SystemExit and Hang too
                answer.trouble = told(self._sentence(error, number, answer), 400)
                break
        return answer

    def _step(self, number: int, value: torch.Tensor, wrong: str, answer: Answer) -> torch.Tensor:
        """What a stage makes of it; each gets a copy, so that nobody writes into what is shown."""
        wrong = wrong if wrong.startswith(STAGES[number - 1].module) else ""
        if not wrong and number not in self.stubs:
            answer.whose[number] = self.folder.name
            try:
                return checked(number, self._layer(number, "").forward(value.clone()))
            except NotImplementedError as error:
                if not is_stub(error) or not _solution(number).is_file():
                    raise
                self.stubs.add(number)
        answer.whose[number] = "misconception" if wrong else "solutions"
        return checked(number, self._layer(number, wrong or "solution").forward(value.clone()))

    def _layer(self, number: int, program: str) -> Any:
        """A layer with the parameters in it, made once. program: nothing for the target's own, or whose it is."""
        if (number, program) not in self._layers:
            if not program and not self._stages:
                raise Hang(self.watchdog.seconds)
            module = made_of(number, program) if program else self._stages[number]
            self._layers[number, program] = _made(number, getattr(module, LAYERS[number]), self.weights)
        return self._layers[number, program]

    def _sentence(self, error: BaseException, number: int, answer: Answer) -> str:
        """What went wrong, for people."""
        where = place_of(error, self.folder) or f"stage {number:02}"
        if answer.whose.get(number) == "misconception":
            where = f"stage {number:02}, with the mistake in it"
        if isinstance(error, StageImportError):
            return f"stage {number:02} does not import: {error.reason}"
        if isinstance(error, NotImplementedError) and is_stub(error):
            return f"{shorten(str(error))} is still to do"
        if isinstance(error, Unfit | Hang):
            return f"{where}: {error}"
        return f"{where}: {shorten(message_of(error), 200)}"


class Unfit(Exception):
    """A layer gave something that cannot be drawn: a sentence."""


def stamp_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of the folder is saved."""
    found = [(file.name, file.stat()) for file in sorted(folder.glob("*.py")) if file.is_file()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def made_of(number: int, program: str) -> ModuleType:
    """A stage's module: the solution, and a misconception appended to it where `program` is the id of one."""
    stage = STAGES[number - 1]
    parts = [read_solution(ROOT, stage)]
    name = program.partition("/")[2]
    parts += [each.code for each in read_bank(ROOT, stage) if each.name == name]
    return make_module(stage.module, parts)


def checked(number: int, value: Any) -> torch.Tensor:
    """The value as a tensor of real numbers with as many axes as the step has. Raises Unfit."""
    name = f"{LAYERS[number]}.forward"
    if not isinstance(value, torch.Tensor):
        raise Unfit(f"{name} gave {'nothing' if value is None else f'a {type(value).__name__}'}, and not a tensor")
    if value.is_complex() or value.layout != torch.strided:
        raise Unfit(f"{name} gave no plain tensor of real numbers")
    shape = tuple(value.shape)
    fits = shape == (1, 10) if number == 4 else len(shape) == 3 and all(map(int.__le__, shape, MOST)) and all(shape)
    if not fits:
        wanted = {2: (24, 24, 8), 3: (12, 12, 8), 4: (1, 10)}[number]
        raise Unfit(f"{name} gave the shape {shape}, and this digit should give {wanted}")
    return value.detach()


def _made(number: int, layer: Any, weights: Weights) -> Any:
    if number == 2:
        made = layer(8, (5, 5))
        made.kernels_theta = weights.kernels.clone()
    elif number == 3:
        made = layer(2)
    else:
        made = layer((12, 12, 8, 10))
        made.w, made.b = weights.w.clone(), weights.b.clone()
    return made


def _packed(value: torch.Tensor) -> str:
    """The numbers one after the other, little-endian float32 in base64: NaN and infinity too, which JSON has not."""
    return base64.b64encode(value.to(torch.float32).contiguous().numpy().astype("<f4").tobytes()).decode("ascii")


def _solution(number: int) -> Path:
    return ROOT / "solutions" / f"{STAGES[number - 1].module}.py"
