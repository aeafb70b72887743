"""Takes the kernel's width from its height.

Believed: kernels are square.
Ask: what shape should come out for a 28 x 28 image and a kernel of 1 x 5?
Caught by: test_sliding_windows_of_the_example_in_the_lesson
"""


def sliding_windows(image, kernel_shape):
    height, width = image.shape
    k = kernel_shape[0]
    strides = image.stride() + image.stride()
    return image.as_strided((height - k + 1, width - k + 1, k, k), strides, image.storage_offset())
