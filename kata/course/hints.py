"""The three hints of each function: a question, a concept, a step. They live in `hints/`, here, away from the stubs."""

from __future__ import annotations

import tomllib
from pathlib import Path

from kata.course.stages import STAGES, Stage
from kata.errors import HintError

FOLDER = Path(__file__).parent / "hints"


def hints_of(stage: Stage) -> dict[str, list[str]]:
    """The hints of a stage by function, such as `sigmoid` or `ConvolutionalLayer.forward`."""
    with (FOLDER / f"{stage.module}.toml").open("rb") as file:
        return tomllib.load(file)


def find_hint(number: int, name: str, level: int) -> str:
    """One hint, level 1 to 3. A method may be named without its class.

    Raises HintError, which lists what there is, when there is no such stage, function or level.
    """
    stage = next((each for each in STAGES if each.number == number), None)
    if stage is None:
        raise HintError(f"there is no stage {number}: choose one of {', '.join(str(each.number) for each in STAGES)}")
    hints = hints_of(stage)
    found = [key for key in hints if name in (key, key.rpartition(".")[2])]
    if not found:
        raise HintError(f"stage {number} has no function {name!r}: choose one of {', '.join(hints)}")
    if not 1 <= level <= len(hints[found[0]]):
        raise HintError(f"there is no hint {level} for {found[0]}: choose 1 to {len(hints[found[0]])}")
    return hints[found[0]][level - 1]
