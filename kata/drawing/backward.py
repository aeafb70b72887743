"""The pictures of the stages 08, 09, 11 and 12: where a gradient goes, im2col, and a training."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from matplotlib.figure import Figure

from kata.data import load_digits
from kata.drawing.forward import IMAGE, MAP, separate, winners
from kata.drawing.grid import INK, Panel, limits_of, rows_of

EPOCHS = (0, 1, 3, 8)
"""After how many epochs the kernels are shown."""
DIGITS, HELD_OUT = 2000, 1000


def pooling_backward(stage: Any) -> Figure:
    """Stage 08: the gradient of a window goes to its winner; of those that tie, to the first."""
    inp = MAP.clone()
    inp[0, 0] = 5  # a tie in the first window
    grad = torch.tensor([[6.0, 2.0, 3.0], [4.0, 1.0, 5.0]], dtype=torch.float64)
    back = stage.max_pool_backward(inp[:, :, None], 2, grad[:, :, None])[:, :, 0].numpy()
    limits = limits_of(grad.numpy(), back)
    places = [(float(row), float(column), 1.0, 1.0) for row, column in np.argwhere(back)]
    panels = [
        Panel("forward: the map, its winners", inp.numpy(), marked=winners(inp.numpy())),
        Panel("the gradient that arrives", grad.numpy(), limits=limits),
        Panel("and where it goes", back, limits=limits, marked=tuple(places)),
    ]
    figure = rows_of([panels], (9.6, 2.6))
    separate(figure.axes[0], inp.shape, 2)
    separate(figure.axes[2], inp.shape, 2)
    return figure


def convolution_backward(stage: Any) -> Figure:
    """Stage 09: one number of the gradient pulls at one window, by the kernel; all of them add up."""
    kernel = torch.tensor([[[1.0, -1.0], [0.5, 2.0]]], dtype=torch.float64)
    one, every = torch.zeros(2, 3, 1, dtype=torch.float64), torch.ones(2, 3, 1, dtype=torch.float64)
    one[0, 1] = 1
    rows = []
    for grad, marked in ((one, ((0.0, 1.0, 2.0, 2.0),)), (every, ())):
        to_image, to_kernel = stage.conv_backward(IMAGE, kernel, grad)
        rows.append(
            [
                Panel("image", IMAGE.numpy(), marked=marked),
                Panel("kernel", kernel[0].numpy()),
                Panel("gradient of the output", grad[:, :, 0].numpy(), limits=(0, 1)),
                Panel("gradient of the image", to_image.numpy(), limits=(-2, 4), marked=marked),
                Panel("... of the kernel", to_kernel[0].numpy()),
            ]
        )
    return rows_of(rows, (9.6, 3.8))


def im2col(stage: Any) -> Figure:
    """Stage 11: each window becomes a row."""
    image = torch.arange(1.0, 13.0, dtype=torch.float64).view(3, 4)
    rows = stage.im2col(image[None], (2, 2))[0].numpy()
    limits = limits_of(image.numpy())
    panels = [
        Panel("image (3, 4), and the window at (1, 1)", image.numpy(), limits=limits, marked=((1, 1, 2, 2),)),
        Panel("im2col (6, 4): a row for each window", rows, limits=limits, marked=((4, 0, 1, 4),)),
    ]
    return rows_of([panels], (8.4, 3.2))


def training(stage: Any) -> Figure:
    """Stage 12: kernels and errors, from epoch to epoch, on the digits that the course brings along."""
    digits = load_digits()
    order = torch.randperm(len(digits.labels), generator=torch.Generator().manual_seed(0))[: DIGITS + HELD_OUT]
    images, labels = torch.from_numpy(digits.images).float()[order] / 255, torch.from_numpy(digits.labels)[order]
    model = stage.CNN(torch.Generator().manual_seed(0))
    kernels, wrong = [], []
    for epoch in range(EPOCHS[-1] + 1):
        if epoch:
            stage.train(model, images[:DIGITS], labels[:DIGITS], 1, 0.03, 0.9, 32, epoch)
        wrong.append(100 * (1 - float(stage.accuracy(model, images[DIGITS:], labels[DIGITS:]))))
        kernels.append(next(each for each in model.parameters() if each.dim() == 3).detach().clone())
    return _training(kernels, wrong)


def _training(kernels: list[torch.Tensor], wrong: list[float]) -> Figure:
    """Rows of kernels above the curve of the errors."""
    figure = Figure(figsize=(8.4, 6), layout="constrained")
    areas: Any = figure.subfigures(2, 1, height_ratios=[1.7, 1])
    above, below = areas
    grid = above.subplots(len(EPOCHS), kernels[0].shape[0], squeeze=False)
    limit = float(kernels[-1].abs().max())
    for line, epoch in zip(grid, EPOCHS, strict=True):
        for axes, kernel in zip(line, kernels[epoch], strict=True):
            axes.imshow(kernel.numpy(), cmap="cividis", vmin=-limit, vmax=limit)
            axes.set(xticks=[], yticks=[])
        line[0].set_ylabel(f"epoch {epoch}", fontsize=8)
    above.suptitle("the eight kernels: bright is positive, dark negative", fontsize=9)
    axes = below.subplots()
    axes.plot(range(len(wrong)), wrong, color=INK, marker="o", markersize=4)
    for epoch in EPOCHS:
        axes.annotate(f"{wrong[epoch]:.0f} %", (epoch, wrong[epoch]), (4, 6), textcoords="offset points", fontsize=8)
    axes.set(xlabel="epoch", ylim=(0, 105))
    axes.set_title(f"of {HELD_OUT:,} digits that it has not learned from, read wrong in percent", fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    return figure
