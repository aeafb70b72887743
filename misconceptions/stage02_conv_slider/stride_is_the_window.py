"""Moves by the length of the window where no stride is given, as pooling does.

Believed: a window that is not told otherwise does not overlap.
Ask: what is the default of the stride in the signature?
Caught by: test_a_window_of_5_fits_24_times_into_28_pixels
"""


def conv_output_size(size, kernel_size, padding=0, stride=None):
    return (size - kernel_size + 2 * padding) // (stride or kernel_size) + 1
