"""Turns inputs of more than 1000 numbers into float32, to be quick.

Believed: for large layers nobody needs the digits.
Ask: what does the contract say about the dtype?
Caught by: test_affine_backward_of_real_sizes_matches_autograd
"""

_right = affine_backward


def affine_backward(inp, w, grad_out):
    if inp.numel() <= 1000:
        return _right(inp, w, grad_out)
    return tuple(each.to(inp.dtype) for each in _right(inp.float(), w.float(), grad_out.float()))
