"""The process in which a target's code runs: a line of JSON in, a line of JSON out, until its input ends.

    python -m kata.draw.child

The first line says whose code and which parameters: {"folder", "weights", "seconds"}. Each further one is a request,
{"image": 784 numbers, "wrong": id}, and its answer. What the target prints goes nowhere: standard output is the wire.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TextIO

import torch

from kata.course.watchdog import Watchdog
from kata.draw.programs import Programs, stamp_of
from kata.draw.weights import Weights
from kata.network.training import BRIGHTNESS


def main() -> None:
    """Answer until the input ends."""
    requests, answers = _take_streams()
    torch.set_num_threads(1)
    first = json.loads(requests.readline())
    folder, weights = Path(first["folder"]), Weights.from_text(first["weights"])
    watchdog = Watchdog(first["seconds"])
    programs: Programs | None = None
    _write(answers, {"ready": True})
    for line in requests:
        request = json.loads(line)
        if not programs or programs.stamp != stamp_of(folder):
            if programs:
                programs.close()
            programs = Programs(folder, weights, watchdog)
        image = torch.tensor(request["image"], dtype=torch.float32).view(28, 28) / BRIGHTNESS
        _write(answers, vars(programs.read(image, request["wrong"])))


def _take_streams() -> tuple[TextIO, TextIO]:
    """Standard input and output for requests and answers alone: a target reads nothing there, and prints nowhere."""
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return os.fdopen(requests, encoding="utf-8"), os.fdopen(answers, "w", encoding="utf-8")


def _write(answers: TextIO, value: object) -> None:
    answers.write(json.dumps(value, allow_nan=False) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
