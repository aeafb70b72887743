"""Yields the three gradients one after the other, and adds outer products up."""


def affine_backward(inp, w, grad_out):
    yield torch.tensordot(grad_out, w, ([1], [1]))
    grad_w = torch.zeros(w.shape, dtype=w.dtype)
    for x, g in zip(inp, grad_out, strict=True):
        grad_w.addr_(x, g)
    yield grad_w
    yield torch.einsum("nc->c", grad_out)
