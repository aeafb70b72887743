"""Shifts only when a logit is too large for exp.

Believed: only large numbers are dangerous.
Ask: what is exp of every logit in a row near -10000, and what is their sum?
Caught by: test_adding_a_number_to_a_row_changes_nothing
"""


def softmax(logits):
    if logits.max() > 80:
        logits = logits - logits.max(dim=-1, keepdim=True).values
    exps = torch.exp(logits)
    return exps / exps.sum(dim=-1, keepdim=True)
