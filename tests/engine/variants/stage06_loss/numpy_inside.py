"""NumPy arrays inside, and a result that shares memory with one."""

import numpy as np


def log_softmax(logits):
    z = logits.detach().numpy()
    shifted = z - z.max(axis=1, keepdims=True)
    return torch.from_numpy(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def cross_entropy(logits, targets):
    losses = -log_softmax(logits).numpy()[np.arange(len(targets)), targets.numpy()]
    return torch.tensor(losses.mean())
