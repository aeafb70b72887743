"""References for the stage tests: plain loops that can be checked by reading. They never use the solutions."""

from __future__ import annotations

import math

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
