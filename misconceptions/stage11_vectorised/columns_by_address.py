"""Keeps the columns by the images' place in memory.

Believed: the same place in memory holds the same images.
Ask: the next batch is written into the same tensor. Whose windows are in the columns?
Caught by: test_im2col_remembers_nothing
"""

_right, _kept = im2col, {}


def im2col(images, kernel_shape):
    key = images.data_ptr(), images.shape, images.stride(), images.dtype, tuple(kernel_shape)
    if key not in _kept:
        _kept[key] = _right(images, kernel_shape)
    return _kept[key]
