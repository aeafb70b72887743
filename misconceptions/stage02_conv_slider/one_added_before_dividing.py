"""Divides the number of places by the stride: (n - k + 2p + 1) // s.

Believed: a stride of s keeps one place in s.
Ask: 5 places, stride 2: which ones are kept, and how many is that?
Caught by: test_conv_output_size_counts_the_positions
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding + 1) // stride
