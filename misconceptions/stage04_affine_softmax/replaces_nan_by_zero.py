"""Does not shift, and turns what became NaN into 0.

Believed: NaN is a missing number, and 0 a safe one.
Ask: which class had the largest logit, and what probability does it get?
"""


def softmax(logits):
    exps = torch.exp(logits)
    return torch.nan_to_num(exps / exps.sum(dim=-1, keepdim=True))
