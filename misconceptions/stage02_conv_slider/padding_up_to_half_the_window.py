"""Cuts the padding off at half of the window, as pooling layers do.

Believed: more padding than half of a window makes no sense.
Ask: how many positions does a window of 3 have in 5 pixels with 4 more at each end?
Caught by: test_conv_output_size_takes_long_windows_and_long_strides
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * min(padding, max(kernel_size // 2, 4))) // stride + 1
