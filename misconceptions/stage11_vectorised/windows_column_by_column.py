"""Lists the windows column by column of the image: row w * OH + h.

Believed: the order of the windows is a matter of taste.
Ask: which window of the lesson is your second row: 2 3 5 6, or 4 5 7 8?
Caught by: test_each_row_of_im2col_is_the_window_at_its_place
"""


def im2col(images, kernel_shape):
    windows = images.unfold(1, kernel_shape[0], 1).unfold(2, kernel_shape[1], 1)
    return windows.transpose(1, 2).flatten(3).flatten(1, 2)
