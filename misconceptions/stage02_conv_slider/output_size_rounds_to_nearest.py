"""Rounds to the nearest whole number.

Believed: a size has to be whole, and round makes it whole.
Ask: 6 pixels, a window of 1, stride 4: which places are there?
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return int((size - kernel_size + 2 * padding) / stride + 0.5) + 1
