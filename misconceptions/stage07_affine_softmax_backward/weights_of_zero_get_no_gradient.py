"""Leaves the gradient of each weight of 0 at 0.

Believed: a weight of 0 has no part in the output.
Ask: the weight grows from 0 to 0.1. Does the output stay?
Caught by: test_with_single_numbers_the_gradients_are_products
"""

_right = affine_backward


def affine_backward(inp, w, grad_out):
    grad_inp, grad_w, grad_b = _right(inp, w, grad_out)
    return grad_inp, grad_w * (w != 0), grad_b
