"""Takes the stride as an argument and never uses it.

Believed: stride 1 is all that the layer needs.
Ask: with stride 2, which places of the window are left out?
Caught by: test_conv_output_size_counts_the_positions
"""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return size - kernel_size + 2 * padding + 1
