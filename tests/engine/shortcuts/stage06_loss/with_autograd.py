"""Leaves a graph of autograd on its results, as a differentiable loss would."""


def log_softmax(logits):
    z = logits.clone().requires_grad_()
    return z.log_softmax(dim=-1)


def cross_entropy(logits, targets):
    return torch.nn.functional.nll_loss(log_softmax(logits), targets, reduction="mean")
