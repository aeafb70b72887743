"""Reads the targets as they lie in memory, from their first one on.

Believed: a tensor's numbers lie one after the other.
Ask: what are the numbers of x[::2] in memory, one after the other?
Caught by: test_targets_may_be_a_column_of_a_table
"""


def cross_entropy(logits, targets):
    columns = targets.as_strided((len(targets),), (1,)) % logits.shape[1]
    return -log_softmax(logits)[torch.arange(len(targets)), columns].mean()
