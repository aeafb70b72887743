"""Draws what the layers make of a digit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import torch
from matplotlib.figure import Figure

from kata.network.files import write_figure
from kata.network.reading import CLASSES, KERNELS, Reading

matplotlib.use("Agg")  # a picture in a file, on machines without a screen too
INK = "#1f4e79"


def draw_reading(reading: Reading, file: Path) -> None:
    """Write a picture (its ending says of which kind) of a digit on its way through the network.

    Raises OutputError where that file cannot be written.
    """
    figure = Figure(figsize=(11, 4.4), layout="constrained")
    areas: Any = figure.subfigures(1, 4, width_ratios=[1.5, 2.4, 2.4, 1.9])
    left, first, second, right = areas
    _image(left, "digit", reading.raw)
    _maps(first, "after conv + sigmoid", reading.feature_maps)
    _maps(second, "after max pooling", reading.pooled)
    _bars(right, reading)
    write_figure(figure, file)


def _image(area: Any, title: str, image: torch.Tensor) -> None:
    axes = area.subplots()
    axes.imshow(image.numpy(), cmap="gray_r")
    axes.set_xticks([])
    axes.set_yticks([])
    area.suptitle(f"{title}\n{tuple(image.shape)}", fontsize=10)


def _maps(area: Any, title: str, maps: torch.Tensor) -> None:
    grid = area.subplots(4, KERNELS // 4).flat
    for index, axes in enumerate(grid):
        axes.imshow(maps[:, :, index].numpy(), cmap="viridis")
        axes.set_axis_off()
    area.suptitle(f"{title}\n{tuple(maps.shape)}", fontsize=10)


def _bars(area: Any, reading: Reading) -> None:
    axes = area.subplots()
    colours = [INK if digit == reading.guess else "#b0c4d8" for digit in range(CLASSES)]
    axes.barh(range(CLASSES), reading.probabilities[0].tolist(), color=colours)
    axes.set_yticks(range(CLASSES))
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.spines[["top", "right"]].set_visible(False)
    area.suptitle(f"softmax\nread as {reading.guess}, is {reading.label}", fontsize=10)
