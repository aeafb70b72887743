"""Stage 11, solved. The lesson is in exercises/stage11_vectorised.py."""

from __future__ import annotations

from collections.abc import Sequence

import torch


def im2col(images: torch.Tensor, kernel_shape: Sequence[int]) -> torch.Tensor:
    """Return every window of every image as a row of numbers.

    images: tensor (N, H, W), float32 or float64, in any memory layout; it is not changed.
    kernel_shape: (KH, KW), with KH from 1 to H and KW from 1 to W; they may differ.
    Returns a tensor (N, OH*OW, KH*KW) of the same dtype, with OH = H - KH + 1 and OW = W - KW + 1. Row h * OW + w of
    image n holds the window whose top left pixel is images[n, h, w], read row by row: number i * KW + j of the row is
    images[n, h + i, w + j].
    Source: Chellapilla, Puri and Simard, "High Performance Convolutional Neural Networks" (2006), section 3.
    """
    windows = _windows(images, kernel_shape)  # (KH, KW, OH, OW, N)
    columns = windows.flatten(2, 3).flatten(0, 1)  # (KH*KW, OH*OW, N): the one copy
    return columns.permute(2, 1, 0)


def conv_forward(images: torch.Tensor, kernels_theta: torch.Tensor) -> torch.Tensor:
    """Return the cross-correlation of each image with each kernel, without the sigmoid.

    out[n, h, w, f] = sum over i, j of images[n, h + i, w + j] * kernels_theta[f, i, j]: row h * OW + w of im2col, times
    kernel f read row by row, summed.
    images: tensor (N, H, W), float32 or float64.
    kernels_theta: tensor (F, KH, KW) of the same dtype, KH at most H and KW at most W.
    Both tensors are finite, come in any memory layout, and are not changed.
    Returns a tensor (N, OH, OW, F) of that dtype, with OH = H - KH + 1 and OW = W - KW + 1.
    """
    _, height, width = images.shape
    num_kernels, kernel_height, kernel_width = kernels_theta.shape
    columns = _columns(images, (kernel_height, kernel_width))  # (OH, KH*KW, OW*N)
    maps = kernels_theta.flatten(1) @ columns  # (F, KH*KW) x (OH, KH*KW, OW*N) -> (OH, F, OW*N)
    maps = maps.view(height - kernel_height + 1, num_kernels, width - kernel_width + 1, -1)
    return maps.permute(3, 0, 2, 1)


