"""Applies the sigmoid to the sums.

Believed: a convolutional layer ends with a sigmoid, as in stage 02.
Ask: can your result be 23?
Caught by: test_conv_forward_of_the_example_in_the_lesson
"""

_right = conv_forward


def conv_forward(images, kernels_theta):
    return torch.sigmoid(_right(images, kernels_theta))
