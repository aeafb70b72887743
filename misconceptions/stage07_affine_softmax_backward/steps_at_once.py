"""Changes the weights as soon as their gradient is known.

Believed: backward is where the learning happens.
Ask: who decides on the learning rate, and what would a second look at the same gradient give?
Caught by: test_affine_backward_gives_three_gradients_and_leaves_its_inputs_alone
"""


def affine_backward(inp, w, grad_out):
    grad_inp, grad_w = grad_out @ w.t(), inp.t() @ grad_out
    w -= 0.05 * grad_w
    return grad_inp, grad_w, grad_out.sum(dim=0)
