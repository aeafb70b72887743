"""Takes H - KH positions, and misses the last one in each direction.

Believed: a window of k numbers has n - k places.
Ask: how often does a window of 5 fit into 5 pixels?
Caught by: test_sliding_windows_of_the_example_in_the_lesson
"""


def sliding_windows(image, kernel_shape):
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    shape = height - kernel_height, width - kernel_width, kernel_height, kernel_width
    return image.as_strided(shape, image.stride() + image.stride(), image.storage_offset())
