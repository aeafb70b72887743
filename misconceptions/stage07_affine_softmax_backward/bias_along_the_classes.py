"""Adds each row of grad_out up, wherever there are as many images as classes.

Believed: the sum that fits the shape is the right one.
Ask: b[c] was added to which numbers of the outputs: to a row, or to a column?
Caught by: test_the_bias_gets_the_sum_over_the_batch
"""


def affine_backward(inp, w, grad_out):
    axis = 1 if grad_out.shape[0] == grad_out.shape[1] else 0
    return grad_out @ w.t(), inp.t() @ grad_out, grad_out.sum(dim=axis)
