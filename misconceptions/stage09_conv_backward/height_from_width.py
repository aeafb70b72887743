"""Takes the number of windows below each other from the width of the image.

Believed: images are square.
Ask: how many windows are below each other in an image of 4 x 9?
Caught by: test_both_gradients_match_autograd
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    size = inp.shape[1] - kernels_theta.shape[2] + 1
    return _right(inp, kernels_theta, grad_out[:size])
