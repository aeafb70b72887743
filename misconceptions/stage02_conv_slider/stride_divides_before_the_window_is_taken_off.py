"""Divides the pixels by the stride first, and takes the window off after.

Believed: it does not matter whether the stride divides the pixels or the steps.
Ask: 10 pixels, a window of 4, stride 3: draw the windows; how many fit?
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size + 2 * padding) // stride - kernel_size + 1
