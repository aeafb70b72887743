"""Three loops over single numbers, as the formulas are written, on the tensors themselves."""


def softmax_cross_entropy_backward(logits, targets):
    gradient = torch.zeros(logits.shape, dtype=logits.dtype)
    for n in range(logits.shape[0]):
        row = torch.softmax(logits[n], dim=0)
        for c in range(logits.shape[1]):
            gradient[n, c] = (row[c] - (1 if c == targets[n] else 0)) / logits.shape[0]
    return gradient


def affine_backward(inp, w, grad_out):
    grad_inp, grad_w = torch.zeros(inp.shape, dtype=inp.dtype), torch.zeros(w.shape, dtype=w.dtype)
    for n in range(inp.shape[0]):
        for d in range(inp.shape[1]):
            for c in range(w.shape[1]):
                grad_inp[n, d] += grad_out[n, c] * w[d, c]
                grad_w[d, c] += inp[n, d] * grad_out[n, c]
    return grad_inp, grad_w, sum(grad_out)
