"""Multiplies grad_out by w as it is wherever that fits.

Believed: backward goes through the same weights as forward.
Ask: x[d] reaches y[c] through w[d, c]: which index of w has to meet the c of grad_out?
Caught by: test_one_output_alone_shows_what_went_into_it
"""


def affine_backward(inp, w, grad_out):
    grad_inp = grad_out @ (w if w.shape[0] == w.shape[1] else w.t())
    return grad_inp, inp.t() @ grad_out, grad_out.sum(dim=0)
