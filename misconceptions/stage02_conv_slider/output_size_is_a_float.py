"""Divides with / and returns a float.

Believed: 24.0 is as good as 24.
Ask: what does range(24.0) say?
Caught by: test_a_window_of_5_fits_24_times_into_28_pixels
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding) / stride + 1
