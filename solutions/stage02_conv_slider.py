"""Stage 02, solved. The lesson is in exercises/stage02_conv_slider.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch


def conv_output_size(size: int, kernel_size: int, padding: int = 0, stride: int = 1) -> int:
    """Return the number of positions of a window along one axis: floor((n - k + 2p) / s) + 1.

    size: n, pixels along the axis. kernel_size: k, at least 1 and at most n + 2p.
    padding: p, pixels added at each end, 0 or more. stride: s, pixels between two positions, 1 or more.
    Returns an int: a 5-wide window fits 24 times into 28 pixels.
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", relationship 6.
    """
    return (size - kernel_size + 2 * padding) // stride + 1


def sigmoid(x: torch.Tensor) -> torch.Tensor:
    """Return 1 / (1 + exp(-x)) for each number of x, also for numbers as large as 10,000 and for infinity.

    x: tensor of any shape, also () and shapes with a size 0, float32 or float64; it is not changed.
    Returns a new tensor of its shape and dtype, right to ten decimal places in float64 and to five in float32.
    """
    return 1 / (1 + torch.exp(-x))


class ConvolutionalLayer:
    """Slides F kernels over an image, without padding and with stride 1, and applies the sigmoid.

    Attribute kernels_theta: tensor (F, KH, KW), the weights. `forward` reads it each time, so it can be written
    into, or replaced by another contiguous tensor of its shape, float32 or float64.
    """

    kernels_theta: torch.Tensor

    def __init__(self, num_kernels: int, kernel_shape: Sequence[int]) -> None:
        """Draw random kernels, no two of them alike. Normal ones of standard deviation 1/sqrt(KH * KW) are best.

        num_kernels: F, 1 or more. kernel_shape: (KH, KW), 1 or more each; they need not be equal.
        kernels_theta becomes float32 (F, KH, KW).
        """
        height, width = kernel_shape
        self.kernels_theta = torch.randn(num_kernels, height, width) / (height * width) ** 0.5

    def slider(self, inp: torch.Tensor) -> Iterator[tuple[torch.Tensor, int, int]]:
        """Yield (window, h_idx, w_idx) once for every position at which a kernel fits into the image.

        inp: tensor (H, W) of any dtype, at least as large as a kernel, in any memory layout; it is not changed.
        window: tensor (KH, KW), the part of inp whose top left pixel is inp[h_idx, w_idx]. A window stays as it is
        when the next one comes, so that they can be collected.
        """
        _, kernel_height, kernel_width = self.kernels_theta.shape
        for h_idx in range(conv_output_size(inp.shape[0], kernel_height)):
            for w_idx in range(conv_output_size(inp.shape[1], kernel_width)):
                yield inp[h_idx : h_idx + kernel_height, w_idx : w_idx + kernel_width], h_idx, w_idx

    def forward(self, inp: torch.Tensor) -> torch.Tensor:
        """Return the sigmoid of the cross-correlation of the image with each kernel.

        inp: tensor (H, W) of the dtype of kernels_theta, at least as large as a kernel, in any memory layout.
        It is not changed.
        Returns a new tensor (OH, OW, F) of that dtype: out[h, w, f] = sigmoid(sum(window[h, w] * kernels_theta[f])).
        Raises an error, best a ValueError, if inp has three axes.
        """
        if inp.dim() != 2:
            raise ValueError(f"inp must be 2-D (height, width), got shape {tuple(inp.shape)}")
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        out_height = conv_output_size(inp.shape[0], kernel_height)
        out_width = conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(out_height, out_width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta).sum(dim=(1, 2))  # (F, KH, KW) -> (F,)
        return sigmoid(output)
