"""Keeps the answer of a tensor, and gives it again when the same tensor comes back.

Believed: the same tensor holds the same numbers.
Ask: a step of training changes a tensor in place: what is its id afterwards, and what are its numbers?
Caught by: test_cross_entropy_remembers_nothing
"""

ANSWERS = {}


def cross_entropy(logits, targets):
    key = (id(logits), id(targets))
    if key not in ANSWERS or ANSWERS[key][0] is not logits:
        loss = -log_softmax(logits)[torch.arange(len(targets)), targets].mean()
        ANSWERS[key] = (logits, targets, loss)
    return ANSWERS[key][2]
