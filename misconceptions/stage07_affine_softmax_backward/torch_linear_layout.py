"""Returns grad_w as (C, D), the layout of torch.nn.Linear.

Believed: weights are stored as (outputs, inputs) everywhere.
Ask: what is the shape of w here, and so of its gradient?
Caught by: test_affine_backward_gives_three_gradients_and_leaves_its_inputs_alone
"""


def affine_backward(inp, w, grad_out):
    return grad_out @ w.t(), grad_out.t() @ inp, grad_out.sum(dim=0)
