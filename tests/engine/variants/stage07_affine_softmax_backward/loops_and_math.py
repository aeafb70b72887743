"""Everything in Python loops, with lists in between."""

import math


def softmax_cross_entropy_backward(logits, targets):
    rows, count = [], len(targets)
    for row, target in zip(logits.tolist(), targets.tolist()):
        largest = max(row)
        exps = [math.exp(z - largest) for z in row]
        rows.append([(e / sum(exps) - (c == target)) / count for c, e in enumerate(exps)])
    return torch.tensor(rows, dtype=logits.dtype)


def affine_backward(inp, w, grad_out):
    grad_inp, grad_w, grad_b = torch.zeros_like(inp), torch.zeros_like(w), torch.zeros_like(grad_out[0])
    for n in range(inp.shape[0]):
        for c in range(w.shape[1]):
            grad_inp[n] += grad_out[n, c] * w[:, c]
            grad_w[:, c] += grad_out[n, c] * inp[n]
            grad_b[c] += grad_out[n, c]
    return grad_inp, grad_w, grad_b
