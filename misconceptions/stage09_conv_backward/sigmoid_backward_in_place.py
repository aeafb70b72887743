"""Multiplies grad_out in place.

Believed: the old gradient is not needed any more.
Ask: what does the caller find in grad_out afterwards?
Caught by: test_sigmoid_backward_leaves_its_arguments_alone
"""


def sigmoid_backward(out, grad_out):
    return grad_out.mul_(out).mul_(1 - out)
