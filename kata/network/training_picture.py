"""Draws what a training did: its curves, the kernels before and after, who was taken for whom, and what was misread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from matplotlib.figure import Figure

from kata.network.files import write_figure
from kata.network.picture import INK
from kata.network.training import Trained

MISREAD_SHOWN = 24


def draw_training(trained: Trained, folder: Path) -> list[Path]:
    """Write the pictures into a folder; returns their files, in the order in which they tell the story.

    Raises OutputError where one cannot be written.
    """
    pictures = {
        "curves.png": _curves(trained),
        "kernels.png": _kernels(trained),
        "confusion.png": _confusion(trained),
        "misread.png": _misread(trained),
    }
    files = []
    for name, figure in pictures.items():
        if figure is not None:
            files.append(folder / name)
            write_figure(figure, files[-1])
    return files


def _curves(trained: Trained) -> Figure:
    """The loss of each batch and each epoch, and the accuracy after each epoch."""
    progress = trained.progress
    batches, epochs = len(progress.batch_losses), len(progress.losses)
    ends = [batches * (number + 1) / epochs for number in range(epochs)]
    figure = Figure(figsize=(10, 4), layout="constrained")
    loss, accuracy = figure.subplots(1, 2)
    loss.plot(range(1, batches + 1), progress.batch_losses, color="#b0c4d8", linewidth=0.6, label="one batch")
    loss.plot(ends, progress.losses, color=INK, marker="o", markersize=3, label="mean of an epoch")
    loss.set(title="loss", xlabel="batch", ylim=(0, None))
    loss.legend()
    accuracy.plot(range(1, epochs + 1), progress.accuracies, color=INK, marker="o", markersize=3)
    accuracy.set(title=f"accuracy on {len(trained.held_out)} held-out digits", xlabel="epoch")
    accuracy.grid(alpha=0.3)
    return figure


def _kernels(trained: Trained) -> Figure | None:
    """Each kernel before (above) and after the training; None where no parameter is a stack of kernels (F, KH, KW)."""
    pairs = zip(trained.parameters_before, trained.parameters, strict=True)
    stacks = [pair for pair in pairs if pair[0].dim() == 3]
    if not stacks:
        return None
    count = len(stacks[0][0])
    figure = Figure(figsize=(1.2 * count, 3), layout="constrained")
    grid = figure.subplots(2, count, squeeze=False)
    for row, (title, kernels) in enumerate(zip(("before", "after"), stacks[0], strict=True)):
        limit = float(kernels.abs().max())
        for axes, kernel in zip(grid[row], kernels, strict=True):
            axes.imshow(kernel.numpy(), cmap="RdBu", vmin=-limit, vmax=limit)
            axes.set_xticks([])
            axes.set_yticks([])
        grid[row][0].set_ylabel(f"{title}\n±{limit:.2f}")
    figure.suptitle("kernels: blue is positive, red negative", fontsize=10)
    return figure


def _confusion(trained: Trained) -> Figure:
    figure = Figure(figsize=(6, 5.4), layout="constrained")
    axes: Any = figure.subplots()
    predicted = trained.logits.argmax(dim=1)
    # Imported here: it takes a second, and arguments that are refused draw nothing.
    from sklearn.metrics import ConfusionMatrixDisplay  # type: ignore[import-untyped]

    ConfusionMatrixDisplay.from_predictions(
        trained.held_out.labels.numpy(),
        predicted.numpy(),
        labels=list(range(10)),
        cmap="Blues",
        ax=axes,
        colorbar=False,
    )
    axes.set_title(f"{trained.accuracy:.1%} of {len(predicted)} held-out digits read right")
    return figure


def _misread(trained: Trained) -> Figure:
    """Digits that were misread, the surest mistakes first, with what the network thought."""
    sure, predicted = torch.softmax(trained.logits, dim=1).max(dim=1)
    labels = trained.held_out.labels
    wrong = (predicted != labels).nonzero().flatten()
    wrong = wrong[sure[wrong].argsort(descending=True)]
    figure = Figure(figsize=(10, 5.6), layout="constrained")
    for axes in figure.subplots(3, MISREAD_SHOWN // 3).flat:
        axes.set_axis_off()
    for axes, index in zip(figure.axes, wrong[:MISREAD_SHOWN].tolist(), strict=False):
        axes.imshow(trained.held_out.images[index].numpy(), cmap="gray_r")
        axes.set_title(f"{int(labels[index])} read as {int(predicted[index])}\n{sure[index]:.0%} sure", fontsize=9)
    figure.suptitle(f"{len(wrong)} of {len(labels)} held-out digits misread, the surest mistakes first", fontsize=10)
    return figure
