"""Makes the image contiguous first, to be safe: the windows of any other image are those of a copy.

Believed: as_strided works on contiguous tensors only.
Ask: which storage do your windows of image.t() read, and does a write into them reach the image?
"""


def sliding_windows(image, kernel_shape):
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    shape = height - kernel_height + 1, width - kernel_width + 1, kernel_height, kernel_width
    return image.contiguous().unfold(0, kernel_height, 1).unfold(1, kernel_width, 1).view(shape)
