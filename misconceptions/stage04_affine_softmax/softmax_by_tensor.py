"""Keeps the probabilities of each tensor of logits, by its id.

Believed: softmax of the same tensor is the same, so it need not be computed twice.
Ask: can a tensor hold other numbers than a moment ago?
Caught by: test_softmax_reads_logits_that_have_changed
"""


def softmax(logits, known={}, compute=softmax):
    if id(logits) not in known:
        known[id(logits)] = logits, compute(logits)
    return known[id(logits)][1].clone()
