"""Steps along the columns where the kernel's rows are meant: every window is transposed.

Believed: the strides of the window come in the opposite order of those of the image.
Ask: which pixel is out[0, 0, 1, 0], and which should it be?
Caught by: test_sliding_windows_of_the_example_in_the_lesson
"""


def sliding_windows(image, kernel_shape):
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    shape = height - kernel_height + 1, width - kernel_width + 1, kernel_height, kernel_width
    return image.as_strided(shape, image.stride() + image.stride()[::-1], image.storage_offset())
