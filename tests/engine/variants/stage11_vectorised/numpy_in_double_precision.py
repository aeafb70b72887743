"""numpy with float64 inside, cast to the dtype of the arguments at the end; ties are split evenly."""

import numpy as np


def _double(tensor):
    return tensor.numpy().astype(np.float64)


def im2col(images, kernel_shape):
    windows = np.lib.stride_tricks.sliding_window_view(_double(images), tuple(kernel_shape), axis=(1, 2))
    n, oh, ow, kh, kw = windows.shape
    return torch.from_numpy(windows.reshape(n, oh * ow, kh * kw)).to(images.dtype)


def conv_forward(images, kernels_theta):
    windows = np.lib.stride_tricks.sliding_window_view(_double(images), tuple(kernels_theta.shape[1:]), axis=(1, 2))
    return torch.from_numpy(np.tensordot(windows, _double(kernels_theta), axes=([3, 4], [1, 2]))).to(images.dtype)


def conv_backward(images, kernels_theta, grad_out):
    kernel_shape = tuple(kernels_theta.shape[1:])
    windows = np.lib.stride_tricks.sliding_window_view(_double(images), kernel_shape, axis=(1, 2))
    grad_kernels = np.tensordot(_double(grad_out), windows, axes=([0, 1, 2], [0, 1, 2]))
    grad_images = np.zeros(tuple(images.shape))
    views = np.lib.stride_tricks.sliding_window_view(grad_images, kernel_shape, axis=(1, 2), writeable=True)
    shares = np.tensordot(_double(grad_out), _double(kernels_theta), axes=1)
    for place in np.ndindex(kernel_shape):
        views[(..., *place)] += shares[(..., *place)]
    return torch.from_numpy(grad_images).to(images.dtype), torch.from_numpy(grad_kernels).to(images.dtype)


def max_pool_backward(maps, k, grad_out):
    n, oh, ow, f = grad_out.shape
    whole = _double(maps)[:, : oh * k, : ow * k].reshape(n, oh, k, ow, k, f)
    mask = whole == whole.max(axis=(2, 4), keepdims=True)
    shares = mask * _double(grad_out)[:, :, None, :, None] / mask.sum(axis=(2, 4), keepdims=True)
    grad = np.zeros(tuple(maps.shape))
    grad[:, : oh * k, : ow * k] = shares.reshape(n, oh * k, ow * k, f)
    return torch.from_numpy(grad).to(maps.dtype)
