"""Adds the padding once instead of at both ends.

Believed: padding is the number of pixels by which the row grows.
Ask: a row of 4 with padding 1: draw it, how many pixels are there?
Caught by: test_conv_output_size_counts_the_positions
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + padding) // stride + 1
