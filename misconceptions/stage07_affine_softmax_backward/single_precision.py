"""Computes the sums in float32, and converts them to the dtype of the input.

Believed: the dtype of the result is all that counts.
Ask: how many digits survive when a float64 number passes through a float32?
Caught by: test_affine_backward_matches_autograd
"""


def affine_backward(inp, w, grad_out):
    x, weights, g = inp.float(), w.float(), grad_out.float()
    return (g @ weights.t()).to(inp.dtype), (x.t() @ g).to(inp.dtype), g.sum(dim=0).to(inp.dtype)
