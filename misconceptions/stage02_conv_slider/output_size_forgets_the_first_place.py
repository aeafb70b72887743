"""Leaves the + 1 out of the output size.

Believed: the number of steps that the window can make is the number of places where it can be.
Ask: in how many places can a 3-wide window be in 3 pixels?
Caught by: test_a_window_of_5_fits_24_times_into_28_pixels
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding) // stride
