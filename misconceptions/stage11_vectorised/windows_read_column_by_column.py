"""Reads the numbers of each window column by column, and the kernels row by row.

Believed: any order will do, as long as all the numbers are there.
Ask: in which order does your first row hold the window 1 2 / 4 5?
Caught by: test_im2col_of_the_example_in_the_lesson
"""


def im2col(images, kernel_shape):
    windows = images.unfold(1, kernel_shape[0], 1).unfold(2, kernel_shape[1], 1)
    return windows.transpose(3, 4).flatten(3).flatten(1, 2)
