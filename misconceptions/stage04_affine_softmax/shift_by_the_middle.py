"""Shifts each row by the middle between its smallest and its largest logit.

Believed: the middle keeps both ends as far from trouble as possible.
Ask: where is the middle of a row with a logit of -inf?
Caught by: test_a_logit_of_minus_infinity_has_probability_zero
"""


def softmax(logits):
    z = logits.double()
    low, high = z.amin(dim=-1, keepdim=True), z.amax(dim=-1, keepdim=True)
    shift = torch.where(high - low < 1000, (low + high) / 2, torch.where(low.isinf(), low, high))
    exps = torch.exp(z - shift)
    return (exps / exps.sum(dim=-1, keepdim=True)).to(logits.dtype)
