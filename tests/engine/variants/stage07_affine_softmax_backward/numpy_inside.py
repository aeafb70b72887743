"""NumPy arrays inside, and results that share memory with them."""

import numpy as np


def softmax_cross_entropy_backward(logits, targets):
    z = logits.numpy()
    gradient = np.exp(z - z.max(axis=1, keepdims=True))
    gradient /= gradient.sum(axis=1, keepdims=True)
    np.subtract.at(gradient, (np.arange(len(z)), targets.numpy()), 1)
    return torch.from_numpy(gradient / len(z))


def affine_backward(inp, w, grad_out):
    x, weights, g = inp.numpy(), w.numpy(), grad_out.numpy()
    return torch.from_numpy(g @ weights.T), torch.from_numpy(x.T @ g), torch.from_numpy(g.sum(axis=0))
