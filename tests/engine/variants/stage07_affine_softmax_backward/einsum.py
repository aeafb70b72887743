"""Sums by einsum, and a scattered -1/N."""


def softmax_cross_entropy_backward(logits, targets):
    share = torch.softmax(logits, dim=-1) / len(logits)
    minus = torch.full((len(logits), 1), -1 / len(logits), dtype=logits.dtype)
    return share.scatter_add(1, targets.unsqueeze(1), minus)


def affine_backward(inp, w, grad_out):
    grad_inp = torch.einsum("nc,dc->nd", grad_out, w)
    grad_w = torch.einsum("nd,nc->dc", inp, grad_out)
    return grad_inp, grad_w, torch.einsum("nc->c", grad_out)
