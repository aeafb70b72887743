"""Makes the image contiguous first, to be safe: the windows of any other image are those of a copy.

Believed: windows can be cut out of a contiguous tensor only.
Ask: which storage do your windows of image.t() read, and does a write into them reach the image?
Caught by: test_sliding_windows_show_what_is_written_into_the_image
"""


def sliding_windows(image, kernel_shape):
    kernel_height, kernel_width = kernel_shape
    return image.contiguous().unfold(0, kernel_height, 1).unfold(1, kernel_width, 1)
