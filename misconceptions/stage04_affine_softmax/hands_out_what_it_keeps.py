"""Keeps the probabilities of all logits that it has seen, and hands out the kept tensors themselves.

Believed: the same numbers have the same softmax, so one tensor is enough for all who ask.
Ask: one of them subtracts 1 at the right class, in place: what does the next one get?
Caught by: test_softmax_remembers_nothing
"""


def softmax(logits, known={}, compute=softmax):
    key = str(logits.dtype), tuple(logits.shape), tuple(logits.flatten().tolist())
    if key not in known:
        known[key] = compute(logits)
    return known[key]
