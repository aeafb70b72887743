"""Picks the numbers of each window by a matrix of zeros and ones.

Believed: zero times any number is 0.
Ask: what is 0 times minus infinity?
Caught by: test_im2col_hands_minus_infinity_on
"""

_right = im2col


def im2col(images, kernel_shape):
    return _right(images, kernel_shape) @ torch.eye(kernel_shape[0] * kernel_shape[1], dtype=images.dtype)
