"""Stage 03, solved. The lesson is in exercises/stage03_pooling.py."""

from __future__ import annotations

from collections.abc import Iterator

import torch


class MaxPoolLayer:
    """Keeps the largest number of each k x k window of a feature map, channel by channel; it has nothing to learn."""

    def __init__(self, pooling_kernel_shape: int) -> None:
        """Remember how large the windows are.

        pooling_kernel_shape: k, an int, 1 or more: the height and the width of a window, and the stride too.
        """
        self.k = pooling_kernel_shape

    def slider(self, inp: torch.Tensor) -> Iterator[tuple[torch.Tensor, int, int]]:
        """Yield (window, h_idx, w_idx) once for every whole window; no two windows share a pixel.

        inp: tensor (H, W, F), H and W at least k. window: tensor (k, k, F), the part of inp whose top left pixel
        is inp[h_idx * k, w_idx * k]. h_idx, w_idx: the place of its maximum in the output, so h_idx runs from 0 to
        H // k - 1 and w_idx from 0 to W // k - 1.
        """
        height, width, _ = inp.shape
        for h_idx in range(height // self.k):
            for w_idx in range(width // self.k):
                top, left = h_idx * self.k, w_idx * self.k
                yield inp[top : top + self.k, left : left + self.k], h_idx, w_idx

    def forward(self, inp: torch.Tensor) -> torch.Tensor:
        """Return the largest number of each window, for each channel by itself.

        inp: tensor (H, W, F), float32 or float64, in any memory layout, H and W at least k; it is not changed.
        Its numbers are finite, or minus infinity.
        Returns a tensor (H // k, W // k, F) of the same dtype: out[h, w, f] = max of window[h, w][:, :, f].
        Rows and columns that fill no whole window, at the bottom and at the right, do not count.
        Source of the size: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", relationship 7.
        """
        height, width, channels = inp.shape
        output = torch.zeros(height // self.k, width // self.k, channels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = window.amax(dim=(0, 1))  # (k, k, F) -> (F,)
        return output
