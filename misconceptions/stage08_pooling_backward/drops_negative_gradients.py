"""Hands on only the gradients above 0, as a ReLU would.

Believed: what did not help gets no gradient.
Ask: a gradient of -2 says that the loss falls when the output grows. Why keep that from the winner?
Caught by: test_turning_the_sign_of_grad_out_turns_the_gradient
"""

_right = max_pool_backward


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    return _right(inp, k, grad_out.clamp(min=0))
