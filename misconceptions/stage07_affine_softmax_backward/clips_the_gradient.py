"""Clips grad_out to numbers between -100 and 100 before it goes back.

Believed: large gradients are always a mistake, and clipping them makes training safe.
Ask: of whose formula is the result then the gradient?
Caught by: test_affine_backward_is_in_proportion_to_grad_out
"""

unclipped = affine_backward


def affine_backward(inp, w, grad_out):
    return unclipped(inp, w, grad_out.clamp(-100, 100))
