"""Takes (width, 1) for the strides of the image.

Believed: an image's rows follow each other in storage.
Ask: what is image.t().stride(), and what did you assume?
Caught by: test_sliding_windows_as_small_and_as_large_as_can_be
"""


def sliding_windows(image, kernel_shape):
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    shape = height - kernel_height + 1, width - kernel_width + 1, kernel_height, kernel_width
    return image.as_strided(shape, (width, 1, width, 1), image.storage_offset())
