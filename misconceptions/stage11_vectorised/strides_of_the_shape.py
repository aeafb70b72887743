"""Lays its windows over the images' storage with the strides that a contiguous batch would have.

Believed: images lie in memory as their shape says.
Ask: what are the strides of images[:, ::2], and at which offset does images[1:] start?
Caught by: test_im2col_takes_any_memory_layout
"""


def im2col(images, kernel_shape):
    n, h, w = images.shape
    kh, kw = kernel_shape
    shape = n, h - kh + 1, w - kw + 1, kh, kw
    windows = images.as_strided(shape, (h * w, w, 1, w, 1))
    return windows.reshape(n, shape[1] * shape[2], kh * kw)
