"""Rounds up where the stride does not fit.

Believed: the pixels that are left over at the end make one more window.
Ask: 5 pixels, a window of 2, stride 2: where would the third window end?
Caught by: test_conv_output_size_counts_the_positions
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return -((kernel_size - size - 2 * padding) // stride) + 1
