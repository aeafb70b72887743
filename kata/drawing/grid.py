"""A small tensor as a grid of coloured squares with its numbers in them, readable in grey and by the colour-blind.

Used by the pictures of the lessons and by the card in a notebook.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

Array = np.ndarray[Any, Any]

INK, PALE = "#1f4e79", "#b0c4d8"
"""A dark and a light blue, which grey keeps apart."""
VALUES, SIZES = "cividis", "Greys"
"""The colours of numbers, and of differences, from small to large: both grow from dark to light, or light to dark."""
MOST_SIDE = 28
MOST_PANELS = 8
WRITTEN_SIDE = 8
"""Larger grids than this are drawn without their numbers."""


@dataclass(frozen=True)
class Panel:
    """One grid (H, W) with a title; `marked` squares (row, column, height, width) get a frame."""

    title: str
    numbers: Array
    colours: str = VALUES
    limits: tuple[float, float] | None = None
    marked: tuple[tuple[float, float, float, float], ...] = ()
    written: bool = True


def as_grid(array: Array) -> Array | None:
    """Numbers of up to three axes as a grid (H, W); channels, the last of three axes, come side by side.

    None for what is empty, too large for a picture, or holds no real numbers.
    """
    if array.dtype.kind not in "fiub" or array.ndim > 3 or array.size == 0:
        return None
    grid = np.atleast_2d(array.astype(np.float64))
    if grid.ndim == 3:
        gap = np.full((grid.shape[0], 1), np.nan)
        parts = [part for channel in range(grid.shape[2]) for part in (grid[:, :, channel], gap)]
        grid = np.hstack(parts[:-1])
    return grid if max(grid.shape) <= MOST_SIDE else None


def limits_of(*grids: Array) -> tuple[float, float]:
    """The smallest and the largest finite number, so that grids side by side mean the same by one colour."""
    numbers = np.concatenate([grid[np.isfinite(grid)] for grid in grids])
    return (float(numbers.min()), float(numbers.max())) if numbers.size else (0.0, 1.0)


def draw_panel(axes: Any, panel: Panel) -> None:
    """Draw a grid into axes of matplotlib."""
    low, high = panel.limits or limits_of(panel.numbers)
    span = high - low or 1.0
    image = axes.imshow(panel.numbers, cmap=panel.colours, vmin=low, vmax=low + span)
    axes.set(xticks=[], yticks=[])
    axes.set_title(panel.title, fontsize=9)
    axes.spines[:].set_visible(False)
    if panel.written and max(panel.numbers.shape) <= WRITTEN_SIDE:
        for (row, column), number in np.ndenumerate(panel.numbers):
            if not math.isnan(number) or panel.numbers.shape[1] == 1:
                light = sum(image.cmap(image.norm(number))[:3]) > 1.5
                axes.text(column, row, short(number), ha="center", va="center", fontsize=8, color="k" if light else "w")
    for row, column, height, width in panel.marked:
        for colour, thick in (("k", 3), ("w", 1)):
            frame = Rectangle((column - 0.5, row - 0.5), width, height, fill=False, lw=thick, ec=colour, zorder=3)
            frame.set_clip_on(False)
            axes.add_patch(frame)


def short(number: float) -> str:
    """A number as it fits into a square."""
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "∞" if number > 0 else "-∞"
    if number == int(number) and abs(number) < 1000:
        return str(int(number))
    return f"{number:.2g}" if abs(number) < 0.01 or abs(number) >= 100 else f"{number:.2f}"


def row_of(panels: Sequence[Panel], height: float = 1.9) -> Figure:
    """A figure with grids side by side, each as wide as it has columns."""
    shapes = [panel.numbers.shape for panel in panels]
    widths = [max(1.2, height * 0.8 * columns / max(rows, columns / 4)) for rows, columns in shapes]
    figure = Figure(figsize=(sum(widths) + 0.2 * len(widths), height), layout="constrained")
    for axes, panel in zip(figure.subplots(1, len(panels), width_ratios=widths, squeeze=False)[0], panels, strict=True):
        draw_panel(axes, panel)
    return figure


def rows_of(rows: Sequence[Sequence[Panel]], size: tuple[float, float]) -> Figure:
    """A figure with rows of grids, all columns as wide as in the first row. size: inches wide and high."""
    widths = [max(2, panel.numbers.shape[1]) for panel in rows[0]]
    figure = Figure(figsize=size, layout="constrained")
    grid = figure.subplots(len(rows), len(widths), width_ratios=widths, squeeze=False)
    for line, panels in zip(grid, rows, strict=True):
        for axes, panel in zip(line, panels, strict=True):
            draw_panel(axes, panel)
    return figure


def to_svg(figure: Figure) -> bytes:
    """A figure as SVG, the same bytes each time."""
    data = io.BytesIO()
    with rc_context({"svg.hashsalt": "kata", "svg.fonttype": "path"}):
        figure.savefig(data, format="svg", metadata={"Date": None})
    return data.getvalue()


def compare(expected: Array, got: Array) -> list[Panel]:
    """Expected, yours and the difference side by side; without the difference where the shapes are not the same."""
    grids = {"expected": as_grid(expected), "yours": as_grid(got)}
    shown = {title: grid for title, grid in grids.items() if grid is not None}
    if not shown:
        return []
    limits = limits_of(*shown.values())
    panels = [Panel(title, grid, limits=limits) for title, grid in shown.items()]
    if len(shown) == 2 and expected.shape == got.shape:
        with np.errstate(all="ignore"):
            difference = shown["yours"] - shown["expected"]
        same = shown["yours"] == shown["expected"]
        panels.append(_difference(np.where(same, 0.0, difference)))
    return panels


def _difference(difference: Array) -> Panel:
    """Light where nothing differs, dark where most does; the largest has a frame."""
    size = np.where(np.isfinite(difference), np.abs(difference), np.inf)
    row, column = np.unravel_index(int(np.nanargmax(size)), size.shape)
    marked = ((float(row), float(column), 1.0, 1.0),) if size[row, column] else ()
    limit = float(np.max(np.abs(difference), initial=0.0, where=np.isfinite(difference))) or 1.0
    return Panel("difference", np.abs(difference), SIZES, (0.0, 1.5 * limit), marked)
