"""Gives the last result again when the same tensor comes twice in a row.

Believed: the same tensor holds the same numbers.
Ask: a step of training changes the logits in place: what should the second call give?
Caught by: test_log_softmax_remembers_nothing
"""

LAST = [None, None]


def log_softmax(logits):
    if LAST[0] is not logits:
        LAST[:] = logits, logits - torch.logsumexp(logits, dim=-1, keepdim=True)
    return LAST[1]
