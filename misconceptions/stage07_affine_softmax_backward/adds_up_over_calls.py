"""Adds each call's grad_w and grad_b to those of the calls before.

Believed: gradients accumulate, as in torch.
Ask: what is grad_w after two calls with the same batch, and who sets it back to 0?
Caught by: test_affine_backward_remembers_nothing
"""

SUMS = {}


def affine_backward(inp, w, grad_out):
    key = (tuple(w.shape), w.dtype)
    old_w, old_b = SUMS.get(key, (0, 0))
    SUMS[key] = (old_w + inp.t() @ grad_out, old_b + grad_out.sum(dim=0))
    return grad_out @ w.t(), *SUMS[key]
