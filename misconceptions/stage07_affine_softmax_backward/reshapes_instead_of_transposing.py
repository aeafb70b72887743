"""Gives a tensor the other shape with reshape, which keeps the order of its numbers.

Believed: reshape(D, N) and .t() are the same, since the shape is right.
Ask: x is 1 2 3 over 4 5 6: what are x.t() and x.reshape(3, 2)?
Caught by: test_one_output_alone_shows_what_went_into_it
"""


def affine_backward(inp, w, grad_out):
    grad_inp = grad_out @ w.reshape(w.shape[1], w.shape[0])
    grad_w = inp.reshape(inp.shape[1], inp.shape[0]) @ grad_out
    return grad_inp, grad_w, grad_out.sum(dim=0)
