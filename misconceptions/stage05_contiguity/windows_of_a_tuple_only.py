"""Adds the kernel shape to a tuple, and so takes nothing but a tuple.

Believed: a Sequence is a tuple.
Ask: what is (1, 2) + [3, 4]?
Caught by: test_sliding_windows_of_any_size_that_fits
"""


def sliding_windows(image, kernel_shape):
    places = tuple(size - k + 1 for size, k in zip(image.shape, kernel_shape))
    return image.as_strided(places + kernel_shape, image.stride() * 2, image.storage_offset())
