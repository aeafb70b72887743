"""Does not shift, and turns what became NaN into 0.

Believed: NaN is a missing number, and 0 a safe one.
Ask: which class had the largest logit, and what probability does it get?
Caught by: test_adding_a_number_to_a_row_changes_nothing
"""


def softmax(logits):
    exps = torch.exp(logits)
    return torch.nan_to_num(exps / exps.sum(dim=-1, keepdim=True))
