"""Divides as floats and rounds down, as the formula is written."""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    import math

    return math.floor((size - kernel_size + 2 * padding) / stride + 1)
