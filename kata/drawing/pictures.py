"""All pictures of the lessons, drawn from a target's stages: `python -m kata pictures DIR`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from kata.course.target import attempt, stages_of
from kata.course.whole_files import write_whole
from kata.drawing import backward, forward
from kata.drawing.grid import to_svg
from kata.errors import OutputError


@dataclass(frozen=True)
class Picture:
    """A picture of a stage. alt: what it shows, for those who do not see it."""

    stage: int
    name: str
    alt: str
    draw: Callable[[Any], Figure]

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"stage{self.stage:02}-{self.name}.svg"


PICTURES = (
    Picture(
        2,
        "windows",
        "A window of 2 by 2 at its first, second and last place on an image of 3 by 4. At each place its four numbers "
        "are multiplied by the kernel's, and their sum fills one square of a grid of 2 by 3.",
        forward.windows,
    ),
    Picture(
        3,
        "winners",
        "A map of 4 by 6 in six windows of 2 by 2. The largest number of each window has a frame, and is what the "
        "pooled map of 2 by 3 keeps.",
        forward.pooling,
    ),
    Picture(
        4,
        "shift-and-scale",
        "Softmax of the same four logits, of the logits plus 100, times 3 and divided by 3. The shift changes "
        "nothing; the larger scale makes the largest share larger, the smaller scale makes the shares alike.",
        forward.softmax,
    ),
    Picture(
        5,
        "storage",
        "A tensor of 2 by 3, its transposed view and a contiguous copy of that, each beside its storage. Read row by "
        "row, the tensor and the copy go one step at a time through their storage; the view jumps three forward and "
        "two or more back.",
        forward.storage,
    ),
    Picture(
        8,
        "where-the-gradient-goes",
        "Each number of a gradient of 2 by 3 goes to the winner of its window in a map of 4 by 6, and the other "
        "places get 0. In the window with a tie the first of the two gets all of it.",
        backward.pooling_backward,
    ),
    Picture(
        9,
        "where-the-gradient-goes",
        "Above: a single 1 in the gradient of the output gives the image's gradient the kernel, at the window's place, "
        "and the kernel's gradient the window. Below: with ones everywhere all of these are added up.",
        backward.convolution_backward,
    ),
    Picture(
        11,
        "im2col",
        "An image of 3 by 4 beside the matrix of its six windows of 2 by 2, each a row of four numbers. The window at "
        "row 1, column 1 and its row have a frame.",
        backward.im2col,
    ),
    Picture(
        12,
        "training",
        "Eight kernels of 5 by 5 before the training and after 1, 3 and 8 epochs: noise becomes strokes and edges. "
        "Below, the share of unseen digits read wrong falls steeply in the first epoch, then slowly.",
        backward.training,
    ),
)


def draw_pictures(target: Path, into: Path) -> list[Path]:
    """Draw all pictures from the target's stages into a folder, as SVG; returns their files.

    Raises TargetError for a stage that is not solved, OutputError where a file cannot be written.
    """
    numbers = sorted({each.stage for each in PICTURES})
    try:
        into.mkdir(parents=True, exist_ok=True)
        with stages_of(target.resolve(), numbers) as stages:
            return [_draw(each, stages, target.resolve(), into) for each in PICTURES]
    except OSError as error:
        raise OutputError(f"{into}: {error.strerror}") from error


def pictures_of(number: int) -> Sequence[Picture]:
    """The pictures of a stage."""
    return [each for each in PICTURES if each.stage == number]


def _draw(picture: Picture, stages: dict[int, Any], folder: Path, into: Path) -> Path:
    figure = attempt(folder, picture.stage, lambda: picture.draw(stages[picture.stage]))
    file = into / picture.file
    write_whole(file, to_svg(figure))
    return file
