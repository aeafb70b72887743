"""Keeps the targets in a byte with a sign, which ends at 127.

Believed: a class number is small, so int8 will do.
Ask: what is torch.tensor(200).to(torch.int8), and what does x[-56] mean?
Caught by: test_cross_entropy_of_large_batches_matches_its_formula
"""


def cross_entropy(logits, targets):
    columns = targets.to(torch.int8).long()
    return -log_softmax(logits)[torch.arange(len(targets)), columns].mean()
