"""Subtracts one number, the largest logit of the batch, from all rows.

Believed: any shift will do, since it cancels.
Ask: what is left of a row whose logits lie 10,000 below those of another row?
Caught by: test_adding_a_number_to_a_row_changes_nothing
"""


def softmax(logits):
    exps = torch.exp(logits - logits.max())
    return exps / exps.sum(dim=-1, keepdim=True)
