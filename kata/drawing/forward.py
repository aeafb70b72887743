"""The pictures of the stages 02 to 05: windows, pooling, softmax, memory. What they show, a target's stages compute."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import torch
from matplotlib.figure import Figure

from kata.drawing.grid import INK, PALE, Panel, limits_of, rows_of

IMAGE = torch.tensor([[1, 2, 3, 0], [4, 5, 6, 1], [0, 2, 1, 3]], dtype=torch.float64)
ROWS = [[1, 5, 2, 0, 7, 3], [4, 0, 8, 6, 1, 2], [9, 2, 3, 3, 0, 5], [1, 6, 4, 1, 8, 2]]
MAP = torch.tensor(ROWS, dtype=torch.float64)


def windows(stage: Any) -> Figure:
    """Stage 02: three positions of a window; each fills one square of the sums."""
    layer = stage.ConvolutionalLayer(1, (2, 2))
    kernel = torch.tensor([[1.0, 0.0], [0.0, 2.0]], dtype=torch.float64)
    layer.kernels_theta = kernel[None]
    places = [(window.numpy().copy(), int(h), int(w)) for window, h, w in layer.slider(IMAGE)]
    sums = np.full((2, 3), np.nan)
    rows = []
    for number, (window, h, w) in enumerate(places):
        sums[h, w] = (window * kernel.numpy()).sum()
        if number in (0, 1, len(places) - 1):
            rows.append(
                [
                    Panel("image, and where the window is", IMAGE.numpy(), marked=((h, w, 2, 2),)),
                    Panel(f"window at ({h}, {w})", window, limits=limits_of(IMAGE.numpy())),
                    Panel("kernel", kernel.numpy()),
                    Panel("window times kernel, summed", sums.copy(), limits=(0, 14), marked=((h, w, 1, 1),)),
                ]
            )
    return rows_of(rows, (8.4, 5.2))


def pooling(stage: Any) -> Figure:
    """Stage 03: each window of 2 x 2 keeps its largest number."""
    out = stage.MaxPoolLayer(2).forward(MAP[:, :, None])[:, :, 0].numpy()
    limits = limits_of(MAP.numpy())
    panels = [
        Panel("feature map (4, 6), winners framed", MAP.numpy(), limits=limits, marked=winners(MAP.numpy())),
        Panel("pooled (2, 3)", out, limits=limits),
    ]
    figure = rows_of([panels], (7, 3))
    separate(figure.axes[0], MAP.shape, 2)
    return figure


def winners(numbers: Any, size: int = 2) -> tuple[tuple[float, float, float, float], ...]:
    """Where the largest numbers of each window are, those that tie included."""
    found = []
    for row, column in np.ndindex(numbers.shape):
        top, left = row - row % size, column - column % size
        if numbers[row, column] == numbers[top : top + size, left : left + size].max():
            found.append((float(row), float(column), 1.0, 1.0))
    return tuple(found)


def separate(axes: Any, shape: Any, size: int) -> None:
    """White lines between the windows of a pooling."""
    for row in range(size, shape[0], size):
        axes.axhline(row - 0.5, color="w", lw=4, zorder=2)
    for column in range(size, shape[1], size):
        axes.axvline(column - 0.5, color="w", lw=4, zorder=2)


def softmax(stage: Any) -> Figure:
    """Stage 04: a shift changes nothing, a scale makes it sure or unsure."""
    logits = torch.tensor([[1.0, 2.0, 3.0, 0.5]], dtype=torch.float64)
    cases = {"z": logits, "z + 100": logits + 100, "3 z": 3 * logits, "z / 3": logits / 3}
    figure = Figure(figsize=(8.4, 2.6), layout="constrained")
    for axes, (title, case) in zip(figure.subplots(1, 4, sharey=True), cases.items(), strict=True):
        shares = stage.softmax(case)[0].numpy()
        colours = [INK if each == shares.max() else PALE for each in shares]
        hatches = ["" if each == shares.max() else "///" for each in shares]
        bars = axes.bar(range(4), shares, color=colours, hatch=hatches, edgecolor="white")
        axes.bar_label(bars, [f"{each:.2f}" for each in shares], fontsize=8)
        numbers = ", ".join(f"{each:.3g}" for each in case[0].tolist())
        axes.set_title(f"softmax of {title}\n({numbers})", fontsize=9)
        axes.set(ylim=(0, 1.1), xticks=range(4))
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=8)
    figure.supxlabel("class", fontsize=8)
    return figure


def storage(stage: Any) -> Figure:
    """Stage 05: one storage, read row by row through two views of it."""
    tensor = torch.arange(6).view(2, 3)
    views = {"t": tensor, "transposed(t)": stage.transposed(tensor), "to_contiguous(transposed(t))": None}
    views["to_contiguous(transposed(t))"] = stage.to_contiguous(views["transposed(t)"])
    figure = Figure(figsize=(8.4, 5.4), layout="constrained")
    grid = figure.subplots(3, 2, width_ratios=[1, 2.6])
    for (left, right), (name, view) in zip(grid, views.items(), strict=True):
        assert view is not None
        _view(left, name, view)
        _strip(right, stage, view)
    return figure


def _view(axes: Any, name: str, view: torch.Tensor) -> None:
    axes.imshow(view.numpy(), cmap="cividis", vmin=0, vmax=5)
    for row, column in np.ndindex(tuple(view.shape)):
        number = int(view[row, column])
        axes.text(column, row, number, ha="center", va="center", color="w" if number < 3 else "k")
    axes.set_title(f"{name}\nshape {tuple(view.shape)}, strides {view.stride()}", fontsize=9)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _strip(axes: Any, stage: Any, view: torch.Tensor) -> None:
    """The storage as a strip, with an arc from each element to the next, row by row."""
    memory = torch.as_strided(view, (6,), (1,), 0).numpy()
    axes.imshow(memory[None], cmap="cividis", vmin=0, vmax=5, aspect="equal")
    for place, number in enumerate(memory):
        axes.text(place, 0, int(number), ha="center", va="center", color="w" if number < 3 else "k")
    order = [stage.element_offset(index, view.stride(), 0) for index in np.ndindex(tuple(view.shape))]
    for start, end in itertools.pairwise(order):
        bend = -0.45 if end > start else -0.3
        style = {"arrowstyle": "->", "connectionstyle": f"arc3,rad={bend}", "color": INK, "lw": 1.3}
        side = -0.5 if end > start else 0.5
        axes.annotate("", (end, side), (start, side), arrowprops={**style, "linestyle": "-" if end > start else "--"})
    steps = ", ".join(f"{end - start:+d}" for start, end in itertools.pairwise(order))
    axes.set_title(f"its storage; steps from one element to the next: {steps}", fontsize=9)
    axes.set(xticks=[], yticks=[], xlim=(-0.7, 5.7), ylim=(1.7, -1.7))
    axes.spines[:].set_visible(False)
