"""Goes row by row, fills a tensor, and updates a mean as it goes."""


def log_softmax(logits):
    out = torch.empty_like(logits)
    for n, row in enumerate(logits):
        top = row.max()
        out[n] = row - (top + (row - top).exp().sum().log())
    return out


def cross_entropy(logits, targets):
    mean = logits.new_zeros(())
    for n, (row, target) in enumerate(zip(logits, targets)):
        mean = mean + (torch.logsumexp(row, 0) - row[target] - mean) / (n + 1)
    return mean
