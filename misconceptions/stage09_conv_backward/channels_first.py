"""Reshapes grad_out (OH, OW, F) to (F, OH, OW), and thinks that it has moved the axes.

Believed: reshape puts the axes in the order that I name.
Ask: which numbers come first in a tensor (2, 2, 3), and which after reshape(3, 2, 2)?
Caught by: test_the_gradients_of_several_kernels
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    height, width, num_kernels = grad_out.shape
    moved = grad_out.reshape(num_kernels, height, width)
    return _right(inp, kernels_theta, moved.permute(1, 2, 0))