def kernels_gradient(images: torch.Tensor, kernel_shape: Sequence[int], grad_out: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the kernels: a helper that you may delete, and all that a first layer needs.

    It may go like this: y = columns times kernels is a matrix product, so the kernels get grad_out, transposed, times
    columns.
    It may take images (N, H, W), kernel_shape (KH, KW) and grad_out (N, OH, OW, F), and return a tensor (F, KH, KW):
    each window times the gradient of the output that it made, summed over all windows of all images.
    """
    grad_maps = grad_out.permute(1, 3, 2, 0).flatten(2)  # (OH, F, OW*N)
    products = grad_maps @ _columns(images, kernel_shape).mT  # (OH, F, KH*KW), one for each row of the output
    return products.sum(dim=0).view(-1, *kernel_shape)


def images_gradient(kernels_theta: torch.Tensor, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the images: a helper that you may delete.

    It may go like this: y = columns times kernels is a matrix product, so the columns get grad_out times kernels,
    transposed, and each number of the columns adds its share to the pixel that it is a copy of.
    It may take kernels_theta (F, KH, KW) and grad_out (N, OH, OW, F), and return a tensor (N, H, W), with
    H = OH + KH - 1 and W = OW + KW - 1: each pixel sums what it gets back from the windows that it was in.
    """
    num_images, out_height, out_width, _ = grad_out.shape
    _, kernel_height, kernel_width = kernels_theta.shape
    grad_maps = grad_out.permute(1, 3, 2, 0).flatten(2)  # (OH, F, OW*N)
    grad_columns = kernels_theta.flatten(1).t() @ grad_maps  # (OH, KH*KW, OW*N)
    shares = grad_columns.view(out_height, kernel_height, kernel_width, out_width, num_images)
    grad = grad_out.new_zeros(out_height + kernel_height - 1, out_width + kernel_width - 1, num_images)
    for i in range(kernel_height):
        for j in range(kernel_width):
            grad[i : i + out_height, j : j + out_width] += shares[:, i, j]
    return grad.permute(2, 0, 1)


def conv_backward(
    images: torch.Tensor, kernels_theta: torch.Tensor, grad_out: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss's gradients for the images and for the kernels, from its gradient for conv_forward's result.

    Forward: y[n, h, w, f] = sum over i, j of images[n, h + i, w + j] * kernels_theta[f, i, j]. Going back,
    grad_kernels_theta[f, i, j] is the sum of grad_out[n, h, w, f] * images[n, h + i, w + j] over all n, h, w, and each
    grad_out[n, h, w, f] * kernels_theta[f, i, j] is added to grad_images[n, h + i, w + j], over all h, w, f, i, j.
    images: tensor (N, H, W), float32 or float64.
    kernels_theta: tensor (F, KH, KW) of the same dtype, KH at most H and KW at most W.
    grad_out: tensor (N, OH, OW, F) of the same dtype: the loss's gradient for each y[n, h, w, f].
    All three are finite, come in any memory layout, and are not changed.
    Returns grad_images (N, H, W) and grad_kernels_theta (F, KH, KW), which is a sum over the batch and not a mean: two
    tensors of the same dtype.
    """
    return (
        images_gradient(kernels_theta, grad_out),
        kernels_gradient(images, kernels_theta.shape[1:], grad_out),
    )


def max_pool_forward(maps: torch.Tensor, k: int) -> torch.Tensor:
    """Return the largest number of each k x k window, for each image and channel by itself.

    maps: tensor (N, H, W, F), float32 or float64, in any memory layout, H and W at least k; it is not changed. Its
    numbers are finite, or minus infinity.
    k: an int, 1 or more: the height and the width of a window, and the stride too.
    Returns a tensor (N, H // k, W // k, F) of the same dtype. Rows and columns that fill no whole window, at the
    bottom and at the right, do not count.
    """
    first, *others = _numbers_of_windows(maps, k)
    tops = first.clone()
    for numbers in others:
        torch.maximum(tops, numbers, out=tops)
    return tops


def max_pool_backward(maps: torch.Tensor, k: int, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the loss's gradient for the maps: a window's gradient goes to its largest number, and all others get 0.

    Forward: out[n, h, w, f] = max of window[n, h, w][:, :, f]. Where one number of the window is the largest, the
    derivative is 1 for that number and 0 for all the others.
    maps: tensor (N, H, W, F), float32 or float64, H and W at least k; all its numbers are finite.
    k: an int, 1 or more: the height and the width of a window, and the stride too.
    grad_out: tensor (N, H // k, W // k, F) of the dtype of maps, finite too: the loss's gradient for each output.
    Both tensors come in any memory layout, and neither is changed.
    Returns a tensor (N, H, W, F) of that dtype. Numbers that are the largest of their window together share its
    gradient as you like: no share below 0 or above the whole, and all shares together the whole. Numbers that fill no
    whole window receive 0.
    """
    tops = max_pool_forward(maps, k)
    left = torch.empty_like(tops).copy_(grad_out)  # what no number has taken yet, in the memory layout of tops
    grad = torch.zeros_like(maps)
    for numbers, grad_numbers in zip(_numbers_of_windows(maps, k), _numbers_of_windows(grad, k), strict=True):
        lower = torch.sub(tops, numbers).sign_()  # 0 where this number of the window is the largest, 1 elsewhere
        rest = lower.mul_(left)
        torch.sub(left, rest, out=grad_numbers)
        left = rest
    return grad


def _windows(images: torch.Tensor, kernel_shape: Sequence[int]) -> torch.Tensor:
    """(N, H, W) -> (KH, KW, OH, OW, N): all windows, as a view of one copy that has the batch last in memory."""
    num_images, height, width = images.shape
    kernel_height, kernel_width = kernel_shape
    pixels = images.permute(1, 2, 0).contiguous()  # (H, W, N)
    down, right = width * num_images, num_images
    shape = kernel_height, kernel_width, height - kernel_height + 1, width - kernel_width + 1, num_images
    return pixels.as_strided(shape, (down, right, down, right, 1))


def _columns(images: torch.Tensor, kernel_shape: Sequence[int]) -> torch.Tensor:
    """(N, H, W) -> (OH, KH*KW, OW*N): the numbers of im2col, one matrix for each row of the output, batch last."""
    return _windows(images, kernel_shape).permute(2, 0, 1, 3, 4).flatten(3).flatten(1, 2)


def _numbers_of_windows(maps: torch.Tensor, k: int) -> list[torch.Tensor]:
    """(N, H, W, F) -> k*k views (N, H // k, W // k, F): the first number of each window, the second of each, ..."""
    height, width = maps.shape[1] // k * k, maps.shape[2] // k * k
    return [maps[:, i:height:k, j:width:k] for i in range(k) for j in range(k)]
