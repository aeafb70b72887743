"""Returns grad_b as (N, C).

Believed: the derivative of y for b is 1, so grad_b is grad_out.
Ask: b has C numbers: what should be done with the N gradients that each of them gets?
Caught by: test_affine_backward_gives_three_gradients_and_leaves_its_inputs_alone
"""


def affine_backward(inp, w, grad_out):
    return grad_out @ w.t(), inp.t() @ grad_out, grad_out.clone()
