"""Lets autograd do it, in and out of the affine map."""


def softmax_cross_entropy_backward(logits, targets):
    z = logits.detach().clone().requires_grad_()
    loss = torch.nn.functional.cross_entropy(z, targets)
    return torch.autograd.grad(loss, z)[0]


def affine_backward(inp, w, grad_out):
    x, weights = (each.detach().clone().requires_grad_() for each in (inp, w))
    b = torch.zeros(w.shape[1], dtype=w.dtype, requires_grad=True)
    return torch.autograd.grad(x @ weights + b, (x, weights, b), grad_out)
