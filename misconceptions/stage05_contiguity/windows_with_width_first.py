"""Lists the positions column by column: the result is (OW, OH, KH, KW).

Believed: x comes before y.
Ask: for a 20 x 28 image, which output axis should be the longer one?
Caught by: test_sliding_windows_of_the_example_in_the_lesson
"""


def sliding_windows(image, kernel_shape):
    kernel_height, kernel_width = kernel_shape
    return image.unfold(0, kernel_height, 1).unfold(1, kernel_width, 1).transpose(0, 1)
