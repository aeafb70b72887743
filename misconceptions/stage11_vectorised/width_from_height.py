"""Takes the width of the kernel and of the output from their heights.

Believed: images and kernels are square.
Ask: how many windows of 1 x 2 has an image of 2 x 3?
Caught by: test_im2col_makes_a_row_for_each_window
"""


def im2col(images, kernel_shape):
    k = kernel_shape[0]
    width = min(images.shape[2], images.shape[1])
    return images[:, :, :width].unfold(1, k, 1).unfold(2, min(k, width), 1).flatten(3).flatten(1, 2)
