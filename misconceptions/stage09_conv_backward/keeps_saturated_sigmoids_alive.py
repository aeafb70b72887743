"""Keeps out away from 0 and 1, so that some gradient always comes through.

Believed: a gradient of 0 is an error.
Ask: out is exactly 1. By how much does it change when x grows a little?
Caught by: test_sigmoid_backward_of_a_saturated_sigmoid_is_zero
"""


def sigmoid_backward(out, grad_out):
    out = out.clamp(0.001, 0.999)
    return grad_out * out * (1 - out)
