"""Adds the kernel shape to a tuple of sizes, which works for a tuple alone.

Believed: a shape is always a tuple.
Ask: the signature says Sequence. What else is one?
Caught by: test_im2col_takes_the_kernel_shape_as_a_list_too
"""


def im2col(images, kernel_shape):
    n, height, width = images.shape
    places = (height - kernel_shape[0] + 1, width - kernel_shape[1] + 1)
    windows = images.unfold(1, kernel_shape[0], 1).unfold(2, kernel_shape[1], 1)
    return windows.reshape((n,) + places + kernel_shape).flatten(3).flatten(1, 2)
