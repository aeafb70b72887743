"""Hands as_strided the storage offset 0: a cut-out image is read from the corner of the whole one.

Believed: the offset of as_strided counts from the first number of the image.
Ask: image = x[1:, 1:]. Which number is in the corner of your first window?
Caught by: test_sliding_windows_as_small_and_as_large_as_can_be
"""


def sliding_windows(image, kernel_shape):
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    shape = height - kernel_height + 1, width - kernel_width + 1, kernel_height, kernel_width
    return image.as_strided(shape, image.stride() + image.stride(), 0)
