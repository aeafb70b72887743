"""Stage 08, solved. The lesson is in exercises/stage08_pooling_backward.py."""

from __future__ import annotations

from itertools import product

import torch


def max_pool_backward(inp: torch.Tensor, pooling_kernel_shape: int, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the loss's gradient for each number of the map that went into max pooling.

    Forward: out[h, w, f] = max of window[h, w][:, :, f]. Where one pixel of the window is the largest, the
    derivative is 1 for that pixel and 0 for all the others.
    inp: tensor (H, W, F), the map, float32 or float64, H and W at least k; finite numbers, or minus infinity.
    pooling_kernel_shape: k, an int, 1 or more: the height and the width of a window, and the stride too.
    grad_out: tensor (H // k, W // k, F) of the dtype of inp, finite: the loss's gradient for each number of the output.
    Both tensors come in any memory layout, and neither is changed.
    Returns a tensor (H, W, F) of the same dtype: in every window and channel the largest pixel receives
    grad_out[h, w, f], the others 0. Pixels that are the largest together share it as you like: no share below
    0 or above the whole, and all shares together the whole. Pixels that fill no whole window receive 0.
    Source of the shares: Boyd, Duchi, Pilanci and Vandenberghe, "Subgradients", on the maximum of functions.
    """
    k = pooling_kernel_shape
    grad_inp = torch.zeros(inp.shape, dtype=inp.dtype)
    for h_idx, w_idx, channel in product(*map(range, grad_out.shape)):
        top, left = h_idx * k, w_idx * k
        window = inp[top : top + k, left : left + k, channel]  # (k, k)
        row, column = divmod(int(window.argmax()), k)
        grad_inp[top + row, left + column, channel] = grad_out[h_idx, w_idx, channel]
    return grad_inp
