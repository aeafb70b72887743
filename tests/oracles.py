"""References for the stage tests: plain loops that can be checked by reading. They never use the solutions."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch


def positions(size: int, kernel_size: int, padding: int = 0, stride: int = 1) -> int:
    """Count the places of a window by trying each start, from the first padded pixel to the last."""
    return sum(1 for start in range(-padding, size + padding, stride) if start + kernel_size <= size + padding)


def sigmoid(number: float) -> float:
    """1 / (1 + exp(-x)), written so that neither branch overflows."""
    return 1 / (1 + math.exp(-number)) if number >= 0 else math.exp(number) / (1 + math.exp(number))


def sigmoids(values: torch.Tensor) -> torch.Tensor:
    """The sigmoid of each number, one by one; shape and dtype of `values`."""
    flat = [sigmoid(number) for number in values.flatten().tolist()]
    return torch.tensor(flat, dtype=values.dtype).view(values.shape)


def window_sums(image: torch.Tensor, kernels: torch.Tensor) -> torch.Tensor:
    """(H, W) and (F, KH, KW) -> (OH, OW, F): the sum of each window times each kernel, number by number."""
    pixels, weights = image.tolist(), kernels.tolist()
    (height, width), (_, kernel_height, kernel_width) = image.shape, kernels.shape
    return torch.tensor(
        [
            [
                [
                    math.fsum(
                        pixels[h + i][w + j] * kernel[i][j] for i in range(kernel_height) for j in range(kernel_width)
                    )
                    for kernel in weights
                ]
                for w in range(width - kernel_width + 1)
            ]
            for h in range(height - kernel_height + 1)
        ],
        dtype=image.dtype,
    )


def conv_forward(image: torch.Tensor, kernels: torch.Tensor) -> torch.Tensor:
    """(H, W) and (F, KH, KW) -> (OH, OW, F): the sigmoid of the cross-correlation."""
    return sigmoids(window_sums(image, kernels))


def max_pool(maps: torch.Tensor, k: int) -> torch.Tensor:
    """(H, W, F) -> (H // k, W // k, F): the largest number of each window in each channel, number by number."""
    pixels = maps.tolist()
    height, width, channels = maps.shape
    numbers = [
        max(pixels[h * k + i][w * k + j][f] for i in range(k) for j in range(k))
        for h in range(height // k)
        for w in range(width // k)
        for f in range(channels)
    ]
    return torch.tensor(numbers, dtype=maps.dtype).view(height // k, width // k, channels)


def column_means(table: np.ndarray) -> np.ndarray:
    """(N, D) -> (D,) float64: the sum of each column over its number of rows."""
    return np.array([math.fsum(column) / len(column) for column in table.T.tolist()])


def column_deviations(table: np.ndarray) -> np.ndarray:
    """(N, D) -> (D,) float64: the root of each column's mean squared distance from its mean."""
    means = column_means(table).tolist()
    columns = zip(table.T.tolist(), means, strict=True)
    return np.array([math.sqrt(math.fsum((x - mean) ** 2 for x in column) / len(column)) for column, mean in columns])


def standardised(new: np.ndarray, train: np.ndarray) -> np.ndarray:
    """(M, D) and (N, D) -> (M, D) float64: new rows in standard deviations of the training rows, from their mean."""
    means, deviations = column_means(train).tolist(), column_deviations(train).tolist()
    return np.array(
        [[(x - mean) / sd for x, mean, sd in zip(row, means, deviations, strict=True)] for row in new.tolist()]
    )


def windows(image: torch.Tensor, kernel_shape: tuple[int, int]) -> torch.Tensor:
    """(H, W) -> (OH, OW, KH, KW): a copy of each window, number by number."""
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    numbers = [
        image[h + i, w + j].item()
        for h in range(height - kernel_height + 1)
        for w in range(width - kernel_width + 1)
        for i in range(kernel_height)
        for j in range(kernel_width)
    ]
    sizes = height - kernel_height + 1, width - kernel_width + 1, kernel_height, kernel_width
    return torch.tensor(numbers, dtype=image.dtype).view(sizes)


def softmaxes(logits: torch.Tensor) -> torch.Tensor:
    """(N, C) -> (N, C): one over the sum of exp(z_j - z_i), for each logit z_i of a row."""
    rows = [[1 / math.fsum(math.exp(other - z) for other in row) for z in row] for row in logits.tolist()]
    return torch.tensor(rows, dtype=logits.dtype)


def log_softmaxes(logits: torch.Tensor) -> torch.Tensor:
    """(N, C) -> (N, C): each logit minus the logarithm of its row's sum of exp, of any size."""
    rows = []
    for row in logits.tolist():
        largest = max(row)
        log_sum = math.log(math.fsum(math.exp(z - largest) for z in row))
        rows.append([z - largest - log_sum for z in row])
    return torch.tensor(rows, dtype=logits.dtype)


def cross_entropy(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """(N, C) and (N,) -> (): the sum of minus the log-probability of each row's class, over the number of rows."""
    rows, columns = log_softmaxes(logits.double()).tolist(), targets.tolist()
    losses = [-row[column] for row, column in zip(rows, columns, strict=True)]
    return torch.tensor(math.fsum(losses) / len(losses), dtype=logits.dtype)


def affine_logits(inp: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """(H, W, F), (H*W*F, C) and (C,) -> (1, C): inputs times weights, summed for each class, plus the bias."""
    height, width, channels = inp.shape
    pixels, weights = inp.tolist(), w.tolist()
    places = [(i, j, f) for i in range(height) for j in range(width) for f in range(channels)]
    sums = [
        math.fsum([bias, *(pixels[i][j][f] * weights[(i * width + j) * channels + f][c] for i, j, f in places)])
        for c, bias in enumerate(b.tolist())
    ]
    return torch.tensor([sums], dtype=inp.dtype)


def gradients(
    forward: Callable[..., torch.Tensor], grad_out: torch.Tensor, *inputs: torch.Tensor
) -> tuple[torch.Tensor, ...]:
    """The gradient of sum(grad_out * forward(*inputs)) for each input, by autograd; shape and dtype of that input."""
    with torch.enable_grad():
        leaves = [each.detach().clone().requires_grad_() for each in inputs]
        (forward(*leaves) * grad_out).sum().backward()
    return tuple(torch.zeros_like(leaf) if leaf.grad is None else leaf.grad for leaf in leaves)


def descent(start: torch.Tensor, grads: Sequence[torch.Tensor], lr: float, momentum: float) -> list[torch.Tensor]:
    """Where a parameter is after each step: v = momentum * v + g, then p = p - lr * v, number by number."""
    p, places = start.flatten().tolist(), []
    v = [0.0] * len(p)
    for grad in grads:
        v = [momentum * old + g for old, g in zip(v, grad.flatten().tolist(), strict=True)]
        p = [old - lr * step for old, step in zip(p, v, strict=True)]
        places.append(torch.tensor(p, dtype=start.dtype).view(start.shape))
    return places
