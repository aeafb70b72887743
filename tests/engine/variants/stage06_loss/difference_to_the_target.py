"""The loss of each row as the logsumexp of the differences to its target; no log_softmax."""


def cross_entropy(logits, targets):
    right = torch.take_along_dim(logits, targets[:, None], dim=1)
    return torch.logsumexp(logits - right, dim=1).sum() / len(targets)
