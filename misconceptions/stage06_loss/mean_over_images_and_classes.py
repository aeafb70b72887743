"""Divides by N * C, with the mean of a one-hot product.

Believed: the mean of the table is the mean over the batch.
Ask: how many of the N * C products are not zero?
Caught by: test_knowing_nothing_costs_the_logarithm_of_the_classes
"""


def cross_entropy(logits, targets):
    one_hot = torch.nn.functional.one_hot(targets, logits.shape[1])
    return -(one_hot * log_softmax(logits)).mean()
