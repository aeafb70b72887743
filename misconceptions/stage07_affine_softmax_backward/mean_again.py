"""Divides grad_w and grad_b by N once more.

Believed: each gradient of a batch is a mean over the batch.
Ask: grad_out comes from a mean loss: where is 1/N already?
Caught by: test_weights_and_biases_add_up_what_each_image_gives
"""


def affine_backward(inp, w, grad_out):
    return grad_out @ w.t(), inp.t() @ grad_out / len(inp), grad_out.mean(dim=0)
